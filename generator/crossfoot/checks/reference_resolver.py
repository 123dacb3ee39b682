"""Printed numbers found by what a formula calls them: table, concept, role, members, column, years
away."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from msgspec import Struct, field

from crossfoot.model.expression import Interval, Reference
from crossfoot.model.filing import Period
from crossfoot.model.instance import CellView, Fact, Line, Statement


class Missing(Exception):
    """A reference has no printed number to stand for."""


class Entry(Struct, frozen=True, kw_only=True):
    """The numbers of one concept on one printed line, by column."""

    table: str
    role: str
    members: frozenset[str]
    cells: Mapping[str, CellView]


class CellIndex(Struct):
    """All printed amounts of a filing's statements."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    by_period: dict[tuple[str, Period], list[CellView]] = field(default_factory=dict)
    by_row: dict[tuple[str, int | None, str], CellView] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)

    def add(self, statements: Iterable[Statement]) -> "CellIndex":
        for statement in statements:
            self.tables.add(statement.id)
            self.columns.update(statement.column_names)
            for line in statement.lines:
                self._add_line(statement, line)
        return self

    def _add_line(self, statement: Statement, line: Line) -> None:
        cells: dict[str, dict[str, CellView]] = {}
        for name, cell in zip(statement.column_names, line.cells, strict=True):
            fact = fact_claimed(cell)
            if cell.amount is None or fact is None:
                continue
            cells.setdefault(fact.concept.name, {})[name] = cell
            self.by_row[statement.id, line.source.row, name] = cell
            self.by_period.setdefault((fact.concept.name, fact.period), []).append(cell)
        if line.concept is not None:
            cells.setdefault(line.concept.name, {})
        for concept, found in cells.items():
            entry = Entry(
                table=statement.id, role=line.role, members=frozenset(line.members), cells=found
            )
            self.entries.setdefault(concept, []).append(entry)

    def find(
        self, reference: Reference, statement: str, line: Line | None, column: str
    ) -> CellView:
        """The cell a reference means, seen from a line and column of a statement; Missing when
        nothing is printed there."""
        name = reference.name or _concept_of(line)
        wanted = reference.column or column
        if reference.years is not None:
            return self._shifted(name, reference, line, wanted)
        if line is not None and not reference.name and reference.period is None:
            own = self.by_row.get((statement, line.source.row, wanted))
            if own is not None:
                return own
        for entry in self._places(name, reference, statement, line):
            cell = entry.cells.get(wanted)
            if cell is not None and reference.period in (None, _told_for(cell)):
                return cell
        raise Missing(str(reference))

    def periods(self, reference: Reference) -> set[Period]:
        """The periods that the printed numbers of a concept are of, in the table that is named or
        in any."""
        entries = [
            entry
            for entry in self.entries.get(reference.name, ())
            if not reference.table or entry.table == reference.table
        ]
        return {
            period
            for entry in entries
            for cell in entry.cells.values()
            if (period := _told_for(cell)) is not None
        }

    def _places(
        self, name: str, reference: Reference, statement: str, line: Line | None
    ) -> list[Entry]:
        members = reference.members
        found = [
            entry
            for entry in self.entries.get(name, [])
            if (not reference.table or entry.table == reference.table)
            and (reference.role is None or entry.role == reference.role)
            and (members is None or entry.members == members)
        ]
        own = frozenset(line.members) if line is not None else frozenset()
        if reference.table or members is not None:
            return sorted(
                found, key=lambda entry: bool(entry.members) if members is None else False
            )
        return sorted(
            found,
            key=lambda entry: (entry.table != statement, entry.members != own, bool(entry.members)),
        )

    def _shifted(self, name: str, reference: Reference, line: Line | None, column: str) -> CellView:
        base = _base_fact(line, reference, column)
        years = reference.years or 0
        period = Period(start=_shift(base.period.start, years), end=_shift(base.period.end, years))
        unit = base.unit.id if base.unit else ""
        found = []
        for cell in self.by_period.get((name, period), []):
            fact = fact_claimed(cell)
            if fact is None or fact.members != base.members:
                continue
            if (
                fact.concept.type != base.concept.type
                or (fact.unit.id if fact.unit else "") == unit
            ):
                found.append(cell)
        if not found:
            raise Missing(str(reference))
        return max(found, key=lambda cell: cell.amount.decimals if cell.amount else 0)


def _concept_of(line: Line | None) -> str:
    return line.concept.name if line is not None and line.concept is not None else ""


def _told_for(cell: CellView) -> Period | None:
    fact = fact_claimed(cell)
    return fact.period if fact is not None else None


def fact_claimed(cell: CellView) -> Fact | None:
    """The fact of a cell, tagged or not."""
    return cell.facts[0] if cell.facts else cell.claim


def all_legible(cells: Iterable[CellView]) -> bool:
    """Whether every digit of the cells can be read."""
    return not any(cell.amount is None or cell.amount.unreadable for cell in cells)


def _base_fact(line: Line | None, reference: Reference, column: str) -> Fact:
    facts = [
        fact for cell in (line.cells if line else ()) if (fact := fact_claimed(cell)) is not None
    ]
    at_column = [fact for fact in facts if fact.source.column == column]
    same = [fact for fact in facts if fact.concept.name == reference.name]
    for choice in (same, at_column, facts):
        if choice:
            return choice[0]
    raise Missing(str(reference))


def _shift(day: str, years: int) -> str:
    if not day:
        return day
    shifted = f"{int(day[:4]) + years:04d}{day[4:]}"
    if day[5:] in ("02-28", "02-29"):
        leap = int(shifted[:4])
        last = "29" if leap % 4 == 0 and (leap % 100 or leap % 400 == 0) else "28"
        return f"{shifted[:5]}02-{last}"
    return shifted


def cell_interval(cell: CellView) -> Interval:
    """What a printed number can truly be."""
    amount = cell.amount
    assert amount is not None
    return Interval(
        value=Fraction(amount.value), low=Fraction(amount.low), high=Fraction(amount.high)
    )
