"""Rules on trees and sums: arcs told twice, circles, weights, totals that are not shown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from crossfoot.model.view import ANCHOR, CALCULATION, DEFINITION, PRESENTATION, Line
from crossfoot.taxonomy.lint.rule import Checks, LintContext, Violation, is_fact_item, is_numeric


def _arc_twice(context: LintContext) -> Iterator[Violation]:
    seen: dict[tuple[str, ...], Line] = {}
    for line in context.view.lines:
        label = line.preferred if line.kind == PRESENTATION else ""
        first = seen.setdefault(
            (line.kind, line.role, line.arcrole, line.parent, line.child, label), line
        )
        if first is not line:
            message = f"the {line.kind} arc from {line.parent} to {line.child} stands twice in {line.role}"
            yield Violation(message, line.source, (first.source,))


def _cycles(context: LintContext) -> Iterator[Violation]:
    groups: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in context.view.lines:
        if line.kind != ANCHOR and (
            line.kind != DEFINITION or line.arcrole.endswith("/domain-member")
        ):
            groups[line.kind, line.role, line.arcrole].append(line)
    for (kind, role, _), lines in groups.items():
        if loop := _loop(lines):
            path = " > ".join([loop[0].parent, *(line.child for line in loop)])
            message = f"the {kind} arcs of {role} run in a circle: {path}"
            yield Violation(
                message,
                loop[-1].source,
                tuple(line.source for line in loop[:-1]),
            )


def _loop(lines: list[Line]) -> list[Line]:
    """The first circle of arcs; what is left after taking off ends again and again holds one, if
    any."""
    below: dict[str, list[Line]] = defaultdict(list)
    waiting: dict[str, int] = defaultdict(int)
    for line in lines:
        below[line.parent].append(line)
        waiting[line.child] += 1
    free = [name for name in below if not waiting[name]]
    while free:
        for line in below.pop(free.pop(), ()):
            waiting[line.child] -= 1
            if not waiting[line.child]:
                free.append(line.child)
    return _walk(below, waiting)


def _walk(below: Mapping[str, list[Line]], waiting: Mapping[str, int]) -> list[Line]:
    above: dict[str, Line] = {}
    for lines in below.values():
        for line in lines:
            if waiting[line.child]:
                above.setdefault(line.child, line)
    if not above:
        return []
    path: list[Line] = []
    passed: dict[str, int] = {}
    name = min(above)
    while name not in passed:
        passed[name] = len(path)
        path.append(above[name])
        name = above[name].parent
    return path[passed[name] :][::-1]


def _not_shown(context: LintContext) -> Iterator[Violation]:
    seen: set[tuple[str, str]] = set()
    for line in context.lines(CALCULATION):
        for key in (line.parent, line.child):
            if key not in context.shown_in[line.role] and (line.role, key) not in seen:
                seen.add((line.role, key))
                end = "total" if key == line.parent else "part"
                yield Violation(
                    f"{key} is a {end} in {line.role} and stands in no presentation of it",
                    line.source,
                )


def _weights(context: LintContext) -> Iterator[Violation]:
    for line in context.lines(CALCULATION):
        total, part = context.element(line.parent), context.element(line.child)
        if not total or not part or not total.balance or not part.balance:
            continue
        if (total.balance == part.balance) == line.weight.strip().startswith("-"):
            message = f"{part.name} ({part.balance}) in {total.name} ({total.balance}) can't have the weight {line.weight}"
            yield Violation(message, line.source, (part.source, total.source))


def _ends(context: LintContext) -> Iterator[Violation]:
    for line in context.lines(CALCULATION):
        total, part = context.element(line.parent), context.element(line.child)
        for end in (total, part):
            if end and (not is_fact_item(end) or not is_numeric(end)):
                yield Violation(
                    f"{end.name} takes part in a sum and is not a number",
                    line.source,
                    (end.source,),
                )
        if total and part and total.period != part.period and total.period and part.period:
            message = (
                f"{part.name} ({part.period}) can't be a part of {total.name} ({total.period})"
            )
            yield Violation(message, line.source, (part.source, total.source))


CHECKS: Checks = {
    "arc-twice": _arc_twice,
    "cycle": _cycles,
    "calc-not-shown": _not_shown,
    "weight": _weights,
    "calc-ends": _ends,
}
