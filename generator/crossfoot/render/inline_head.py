"""The column heads of a statement as a grid: equal neighbouring lines merged, last lines reaching
down."""

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct


class HeadCell(Struct, frozen=True, kw_only=True):
    """One heading over `columns` columns and `rows` rows of the head; marks only on the last line
    of a column."""

    text: str
    columns: int
    rows: int
    marks: Markup


def head_rows(
    headings: tuple[tuple[str, ...], ...], marks: tuple[str, ...]
) -> list[list[HeadCell]]:
    """The rows of the head; a column with fewer lines than others ends with a cell that spans the
    rest."""
    depth = max((len(heading) for heading in headings), default=0)
    return [list(_row(headings, marks, row, depth)) for row in range(depth)]


def _row(
    headings: tuple[tuple[str, ...], ...], marks: tuple[str, ...], row: int, depth: int
) -> Iterator[HeadCell]:
    column = 0
    while column < len(headings):
        heading = headings[column]
        if row >= max(len(heading), 1):
            column += 1
            continue
        last = row >= len(heading) - 1
        end = column + 1
        while not last and end < len(headings) and _same_group(headings[end], heading, row):
            end += 1
        yield HeadCell(
            text=heading[row] if heading else "",
            columns=end - column,
            rows=depth - row if last else 1,
            marks=Markup(marks[column] if last else ""),
        )
        column = end


def _same_group(other: tuple[str, ...], heading: tuple[str, ...], row: int) -> bool:
    return len(other) > row + 1 and other[: row + 1] == heading[: row + 1]
