"""What a cell of a workbook shows, and what a sheet shows otherwise than it holds."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from crossfoot.curated.number_format import shown_number
from crossfoot.curated.workbook import sheet_rows
from crossfoot.model.source import SourceRef

ACCOUNTING = '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        ("1234", "General", "1234"),
        ("-1234", "General", "(1234)"),
        ("0.30000000000000004", "General", "0.3"),
        ("1234.5", "#,##0", "1,235"),
        ("-1234", "#,##0;[Red]#,##0", "(1,234)"),
        ("-5", "#,##0_-;-#,##0_-", "(5)"),
        ("1234", "(#,##0);#,##0", "(1,234)"),
        ("-1234", "(#,##0);#,##0", "1,234"),
        ("0", ACCOUNTING, "-"),
        ("1234", ACCOUNTING, "1,234"),
        ("-1234", ACCOUNTING, "(1,234)"),
        ("0", "#,##0;(#,##0);", ""),
        ("1234", ";;;", ""),
        ("1234567", "#,##0,", "1,235"),
        ("0.125", "0.0%", "12.5%"),
        ("12.5", '0.0"%"', "12.5%"),
        ("12.5", "0.0\\%", "12.5%"),
        ("1234", "[$€-407] #,##0", "€ 1,234"),
        ("-1234", '"$"#,##0_);("$"#,##0)', "($ 1,234)"),
        ("1.5", "# ?/?", "1.5"),
        ("1234.567", "0.00E+00", "1234.567"),
        ("1500", '[>999]#,##0,"k";0', "1500"),
        ("1.5", "0.0##", "1.5"),
        ("2", "0.0##", "2.0"),
    ],
)
def test_a_number_is_read_as_its_cell_shows_it(value: str, number_format: str, shown: str) -> None:
    assert shown_number(Decimal(value), number_format) == shown


def read(
    folder: Path, fill: Callable[[Any], None]
) -> tuple[list[tuple[int, tuple[str, ...]]], list[str]]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Income Statement"
    fill(sheet)
    book.save(folder / "book.xlsx")
    rows, findings = sheet_rows(
        folder / "book.xlsx", SourceRef(file="book.xlsx", sheet="Income Statement")
    )
    return rows, [str(finding) for finding in findings]


def test_a_day_typed_as_a_date_is_that_day(tmp_path: Path) -> None:
    """A cell with a date made the whole workbook unreadable."""

    def fill(sheet: Any) -> None:
        sheet.append(["concept", date(2023, 9, 30)])
        sheet.append(["Cash", 16177])

    assert read(tmp_path, fill) == ([(1, ("concept", "2023-09-30")), (2, ("Cash", "16177"))], [])


def test_a_hidden_row_and_a_hidden_value_column_are_told_and_a_hidden_column_of_concepts_is_not(
    tmp_path: Path,
) -> None:
    def fill(sheet: Any) -> None:
        for row in (["concept", "2022", "2023"], ["Cash", 9746, 16177], ["OtherAssets", 34, 29]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["A"].hidden = True
        sheet.column_dimensions["B"].hidden = True

    rows, told = read(tmp_path, fill)
    assert rows[2] == (3, ("OtherAssets", "34", "29"))
    assert told == [
        "book.xlsx#Income Statement:3: the row is hidden in the workbook, and read all the same [read.hidden]",
        "book.xlsx#Income Statement:1 [2022]: the column is hidden in the workbook, and read all the same [read.hidden]",
    ]


def test_a_value_in_merged_cells_is_told_and_a_merged_heading_is_not(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for row in (["label", "2022", "2023"], ["ASSETS", None, None], ["Cash", 9746, None]):
            sheet.append(row)
        sheet.merge_cells("A2:C2")
        sheet.merge_cells("B3:C3")

    rows, told = read(tmp_path, fill)
    assert rows[2] == (3, ("Cash", "9746", ""))
    assert told == [
        "book.xlsx#Income Statement:3 [2022]: '9746' fills merged cells; only this column and row has it [read.merged]"
    ]
