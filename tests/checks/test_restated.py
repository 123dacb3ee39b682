"""Comparatives that are not what was first reported: told with both cells, unless the filing says
that they were restated, and why."""

import csv
import shutil

import pytest

from harbor_case import Harbor

COST = "CostOfRevenue"
ACCEPTED = (
    "declared:\n  - {{kind: comparative, table: is, concept: CostOfRevenue, column: FY2023, "
    'difference: "{}", reason: Freight is a cost of sales now.}}\nties:\n'
)


@pytest.fixture
def two_years(harbor: Harbor) -> Harbor:
    """A filing of 2023 beside that of 2024: the same numbers of 2023, but for the cost of sales,
    which it has as 24,705 thousand, and the gross profit."""
    before = harbor.company / "2023-12-31"
    shutil.copytree(harbor.filing, before)
    path = before / "filing.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "period_end: 2024-12-31", "period_end: 2023-12-31"
        ),
        encoding="utf-8",
    )
    path = before / "income-statement.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("24,750", "24,705").replace("16,500", "16,545"), encoding="utf-8")
    return harbor


def restated(harbor: Harbor) -> list[tuple[str, str]]:
    told = harbor.build("hbr/2024-12-31")
    return [(text, hint) for text, hint in told.findings if "calc." in text or "declared" in text]


def test_swapped_digits_of_a_comparative_are_told_with_both_cells(two_years: Harbor) -> None:
    found = restated(two_years)
    assert found[0][0] == (
        "warning: income-statement.csv:3 [FY2023]: Cost of sales is 24,750 here, "
        "and was 24,705 as first reported in 2023-12-31 [calc.restated]"
    )
    assert 'kind: comparative, difference: "45"' in found[0][1]
    assert [text.partition(" is ")[0].partition("]: ")[2] for text, _ in found] == [
        "Cost of sales",
        "Gross profit",
    ]


def test_what_was_restated_on_purpose_is_accepted_with_its_reason(two_years: Harbor) -> None:
    two_years.edit("filing.yaml", "ties:\n", ACCEPTED.format("45"))
    assert [text for text, _ in restated(two_years) if "Cost of sales" in text] == []
    with (two_years.output / "tieout.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [
            row
            for row in csv.DictReader(file)
            if (row["kind"], row["item"]) == ("comparative", COST) and row["period"] < "2024"
        ]
    assert (row["status"], row["note"]) == (
        "restated",
        "Freight is a cost of sales now. (first reported in 2023-12-31)",
    )
    data = (two_years.output / "hbr-20241231.xbrl").read_text(encoding="utf-8")
    assert "Freight is a cost of sales now." in data, "the fact carries it as a footnote"


def test_an_acceptance_of_another_difference_is_refused(two_years: Harbor) -> None:
    two_years.edit("filing.yaml", "ties:\n", ACCEPTED.format("54"))
    assert (
        "filing.yaml:54: the declared difference is 54, the check finds 45 [declared.difference]"
        in [text for text, _ in restated(two_years)]
    )
