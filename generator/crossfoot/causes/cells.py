"""The printed numbers that checks compare, each with its place in the table."""

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from crossfoot.model.instance import CellView, Instance, Line, Statement
from crossfoot.model.source import SourceRef

Key = tuple[str, str | None, int | None, str | None]


class Cell(Struct, frozen=True, kw_only=True, gc=False):
    """One printed number, in units of its last digit; `sign` is -1 where the network turns it."""

    view: CellView
    statement: Statement
    line: Line
    place: int
    steps: int
    step: Fraction
    sign: int
    value: Fraction

    @property
    def source(self) -> SourceRef:
        return self.view.source

    @property
    def label(self) -> str:
        return "".join(part.text for part in self.line.label)

    @property
    def concept(self) -> str:
        return self.line.concept.name if self.line.concept is not None else ""

    def showing(self, other: "Cell") -> Fraction:
        """The value, were the number of another cell printed here."""
        here, there = self.view.amount, other.view.amount
        assert here is not None and there is not None
        return other.value * Fraction(10) ** (here.scale - there.scale)

    def printed(self, steps: int) -> str:
        """The number as the page would print it."""
        amount = self.view.amount
        assert amount is not None
        places = max(amount.decimals + amount.scale, 0)
        number = abs(steps * self.step) / Fraction(10) ** amount.scale
        text = f"{int(number * 10**places):,}" if not places else _with_places(number, places)
        return f"({text})" if steps < 0 else text


def _with_places(number: Fraction, places: int) -> str:
    whole, rest = divmod(int(number * 10**places), 10**places)
    return f"{whole:,}.{rest:0{places}d}"


def key_of(source: SourceRef) -> Key:
    """What makes two addresses the same cell."""
    return (source.file, source.sheet, source.row, source.column)


class Cells:
    """The cells of a filing by address; each is made when it is asked for."""

    def __init__(self, instance: Instance) -> None:
        self.statements: dict[tuple[str, str | None], list[Statement]] = {}
        self._lines: dict[tuple[str, str | None, int | None], tuple[Statement, int]] = {}
        self._known: dict[Key, Cell | None] = {}
        for statement in instance.statements:
            for at, line in enumerate(statement.lines):
                source = line.source
                self._lines[source.file, source.sheet, source.row] = (statement, at)

    def at(self, key: Key) -> Cell | None:
        """The number at an address; None where none is printed, or a digit can't be read."""
        if key not in self._known:
            self._known[key] = self._find(key)
        return self._known[key]

    def _find(self, key: Key) -> Cell | None:
        found = self._lines.get(key[:3])
        if found is None or key[3] not in found[0].column_names:
            return None
        return cell_at(*found, found[0].column_names.index(key[3]))

    def beside(self, cell: Cell, rows: int) -> Cell | None:
        """The number so many rows below, in the same column."""
        at = self._lines[cell.line.source.file, cell.line.source.sheet, cell.line.source.row][1]
        lines = cell.statement.lines
        if not 0 <= at + rows < len(lines):
            return None
        return self.at(key_of(lines[at + rows].cells[cell.place].source))

    def of_line(self, statement: Statement, line: Line) -> Iterator[Cell]:
        """The numbers of a line."""
        for view in line.cells:
            if view.amount is not None and (cell := self.at(key_of(view.source))) is not None:
                yield cell


def cell_at(statement: Statement, at: int, place: int) -> Cell | None:
    """The number in a line and column of a statement."""
    line = statement.lines[at]
    view = line.cells[place]
    amount = view.amount
    if amount is None or amount.unreadable:
        return None
    step = Fraction(10) ** -amount.decimals
    steps = Fraction(amount.value) / step
    if steps.denominator != 1:
        return None
    return Cell(
        view=view,
        statement=statement,
        line=line,
        place=place,
        steps=int(steps),
        step=step,
        sign=-1 if view.negated else 1,
        value=Fraction(amount.value),
    )
