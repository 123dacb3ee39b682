"""Rules on labels: present, unique, and the negated ones used as such."""

from collections.abc import Iterator

from crossfoot.model.view import PRESENTATION, ElementLabel
from crossfoot.taxonomy.lint.rule import Checks, LintContext, Violation, is_numeric

LANGUAGE_NAMES = {"en": "English", "ja": "Japanese"}


def _missing(context: LintContext) -> Iterator[Violation]:
    """Curated sources promise their languages; of XML one standard label in any language is
    asked."""
    own = context.view.own
    if own and not context.view.labels:
        yield Violation("the taxonomy has no label at all", own[0].source)
        return
    for element in own:
        have = {lang for role, lang in context.labels[element.key] if role == ""}
        if context.view.languages:
            for lang in context.view.languages:
                if lang not in have:
                    yield Violation(
                        f"{element.name} has no label in {LANGUAGE_NAMES.get(lang, lang)}",
                        element.source,
                    )
        elif not have:
            yield Violation(f"{element.name} has no standard label", element.source)


def _twice(context: LintContext) -> Iterator[Violation]:
    seen: dict[tuple[str, str, str], ElementLabel] = {}
    for label in context.view.labels:
        first = seen.setdefault((label.element, label.role, label.lang), label)
        if first is not label:
            role = label.role or "standard"
            message = f"{label.element} has two {role} labels in '{label.lang}'"
            yield Violation(message, label.source, (first.source,))


def _shared(context: LintContext) -> Iterator[Violation]:
    own = {element.key for element in context.view.own}
    seen: dict[tuple[str, str], ElementLabel] = {}
    for label in context.view.labels:
        if label.role or label.element not in own:
            continue
        first = seen.setdefault((label.lang, label.text), label)
        if first.element != label.element:
            message = f"{label.element} and {first.element} have the same label '{label.text}'"
            yield Violation(message, label.source, (first.source,))


def _negated_unused(context: LintContext) -> Iterator[Violation]:
    shown = {
        (line.child, line.preferred)
        for line in context.lines(PRESENTATION)
        if line.preferred.startswith("negated")
    }
    for label in context.view.labels:
        if label.role.startswith("negated") and (label.element, label.role) not in shown:
            yield Violation(
                f"{label.element} has a {label.role} label and is nowhere shown with it",
                label.source,
            )


def _negated_text(context: LintContext) -> Iterator[Violation]:
    for line in context.lines(PRESENTATION):
        element = context.element(line.child)
        if element and line.preferred.startswith("negated") and not is_numeric(element):
            yield Violation(
                f"{element.name} is shown negated and is not a number",
                line.source,
                (element.source,),
            )


def _period_label(context: LintContext) -> Iterator[Violation]:
    for line in context.lines(PRESENTATION):
        element = context.element(line.child)
        if (
            element
            and line.preferred.lower().endswith(("periodstart", "periodend"))
            and element.period == "duration"
        ):
            yield Violation(
                f"{element.name} is a duration and is shown at the {line.preferred}",
                line.source,
            )


def _preferred(context: LintContext) -> Iterator[Violation]:
    for line in context.lines(PRESENTATION):
        roles = {role for role, _ in context.labels[line.child]}
        if roles and line.preferred not in roles:
            yield Violation(
                f"{line.child} has no {line.preferred or 'standard'} label, which its line asks for",
                line.source,
            )


CHECKS: Checks = {
    "label": _missing,
    "label-twice": _twice,
    "label-shared": _shared,
    "negated-unused": _negated_unused,
    "negated-text": _negated_text,
    "period-label": _period_label,
    "preferred-label": _preferred,
}
