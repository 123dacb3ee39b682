"""The usual cells of a row, made at once: whole numbers in columns whose binding is known. Whatever
else there is takes the long way."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from crossfoot.facts.ids import FactIds
from crossfoot.model.filing import Column, Row, Table
from crossfoot.model.instance import CellView, Fact
from crossfoot.model.packed_cell import Binding, PackedCell, Printed
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Node

Known = dict[str, Binding]
"""The bindings of one kind of concept and row, by column."""
LongWay = Callable[[Row, Column, str, Concept, Node], CellView]
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15}"
_USUAL = re.compile(rf"(?:{_NUMBER}|\((?:{_NUMBER})\))\Z")
_USUAL_ROW = re.compile(rf"(?:(?:{_NUMBER}|\((?:{_NUMBER})\)|)\n)*\Z")

LARGEST_SCALE = 11
"""With fifteen digits no more than MOST_DIGITS of `binding`; what is longer takes the long way and
is counted."""


class IntegerCellBuilder(Struct):
    """Makes the usual cells of one table; facts and ids are the table's own lists."""

    table: Table
    facts: list[Fact]
    ids: FactIds
    bindings: dict[tuple[object, ...], Known] = field(default_factory=dict)

    def known(self, concept: Concept, role: str, row: Row) -> Known:
        """The bindings made so far; one serves all cells of a column with concepts of one kind on
        rows that say the same."""
        return self.bindings.setdefault(
            (concept.type, concept.period, concept.prefix, role, id(row.aspects)), {}
        )

    def cells(
        self, row: Row, concept: Concept, node: Node, at: SourceRef, long_way: LongWay
    ) -> tuple[CellView, ...]:
        """The cells of a row that stands on a line of a network; `at` is the row's address.

        Whole numbers become packed cells and go to `facts`; whatever else a cell holds is made by
        `long_way`.
        """
        known, used, facts = self.known(concept, node.role, row).get, self.ids.used, self.facts
        stem, negated = f"{self.table.id}.{concept.name}", node.negated
        printed = Printed(source=at, concept=concept, stem=stem, negated=negated)
        joined = "\n".join([*row.cells, ""])
        usual = (
            joined.count("\n") == len(row.cells) and _USUAL_ROW.match(joined) is not None
        )  # a cell may hold two lines
        cells: list[Any] = []
        for column, text in zip(self.table.columns, row.cells, strict=True):
            binding = known(column.name) if text and (usual or _USUAL.match(text)) else None
            if binding is None or (name := stem + binding.tail) in used:
                cells.append(long_way(row, column, text, concept, node))
                continue
            used[name] = 1
            inside = text[0] == "("
            value = Decimal(f"{(text[1:-1] if inside else text).replace(',', '')}E{binding.scale}")
            if inside != negated and value:
                value = value.copy_negate()
            cell: Any = PackedCell(row=printed, column=binding, text=text, value=value)
            cells.append(cell)
            facts.append(cell)
        return tuple(cells)
