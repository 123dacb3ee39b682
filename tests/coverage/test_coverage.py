"""`crossfoot coverage`: what became of each printed number, worked out by eye on a document of a
few lines."""

import json
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.coverage.printed import looks_tabular, printed_numbers, tokens
from crossfoot.model.separators import SEPARATORS
from harbor_case import CASES

PAGE = """Harbor Tools reports a year with sales of $61.2 million, up 4%.
\t2023\tDecember 31, 2024
Cash and cash equivalents\t6,120\t8,295
Receivables, net of allowance of $85 and $92\t5,430\t6,015
Inventories\t7,260\t7,884
Prepaid expenses\t415\t4E6
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Harbor's balance sheet cut down to the five printed lines, told to stand on lines 3 to 6 of
    the page."""
    filing = tmp_path / "filings" / "hbr" / "2024-12-31"
    filing.mkdir(parents=True)
    company = CASES / "harbor" / "filings" / "hbr"
    for name in ("company.yaml", "concepts.csv", "networks.yaml"):
        (filing.parent / name).write_text(
            (company / name).read_text(encoding="utf-8"), encoding="utf-8"
        )
    (filing.parent / "networks").mkdir()
    for path in (company / "networks").iterdir():
        (filing.parent / "networks" / path.name).write_text(
            path.read_text(encoding="utf-8"), encoding="utf-8"
        )
    (filing / "filing.yaml").write_text(
        """period_end: 2024-12-31
title: Annual statements
source: page.txt
context: 2024-01-01/2024-12-31
columns:
  "2023-12-31": {period: 2023-12-31, unit: USD, scale: thousands}
  "2024-12-31": {period: 2024-12-31, unit: USD, scale: thousands}
tables:
  - {id: bs, file: bs.csv, title: Balance sheets, networks: [balance-sheet, balance-sheet-parenthetical]}
""",
        encoding="utf-8",
    )
    (filing / "bs.csv").write_text(
        """line,concept,label,2023-12-31,2024-12-31
3,CashAndCashEquivalentsAtCarryingValue,Cash and cash equivalents,"6,120","8,295"
4,AccountsReceivableNetCurrent,"Receivables, net of allowance of ${85 = ALW @ 2023-12-31} and ${92 = ALW @ 2024-12-31}","5,430","6,015"
5,InventoryNet,Inventories,"7,260","7,884"
6,PrepaidExpenseCurrent,Prepaid expenses,415,436
""".replace("ALW", "AllowanceForDoubtfulAccountsReceivableCurrent"),
        encoding="utf-8",
    )
    (filing / "readings.csv").write_text(
        "table,line,column,document,reading,evidence\nbs,6,2024-12-31,4E6,436,the total current assets add up with it\n",
        encoding="utf-8",
    )
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


def survey(workspace: Path, *more: str) -> tuple[int, dict[str, object]]:
    record = workspace / "record.json"
    code = main(
        [
            "coverage",
            "hbr/2024-12-31",
            "--source",
            str(workspace / "page.txt"),
            "--workspace",
            str(workspace),
            "--json",
            str(record),
            *more,
        ]
    )
    return code, json.loads(record.read_text(encoding="utf-8"))


def test_every_number_of_the_table_is_a_fact_and_prose_and_heads_are_told_apart(
    workspace: Path,
) -> None:
    code, record = survey(workspace)
    assert code == 0
    # cells: 6,120 8,295 5,430 6,015 7,260 7,884 415; labels: 85 92; 436 stands as "4E6", which is
    # no number on the page
    assert (record["tagged"], record["label"], record["untagged"]) == (7, 2, 0)
    assert record["prose"] == 2  # 61.2 and 4
    assert record["words"] == 3  # 2023, 31 and 2024 of the head
    assert record["percent"] == "100.0"


def test_a_number_that_nobody_curated_is_named_with_line_and_column(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = workspace / "page.txt"
    page.write_text(PAGE + "Goodwill\t2,100\t2,100\n", encoding="utf-8")
    code, record = survey(workspace)
    assert code == 1
    assert record["untagged"] == 2
    assert record["percent"] == "81.8"  # 9 of 11
    assert "7:10: 2,100 is untagged: Goodwill" in capsys.readouterr().out


def test_a_curated_number_that_its_line_does_not_hold_is_a_finding(workspace: Path) -> None:
    table = workspace / "filings" / "hbr" / "2024-12-31" / "bs.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace('"7,260"', '"7,206"'), encoding="utf-8"
    )
    code, record = survey(workspace)
    findings = record["findings"]
    assert isinstance(findings, list)
    assert code == 1
    assert [
        (f["code"], f["message"], f["address"]["row"], f["address"]["column"]) for f in findings
    ] == [("coverage.line", "line 5 of the source does not hold '7,206'", 4, "2023-12-31")]


def test_the_list_names_the_fact_of_each_number(workspace: Path) -> None:
    listed = workspace / "numbers.csv"
    survey(workspace, "--list", str(listed))
    rows = listed.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "line,column,digits,outcome,what,table"
    assert '3,27,"6,120",tagged,bs.CashAndCashEquivalentsAtCarryingValue.2023-12-31.USD,bs' in rows


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Total\t1,234\t(5.6%)", ["1,234", "5.6"]),
        ("IP Service (100Mbps-999Mbps)\t254", ["254"]),
        ("4Q09\t9,372\tFY2008", ["9,372"]),
        ("Bandwidth\t853.0Gbps", ["853.0"]),
        ("Loss\t-0.71", ["0.71"]),
        ("| Total Costs | 81.4% 27.1 |", ["81.4", "27.1"]),
        ("| Net Income per Share | JPY13,561 |", ["13,561"]),
        ("Growth\t+5.2%\t▲1,234\t△0.5", ["5.2", "1,234", "0.5"]),
        ("Cash\tEUR1,234\tCHF 5.0\tABC77", ["1,234", "5.0"]),
        ("売上高\t１，２３４\t（５．６％）", ["１，２３４", "５．６"]),
        ("売上高　　　１，２３４　　▲５６", ["１，２３４", "５６"]),
    ],
)
def test_numbers_are_told_from_words_that_hold_digits(line: str, numbers: list[str]) -> None:
    assert [one.digits for one in printed_numbers([line], {}) if one.kind == "cell"] == numbers


def test_a_sentence_is_no_table_however_many_numbers_it_has() -> None:
    assert not looks_tabular(
        "Revenues were 68,006 million, up 2.5% on 69,731 million of the year before."
    )
    assert looks_tabular(" GUARANTEE DEPOSITS    23,006    2,088,738   4.0")


@pytest.mark.parametrize(
    ("numbers", "line", "plain"),
    [
        ("1.234,5", "Vorräte\t12.345,6\t(7,25) %\t31.12.2023", ["12,345.6", "7.25"]),
        ("1.234,5", "Vorräte\t1,234.5", []),  # written another way: no number of this page
        ("1 234,5", "Stocks  12 345,6  1\u202f234  7,5", ["12,345.6", "1,234", "7.5"]),
        ("1 234.5", "Stocks\t1 234 567.8\t12 34", ["1,234,567.8", "12", "34"]),
        ("1'234.5", "Vorräte\t1'234'567.5\t1’234\t(5.0)", ["1,234,567.5", "1,234", "5.0"]),
        ("1'234,5", "Vorräte\t1'234,5", ["1,234.5"]),
    ],
)
def test_numbers_are_found_as_the_filing_writes_them(
    numbers: str, line: str, plain: list[str]
) -> None:
    """All but the first way were found nowhere, so that a filing of such a page was covered by
    nothing."""
    assert [
        one.plain for one in printed_numbers([line], {}, SEPARATORS[numbers]) if one.kind == "cell"
    ] == plain


@pytest.mark.parametrize(
    ("claimed", "plain"),
    [
        ({"12,345", "678"}, ["12,345", "678"]),
        ({"12", "345,678"}, ["12", "345,678"]),
        ({"12,345,678"}, ["12,345,678"]),
        (set(), ["12,345,678"]),
        ({"12"}, ["12", "345,678"]),
    ],
)
def test_of_numbers_that_one_space_parts_those_are_taken_that_the_row_prints(
    claimed: set[str], plain: list[str]
) -> None:
    assert [
        digits for _, digits in tokens("Stocks 12 345 678", SEPARATORS["1 234,5"], claimed)
    ] == plain


@pytest.mark.parametrize(
    ("numbers", "old", "new"),
    [
        ("1.234,5", ",", "."),
        ("1 234,5", ",", " "),
        ("1'234.5", ",", "’"),
    ],
)
def test_a_page_of_another_way_of_writing_is_covered_and_a_number_left_out_is_named(
    workspace: Path, capsys: pytest.CaptureFixture[str], numbers: str, old: str, new: str
) -> None:
    filing = workspace / "filings" / "hbr" / "2024-12-31"
    defined, table, page = filing / "filing.yaml", filing / "bs.csv", workspace / "page.txt"
    defined.write_text(
        defined.read_text(encoding="utf-8") + f'numbers: "{numbers}"\n', encoding="utf-8"
    )
    rows = table.read_text(encoding="utf-8")
    for number in ("6,120", "8,295", "5,430", "6,015", "7,260", "7,884"):
        rows = rows.replace(number, number.replace(old, new))
    table.write_text(rows, encoding="utf-8")
    text = "".join(
        line.replace(",", new) if "\t" in line and "net of" not in line else line
        for line in PAGE.splitlines(True)
    )
    text = text.replace("5,430", f"5{new}430").replace("6,015", f"6{new}015")
    page.write_text(text, encoding="utf-8")
    code, record = survey(workspace)
    assert (code, record["tagged"], record["label"], record["untagged"]) == (0, 7, 2, 0)
    page.write_text(f"{text}Goodwill\t2{new}100\n", encoding="utf-8")
    assert survey(workspace)[0] == 1
    assert f"7:10: 2{new}100 is untagged: Goodwill" in capsys.readouterr().out


def test_full_width_numbers_of_a_page_are_those_of_its_table(workspace: Path) -> None:
    page = workspace / "page.txt"
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，")
    lines = PAGE.splitlines(True)
    page.write_text(
        "".join([lines[0], *(line.translate(wide) for line in lines[1:5]), lines[5]]),
        encoding="utf-8",
    )
    code, record = survey(workspace)
    assert (code, record["tagged"], record["label"], record["untagged"]) == (0, 7, 2, 0)
