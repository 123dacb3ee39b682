"""Where a value comes from: the curated cell, and the line of the source document."""

from msgspec import Struct


class SourceRef(Struct, frozen=True, kw_only=True, gc=False):
    """The address of one cell, row or file; `row` is 1-based and counts the header."""

    file: str
    row: int | None = None
    column: str | None = None
    sheet: str | None = None
    document: str | None = None
    line: str | None = None

    def __str__(self) -> str:
        text = self.file if self.sheet is None else f"{self.file}#{self.sheet}"
        if self.row is not None:
            text += f":{self.row}"
        if self.column is not None:
            text += f" [{self.column}]"
        return text
