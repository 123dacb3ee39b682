"""Equity by component against the balance sheet, and amounts per share against amount and shares: in anyone's filing, without a tie."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec.structs import replace

from crossfoot.model.finding import Finding, warning
from crossfoot.model.identities import Component, Identities, PerShare
from crossfoot.model.instance import Fact
from crossfoot.model.tieout import Tie
from crossfoot.validate.places import Places, place_of, shown
from crossfoot.validate.sums import FactIndex, exact, interval_of, nil, precision
from crossfoot.validate.told import told_of

_TIMES = 5
"""An amount per share that is so many times too large or small is no matter of preferred dividends."""
_CENT = Fraction(1, 100)
_QUOTIENT = "per share: "
_Key = tuple[object, ...]


def check_components(identities: Identities, index: FactIndex, places: Places) -> Iterator[Tie]:
    """A record for each component of equity that the balance sheet tells too."""
    for one in identities.components:
        lines = _by_key(index.facts.get(one.concept, ()))
        for fact in index.facts.get(one.equity, ()) if lines else ():
            if len(fact.members) == 1 and fact.members[0][1] == one.member and not nil(fact):
                line = lines.get((fact.period, (), fact.unit))
                if line is not None:
                    yield _component(one, fact, line, places)


def _by_key(facts: Iterable[Fact]) -> dict[_Key, Fact]:
    """The most exact fact of each period, members and unit."""
    found: dict[_Key, Fact] = {}
    for fact in facts:
        key = (fact.period, fact.members, fact.unit)
        if not nil(fact) and (key not in found or precision(fact) > precision(found[key])):
            found[key] = fact
    return found


def _component(one: Component, fact: Fact, line: Fact, places: Places) -> Tie:
    computed = exact(line) * one.sign
    bounds, own = interval_of(line), interval_of(fact)
    ends = sorted(Fraction(end) * one.sign for end in bounds) if bounds else [computed, computed]
    meets = own is not None and Fraction(own[0]) <= ends[1] and ends[0] <= Fraction(own[1])
    near = meets and fact.decimals != line.decimals
    status = "holds" if exact(fact) == computed else "rounding" if near else "error"
    note = f"the balance sheet tells {one.concept}"
    return _record(fact, line, computed, status, note, places)


def _record(fact: Fact, other: Fact, computed: Fraction, status: str, note: str, places: Places) -> Tie:
    return Tie(
        **told_of(fact, place_of(fact, places)),
        kind="tie",
        reported=exact(fact),
        computed=computed,
        status=status,
        addresses=(fact.source, other.source),
        facts=(fact.id, other.id),
        note=note,
    )


def check_per_share(identities: Identities, index: FactIndex, places: Places, told: Iterable[Tie]) -> Iterator[Tie]:
    """A record for each amount per share whose amount and shares are told; one that does not fit is unchecked.

    What a tie of the filing compares is left to it. Amount and shares have the members of the amount per share (a class of stock).
    """
    known = {tie.addresses[0] for tie in told if tie.kind == "tie"}
    for one in identities.per_share:
        found = [(fact, parts) for fact in index.facts.get(one.name, ()) if (parts := _parts(one, fact, index)) and not nil(fact)]
        fitting = sum(_fits(fact, *parts) for fact, parts in found)
        for fact, (amount, shares) in found:
            fits = _fits(fact, amount, shares)
            if fact.source in known:
                continue
            told_so = fits or _far(fact, amount, shares) or 0 < fitting >= len(found) - fitting
            note = f"{amount.concept.name} over {shares.concept.name}" if told_so else ""
            if note:
                status = "rounding" if fits else "unchecked"
                quotient = exact(amount) / exact(shares) if exact(shares) else Fraction(0)
                record = _record(fact, amount, quotient, status, f"{_QUOTIENT}{note}", places)
                yield replace(record, addresses=(fact.source, amount.source, shares.source), facts=(fact.id, amount.id, shares.id))


def per_share_findings(ties: Iterable[Tie]) -> Iterator[Finding]:
    """A warning for each amount per share that is far from amount over shares, or off where that of other columns fits."""
    for tie in ties:
        if tie.status == "unchecked" and tie.note.startswith(_QUOTIENT) and tie.reported is not None and tie.computed is not None:
            printed, quotient = shown(tie.reported, tie.scale, tie.negated), shown(tie.computed, tie.scale, tie.negated)
            message = f"{tie.label or tie.item} is {printed}; {tie.note.removeprefix(_QUOTIENT)} is {quotient}"
            hint = "is a digit, or the scale of shares or amounts mistaken? shares are ones unless their row says otherwise"
            yield replace(warning("calc.per-share", message, tie.addresses[0], hint), also=tuple(tie.addresses[1:]))


def _parts(one: PerShare, fact: Fact, index: FactIndex) -> tuple[Fact, Fact] | None:
    shares = _alike(index.facts.get(one.shares, ()), fact, "xbrli:shares")
    money = fact.unit.numerators[0] if fact.unit else ""
    amount = next((found for name in one.amounts if (found := _alike(index.facts.get(name, ()), fact, money)) is not None), None)
    return (amount, shares) if amount is not None and shares is not None else None


def _alike(facts: Iterable[Fact], fact: Fact, measure: str) -> Fact | None:
    found = [
        one
        for one in facts
        if one.period == fact.period and one.members == fact.members and one.unit and one.unit.numerators == (measure,) and not nil(one)
    ]
    return max(found, key=precision) if found else None


def _fits(fact: Fact, amount: Fact, shares: Fact) -> bool:
    """Whether amount over shares can be what is printed, by the digits of both."""
    printed, money = interval_of(fact) if exact(fact) else (-_CENT / 2, _CENT / 2), interval_of(amount)  # a dash has no digits
    if printed is None or money is None or not exact(shares):
        return False
    ends = sorted(Fraction(end) / exact(shares) for end in money)
    return Fraction(printed[0]) <= ends[1] and ends[0] <= Fraction(printed[1])


def _far(fact: Fact, amount: Fact, shares: Fact) -> bool:
    value, quotient = exact(fact), exact(amount) / exact(shares) if exact(shares) else Fraction(0)
    small = Fraction(10) ** -(fact.decimals or 0) if value else _CENT
    if abs(value) <= small and abs(quotient) <= small:
        return False
    return value * quotient <= 0 or abs(value) > _TIMES * abs(quotient) or abs(quotient) > _TIMES * abs(value)
