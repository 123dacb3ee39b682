"""A company that writes 1.234,5 in one table and 1 234,5 in another, from its tables to what Arelle
reads from the page."""

import csv
import re
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from crossfoot.arelle.session import ArelleSession
from crossfoot.facts.numbers import NotANumber, printed_amount
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.model.separators import SEPARATORS
from crossfoot.workflows.build import Builder
from crossfoot.workspace import Workspace
from harbor_case import CASES

FILING = "filings/faw/2024-06-30"


def built(root: Path, output: Path, arelle: ArelleSession, *, judged: bool = True) -> BuildResult:
    options = BuildOptions(output=output, arelle=judged)
    return Builder(workspace=Workspace(root=root), options=options, session=arelle).build(
        root / FILING
    )


def values(result: BuildResult) -> dict[str, str]:
    """Facts of the xBRL-CSV by id: what was read, whatever the page looks like."""
    assert result.folder is not None, [str(finding) for finding in result.findings]
    with next(result.folder.glob("*-csv/facts.csv")).open(encoding="utf-8", newline="") as file:
        return {row["fact"]: row["value"] for row in csv.DictReader(file)}


def test_the_page_shows_what_is_printed_and_arelle_reads_the_numbers(
    tmp_path: Path, arelle: ArelleSession
) -> None:
    result = built(CASES / "ferry", tmp_path, arelle)
    assert [str(one) for one in result.findings if one.severity == "error"] == []
    assert {tie.status for tie in result.ties} == {
        "holds"
    }  # 16 sums, 7 percentages, 2 ties of the base
    told = values(result)
    assert told["bil.Goodwill.2024-06-30.EUR"] == "1234500"
    assert told["guv.CostOfRevenue.2024-01-01_2024-06-30.EUR"] == "15210900"
    assert told["guv.EarningsPerShareBasic.2023-01-01_2023-06-30.EUR_per_share"] == "0.05"
    page = next(tmp_path.rglob("faw-20240630.htm")).read_text(encoding="utf-8")
    assert 'scale="3" format="ixt:num-comma-decimal">1.234,5</ix:nonFraction>' in page
    assert 'format="ixt:num-comma-decimal">21 480,2</ix:nonFraction>' in page
    assert "num-dot-decimal" not in page


def test_arelle_reads_apostrophes_as_the_page_prints_them(
    tmp_path: Path, arelle: ArelleSession
) -> None:
    root = tmp_path / "root"
    shutil.copytree(CASES / "ferry", root)
    for name, old, new in (("filing.yaml", "1 234,5", "1'234,5"), ("guv.csv", " ", "\u2019")):
        path = root / FILING / name
        text = path.read_text(encoding="utf-8")
        text = (
            re.sub(rf"(?<=\d){old}(?=\d{{3}}\b)", new, text)
            if name == "guv.csv"
            else text.replace(old, new)
        )
        path.write_text(text, encoding="utf-8")
    result = built(root, tmp_path, arelle)
    assert [str(one) for one in result.findings if one.severity == "error"] == []
    assert values(result)["guv.CostOfRevenue.2024-01-01_2024-06-30.EUR"] == "15210900"
    page = next(tmp_path.rglob("faw-20240630.htm")).read_text(encoding="utf-8")
    assert 'format="ixt:num-comma-decimal-apos">21\u2019480,2</ix:nonFraction>' in page


def test_a_workbook_with_typed_numbers_is_the_same_filing(
    tmp_path: Path, arelle: ArelleSession
) -> None:
    root = tmp_path / "root"
    shutil.copytree(CASES / "ferry", root)
    before = values(built(root, tmp_path / "csv", arelle, judged=False))
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Konzernbilanz 2024"
    with (root / FILING / "bilanz.csv").open(encoding="utf-8", newline="") as file:
        for number, cells in enumerate(csv.reader(file)):
            digits = [cell.replace(".", "").replace(",", ".") for cell in cells[2:]]
            sheet.append(
                [
                    *cells[:2],
                    *(
                        Decimal(one) if number and one else cell or None
                        for one, cell in zip(digits, cells[2:], strict=True)
                    ),
                ]
            )
    for column in "CD":
        for cell in sheet[column]:
            cell.number_format = "#,##0.0"
    book.save(root / FILING / "book.xlsx")
    path = root / FILING / "filing.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "file: bilanz.csv", 'file: "book.xlsx#Konzernbilanz 2024"'
        ),
        encoding="utf-8",
    )
    assert values(built(root, tmp_path / "xlsx", arelle, judged=False)) == before


@pytest.mark.parametrize(
    ("numbers", "text", "value", "decimals"),
    [
        ("1.234,5", "1.234.567,89", "1234567.89", 2),
        ("1.234,5", "1.234", "1234", 0),
        ("1.234,5", "(0,05)", "-0.05", 2),
        ("1.234,5", "–12,5 %", "-0.125", 3),
        ("1 234,5", "1 234,5", "1234.5", 1),
        ("1 234,5", "1\u202f234,5", "1234.5", 1),
        ("1 234,5", "1\u00a0234", "1234", 0),
        ("1 234.5", "-1 234.50", "-1234.50", 2),
        ("1'234.5", "(1'234'567.5)", "-1234567.5", 1),
        ("1'234.5", "1’234", "1234", 0),
        ("1'234,5", "1'234,5", "1234.5", 1),
    ],
)
def test_numbers_are_read_as_the_table_writes_them(
    numbers: str, text: str, value: str, decimals: int
) -> None:
    amount = printed_amount(text, -2 if "%" in text else 0, None, "", SEPARATORS[numbers])
    assert (amount.value, amount.decimals) == (Decimal(value), decimals)
    assert len(amount.before + amount.digits + amount.after) == len(text)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ("1.234,5", "1,234.5"),
        ("1.234,5", "12.5"),
        ("1 234,5", "1.234,5"),
        ("1 234.5", "1,234.5"),
        ("1.234,5", "1 234,5"),
        ("1'234.5", "1,234.5"),
    ],
)
def test_another_way_of_writing_is_refused_with_the_way_of_the_table(
    numbers: str, text: str
) -> None:
    with pytest.raises(NotANumber) as refused:
        printed_amount(text, 0, None, "", SEPARATORS[numbers])
    assert text in str(refused.value)
    assert numbers in refused.value.hint


@pytest.mark.parametrize("text", ["1.234.567,89", "1.234,5", "1 234,5", "12,5"])
def test_a_page_that_is_not_defined_so_is_told_how_to_say_it(text: str) -> None:
    with pytest.raises(NotANumber) as refused:
        printed_amount(text, 0, None, "", SEPARATORS["1,234.5"])
    assert 'numbers: "1.234,5"' in refused.value.hint
