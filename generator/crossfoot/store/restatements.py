"""Numbers that a later filing tells otherwise, comparatives among them, with both addresses."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.store.addresses import address_of
from crossfoot.store.connection import Rows, Store
from crossfoot.store.selection import HIDDEN, SERIES, SHOWN, Selection, by_series
from crossfoot.system.exact_numbers import WIDE, number

_FARTHEST = 5000
"""places beyond which a unit of the last one is as good as nothing, or as anything"""


class Version(Struct, frozen=True, kw_only=True):
    """One telling of a number, with its address."""

    filing: int
    filed: date
    filing_period_end: date | None
    form: str
    value_text: str | None
    decimals: int | None
    fact_id: str | None
    address: str = ""


class Restatement(Struct, frozen=True, kw_only=True):
    """A number that a later filing tells otherwise; `kind` is `restated`, or `rounding` where both
    can be true."""

    series: tuple[Any, ...]
    kind: str
    before: Version
    after: Version
    difference: Decimal | None = field(default=None)


def restatements(
    store: Store, selection: Selection, *, rounding: bool = False
) -> list[Restatement]:
    """Numbers whose value differs between two filings that tell them one after the other."""
    found = []
    for series, versions in _numbers(store, selection):
        for before, after in pairwise(versions):
            if before.value_text != after.value_text:
                one = _compared(series, before, after)
                if one is not None and (rounding or one.kind == "restated"):
                    found.append(one)
    return [_addressed(store, one) for one in found]


def _numbers(store: Store, selection: Selection) -> Iterator[tuple[tuple[Any, ...], list[Version]]]:
    """The series that several filings tell differently, each with its versions."""
    where, values = selection.where()
    keys = ", ".join(SERIES)
    same = " AND ".join(f"v.{name} IS NOT DISTINCT FROM k.{name}" for name in SERIES)
    changed = (
        f"SELECT {keys} FROM fact_versions WHERE {where} AND unit IS NOT NULL GROUP BY {keys} "
        "HAVING count(DISTINCT filing) > 1 AND count(DISTINCT value_text) > 1"
    )
    columns = ", ".join(f"v.{name}" for name in (*SHOWN, *HIDDEN))
    ranked = f"row_number() OVER (PARTITION BY v.filing, {', '.join(f'v.{name}' for name in SERIES)} ORDER BY {_qualified()}) AS place"
    sql = (
        f"SELECT {', '.join(SHOWN)} FROM (SELECT {columns}, {ranked} FROM (SELECT * FROM fact_versions WHERE {where}) v "
        f"JOIN ({changed}) k ON {same}) r WHERE place = 1 ORDER BY {by_series()}"
    )
    rows = (dict(zip(SHOWN, row, strict=True)) for row in store.rows(sql, [*values, *values]).rows)
    for series, told in groupby(rows, key=lambda row: tuple(row[name] for name in SERIES)):
        yield series, [_version(row) for row in told]


def _qualified() -> str:
    return "v.decimals IS NULL DESC, v.decimals DESC, v.ordinal"


def _version(row: dict[str, Any]) -> Version:
    kept = ("filing", "filed", "filing_period_end", "form", "value_text", "decimals", "fact_id")
    return Version(**{name: row[name] for name in kept}, address=str(row["ordinal"]))


def _compared(series: tuple[Any, ...], before: Version, after: Version) -> Restatement | None:
    """Whether both tellings can be of one true value: their intervals, half a unit of the last
    place either way, meet."""
    old, new = number(before.value_text), number(after.value_text)
    if old is None or new is None:
        return Restatement(series=series, kind="restated", before=before, after=after)
    if old == new:
        return None
    difference = WIDE.subtract(new, old)
    room = WIDE.add(_half(before.decimals), _half(after.decimals))
    kind = "rounding" if difference.copy_abs() <= room else "restated"
    return Restatement(series=series, kind=kind, before=before, after=after, difference=difference)


def _half(decimals: int | None) -> Decimal:
    return (
        Decimal(0)
        if decimals is None
        else Decimal(5).scaleb(-max(-_FARTHEST, min(decimals, _FARTHEST)) - 1)
    )


def _addressed(store: Store, one: Restatement) -> Restatement:
    old, new = (
        replace(side, address=address_of(store, side.filing, int(side.address)))
        for side in (one.before, one.after)
    )
    return replace(one, before=old, after=new)


def restatement_rows(found: Sequence[Restatement]) -> Rows:
    """Restatements as a table."""
    names = (
        *SERIES,
        "kind",
        "before",
        "after",
        "difference",
        "filed_before",
        "filed_after",
        "address_before",
        "address_after",
    )
    rows = [
        (
            *one.series,
            one.kind,
            one.before.value_text,
            one.after.value_text,
            one.difference,
            one.before.filed,
            one.after.filed,
            one.before.address,
            one.after.address,
        )
        for one in found
    ]
    return Rows(names=names, rows=tuple(rows))
