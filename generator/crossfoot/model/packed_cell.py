"""The usual cell, small: a whole number that is one fact, in a third of the memory of its records.

It is its own `CellView`, its own `Fact` and, where its sign is not turned, its own `Amount`: what
these hold stands once in the row and
once in the column, or follows from them. Those who read a cell see the three records; a test holds
them equal.
"""

from decimal import Decimal
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.model.filing import Period
from crossfoot.model.instance import Amount, Instance, Members, Unit
from crossfoot.model.separators import PLAIN
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept


class Printed(Struct, frozen=True, kw_only=True, gc=False):
    """What the cells of a row share; `stem` begins their ids."""

    source: SourceRef
    concept: Concept
    stem: str
    negated: bool


class Binding(Struct, frozen=True, kw_only=True, gc=False):
    """What the cells of a column share, for concepts of one kind: everything of a fact but its
    concept and value; `tail` ends its id.

    `decimals` are those of a whole number, unless `stated_decimals`
    says that the definition has its own.
    """

    column: str
    context: tuple[Period, Members]
    period: Period
    members: Members
    unit: Unit
    scale: int
    decimals: int
    stated_decimals: int | None
    tail: str


def _property(path: str) -> Any:
    """A property that is read without a Python call."""
    return property(attrgetter(path))


class PackedCell(Struct, frozen=True, kw_only=True, eq=False, gc=False):
    """A printed whole number and its fact; `value` is the fact's."""

    row: Printed
    column: Binding
    text: str
    value: Decimal

    status = "fact"
    formula = lang = ""
    dash = unreadable = False
    claim = farthest = None
    separators = PLAIN

    concept, negated = _property("row.concept"), _property("row.negated")
    context_key, period, members = (
        _property("column.context"),
        _property("column.period"),
        _property("column.members"),
    )
    unit, scale, decimals = (
        _property("column.unit"),
        _property("column.scale"),
        _property("column.decimals"),
    )

    @property
    def id(self) -> str:
        return self.row.stem + self.column.tail

    @property
    def source(self) -> SourceRef:
        at = self.row.source
        return SourceRef(
            file=at.file,
            sheet=at.sheet,
            row=at.row,
            column=self.column.column,
            document=at.document,
            line=at.line,
        )

    @property
    def facts(self) -> tuple["PackedCell"]:
        return (self,)

    @property
    def aspects(self) -> tuple[str, Period, Members, str, str]:
        column = self.column
        return (self.row.concept.name, column.period, column.members, column.unit.id, "")

    @property
    def amount(self) -> Any:
        return _turned(self) if self.row.negated else self

    @property
    def before(self) -> str:
        return "(" if self.text[0] == "(" else ""

    @property
    def digits(self) -> str:
        return self.text[1:-1] if self.text[0] == "(" else self.text

    @property
    def plain_digits(self) -> str:
        return self.digits

    @property
    def after(self) -> str:
        return ")" if self.text[0] == "(" else ""

    @property
    def low(self) -> Decimal:
        return _turned(self).low

    @property
    def high(self) -> Decimal:
        return _turned(self).high


def lines_with_other_cells(instance: Instance) -> Instance:
    """The instance with those lines alone that hold another cell than usual ones: what those are
    not, is only to be looked for here."""
    usual = {PackedCell}
    statements = [
        replace(
            statement,
            lines=tuple([line for line in statement.lines if {*map(type, line.cells)} != usual]),
        )
        for statement in instance.statements
    ]
    return replace(instance, statements=tuple(statements))


def _turned(cell: PackedCell) -> Amount:
    """The printed number as a record of its own, with the printed sign."""
    value = cell.value.copy_negate() if cell.negated and cell.value else cell.value
    return Amount(
        before=cell.before,
        digits=cell.digits,
        after=cell.after,
        value=value,
        scale=cell.column.scale,
        decimals=cell.column.decimals,
    )
