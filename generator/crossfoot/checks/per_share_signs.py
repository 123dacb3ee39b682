"""An amount per share that is a loss where the income is a profit, or the reverse, though no shares
are told to divide by."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from crossfoot.checks.display_location import DisplayLocations, location_of, shown
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact, nil
from crossfoot.model.accounting_relations import AccountingRelations, PerShare
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import Fact

_ALIKE = Fraction(3, 2)
_TURNING = ("PreferredStock", "Noncontrolling", "MinorityInterest", "AvailableToCommon")
"""What may stand between income and what is left for a share, and so turn the sign."""


def opposite_sign_findings(
    identities: AccountingRelations, index: FactIndex, places: DisplayLocations
) -> Iterator[Finding]:
    """A warning for each amount per share of the other sign than every income that is told of its
    period and members.

    Preferred dividends and noncontrolling interests may turn the sign. Where a filing tells such,
    the shares that this column implies
    must be those that another one implies, but for half as many again.
    """
    for relation in identities.per_share:
        pairs = [
            (fact, amounts)
            for fact in index.facts.get(relation.name, ())
            if _usable(fact) and (amounts := _amounts(relation, fact, index))
        ]
        for fact, amounts in pairs:
            if _opposite(fact, amounts) and not _shares_told(relation, fact, index):
                if _proved(fact, amounts, pairs) or (len(pairs) == 1 and not _turned(index)):
                    yield _finding(fact, amounts[0], places)


def _opposite(fact: Fact, amounts: Iterable[Fact]) -> bool:
    return all(exact(amount) * exact(fact) < 0 for amount in amounts)


def _turned(index: FactIndex) -> bool:
    return any(word in name for name in index.facts for word in _TURNING)


def _usable(fact: Fact) -> bool:
    return not nil(fact) and fact.unit is not None and exact(fact) != 0


def _amounts(relation: PerShare, fact: Fact, index: FactIndex) -> list[Fact]:
    """The incomes of its period, members and currency, in the order of the list."""
    money = fact.unit.numerators if fact.unit else ()
    return [
        amount
        for name in relation.amounts
        for amount in index.facts.get(name, ())
        if (amount.period, amount.members) == (fact.period, fact.members)
        and _usable(amount)
        and amount.unit
        and amount.unit.numerators == money
    ]


def _shares_told(relation: PerShare, fact: Fact, index: FactIndex) -> bool:
    return any(
        (shares.period, shares.members) == (fact.period, fact.members)
        for shares in index.facts.get(relation.shares, ())
    )


def _proved(fact: Fact, amounts: Iterable[Fact], pairs: Iterable[tuple[Fact, list[Fact]]]) -> bool:
    """Whether another column, whose signs agree, implies about as many shares."""
    others = [
        (other, more)
        for other, more in pairs
        if other is not fact and exact(other) * exact(more[0]) > 0
    ]
    return any(
        amount.concept is more.concept
        and 1 / _ALIKE <= _implied(amount, fact) / _implied(more, other) <= _ALIKE
        for amount in amounts
        for other, found in others
        for more in found
    )


def _implied(amount: Fact, fact: Fact) -> Fraction:
    return abs(exact(amount) / exact(fact))


def _finding(fact: Fact, amount: Fact, places: DisplayLocations) -> Finding:
    place, other = location_of(fact, places), location_of(amount, places)
    printed, income = (
        shown(exact(fact), place.scale, place.negated),
        shown(exact(amount), other.scale, other.negated),
    )
    message = f"{place.label or fact.concept.name} is {printed}, and {other.label or amount.concept.name} is {income}: one is a loss"
    return warning(
        "calc.per-share",
        message,
        fact.source,
        "is a sign or a parenthesis mistaken in one of them?",
        (amount.source,),
    )
