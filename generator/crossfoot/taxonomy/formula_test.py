"""The XPath of a tie: both sides meet within the slack of their operands, in whole and decimal
numbers only.

XPath's `div` computes in binary floats, so every divisor is multiplied out: `a = n / d` becomes `a
* d = n`.
"""

from fractions import Fraction
from itertools import product
from math import lcm

from crossfoot.model.assertion import Term
from crossfoot.taxonomy.formula_terms import ZERO, NotExpressible, Sum, side_of

_MOST_FACTORS = 3


def test_of(left: Term, right: Term, names: dict[str, str]) -> str:
    """The test; `names` gives the variable of each fact id.

    An XPath 2.0 expression for `va:valueAssertion/@test` (Value Assertions 1.0). Raises
    NotExpressible where a side is no sum with at most one quotient.
    """
    a, b = side_of(left, names), side_of(right, names)
    if a.linear and b.linear:
        return _meets_linear(a.sum, b.sum)
    if not a.linear and not b.linear:
        if a.sum != ZERO or b.sum != ZERO:
            raise NotExpressible("two quotients and a sum")
        return _meets((*a.over, *b.under), (*b.over, *a.under))
    plain, other = (a, b) if a.linear else (b, a)
    return _meets((plain.sum.plus(other.sum.times(Fraction(-1))), *other.under), other.over)


def _meets_linear(left: Sum, right: Sum) -> str:
    whole = left.plus(right.times(Fraction(-1)))
    scale = Fraction(_denominator(whole))
    return f"abs({_written(whole.times(scale))}) le {_number(whole.slack * scale)}"


def _meets(left: tuple[Sum, ...], right: tuple[Sum, ...]) -> str:
    """Products of sums as intervals, every number a finite decimal."""
    if max(len(left), len(right)) > _MOST_FACTORS:
        raise NotExpressible("too many factors")
    ours, theirs = _decimal(left), _decimal(right)
    common = lcm(ours[1].numerator, theirs[1].numerator)
    a = (ours[0][0].times(common / ours[1]), *ours[0][1:])
    b = (theirs[0][0].times(common / theirs[1]), *theirs[0][1:])
    for pair, single in ((a, b), (b, a)):
        if (
            len(pair) == 2
            and len(single) == 1
            and all(abs(factor.value) > factor.slack for factor in pair)
        ):
            return _meets_product(pair[0], pair[1], single[0])
    return f"min(({_corners(a)})) le max(({_corners(b)})) and min(({_corners(b)})) le max(({_corners(a)}))"


def _meets_product(first: Sum, second: Sum, result: Sum) -> str:
    """(a ± s)(b ± t) runs from ab ± st - |a|t - |b|s to ab ± st + |a|t + |b|s, where neither factor
    can be zero."""
    a, b = _written(first), _written(second)
    middle = first.slack * second.slack * (1 if first.value * second.value > 0 else -1)
    left = f"({a}) * ({b})" + (
        f" {'+' if middle > 0 else '-'} {_number(abs(middle))}" if middle else ""
    )
    slack = [f"{_number(t)} * abs({x})" for x, t in ((a, second.slack), (b, first.slack)) if t]
    if result.slack or not slack:
        slack.append(_number(result.slack))
    return f"abs({left} - ({_written(result)})) le {' + '.join(slack)}"


def _decimal(sums: tuple[Sum, ...]) -> tuple[list[Sum], Fraction]:
    """The factors in whole or decimal numbers, and what the product was multiplied by."""
    scales = [Fraction(_denominator(factor)) for factor in sums]
    total = Fraction(1)
    for scale in scales:
        total *= scale
    return [factor.times(scale) for factor, scale in zip(sums, scales, strict=True)], total


def _corners(sums: tuple[Sum, ...]) -> str:
    ends = [
        tuple(
            _written(Sum(factor.parts, factor.constant + factor.slack * side))
            for side in ((-1, 1) if factor.slack else (0,))
        )
        for factor in sums
    ]
    return ", ".join(" * ".join(f"({part})" for part in corner) for corner in product(*ends))


def _denominator(total: Sum) -> int:
    """The least factor that makes every number of a sum a finite decimal."""
    return lcm(
        *(
            _not_decimal(number)
            for number in (*(part for _, part in total.parts), total.constant, total.slack)
        ),
        1,
    )


def _not_decimal(number: Fraction) -> int:
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest


def _written(total: Sum) -> str:
    pieces = []
    for name, factor in total.parts:
        lead = "" if abs(factor) == 1 else f"{_number(abs(factor))} * "
        pieces.append(f"{'-' if factor < 0 else '+'} {lead}${name}")
    if total.constant or not pieces:
        pieces.append(f"{'-' if total.constant < 0 else '+'} {_number(abs(total.constant))}")
    text = " ".join(pieces)
    return text[2:] if text.startswith("+ ") else text


def _number(value: Fraction) -> str:
    """A finite decimal in digits."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text
