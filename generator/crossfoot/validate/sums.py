"""Every summation of the model under Calculations 1.0 and 1.1, with the binding rules that Arelle applies.

1.0 (XBRL 2.1, 5.2.5.2): a total and its parts bind when they are S-equal in context and unit; a duplicated total or part,
or a nil one, does not bind. Parts are rounded to their decimals, their sum to the total's, half to even.
1.1 (Calculations 1.1, round to nearest): duplicates bind by the intersection of their intervals; the total's interval and
the sum of the parts' intervals must meet. A summation that no part reports is not bound.
"""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Members
from crossfoot.model.quick import quick
from crossfoot.model.record import dataclass
from crossfoot.model.taxonomy import Network
from crossfoot.model.tieout import CONSISTENT, INCONSISTENT, UNCHECKED

Key = tuple[Period, Members, str]
_EXACT = Context(prec=200)
_ZERO, _ONE, _FIVE = Decimal(0), Decimal(1), Decimal(5)
_NO_FACTS: list[Fact] = []


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


quick_sum = quick(Sum)


class FactIndex:
    """Numeric facts by concept, in their order; by (period, members, unit) only for the concepts that are asked for."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts: dict[str, list[Fact]] = {}
        for fact in facts:
            if fact.unit is not None:
                name = fact.concept.name
                if name in self.facts:
                    self.facts[name].append(fact)
                else:
                    self.facts[name] = [fact]

    def keyed(self, concept: str) -> dict[Key, list[Fact]]:
        """The facts of a concept by period, members and unit."""
        found: dict[Key, list[Fact]] = {}
        for fact in self.facts.get(concept, ()):
            assert fact.unit is not None
            found.setdefault((fact.period, fact.members, fact.unit.id), []).append(fact)
        return found


def check_sums(networks: Iterable[Network], index: FactIndex) -> Iterator[Sum]:
    """Every total with at least one part in the same context and unit, network by network."""
    for network in networks:
        totals: dict[str, list[tuple[str, int]]] = {}
        for node in network.nodes:
            for part in node.parts:
                totals.setdefault(part.total, []).append((node.concept, part.weight))
        names = {*totals, *(name for parts in totals.values() for name, _ in parts)}
        keyed = {name: index.keyed(name) for name in names}
        for total, parts in totals.items():
            tables = [(keyed[name], weight) for name, weight in parts]
            for key, facts in keyed[total].items():
                found = [(table.get(key, _NO_FACTS), weight) for table, weight in tables]
                missing = tuple([name for (name, _), (part, _) in zip(parts, found, strict=True) if not part])
                if len(missing) < len(found):
                    yield _plain_check(network.id, facts, found, missing) or _check(network.id, facts, found, missing)


def _plain_check(network: str, totals: list[Fact], found: list[tuple[list[Fact], int]], missing: tuple[str, ...]) -> Sum | None:
    """The usual case, told at once: each fact once, all with the same decimals and no digit beyond them; None for any other.

    Then no value is rounded under 1.0, and under 1.1 every interval is half a unit wide either way.
    """
    total, parts = totals[0], [(facts[0], weight) for facts, weight in found if facts]
    decimals = total.decimals
    if decimals is None or len(totals) > 1 or max([len(facts) for facts, _ in found]) > 1:
        return None
    quantum, computed, add = _ONE.scaleb(-decimals), _ZERO, _EXACT.add
    for fact, weight in (*parts, (total, 0)):
        value = fact.value
        if fact.decimals != decimals or isinstance(value, str) or not value.same_quantum(quantum):
            return None
        if weight:
            computed = add(computed, value if weight == 1 else _EXACT.multiply(value, weight))
    half = _FIVE.scaleb(-decimals - 1)
    reach = _EXACT.multiply(half, sum(abs(weight) for _, weight in parts))
    gap = abs(_EXACT.subtract(number(total), computed))
    return quick_sum(
        network=network,
        total=total,
        totals=(total,),
        parts=tuple(parts),
        missing=missing,
        computed=Fraction(computed),
        low=Fraction(_EXACT.subtract(computed, reach)),
        high=Fraction(_EXACT.add(computed, reach)),
        verdict_10=INCONSISTENT if gap else CONSISTENT,
        verdict_11=CONSISTENT if gap <= _EXACT.add(reach, half) else INCONSISTENT,
    )


def _check(network: str, totals: list[Fact], found: list[tuple[list[Fact], int]], missing: tuple[str, ...]) -> Sum:
    best = [(part[0] if len(part) == 1 else max(part, key=precision), weight) for part, weight in found if part]
    bound = [(fact, weight) for fact, weight in best if not nil(fact)]
    verdict_11, low, high = _verdict_11(totals, found)
    return Sum(
        network=network,
        total=max(totals, key=precision),
        totals=tuple(totals),
        parts=tuple(bound),
        missing=missing,
        computed=Fraction(_added([number(fact) * weight for fact, weight in bound])),
        low=Fraction(low),
        high=Fraction(high),
        verdict_10=_verdict_10(totals, found),
        verdict_11=verdict_11,
    )


def precision(fact: Fact) -> tuple[bool, int]:
    """Order of preference among duplicates: reported before nil, more decimals before fewer."""
    return (not nil(fact), 10**9 if fact.decimals is None else fact.decimals)


def nil(fact: Fact) -> bool:
    """Whether the fact is reported as nil."""
    return isinstance(fact.value, str) and not fact.value


def number(fact: Fact) -> Decimal:
    """The reported value."""
    assert isinstance(fact.value, Decimal)
    return fact.value


def exact(fact: Fact) -> Fraction:
    """The reported value as a fraction."""
    return Fraction(number(fact))


def _added(values: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


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
    computed = _added(_rounded(fact, number(fact)) * weight for fact, weight in parts)
    return CONSISTENT if _rounded(total, computed) == _rounded(total, number(total)) else INCONSISTENT


def _rounded(fact: Fact, value: Decimal) -> Decimal:
    """XBRL 2.1, 4.6.7.2: rounded to the fact's decimals."""
    if fact.decimals is None or not value:
        return value
    return value.quantize(_ONE.scaleb(-fact.decimals), ROUND_HALF_EVEN, _EXACT)


def _verdict_11(totals: list[Fact], found: list[tuple[list[Fact], int]]) -> tuple[str, Decimal, Decimal]:
    low = high = Decimal(0)
    bound = blocked = False
    for facts, weight in found:
        interval = meeting_interval(facts)
        if interval is None:
            blocked = blocked or any(not nil(fact) for fact in facts)
            continue
        one, other = interval[0] * weight, interval[1] * weight
        low, high, bound = _EXACT.add(low, min(one, other)), _EXACT.add(high, max(one, other)), True
    total = meeting_interval(totals)
    if not bound or blocked or total is None:
        return UNCHECKED, low, high
    return (CONSISTENT if total[0] <= high and low <= total[1] else INCONSISTENT), low, high


def meeting_interval(facts: list[Fact]) -> tuple[Decimal, Decimal] | None:
    """Where the intervals of duplicates meet; None when they don't, when any is nil, or digits exceed the decimals.

    Different values with the same decimals contradict each other, even where their intervals meet: Arelle compares
    the first of them, so that its verdict hangs on their order and counts for nothing.
    """
    if len(facts) == 1:
        return None if nil(facts[0]) else interval_of(facts[0])
    if not facts or any(nil(fact) or interval_of(fact) is None for fact in facts):
        return None
    told = {(fact.decimals, fact.value): fact for fact in facts}
    if len(told) > len({decimals for decimals, _ in told}):
        return None
    intervals = [interval_of(fact) for fact in told.values()]
    low = max(interval[0] for interval in intervals if interval)
    high = min(interval[1] for interval in intervals if interval)
    return None if low > high else (low, high)


def interval_of(fact: Fact) -> tuple[Decimal, Decimal] | None:
    """Value plus or minus half a unit of its decimals; None when it has digits beyond them (Calculations 1.1, 4)."""
    value = number(fact)
    if fact.decimals is None:
        return value, value
    if value and value.normalize(_EXACT).as_tuple().exponent < -fact.decimals:  # type: ignore[operator]
        return None
    half = _FIVE.scaleb(-fact.decimals - 1)
    return _EXACT.subtract(value, half), _EXACT.add(value, half)
