"""What a sheet shows otherwise than it holds: hidden rows and columns, merged cells."""

import re
from collections.abc import Iterator
from pathlib import Path

from crossfoot.model.finding import Finding, warning
from crossfoot.model.source import SourceRef

RESERVED = (
    "line",
    "concept",
    "role",
    "label",
    "note",
    "period",
    "unit",
    "scale",
    "members",
    "formula",
)
"""The columns of a table that say what its rows are; every other column holds values."""
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_PLACE = re.compile(rb'\b(r|min|max)="(\d+)"')
_HINT = "what is hidden is not printed: show it, or delete it"
_Rows = list[tuple[int, tuple[str, ...]]]


def layout_findings(path: Path, sheet: str, rows: _Rows, here: SourceRef) -> Iterator[Finding]:
    """A warning for each hidden row and value column that holds something, and for each value that
    fills merged cells."""
    import zipfile  # here, for a filing in CSV has no use for it

    with zipfile.ZipFile(path) as archive:
        data = archive.read(sheet.lstrip("/"))
    header = rows[0][1] if rows else ()
    filled = {number: cells for number, cells in rows[1:] if any(cells)}
    for match in _ROW.finditer(data):
        number = _places(match[1]).get("r", 0)
        if number in filled and _HIDDEN.search(match[1]):
            at = SourceRef(file=here.file, sheet=here.sheet, row=number)
            yield warning(
                "read.hidden", "the row is hidden in the workbook, and read all the same", at, _HINT
            )
    for match in _COL.finditer(data):
        if _HIDDEN.search(match[1]):
            places = _places(match[1])
            for name in header[places.get("min", 1) - 1 : places.get("max", 0)]:
                if name and name not in RESERVED:
                    at = SourceRef(file=here.file, sheet=here.sheet, row=1, column=name)
                    yield warning(
                        "read.hidden",
                        "the column is hidden in the workbook, and read all the same",
                        at,
                        _HINT,
                    )
    yield from _merged(data, header, filled, here)


def _merged(
    data: bytes, header: tuple[str, ...], filled: dict[int, tuple[str, ...]], here: SourceRef
) -> Iterator[Finding]:
    for match in _MERGED.finditer(data):
        place, row = _column(match[1]), int(match[2])
        cells = filled.get(row, ())
        if (
            place < len(header)
            and header[place] not in RESERVED
            and place < len(cells)
            and cells[place]
        ):
            at = SourceRef(file=here.file, sheet=here.sheet, row=row, column=header[place])
            message = f"'{cells[place]}' fills merged cells; only this column and row has it"
            yield warning(
                "read.merged",
                message,
                at,
                "unmerge the cells, and type the number wherever it is meant",
            )


def _places(attributes: bytes) -> dict[str, int]:
    return {match[1].decode(): int(match[2]) for match in _PLACE.finditer(attributes)}


def _column(letters: bytes) -> int:
    """`A` is 0, `AA` 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
