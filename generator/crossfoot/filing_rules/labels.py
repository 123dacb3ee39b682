"""Labels of every element that stands in a tree."""

from collections.abc import Iterator

from crossfoot.filing_rules.rule import Checks, FilingContext, Problem
from crossfoot.model.taxonomy import NUMERIC_TYPES

_MAX = 511
_NUMERIC_ROLES = ("total", "periodStart", "periodEnd")


def _standard(report: FilingContext) -> Iterator[Problem]:
    for concept in report.shown:
        labelled = [label.lang for label in concept.labels if not label.role and label.text.strip()]
        for lang in report.profile.languages:
            if lang not in labelled:
                yield Problem(
                    f"{concept.name} has no standard label in '{lang}'",
                    concept.source,
                    "fill in the column label",
                )


def _once(report: FilingContext) -> Iterator[Problem]:
    for concept in report.shown:
        if len(concept.labels) < 2:
            continue
        keys = [(label.role, label.lang) for label in concept.labels]
        for role, lang in (
            sorted({key for key in keys if keys.count(key) > 1})
            if len(set(keys)) < len(keys)
            else ()
        ):
            yield Problem(
                f"{concept.name} has two labels '{role or 'standard'}' in '{lang}'",
                concept.source,
                "keep one",
            )


def _unique(report: FilingContext) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for concept in report.shown:
        text = concept.label("", "en")
        other = first.setdefault(text, concept.name)
        if other != concept.name:
            yield Problem(
                f"{concept.name} has the standard label of {other}: '{text}'",
                concept.source,
                "tell them apart",
            )


def _form(report: FilingContext) -> Iterator[Problem]:
    for concept in report.shown:
        for label in concept.labels:
            if label.role != "documentation" and len(label.text) > _MAX:
                yield Problem(
                    f"a label of {concept.name} has {len(label.text)} characters; {_MAX} are taken",
                    concept.source,
                    "shorten it",
                )
            if "<" in label.text:
                yield Problem(
                    f"a label of {concept.name} has a '<': '{label.text[:60]}'",
                    concept.source,
                    "write it in words",
                )
            if label.text != label.text.strip():
                yield Problem(
                    f"a label of {concept.name} has spaces at its ends",
                    concept.source,
                    "take them out",
                )


def _numeric(report: FilingContext) -> Iterator[Problem]:
    for network in report.networks:
        for node in network.nodes:
            asks = node.role.startswith("negated") or node.role in _NUMERIC_ROLES
            if asks and report.taxonomy.concepts[node.concept].type not in NUMERIC_TYPES:
                yield Problem(
                    f"{node.concept} is not a number and asks for the label '{node.role}'",
                    node.source,
                    "leave the label empty",
                )


CHECKS: Checks = {
    "label.standard": _standard,
    "label.once": _once,
    "label.unique": _unique,
    "label.form": _form,
    "label.numeric": _numeric,
}
