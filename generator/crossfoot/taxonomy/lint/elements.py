"""Rules on single elements: name, definition, reference, balance, place."""

import re
from collections.abc import Iterator

from crossfoot.model.view import Element, View
from crossfoot.taxonomy.lint.rule import Checks, LintContext, Violation, is_fact_item

_LC3 = re.compile(r"[A-Z][A-Za-z0-9]*\Z")
_SAYS_SIGN = re.compile(r"\b(positive|negative)\b", re.IGNORECASE)


def _names(context: LintContext) -> Iterator[Violation]:
    for element in context.view.own:
        if not _LC3.match(element.name):
            yield Violation(f"'{element.name}' is not a name in LC3", element.source)


def _definitions(view: View) -> dict[str, str]:
    return {label.element: label.text for label in view.labels if label.role == "documentation"}


def _defined(context: LintContext) -> Iterator[Violation]:
    known = _definitions(context.view)
    if not context.view.labels:
        return
    for element in context.view.own:
        if not known.get(element.key, "").strip():
            yield Violation(f"{element.name} has no definition", element.source)


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
            yield Violation(f"{element.name} has no reference", element.source)


def _balanced(context: LintContext) -> Iterator[Violation]:
    definitions = _definitions(context.view)
    for element in context.view.own:
        if element.kind == "monetary" and not element.abstract and not element.balance:
            if not _SAYS_SIGN.search(definitions.get(element.key, "")):
                message = f"{element.name} has no balance, and no definition says what a positive value means"
                yield Violation(message, element.source)


def _abstract_facts(context: LintContext) -> Iterator[Violation]:
    seen: set[str] = set()
    for key, at in context.view.facts:
        element = context.element(key)
        if element and not is_fact_item(element) and key not in seen:
            seen.add(key)
            yield Violation(
                f"a fact is reported on {element.name}, which is abstract",
                at,
                (element.source,),
            )


def _shown(context: LintContext) -> Iterator[Violation]:
    own = context.view.own
    if own and not context.view.lines:
        yield Violation("the taxonomy has no network at all", own[0].source)
        return
    for element in own:
        if is_fact_item(element) and element.key not in context.shown:
            yield Violation(f"{element.name} stands in no presentation", element.source)


def _placed(context: LintContext) -> Iterator[Violation]:
    for element in context.view.own if context.view.lines else ():
        if _heading(element) and element.key not in context.placed:
            yield Violation(f"{element.name} stands in no network", element.source)


def _heading(element: Element) -> bool:
    return not is_fact_item(element) and element.kind not in ("axis", "domain", "member")


CHECKS: Checks = {
    "name": _names,
    "definition": _defined,
    "reference": _referenced,
    "balance": _balanced,
    "abstract-fact": _abstract_facts,
    "not-shown": _shown,
    "orphan": _placed,
}
