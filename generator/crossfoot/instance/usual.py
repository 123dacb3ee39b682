"""The usual cell, made at once: a whole number in a column whose binding is known. Whatever else there is takes the long way in `rows`."""

from crossfoot.instance.binding import Binding
from crossfoot.instance.ids import FactIds
from crossfoot.instance.numbers import common_amount
from crossfoot.model.filing import Column, Row, Table
from crossfoot.model.instance import CellView, Fact, quick_cell, quick_fact
from crossfoot.model.record import dataclass, field
from crossfoot.model.source import quick_source
from crossfoot.model.taxonomy import Concept, Node

Known = dict[str, Binding]
"""The bindings of one kind of concept and row, by column."""


@dataclass(slots=True)
class UsualCells:
    """Makes the usual cells of one table; facts and ids are the table's own lists."""

    table: Table
    facts: list[Fact]
    ids: FactIds
    bindings: dict[tuple[object, ...], Known] = field(default_factory=dict)

    def known(self, concept: Concept, role: str, row: Row) -> Known:
        """The bindings made so far; one serves all cells of a column with concepts of one kind on rows that say the same."""
        return self.bindings.setdefault((concept.type, concept.period, concept.prefix, role, id(row.aspects)), {})

    def cell(self, row: Row, column: Column, text: str, concept: Concept, node: Node, binding: Binding) -> CellView | None:
        """The cell with its fact; None when the text is not a common number."""
        amount = common_amount(text, binding.scale, binding.decimals)
        if amount is None:
            return None
        table, value, negated = self.table, amount.value, node.role.startswith("negated")
        at = quick_source(
            file=table.file, sheet=table.sheet, row=row.number, column=column.name, document=table.document or None, line=row.line or None
        )
        fact = quick_fact(
            id=self.ids.give(f"{table.id}.{concept.name}{binding.tail}"),
            concept=concept,
            period=binding.period,
            members=binding.members,
            value=value.copy_negate() if negated and value else value,
            unit=binding.unit,
            decimals=amount.decimals,
            source=at,
        )
        self.facts.append(fact)
        return quick_cell(text=text, source=at, amount=amount, facts=(fact,), negated=negated, status="fact")
