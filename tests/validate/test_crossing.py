"""A statement of equity is added both ways without being asked: 22,500 and 4,922 and 800 less 1,500 are 26,722, column by column."""

import csv

import pytest

from harbor_case import Harbor

DEFINED = """  - id: eq
    file: equity.csv
    title: Statement of Equity
    networks: [equity]
    columns:
      Stock: {period: 2024-01-01/2024-12-31, unit: USD, scale: thousands, members: {StatementEquityComponentsAxis: CommonStockMember}}
      Earned: {period: 2024-01-01/2024-12-31, unit: USD, scale: thousands, members: {StatementEquityComponentsAxis: RetainedEarningsMember}}
      Total: {period: 2024-01-01/2024-12-31, unit: USD, scale: thousands}
notes:
"""
PAID = "AdjustmentsToAdditionalPaidInCapitalSharebasedCompensationRequisiteServicePeriodRecognitionValue"
TABLE = f"""concept,role,label,Stock,Earned,Total
StockholdersEquity,periodStart,"Balance, January 1","9,500","13,000","22,500"
ProfitLoss,,Net income,—,"4,922","4,922"
{PAID},,Options,800,—,800
Dividends,,Dividends,—,"(1,500)","(1,500)"
StockholdersEquity,periodEnd,"Balance, December 31","10,300","16,422","26,722"
"""


def told(harbor: Harbor, old: str = "", new: str = "", declared: str = "") -> list[str]:
    assert TABLE.count(old) == 1 or not old
    (harbor.filing / "equity.csv").write_text(TABLE.replace(old, new) if old else TABLE, encoding="utf-8")
    harbor.edit("filing.yaml", "notes:\n", declared + DEFINED if declared else DEFINED)
    return [text for text in harbor.build().texts if text.startswith("equity.csv")]


def test_every_row_and_every_column_is_proved(harbor: Harbor) -> None:
    """Five rows across, three columns down."""
    assert told(harbor) == []
    with (harbor.output / "tieout.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["kind"], row["statement"]) == ("tie", "eq")]
    assert [row["status"] for row in rows] == ["holds"] * 8


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (
            '—,"4,922","4,922"',
            '—,"4,292","4,922"',
            [
                "equity.csv:3 [Total]: Net income is 4,922; it should be 4,292 (error) [calc.tie]",
                "equity.csv:6 [Earned]: Balance, December 31 is 16,422; it should be 15,792 (error) [calc.tie]",
            ],
        ),
        (
            '"(1,500)","(1,500)"',
            '"1,500","(1,500)"',
            [
                "equity.csv:5 [Total]: Dividends is (1,500); it should be 1,500 (error) [calc.tie]",
                "equity.csv:6 [Earned]: Balance, December 31 is 16,422; it should be 19,422 (error) [calc.tie]",
            ],
        ),
    ],
)
def test_a_wrong_digit_or_sign_is_found_across_and_down(harbor: Harbor, old: str, new: str, texts: list[str]) -> None:
    assert told(harbor, old, new) == texts


def test_a_table_that_does_not_add_up_anywhere_is_left_alone(harbor: Harbor) -> None:
    """Three columns of which one, the noncontrolling interest, is not printed: nothing adds up, and nothing is said."""
    (harbor.filing / "equity.csv").write_text(
        TABLE.replace("9,500", "9,400").replace("4,922", "4,999").replace("800,—", "700,—"), encoding="utf-8"
    )
    harbor.edit("filing.yaml", "notes:\n", DEFINED)
    assert [text for text in harbor.build().texts if "calc.tie" in text and "equity.csv" in text] == []
