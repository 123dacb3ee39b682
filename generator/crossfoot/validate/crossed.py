"""Where a table may add up both ways: totals with their members beside them, closing balances with what moved them above."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from msgspec import Struct, field

from crossfoot.model.filing import Period
from crossfoot.model.instance import CellView, Fact, Line, Statement
from crossfoot.model.taxonomy import Network
from crossfoot.validate.grid import claim_of

START, END = ("periodStart", "negatedPeriodStart"), ("periodEnd", "negatedPeriodEnd")
TOLD = ("the members of", "the opening balance")
Subject = tuple[str, str, frozenset[str]]
_POWERS = tuple(Fraction(10) ** power for power in (3, 6, 9, -3, -6, -9))


class Crossed(Struct, kw_only=True):
    """A printed total and the cells that should add up to it."""

    statement: Statement
    line: Line
    place: int
    parts: list[CellView]
    told: str
    places: tuple[int, ...] = ()
    """across: the columns of the total and of its parts"""
    judged: str = ""

    @property
    def item(self) -> str:
        fact = claim_of(self.cell)
        return fact.concept.name if fact is not None else ""

    @property
    def subject(self) -> Subject:
        """What adds up in all places or in none: a concept of these members on an axis."""
        return self.told, self.item, frozenset(member for cell in self.parts for _, member in _members(cell))

    @property
    def cell(self) -> CellView:
        return self.line.cells[self.place]

    @property
    def difference(self) -> Fraction:
        return value_of(self.cell) - self.computed

    @property
    def computed(self) -> Fraction:
        return sum(map(value_of, self.parts), Fraction(0))

    @property
    def slack(self) -> Fraction:
        return sum((_half(cell) for cell in (self.cell, *self.parts)), Fraction(0))

    @property
    def status(self) -> str:
        if not self.judged:
            self.judged = self._judged()
        return self.judged

    def _judged(self) -> str:
        if not self.difference:
            return "holds"
        return "rounding" if abs(self.difference) <= self.slack and not self.statement.exact else "error"

    @property
    def power(self) -> bool:
        """Whether it adds up but for thousands, millions or billions."""
        total, computed = value_of(self.cell), self.computed
        return self.telling and bool(total) and any(abs(total * power - computed) * 100 <= abs(computed) for power in _POWERS)

    @property
    def telling(self) -> bool:
        """Whether there is something to add: two numbers that are not zero, beside the total."""
        return sum(1 for cell in self.parts if value_of(cell)) > 1


class _Member(Struct, kw_only=True):
    """The cells of one concept, period and unit on one axis, in one table."""

    totals: list[tuple[Line, int]] = field(default_factory=list)
    parts: dict[str, tuple[int, CellView]] = field(default_factory=dict)


def member_totals(statement: Statement, networks: Iterable[Network]) -> Iterator[list[Crossed]]:
    """For each axis the totals whose members are printed beside them; a member over others that are printed is left out."""
    above = {node.concept: network.nodes[node.parent].concept for network in networks for node in network.nodes if node.parent >= 0}
    for axis in sorted(_axes(statement)):
        yield [
            Crossed(
                statement=statement,
                line=line,
                place=place,
                parts=[cell for _, cell in parts],
                told=f"the members of {axis} add up to it",
                places=(place, *(other for other, _ in parts)),
            )
            for group in _by_subject(statement, axis)
            if (parts := _lowest(group.parts, above))
            for line, place in group.totals[:1]
        ]


def _by_subject(statement: Statement, axis: str) -> Iterable[_Member]:
    """What a table prints of each concept, period and unit: without members, and by member of the axis."""
    groups: dict[tuple[str, Period, str], _Member] = {}
    for line in statement.lines:
        for place, cell in enumerate(line.cells):
            fact = _read(cell)
            if fact is None or fact.unit is None:
                continue
            group = groups.setdefault((fact.concept.name, fact.period, fact.unit.id), _Member())
            if not fact.members:
                group.totals.append((line, place))
            elif len(fact.members) == 1 and fact.members[0][0] == axis:
                group.parts.setdefault(fact.members[0][1], (place, cell))
    return groups.values()


def _read(cell: CellView) -> Fact | None:
    """The fact of a cell that prints a number of which every digit can be read, tagged or not."""
    return None if cell.amount is None or cell.amount.unreadable else claim_of(cell)


def _axes(statement: Statement) -> set[str]:
    """The axes of a table's facts; all cells of a column and line have the members of both, so that one of each is enough."""
    axes: set[str] = set()
    waiting = set(range(len(statement.column_names)))
    for line in statement.lines:
        if not line.members and not waiting:
            continue
        for place in list(range(len(line.cells)) if line.members else waiting):
            if claim_of(line.cells[place]) is not None:
                waiting.discard(place)
                axes.update(axis for axis, _ in _members(line.cells[place]))
    return axes


def _members(cell: CellView) -> tuple[tuple[str, str], ...]:
    fact = claim_of(cell)
    return fact.members if fact is not None else ()


def _lowest(parts: Mapping[str, tuple[int, CellView]], above: Mapping[str, str]) -> list[tuple[int, CellView]]:
    over = set()
    for member in parts:
        while (member := above.get(member, "")) and member not in over:
            over.add(member)
    return [placed for member, placed in parts.items() if member not in over]


def closing_balances(statement: Statement, networks: Iterable[Network]) -> Iterator[Crossed]:
    """Closing balances with the opening one before them and the lines between; a total of lines between is left out."""
    if not any(line.role in START for line in statement.lines):
        return
    parts = {(part.total, node.concept) for network in networks for node in network.nodes for part in node.parts}
    for place in range(len(statement.column_names)):
        yield from _closings(statement, place, parts)


def _closings(statement: Statement, place: int, parts: set[tuple[str, str]]) -> Iterator[Crossed]:
    """The closing balances of one column."""
    opening: CellView | None = None
    name, between, moved = "", list[CellView](), False
    for line in statement.lines:
        cell = line.cells[place]
        fact = _read(cell)
        if fact is None:
            moved = moved or bool(cell.text)  # a dash among shares: nothing moved
            continue
        if line.role in END and name == fact.concept.name and opening is not None:
            flows = _flows(between, fact, parts)
            if flows or moved:
                told = f"{TOLD[1]} and the lines between add up to it"
                yield Crossed(statement=statement, line=line, place=place, parts=[opening, *flows], told=told)
        if line.role in START or line.role in END:
            opening, name, between, moved = cell, fact.concept.name, [], False
        else:
            between.append(cell)


def _flows(between: Iterable[CellView], closing: Fact, parts: set[tuple[str, str]]) -> list[CellView]:
    alike = [(cell, fact) for cell in between if (fact := claim_of(cell)) is not None and fact.unit == closing.unit]
    names = {fact.concept.name for _, fact in alike}
    totals = {total for total, part in parts if part in names}
    return [cell for cell, fact in alike if fact.concept.name not in totals]


def value_of(cell: CellView) -> Fraction:
    assert cell.amount is not None
    return Fraction(cell.amount.value)


def _half(cell: CellView) -> Fraction:
    assert cell.amount is not None
    return Fraction(cell.amount.high) - Fraction(cell.amount.value)
