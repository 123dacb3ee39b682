"""Equity by component against the balance sheet, and amounts per share against amount and shares:
in anyone's filing, without a tie."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec import Struct

from crossfoot.checks.display_location import DisplayLocations, location_of, shown
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact, interval_of, nil, precision
from crossfoot.checks.tieout_fields import compared_facts
from crossfoot.model.accounting_relations import AccountingRelations, Component, PerShare
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import Fact
from crossfoot.model.tieout import Tie

_TIMES = 5
"""An amount per share that is so many times too large or small is no matter of preferred
dividends."""
_CENT = Fraction(1, 100)
_QUOTIENT = "per share: "
_Key = tuple[object, ...]


def check_components(
    identities: AccountingRelations, index: FactIndex, places: DisplayLocations
) -> Iterator[Tie]:
    """A record for each component of equity that the balance sheet tells too."""
    for component in identities.components:
        lines = _by_key(index.facts.get(component.concept, ()))
        for fact in index.facts.get(component.equity, ()) if lines else ():
            if len(fact.members) == 1 and fact.members[0][1] == component.member and not nil(fact):
                line = lines.get((fact.period, (), fact.unit))
                if line is not None:
                    yield _component(component, fact, line, places)


def _by_key(facts: Iterable[Fact]) -> dict[_Key, Fact]:
    """The most exact fact of each period, members and unit."""
    found: dict[_Key, Fact] = {}
    for fact in facts:
        key = (fact.period, fact.members, fact.unit)
        if not nil(fact) and (key not in found or precision(fact) > precision(found[key])):
            found[key] = fact
    return found


def _component(component: Component, fact: Fact, line: Fact, places: DisplayLocations) -> Tie:
    computed = exact(line) * component.sign
    bounds, own = interval_of(line), interval_of(fact)
    ends = (
        sorted(Fraction(end) * component.sign for end in bounds) if bounds else [computed, computed]
    )
    meets = own is not None and Fraction(own[0]) <= ends[1] and ends[0] <= Fraction(own[1])
    near = meets and fact.decimals != line.decimals
    status = "holds" if exact(fact) == computed else "rounding" if near else "error"
    note = f"the balance sheet tells {component.concept}"
    return compared_facts(fact, (line,), location_of(fact, places), computed, status, note=note)


def check_per_share(
    identities: AccountingRelations,
    index: FactIndex,
    places: DisplayLocations,
    results: Iterable[Tie],
) -> Iterator[Tie]:
    """A record for each amount per share whose amount and shares are told; one that does not fit is
    unchecked.

    What a tie of the filing compares is left to it. Amount and shares have the members of the
    amount per share (a class of stock).
    """
    known = {tie.addresses[0] for tie in results if tie.kind == "tie"}
    for relation in identities.per_share:
        found = [
            quotient
            for fact in index.facts.get(relation.name, ())
            if (quotient := _quotient(relation, fact, index)) is not None
        ]
        fitting = sum(quotient.fits for quotient in found)
        for quotient in found:
            if quotient.fact.source not in known and (
                quotient.fits or quotient.far or 0 < fitting >= len(found) - fitting
            ):
                yield quotient.record(places)


def per_share_findings(ties: Iterable[Tie]) -> Iterator[Finding]:
    """A warning for each amount per share that is far from amount over shares, or off where that of
    other columns fits."""
    for tie in ties:
        if (
            tie.status == "unchecked"
            and tie.note.startswith(_QUOTIENT)
            and tie.reported is not None
            and tie.computed is not None
        ):
            printed, quotient = (
                shown(tie.reported, tie.scale, tie.negated),
                shown(tie.computed, tie.scale, tie.negated),
            )
            message = f"{tie.label or tie.item} is {printed}; {tie.note.removeprefix(_QUOTIENT)} is {quotient}"
            hint = "is a digit, or the scale of shares or amounts mistaken? shares are ones unless their row says otherwise"
            yield warning(
                "calc.per-share", message, tie.addresses[0], hint, tuple(tie.addresses[1:])
            )


class _Quotient(Struct, frozen=True, kw_only=True):
    """An amount per share, with the amount and the shares that it should be the quotient of."""

    fact: Fact
    amount: Fact
    shares: Fact

    @property
    def value(self) -> Fraction:
        return exact(self.amount) / exact(self.shares) if exact(self.shares) else Fraction(0)

    @property
    def fits(self) -> bool:
        """Whether amount over shares can be what is printed, by the digits of both."""
        printed = (
            interval_of(self.fact) if exact(self.fact) else (-_CENT / 2, _CENT / 2)
        )  # a dash has no digits
        money, shares = interval_of(self.amount), exact(self.shares)
        if printed is None or money is None or not shares:
            return False
        ends = sorted(Fraction(end) / shares for end in money)
        return Fraction(printed[0]) <= ends[1] and ends[0] <= Fraction(printed[1])

    @property
    def far(self) -> bool:
        """Whether what is printed is another number altogether."""
        value, quotient = exact(self.fact), self.value
        small = Fraction(10) ** -(self.fact.decimals or 0) if value else _CENT
        if abs(value) <= small and abs(quotient) <= small:
            return False
        return (
            value * quotient <= 0
            or abs(value) > _TIMES * abs(quotient)
            or abs(quotient) > _TIMES * abs(value)
        )

    def record(self, places: DisplayLocations) -> Tie:
        note = f"{_QUOTIENT}{self.amount.concept.name} over {self.shares.concept.name}"
        return compared_facts(
            self.fact,
            (self.amount, self.shares),
            location_of(self.fact, places),
            self.value,
            "rounding" if self.fits else "unchecked",
            note=note,
        )


def _quotient(relation: PerShare, fact: Fact, index: FactIndex) -> _Quotient | None:
    """What an amount per share is made of, where both are told for its period and members."""
    shares = _alike(index.facts.get(relation.shares, ()), fact, "xbrli:shares")
    money = fact.unit.numerators[0] if fact.unit else ""
    amount = next(
        (
            found
            for name in relation.amounts
            if (found := _alike(index.facts.get(name, ()), fact, money)) is not None
        ),
        None,
    )
    if amount is None or shares is None or nil(fact):
        return None
    return _Quotient(fact=fact, amount=amount, shares=shares)


def _alike(facts: Iterable[Fact], fact: Fact, measure: str) -> Fact | None:
    found = [
        candidate
        for candidate in facts
        if candidate.period == fact.period
        and candidate.members == fact.members
        and candidate.unit
        and candidate.unit.numerators == (measure,)
        and not nil(candidate)
    ]
    return max(found, key=precision) if found else None
