"""Faults that a reviewer found: each stays mended."""

from decimal import Decimal

import pytest

from crossfoot.facts.binding import Refused, check_printed_words
from crossfoot.facts.numbers import parse_amount
from crossfoot.model.instance import Unit
from crossfoot.model.source import SourceRef
from harbor_case import Harbor

JPY = Unit(id="JPY", numerators=("iso4217:JPY",))
AT = SourceRef(file="bs.csv", row=2, column="2010-03-31 JPY")


def check(text: str, scale: int = 3) -> None:
    check_printed_words(parse_amount(text, scale), JPY, scale, AT)


@pytest.mark.parametrize(
    "text", ["JPY13,561", "(JPY11,539)", "¥ 250", "1,107.5", "2,000 (thousands)"]
)
def test_a_printed_unit_that_agrees_passes(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("USD 807,803", "'USD' is printed, the column is in JPY"),
        ("$ 807,803", "'$' is printed, the column is in JPY"),
        ("807,803 USD", "'USD' is printed, the column is in JPY"),
        ("807,803 (million)", "'(million)' is printed, the number is taken times 10^3"),
    ],
)
def test_a_printed_unit_or_scale_that_contradicts_the_column_is_refused(
    text: str, told: str
) -> None:
    with pytest.raises(Refused) as refused:
        check(text)
    assert str(refused.value) == told


def test_a_number_in_a_label_that_cannot_be_read_is_no_fact(harbor: Harbor) -> None:
    harbor.edit("balance-sheet.csv", "${92 = Allow", "${9? = Allow")
    told = harbor.build("--no-arelle")
    instance = (harbor.output / "hbr-20241231.xbrl").read_text(encoding="utf-8")
    assert told.code == 0
    assert ">85000<" in instance  # the other allowance, 85 thousand
    assert ">90000<" not in instance  # the digits read as zero would have been 90 thousand


def test_half_a_unit_is_exact() -> None:
    assert parse_amount("1,234", 3).low == Decimal("1233500")
