"""Rules on labels: present, unique, and the negated ones used as such."""

from collections.abc import Iterator

from crossfoot.model.view import PRESENTATION, ElementLabel
from crossfoot.taxonomy.lint.rule import LintContext, Rule, Violation, is_numeric

LANGUAGE_NAMES = {"en": "English", "ja": "Japanese"}


def _missing(context: LintContext) -> Iterator[Violation]:
    """Curated sources promise their languages; of XML one standard label in any language is
    asked."""
    own = context.view.own
    if own and not context.view.labels:
        yield Violation(message="the taxonomy has no label at all", source=own[0].source)
        return
    for element in own:
        have = {lang for role, lang in context.labels[element.key] if role == ""}
        if context.view.languages:
            for lang in context.view.languages:
                if lang not in have:
                    yield Violation(
                        message=f"{element.name} has no label in {LANGUAGE_NAMES.get(lang, lang)}",
                        source=element.source,
                    )
        elif not have:
            yield Violation(message=f"{element.name} has no standard label", source=element.source)


def _twice(context: LintContext) -> Iterator[Violation]:
    seen: dict[tuple[str, str, str], ElementLabel] = {}
    for label in context.view.labels:
        first = seen.setdefault((label.element, label.role, label.lang), label)
        if first is not label:
            role = label.role or "standard"
            message = f"{label.element} has two {role} labels in '{label.lang}'"
            yield Violation(message=message, source=label.source, also=(first.source,))


def _shared(context: LintContext) -> Iterator[Violation]:
    own = {element.key for element in context.view.own}
    seen: dict[tuple[str, str], ElementLabel] = {}
    for label in context.view.labels:
        if label.role or label.element not in own:
            continue
        first = seen.setdefault((label.lang, label.text), label)
        if first.element != label.element:
            message = f"{label.element} and {first.element} have the same label '{label.text}'"
            yield Violation(message=message, source=label.source, also=(first.source,))


def _negated_unused(context: LintContext) -> Iterator[Violation]:
    shown = {
        (line.child, line.preferred)
        for line in context.lines(PRESENTATION)
        if line.preferred.startswith("negated")
    }
    for label in context.view.labels:
        if label.role.startswith("negated") and (label.element, label.role) not in shown:
            yield Violation(
                message=f"{label.element} has a {label.role} label and is nowhere shown with it",
                source=label.source,
            )


def _negated_text(context: LintContext) -> Iterator[Violation]:
    for line in context.lines(PRESENTATION):
        element = context.element(line.child)
        if element and line.preferred.startswith("negated") and not is_numeric(element):
            yield Violation(
                message=f"{element.name} is shown negated and is not a number",
                source=line.source,
                also=(element.source,),
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
                message=f"{element.name} is a duration and is shown at the {line.preferred}",
                source=line.source,
            )


def _preferred(context: LintContext) -> Iterator[Violation]:
    for line in context.lines(PRESENTATION):
        roles = {role for role, _ in context.labels[line.child]}
        if roles and line.preferred not in roles:
            yield Violation(
                message=f"{line.child} has no {line.preferred or 'standard'} label, which its line asks for",
                source=line.source,
            )


RULES = (
    Rule(
        id="label",
        severity="error",
        title="Missing label",
        reason="A reader sees a bare element name. Our sources carry English and Japanese; other taxonomies need one language.",
        example="`Goodwill` without `label_ja`",
        fix="write the standard label",
        check=_missing,
    ),
    Rule(
        id="label-twice",
        severity="error",
        title="Two labels of one role and language",
        reason="Software shows one of the two, and nobody knows which (EFM 6.10.02).",
        example="two `total` labels of `Assets` in English",
        fix="keep one of them",
        check=_twice,
    ),
    Rule(
        id="label-shared",
        severity="error",
        title="Two elements with one standard label",
        reason="The two lines can't be told apart (EFM 6.10.04).",
        example="`OtherAssets` and `OtherAssetsNoncurrent`, both *Other Assets*",
        fix="say in the label what sets the element apart",
        check=_shared,
    ),
    Rule(
        id="negated-unused",
        severity="warning",
        title="Negated label that no line uses",
        reason="A negated label says that the sign is turned where it is shown; when nothing shows it, a sign was meant and is missing.",
        example="`PaymentsOfDividends` with a `negated` label, shown plainly in the cash flows",
        fix="show the line with this label role, or take the label out",
        check=_negated_unused,
    ),
    Rule(
        id="negated-text",
        severity="error",
        title="Negated line that is not a number",
        reason="Only a number has a sign to turn.",
        example="`EntityRegistrantName` with the label role `negated`",
        fix="take another label role",
        check=_negated_text,
    ),
    Rule(
        id="period-label",
        severity="error",
        title="Opening or closing label on a duration",
        reason="Only an instant has a value at the start and at the end of a period.",
        example="`Revenues` with the label role `periodStart`",
        fix="take another label role, or make it an instant",
        check=_period_label,
    ),
    Rule(
        id="preferred-label",
        severity="warning",
        title="Line that asks for a label that is not there",
        reason="Software falls back to another label, and the reader does not see what was meant (EFM 6.12.04).",
        example='`preferredLabel=".../totalLabel"` and no total label',
        fix="write the label, or ask for one that is there",
        check=_preferred,
        applies="xml",
    ),
)
