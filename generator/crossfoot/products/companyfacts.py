"""The SEC's companyfacts and companyconcept: every number of a filer by concept and unit, in the
order of its periods."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from msgspec import Struct

from crossfoot.errors import UsageError
from crossfoot.products.filing_metadata import (
    FilingMetadata,
    cik_of,
    filings_with_keys,
    names_in_english,
    one_filer,
)
from crossfoot.store.connection import Store
from crossfoot.store.query_checks import did_you_mean
from crossfoot.store.selection import BEST
from crossfoot.system.exact_numbers import number
from crossfoot.xbrl.calendar import frame_of, misfit

_PREFIX = re.compile(r"(?<![\w.-])[\w.-]+:")
"""the SEC tells a filer's own unit by its name alone: `segment`"""
Period = tuple[date | None, date]
_COLUMNS = "concept, unit, period_start, period_end, value_text, filing, ordinal"


class ReportedValue(Struct, frozen=True, kw_only=True):
    """One number as one filing tells it."""

    concept: str
    unit: str
    start: date | None
    end: date
    value: Decimal
    filed: FilingMetadata
    ordinal: int

    @property
    def period(self) -> Period:
        return self.start, self.end

    def row(self, frame: str) -> dict[str, Any]:
        """Keys in the SEC's order; `frame` only on the telling that stands for it."""
        made: dict[str, Any] = {} if self.start is None else {"start": self.start.isoformat()}
        made |= {
            "end": self.end.isoformat(),
            "val": self.value,
            "accn": self.filed.accn,
            "fy": self.filed.fiscal,
        }
        made |= {
            "fp": self.filed.fiscal_period or None,
            "form": self.filed.form_name,
            "filed": self.filed.filed.isoformat(),
        }
        return {**made, "frame": frame} if frame else made


def reported_values(
    store: Store, where: str, values: Sequence[Any], *, as_of: date | None = None, concept: str = ""
) -> list[ReportedValue]:
    """Numbers of published concepts without dimensions, once a filing, by concept, unit and period;
    those filed last come last."""
    sql = (
        f"SELECT {_COLUMNS} FROM (SELECT {_COLUMNS}, row_number() OVER (PARTITION BY filing, filer, concept, unit, period_start, "
        f"period_end ORDER BY {BEST}) AS place FROM facts WHERE {where} AND dimensions = '' AND unit IS NOT NULL AND NOT nil "
        "AND period_end IS NOT NULL) v WHERE place = 1"
    )
    rows = store.rows(sql, values).rows
    filings = filings_with_keys(store, {row[5] for row in rows}, as_of)
    published = _published(store, set(filings), concept)
    found = []
    for name, unit, start, end, text, filing, ordinal in rows:
        value = number(text)
        if value is not None and (filing, name) in published:
            told = ReportedValue(
                concept=name,
                unit=unit,
                start=start,
                end=end,
                value=value,
                filed=filings[filing],
                ordinal=ordinal,
            )
            found.append(told)
    return sorted(found, key=_order)


def _published(store: Store, filings: set[int], concept: str) -> set[tuple[int, str]]:
    """Filing and name of the concepts that are not a filer's own."""
    if not filings:
        return set()
    where, values = (
        ("concept = ?", [concept])
        if concept
        else (f"filing IN ({', '.join(map(str, sorted(filings)))})", [])
    )
    rows = store.rows(
        f"SELECT filing, concept FROM concepts WHERE custom = FALSE AND {where}", values
    ).rows
    return {(filing, name) for filing, name in rows if filing in filings}


def _order(one: ReportedValue) -> tuple[Any, ...]:
    prefix, _, name = one.concept.partition(":")
    return prefix, name, one.unit, one.end, one.start or date.min, *one.filed.order


def assign_frames(tellings: Sequence[tuple[Period, date]]) -> dict[int, str]:
    """Place to frame, for the (period, filed) of one concept and unit, in listed order.

    The last listed telling of a period carries its frame; where several periods fall into one
    frame, that which fits it best.
    """
    last = {period: place for place, (period, _) in enumerate(tellings)}
    chosen: dict[str, tuple[tuple[int, int], int]] = {}
    for (start, end), place in last.items():
        frame = frame_of(start, end)
        if frame:
            rank = (misfit(start, end), -place)
            chosen[frame] = min(chosen.get(frame, (rank, place)), (rank, place))
    return {place: frame for frame, (_, place) in chosen.items()}


def with_frames(
    told: Iterable[ReportedValue],
) -> Iterator[tuple[tuple[str, str], list[tuple[ReportedValue, str]]]]:
    """Concept and unit, with each telling and its frame or an empty text."""
    for key, group in groupby(told, key=lambda one: (one.concept, one.unit)):
        held = list(group)
        frames = assign_frames([(one.period, one.filed.filed) for one in held])
        yield key, [(one, frames.get(place, "")) for place, one in enumerate(held)]


def company_facts(store: Store, filer: str, as_of: date | None = None) -> dict[str, Any]:
    """The companyfacts document; with `as_of` what was known at the end of that day."""
    key, name = one_filer(store, filer)
    told = reported_values(store, "filer = ?", [key], as_of=as_of)
    if not told:
        when = f"by {as_of}" if as_of else "as a published concept"
        raise UsageError(
            f"{name or key} told no number {when}",
            "crossfoot facts filings lists what was filed and when",
        )
    labels = names_in_english(store, filer=key)
    groups: dict[str, dict[str, Any]] = {}
    for (concept, unit), rows in with_frames(told):
        prefix, _, tag = concept.partition(":")
        empty: dict[str, Any] = {
            "label": labels.get((concept, "label")),
            "description": labels.get((concept, "documentation")),
            "units": {},
        }
        about = groups.setdefault(prefix, {}).setdefault(tag, empty)
        bare = _PREFIX.sub("", unit)
        about["units"][unit if bare in about["units"] else bare] = [
            one.row(frame) for one, frame in rows
        ]
    return {"cik": cik_of(key), "entityName": name, "facts": groups}


def company_concept(
    store: Store, filer: str, concept: str, as_of: date | None = None
) -> dict[str, Any]:
    """The companyconcept document of `us-gaap:Assets`; the prefix may be left out where it is
    clear."""
    whole = company_facts(store, filer, as_of)
    prefix, _, tag = concept.rpartition(":")
    found = [
        group for group, held in whole["facts"].items() if tag in held and prefix in ("", group)
    ]
    if len(found) != 1:
        known = [f"{taxonomy}:{name}" for taxonomy, tags in whole["facts"].items() for name in tags]
        near = did_you_mean(concept, known) or "the filer's own concepts have none; "
        raise UsageError(
            f"'{concept}' is no published number of {whole['entityName']}",
            f"{near}crossfoot facts search WORDS finds concepts",
        )
    about = whole["facts"][found[0]][tag]
    names = {
        "label": about["label"],
        "description": about["description"],
        "entityName": whole["entityName"],
    }
    return {"cik": whole["cik"], "taxonomy": found[0], "tag": tag, **names, "units": about["units"]}
