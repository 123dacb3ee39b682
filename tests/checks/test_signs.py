"""What can't be negative, from the list of the base and that of the company."""

import pytest

from harbor_case import Harbor


def test_a_sign_that_the_network_should_have_turned_is_named_at_its_cell(harbor: Harbor) -> None:
    """Purchases of 2,400 printed in parentheses, in a network that forgot to turn the sign and so
    adds them with weight 1."""
    lines = harbor.read("networks/cash-flow.csv").decode().splitlines()
    row = next(line for line in lines if "PaymentsToAcquireProperty" in line)
    assert ",negated," in row
    harbor.edit("networks/cash-flow.csv", row, row.replace(",negated,", ",,"))
    texts = [text for text in harbor.build().texts if "calc.negative" in text]
    assert len(texts) == 2
    assert texts[0].startswith("warning: cash-flow.csv:")
    assert "(PaymentsToAcquirePropertyPlantAndEquipment) is printed as (" in texts[0]
    assert texts[0].endswith("): the fact is negative, which it can't be [calc.negative]")


@pytest.mark.parametrize("told", [0, 1])
def test_a_member_that_deducts_may_be_negative_and_another_may_not(
    harbor: Harbor, told: int
) -> None:
    """Sales between segments are deducted; the list of the company says that revenues are never
    negative."""
    harbor.write("nonnegative.csv", b"name,reason\nRevenues,sales are not taken back\n")
    if told:
        harbor.edit("segments.csv", "15.9,19.1", "15.9,(19.1)")
    texts = [text for text in harbor.build().texts if "calc.negative" in text]
    assert len(texts) == told
    assert not told or "Marine hardware (Revenues) is printed as (19.1)" in texts[0]


def test_a_name_of_the_list_that_no_concept_has_is_told(harbor: Harbor) -> None:
    harbor.write("nonnegative.csv", b"name,reason\nRevenue,\n")
    told = harbor.refused()
    assert told.texts == ["hbr/nonnegative.csv:2: there is no concept 'Revenue' [concept.unknown]"]
    assert told.hints[told.texts[0]].startswith("did you mean Revenues")
