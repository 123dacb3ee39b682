"""Rules on single elements: name, definition, reference, balance, place."""

import re
from collections.abc import Iterator

from crossfoot.model.view import Element, View
from crossfoot.taxonomy.lint.rule import LintContext, Rule, Violation, is_fact_item

_LC3 = re.compile(r"[A-Z][A-Za-z0-9]*\Z")
_SAYS_SIGN = re.compile(r"\b(positive|negative)\b", re.IGNORECASE)


def _names(context: LintContext) -> Iterator[Violation]:
    for element in context.view.own:
        if not _LC3.match(element.name):
            yield Violation(message=f"'{element.name}' is not a name in LC3", source=element.source)


def _definitions(view: View) -> dict[str, str]:
    return {label.element: label.text for label in view.labels if label.role == "documentation"}


def _defined(context: LintContext) -> Iterator[Violation]:
    known = _definitions(context.view)
    if not context.view.labels:
        return
    for element in context.view.own:
        if not known.get(element.key, "").strip():
            yield Violation(message=f"{element.name} has no definition", source=element.source)


def _referenced(context: LintContext) -> Iterator[Violation]:
    """Items of a base alone: headings group, and cover facts come from the regulator's manual. XML
    is judged if it refers at all."""
    view = context.view
    known = {reference.element for reference in view.references}
    if view.extends or not (known or view.curated):
        return
    cover = {role.id for role in view.roles if " - Document - " in role.definition}
    exempt = set().union(*(context.shown_in[role] for role in cover))
    for element in view.own:
        if is_fact_item(element) and element.key not in known | exempt:
            yield Violation(message=f"{element.name} has no reference", source=element.source)


def _balanced(context: LintContext) -> Iterator[Violation]:
    definitions = _definitions(context.view)
    for element in context.view.own:
        if element.kind == "monetary" and not element.abstract and not element.balance:
            if not _SAYS_SIGN.search(definitions.get(element.key, "")):
                message = f"{element.name} has no balance, and no definition says what a positive value means"
                yield Violation(message=message, source=element.source)


def _abstract_facts(context: LintContext) -> Iterator[Violation]:
    seen: set[str] = set()
    for key, at in context.view.facts:
        element = context.element(key)
        if element and not is_fact_item(element) and key not in seen:
            seen.add(key)
            yield Violation(
                message=f"a fact is reported on {element.name}, which is abstract",
                source=at,
                also=(element.source,),
            )


def _shown(context: LintContext) -> Iterator[Violation]:
    own = context.view.own
    if own and not context.view.lines:
        yield Violation(message="the taxonomy has no network at all", source=own[0].source)
        return
    for element in own:
        if is_fact_item(element) and element.key not in context.shown:
            yield Violation(
                message=f"{element.name} stands in no presentation", source=element.source
            )


def _placed(context: LintContext) -> Iterator[Violation]:
    for element in context.view.own if context.view.lines else ():
        if _heading(element) and element.key not in context.placed:
            yield Violation(message=f"{element.name} stands in no network", source=element.source)


def _heading(element: Element) -> bool:
    return not is_fact_item(element) and element.kind not in ("axis", "domain", "member")


RULES = (
    Rule(
        id="name",
        severity="error",
        title="Names in LC3",
        reason="Software and people find elements by name; regulators refuse names that are not in label camel case concatenation (LC3).",
        example="`netRevenue_2` instead of `NetRevenue2`",
        fix="write it in capital camel case: letters and digits, a capital first",
        check=_names,
    ),
    Rule(
        id="definition",
        severity="warning",
        title="Missing definition",
        reason="A label alone does not tell two filers to report the same thing.",
        example="`RestructuringReserve` without a definition",
        fix="write one sentence that says what is measured",
        check=_defined,
    ),
    Rule(
        id="reference",
        severity="warning",
        title="Missing reference",
        reason="A reference leads to the requirement that an element answers. Headings, members, cover facts and extensions are exempt, "
        "and XML that has no reference at all.",
        example="`Goodwill` without 350-20-45-1",
        fix="name the paragraph that asks for it",
        check=_referenced,
    ),
    Rule(
        id="balance",
        severity="warning",
        title="Monetary without balance",
        reason="Without debit or credit nobody can tell the sign of a fact, and no weight can be checked.",
        example="`OtherCharges`, monetary, no balance",
        fix="give debit or credit, or say in the definition what a positive value means",
        check=_balanced,
    ),
    Rule(
        id="abstract-fact",
        severity="error",
        title="Abstract used as fact",
        reason="A heading or member has no value; such an instance is not valid (XBRL 2.1, 4.6).",
        example="a row of a table that gives `AssetsAbstract` an amount",
        fix="name the item that is reported, not its heading",
        check=_abstract_facts,
    ),
    Rule(
        id="not-shown",
        severity="warning",
        title="Item in no presentation",
        reason="An item that is shown nowhere is not found by filers, and its facts are not rendered.",
        example="`DeferredRent` in the concept list and in no network",
        fix="place it in a network, or take it out",
        check=_shown,
    ),
    Rule(
        id="orphan",
        severity="warning",
        title="Orphan elements",
        reason="A heading, table or line items element without any relationship groups nothing.",
        example="`OtherAssetsAbstract` in no network",
        fix="place it in a network, or take it out",
        check=_placed,
    ),
)
