"""Whole numbers that people type, read within bounds."""

import pytest

from crossfoot.system.bounded import bounded_integer


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("-3", -3), ("007", 7), ("999999999", 999_999_999)]
)
def test_a_whole_number_is_read(text: str, value: int) -> None:
    assert bounded_integer(text) == value


@pytest.mark.parametrize(
    "text", ["", "-", "--5", "+-5", "+5", "²", "٣", "1.5", "1e5", " 1", "1\n", "1" * 10, "9" * 5000]
)
def test_anything_else_is_none(text: str) -> None:
    assert bounded_integer(text) is None


def test_the_number_of_digits_may_be_given() -> None:
    assert (bounded_integer("-12", 2), bounded_integer("123", 2)) == (-12, None)
