"""A point where a comma was meant, or none where one was: in a table without a sum it would pass
unseen."""

import pytest

from harbor_case import Harbor

DEFINED = """  - id: old
    file: old.csv
    title: The year 2022
    networks: [income-statement]
    columns: {FY2022: {period: 2022-01-01/2022-12-31, unit: USD, scale: thousands}}
notes:
"""
THOUSANDS = "'{}' has a point before three digits, and no other number of its column has decimals [read.separator]"


def old(harbor: Harbor, sales: str, interest: str, net: str, scale: str = "") -> list[str]:
    rows = f'Revenues,,Sales,"{sales}"\nInterestExpense,,Interest,{interest}\nNetIncomeLoss,{scale},Net income,"{net}"\n'
    (harbor.filing / "old.csv").write_text(f"concept,scale,label,FY2022\n{rows}", encoding="utf-8")
    harbor.edit("filing.yaml", "notes:\n", DEFINED)
    return harbor.build().texts


def test_a_point_before_three_digits_is_refused_where_no_other_number_of_the_column_has_decimals(
    harbor: Harbor,
) -> None:
    """Three million net income as 3.555 would be 3,555 dollars."""
    assert old(harbor, "40,000", "(310)", "3.555") == [
        f"old.csv:4 [FY2022]: {THOUSANDS.format('3.555')}"
    ]


def test_two_such_points_are_both_refused_while_a_number_beside_them_is_whole(
    harbor: Harbor,
) -> None:
    assert old(harbor, "40.000", "(310)", "3.555") == [
        f"old.csv:2 [FY2022]: {THOUSANDS.format('40.000')}",
        f"old.csv:4 [FY2022]: {THOUSANDS.format('3.555')}",
    ]


def test_a_column_of_such_points_alone_is_a_warning(harbor: Harbor) -> None:
    said = "all 3 numbers of this column have a point before three digits, as '40.000' [read.separator]"
    assert old(harbor, "40.000", "(1.310)", "3.555") == [f"warning: old.csv:2 [FY2022]: {said}"]


@pytest.mark.parametrize(
    ("sales", "interest", "net", "scale"),
    [("40,000", "(310)", "3.555", "thousands"), ("40.1", "(0.3)", "3.555", "")],
)
def test_a_row_with_its_own_scale_and_a_column_with_decimals_say_what_they_mean(
    harbor: Harbor, sales: str, interest: str, net: str, scale: str
) -> None:
    assert old(harbor, sales, interest, net, scale) == []


def test_a_point_that_was_lost_is_a_warning_where_every_other_number_has_one(
    harbor: Harbor,
) -> None:
    harbor.edit("segments.csv", "25.9,30.2", "25.9,302")
    said = "'302' has no decimals, and every other number of its column has [read.separator]"
    assert f"warning: segments.csv:2 [FY2024]: {said}" in harbor.build().texts


def test_decimals_of_one_number_among_whole_ones_are_a_warning(harbor: Harbor) -> None:
    harbor.edit("cash-flow.csv", "(410),", "(41.0),")
    said = "warning: cash-flow.csv:6 [FY2023]: '(41.0)' has decimals, and no other number of its column has [read.separator]"
    assert said in harbor.build().texts
