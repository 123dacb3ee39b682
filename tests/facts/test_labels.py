"""Numbers inside printed labels."""

import pytest

from crossfoot.facts.labels import LabelNumber, split_label


def test_a_label_is_its_texts_and_numbers_in_order() -> None:
    label = "net of JPY {37,178 = Allowance @ 2010 JPY} and {(5) = A & B @ c1; c2} thousand"
    assert list(split_label(label)) == [
        "net of JPY ",
        LabelNumber(text="37,178", concepts=("Allowance",), columns=("2010 JPY",)),
        " and ",
        LabelNumber(text="(5)", concepts=("A", "B"), columns=("c1", "c2")),
        " thousand",
    ]


def test_numbers_may_touch_and_a_label_may_have_none() -> None:
    one, two = (LabelNumber(text=digit, concepts=("A",), columns=("c",)) for digit in "12")
    assert list(split_label("{1=A@c}{2=A@c}")) == [one, two]
    assert list(split_label("Cash")) == ["Cash"]
    assert list(split_label("")) == [""]


@pytest.mark.parametrize("label", ["net {5 = A @ c", "net 5 = A @ c}", "{{5 = A @ c}}", "}{"])
def test_a_brace_without_its_other_half_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match="a brace is not closed"):
        list(split_label(label))


@pytest.mark.parametrize(
    "inside", ["", "5", "5 = A", "5 @ c", "= A @ c", "5 = @ c", "5 = A @", "5 = & @ ;"]
)
def test_a_brace_without_number_concept_or_column_is_refused(inside: str) -> None:
    with pytest.raises(ValueError, match="does not name a number, a concept and a column"):
        list(split_label(f"net {{{inside}}}"))
