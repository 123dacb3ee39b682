"""A printed total and what should add up to it; across a table, totals with their members beside
them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from msgspec import Struct, field

from crossfoot.checks.reference_resolver import fact_claimed
from crossfoot.model.filing import Period
from crossfoot.model.instance import CellView, Fact, Line, Statement
from crossfoot.model.taxonomy import Concept, Network

TOLD = ("the members of", "the opening balance")
Subject = tuple[str, str, frozenset[str]]
_ADDED = frozenset({"monetary", "shares", "perShare", "integer", "count"})
"""Types of concepts that may add up, as dividends per share of the quarters do; rates and averages
do not."""
_RECONCILED, _OPERATING = "ConsolidationItemsAxis", "OperatingSegmentsMember"
"""The axis of what leads from all segments to the company, and its member for them together (ASC
280-10-50-30)."""
ADOPTION = "CumulativeEffectPeriodOfAdoptionAxis"
"""The axis of opening balances before and after a new standard: its members are steps and do not
add up (ASC 250-10-50-3)."""
EQUITY = "StatementEquityComponentsAxis"
_MEMO = "ComprehensiveIncomeMember"
"""A column of comprehensive income beside the components of equity: it shows once more what these
are changed by, and is a part of no total."""
_POWERS = tuple(Fraction(10) ** power for power in (3, 6, 9, -3, -6, -9))


class MemberTotalCheck(Struct, kw_only=True):
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
        fact = fact_claimed(self.cell)
        return fact.concept.name if fact is not None else ""

    @property
    def subject(self) -> Subject:
        """What adds up in all places or in none: a concept of these members on an axis."""
        return (
            self.told,
            self.item,
            frozenset(member for cell in self.parts for _, member in _members(cell)),
        )

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
        return (
            "rounding"
            if abs(self.difference) <= self.slack and not self._to_the_last_digit
            else "error"
        )

    @property
    def _to_the_last_digit(self) -> bool:
        """Whether the table's totals are exact; one in millions beside parts in thousands can't
        be."""
        return (
            self.statement.exact
            and len({cell.amount.decimals for cell in (self.cell, *self.parts) if cell.amount}) == 1
        )

    @property
    def power(self) -> bool:
        """Whether it adds up but for thousands, millions or billions."""
        total, computed = value_of(self.cell), self.computed
        return (
            self.telling
            and bool(total)
            and any(abs(total * power - computed) * 100 <= abs(computed) for power in _POWERS)
        )

    @property
    def telling(self) -> bool:
        """Whether there is something to add: two numbers that are not zero, beside the total."""
        return sum(1 for cell in self.parts if value_of(cell)) > 1


_Members = tuple[tuple[str, str], ...]
_Key = tuple[str, Period, str, _Members]
"""Concept, period, unit, and the members on other axes."""


def is_memo(fact: Fact) -> bool:
    """Whether a fact stands in a column that is added to nothing."""
    return any(pair == (EQUITY, _MEMO) for pair in fact.members)


class _Member(Struct, kw_only=True):
    """The cells of one concept, period, unit and members of other axes on one axis, in a table."""

    totals: list[tuple[Line, int]] = field(default_factory=list)
    parts: dict[str, tuple[int, CellView]] = field(default_factory=dict)
    unread: bool = False
    """one of them can't be read: then nothing is known of the sum"""


def member_totals(
    statement: Statement, networks: Iterable[Network]
) -> Iterator[list[MemberTotalCheck]]:
    """For each axis of several members the totals beside which they are printed; a member over
    others that are printed is left out."""
    above = {
        node.concept: network.nodes[node.parent].concept
        for network in networks
        for node in network.nodes
        if node.parent >= 0
    }
    for axis in sorted(_axes(statement) - {ADOPTION}):
        groups = _grouped(statement, axis)
        if len({member for group in groups for member in group.parts}) > 1:
            yield [
                check
                for group in groups
                if not group.unread
                for check in _beside(statement, axis, group, above)
            ]


def _beside(
    statement: Statement, axis: str, group: _Member, above: Mapping[str, str]
) -> Iterator[MemberTotalCheck]:
    """The first total of a group with its members, if any are printed."""
    parts = _lowest(group.parts, above)
    for line, place in group.totals[:1] if parts else ():
        yield MemberTotalCheck(
            statement=statement,
            line=line,
            place=place,
            parts=[cell for _, cell in parts],
            told=f"the members of {axis} add up to it",
            places=(place, *(other for other, _ in parts)),
        )


def _grouped(statement: Statement, axis: str) -> list[_Member]:
    """What a table prints of each concept, period, unit and members of other axes, with one member
    of the axis or none."""
    groups: defaultdict[_Key, _Member] = defaultdict(_Member)
    last: Concept | None = None
    added = False
    for line, place, cell, fact in _cells(statement):
        if fact.concept is not last:
            last, added = fact.concept, is_additive(fact)
        if (
            not added
            or fact.unit is None
            or is_memo(fact)
            or (cell.status != "fact" and cell.amount is None)
        ):
            continue
        members = dict(fact.members)
        member = members.pop(axis, "")
        rest = tuple(members.items())
        group = groups[fact.concept.name, fact.period, fact.unit.id, rest]
        group.unread = group.unread or cell.status == "unreadable"
        if member:
            group.parts.setdefault(member, (place, cell))
        else:
            group.totals.append((line, place))
    for key in [key for key in groups if not key[3]]:
        _reconcile(groups, key, axis)
    return list(groups.values())


def _reconcile(groups: Mapping[_Key, _Member], key: _Key, axis: str) -> None:
    """Segments add up to all segments, and these with the reconciling items to the company.

    Filers write a segment with its own axis alone, or with the member of all segments beside it;
    what all segments are together is printed, or not.
    """
    group = groups[key]
    if axis != _RECONCILED:
        operating = groups.get((*key[:3], ((_RECONCILED, _OPERATING),)))
        others = [
            found
            for found in groups
            if found[:3] == key[:3] and found[3][:1] and found[3][0][0] == _RECONCILED
        ]
        if others:  # then the company's own number is more than its segments
            group.totals = list(operating.totals) if operating and not operating.parts else []
    elif _OPERATING not in group.parts and group.parts:
        for other, found in groups.items():
            if other[:3] != key[:3] or len(other[3]) != 1:
                continue
            segment = other[3][0][1]
            if placed := found.parts.get(_OPERATING):
                group.parts[segment] = placed
            elif found.totals and not found.parts:
                line, place = found.totals[0]
                group.parts[segment] = (place, line.cells[place])


def _cells(statement: Statement) -> Iterator[tuple[Line, int, CellView, Fact]]:
    """The cells that claim a fact."""
    for line in statement.lines:
        for place, cell in enumerate(line.cells):
            fact = fact_claimed(cell)
            if fact is not None:
                yield line, place, cell, fact


def is_additive(fact: Fact) -> bool:
    """Whether facts of this concept add up to one of it."""
    return fact.concept.type in _ADDED and "Average" not in fact.concept.name


def _axes(statement: Statement) -> set[str]:
    """The axes of a table's facts; all cells of a column and line have the members of both, so that
    one of each is enough."""
    axes: set[str] = set()
    waiting = set(range(len(statement.column_names)))
    for line in statement.lines:
        if not line.members and not waiting:
            continue
        for place in list(range(len(line.cells)) if line.members else waiting):
            if fact_claimed(line.cells[place]) is not None:
                waiting.discard(place)
                axes.update(axis for axis, _ in _members(line.cells[place]))
    return axes


def _members(cell: CellView) -> tuple[tuple[str, str], ...]:
    fact = fact_claimed(cell)
    return fact.members if fact is not None else ()


def _lowest(
    parts: Mapping[str, tuple[int, CellView]], above: Mapping[str, str]
) -> list[tuple[int, CellView]]:
    over = set()
    for member in parts:
        while (member := above.get(member, "")) and member not in over:
            over.add(member)
    return [placed for member, placed in parts.items() if member not in over]


def value_of(cell: CellView) -> Fraction:
    assert cell.amount is not None
    return Fraction(cell.amount.value)


def _half(cell: CellView) -> Fraction:
    assert cell.amount is not None
    return Fraction(cell.amount.high) - Fraction(cell.amount.value)
