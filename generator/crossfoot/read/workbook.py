"""Sheets of an XLSX workbook as rows of text, as Excel would print them; numbers stay exact."""

import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef

MAX_UNPACKED = 512 * 1024 * 1024
_FRACTION = re.compile(r"\.(0+)")


def sheet_rows(path: Path, here: SourceRef) -> tuple[list[tuple[int, tuple[str, ...]]], list[Finding]]:
    """(row number, cells) of the sheet that `here` names; findings when it can't be read."""
    if refused := _refusal(path, here):
        return [], [refused]
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException
    from openpyxl.worksheet import _reader

    _reader._cast_number = Decimal  # type: ignore[attr-defined]
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        if here.sheet not in book.sheetnames:
            known = ", ".join(book.sheetnames[:10])
            return [], [error("read.sheet", f"the workbook has no sheet '{here.sheet}'", here, f"it has: {known}")]
        rows = [(number, tuple([_printed(cell) for cell in cells])) for number, cells in enumerate(book[here.sheet or ""].iter_rows(), 1)]
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        ArithmeticError,
        SyntaxError,
        AttributeError,
        TypeError,
    ) as broken:
        return [], [error("read.workbook", f"the workbook can't be read: {type(broken).__name__}", here, "save it again as .xlsx")]
    width = max((_last_filled(cells) for _, cells in rows), default=0)
    return [(number, (cells + ("",) * width)[:width]) for number, cells in rows], []


def _refusal(path: Path, here: SourceRef) -> Finding | None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
    except FileNotFoundError:
        return error("read.missing", "the file is not there", here, "check the name, or take it out of the definition")
    except (zipfile.BadZipFile, OSError):
        return error("read.workbook", "this is not an XLSX workbook", here, "save it again as .xlsx")
    if unpacked > MAX_UNPACKED:
        return error("read.size", f"the workbook unpacks to more than {MAX_UNPACKED // 2**20} MB", here)
    return None


def _last_filled(cells: tuple[str, ...]) -> int:
    return max((index for index, cell in enumerate(cells, 1) if cell), default=0)


def _printed(cell: Any) -> str:
    """The text that the cell shows: texts as they are, numbers in the digits of their number format."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return _number(Decimal(value), cell.number_format or "General")
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return str(value).strip()


def _number(value: Decimal, number_format: str) -> str:
    percent = "%" in number_format
    if percent:
        value = value.scaleb(2)
    shown = number_format.split(";", maxsplit=1)[0]
    if shown != "General":
        fraction = _FRACTION.search(shown)
        digits = len(fraction.group(1)) if fraction else 0
        value = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{abs(value):,f}" if "," in shown else f"{abs(value):f}"
    text += "%" if percent else ""
    return f"({text})" if value < 0 else text
