"""Rules on tables: defaults, and axes and members that no table uses."""

from collections.abc import Iterator

from crossfoot.model.arcroles import DIMENSION
from crossfoot.model.view import DEFINITION
from crossfoot.taxonomy.lint.rule import Checks, LintContext, Violation

_BELOW_AXIS = (DIMENSION + "dimension-domain", DIMENSION + "domain-member")


def _defaults(context: LintContext) -> Iterator[Violation]:
    lines = list(context.lines(DEFINITION))
    defaulted = {line.parent for line in lines if line.arcrole == DIMENSION + "dimension-default"}
    seen: set[str] = set()
    for line in lines:
        if line.arcrole != DIMENSION + "hypercube-dimension" or line.child in defaulted | seen:
            continue
        seen.add(line.child)
        axis = context.element(
            line.child
        )  # of an axis whose schema was not read, the default may stand in its own linkbases
        if axis is not None and not axis.typed:
            yield Violation(f"{line.child} in {line.parent} has no default member", line.source)
    for key, element in context.view.elements.items():
        if (
            context.view.curated
            and element.own
            and element.kind == "axis"
            and key in context.placed - defaulted - seen
        ):
            yield Violation(f"{key} has no default member", element.source)


def _unused(context: LintContext) -> Iterator[Violation]:
    axes, members = set(), set()
    for line in context.lines(DEFINITION):
        if line.arcrole == DIMENSION + "hypercube-dimension":
            axes.add(line.child)
        elif line.arcrole in _BELOW_AXIS:
            members.add(line.child)
    for element in context.view.own if context.view.lines else ():
        if element.kind == "axis" and element.key not in axes:
            yield Violation(f"{element.name} belongs to no table", element.source)
        elif element.kind in ("domain", "member") and element.key not in members:
            yield Violation(f"{element.name} belongs to no axis", element.source)


CHECKS: Checks = {
    "axis-default": _defaults,
    "axis-unused": _unused,
}
