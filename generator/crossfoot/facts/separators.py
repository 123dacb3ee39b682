"""Cells whose decimal point contradicts the rest of their column: a point that parts thousands, a
point that was lost."""

from collections.abc import Iterable, Iterator

from crossfoot.model.filing import Table
from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.instance import CellView, Line, Statement
from crossfoot.model.packed_cell import PackedCell

_Group = tuple[int, str, int]
_FEW = 3
_WHOLE_UNITS = ("monetary", "shares", "integer")


def separator_findings(table: Table, statement: Statement) -> Iterator[Finding]:
    """Findings of one table; cells are compared with those of their column that are of one type and
    one scale.

    A row that gives its own scale says how it is meant, and is left alone.
    """
    lines = [
        line
        for row, line in zip(table.rows, statement.lines, strict=False)
        if row.aspects.scale is None
    ]
    for (_, kind, _), cells in _groups(lines).items():
        broken = [cell for cell in cells if "." in _digits(cell)]
        if broken and all(_like_thousands(_digits(cell)) for cell in broken):
            yield from _thousands(broken, len(cells), kind)
        elif kind == "monetary" and broken:
            yield from _points(cells, broken)


def _groups(lines: list[Line]) -> dict[_Group, list[CellView]]:
    """The cells of each column by type and scale; a column of whole numbers alone has nothing to
    compare."""
    groups: dict[_Group, list[CellView]] = {}
    pointed = _pointed(lines)
    for line in lines if pointed else ():
        for place in pointed:
            cell = line.cells[place]
            fact = cell.facts[0] if cell.facts else cell.claim
            if (
                fact is not None
                and cell.amount is not None
                and not cell.amount.dash
                and cell.status != "derived"
            ):
                groups.setdefault((place, fact.concept.type, cell.amount.scale), []).append(cell)
    return groups


def _pointed(lines: list[Line]) -> set[int]:
    """The columns that print a decimal point."""
    pointed: set[int] = set()
    for line in lines:
        for place, cell in enumerate(line.cells):
            if type(cell) is PackedCell:  # type: ignore[comparison-overlap]
                continue  # whole numbers only
            if cell.amount is not None and "." in cell.amount.plain_digits:
                pointed.add(place)
    return pointed


def _digits(cell: CellView) -> str:
    assert cell.amount is not None
    return cell.amount.plain_digits


def _like_thousands(digits: str) -> bool:
    """`1.234`: as Europe parts thousands."""
    whole, _, fraction = digits.partition(".")
    return len(fraction) == 3 and len(whole) < 4 and whole != "0"


def _thousands(broken: list[CellView], count: int, kind: str) -> Iterator[Finding]:
    hint = (
        "a comma parts thousands and a point the decimals: 1,234.5; "
        "if the page really has three decimals here, give the row its own scale"
    )
    if kind in _WHOLE_UNITS and len(broken) < count:
        for cell in broken:
            message = f"'{cell.text}' has a point before three digits, and no other number of its column has decimals"
            yield error("read.separator", message, cell.source, hint)
    elif kind in _WHOLE_UNITS and count > 1:
        message = f"all {count} numbers of this column have a point before three digits, as '{broken[0].text}'"
        yield warning("read.separator", message, broken[0].source, hint)


def _points(cells: list[CellView], broken: Iterable[CellView]) -> Iterator[Finding]:
    """One cell with decimals among whole numbers, or without among numbers that all have as
    many."""
    with_point = list(broken)
    without = [cell for cell in cells if "." not in _digits(cell) and _digits(cell).strip("0,")]
    if len(with_point) == 1 and len(without) >= _FEW:
        message = f"'{with_point[0].text}' has decimals, and no other number of its column has"
        yield warning(
            "read.separator",
            message,
            with_point[0].source,
            "1,234 was perhaps meant; look at the page again",
        )
    elif (
        len(without) == 1
        and len(with_point) >= _FEW
        and len({_decimals(cell) for cell in with_point}) == 1
    ):
        message = f"'{without[0].text}' has no decimals, and every other number of its column has"
        yield warning(
            "read.separator",
            message,
            without[0].source,
            "a point was perhaps lost; look at the page again",
        )


def _decimals(cell: CellView) -> int:
    return len(_digits(cell).partition(".")[2])
