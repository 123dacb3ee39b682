"""Formulas: how they are read, and what they come to with exact bounds."""

from fractions import Fraction

import pytest

from crossfoot.model.expression import BadExpression, Interval, Reference, parse_expression


def interval(value: str, low: str, high: str) -> Interval:
    return Interval(value=Fraction(value), low=Fraction(low), high=Fraction(high))


PRINTED = {
    "A": interval("10", "9.5", "10.5"),
    "B": interval("4", "3.5", "4.5"),
    "Z": interval("0", "-0.5", "0.5"),
}


def value_of(formula: str) -> Interval:
    return parse_expression(formula).evaluate(lambda reference: PRINTED[reference.name])


@pytest.mark.parametrize(
    ("formula", "value", "low", "high"),
    [
        ("A + B", "14", "13", "15"),
        ("A - B", "6", "5", "7"),
        ("A - B - 1", "5", "4", "6"),
        ("A * B", "40", "33.25", "47.25"),
        ("-A * B", "-40", "-47.25", "-33.25"),
        ("A / B", "5/2", "19/9", "3"),
        ("B / A - 1", "-3/5", "-2/3", "-10/19"),
        ("(A + B) / 2", "7", "6.5", "7.5"),
        ("A + B * 2", "18", "16.5", "19.5"),
        ("0.5 * A", "5", "4.75", "5.25"),
        ("--A", "10", "9.5", "10.5"),
    ],
)
def test_a_formula_comes_to_its_value_and_the_bounds_of_its_parts(
    formula: str, value: str, low: str, high: str
) -> None:
    assert value_of(formula) == interval(value, low, high)


@pytest.mark.parametrize("formula", ["A / Z", "A / 0", "A / (B - B)"])
def test_a_divisor_that_may_be_zero_is_an_error_of_division(formula: str) -> None:
    with pytest.raises(ZeroDivisionError):
        value_of(formula)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("[FY2009 JPY]", Reference(column="FY2009 JPY")),
        ("Revenues[FY2009 JPY]", Reference(name="Revenues", column="FY2009 JPY")),
        ("cf:Cash@periodEnd", Reference(table="cf", name="Cash", role="periodEnd")),
        (
            "bs:Cash{AMember, BMember}[c]",
            Reference(
                table="bs", name="Cash", members=frozenset({"AMember", "BMember"}), column="c"
            ),
        ),
        ("Cash{}", Reference(name="Cash", members=frozenset())),
        ("Revenues<-1y>", Reference(name="Revenues", years=-1)),
        (
            "2008-12-31!is:Revenues[9M08 JPY]",
            Reference(filing="2008-12-31", table="is", name="Revenues", column="9M08 JPY"),
        ),
    ],
)
def test_a_reference_says_where_its_number_stands(text: str, reference: Reference) -> None:
    assert parse_expression(text).references() == (reference,)
    assert parse_expression(f"({text} - 1) / {text}").references() == (reference, reference)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the formula ends too early"),
        ("A +", "the formula ends too early"),
        ("(A", "a parenthesis is not closed"),
        ("A)", "')' is not expected here"),
        ("A B", "'B' is not expected here"),
        ("* A", "'*' is not expected here"),
        ("A % B", "'% B' can't be read"),
        ("[FY2009", "'[FY2009' can't be read"),
        ("bs:", "'bs:' names neither a concept nor a column"),
        ("٣", "'٣' can't be read"),
        ("1" * 4001, "the formula is too long"),
        ("(" * 150 + "1" + ")" * 150, "the formula is nested too deeply"),
        ("1" + "+1" * 1000, "the formula has too many parts"),
    ],
)
def test_what_does_not_follow_the_grammar_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadExpression) as refused:
        parse_expression(text)
    assert str(refused.value) == said


def test_a_long_sum_is_computed() -> None:
    assert value_of("A" + " + A" * 199).value == 2000
