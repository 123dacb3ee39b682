"""A history as people read it: lines of periods of one length, the versions of each counted, with
their addresses."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from crossfoot.store.connection import Rows
from crossfoot.store.selection import SERIES
from crossfoot.xbrl.calendar import length

NAMES = (
    "filer",
    "concept",
    "unit",
    "dimensions",
    "language",
    "length",
    "period_start",
    "period_end",
    "value_text",
    "decimals",
)
_VERSION_COLUMNS = ("version", "filed", "filing_period_end", "address")


def versions_shown(found: Rows, addresses: Mapping[tuple[int, int], str]) -> Rows:
    """The rows by line, length of the period, its end, and the date they were filed; `version` is
    `2 of 2`, empty for the only one."""
    rows = [dict(zip(found.names, row, strict=True)) for row in found.rows]
    total, seen = Counter(map(_series, rows)), Counter[tuple[Any, ...]]()
    shown = []
    for row in rows:
        seen[_series(row)] += 1
        more = {
            "length": period_length(row["period_start"], row["period_end"]),
            "version": f"{seen[_series(row)]} of {total[_series(row)]}"
            if total[_series(row)] > 1
            else "",
            "address": addresses.get((row["filing"], row["ordinal"]), ""),
        }
        shown.append({**row, **more})
    shown.sort(key=_order)  # stable: versions stay in order
    return Rows(
        names=(*NAMES, *_VERSION_COLUMNS),
        rows=tuple(tuple(row[name] for name in (*NAMES, *_VERSION_COLUMNS)) for row in shown),
    )


def with_addresses(found: Rows, addresses: Mapping[tuple[int, int], str]) -> Rows:
    """The rows with the address of each telling as the last column."""
    filing, ordinal = found.names.index("filing"), found.names.index("ordinal")
    rows = tuple((*row, addresses.get((row[filing], row[ordinal]), "")) for row in found.rows)
    return Rows(names=(*found.names, "address"), rows=rows)


def _series(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in SERIES)


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    start, end = row["period_start"], row["period_end"] or date.min
    line = (str(row[name] or "") for name in ("filer", "concept", "dimensions", "unit", "language"))
    return (*line, 0 if start is None else _months(start, end), end)


def _months(start: date, end: date) -> int:
    """The length in months, rounded."""
    return (length(start, end) * 24 + 365) // 730


def period_length(start: date | None, end: date | None) -> str:
    """`3 months`, `instant`; shorter than half a month in days."""
    if end is None or start is None:
        return "forever" if end is None else "instant"
    count = _months(start, end)
    return f"{count} month{'s' if count > 1 else ''}" if count else f"{length(start, end)} days"
