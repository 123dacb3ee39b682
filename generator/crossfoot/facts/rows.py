"""One table to one statement: every row a line, every cell a fact, a derived value, or a
finding."""

from collections.abc import Iterator

from msgspec.structs import replace

from crossfoot.facts.binding import (
    Refused,
    bind,
    check_digits,
    check_members,
    check_printed_words,
    scale_of,
    word_of,
)
from crossfoot.facts.ids import FactIds
from crossfoot.facts.integer_cells import LARGEST_SCALE, IntegerCellBuilder
from crossfoot.facts.labels import LabelNumber, split_label
from crossfoot.facts.numbers import DASHES, NotANumber, printed_amount
from crossfoot.facts.presentation_nodes import find_node, index_networks, order_findings
from crossfoot.model.filing import Column, Row, Table
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import Amount, CellView, Fact, LabelPart, Line, Statement
from crossfoot.model.packed_cell import Binding
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import OWN_CONCEPT, did_you_mean
from crossfoot.model.taxonomy import Concept, Node, Taxonomy

Placed = tuple[int, int, Node]
Untagged = dict[tuple[str, str, str, str], set[int]]
"""Rows whose cells a declaration leaves untagged, by table, concept, role and column; 0: any."""


class StatementBuilder:
    """Builds the statement of one table; facts gather in `facts`, problems in `findings`."""

    def __init__(
        self,
        *,
        table: Table,
        taxonomy: Taxonomy,
        findings: list[Finding],
        untagged: Untagged,
    ) -> None:
        self.table, self.taxonomy = table, taxonomy
        self.findings, self.untagged = findings, untagged
        self.facts: list[Fact] = []
        self.ids = FactIds()
        self.by_column: dict[tuple[str, str], Placed | None] = {}
        self.mixed = any(
            column.aspects.concept or column.aspects.concepts for column in table.columns
        )
        self.usual = IntegerCellBuilder(table, self.facts, self.ids)
        self.places = index_networks(table, taxonomy, findings)

    def build(self) -> Statement:
        table = self.table
        placed: list[tuple[Row, Placed]] = []
        lines = []
        if self.places.networks:
            self._check_twice()
            lines = [self._line(row, placed) for row in table.rows]
            self.findings.extend(order_findings(table, placed, self.places))
        return Statement(
            id=table.id,
            title=table.title,
            networks=table.networks,
            column_names=tuple(column.name for column in table.columns),
            headings=tuple(column.heading for column in table.columns),
            derived=tuple(bool(column.aspects.formula) for column in table.columns),
            lines=tuple(lines),
            exact=table.exact,
        )

    def _check_twice(self) -> None:
        seen: dict[object, Row] = {}
        for row in self.table.rows:
            if not row.concept or not any(row.cells):
                continue
            key = (row.concept, row.role, row.aspects.period, row.aspects.members, row.aspects.unit)
            first = seen.setdefault(key, row)
            if first is not row:
                message = f"{row.concept} already stands in row {first.number} of this table"
                hint = "delete one of them, or tell them apart by role, period or members"
                self.findings.append(
                    error(
                        "build.row-twice",
                        message,
                        self.table.at(row),
                        hint,
                        (self.table.at(first),),
                    )
                )

    def _line(self, row: Row, placed: list[tuple[Row, Placed]]) -> Line:
        place = self._place(row, placed)
        node = place[2] if place else None
        concept = self.taxonomy.concepts.get(row.concept)
        at = self.table.at(row)
        label = self._label(row)  # its numbers are printed, and told, before the cells
        cells = self._cells(row, concept, node, at)
        return Line(
            label=label,
            concept=concept,
            role=node.role if node else row.role,
            level=node.level if node else 1,
            heading=not any(row.cells),
            total=bool(node and node.role and node.role.lower().endswith("total")),
            notes=row.notes,
            cells=cells,
            source=at,
            members=tuple([member for _, member in row.aspects.members])
            if row.aspects.members
            else (),
        )

    def _cells(
        self, row: Row, concept: Concept | None, node: Node | None, at: SourceRef
    ) -> tuple[CellView, ...]:
        if (
            concept is None
            or node is None
            or self.untagged
            or self.mixed
            or not self.table.numbers.plain
        ):
            return tuple(
                [
                    self._cell(row, column, text, concept, node)
                    for column, text in zip(self.table.columns, row.cells, strict=True)
                ]
            )
        return self.usual.cells(row, concept, node, at, self._cell)

    def _place(self, row: Row, placed: list[tuple[Row, Placed]]) -> Placed | None:
        if not row.concept:
            return None
        if row.concept not in self.taxonomy.concepts:
            self._no_concept(row.concept, self.table.at(row, "concept"))
            return None
        if row.aspects.formula:
            return None
        at = self.table.at(row)
        place = find_node(row.concept, row.role, at, self.places, self.findings)
        if place is not None:
            placed.append((row, place))
        return place

    def _cell(
        self, row: Row, column: Column, text: str, concept: Concept | None, node: Node | None
    ) -> CellView:
        at = self.table.at(row, column.name)
        if not text:
            return CellView(text="", source=at)
        formula = row.aspects.formula or column.aspects.formula
        try:
            if formula:
                return self._derived(row, column, text, formula, at)
            if self.mixed:
                return self._mixed_cell(row, column, text, concept, node, at)
            return self._concept_cell(row, column, text, concept, node, at)
        except NotANumber as refused:
            self.findings.append(error("read.number", str(refused), at, refused.hint))
        except Refused as refused:
            self.findings.append(refused.finding)
        return CellView(text=text, source=at)

    def _derived(
        self, row: Row, column: Column, text: str, formula: str, at: SourceRef
    ) -> CellView:
        scale = scale_of(None, row.aspects, column.aspects)
        decimals = column.aspects.decimals if row.aspects.decimals is None else row.aspects.decimals
        amount = printed_amount(
            text,
            scale,
            decimals,
            word_of(row.aspects.unit or column.aspects.unit),
            self.table.numbers,
        )
        return CellView(text=text, source=at, amount=amount, formula=formula, status="derived")

    def _mixed_cell(
        self,
        row: Row,
        column: Column,
        text: str,
        concept: Concept | None,
        node: Node | None,
        at: SourceRef,
    ) -> CellView:
        """A cell of a table in which columns have concepts of their own."""
        name = self._own_concept(row, column, text, at)
        if name is None:
            return CellView(text=text, source=at)
        if name:
            concept, node = self._column_concept(column, name, row.role if row.concept else "")
        return self._concept_cell(row, column, text, concept, node, at)

    def _concept_cell(
        self,
        row: Row,
        column: Column,
        text: str,
        concept: Concept | None,
        node: Node | None,
        at: SourceRef,
    ) -> CellView:
        if concept is None or node is None:
            self._nameless(row, at)
            return CellView(text=text, source=at)
        return self._fact_cell(row, column, text, concept, node, at)

    def _nameless(self, row: Row, at: SourceRef) -> None:
        if not row.concept:
            hint = "name the row's concept, or give the row or column a formula"
            self.findings.append(
                error("build.concept", "the row has numbers and no concept", at, hint)
            )

    def _own_concept(self, row: Row, column: Column, text: str, at: SourceRef) -> str | None:
        """The concept that the column has in this row; empty where it is the row's, None where the
        cell is none (a dash)."""
        own = dict(column.aspects.concepts)
        if row.concept in own:
            return own[row.concept]
        if own and text in DASHES:
            return None
        if own:
            message = (
                f"the column '{column.name}' says no concept for rows of {row.concept or 'none'}"
            )
            hint = f"the column tells it for {', '.join(own)}"
            raise Refused("build.concept", message, at, hint)
        if row.concept and column.aspects.concept not in ("", row.concept):
            message = f"the row is {row.concept}, and its column is {column.aspects.concept}"
            hint = f"take one of them out, or give the column: concepts: {{{row.concept}: {column.aspects.concept}}}"
            raise Refused("build.concept", message, at, hint)
        return column.aspects.concept

    def _column_concept(
        self, column: Column, name: str, role: str
    ) -> tuple[Concept | None, Node | None]:
        """The concept of a column and the line that its cells stand on, found once a column."""
        key, concept = (name, role), self.taxonomy.concepts.get(name)
        if key not in self.by_column:
            at = replace(self.table.at(), row=1)
            if concept is None:
                self._no_concept(name, replace(at, column=column.name))
            found = find_node(name, role, at, self.places, self.findings) if concept else None
            self.by_column[key] = found
        place = self.by_column[key]
        return concept, place[2] if place else None

    def _no_concept(self, name: str, at: SourceRef) -> None:
        hint = did_you_mean(name, self.taxonomy.concepts, OWN_CONCEPT)
        self.findings.append(error("build.concept", f"there is no concept '{name}'", at, hint))

    def _fact_cell(
        self, row: Row, column: Column, text: str, concept: Concept, node: Node, at: SourceRef
    ) -> CellView:
        if row.aspects.broken or column.aspects.broken:
            scale = scale_of(concept, row.aspects, column.aspects)
            printed_amount(text, scale, None, word_of(row.aspects.unit), self.table.numbers)
            return CellView(text=text, source=at)
        if not concept.numeric:
            message = f"{concept.name} has the type {concept.type} and can't hold a number"
            raise Refused("build.type", message, at, "name a concept that is measured")
        binding = self._binding(concept, node.role, row, column, at)
        amount = self._amount(text, binding, at)
        untagged = "untagged" if self._untagged(concept, node, row, column) else ""
        status = "unreadable" if amount.unreadable else untagged
        claim = self._fact("", concept, binding, amount, node.negated, at) if status else None
        return CellView(
            text=text,
            source=at,
            amount=amount,
            facts=() if status else (self._tagged(concept, binding, amount, node.negated, at),),
            negated=node.negated,
            status=status or "fact",
            claim=claim,
        )

    def _amount(self, text: str, binding: Binding, at: SourceRef) -> Amount:
        """The printed number; NotANumber, or Refused where it contradicts what its column says."""
        unit = word_of(binding.unit.numerators[0])
        decimals, numbers = binding.stated_decimals, self.table.numbers
        amount = printed_amount(text, binding.scale, decimals, unit, numbers)
        check_printed_words(amount, binding.unit, binding.scale, at)
        check_digits(amount, at)
        return amount

    def _tagged(
        self, concept: Concept, binding: Binding, amount: Amount, negated: bool, at: SourceRef
    ) -> Fact:
        """The fact of a number, with an id of its own, among the facts of the table."""
        name = self.ids.give(f"{self.table.id}.{concept.name}{binding.tail}")
        self.facts.append(self._fact(name, concept, binding, amount, negated, at))
        return self.facts[-1]

    def _binding(
        self, concept: Concept, role: str, row: Row, column: Column, at: SourceRef
    ) -> Binding:
        """The binding of a cell that takes the long way; the next ones of its kind find it
        known."""
        known = self.usual.known(concept, role, row)
        if column.name not in known:
            binding = bind(concept, role, row.aspects, column.aspects, at)
            check_members(binding.members, row.aspects, self.places.axes, self.taxonomy, at)
            if binding.scale > LARGEST_SCALE:
                return binding
            known[column.name] = binding
        return known[column.name]

    def _untagged(self, concept: Concept, node: Node, row: Row, column: Column) -> bool:
        """Whether a declaration leaves this cell to the other place that tells the same."""
        if not self.untagged:
            return False
        rows: set[int] = set()
        for role in {node.role, row.role, ""}:
            rows |= self.untagged.get((self.table.id, concept.name, role, column.name), set())
        return not rows.isdisjoint((0, row.number))

    def _fact(
        self,
        name: str,
        concept: Concept,
        binding: Binding,
        amount: Amount,
        negated: bool,
        at: SourceRef,
    ) -> Fact:
        value = amount.value.copy_negate() if negated and amount.value else amount.value
        return Fact(
            id=name,
            concept=concept,
            period=binding.period,
            members=binding.members,
            value=value,
            unit=binding.unit,
            decimals=amount.decimals,
            source=at,
        )

    def _label(self, row: Row) -> tuple[LabelPart, ...]:
        if "{" not in row.label and "}" not in row.label:
            concept = self.taxonomy.concepts.get(row.concept)
            shared = (
                concept.labels[0].text if concept and concept.labels else ""
            )  # one text, where both print the same
            return (LabelPart(text=shared if shared == row.label else row.label),)
        at = self.table.at(row, "label")
        parts = []
        try:
            for piece in split_label(row.label):
                parts.append(
                    LabelPart(text=piece)
                    if isinstance(piece, str)
                    else self._label_number(row, piece, at)
                )
        except ValueError as broken:
            hint = "write {37,178 = Concept @ column}"
            self.findings.append(
                error("build.label", str(broken), at, getattr(broken, "hint", hint))
            )
            return (LabelPart(text=row.label),)
        except Refused as refused:
            self.findings.append(refused.finding)
            return (LabelPart(text=row.label),)
        return tuple(parts)

    def _label_number(self, row: Row, number: LabelNumber, at: SourceRef) -> LabelPart:
        """A number inside a label: a fact for each concept and column that it names."""
        facts: list[Fact] = []
        amount = None
        for concept, column in self._named(number, at):
            if row.aspects.broken or column.aspects.broken:
                continue
            here = self.table.at(row)
            place = find_node(concept.name, "", here, self.places, self.findings)
            if place is not None:
                binding = bind(concept, place[2].role, row.aspects, column.aspects, at)
                check_members(binding.members, row.aspects, self.places.axes, self.taxonomy, at)
                amount = self._amount(number.text, binding, at)
                if not amount.unreadable:
                    facts.append(self._tagged(concept, binding, amount, place[2].negated, at))
        return LabelPart(text=number.text, amount=amount, facts=tuple(facts))

    def _named(self, number: LabelNumber, at: SourceRef) -> Iterator[tuple[Concept, Column]]:
        """The concepts and columns of a number in a label; Refused where one is not there."""
        columns = {column.name: column for column in self.table.columns}
        for name in number.columns:
            if name not in columns:
                message = f"there is no column '{name}' in this table"
                raise Refused("build.label", message, at, did_you_mean(name, columns))
            for concept in number.concepts:
                if concept not in self.taxonomy.concepts:
                    hint = did_you_mean(concept, self.taxonomy.concepts, OWN_CONCEPT)
                    raise Refused("build.concept", f"there is no concept '{concept}'", at, hint)
                yield self.taxonomy.concepts[concept], columns[name]
