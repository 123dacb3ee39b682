"""Labels of printed lines: as printed with the numbers in them tagged, or the concept's label in
another language."""

from collections import Counter

from crossfoot.model.instance import Fact, LabelPart, Line, Statement
from crossfoot.model.taxonomy import Concept, Taxonomy
from crossfoot.model.xml_text import text
from crossfoot.render.inline_facts import nested_facts, number_tag
from crossfoot.render.inline_notes import Notes
from crossfoot.render.xbrl import Contexts

ABSTRACT_JA = " [タイトル項目]"
"""What taxonomies add to the labels of headings, and pages do not print."""


def printed_label(line: Line, used: Contexts, notes: Notes) -> str:
    """The label as printed, escaped, its numbers tagged.

    Marks of notes that a number carries follow it, and count up in reading order.
    """
    if len(line.label) == 1 and not line.label[0].facts:
        return text(line.label[0].text)
    return "".join(_part(part, used, notes) for part in line.label)


def _part(part: LabelPart, used: Contexts, notes: Notes) -> str:
    if part.amount is None or not part.facts:
        return text(part.text)
    amount = part.amount
    facts = nested_facts(part.facts, amount)
    return f"{text(amount.before)}{number_tag(facts, amount, used)}{text(amount.after)}{notes.place(notes.of(part.facts))}"


def translated_label(
    line: Line, statement: Statement, taxonomy: Taxonomy, used: Contexts, notes: Notes
) -> str:
    """The concept's label; lines that share it are told apart by their members, and numbers of the
    label follow in parentheses."""
    lang = notes.words.lang
    if line.concept is None:
        return printed_label(line, used, notes)
    label = line.concept.label(line.role, lang).removesuffix(ABSTRACT_JA)
    if _repeated(line, statement):
        members = [taxonomy.concepts[member].label("", lang) for _, member in _shared_members(line)]
        if not members:
            return printed_label(line, used, notes)
        label = f"{label}（{'、'.join(members)}）"
    numbers = [_named_number(part, used, notes) for part in line.label if part.facts]
    return text(label) + (f"（{'、'.join(numbers)}）" if numbers else "")


def _named_number(part: LabelPart, used: Contexts, notes: Notes) -> str:
    concepts: dict[str, Concept] = {fact.concept.name: fact.concept for fact in part.facts}
    named = "・".join(text(concept.label("", notes.words.lang)) for concept in concepts.values())
    return f"{named} {_part(part, used, notes)}"


def _repeated(line: Line, statement: Statement) -> bool:
    counts = Counter((other.concept.name, other.role) for other in statement.lines if other.concept)
    return line.concept is not None and counts[line.concept.name, line.role] > 1


def _shared_members(line: Line) -> list[tuple[str, str]]:
    facts: list[Fact] = [fact for cell in line.cells for fact in cell.facts]
    return (
        [pair for pair in facts[0].members if all(pair in fact.members for fact in facts)]
        if facts
        else []
    )
