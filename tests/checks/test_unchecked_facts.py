"""Numbers that stand in no check are counted and named: a typing error there would go unseen."""

import json

from crossfoot.model.tieout import UNCHECKED, Tie
from crossfoot.model.unchecked_facts import coverage_warning, unchecked_facts
from harbor_case import Harbor
from small_filing import HOUSE, SUMS, at

CASH, STOCK, ASSETS, _ = SUMS


def tie(**given: object) -> Tie:
    rest = (
        "kind",
        "statement",
        "item",
        "role",
        "column",
        "period",
        "unit",
        "verdict_10",
        "verdict_11",
    )
    numbers = dict.fromkeys(("reported", "computed", "low", "high"))
    return Tie(**{**dict.fromkeys(rest, UNCHECKED), **numbers, "addresses": (), **given})  # type: ignore[arg-type]


def test_a_sum_proves_its_total_and_its_parts() -> None:
    held = tie(status="holds", facts=(ASSETS.id, CASH.id, STOCK.id))
    assert unchecked_facts(SUMS, [held]) == (HOUSE,)
    assert unchecked_facts(SUMS, []) == SUMS


def test_a_check_that_was_not_made_proves_nothing() -> None:
    for status in ("unchecked", "unreadable"):
        assert unchecked_facts(SUMS, [tie(status=status, facts=(ASSETS.id, CASH.id))]) == SUMS


def test_a_tie_proves_the_cells_it_names() -> None:
    assert unchecked_facts(
        SUMS, [tie(status="rounding", addresses=(at("bs.csv", 5), at("bs.csv", 2)))]
    ) == (STOCK, ASSETS)


def named(harbor: Harbor) -> set[tuple[str, str]]:
    data = json.loads((harbor.output / "findings.json").read_text(encoding="utf-8"))
    return {(one["address"]["file"], one["concept"]) for one in data["unproved"]}


def test_numbers_in_labels_that_add_to_nothing_are_named_and_summed_ones_are_not(
    harbor: Harbor,
) -> None:
    assert harbor.build().code == 0
    assert ("balance-sheet.csv", "AllowanceForDoubtfulAccountsReceivableCurrent") in named(harbor)
    assert ("balance-sheet.csv", "InventoryNet") not in named(harbor)
    page = (harbor.output / "findings.html").read_text(encoding="utf-8")
    assert (
        "12 numbers stand in no check: a typing error there would go unseen" in page
    )  # counted by hand in the tables


def test_a_figure_that_only_a_tie_proved_is_named_once_the_tie_is_gone(harbor: Harbor) -> None:
    stores = "hl:RetailStoresCount"
    tie = f'  - {{name: Two more shops, left: "{stores}", right: "{stores}[2023-12-31] + 2", columns: ["2024-12-31"]}}\n'
    harbor.edit("filing.yaml", "ties:\n", f"ties:\n{tie}")
    assert harbor.build().code == 0
    assert ("highlights.csv", "RetailStoresCount") not in named(harbor)
    harbor.edit("filing.yaml", tie, "")
    assert harbor.build().code == 0
    assert ("highlights.csv", "RetailStoresCount") in named(harbor)


def test_a_verdict_over_less_than_half_of_the_numbers_says_so() -> None:
    assert coverage_warning(292, 255) == "; checks cover only 37 of 292 numbers (12 %)"
    assert coverage_warning(10, 5) == coverage_warning(0, 0) == ""
