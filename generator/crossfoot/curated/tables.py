"""Rows of text from CSV files and XLSX sheets, with their row numbers."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path

from msgspec import Struct

from crossfoot.model.finding import Finding, error
from crossfoot.model.illegal_characters import HINT, forbidden_in
from crossfoot.model.separators import PLAIN, Separators
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean
from crossfoot.system.text_file import read_text

MAX_CELL = 100_000


class RawTable(Struct, frozen=True, kw_only=True):
    """A header and rows of stripped cells; `rows` hold (row number, cells), numbers start at 2."""

    file: str
    sheet: str | None
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def fields(self, names: Sequence[str]) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
        """What picks the named columns out of a row's cells; empty for a column that the table does
        not have."""
        places = {name: place for place, name in enumerate(self.header)}
        wanted = [places.get(name, len(self.header)) for name in names]
        if len(wanted) < 2:  # itemgetter makes no tuple of one
            return lambda cells: tuple([(*cells, "")[place] for place in wanted])
        picked = itemgetter(*wanted)
        return picked if max(wanted) < len(self.header) else lambda cells: picked((*cells, ""))

    def at(self, row: int | None = None, column: str | None = None) -> SourceRef:
        return SourceRef(file=self.file, sheet=self.sheet, row=row, column=column)


def read_table(
    path: Path, shown: str, sheet: str | None = None, numbers: Separators = PLAIN
) -> tuple[RawTable | None, list[Finding]]:
    """Read a CSV file, or the named sheet of a workbook; None with findings when it can't be used.

    Numbers of a workbook become texts that are written as `numbers` says.
    """
    here = SourceRef(file=shown, sheet=sheet)
    if path.suffix.lower() == ".xlsx":
        from crossfoot.curated.workbook import sheet_rows

        records, findings = sheet_rows(path, here, numbers)
    else:
        text, findings = read_text(path, shown)
        if text is None:
            return None, findings
        records = _csv_rows(text, here, findings)
    rows = [(number, cells) for number, cells in records if cells and (cells[0] or any(cells))]
    if not rows or rows[0][0] != 1:
        if not any(finding.severity == "error" for finding in findings):
            findings.append(
                error(
                    "read.empty",
                    "the table has no header row",
                    here,
                    "the first row names the columns",
                )
            )
        return None, findings
    header = rows[0][1]
    table = RawTable(
        file=shown,
        sheet=sheet,
        header=header,
        rows=tuple(_checked(rows[1:], header, here, findings)),
    )
    findings.extend(_header_findings(table))
    return table, findings


def read_list(
    folder: Path, shown: str, name: str, columns: tuple[str, ...], findings: list[Finding]
) -> list[tuple[SourceRef, tuple[str, ...]]]:
    """The rows, each with its address, of the optional list `name` of a folder, which has exactly
    these columns in this order.

    Empty where there is no such file, and, with a finding, where it can't be used. `shown` is the
    folder as findings name it; empty for the folder of a filing.
    """
    if not (folder / name).exists():
        return []
    table, problems = read_table(folder / name, f"{shown}/{name}" if shown else name)
    findings.extend(problems)
    if table is None:
        return []
    if table.header == columns:
        return [(table.at(number), cells) for number, cells in table.rows]
    known = f"known, in this order: {', '.join(columns)}"
    strange = next((column for column in table.header if column not in columns), "")
    near = did_you_mean(strange, columns, known) if strange else known
    hint = near if near == known else f"{near} {known}"
    message = "the columns are not those of this list"
    findings.append(error("read.header", message, table.at(1), hint))
    return []


def _csv_rows(
    text: str, here: SourceRef, findings: list[Finding]
) -> list[tuple[int, tuple[str, ...]]]:
    rows: list[tuple[int, tuple[str, ...]]] = []
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(
        io.StringIO(text, newline="\n"), strict=True
    )  # only a line feed ends a line
    try:
        rows.extend(enumerate((tuple(map(str.strip, cells)) for cells in reader), 1))
    except csv.Error as broken:
        at = SourceRef(file=here.file, row=len(rows) + 1)
        findings.append(
            error(
                "read.csv",
                f"this is not valid CSV: {broken}",
                at,
                "check the quotation marks of this row",
            )
        )
    return rows


def _checked(
    rows: list[tuple[int, tuple[str, ...]]],
    header: tuple[str, ...],
    here: SourceRef,
    findings: list[Finding],
) -> Iterator[tuple[int, tuple[str, ...]]]:
    width = len(header)
    for row in rows:
        number, cells = row
        text = "".join(cells)
        if (
            len(cells) == width
            and len(text) <= MAX_CELL
            and ((text.isascii() and text.isprintable()) or not forbidden_in(text))
        ):
            yield row
            continue
        found = list(
            _row_findings(cells, header, SourceRef(file=here.file, sheet=here.sheet, row=number))
        )
        findings.extend(found)
        if all(finding.code == "read.character" for finding in found):
            yield row


def _row_findings(
    cells: tuple[str, ...], header: tuple[str, ...], at: SourceRef
) -> Iterator[Finding]:
    """Too many or too few cells, else a cell that is too long, else characters that no cell may
    hold."""
    if len(cells) != len(header):
        message = f"the row has {len(cells)} cells, the header has {len(header)}"
        yield error(
            "read.columns", message, at, 'a comma inside a number needs quotation marks: "1,234"'
        )
        return
    too_long = next(
        (name for name, cell in zip(header, cells, strict=True) if len(cell) > MAX_CELL), None
    )
    if too_long is not None:
        message = f"the cell holds more than {MAX_CELL:,} characters"
        yield error(
            "read.cell",
            message,
            here_column(at, too_long),
            "is a quotation mark missing before it?",
        )
        return
    for name, cell in zip(header, cells, strict=True):
        if problem := forbidden_in(cell):
            yield error("read.character", problem, here_column(at, name), HINT)


def here_column(at: SourceRef, column: str) -> SourceRef:
    """The same row, at a column."""
    return SourceRef(file=at.file, sheet=at.sheet, row=at.row, column=column)


def _header_findings(table: RawTable) -> Iterator[Finding]:
    seen: set[str] = set()
    for name in table.header:
        if not name:
            yield error(
                "read.header",
                "a column has no name",
                table.at(1),
                "name it, or delete the empty column",
            )
        elif name in seen:
            yield error(
                "read.header",
                f"the column '{name}' stands twice",
                table.at(1),
                "name one of them differently",
            )
        if problem := forbidden_in(name):
            yield error("read.character", problem, table.at(1), HINT)
        seen.add(name)
