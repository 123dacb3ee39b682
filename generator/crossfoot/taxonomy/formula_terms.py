"""A side of a tie as a sum plus at most one product of sums over another: exact fractions, with the
slack of the operands."""

from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.model.assertion import Operand, Term


class NotExpressible(ValueError):
    """The side can't be brought into this form."""


class Sum(Struct, frozen=True):
    """Coefficients by variable, a constant, the slack in all, and the value that the sum has
    now."""

    parts: tuple[tuple[str, Fraction], ...] = ()
    constant: Fraction = Fraction(0)
    slack: Fraction = Fraction(0)
    value: Fraction = Fraction(0)

    def times(self, factor: Fraction) -> "Sum":
        parts = tuple((name, coefficient * factor) for name, coefficient in self.parts)
        return Sum(parts, self.constant * factor, self.slack * abs(factor), self.value * factor)

    def plus(self, other: "Sum") -> "Sum":
        return Sum(
            (*self.parts, *other.parts),
            self.constant + other.constant,
            self.slack + other.slack,
            self.value + other.value,
        )

    @property
    def number(self) -> Fraction | None:
        return None if self.parts else self.constant


class Side(Struct, frozen=True):
    """A sum plus a product of sums over a product of sums (`over` and `under` empty: no such
    product)."""

    sum: Sum
    over: tuple[Sum, ...] = ()
    under: tuple[Sum, ...] = ()

    @property
    def linear(self) -> bool:
        return not self.over


ZERO = Sum()


def side_of(term: Term, names: dict[str, str]) -> Side:
    """The side; `names` gives the variable of each fact id."""
    if isinstance(term, Operand):
        sign = Fraction(-1 if term.negated else 1)
        return Side(
            Sum(
                ((names[term.fact.id], sign),),
                slack=Fraction(term.slack),
                value=sign * Fraction(term.fact.value),
            )
        )
    if not isinstance(term, tuple):
        return Side(Sum(constant=Fraction(term), value=Fraction(term)))
    op, left, right = term[0], side_of(term[1], names), side_of(term[2], names)
    if op in "+-":
        return _added(left, right if op == "+" else _scaled(right, Fraction(-1)))
    return _multiplied(left, right) if op == "*" else _divided(left, right)


def _scaled(side: Side, factor: Fraction) -> Side:
    over = (side.over[0].times(factor), *side.over[1:]) if side.over else ()
    return Side(side.sum.times(factor), over, side.under)


def _added(left: Side, right: Side) -> Side:
    if not left.linear and not right.linear:
        raise NotExpressible("a sum of two products")
    held = right if left.linear else left
    return replace(held, sum=left.sum.plus(right.sum))


def _multiplied(left: Side, right: Side) -> Side:
    for side, other in ((left, right), (right, left)):
        if side.linear and side.sum.number is not None:
            return _scaled(other, side.sum.number)
    over, under = _factors(left), _factors(right)
    return Side(ZERO, (*over[0], *under[0]), (*over[1], *under[1]))


def _divided(left: Side, right: Side) -> Side:
    if right.linear and right.sum.number is not None:
        if not right.sum.number:
            raise NotExpressible("a division by zero")
        return _scaled(left, 1 / right.sum.number)
    over, under = _factors(left), _factors(right)
    return Side(ZERO, (*over[0], *under[1]), (*over[1], *under[0]))


def _factors(side: Side) -> tuple[tuple[Sum, ...], tuple[Sum, ...]]:
    """A side as numerator and denominator."""
    if side.linear:
        return (side.sum,), ()
    if side.sum != ZERO:
        raise NotExpressible("a product with a sum and a quotient")
    return side.over, side.under
