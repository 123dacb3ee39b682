"""Every summation of the model under Calculations 1.0 and 1.1, with the binding rules that Arelle applies.

1.0 (XBRL 2.1, 5.2.5.2): a total and its parts bind when they are S-equal in context and unit; a duplicated total or part,
or a nil one, does not bind. Parts are rounded to their decimals, their sum to the total's, half to even.
1.1 (Calculations 1.1, round to nearest): duplicates bind by the intersection of their intervals; the total's interval and
the sum of the parts' intervals must meet. A summation that no part reports is not bound.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Members
from crossfoot.model.taxonomy import Network
from crossfoot.model.tieout import CONSISTENT, INCONSISTENT, UNCHECKED

Key = tuple[Period, Members, str]
_EXACT = Context(prec=200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One bound total in one network: the verdicts, and the numbers they rest on."""

    network: str
    total: Fact
    totals: tuple[Fact, ...]
    parts: tuple[tuple[Fact, int], ...]
    missing: tuple[str, ...]
    computed: Fraction
    low: Fraction
    high: Fraction
    verdict_10: str
    verdict_11: str


class FactIndex:
    """Numeric facts by concept and (period, members, unit)."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts: dict[str, dict[Key, list[Fact]]] = {}
        for fact in facts:
            if fact.unit is not None:
                key = (fact.period, fact.members, fact.unit.id)
                self.facts.setdefault(fact.concept.name, {}).setdefault(key, []).append(fact)

    def at(self, concept: str, key: Key) -> list[Fact]:
        return self.facts.get(concept, {}).get(key, [])


def check_sums(networks: Iterable[Network], index: FactIndex) -> Iterator[Sum]:
    """Every total with at least one part in the same context and unit, network by network."""
    for network in networks:
        totals: dict[str, list[tuple[str, int]]] = {}
        for node in network.nodes:
            for part in node.parts:
                totals.setdefault(part.total, []).append((node.concept, part.weight))
        for total, parts in totals.items():
            for key, facts in index.facts.get(total, {}).items():
                found = [(index.at(name, key), weight) for name, weight in parts]
                if any(part for part, _ in found):
                    missing = tuple(name for (name, _), (part, _) in zip(parts, found, strict=True) if not part)
                    yield _check(network.id, facts, found, missing)


def _check(network: str, totals: list[Fact], found: list[tuple[list[Fact], int]], missing: tuple[str, ...]) -> Sum:
    best = [(max(part, key=_precision), weight) for part, weight in found if part]
    total = max(totals, key=_precision)
    bound = [(fact, weight) for fact, weight in best if not nil(fact)]
    computed = sum((exact(fact) * weight for fact, weight in bound), Fraction(0))
    verdict_11, low, high = _verdict_11(totals, found)
    return Sum(
        network=network,
        total=total,
        totals=tuple(totals),
        parts=tuple(bound),
        missing=missing,
        computed=computed,
        low=low,
        high=high,
        verdict_10=_verdict_10(totals, found),
        verdict_11=verdict_11,
    )


def _precision(fact: Fact) -> tuple[bool, Fraction]:
    return (not nil(fact), Fraction(10**9) if fact.decimals is None else Fraction(fact.decimals))


def nil(fact: Fact) -> bool:
    """Whether the fact is reported as nil."""
    return fact.value == ""


def exact(fact: Fact) -> Fraction:
    """The reported value."""
    return Fraction(fact.value)


def _verdict_10(totals: list[Fact], found: list[tuple[list[Fact], int]]) -> str:
    parts: list[tuple[Fact, int]] = []
    for facts, weight in found:
        reported = [fact for fact in facts if not nil(fact)]
        if len(reported) > 1:
            return UNCHECKED
        parts.extend((fact, weight) for fact in reported)
    if len(totals) > 1 or nil(totals[0]) or not parts:
        return UNCHECKED
    total = totals[0]
    computed = _EXACT.create_decimal(0)
    for fact, weight in parts:
        computed = _EXACT.add(computed, _EXACT.multiply(_rounded(fact, _number(fact)), Decimal(weight)))
    return CONSISTENT if _rounded(total, computed) == _rounded(total, _number(total)) else INCONSISTENT


def _number(fact: Fact) -> Decimal:
    assert isinstance(fact.value, Decimal)
    return fact.value


def _rounded(fact: Fact, value: Decimal) -> Decimal:
    """XBRL 2.1, 4.6.7.2: rounded to the fact's decimals."""
    if fact.decimals is None or not value:
        return value
    return value.quantize(Decimal(1).scaleb(-fact.decimals, _EXACT), ROUND_HALF_EVEN, _EXACT)


def _verdict_11(totals: list[Fact], found: list[tuple[list[Fact], int]]) -> tuple[str, Fraction, Fraction]:
    low = high = Fraction(0)
    bound = blocked = False
    for facts, weight in found:
        interval = meeting_interval(facts)
        if interval is None:
            blocked = blocked or any(not nil(fact) for fact in facts)
            continue
        ends = sorted((interval[0] * weight, interval[1] * weight))
        low, high, bound = low + ends[0], high + ends[1], True
    total = meeting_interval(totals)
    if not bound or blocked or total is None:
        return UNCHECKED, low, high
    return (CONSISTENT if total[0] <= high and low <= total[1] else INCONSISTENT), low, high


def meeting_interval(facts: Iterable[Fact]) -> tuple[Fraction, Fraction] | None:
    """Where the intervals of duplicates meet; None when they don't, when any is nil, or digits exceed the decimals.

    Of facts with the same decimals the first counts, as in Arelle; that they differ is the business of the duplicates check.
    """
    low: Fraction | None = None
    high: Fraction | None = None
    rows = list(facts)
    if any(nil(fact) for fact in rows):
        return None
    if any(interval_of(fact) is None for fact in rows):
        return None
    for fact in {fact.decimals: fact for fact in reversed(rows)}.values():
        one = interval_of(fact)
        assert one is not None
        low = one[0] if low is None else max(low, one[0])
        high = one[1] if high is None else min(high, one[1])
    if low is None or high is None or low > high:
        return None
    return low, high


def interval_of(fact: Fact) -> tuple[Fraction, Fraction] | None:
    """Value plus or minus half a unit of its decimals; None when it has digits beyond them (Calculations 1.1, 4)."""
    value = exact(fact)
    if fact.decimals is None:
        return value, value
    unit = Fraction(10) ** -fact.decimals
    if value % unit:
        return None
    return value - unit / 2, value + unit / 2
