"""Lines over time from the store, drawn with the pictures' own drawing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.errors import UsageError
from crossfoot.model.xml_text import text
from crossfoot.store import history
from crossfoot.store.connection import Store
from crossfoot.store.query_checks import available_data, short_dimensions
from crossfoot.store.selection import Selection
from crossfoot.system.chart_svg import COLOURS, DATED, drawing
from crossfoot.system.exact_numbers import number
from crossfoot.xbrl.calendar import quarters

_SCALES = ((9, "billion"), (6, "million"), (3, "thousand"))
_DAY, _MONTH = 80, 58
"""room that a date and a month need below the picture"""
Point = tuple[str, date, Decimal]


class Lines(Struct, frozen=True, kw_only=True):
    """What is drawn: a row of `values` for each name, a value for each column at its day; `told`
    the numbers in words."""

    names: tuple[str, ...]
    unit: str
    columns: tuple[str, ...]
    days: tuple[int, ...]
    values: tuple[tuple[Decimal | None, ...], ...]
    told: str


def line_over_time(store: Store, selection: Selection, length: int | None = None) -> str:
    """An SVG of the latest version of each number by the end of its period.

    One unit, at most eight lines (concept and dimensions); `length` in quarters, 0 for instants;
    the most frequent where not given.
    """
    lines = _lines(store, selection, length)
    title = f"{', '.join(lines.names)} ({lines.unit})"
    legend = (*lines.names[:-1], f"{lines.names[-1]} ({lines.unit})")
    return drawing("line", title, text(lines.told), lines.columns, lines.values, legend, lines.days)


def line_over_time_png(store: Store, selection: Selection, length: int | None = None) -> bytes:
    """The same as PNG."""
    from crossfoot.system.chart_png import line_png

    lines = _lines(store, selection, length)
    title = lines.unit if len(lines.names) > 1 else f"{lines.names[0]} ({lines.unit})"
    return line_png(
        title, lines.names, tuple(zip(lines.days, lines.columns, strict=True)), lines.values
    )


def _lines(store: Store, selection: Selection, length: int | None) -> Lines:
    points, unit = _points(store, selection, length)
    names = tuple(dict.fromkeys(name for name, _, _ in points))[: len(COLOURS)]
    ends = sorted({end for _, end, _ in points})
    held = {(name, end): value for name, end, value in points}
    power, word = _scale(held.values())
    return Lines(
        names=names,
        unit=" ".join(filter(None, (unit, word))),
        columns=tuple(_headings(ends)),
        days=tuple(end.toordinal() for end in ends),
        values=tuple(
            tuple(_scaled(held.get((name, end)), power) for end in ends) for name in names
        ),
        told="; ".join(f"{name}: {_in_words(held, name, ends)}" for name in names),
    )


def _points(store: Store, selection: Selection, length: int | None) -> tuple[list[Point], str]:
    """Name, end and value of what is drawn, and its unit."""
    rows = _numbers(store, selection)
    if not rows:
        raise UsageError("there is no such number in the store", available_data(store, selection))
    unit = _most(row["unit"] for row in rows)
    rows = [row for row in rows if row["unit"] == unit]
    lengths = [_length(row) for row in rows]
    asked = _most(lengths) if length is None else length
    several = len({row["filer"] for row in rows}) > 1
    kept = [_point(row, several) for row, one in zip(rows, lengths, strict=True) if one == asked]
    if not kept:
        known = ", ".join(map(str, sorted(set(lengths))))
        raise UsageError(
            f"there is no such number of {asked} quarters",
            f"there are periods of {known} quarters (0: instants)",
        )
    return kept, unit


def _numbers(store: Store, selection: Selection) -> list[Mapping[str, Any]]:
    """The latest version of each number that has a unit and an end."""
    answer = history.as_of(store, selection.as_of or date.max, replace(selection, as_of=None))
    rows = (dict(zip(answer.names, row, strict=True)) for row in answer.rows)
    return [
        row
        for row in rows
        if row["unit"] and row["period_end"] and number(row["value_text"]) is not None
    ]


def _length(row: Mapping[str, Any]) -> int:
    return quarters(row["period_start"], row["period_end"])


def _point(row: Mapping[str, Any], several: bool) -> Point:
    value = number(row["value_text"])
    assert value is not None
    parts = (
        row["filer"] if several else "",
        row["concept"].partition(":")[2],
        short_dimensions(row["dimensions"]),
    )
    return " ".join(filter(None, parts)), row["period_end"], value


def _most(values: Any) -> Any:
    """The most frequent; of equals the first in order."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value))


def _scale(values: Any) -> tuple[int, str]:
    largest = max(abs(value) for value in values)
    return next(
        ((power, word) for power, word in _SCALES if largest >= Decimal(10).scaleb(power)), (0, "")
    )


def _scaled(value: Decimal | None, power: int) -> Decimal | None:
    return None if value is None else value.scaleb(-power)


def _in_words(held: Mapping[tuple[str, date], Decimal], name: str, ends: Sequence[date]) -> str:
    return ", ".join(f"{end} {held[name, end]:f}" for end in ends if (name, end) in held)


def _headings(ends: Sequence[date]) -> list[str]:
    """A date under each point; a month where dates have no room, and none where that has none
    either."""
    room = DATED[1] - DATED[0]
    days = max((ends[-1] - ends[0]).days, 1)
    if all((later - end).days * room >= _DAY * days for end, later in pairwise(ends)):
        return [f"{end}" for end in ends]
    shown: list[str] = []
    last: date | None = None
    for end in ends:
        fits = last is None or (end - last).days * room >= _MONTH * days
        shown.append(f"{end:%Y-%m}" if fits else "")
        last = end if fits else last
    return shown
