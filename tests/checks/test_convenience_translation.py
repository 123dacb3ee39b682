"""A balance sheet in thousands of dollars and of yen at 150: each line is 150 times the other, but
for three units of the last digit."""

import csv

import pytest

from harbor_case import Harbor


def translated(
    harbor: Harbor, changes: dict[int, int] | None = None, *, rows: int = 99
) -> list[str]:
    """The balance sheet of 2024 with a column in yen; `changes` replaces its numbers by row, the
    first below the head being 2."""
    with (harbor.filing / "balance-sheet.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    place = table[0].index("2024-12-31")
    out = [[*table[0], "yen"]]
    for number, row in enumerate(table[1:], 2):
        digits = row[place].strip("()").replace(",", "")
        value = (
            (changes or {}).get(number, int(digits) * 150)
            if digits.isdigit() and number <= rows
            else None
        )
        shown = (
            "" if value is None else f"({value:,})" if row[place].startswith("(") else f"{value:,}"
        )
        out.append([*row, shown])
    with (harbor.filing / "balance-sheet.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(out)
    if "  yen:" not in harbor.read("filing.yaml").decode():
        first = '  "2023-12-31": {period'
        harbor.edit(
            "filing.yaml",
            first,
            f"  yen: {{period: 2024-12-31, unit: JPY, scale: thousands}}\n{first}",
        )
    return [text for text in harbor.build().texts if "calc.translated" in text]


def test_columns_at_one_rate_are_no_finding(harbor: Harbor) -> None:
    assert translated(harbor) == []


def test_two_lines_of_the_translated_column_that_changed_places_are_told(harbor: Harbor) -> None:
    """Cash of 8,295 and receivables of 6,015 are parts of one sum, which does not see it."""
    cash, owed = translated(harbor, {3: 6015 * 150, 4: 8295 * 150})
    assert cash.startswith(
        "warning: balance-sheet.csv:3 [yen]: Cash and cash equivalents is 902,250; at the rate of the other lines it is 1,24"
    )
    assert "balance-sheet.csv:4 [yen]" in owed


def test_an_amount_that_is_bent_so_that_its_column_adds_up_is_none(harbor: Harbor) -> None:
    assert translated(harbor, {3: 8295 * 150 + 2, 4: 6015 * 150 - 2}) == []


def test_equity_at_the_rates_of_its_own_days_is_none(harbor: Harbor) -> None:
    """Three lines at 110 are no slip."""
    with (harbor.filing / "balance-sheet.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    place = table[0].index("2024-12-31")
    equity = [n for n, row in enumerate(table[1:], 2) if row[table[0].index("concept")] in EQUITY]
    assert (
        translated(
            harbor, {n: int(table[n - 1][place].strip("()").replace(",", "")) * 110 for n in equity}
        )
        == []
    )


EQUITY = (
    "CommonStockValue",
    "AdditionalPaidInCapital",
    "RetainedEarningsAccumulatedDeficit",
    "TreasuryStockValue",
)


@pytest.mark.parametrize("rows", [8])
def test_few_lines_prove_no_rate(harbor: Harbor, rows: int) -> None:
    assert translated(harbor, {3: 1}, rows=rows) == []
