"""Rules on extensions: tied to the base, and nothing that the base already has."""

from collections.abc import Iterator

from crossfoot.model.view import ANCHOR
from crossfoot.taxonomy.lint.rule import Checks, LintContext, Violation, is_fact_item


def _anchored(context: LintContext) -> Iterator[Violation]:
    """XML is judged only if it anchors at all: the SEC does not ask for it, ESEF does, of what is
    not abstract."""
    view = context.view
    ends = {key for line in context.lines(ANCHOR) for key in (line.parent, line.child)}
    if not view.extends or (not ends and not view.curated):
        return
    for element in view.own:
        if element.key not in ends and (view.curated or is_fact_item(element)):
            yield Violation(f"{element.name} is not anchored to the base", element.source)


def _same_name(context: LintContext) -> Iterator[Violation]:
    base = {element.name: element for element in context.view.elements.values() if not element.own}
    for element in context.view.own:
        if twin := base.get(element.name):
            yield Violation(
                f"{element.name} is already in the base as {twin.key}",
                element.source,
                (twin.source,),
            )


def _same_label(context: LintContext) -> Iterator[Violation]:
    own = {element.key for element in context.view.own}
    standard = [label for label in context.view.labels if not label.role]
    base = {
        (label.lang, label.text.casefold()): label for label in standard if label.element not in own
    }
    reported: set[str] = set()
    for label in standard:
        twin = base.get((label.lang, label.text.casefold())) if label.element in own else None
        if twin and label.element not in reported:
            reported.add(label.element)
            message = f"{label.element} has the label of {twin.element}: '{label.text}'"
            yield Violation(message, label.source, (twin.source,))


CHECKS: Checks = {
    "anchor": _anchored,
    "base-name": _same_name,
    "base-label": _same_label,
}
