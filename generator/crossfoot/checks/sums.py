"""Every summation of the model under Calculations 1.0 and 1.1, with the binding rules that Arelle
applies.

1.0 (XBRL 2.1, 5.2.5.2): a total and its parts bind when they are S-equal in context and unit; a
duplicated total or part,
or a nil one, does not bind. Parts are rounded to their decimals, their sum to the total's, half to
even.
1.1 (Calculations 1.1, round to nearest): duplicates bind by the intersection of their intervals;
the total's interval and
the sum of the parts' intervals must meet. A summation that no part reports is not bound.
"""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import cache, reduce
from typing import Any

from msgspec import Struct

from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import meeting_interval, nil, number, precision
from crossfoot.model.instance import Fact
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.taxonomy import Network
from crossfoot.model.tieout import CONSISTENT, INCONSISTENT, UNCHECKED

_EXACT = Context(prec=200)
_ONE = Decimal(1)
_NO_FACTS: list[Fact] = []


class Sum(Struct, frozen=True, kw_only=True, gc=False):
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
    verdict_10d: str
    verdict_11: str


def check_sums(networks: Iterable[Network], index: FactIndex) -> Iterator[Sum]:
    """Every total with at least one part in the same context and unit, network by network."""
    for network in networks:
        totals = network.totals()
        names = {*totals, *(name for parts in totals.values() for name, _ in parts)}
        keyed = {name: index.keyed(name) for name in names}
        for total, parts in totals.items():
            yield from _bound(network.id, keyed, total, parts)


def _bound(
    network: str, keyed: dict[str, dict[int, list[Fact]]], total: str, parts: list[tuple[str, int]]
) -> Iterator[Sum]:
    """The summations of one total, one for each key that a fact of it has."""
    tables = [(keyed[name], weight) for name, weight in parts]
    for key, facts in keyed[total].items():
        found = [(table.get(key, _NO_FACTS), weight) for table, weight in tables]
        missing: tuple[str, ...] = ()
        if _NO_FACTS in [part for part, _ in found]:
            missing = tuple(
                [name for (name, _), (part, _) in zip(parts, found, strict=True) if not part]
            )
        if len(missing) < len(found):
            yield _plain_check(network, facts, found, missing) or _check(
                network, facts, found, missing
            )


def _plain_check(
    network: str, totals: list[Fact], found: list[tuple[list[Fact], int]], missing: tuple[str, ...]
) -> Sum | None:
    """The usual case, told at once: each fact once, all with the same decimals and no digit beyond
    them; None for any other.

    Then no value is rounded under 1.0, and under 1.1 every interval is half a unit wide either way.
    """
    total, parts = totals[0], [(facts[0], weight) for facts, weight in found if facts]
    decimals = total.decimals
    if decimals is None or len(totals) > 1 or max([len(facts) for facts, _ in found]) > 1:
        return None
    reported, computed = _steps(total, decimals), _added_steps(parts, decimals)
    if reported is None or computed is None:
        return None
    weights = sum([abs(weight) for _, weight in parts])
    return Sum(
        network=network,
        total=total,
        totals=(total,),
        parts=tuple(parts),
        missing=missing,
        computed=_fraction(computed, -decimals),
        low=_fraction(computed * 10 - weights * 5, -decimals - 1),
        high=_fraction(computed * 10 + weights * 5, -decimals - 1),
        verdict_10=CONSISTENT if reported == computed else INCONSISTENT,
        verdict_10d=CONSISTENT if reported == computed else INCONSISTENT,
        verdict_11=CONSISTENT if abs(reported - computed) * 2 <= weights + 1 else INCONSISTENT,
    )


def _added_steps(parts: list[tuple[Any, int]], decimals: int) -> int | None:
    """The parts added up in units of the last digit; usual cells of these decimals as they
    stand."""
    if {
        type(fact) is PackedCell
        and fact.column.stated_decimals is None
        and fact.column.decimals == decimals
        for fact, _ in parts
    } == {True}:
        values = [
            fact.value if weight == 1 else _weighted(fact.value, weight) for fact, weight in parts
        ]
        return int(reduce(_EXACT.add, values).scaleb(decimals, _EXACT))
    steps = [_steps(fact, decimals) for fact, _ in parts]
    return (
        sum(
            [
                step * weight
                for step, (_, weight) in zip(steps, parts, strict=True)
                if step is not None
            ]
        )
        if None not in steps
        else None
    )


def _steps(fact: Fact, decimals: int) -> int | None:
    """The value in units of its last digit; None where its decimals are others, it is no number, or
    its last digit is not there."""
    value = fact.value
    if type(fact) is PackedCell and fact.column.stated_decimals is None:  # type: ignore[comparison-overlap]
        return int(value.scaleb(decimals, _EXACT)) if fact.column.decimals == decimals else None
    if (
        fact.decimals != decimals
        or isinstance(value, str)
        or not value.same_quantum(_quantum(decimals))
    ):
        return None
    return int(value.scaleb(decimals, _EXACT))


@cache
def _quantum(decimals: int) -> Decimal:
    return _ONE.scaleb(-decimals)


def _fraction(steps: int, exponent: int) -> Fraction:
    """Steps times ten to the power of the exponent."""
    return Fraction(steps * _ten(exponent)) if exponent >= 0 else Fraction(steps, _ten(-exponent))


@cache
def _ten(exponent: int) -> int:
    return 10**exponent  # type: ignore[no-any-return]


def _check(
    network: str, totals: list[Fact], found: list[tuple[list[Fact], int]], missing: tuple[str, ...]
) -> Sum:
    best = [
        (part[0] if len(part) == 1 else max(part, key=precision), weight)
        for part, weight in found
        if part
    ]
    bound = [(fact, weight) for fact, weight in best if not nil(fact)]
    verdict_11, low, high = _verdict_11(totals, found)
    return Sum(
        network=network,
        total=max(totals, key=precision),
        totals=tuple(totals),
        parts=tuple(bound),
        missing=missing,
        computed=Fraction(_added([_weighted(number(fact), weight) for fact, weight in bound])),
        low=Fraction(low),
        high=Fraction(high),
        verdict_10=_verdict_10(totals, found),
        verdict_10d=_verdict_10d(totals, found),
        verdict_11=verdict_11,
    )


def _added(values: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def _weighted(value: Decimal, weight: int) -> Decimal:
    """Times the weight; all digits stay, where the default would round to 28."""
    return _EXACT.multiply(value, weight)


def _verdict_10(totals: list[Fact], found: list[tuple[list[Fact], int]]) -> str:
    parts: list[tuple[Fact, int]] = []
    for facts, weight in found:
        reported = [fact for fact in facts if not nil(fact)]
        if len(reported) > 1:
            return UNCHECKED
        parts.extend((fact, weight) for fact in reported)
    if len(totals) > 1 or nil(totals[0]) or not parts:
        return UNCHECKED
    return _point_verdict(totals[0], parts)


def _verdict_10d(totals: list[Fact], found: list[tuple[list[Fact], int]]) -> str:
    """As 1.0, but of consistent duplicates the most precise one binds."""
    merged = [(_merged(facts), weight) for facts, weight in [(totals, 1), *found]]
    if any(len(facts) > 1 for facts, _ in merged):  # contradicting duplicates
        return UNCHECKED
    (total, _), *parts = [([*facts], weight) for facts, weight in merged]
    present = [(facts[0], weight) for facts, weight in parts if facts]
    return _point_verdict(total[0], present) if total and present else UNCHECKED


def _merged(facts: list[Fact]) -> list[Fact]:
    """The most precise of duplicates that agree once rounded to the lesser decimals of each two;
    all of them where two do not; none where all are nil."""
    reported = [fact for fact in facts if not nil(fact)]
    for fact in reported[1:]:
        coarse = min(reported[0], fact, key=precision)
        if _rounded(coarse, number(fact)) != _rounded(coarse, number(reported[0])):
            return reported
        if precision(fact) > precision(reported[0]):
            reported[0] = fact
    return reported[:1]


def _point_verdict(total: Fact, parts: list[tuple[Fact, int]]) -> str:
    """XBRL 2.1, 5.2.5.2: the rounded parts add up to the rounded total."""
    computed = _added(_weighted(_rounded(fact, number(fact)), weight) for fact, weight in parts)
    return (
        CONSISTENT if _rounded(total, computed) == _rounded(total, number(total)) else INCONSISTENT
    )


def _rounded(fact: Fact, value: Decimal) -> Decimal:
    """XBRL 2.1, 4.6.7.2: rounded to the fact's decimals."""
    if fact.decimals is None or not value:
        return value
    return value.quantize(_ONE.scaleb(-fact.decimals), ROUND_HALF_EVEN, _EXACT)


def _verdict_11(
    totals: list[Fact], found: list[tuple[list[Fact], int]]
) -> tuple[str, Decimal, Decimal]:
    low = high = Decimal(0)
    bound = blocked = False
    for facts, weight in found:
        interval = meeting_interval(facts)
        if interval is None:
            blocked = blocked or any(not nil(fact) for fact in facts)
            continue
        first, second = _weighted(interval[0], weight), _weighted(interval[1], weight)
        low, high, bound = (
            _EXACT.add(low, min(first, second)),
            _EXACT.add(high, max(first, second)),
            True,
        )
    total = meeting_interval(totals)
    if not bound or blocked or total is None:
        return UNCHECKED, low, high
    return (CONSISTENT if total[0] <= high and low <= total[1] else INCONSISTENT), low, high
