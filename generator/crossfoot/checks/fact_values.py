"""What the value of a fact says: the number, and the interval that its decimals leave (Calculations
1.1, 4)."""

from decimal import Context, Decimal
from fractions import Fraction

from crossfoot.model.instance import Fact

_EXACT = Context(prec=200)
_FIVE = Decimal(5)


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
    numerator, denominator = number(fact).as_integer_ratio()
    return Fraction(numerator) if denominator == 1 else Fraction(numerator, denominator)


def meeting_interval(facts: list[Fact]) -> tuple[Decimal, Decimal] | None:
    """Where the intervals of duplicates meet; None when they don't, when any is nil, or digits
    exceed the decimals.

    Different values with the same decimals contradict each other, even where their intervals meet:
    Arelle compares
    the first of them, so that its verdict hangs on their order and counts for nothing.
    """
    intervals = [None if nil(fact) else interval_of(fact) for fact in facts]
    known = [interval for interval in intervals if interval is not None]
    if not known or len(known) < len(intervals) or _contradicting(facts):
        return None
    low, high = max(low for low, _ in known), min(high for _, high in known)
    return None if low > high else (low, high)


def _contradicting(facts: list[Fact]) -> bool:
    """Whether two of them have the same decimals and different values."""
    reported = {(fact.decimals, fact.value) for fact in facts}
    return len(reported) > len({decimals for decimals, _ in reported})


def interval_of(fact: Fact) -> tuple[Decimal, Decimal] | None:
    """Value plus or minus half a unit of its decimals; None when it has digits beyond them
    (Calculations 1.1, 4)."""
    value = number(fact)
    if fact.decimals is None:
        return value, value
    if value and value.normalize(_EXACT).as_tuple().exponent < -fact.decimals:  # type: ignore[operator]
        return None
    half = _FIVE.scaleb(-fact.decimals - 1)
    return _EXACT.subtract(value, half), _EXACT.add(value, half)
