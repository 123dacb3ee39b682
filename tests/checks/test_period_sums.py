"""Quarters beside their year: 11,000 and 12,000 and 12,600 and 13,000 of sales are the 48,600 of
the income statement, and so on."""

import csv
import shutil

import pytest

from harbor_case import Harbor

YEAR = {
    "Revenues": (11000, 12000, 12600, 13000),  # 48,600
    "CostOfRevenue": (6500, 7100, 7474, 7600),  # 28,674
    "GrossProfit": (4500, 4900, 5126, 5400),  # 19,926
    "SellingGeneralAndAdministrativeExpense": (2700, 2800, 2778, 2900),  # 11,178
    "ProductDevelopmentCosts": (480, 490, 484, 490),  # 1,944
    "OperatingExpenses": (3180, 3290, 3262, 3390),  # 13,122
    "OperatingIncomeLoss": (1320, 1610, 1864, 2010),  # 6,804
}
DAYS = (
    "2024-01-01/2024-03-31",
    "2024-04-01/2024-06-30",
    "2024-07-01/2024-09-30",
    "2024-10-01/2024-12-31",
)


def quarters(
    harbor: Harbor, *changes: tuple[str, int, int], days: tuple[str, ...] = DAYS
) -> list[str]:
    """The findings of a table of the quarters and their year; a change is a line, a quarter from 0,
    and how much more it says."""
    table = {name: list(values) for name, values in YEAR.items()}
    totals = {name: sum(values) for name, values in YEAR.items()}
    for name, place, more in changes:
        table[name][place] += more
    with (harbor.filing / "quarters.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["concept", "label", *(f"Q{n}" for n in range(1, 5)), "FY2024"])
        writer.writerows(
            [name, name, *(f"{v:,}" for v in values), f"{totals[name]:,}"]
            for name, values in table.items()
        )
    columns = "".join(
        f"      Q{n}: {{period: {days[n - 1]}, unit: USD, scale: thousands}}\n" for n in range(1, 5)
    )
    defined = f"  - id: qu\n    file: quarters.csv\n    title: Quarters\n    networks: [income-statement]\n    columns:\n{columns}notes:\n"
    if "id: qu\n" not in harbor.read("filing.yaml").decode():
        harbor.edit("filing.yaml", "notes:\n", defined)
    return [text for text in harbor.build().texts if "quarters.csv" in text]


def spans(harbor: Harbor) -> list[str]:
    with (harbor.output / "tieout.csv").open(encoding="utf-8", newline="") as file:
        return [
            row["status"]
            for row in csv.DictReader(file)
            if row["note"].startswith("the parts of the period")
        ]


def test_quarters_that_make_up_the_year_are_proved(harbor: Harbor) -> None:
    assert quarters(harbor) == []
    assert spans(harbor) == ["holds"] * 7


def test_a_wrong_quarter_is_an_error_at_the_year(harbor: Harbor) -> None:
    """2,778 was typed as 2,868."""
    told = quarters(harbor, ("SellingGeneralAndAdministrativeExpense", 2, 90))
    message = (
        "SellingGeneralAndAdministrativeExpense is 11,178; it should be 11,268 (error) [calc.tie]"
    )
    assert f"quarters.csv:5 [FY2024]: {message}" in told


def test_what_a_declaration_names_is_told_with_its_reason(harbor: Harbor) -> None:
    at = "concept: OperatingIncomeLoss, column: FY2024, difference: '-10'"
    sums = "{kind: sum, table: qu, concept: OperatingIncomeLoss, column: Q3, difference: '10', reason: Printed so.}"
    both = f"declared:\n  - {{kind: tie, table: qu, {at}, reason: Corrected later.}}\n  - {sums}\nties:\n"
    harbor.edit("filing.yaml", "ties:\n", both)
    assert quarters(harbor, ("OperatingIncomeLoss", 2, 10)) == []
    assert sorted(spans(harbor)) == ["holds"] * 6


@pytest.mark.parametrize("more", [1, -2])
def test_a_last_digit_is_rounding_where_other_lines_are_rounded_too_and_a_warning_where_none_is(
    harbor: Harbor, more: int
) -> None:
    """Five amounts of a half thousand each way leave room for 2.5."""
    alone = quarters(harbor, ("ProductDevelopmentCosts", 1, more))
    assert [text.partition(" [FY")[0] for text in alone if "calc.span" in text] == [
        "warning: quarters.csv:6"
    ]
    both = quarters(harbor, ("ProductDevelopmentCosts", 1, more), ("CostOfRevenue", 0, 1))
    assert [text for text in both if "calc.span" in text] == []


def test_years_of_52_weeks_are_added_by_their_days(harbor: Harbor) -> None:
    days = (
        "2024-01-01/2024-03-30",
        "2024-03-31/2024-06-29",
        "2024-06-30/2024-09-28",
        "2024-09-29/2024-12-31",
    )
    assert quarters(harbor, days=days) == []
    assert spans(harbor) == ["holds"] * 7


def test_quarters_with_a_gap_between_them_are_no_year(harbor: Harbor) -> None:
    days = (
        "2024-01-01/2024-03-31",
        "2024-04-01/2024-06-30",
        "2024-07-01/2024-09-30",
        "2024-10-02/2024-12-31",
    )
    assert quarters(harbor, days=days) == []
    assert spans(harbor) == []


def test_a_year_that_was_restated_in_several_lines_is_no_error(harbor: Harbor) -> None:
    """Expenses moved from cost of sales to selling after the first quarter was told: two lines of
    seven no longer add up."""
    told = quarters(
        harbor, ("CostOfRevenue", 0, 300), ("SellingGeneralAndAdministrativeExpense", 0, -300)
    )
    assert [text for text in told if "(error)" in text and "[FY2024]" in text] == []


def test_what_a_quarter_told_within_another_line_is_no_slip(harbor: Harbor) -> None:
    """Selling expenses of the third quarter hold the 242 of interest that the year shows apart; 252
    would be a slip."""
    selling = "SellingGeneralAndAdministrativeExpense"
    assert [text for text in quarters(harbor, (selling, 2, 242)) if "calc.tie" in text] == []
    assert len([text for text in quarters(harbor, (selling, 2, 252)) if "calc.tie" in text]) == 1


def test_what_an_earlier_filing_told_of_nine_months_is_added_to_the_last_quarter(
    harbor: Harbor,
) -> None:
    """A filing of September tells nine months; this one the fourth quarter beside the year. A slip
    may be a restatement: a warning."""
    before = harbor.company / "2024-09-30"
    shutil.copytree(harbor.filing, before)
    for path in before.iterdir():
        if path.name not in ("filing.yaml", "income-statement.csv"):
            path.unlink()
    columns = "  nine: {period: 2024-01-01/2024-09-30, unit: USD, scale: thousands}\n"
    (before / "filing.yaml").write_text(
        "period_end: 2024-09-30\ntitle: Nine months\nbase: gaap/2026\ncontext: 2024-01-01/2024-09-30\ncolumns:\n"
        f"{columns}tables:\n  - {{id: is, file: income-statement.csv, title: Income, networks: [income-statement]}}\n",
        encoding="utf-8",
    )
    nine = "".join(f'{name},{name},"{sum(values[:3]):,}"\n' for name, values in YEAR.items())
    (before / "income-statement.csv").write_text(f"concept,label,nine\n{nine}", encoding="utf-8")
    column = f"      Q4: {{period: {DAYS[3]}, unit: USD, scale: thousands}}\n"
    defined = f"  - id: qu\n    file: last.csv\n    title: Last quarter\n    networks: [income-statement]\n    columns:\n{column}notes:\n"
    harbor.edit("filing.yaml", "notes:\n", defined)
    last = "concept,label,Q4\n" + "".join(
        f'{name},{name},"{values[3]:,}"\n' for name, values in YEAR.items()
    )
    (harbor.filing / "last.csv").write_text(last, encoding="utf-8")
    assert harbor.build("hbr/2024-12-31").texts == []
    assert spans(harbor) == ["holds"] * 7
    (harbor.filing / "last.csv").write_text(last.replace('"490"', '"940"'), encoding="utf-8")
    told = [text for text in harbor.build("hbr/2024-12-31").texts if "calc.span" in text]
    message = "Product development is 1,944; its parts over time add up to 2,394 [calc.span]"
    assert told == [f"warning: income-statement.csv:6 [FY2024]: {message}"]
