"""Statements put together again from a filing's own presentation network: lines as labelled,
columns by period and unit."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.products.filing_metadata import FilingMetadata, names_in_english
from crossfoot.products.networks import Network, Row, rows_of
from crossfoot.store.connection import Store
from crossfoot.store.selection import BEST
from crossfoot.system.exact_numbers import number, plain_number

_DAY = timedelta(days=1)
_OPENING = "periodStartLabel"
_FULL = 5
"""a period that fills less than one in so many lines of the fullest belongs to another statement"""


class Column(Struct, frozen=True, kw_only=True, order=True):
    """What a column is about; `members` as stored."""

    end: date
    start: date
    unit: str
    members: str = ""

    @property
    def heading(self) -> str:
        period = f"{self.end}" if self.start == date.min else f"{self.start} to {self.end}"
        return " ".join(filter(None, (period, self.unit, self.members)))


class Cell(Struct, frozen=True, kw_only=True):
    """A number as the statement prints it, turned where the label is a negated one; as filed; and
    the fact that it is.

    `column` is the fact's own: in a column of flows that of an instant has another period.
    """

    value: Decimal | None
    text: str
    filed: Decimal | None
    column: Column
    fact_id: str | None
    ordinal: int


class Line(Struct, frozen=True, kw_only=True):
    """One printed line."""

    label: str
    concept: str
    depth: int
    negated: bool
    cells: tuple[Cell | None, ...]


class Statement(Struct, frozen=True, kw_only=True):
    """A statement of a filing."""

    filed: FilingMetadata
    network: Network
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


ReportedCells = Mapping[tuple[str, Column], Cell]


def render_statement(
    store: Store, filed: FilingMetadata, network: Network, *, dimensions: bool, words: bool = False
) -> Statement:
    """The statement; `dimensions` adds columns for the members that stand in its network, `words`
    facts that are no numbers."""
    rows = rows_of(store, filed.filing, network.role)
    parts = {row.concept for row in rows if row.part}
    printed = [row for row in rows if not row.part]
    told = _reported_cells(store, filed.filing, {row.concept for row in printed}, words=words)
    told = {
        key: cell
        for key, cell in told.items()
        if _belongs(key[1].members, parts if dimensions else set())
    }
    counted = {key: cell for key, cell in told.items() if key[1].unit}
    opened = {row.concept for row in printed if row.role_name == _OPENING}
    columns = _with_words(
        _columns(counted, opened), [column for _, column in told if not column.unit], len(counted)
    )
    labels = names_in_english(store, filed.filing)
    lines = [_line(row, told, columns, labels) for row in printed]
    return Statement(filed=filed, network=network, columns=columns, lines=tuple(_printed(lines)))


def _belongs(members: str, parts: set[str]) -> bool:
    """Whether the network shows each axis, and each member that is not typed."""
    held = json.loads(members) if members else {}
    return all(
        axis in parts and (member is None or member in parts or ":" not in member)
        for axis, member in held.items()
    )


def _reported_cells(
    store: Store, filing: int, wanted: Iterable[str], *, words: bool
) -> ReportedCells:
    sql = (
        "SELECT concept, period_start, period_end, coalesce(unit, ''), dimensions, value_text, fact_id, ordinal FROM facts "
        f"WHERE filing = ? AND period_end IS NOT NULL{'' if words else ' AND unit IS NOT NULL'} ORDER BY {BEST}"
    )
    told: dict[tuple[str, Column], Cell] = {}
    for concept, start, end, unit, members, text, fact_id, ordinal in store.rows(
        sql, (filing,)
    ).rows:
        if concept in wanted:
            column, value = (
                Column(end=end, start=start or date.min, unit=unit, members=members),
                number(text) if unit else None,
            )
            cell = Cell(
                value=value,
                text=text or "",
                filed=value,
                column=column,
                fact_id=fact_id,
                ordinal=ordinal,
            )
            told.setdefault((concept, column), cell)
    return told


def _columns(told: ReportedCells, opened: set[str]) -> tuple[Column, ...]:
    """Latest first. Where durations are reported, an instant belongs to the period that it begins
    or ends, and makes no column; `opened` are concepts that the statement prints at the begin of a
    period."""
    filled = Counter((column.start, column.end) for _, column in told)
    most = max(filled.values(), default=0)
    columns = {column for _, column in told if filled[column.start, column.end] * _FULL >= most}
    flows = {column for column in columns if column.start != date.min}
    flows |= _periods_without_flows(flows, told, opened)
    edges = {(day, one.members, one.unit) for one in flows for day in (one.end, one.start - _DAY)}
    kept = flows | {one for one in columns - flows if (one.end, one.members, one.unit) not in edges}
    return tuple(sorted(kept, key=_place))


def _periods_without_flows(
    flows: set[Column], told: ReportedCells, opened: set[str]
) -> set[Column]:
    """Columns for the periods of a member or unit of which the statement shows balances and no
    flow: an opening balance has to stand above its own closing one."""
    periods = {(flow.start, flow.end) for flow in flows}
    balances = {
        replace(column, end=date.min)
        for concept, column in told
        if concept in opened and column.start == date.min
    } - {replace(flow, start=date.min, end=date.min) for flow in flows}
    ends = {column for concept, column in told if concept in opened}
    return {
        replace(balance, start=start, end=end)
        for balance in balances
        for start, end in periods
        if replace(balance, end=end) in ends or replace(balance, end=start - _DAY) in ends
    }


def _place(one: Column) -> tuple[Any, ...]:
    return one.members, -one.end.toordinal(), one.start, one.unit


def _with_words(
    numbers: Sequence[Column], worded: Sequence[Column], cells: int
) -> tuple[Column, ...]:
    """The columns, and one for each period that words tell and no column of numbers has; none where
    the numbers are more (`cells`)."""
    periods = {(one.start, one.end, one.members) for one in numbers}
    if cells > len(worded):
        return tuple(numbers)
    more = {
        column for column in worded if (column.start, column.end, column.members) not in periods
    }
    return (*sorted(more, key=_place), *numbers)


def _line(
    row: Row, told: ReportedCells, columns: Sequence[Column], labels: Mapping[tuple[str, str], str]
) -> Line:
    label = (
        labels.get((row.concept, row.role_name))
        or labels.get((row.concept, "label"))
        or row.concept.partition(":")[2]
    )
    first = {(column.start, column.end, column.members): column for column in reversed(columns)}
    cells = tuple(_turned(_cell(row, column, told), row.negated) for column in columns)
    if not any(cells):  # words stand in the first column of their period
        plain = (told.get((row.concept, replace(column, unit=""))) for column in columns)
        leading = (first[column.start, column.end, column.members] is column for column in columns)
        cells = tuple(cell if leads else None for cell, leads in zip(plain, leading, strict=True))
    return Line(label=label, concept=row.concept, depth=row.depth, negated=row.negated, cells=cells)


def _cell(row: Row, column: Column, told: ReportedCells) -> Cell | None:
    """The fact of a line in a column; a balance in a column of flows is that of the day before the
    period, or of its last day.

    An opening balance in the column of a day is blank: nobody says which period it opens.
    """
    opening = row.role_name == _OPENING
    if opening and column.start == date.min:
        return None
    found = told.get((row.concept, column))
    if found is None and column.start != date.min:
        day = column.start - _DAY if opening else column.end
        found = told.get((row.concept, replace(column, start=date.min, end=day)))
    return found


def _turned(cell: Cell | None, negated: bool) -> Cell | None:
    if cell is None or cell.value is None or not negated:
        return cell
    value = cell.value.copy_negate() if cell.value else cell.value
    return replace(cell, value=value, text=plain_number(value))


def _printed(lines: Sequence[Line]) -> list[Line]:
    """Lines with a number, and headings above one."""
    kept: list[Line] = []
    needed = -1
    for line in reversed(lines):
        if any(line.cells):
            kept.append(line)
            needed = max(line.depth, 0)
        elif line.depth < needed:
            kept.append(line)
            needed = line.depth
    return kept[::-1]
