"""Value cells and the kinds of lines."""

from msgspec import Struct, field

from crossfoot.model.instance import CellView, Line, Statement
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.model.xml_text import text
from crossfoot.render.inline_facts import how_told, number_tag, told_together
from crossfoot.render.inline_notes import Notes
from crossfoot.render.xbrl import Contexts

HANGING = 2
"""So many characters after the digits hang to the right, so that digits stand under digits."""
DEEPEST = 6


class Cells(Struct, frozen=True, kw_only=True):
    """The value cells of a page; what all tags of a column say alike is written once."""

    used: Contexts
    notes: Notes
    said: dict[tuple[object, ...], str] = field(default_factory=dict)

    def row(self, cells: tuple[CellView, ...], told: list[frozenset[str]]) -> str:
        """The cells of a line. A number that is one fact without a note takes the short way; it says what `value_cell` would."""
        found = []
        carried, said = self.notes.carried, self.said
        concept = None
        name = ""
        for place, cell in enumerate(cells):
            facts, amount = cell.facts, cell.amount
            if len(facts) != 1 or amount is None or (fact := facts[0]).value is not amount.value or amount.unreadable or fact.id in carried:
                found.append(value_cell(cell, told[place], self.used, self.notes))
                continue
            if fact.concept is not concept:
                concept = fact.concept
                name = concept.qname
            unit = fact.unit
            key = (fact.period, fact.members, unit and unit.id, fact.decimals, amount.scale, amount.dash, amount.value < 0)
            how = said.get(key) or said.setdefault(key, how_told(fact, amount, self.used))
            before, after = amount.before, amount.after
            found.append(
                f'<td>{before and text(before)}<ix:nonFraction id="{fact.id}" name="{name}"{how}>{text(amount.digits)}</ix:nonFraction>'
                f"{after and _after(after)}</td>"
            )
        return "".join(found)


def value_cell(cell: CellView, told: frozenset[str], used: Contexts, notes: Notes) -> str:
    """One cell, its digits tagged; `told` are the notes that its title, column or line has marked already."""
    amount = cell.amount
    if not cell.text or amount is None:
        return f"<td>{text(cell.text)}</td>"
    facts = told_together(cell.facts, amount)
    digits = number_tag(facts, amount, used) if facts else text(amount.digits)
    after = _after(amount.after)
    marks = notes.place([note for note in notes.of_cell(cell) if note not in told]) if notes.by_id else ""
    kind = "" if facts or not cell.status else f' class="{cell.status}"'
    return f"<td{kind}>{text(amount.before)}{digits}{after}{marks}</td>"


def _after(after: str) -> str:
    return f'<span class="hang">{text(after)}</span>' if 0 < len(after) <= HANGING else text(after)


def final_lines(statement: Statement, taxonomy: Taxonomy) -> frozenset[tuple[str, str]]:
    """Concept and role of the totals that are a part of nothing, and of closing balances: a double rule stands under them."""
    networks = [network for name in statement.networks if (network := taxonomy.network(name))]
    return frozenset(
        (node.concept, node.role)
        for network in networks
        for node in network.nodes
        if node.role.lower().endswith("periodend") or (node.role.lower().endswith("total") and not node.parts)
    )


def line_kind(line: Line, indent: int, final: frozenset[tuple[str, str]]) -> str:
    """The classes of a line: indent, heading, total, final total."""
    kind = f"in{min(indent, DEEPEST)}"
    if line.heading:
        kind += " heading"
    if line.total:
        kind += " total"
    if final and line.concept is not None and (line.concept.name, line.role) in final:
        kind += " final"
    return kind
