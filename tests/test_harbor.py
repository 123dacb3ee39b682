"""The second company, from its tables to what Arelle says; every number here was worked out by
hand."""

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from crossfoot.arelle.session import ArelleSession
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.workflows.build import Builder
from crossfoot.workspace import Workspace
from harbor_case import CASES, Harbor, copy_of_harbor

LABELS = 2 + 2 + 6
"""Allowance and depreciation in two columns each; par value, authorized and issued shares in
both."""
FACTS = {
    "cover": 6,
    "bs": 21 * 2 + LABELS,
    "is": 12 * 2,
    "eps": 4 * 2,
    "cf": 18 * 2,
    "seg": 7 * 2,
    "hl": 2 * 2,
}
SUMS, IN_TWO_PLACES = 15 * 2, 7 * 2
"""Six totals of the balance sheet, five of the income statement, four of the cash flows, two
columns each; of these
current assets (cash), assets, gross profit (sales), operating income, income before taxes
(operating income), net income and
operating cash (net income) have a part or total that another table repeats, which Calculations 1.0
does not bind."""


def built(root: Path, folder: str, output: Path, arelle: ArelleSession) -> BuildResult:
    return Builder(
        workspace=Workspace(root=root), options=BuildOptions(output=output), session=arelle
    ).build(root / "filings" / folder)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory, arelle: ArelleSession) -> BuildResult:
    return built(CASES / "harbor", "hbr/2024-12-31", tmp_path_factory.mktemp("harbor"), arelle)


def ties(result: BuildResult, kind: str) -> list[dict[str, str]]:
    assert result.folder is not None
    with (result.folder / "tieout.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == kind]


def test_harbor_is_clean_and_has_a_fact_for_each_printed_number(result: BuildResult) -> None:
    assert [str(finding) for finding in result.findings] == []
    assert result.folder is not None
    facts = json.loads((result.folder / "sources.json").read_text(encoding="utf-8"))
    assert Counter(name.partition(".")[0] for name in facts) == FACTS
    assert dict(result.counts)["facts"] == sum(FACTS.values()) == 144


def test_every_sum_holds_and_arelle_says_so_in_both_modes(result: BuildResult) -> None:
    sums = ties(result, "sum")
    assert len(sums) == SUMS
    assert {row["status"] for row in sums} == {"holds"}
    assert {(row["verdict_11"], row["arelle_11"]) for row in sums} == {("consistent", "consistent")}
    bound = Counter((row["verdict_10"], row["arelle_10"]) for row in sums)
    assert bound == {
        ("unchecked", "unchecked"): IN_TWO_PLACES,
        ("consistent", "consistent"): SUMS - IN_TWO_PLACES,
    }


def test_what_the_segments_and_highlights_repeat_in_millions_is_rounding(
    result: BuildResult,
) -> None:
    repeated = {
        (row["item"], row["period"][:4]): (row["difference"], row["status"])
        for row in ties(result, "duplicate")
        if row["statement"] in ("seg", "hl")
    }
    assert repeated == {
        ("Assets", "2023"): ("35000", "rounding"),
        ("Assets", "2024"): ("5000", "rounding"),
        ("Revenues", "2023"): ("50000", "rounding"),
        ("Revenues", "2024"): ("0", "holds"),
        ("OperatingIncomeLoss", "2023"): ("-10000", "rounding"),
        ("OperatingIncomeLoss", "2024"): ("-4000", "rounding"),
    }


def test_percents_are_checked_but_for_the_dash_and_ties_hold_or_round(result: BuildResult) -> None:
    assert Counter(row["status"] for row in ties(result, "derived")) == {"holds": 11}
    told = {
        (row["item"], row["period"] or row["column"]): (row["computed"], row["status"])
        for row in ties(result, "tie")
    }
    assert told == {
        ("Assets", "2023-12-31"): ("33165000", "holds"),
        ("Assets", "2024-12-31"): ("37095000", "holds"),
        ("CashAndCashEquivalentsAtCarryingValue", "2023-12-31"): ("6120000", "holds"),
        ("CashAndCashEquivalentsAtCarryingValue", "2024-12-31"): ("8295000", "holds"),
        ("EarningsPerShareBasic", "2023-01-01/2023-12-31"): ("0.718181818182", "rounding"),
        ("EarningsPerShareBasic", "2024-01-01/2024-12-31"): ("0.9844", "rounding"),
        ("EarningsPerShareDiluted", "2023-01-01/2023-12-31"): (
            "0.709580838323",
            "rounding",
        ),  # without a tie, as everyone's
        ("EarningsPerShareDiluted", "2024-01-01/2024-12-31"): ("0.961328125", "rounding"),
        ("Revenues", "2023-01-01/2023-12-31"): (
            "41300000",
            "holds",
        ),  # the segments, as the table itself adds them up
        ("Revenues", "2024-01-01/2024-12-31"): ("48600000", "holds"),
        ("OperatingIncomeLoss", "2023-01-01/2023-12-31"): ("5000000", "holds"),
        ("OperatingIncomeLoss", "2024-01-01/2024-12-31"): ("6800000", "holds"),
    }


def instance(result: BuildResult) -> str:
    assert result.folder is not None
    return next(result.folder.glob("*.xbrl")).read_text(encoding="utf-8")


FACT = re.compile(
    r'<(\S+) id="([^"]+)" contextRef="([^"]+)" unitRef="([^"]+)" decimals="([^"]+)">([^<]+)<'
)
YEAR_2023, YEAR_2024 = "2023-01-01_2023-12-31", "2024-01-01_2024-12-31"


@pytest.mark.parametrize(
    ("name", "context", "unit", "decimals", "value", "why"),
    [
        (
            "bs.TreasuryStockValue.2024-12-31.USD",
            "2024-12-31",
            "USD",
            "-3",
            "500000",
            "negated: printed (500)",
        ),
        (
            f"cf.IncreaseDecreaseInPrepaidExpense.{YEAR_2023}.USD",
            YEAR_2023,
            "USD",
            "-3",
            "-12000",
            "negated: printed 12",
        ),
        (
            "cf.CashAndCashEquivalentsAtCarryingValue.2022-12-31.USD",
            "2022-12-31",
            "USD",
            "-3",
            "4815000",
            "the day before the year",
        ),
        (
            f"is.OtherNonoperatingIncomeExpense.{YEAR_2024}.USD",
            YEAR_2024,
            "USD",
            "-3",
            "0",
            "a dash",
        ),
        (
            "bs.AllowanceForDoubtfulAccountsReceivableCurrent.2024-12-31.USD",
            "2024-12-31",
            "USD",
            "-3",
            "92000",
            "in a label",
        ),
        (
            "bs.CommonStockParOrStatedValuePerShare.2023-12-31.USD_per_share",
            "2023-12-31",
            "USD_per_share",
            "2",
            "0.01",
            "in a label",
        ),
        (
            "bs.CommonStockSharesAuthorized.2024-12-31.shares",
            "2024-12-31",
            "shares",
            "0",
            "20000000",
            "shares are in ones",
        ),
        (
            f"seg.Revenues.{YEAR_2023}.USD.BusinessIntersegmentEliminations",
            f"{YEAR_2023}.StatementBusinessSegments-BusinessIntersegmentEliminations",
            "USD",
            "-5",
            "-500000",
            "a member, printed (0.5)",
        ),
        (
            "hl.RetailStoresCount.2024-12-31.hbr_shop",
            "2024-12-31",
            "hbr_shop",
            "0",
            "14",
            "a unit of its own in a column of millions",
        ),
        (
            "hl.Assets.2023-12-31.USD",
            "2023-12-31",
            "USD",
            "-5",
            "33200000",
            "millions with one digit",
        ),
    ],
)
def test_one_fact_of_each_kind_has_the_value_that_the_page_means(
    result: BuildResult, name: str, context: str, unit: str, decimals: str, value: str, why: str
) -> None:
    facts = {found[2]: found.groups()[2:] for found in FACT.finditer(instance(result))}
    assert facts[name] == (f"c.{context}", unit, decimals, value), why


def test_members_stand_in_the_segment_of_the_context_and_in_the_scenario_for_esef(
    result: BuildResult, tmp_path: Path, arelle: ArelleSession
) -> None:
    member = '<xbrldi:explicitMember dimension="gaap:StatementBusinessSegmentsAxis">hbr:HandToolsMember</xbrldi:explicitMember>'
    assert instance(result).count(f"<xbrli:segment>{member}</xbrli:segment>") == 2
    assert "scenario" not in instance(result)
    quay = built(CASES / "quay", "qmp/2024-12-31", tmp_path, arelle)
    assert [str(finding) for finding in quay.findings] == []
    member = '<xbrldi:explicitMember dimension="gaap:StatementBusinessSegmentsAxis">qmp:YardMember</xbrldi:explicitMember>'
    assert instance(quay).count(f"<xbrli:scenario>{member}</xbrli:scenario>") == 1
    assert "segment>" not in instance(quay)
    assert [
        (row["computed"], row["verdict_10"], row["arelle_10"], row["verdict_11"], row["arelle_11"])
        for row in ties(quay, "sum")
    ] == [
        (gross, "unchecked", "unchecked", "consistent", "consistent")
        for gross in ("290000", "150000", "140000")
    ]


def test_arelle_alone_leads_a_wrong_digit_to_the_cell_that_preflight_names(
    tmp_path: Path, arelle: ArelleSession, harbor: Harbor
) -> None:
    harbor.edit("balance-sheet.csv", '"7,884"', '"7,848"')
    options = BuildOptions(output=tmp_path / "out", preflight=False)
    told = Builder(workspace=Workspace(root=harbor.root), options=options, session=arelle).build(
        harbor.filing
    )
    assert {str(one.source) for one in told.findings} == {"balance-sheet.csv:7 [2024-12-31]"}
    assert "arelle.calc11e:inconsistentCalculationUsingRounding" in {
        one.code for one in told.findings
    }
    assert not (tmp_path / "out" / "hbr" / "2024-12-31").exists()


def number(text: str) -> tuple[Decimal | int | str | None, str]:
    """What Excel holds for a printed cell, and the number format that prints it so; texts stay
    texts."""
    plain = text.strip("()").replace(",", "")
    if not plain.replace(".", "").isdigit():
        return text or None, "General"
    value = Decimal(plain)
    if "." in plain:
        return (-value if "(" in text else value), "0.0;(0.0)" if len(
            plain.partition(".")[2]
        ) == 1 else "0.00"
    return int(-value if "(" in text else value), "#,##0;(#,##0)"


def as_workbook(harbor: Harbor, *, numbers: bool) -> None:
    """The six tables as sheets of one workbook: cells as texts, or as numbers with formats;
    percents as true percents."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for path in sorted(harbor.filing.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        sheet = book.create_sheet(path.stem)
        first = next(
            place for place, name in enumerate(rows[0]) if name[:1] == "2" or name[:2] == "FY"
        )
        for line, cells in enumerate(rows, 1):
            for place, text in enumerate(cells):
                value, style = (
                    number(text)
                    if numbers and line > 1 and place >= first
                    else (text or None, "General")
                )
                if numbers and rows[0][place] == "FY2024 %" and isinstance(value, Decimal):
                    value, style = value / 100, "0.0%;(0.0%)"
                cell = sheet.cell(row=line, column=place + 1, value=value)
                cell.number_format = style
        path.unlink()
        harbor.edit("filing.yaml", f"file: {path.name}", f'file: "book.xlsx#{path.stem}"')
    book.save(harbor.filing / "book.xlsx")


def facts_of(output: Path) -> list[str]:
    lines = (output / "hbr-20241231.xbrl").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith(("<gaap:", "<hbr:"))]


@pytest.mark.parametrize("numbers", [False, True])
def test_the_same_tables_as_sheets_of_a_workbook_give_the_same_facts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], numbers: bool
) -> None:
    texts = copy_of_harbor(tmp_path / "csv", capsys)
    sheets = copy_of_harbor(tmp_path / "xlsx", capsys)
    as_workbook(sheets, numbers=numbers)
    assert (texts.build().findings, sheets.build().findings) == ((), ())
    assert facts_of(sheets.output) == facts_of(texts.output)
    assert len(facts_of(texts.output)) == 144
    where = json.loads((sheets.output / "sources.json").read_text(encoding="utf-8"))[
        "is.NetIncomeLoss.2024-01-01_2024-12-31.USD"
    ]
    assert where == {
        "file": "book.xlsx",
        "sheet": "income-statement",
        "row": 13,
        "column": "FY2024",
        "document": "harbor-2024.txt",
        "line": "42",
    }
