"""A digit that can't be read, and the same fact printed elsewhere: cash at the end of 2024 is 8,295
in two tables."""

import csv

import pytest

from harbor_case import Harbor

SAID = "cash-flow.csv:20 [FY2024]: '{}' can't be read; balance-sheet.csv:3 [2024-12-31] says 8,295"


def spoil(harbor: Harbor, text: str) -> None:
    harbor.edit(
        "cash-flow.csv", 'end of the year","6,120","8,295"', f'end of the year","6,120","{text}"'
    )


def test_the_twin_is_named_with_what_it_says_and_fills_nothing(harbor: Harbor) -> None:
    spoil(harbor, "8,2?5")
    told = harbor.build()
    assert (told.code, told.texts) == (0, [f"info: {SAID.format('8,2?5')} [calc.unreadable]"])
    assert "never filled in by itself" in told.hints[told.texts[0]]
    with (harbor.output / "tieout.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [
            row
            for row in csv.DictReader(file)
            if (row["kind"], row["status"]) == ("duplicate", "unreadable")
        ]
    assert (row["reported"], row["computed"]) == ("", "8295000")
    assert "cf.CashAndCashEquivalentsAtCarryingValue.2024-12-31" not in (
        harbor.output / "sources.json"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["8,3?5", "?,290", "(8,2?5)", "82,?95"])
def test_a_twin_that_the_readable_digits_contradict_is_a_warning(harbor: Harbor, text: str) -> None:
    spoil(harbor, text)
    told = [one for one in harbor.build().texts if "calc.unreadable" in one]
    assert told == [
        f"warning: {SAID.format(text)}, and the digits that can be read contradict it [calc.unreadable]"
    ]


def test_an_unreadable_cell_without_a_twin_is_told_by_its_sum_alone(harbor: Harbor) -> None:
    harbor.edit("balance-sheet.csv", '"3,905"', '"3,9?5"')
    assert harbor.build().texts == []
