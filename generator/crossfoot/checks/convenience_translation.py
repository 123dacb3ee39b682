"""A column in another currency beside the one that it translates: the lines that are not at the
rate of all others."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from msgspec import Struct

from crossfoot.checks.display_location import cell_location, shown
from crossfoot.checks.reference_resolver import fact_claimed
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import CellView, Fact, Instance, Line, Statement

_ENOUGH, _MOST = 10, 2
"""So many lines must be at one rate, and no more than two not: equity at the rates of its own days
has more."""

_BENT = 3
"""Units of the last digit by which amounts are bent, so that translated columns add up."""


class _Pair(Struct, frozen=True, kw_only=True):
    """A line in both currencies, and the rates that its digits allow."""

    line: Line
    low: Fraction
    high: Fraction


def translation_findings(instance: Instance) -> Iterator[Finding]:
    """A warning for each line of a translated column that is not at the rate of the others: a
    digit, or two lines that changed places."""
    for statement in instance.statements:
        currencies = [_money_of(statement, place) for place in range(len(statement.column_names))]
        if len({money for money in currencies if money}) > 1:
            for first, second in combinations(range(len(currencies)), 2):
                if (
                    currencies[first]
                    and currencies[second]
                    and currencies[first] != currencies[second]
                ):
                    yield from _of_columns(statement, first, second)


def _money_of(statement: Statement, place: int) -> str:
    """The currency of a column's first amount."""
    facts = (fact_claimed(line.cells[place]) for line in statement.lines)
    return next((money for fact in facts if fact is not None and (money := _money(fact))), "")


def _money(fact: Fact) -> str:
    return (
        fact.unit.numerators[0]
        if fact.unit is not None and fact.unit.numerators[0].startswith("iso4217:")
        else ""
    )


def _of_columns(statement: Statement, first: int, second: int) -> Iterator[Finding]:
    pairs = [pair for line in statement.lines if (pair := _pair(line, first, second)) is not None]
    rate = _rate(pairs)
    wrong = [pair for pair in pairs if not pair.low <= rate <= pair.high]
    if len(pairs) - len(wrong) >= _ENOUGH and 0 < len(wrong) <= _MOST:
        for pair in wrong:
            cell, twin = pair.line.cells[second], pair.line.cells[first]
            assert cell.amount is not None and twin.amount is not None
            at, step = (
                cell_location(statement, pair.line, second),
                Fraction(10) ** -cell.amount.decimals,
            )
            expected = (
                Fraction(twin.amount.value) / rate / step + Fraction(1, 2)
            ).__floor__() * step
            printed, other_way = (
                shown(Fraction(cell.amount.value), at.scale),
                shown(expected, at.scale),
            )
            message = f"{at.label} is {printed}; at the rate of the other lines it is {other_way}"
            hint = "is a digit mistaken in one of the currencies, or did two lines change places?"
            yield warning("calc.translated", message, cell.source, hint, (twin.source,))


def _pair(line: Line, first_column: int, second_column: int) -> _Pair | None:
    first, second = line.cells[first_column], line.cells[second_column]
    fact, twin = fact_claimed(first), fact_claimed(second)
    if (
        fact is None
        or twin is None
        or not _alike(fact, twin)
        or not _read(first)
        or not _read(second)
    ):
        return None
    (value, half), (translated, step) = _size(first), _size(second)
    if not value or not translated or translated <= step:
        return None
    if (fact.value < 0) != (twin.value < 0):  # type: ignore[operator]
        return _Pair(line=line, low=Fraction(-2), high=Fraction(-1))
    return _Pair(
        line=line,
        low=(value - half) / (translated + step),
        high=(value + half) / (translated - step),
    )


def _alike(fact: Fact, twin: Fact) -> bool:
    same = (fact.concept, fact.period, fact.members) == (twin.concept, twin.period, twin.members)
    return same and bool(_money(fact)) and bool(_money(twin)) and _money(fact) != _money(twin)


def _read(cell: CellView) -> bool:
    return cell.amount is not None and not cell.amount.unreadable


def _size(cell: CellView) -> tuple[Fraction, Fraction]:
    """The amount without its sign, and what it may be bent by."""
    assert cell.amount is not None
    return abs(Fraction(cell.amount.value)), _BENT * Fraction(10) ** -cell.amount.decimals


def _rate(pairs: Iterable[_Pair]) -> Fraction:
    """The middle of the rates that most lines allow."""
    known = list(pairs)
    low = max(
        (pair.low for pair in known),
        key=lambda rate: sum(pair.low <= rate <= pair.high for pair in known),
        default=Fraction(0),
    )
    return (
        low + min((pair.high for pair in known if pair.low <= low <= pair.high), default=low)
    ) / 2
