"""Sheets of an XLSX workbook as rows of text, as Excel would print them; numbers stay exact."""

import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from crossfoot.curated.number_format import shown_number
from crossfoot.curated.sheet_layout import layout_findings
from crossfoot.model.finding import Finding, error
from crossfoot.model.separators import PLAIN, Separators
from crossfoot.model.source import SourceRef

MAX_UNPACKED = 512 * 1024 * 1024


def sheet_rows(
    path: Path, here: SourceRef, numbers: Separators = PLAIN
) -> tuple[list[tuple[int, tuple[str, ...]]], list[Finding]]:
    """(row number, cells) of the sheet that `here` names; findings when it can't be read.

    Rows count from 1; texts are what Excel shows, numbers written as `numbers` says. A workbook
    that unpacks to more than 512 MB is refused.
    """
    if refused := _refusal(path, here):
        return [], [refused]
    from openpyxl.utils.exceptions import InvalidFileException

    broken_files = (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        ArithmeticError,
        SyntaxError,
        AttributeError,
        TypeError,
    )
    try:
        with path.open("rb") as file:  # openpyxl leaves open what it opens itself
            rows, findings = _sheet(path, file, here, numbers)
    except broken_files as broken:
        return [], [
            error(
                "read.workbook",
                f"the workbook can't be read: {type(broken).__name__}",
                here,
                "save it again as .xlsx",
            )
        ]
    width = max((_last_filled(cells) for _, cells in rows), default=0)
    return [(number, (cells + ("",) * width)[:width]) for number, cells in rows], findings


def _sheet(
    path: Path, file: BinaryIO, here: SourceRef, numbers: Separators
) -> tuple[list[tuple[int, tuple[str, ...]]], list[Finding]]:
    import openpyxl
    from openpyxl.worksheet import _reader

    _reader._cast_number = Decimal  # type: ignore[attr-defined]
    _reader.from_excel = _day  # type: ignore[attr-defined]
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    if here.sheet not in book.sheetnames:
        known = ", ".join(book.sheetnames[:10])
        return [], [
            error(
                "read.sheet", f"the workbook has no sheet '{here.sheet}'", here, f"it has: {known}"
            )
        ]
    sheet: Any = book[here.sheet]
    rows = [
        (number, tuple([_printed(cell, numbers) for cell in cells]))
        for number, cells in enumerate(sheet.iter_rows(), 1)
    ]
    formulas = openpyxl.load_workbook(file, read_only=True, keep_links=False)[here.sheet]
    return rows, [
        *_uncomputed(rows, formulas, here),
        *layout_findings(path, sheet._worksheet_path, rows, here),
    ]


def _uncomputed(
    rows: list[tuple[int, tuple[str, ...]]], formulas: Any, here: SourceRef
) -> Iterator[Finding]:
    """Formulas whose result is not in the file: the cell would be read as empty."""
    for (number, cells), row in zip(rows, formulas.iter_rows(), strict=False):
        for text, cell in zip(cells, row, strict=False):
            if not text and cell.data_type == "f":
                at = SourceRef(
                    file=here.file, sheet=here.sheet, row=number, column=cell.column_letter
                )
                yield error(
                    "read.workbook",
                    "the formula has no result in the file",
                    at,
                    "open the workbook in Excel and save it",
                )


def _refusal(path: Path, here: SourceRef) -> Finding | None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
    except FileNotFoundError:
        return error(
            "read.missing",
            "the file is not there",
            here,
            "check the name, or take it out of the definition",
        )
    except (zipfile.BadZipFile, OSError):
        return error(
            "read.workbook", "this is not an XLSX workbook", here, "save it again as .xlsx"
        )
    if unpacked > MAX_UNPACKED:
        message = f"the workbook unpacks to more than {MAX_UNPACKED // 2**20} MB"
        return error("read.size", message, here, "keep the tables of the filing alone in it")
    return None


def _last_filled(cells: tuple[str, ...]) -> int:
    return max((index for index, cell in enumerate(cells, 1) if cell), default=0)


def _printed(cell: Any, numbers: Separators) -> str:
    """The text that the cell shows: texts as they are, numbers in the digits of their number
    format."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        shown = shown_number(Decimal(value), cell.number_format or "General")
        return shown if numbers.plain else numbers.from_plain(shown)
    if isinstance(value, date):
        return str(value.isoformat())[:10]
    return str(value).strip()


def _day(value: Any, *more: Any, **named: Any) -> Any:
    """A cell formatted as a date: its day, which is a whole number; openpyxl can't reckon with
    decimals."""
    from openpyxl.utils.datetime import from_excel

    return from_excel(int(value), *more, **named)
