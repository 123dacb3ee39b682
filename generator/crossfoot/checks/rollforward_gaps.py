"""Balances that open and never close, or close without having opened: with such a line all that it
would prove is gone."""

from collections.abc import Iterator

from crossfoot.checks.display_location import cell_location, shown
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact, nil
from crossfoot.checks.reference_resolver import fact_claimed
from crossfoot.checks.rollforward import END, START
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import CellView, Fact, Instance, Line, Statement

_FEW = 2
_ENDS = frozenset((*START, *END))
_OPEN = "type the closing balance if the page prints it: without it nothing proves the lines below"
_CLOSED = (
    "type the opening balance if the page prints it: without it nothing proves the lines above"
)


def rollforward_gap_findings(instance: Instance, index: FactIndex) -> Iterator[Finding]:
    """A warning for each balance of which a table prints one end alone, though lines move it.

    A closing balance alone is told in tables with a column for each member, as statements of equity
    are: a summary of cash flows
    rightly prints no more.
    """
    for statement in instance.statements:
        for lines in _of_balances(statement):
            if lines[-1].role in START:
                yield from _unclosed(statement, lines, index)
            elif all(line.role in END for line in lines) and _by_member(statement):
                yield from _unopened(statement, lines[0])


def _of_balances(statement: Statement) -> list[list[Line]]:
    """The lines of each concept that stands at an end of a period somewhere in the table."""
    ends = dict.fromkeys(
        line.concept.name
        for line in statement.lines
        if line.role in _ENDS and line.concept is not None
    )
    return [
        [line for line in statement.lines if line.concept is not None and line.concept.name == name]
        for name in ends
    ]


def _by_member(statement: Statement) -> bool:
    """Whether columns are told apart by members of one axis."""
    members = {
        member
        for line in statement.lines
        for cell in line.cells
        if (fact := fact_claimed(cell))
        for member in fact.members
    }
    return max((sum(other[0] == axis for other in members) for axis, _ in members), default=0) > 1


def _moved(statement: Statement, line: Line, *, after: bool) -> list[int]:
    """The columns in which lines below (or above) the balance move it."""
    printed = [
        place
        for place, cell in enumerate(line.cells)
        if fact_claimed(cell) is not None and cell.amount is not None
    ]
    return [place for place in printed if len(_moving(statement, line, place, after=after)) >= _FEW]


def _moving(statement: Statement, line: Line, place: int, *, after: bool) -> list[CellView]:
    balance = fact_claimed(line.cells[place])
    at = statement.lines.index(line)
    lines = statement.lines[at + 1 :] if after else statement.lines[:at]
    cells = [other.cells[place] for other in lines]
    return [
        cell
        for cell in cells
        if (fact := fact_claimed(cell)) is not None
        and balance is not None
        and _moves(fact, balance)
    ]


def _moves(fact: Fact, balance: Fact) -> bool:
    return (
        not fact.period.instant and fact.unit == balance.unit and not nil(fact) and bool(fact.value)
    )


def _unopened(statement: Statement, line: Line) -> Iterator[Finding]:
    for place in _moved(statement, line, after=False)[:1]:
        label = cell_location(statement, line, place).label
        yield warning(
            "calc.roll",
            f"{label} closes the lines above it, and no line of this table opens them",
            line.cells[place].source,
            _CLOSED,
        )


def _unclosed(statement: Statement, lines: list[Line], index: FactIndex) -> Iterator[Finding]:
    """With the closing balance that the filing tells elsewhere, if it does; one that is printed
    above the opening one closes it too."""
    line = lines[-1]
    places = [
        place
        for place in _moved(statement, line, after=True)
        if not any(_later(found, line, place) for found in lines)
    ]
    moved = [(place, _elsewhere(statement, line, place, index)) for place in places]
    for place, found in sorted(moved, key=lambda found: found[1] is None)[:1]:
        at = cell_location(statement, line, place)
        elsewhere = (
            f"; {found.source} tells {shown(exact(found), at.scale, at.negated)}"
            if found is not None
            else ""
        )
        message = (
            f"{at.label} opens the lines below it, and no line of this table closes them{elsewhere}"
        )
        yield warning(
            "calc.roll",
            message,
            line.cells[place].source,
            _OPEN,
            (found.source,) if found is not None else (),
        )


def _later(candidate: Line, line: Line, place: int) -> bool:
    fact, opening = fact_claimed(candidate.cells[place]), fact_claimed(line.cells[place])
    return fact is not None and opening is not None and fact.period.end > opening.period.end


def _elsewhere(statement: Statement, line: Line, place: int, index: FactIndex) -> Fact | None:
    last, opening = (
        fact_claimed(_moving(statement, line, place, after=True)[-1]),
        fact_claimed(line.cells[place]),
    )
    assert opening is not None and last is not None
    key = (last.period.end, opening.members, opening.unit)
    facts = index.facts.get(opening.concept.name, ())
    return next(
        (
            fact
            for fact in facts
            if (fact.period.end, fact.members, fact.unit) == key and not nil(fact)
        ),
        None,
    )
