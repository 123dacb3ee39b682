"""Printed numbers: value, decimals and the interval that the digits allow, worked out by hand."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest

from crossfoot.facts.numbers import NotANumber, parse_amount


@pytest.mark.parametrize(
    ("text", "scale", "value", "decimals", "low", "high"),
    [
        ("8,764,415", 3, "8764415000", -3, "8764414500", "8764415500"),
        ("(1,413,102)", 3, "-1413102000", -3, "-1413102500", "-1413101500"),
        ("-1,234", 0, "-1234", 0, "-1234.5", "-1233.5"),
        ("△12", 6, "-12000000", -6, "-12500000", "-11500000"),
        ("▲ 12", 6, "-12000000", -6, "-12500000", "-11500000"),
        ("46.1", -2, "0.461", 3, "0.4605", "0.4615"),
        ("2.5%", -2, "0.025", 3, "0.0245", "0.0255"),
        ("(2.5%)", -2, "-0.025", 3, "-0.0255", "-0.0245"),
        ("(2.5)%", -2, "-0.025", 3, "-0.0255", "-0.0245"),
        ("JPY13,561", 6, "13561000000", -6, "13560500000", "13561500000"),
        ("(JPY11,539)", 6, "-11539000000", -6, "-11539500000", "-11538500000"),
        ("JPY (11,539)", 6, "-11539000000", -6, "-11539500000", "-11538500000"),
        ("$ 0.98", 0, "0.98", 2, "0.975", "0.985"),
        ("530.5 Gbps", 0, "530.5", 1, "530.45", "530.55"),
        ("33.3", 9, "33300000000", -8, "33250000000", "33350000000"),
        ("134,882.18", 0, "134882.18", 2, "134882.175", "134882.185"),
        ("0", 3, "0", -3, "-500", "500"),
        ("(0)", 3, "0", -3, "-500", "500"),
        ("1,2?4", 0, "1204", 0, "1203.5", "1294.5"),
        ("(1,2?4)", 3, "-1204000", -3, "-1294500", "-1203500"),
        ("?.5", 0, "0.5", 1, "0.45", "9.55"),
        ("?", 0, "0", 0, "-0.5", "9.5"),
    ],
)
def test_a_printed_number_is_its_exact_value_and_half_a_unit_of_its_last_digit_either_way(
    text: str, scale: int, value: str, decimals: int, low: str, high: str
) -> None:
    amount = parse_amount(text, scale)
    assert (amount.value, amount.decimals) == (Decimal(value), decimals)
    assert (Fraction(amount.low), Fraction(amount.high)) == (Fraction(low), Fraction(high))
    assert amount.before + amount.digits + amount.after == text
    assert amount.unreadable == ("?" in text)


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [("853.0Gbps", "853.0", "Gbps"), ("(1,107.5Gbps)", "-1107.5", "Gbps)")],
)
def test_the_unit_of_the_cell_may_stand_right_after_its_digits(
    text: str, value: str, after: str
) -> None:
    amount = parse_amount(text, 0, None, "Gbps")
    assert (amount.value, amount.decimals, amount.after) == (Decimal(value), 1, after)
    assert amount.before + amount.digits + amount.after == text


@pytest.mark.parametrize(
    ("text", "word"), [("853.0Gbps", "Gbps"), ("1,23O", "O"), ("12l", "l"), ("(4,5S)", "S")]
)
def test_other_letters_right_after_the_digits_are_named(text: str, word: str) -> None:
    with pytest.raises(NotANumber, match=f"'{word}' stands right after the digits") as refused:
        parse_amount(text, 0, None, "Mbps")
    assert f"'prefix:{word}'" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "value"),
    [("–1,234", "-1234"), ("-$1,234", "-1234"), ("+1,234", "1234"), ("$ (5)", "-5")],
)
def test_signs_as_pages_print_them(text: str, value: str) -> None:
    amount = parse_amount(text, 0)
    assert amount.value == Decimal(value)
    assert amount.before + amount.digits + amount.after == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,234 loss", "says its sign in a word: 'loss'"),
        ("1,234 (loss)", "says its sign in a word: 'loss'"),
        ("1,234 Cr", "says its sign in a word: 'Cr'"),
        ("1,234-", "has its minus after the digits"),
        ("1,234*", "has the mark of a footnote: '*'"),
        ("1,234 (1)", "has the mark of a footnote: '(1)'"),
        ("(1,234)(2)", "has the mark of a footnote: '(2)'"),
        ("1,234¹", "has the mark of a footnote: '¹'"),
        ("—(a)", "has the mark of a footnote: '(a)'"),
        ("--5", "has two signs"),
    ],
)
def test_what_stands_around_the_digits_is_named_when_it_is_no_part_of_the_number(
    text: str, said: str
) -> None:
    with pytest.raises(NotANumber, match=re.escape(said)):
        parse_amount(text, 0)


@pytest.mark.parametrize("dash", ["-", "--", "—", "–", "―", "−", "ー"])
def test_a_dash_is_exactly_zero(dash: str) -> None:
    amount = parse_amount(dash, 3)
    assert (amount.value, amount.low, amount.high, amount.decimals, amount.dash) == (
        0,
        0,
        0,
        -3,
        True,
    )


def test_given_decimals_widen_the_interval() -> None:
    amount = parse_amount("1,200", 0, -2)
    assert (amount.value, amount.decimals, amount.low, amount.high) == (1200, -2, 1150, 1250)


def test_forty_digits_stay_exact() -> None:
    digits = "1234567890" * 4
    assert parse_amount(digits, 3).value == int(digits) * 1000
    assert parse_amount(f"({digits})", 3).value == -int(digits) * 1000


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("1,2,34", "is grouped wrongly", "a comma stands before every three digits: 1,234"),
        ("12,34.5", "is grouped wrongly", "a comma stands before every three digits: 1,234"),
        ("(1,234", "has a parenthesis that is not closed", "write (1,234) for a negative number"),
        ("1,234)", "has a parenthesis that is not closed", "write (1,234) for a negative number"),
        ("-(1,234)", "has both a sign and parentheses", "write (1,234) for a negative number"),
        ("1e5", "is in exponent form", "write all digits: 1e5 is 100,000"),
        ("#N/A", "is an Excel error, not a number", "repair the formula in the workbook"),
        ("１２", "has full-width characters", "type the digits in plain ASCII"),
        (
            "٣",
            "is not a number",
            "write it as printed: 1,234, (1,234), 46.1, — or leave the cell empty",
        ),
        (
            ".5",
            "is not a number",
            "write it as printed: 1,234, (1,234), 46.1, — or leave the cell empty",
        ),
        ("5%", "is a percentage, its column or row is not", "say 'scale: percent' there"),
    ],
)
def test_what_is_no_printed_number_is_refused_with_the_way_out(
    text: str, said: str, hint: str
) -> None:
    with pytest.raises(NotANumber) as refused:
        parse_amount(text, 3)
    assert (str(refused.value), refused.value.hint) == (f"'{text}' {said}", hint)
