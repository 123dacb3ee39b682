"""Checks that were not made are told: a blank total, a formula column and a tie of which nothing is
printed."""

import csv

from harbor_case import Harbor


def unchecked(harbor: Harbor) -> list[dict[str, str]]:
    with (harbor.output / "tieout.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["status"] == "unchecked"]


def test_a_blank_total_is_unchecked_and_told_with_what_its_parts_add_up_to(harbor: Harbor) -> None:
    """Liabilities of 10,665 and equity of 22,500 are 33,165."""
    harbor.edit("balance-sheet.csv", 'equity,"33,165"', "equity,")
    told = harbor.build()
    said = (
        "warning: balance-sheet.csv:24 [2023-12-31]: Total liabilities and shareholders' equity is blank; "
        "its parts add up to 33,165 [calc.blank]"
    )
    assert (told.code, told.texts) == (0, [said])
    (row,) = unchecked(harbor)
    assert (row["item"], row["reported"], row["computed"], row["difference"]) == (
        "LiabilitiesAndStockholdersEquity",
        "",
        "33165000",
        "",
    )
    assert row["note"] == "the total is not printed in this column"


def test_a_total_that_is_blank_beside_one_part_alone_is_no_matter(harbor: Harbor) -> None:
    """A column of total assets and goodwill, or of goodwill alone, is a choice of the page."""
    head, *rows = harbor.read("balance-sheet.csv").decode().splitlines()
    kept = [row.rpartition(",")[0] + "," + ("2100" if "Goodwill" in row else "") for row in rows]
    harbor.write(
        "balance-sheet.csv", "\n".join([head.replace("2024-12-31", "restated"), *kept, ""]).encode()
    )
    harbor.edit(
        "filing.yaml",
        '  "FY2023": {per',
        '  "restated": {period: 2022-12-31, unit: USD, scale: thousands}\n  "FY2023": {per',
    )
    assert not [text for text in harbor.build().texts if "calc.blank" in text]


def test_a_formula_column_that_can_not_be_checked_in_any_row_is_told(harbor: Harbor) -> None:
    harbor.edit(
        "filing.yaml",
        'formula: "[FY2024] / Revenues[FY2024]"',
        'formula: "[FY2023] / Revenues[2024-12-31]"',
    )
    told = harbor.build()
    assert told.code == 0
    assert told.texts == [
        "warning: income-statement.csv:2 [FY2024 %]: '[FY2023] / Revenues[2024-12-31]' is checked in no cell, of 11: "
        "a number that it names is not printed there [derived.unchecked]"
    ]


def test_a_tie_that_can_not_be_checked_in_any_column_is_told(harbor: Harbor) -> None:
    harbor.edit("per-share.csv", 'basic",0.72,0.98', 'basic",,')
    (text,) = harbor.build().texts
    assert text.startswith(
        "warning: income-statement.csv:13 [FY2023]: 'Basic net income per share is net income over the shares' ("
    )
    assert text.endswith(
        "is checked in no cell, of 2: a number that it names is not printed there [tie.unchecked]"
    )


HOLE = "warning: segments.csv:3 [FY2023]: Marine hardware is blank here, and every other cell of this table is printed [calc.hole]"


def test_one_blank_cell_in_a_table_that_is_full_is_told_and_two_are_not(harbor: Harbor) -> None:
    harbor.edit("segments.csv", "15.9,19.1", ",19.1")
    assert HOLE in harbor.build().texts
    harbor.edit("segments.csv", "1.8,2.5", ",2.5")
    assert not [text for text in harbor.build().texts if "calc.hole" in text]


def test_a_blank_cell_that_the_readings_explain_is_left_alone(harbor: Harbor) -> None:
    harbor.edit("segments.csv", "15.9,19.1", ",19.1")
    text = (
        "table,line,column,document,reading,evidence\nseg,82,FY2023,,,nothing stands in this cell\n"
    )
    (harbor.filing / "readings.csv").write_text(text, encoding="utf-8")
    assert not [text for text in harbor.build().texts if "calc.hole" in text]
