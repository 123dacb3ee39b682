"""Rules on extensions: tied to the base, and nothing that the base already has."""

from collections.abc import Iterator

from crossfoot.model.view import ANCHOR
from crossfoot.taxonomy.lint.rule import LintContext, Rule, Violation, is_fact_item


def _anchored(context: LintContext) -> Iterator[Violation]:
    """XML is judged only if it anchors at all: the SEC does not ask for it, ESEF does, of what is
    not abstract."""
    view = context.view
    ends = {key for line in context.lines(ANCHOR) for key in (line.parent, line.child)}
    if not view.extends or (not ends and not view.curated):
        return
    for element in view.own:
        if element.key not in ends and (view.curated or is_fact_item(element)):
            yield Violation(
                message=f"{element.name} is not anchored to the base", source=element.source
            )


def _same_name(context: LintContext) -> Iterator[Violation]:
    base = {element.name: element for element in context.view.elements.values() if not element.own}
    for element in context.view.own:
        if twin := base.get(element.name):
            yield Violation(
                message=f"{element.name} is already in the base as {twin.key}",
                source=element.source,
                also=(twin.source,),
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
            yield Violation(message=message, source=label.source, also=(twin.source,))


RULES = (
    Rule(
        id="anchor",
        severity="error",
        title="Unanchored extension",
        reason="An element without a tie to the base can't be compared with anything. XML is judged only if it anchors at all.",
        example="`MonthlyFeeRevenue` without `anchor`",
        fix="name the base element that it is narrower than (or, with >, wider than)",
        check=_anchored,
    ),
    Rule(
        id="base-name",
        severity="error",
        title="Extension with the name of a base element",
        reason="The filer's own element hides the one that everybody compares (EFM 6.7.16).",
        example="`quay:Goodwill` beside `gaap:Goodwill`",
        fix="use the base element",
        check=_same_name,
    ),
    Rule(
        id="base-label",
        severity="warning",
        title="Extension with the label of a base element",
        reason="Two elements with one meaning: the base has it already, or the label does not say what is different.",
        example="`MachineryNet` labelled *Property, Plant and Equipment, Net*",
        fix="use the base element, or say in the label what is different",
        check=_same_label,
    ),
)
