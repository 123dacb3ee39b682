"""Value cells and the kinds of lines."""

from typing import Any

from msgspec import Struct, field

from crossfoot.model.instance import CellView, Line, Statement
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.model.xml_text import text
from crossfoot.render.inline_facts import nested_facts, number_tag, tag_attributes
from crossfoot.render.inline_notes import Notes
from crossfoot.render.xbrl import Contexts

HANGING = 2
"""So many characters after the digits hang to the right, so that digits stand under digits."""
DEEPEST = 6


class Cells(Struct, frozen=True, kw_only=True):
    """The value cells of a page; what all tags of a column say alike is written once."""

    used: Contexts
    notes: Notes
    said: dict[tuple[int, bool], str] = field(default_factory=dict)
    """what the tags of a column's numbers say after the concept, by the column and whether they are
    negative"""

    def row(self, cells: tuple[CellView, ...], marked: list[frozenset[str]]) -> str:
        """The cells of a line. A usual cell without a note takes the short way; it says what
        `value_cell` would."""
        found = []
        carried, said = self.notes.carried, self.said
        row, begins, middle = None, "", ""
        cell: Any  # a compact cell is its own fact and amount
        for place, cell in enumerate(cells):
            if cell.__class__ is not PackedCell or (carried and cell.id in carried):
                found.append(value_cell(cell, marked[place], self.used, self.notes))
                continue
            column, digits = cell.column, cell.text
            key = (id(column), cell.value.is_signed())
            how = said.get(key) or said.setdefault(key, self._how(cell))
            if cell.row is not row:
                row = cell.row
                begins, middle = f'<ix:nonFraction id="{row.stem}', f'" name="{row.concept.qname}"'
            if digits[0] == "(":
                tag = f"{begins}{column.tail}{middle}{how}>{digits[1:-1]}</ix:nonFraction>"
                found.append(f'<td>({tag}<span class="hang">)</span></td>')
            else:
                found.append(
                    f"<td>{begins}{column.tail}{middle}{how}>{digits}</ix:nonFraction></td>"
                )
        return "".join(found)

    def _how(self, cell: Any) -> str:
        return tag_attributes(cell, cell, self.used)


def value_cell(cell: CellView, marked: frozenset[str], used: Contexts, notes: Notes) -> str:
    """One cell, its digits tagged; `told` are the notes that its title, column or line has marked
    already."""
    amount = cell.amount
    if not cell.text or amount is None:
        return f"<td>{text(cell.text)}</td>"
    facts = nested_facts(cell.facts, amount)
    digits = number_tag(facts, amount, used) if facts else text(amount.digits)
    after = _after(amount.after)
    marks = (
        notes.place([note for note in notes.of_cell(cell) if note not in marked])
        if notes.by_id
        else ""
    )
    kind = "" if facts or not cell.status else f' class="{cell.status}"'
    return f"<td{kind}>{text(amount.before)}{digits}{after}{marks}</td>"


def _after(after: str) -> str:
    return f'<span class="hang">{text(after)}</span>' if 0 < len(after) <= HANGING else text(after)


def final_lines(statement: Statement, taxonomy: Taxonomy) -> frozenset[tuple[str, str]]:
    """Concept and role of the totals that are a part of nothing, and of closing balances: a double
    rule stands under them."""
    networks = [network for name in statement.networks if (network := taxonomy.network(name))]
    return frozenset(
        (node.concept, node.role)
        for network in networks
        for node in network.nodes
        if node.role.lower().endswith("periodend")
        or (node.role.lower().endswith("total") and not node.parts)
    )


def line_kind(line: Line, indent: int, final: frozenset[tuple[str, str]]) -> str:
    """The classes of a line: indent, heading, total, final total.

    `indent` counts from 0, `final` are (concept, role) of the totals with a double rule.
    """
    kind = f"in{min(indent, DEEPEST)}"
    if line.heading:
        kind += " heading"
    if line.total:
        kind += " total"
    if final and line.concept is not None and (line.concept.name, line.role) in final:
        kind += " final"
    return kind
