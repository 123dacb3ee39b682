"""Ties as XBRL Formula: a fault planted in one statement fails its assertion in Arelle and leads to
both cells."""

import csv
import json
from pathlib import Path
from typing import Any

from lxml import etree

from crossfoot.cli.main import main
from harbor_case import FILING, Harbor

LINKBASE = "hbr-20241231_for.xml"
TIE = "Closing cash of the cash flows is that of the balance sheet"
CLOSING = (
    '79,CashAndCashEquivalentsAtCarryingValue,periodEnd,"Cash, end of the year","6,120","8,295"'
)
CASH_TIE = "arelle.message:tie.cf.CashAndCashEquivalentsAtCarryingValue.periodEnd.FY2024"


def build(harbor: Harbor, *options: str) -> tuple[int, dict[str, Any], str]:
    """Exit code, the filing's record, and what was printed."""
    record = harbor.root / "result.json"
    harbor.capsys.readouterr()
    code = main(["build", "--workspace", str(harbor.root), "--json", str(record), *options])
    return code, json.loads(record.read_text(encoding="utf-8"))[0], harbor.capsys.readouterr().out


def places(finding: dict[str, Any]) -> list[str]:
    """Where a finding leads, as file:row [column]."""
    return [
        f"{one['file']}:{one['row']} [{one['column']}]"
        for one in (finding["address"], *finding["also"])
    ]


def ties_of(harbor: Harbor) -> list[dict[str, str]]:
    with (harbor.output / "tieout.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == "tie"]


def line_of(harbor: Harbor, text: str) -> int:
    lines = (harbor.filing / "filing.yaml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def cover_facts(harbor: Harbor) -> int:
    """The lines under `cover:`."""
    inside = (
        (harbor.filing / "filing.yaml")
        .read_text(encoding="utf-8")
        .partition("cover:\n")[2]
        .partition("columns:")[0]
    )
    return len(inside.splitlines())


def plant(harbor: Harbor) -> None:
    """Closing cash is 8,305 in the cash flows and 8,295 in the balance sheet."""
    harbor.edit("cash-flow.csv", CLOSING, CLOSING.replace("8,295", "8,305"))


def test_arelle_evaluates_every_tie_and_says_what_preflight_says(harbor: Harbor) -> None:
    code, told, _ = build(harbor)
    assert (code, told["findings"]) == (0, [])
    assert [
        (row["status"], row["arelle_formula"])
        for row in ties_of(harbor)
        if row["statement"] != "seg" and row["item"] != "EarningsPerShareDiluted"
    ] == [
        ("holds", "consistent"),
        ("rounding", "consistent"),
        ("rounding", "consistent"),
        *[("holds", "consistent")] * 4,  # the base's own: two balance sheets, two years of cash
    ]
    assert f"XBRL Formula 1.0 ({7 + cover_facts(harbor)} assertions)" in told["rules"]


def test_a_fault_in_one_statement_leads_to_both_cells(harbor: Harbor) -> None:
    plant(harbor)
    code, told, _ = build(harbor, "--no-preflight")
    (finding,) = [one for one in told["findings"] if one["code"] == CASH_TIE]
    assert code == 1
    assert finding["severity"] == "error"
    assert (
        finding["message"]
        == f"{TIE}: Cash and Cash Equivalents 8305000; Cash and Cash Equivalents 8295000"
    )
    assert places(finding) == [
        "cash-flow.csv:20 [FY2024]",
        "balance-sheet.csv:3 [2024-12-31]",
        f"filing.yaml:{line_of(harbor, TIE)} [None]",
    ]


def test_a_declared_tie_is_told_as_such_and_fails_nothing(harbor: Harbor) -> None:
    harbor.edit("cash-flow.csv", '"1,305","2,175"', '"1,305","2,185"')
    plant(harbor)
    cell = (
        "table: cf, concept: CashAndCashEquivalentsAtCarryingValue, role: periodEnd, column: FY2024"
    )
    financing = "table: cf, concept: CashAndCashEquivalentsPeriodIncreaseDecrease, column: FY2024"
    path = harbor.filing / "filing.yaml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + f"declared:\n  - {{kind: tie, {cell}, difference: '10', reason: the page prints it so}}\n"
        + f"  - {{kind: sum, {financing}, difference: '10', reason: the page prints it so}}\n"
        + f"  - {{kind: duplicate, {cell}, difference: '10', reason: the balance sheet tells it}}\n",
        encoding="utf-8",
    )
    code, told, _ = build(harbor)
    assert told["findings"] == []
    assert code == 0
    tie = next(row for row in ties_of(harbor) if row["statement"] == "cf")
    assert (tie["status"], tie["arelle_formula"]) == ("declared", "")


def test_a_declared_tie_of_tagged_cells_is_expected_in_the_linkbase(harbor: Harbor) -> None:
    row = "EarningsPerShareBasic"
    text = (harbor.filing / "per-share.csv").read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if f",{row}," in line)
    harbor.edit("per-share.csv", old, old.rpartition(",")[0] + ",9.99")
    path = harbor.filing / "filing.yaml"
    declared = f"declared:\n  - {{kind: tie, table: eps, concept: {row}, column: FY2024, difference: '9.0056', reason: printed so}}\n"
    path.write_text(path.read_text(encoding="utf-8") + declared, encoding="utf-8")
    code, told, _ = build(harbor)
    assert (code, told["findings"]) == (0, [])
    tie = next(one for one in ties_of(harbor) if one["item"] == row and one["column"] == "FY2024")
    assert (tie["status"], tie["arelle_formula"]) == ("declared", "inconsistent")
    linkbase = (harbor.output / LINKBASE).read_text(encoding="utf-8")
    assert "(printed so)" in linkbase
    assert linkbase.count("http://www.xbrl.org/2022/severities.xml#OK") == 1


def test_a_cover_fact_that_is_missing_leads_to_the_filing(harbor: Harbor) -> None:
    path = harbor.filing / "filing.yaml"
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
        if not line.startswith("  DocumentType:")
    ]
    path.write_text("".join(lines), encoding="utf-8")
    code, told, _ = build(harbor)
    found = [one for one in told["findings"] if one["code"] == "arelle.message:cover.DocumentType"]
    assert code == 1
    assert [(one["message"], one["address"]["file"]) for one in found] == [
        ("the cover does not tell Document Type", "filing.yaml")
    ]


def test_messages_are_in_both_languages(harbor: Harbor) -> None:
    build(harbor, "--no-arelle")
    root = etree.parse(harbor.output / LINKBASE).getroot()
    messages = list(root.iter("{http://xbrl.org/2010/message}message"))
    assert {node.get("{http://www.w3.org/XML/1998/namespace}lang") for node in messages} == {
        "en",
        "ja",
    }


def test_a_filing_without_ties_has_no_formulas(harbor: Harbor) -> None:
    """Nor one whose tables print no two sides that the base would compare: the total of the
    liabilities and equity is left out."""
    path = harbor.filing / "filing.yaml"
    path.write_text(path.read_text(encoding="utf-8").partition("ties:")[0], encoding="utf-8")
    last = next(
        line
        for line in harbor.read("balance-sheet.csv").decode().splitlines()
        if line.startswith("23,")
    )
    harbor.edit("balance-sheet.csv", f"{last}\n", "")
    harbor.edit(
        "cash-flow.csv",
        '"Cash, beginning of the year","4,815","6,120"',
        '"Cash, beginning of the year",,',
    )
    build(harbor, "--no-arelle")
    assert not (harbor.output / LINKBASE).exists()
    assert "_for.xml" not in (harbor.output / "hbr-20241231.xsd").read_text(encoding="utf-8")


def test_formulas_can_be_switched_off_and_the_summary_says_so(harbor: Harbor) -> None:
    _, told, printed = build(harbor, "--no-formula")
    assert "switched off: formulas" in printed
    assert not [rule for rule in told["rules"] if "Formula" in rule]
    assert {row["arelle_formula"] for row in ties_of(harbor)} == {""}


def test_validate_runs_the_formulas_of_a_file_that_was_changed(harbor: Harbor) -> None:
    build(harbor, "--no-arelle")
    page = harbor.output / "hbr-20241231.xbrl"
    text = page.read_text(encoding="utf-8")
    assert text.count(">8295000<") >= 2
    at = text.index('id="cf.CashAndCashEquivalentsAtCarryingValue.2024-12-31.USD"')
    page.write_text(text[:at] + text[at:].replace(">8295000<", ">8305000<", 1), encoding="utf-8")
    record = Path(harbor.root / "validated.json")
    assert main(["validate", str(page), "--json", str(record)]) == 1
    found = [
        one
        for one in json.loads(record.read_text(encoding="utf-8"))[0]["findings"]
        if one["code"] == CASH_TIE
    ]
    assert [places(one) for one in found] == [
        ["cash-flow.csv:20 [FY2024]", "balance-sheet.csv:3 [2024-12-31]"]
    ]
    assert FILING in page.as_posix()
