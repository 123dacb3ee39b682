"""Value cells and the kinds of lines."""

from crossfoot.model.instance import CellView, Line, Statement
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.model.xml_text import text
from crossfoot.render.inline_facts import number_tag, told_together
from crossfoot.render.inline_notes import Notes
from crossfoot.render.xbrl import Contexts

HANGING = 2
"""So many characters after the digits hang to the right, so that digits stand under digits."""
DEEPEST = 6


def value_cell(cell: CellView, told: frozenset[str], used: Contexts, notes: Notes) -> str:
    """One cell, its digits tagged; `told` are the notes that its title, column or line has marked already."""
    amount = cell.amount
    if not cell.text or amount is None:
        return f"<td>{text(cell.text)}</td>"
    facts = told_together(cell.facts, amount)
    digits = number_tag(facts, amount, used) if facts else text(amount.digits)
    after = text(amount.after)
    if after and len(amount.after) <= HANGING:
        after = f'<span class="hang">{after}</span>'
    marks = notes.place([note for note in notes.of_cell(cell) if note not in told]) if notes.by_id else ""
    kind = "" if facts or not cell.status else f' class="{cell.status}"'
    return f"<td{kind}>{text(amount.before)}{digits}{after}{marks}</td>"


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
    kinds = [f"in{min(indent, DEEPEST)}"]
    if line.heading:
        kinds.append("heading")
    if line.total:
        kinds.append("total")
    if line.concept is not None and (line.concept.name, line.role) in final:
        kinds.append("final")
    return " ".join(kinds)
