"""The part of the networks that a filing uses, on the harbor case; and what the linkbases keep of
it."""

from pathlib import Path

import pytest

from crossfoot.curated.filing import read_filing
from crossfoot.curated.taxonomies import read_base, read_extension
from crossfoot.facts.build import build_instance
from crossfoot.model.taxonomy import Network
from crossfoot.taxonomy.prune_networks import prune_networks
from crossfoot.workspace import Workspace
from harbor_case import CASES, Harbor


def selected(root: Path) -> dict[str, Network]:
    filing, findings = read_filing(root / "filings" / "hbr" / "2024-12-31")
    assert filing is not None
    base, more = read_base(Workspace(root=root).base_folder(filing.base), filing.base)
    taxonomy, others = read_extension(root / "filings" / "hbr", filing.company, filing.stem, base)
    instance, problems = build_instance(filing, taxonomy)
    assert [*findings, *more, *others, *problems] == []
    return {network.id: network for network in prune_networks(taxonomy, instance)}


@pytest.fixture(scope="module")
def whole() -> dict[str, Network]:
    return selected(CASES / "harbor")


def lines(network: Network) -> list[str]:
    return [f"{node.concept}@{node.role}" if node.role else node.concept for node in network.nodes]


def test_only_networks_that_a_table_names_and_the_cover_are_kept(whole: dict[str, Network]) -> None:
    assert list(whole) == [
        "cover", "balance-sheet", "balance-sheet-parenthetical", "income-statement", "cash-flow", "per-share", "segments", "highlights",
    ]  # fmt: skip


def test_headings_stay_only_above_lines_in_use(harbor: Harbor) -> None:
    """Without the two expense lines and their total, the heading of the expenses goes as well."""
    text = harbor.read("income-statement.csv").decode()
    kept = [line for line in text.splitlines() if not line.startswith(("34,", "35,", "36,"))]
    harbor.write("income-statement.csv", ("\n".join(kept) + "\n").encode())
    found = lines(selected(harbor.root)["income-statement"])
    assert found[:5] == [
        "IncomeStatementAbstract",
        "Revenues",
        "CostOfRevenue",
        "GrossProfit@total",
        "OperatingIncomeLoss@total",
    ]
    assert "OperatingExpensesAbstract" not in found


def test_a_part_loses_its_total_when_the_total_is_not_reported(harbor: Harbor) -> None:
    text = harbor.read("balance-sheet.csv").decode()
    harbor.write(
        "balance-sheet.csv",
        "".join(
            line for line in text.splitlines(keepends=True) if ",Total current assets," not in line
        ).encode(),
    )
    nodes = {node.concept: node for node in selected(harbor.root)["balance-sheet"].nodes}
    assert "AssetsCurrent" not in nodes
    assert nodes["InventoryNet"].parts == ()
    assert [part.total for part in nodes["Goodwill"].parts] == ["Assets"]


def test_members_without_facts_are_left_out_and_the_table_stays_whole(harbor: Harbor) -> None:
    text = harbor.read("segments.csv").decode()
    harbor.write(
        "segments.csv",
        "".join(line for line in text.splitlines(keepends=True) if "Marine" not in line).encode(),
    )
    assert lines(selected(harbor.root)["segments"]) == [
        "SegmentOverviewAbstract", "StatementTable", "StatementBusinessSegmentsAxis", "SegmentBusinessDomain", "HandToolsMember",
        "BusinessIntersegmentEliminationsMember", "StatementLineItems", "Revenues", "OperatingIncomeLoss",
    ]  # fmt: skip


def test_parents_are_those_of_the_whole_tree(whole: dict[str, Network]) -> None:
    nodes = whole["segments"].nodes
    parents = {node.concept: nodes[node.parent].concept for node in nodes if node.parent >= 0}
    assert (parents["HandToolsMember"], parents["Revenues"]) == (
        "SegmentBusinessDomain",
        "StatementLineItems",
    )


def test_opening_and_closing_balance_are_two_lines(whole: dict[str, Network]) -> None:
    assert lines(whole["cash-flow"])[-3:] == [
        "CashAndCashEquivalentsPeriodIncreaseDecrease@total",
        "CashAndCashEquivalentsAtCarryingValue@periodStart",
        "CashAndCashEquivalentsAtCarryingValue@periodEnd",
    ]


def test_a_table_without_members_in_use_is_left_out_and_its_lines_move_up(harbor: Harbor) -> None:
    """The tutorial names `income-statement` of the base, whose table has axes for forecasts: it was
    refused as a table without an axis."""
    text = "concept,label,FY2023,FY2024\nRevenues,Net sales,41.3,48.6\nOperatingIncomeLoss,Income,5.0,6.8\n"
    (harbor.filing / "segments.csv").write_text(text, encoding="utf-8")
    nodes = selected(harbor.root)["segments"].nodes
    assert [(node.level, node.concept, node.parent) for node in nodes] == [
        (0, "SegmentOverviewAbstract", -1), (1, "Revenues", 0), (1, "OperatingIncomeLoss", 0),
    ]  # fmt: skip
    told = harbor.build()
    assert (told.code, told.texts) == (0, [])


def test_numbers_of_the_cover_stand_in_a_table_beside_its_texts(harbor: Harbor) -> None:
    """A 10-K prints its shares outstanding on the cover; a table with the cover's network took the
    texts out of it, which was an error."""
    harbor.edit(
        "networks/cover.csv",
        "1,EntityCentralIndexKey,,,",
        "1,EntityCentralIndexKey,,,\n1,EntityCommonStockSharesOutstanding,,,",
    )
    (harbor.filing / "shares.csv").write_text(
        'concept,label,2024-12-31\nEntityCommonStockSharesOutstanding,Shares,"5,000,000"\n'
    )
    harbor.edit(
        "filing.yaml",
        "tables:\n",
        "tables:\n  - {id: cov, file: shares.csv, title: Shares, networks: [cover]}\n",
    )
    assert "EntityRegistrantName" in lines(selected(harbor.root)["cover"])
    assert lines(selected(harbor.root)["cover"])[-1] == "EntityCommonStockSharesOutstanding"
    told = harbor.build()
    assert (told.code, told.texts) == (0, [])
