"""The XPath of ties: what it says, worked out by hand, and that it says what preflight says."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crossfoot.model.assertion import Operand, Term
from crossfoot.model.expression import Interval
from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept
from crossfoot.taxonomy.formula_terms import NotExpressible
from crossfoot.taxonomy.formula_test import test_of as xpath_of

AT = SourceRef(file="case.csv")
CONCEPT = Concept(name="C", prefix="t", type="monetary", period="instant", source=AT)


def printed(name: str, value: str, slack: str, negated: bool = False) -> Operand:
    """A number as printed; a negated line holds the fact with the opposite sign."""
    number = -Decimal(value) if negated else Decimal(value)
    fact = Fact(
        id=name,
        concept=CONCEPT,
        period=Period(start="", end="2024-12-31"),
        members=(),
        value=number,
        source=AT,
    )
    return Operand(fact=fact, negated=negated, slack=Decimal(slack))


def xpath(left: Term, right: Term) -> str:
    return xpath_of(left, right, {name: name for name in "abcd"})


A, B, C = printed("a", "12000", "500"), printed("b", "8000", "500"), printed("c", "4000", "0.5")


def test_a_sum_is_allowed_the_half_units_of_its_parts() -> None:
    assert xpath(A, ("+", B, C)) == "abs($a - $b - $c) le 1000.5"


def test_a_negated_line_counts_with_its_printed_sign() -> None:
    assert xpath(printed("a", "5", "0.5", negated=True), B) == "abs(- $a - $b) le 500.5"


def test_a_number_as_divisor_is_multiplied_out() -> None:
    assert xpath(A, ("/", B, Decimal("93.40"))) == "abs(467 * $a - 5 * $b) le 236000"


def test_a_divisor_that_is_a_fact_is_multiplied_out_with_the_slack_of_the_product() -> None:
    ratio = printed("a", "1.5", "0.05")
    assert (
        xpath(ratio, ("/", A, B))
        == "abs(($a) * ($b) + 25 - ($a)) le 500 * abs($a) + 0.05 * abs($b) + 500"
    )


def test_a_change_in_per_cent_stands_as_a_quotient_and_a_one() -> None:
    growth = printed("d", "0.5", "0.005")
    assert (
        xpath(growth, ("-", ("/", A, B), Decimal(1)))
        == "abs(($d + 1) * ($b) + 2.5 - ($a)) le 500 * abs($d + 1) + 0.005 * abs($b) + 500"
    )


def test_a_factor_that_may_be_zero_is_looked_at_corner_by_corner() -> None:
    small = printed("a", "0.2", "0.5")
    assert xpath(C, ("*", small, B)).startswith(
        "min((($c - 0.5), ($c + 0.5))) le max((($a - 0.5) * ($b - 500), "
    )


def test_a_sum_of_two_products_is_refused() -> None:
    with pytest.raises(NotExpressible):
        xpath(A, ("+", ("*", A, B), ("*", B, C)))


NUMBER = st.integers(-999, 999).map(lambda n: Decimal(n).scaleb(-1))
SLACK = st.sampled_from([Decimal("0"), Decimal("0.05"), Decimal("0.5"), Decimal("5")])


@example(
    values=(Decimal(0), Decimal(0), Decimal("5.1")),
    slacks=(Decimal("0.05"), Decimal("0.05"), Decimal(5)),
    op="+",
    negated=False,
)
@given(
    values=st.tuples(NUMBER, NUMBER, NUMBER),
    slacks=st.tuples(SLACK, SLACK, SLACK),
    op=st.sampled_from("+-*/"),
    negated=st.booleans(),
)
def test_it_says_what_interval_arithmetic_says(
    values: tuple[Decimal, ...], slacks: tuple[Decimal, ...], op: str, negated: bool
) -> None:
    a, b, c = (
        printed(name, str(v), str(s), negated)
        for name, v, s in zip("abc", values, slacks, strict=True)
    )
    ends = [
        Interval(value=Fraction(v), low=Fraction(v - s), high=Fraction(v + s))
        for v, s in zip(values, slacks, strict=True)
    ]
    try:
        right = {
            "+": ends[1].__add__,
            "-": ends[1].__sub__,
            "*": ends[1].__mul__,
            "/": ends[1].__truediv__,
        }[op](ends[2])
    except ZeroDivisionError:
        return
    assert evaluated(xpath(a, (op, b, c)), [one.fact for one in (a, b, c)]) is ends[0].meets(right)


def _of(
    pick: Callable[[Iterable[Fraction]], Fraction],
) -> Callable[[Fraction | tuple[Fraction, ...]], Fraction]:
    """XPath's min and max take a sequence, and one item is a sequence of one."""
    return lambda items: pick(items) if isinstance(items, tuple) else items


def evaluated(test: str, facts: list[Fact]) -> bool:
    """The XPath with numbers in the place of variables, as Python: only what the compiler writes
    occurs in it."""
    text = re.sub(
        r"(?<![\w.$])\d+(?:\.\d+)?", r"Fraction('\g<0>')", test.replace(" le ", " <= ")
    )  # 5.1 is no binary float in XPath
    for fact in facts:
        text = text.replace(f"${fact.id}", f"Fraction('{fact.value}')")
    return bool(
        eval(
            text,
            {
                "Fraction": Fraction,
                "abs": abs,
                "min": _of(min),
                "max": _of(max),
                "__builtins__": {},
            },
        )
    )
