"""Down a table: closing balances with the opening ones before them, and what moved them between."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec import Struct, field

from crossfoot.checks.member_totals import ADOPTION, TOLD, MemberTotalCheck, is_additive, value_of
from crossfoot.checks.reference_resolver import fact_claimed
from crossfoot.model.instance import CellView, Fact, Line, Statement
from crossfoot.model.taxonomy import Network

START, END = ("periodStart", "negatedPeriodStart"), ("periodEnd", "negatedPeriodEnd")
_ADJUSTMENT, _ADJUSTED = (
    "CumulativeEffectPeriodOfAdoptionAdjustmentMember",
    "CumulativeEffectPeriodOfAdoptionAdjustedBalanceMember",
)
"""The effect of a new standard on an opening balance, and that balance after it."""


def closing_balances(
    statement: Statement, networks: Iterable[Network]
) -> Iterator[MemberTotalCheck]:
    """Closing balances with the opening one before them and the lines between; a total of lines
    between is left out."""
    if not any(line.role in START for line in statement.lines):
        return
    parts = {
        (part.total, node.concept)
        for network in networks
        for node in network.nodes
        for part in node.parts
    }
    moving = [
        line.role not in (*START, *END) and any(cell.amount is not None for cell in line.cells)
        for line in statement.lines
    ]
    for place in range(len(statement.column_names)):
        yield from _rolled(statement, place, parts, moving)


class _Roll(Struct):
    """What one column has printed since the last balance."""

    opening: CellView | None = None
    between: list[CellView] = field(default_factory=list)
    effects: list[CellView] = field(default_factory=list)
    """of a new standard on the opening balance"""
    moved: bool = False
    """something is printed between, here or in another column: a dash or a blank says that nothing
    moved here"""

    def skip(self, line: Line, cell: CellView) -> None:
        """A cell that holds no number; what can't be read ends the roll."""
        adopting = not {_ADJUSTMENT, _ADJUSTED}.isdisjoint(line.members)
        if (line.role in START and not adopting) or (
            cell.amount is not None and cell.amount.unreadable
        ):
            self.opening = None
        self.moved = self.moved or bool(cell.text)

    def closed_by(self, closing: Fact, parts: set[tuple[str, str]]) -> list[CellView]:
        """The opening balance and what moved it to the closing one; nothing where it does not roll
        on to that."""
        if self.opening is None or not _rolls(self.opening, closing):
            return []
        flows = [*self.effects, *_flows(self.between, closing, parts)]
        return [self.opening, *flows] if flows or self.moved else []


def _rolled(
    statement: Statement, place: int, parts: set[tuple[str, str]], moving_lines: list[bool]
) -> Iterator[MemberTotalCheck]:
    """The closing balances of one column; the opening one of the next year is as good.

    Where lines between move other columns, a column that is blank there says that nothing moved.
    """
    roll = _Roll()
    for line, moves in zip(statement.lines, moving_lines, strict=True):
        cell = line.cells[place]
        roll.moved = roll.moved or moves
        fact = fact_claimed(cell)
        if fact is None or cell.amount is None or cell.amount.unreadable:
            roll.skip(line, cell)
        elif (step := dict(fact.members).get(ADOPTION)) == _ADJUSTMENT:
            roll.effects.append(cell)
        elif step is None and line.role not in (*START, *END):
            roll.between.append(cell)
        else:
            if moving := roll.closed_by(fact, parts):
                description = f"{TOLD[1]} and the lines between add up to it"
                check = MemberTotalCheck(
                    statement=statement, line=line, place=place, parts=moving, told=description
                )
                yield check if check.status != "error" else _without_subtotals(check)
            roll = _Roll(opening=cell)


def _rolls(opening: CellView, closing: Fact) -> bool:
    """Whether the balance before is of the same concept, members and unit, and of an earlier day;
    one that a new standard adjusts is of the same."""
    fact = fact_claimed(opening)
    assert fact is not None
    same = (fact.concept.name, _others(fact), fact.unit) == (
        closing.concept.name,
        _others(closing),
        closing.unit,
    )
    adjusted = _ADJUSTED in dict(closing.members).values()
    return (
        same
        and (fact.period.end < closing.period.end or (adjusted and fact.period == closing.period))
        and is_additive(closing)
        and closing.concept.type != "perShare"
    )


def _others(fact: Fact) -> tuple[tuple[str, str], ...]:
    """The members on other axes than that of a new standard."""
    return tuple(pair for pair in fact.members if pair[0] != ADOPTION)


def _flows(
    between: Iterable[CellView], closing: Fact, parts: set[tuple[str, str]]
) -> list[CellView]:
    """What moved the balance: lines of a time, in its unit; neither a balance between nor a total
    of other lines."""
    alike = [
        (cell, fact)
        for cell in between
        if (fact := fact_claimed(cell)) is not None and fact.unit == closing.unit
    ]
    names = {fact.concept.name for _, fact in alike}
    totals = {total for total, part in parts if part in names}
    return [
        cell for cell, fact in alike if fact.concept.name not in totals and not fact.period.instant
    ]


def _without_subtotals(check: MemberTotalCheck) -> MemberTotalCheck:
    """A roll that adds up but for lines that are the sum of those right above them, which no tree
    says."""
    opening, flows = check.parts[0], list[CellView]()
    for cell in check.parts[1:]:
        if not _sums_up(cell, flows):
            flows.append(cell)
    other = MemberTotalCheck(
        statement=check.statement,
        line=check.line,
        place=check.place,
        parts=[opening, *flows],
        told=check.told,
    )
    return other if other.status != "error" else check


def _sums_up(cell: CellView, flows: Iterable[CellView]) -> bool:
    total, count = Fraction(0), 0
    for flow in reversed(list(flows)):
        total, count = total + value_of(flow), count + bool(value_of(flow))
        if count > 1 and total == value_of(cell) and total:
            return True
    return False
