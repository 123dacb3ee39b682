"""Rules on extensions: tied to the base, and nothing that the base already has."""

from collections.abc import Iterator

from crossfoot.model.view import ANCHOR
from crossfoot.taxonomy.lint.rule import Fault, Rule, Scene, is_fact_item


def _anchored(scene: Scene) -> Iterator[Fault]:
    """XML is judged only if it anchors at all: the SEC does not ask for it, ESEF does, of what is
    not abstract."""
    view = scene.view
    ends = {key for line in scene.lines(ANCHOR) for key in (line.parent, line.child)}
    if not view.extends or (not ends and not view.curated):
        return
    for element in view.own:
        if element.key not in ends and (view.curated or is_fact_item(element)):
            yield Fault(
                message=f"{element.name} is not anchored to the base", source=element.source
            )


def _same_name(scene: Scene) -> Iterator[Fault]:
    base = {element.name: element for element in scene.view.elements.values() if not element.own}
    for element in scene.view.own:
        if twin := base.get(element.name):
            yield Fault(
                message=f"{element.name} is already in the base as {twin.key}",
                source=element.source,
                also=(twin.source,),
            )


def _same_label(scene: Scene) -> Iterator[Fault]:
    own = {element.key for element in scene.view.own}
    standard = [label for label in scene.view.labels if not label.role]
    base = {
        (label.lang, label.text.casefold()): label for label in standard if label.element not in own
    }
    told: set[str] = set()
    for label in standard:
        twin = base.get((label.lang, label.text.casefold())) if label.element in own else None
        if twin and label.element not in told:
            told.add(label.element)
            message = f"{label.element} has the label of {twin.element}: '{label.text}'"
            yield Fault(message=message, source=label.source, also=(twin.source,))


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
