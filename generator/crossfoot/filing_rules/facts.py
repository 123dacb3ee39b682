"""Facts and footnotes."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

from crossfoot.filing_rules.rule import Checks, FilingContext, Problem
from crossfoot.model.instance import Fact
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.taxonomy import ABSTRACT_TYPES, MEMBER_TYPES

_NCNAMES = re.compile(r"(?:[A-Za-z_][A-Za-z0-9_.-]*\n)*\Z", re.ASCII)
_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z", re.ASCII)
_LARGE_SHARE = 10
_COUNTED = ("shares", "count")


def _duplicates(report: FilingContext) -> Iterator[Problem]:
    first: dict[object, Fact] = {}
    repeated = {
        name
        for name, count in Counter(fact.concept.name for fact in report.samples).items()
        if count > 1
    }
    for fact in (
        report.instance.facts if repeated else ()
    ):  # a row of usual cells has no two of the same aspects
        if fact.concept.name not in repeated:
            continue
        other = first.setdefault((*fact.aspects, fact.decimals), fact)
        if other.value != fact.value:
            message = f"{fact.concept.name} is {fact.value or 'nil'} here and {other.value or 'nil'} in {other.source}"
            yield Problem(
                message,
                fact.source,
                "correct one of them, or declare which is left untagged (kind: duplicate)",
            )


def _digits(report: FilingContext) -> Iterator[Problem]:
    has_own_decimals = any(
        isinstance(fact, PackedCell) and fact.column.stated_decimals is not None
        for fact in report.samples
    )
    for fact in (
        report.instance.facts if has_own_decimals else report.unusual
    ):  # else a usual cell has the decimals of its digits
        if (
            isinstance(fact.value, Decimal)
            and fact.decimals is not None
            and not fact.value.same_quantum(_unit(fact.decimals))
        ):
            if _beyond(fact.value, fact.decimals):
                message = f"{fact.value:f} has digits beyond its decimals ({fact.decimals})"
                yield Problem(message, fact.source, "leave 'decimals' to the printed digits")


def _beyond(value: Decimal, decimals: int) -> bool:
    """Whether a digit that is not zero stands after the last one that `decimals` vouches for,
    however long the number is."""
    _, digits, exponent = value.as_tuple()
    return isinstance(exponent, int) and exponent < -decimals and any(digits[exponent + decimals :])


@cache
def _unit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def _ids(report: FilingContext) -> Iterator[Problem]:
    """Statement by statement, for the ids of one begin alike; a statement that comes in several
    runs is looked at with all others such."""
    runs = Counter(name for name, _ in groupby(map(_statement, report.samples)))
    scattered: set[str] = set()
    for name, facts in groupby(report.instance.facts, _statement):
        run = list(facts)
        ids = [fact.id for fact in run]
        seen = scattered if runs[name] > 1 else set()
        if runs[name] == 1 and len(set(ids)) == len(ids) and _NCNAMES.match("\n".join([*ids, ""])):
            continue
        for fact, fact_id in zip(run, ids, strict=True):
            if fact_id in seen or not _NCNAME.match(fact_id):
                yield Problem(
                    f"'{fact_id}' is not an id, or another fact has it",
                    fact.source,
                    "a letter first, each once",
                )
            seen.add(fact_id)


def _statement(fact: Any) -> str:
    name: str = fact.row.stem if fact.__class__ is PackedCell else fact.id
    return name.partition(".")[0]


def _languages(report: FilingContext) -> Iterator[Problem]:
    english = {
        (fact.concept.name, fact.context_key)
        for fact in report.unusual
        if fact.lang.startswith("en")
    }
    for fact in report.unusual:
        if fact.concept.type in ("string", "textBlock") and not fact.lang:
            yield Problem(f"{fact.concept.name} does not say its language", fact.source, "en")
        elif (
            report.profile.english_texts
            and fact.lang
            and (fact.concept.name, fact.context_key) not in english
        ):
            yield Problem(
                f"{fact.concept.name} is there in '{fact.lang}' without English",
                fact.source,
                "add the English text",
            )


def _reportable(report: FilingContext) -> Iterator[Problem]:
    for fact in report.facts_of(ABSTRACT_TYPES | MEMBER_TYPES):
        if fact.concept.abstract or fact.concept.type in MEMBER_TYPES:
            yield Problem(
                f"{fact.concept.name} is a {fact.concept.type} and can't be a fact",
                fact.source,
                "use a line's element",
            )


def _empty(report: FilingContext) -> Iterator[Problem]:
    for fact in report.unusual:
        if fact.unit is None and not str(fact.value).strip():
            yield Problem(
                f"{fact.concept.name} says nothing", fact.source, "fill it in, or take it out"
            )


def _negative_counts(report: FilingContext) -> Iterator[Problem]:
    for fact in report.facts_of(_COUNTED):
        if (
            fact.concept.type in _COUNTED
            and isinstance(fact.value, Decimal)
            and fact.value < 0
            and not fact.members
        ):
            yield Problem(
                f"{fact.concept.name} is negative: {fact.value:f}",
                fact.source,
                "a negated label role in the network turns the sign",
            )


def _large_percentages(report: FilingContext) -> Iterator[Problem]:
    for fact in report.facts_of(("percent",)):
        if (
            fact.concept.type == "percent"
            and isinstance(fact.value, Decimal)
            and abs(fact.value) > _LARGE_SHARE
        ):
            yield Problem(
                f"{fact.concept.name} is {fact.value:f}, that is {fact.value * 100:f} %",
                fact.source,
                "is the scale percent?",
            )


def _deprecated(report: FilingContext) -> Iterator[Problem]:
    for name, fact in report.used.items():
        for label in report.taxonomy.concepts[name].labels:
            if "(Deprecated" in label.text:
                yield Problem(
                    f"{name} is deprecated", fact.source, "use the element that took its place"
                )
                break


def _footnotes(report: FilingContext) -> Iterator[Problem]:
    for note in report.instance.footnotes:
        lost = [name for name in note.facts if name not in report.facts]
        if lost or not note.facts:
            yield Problem(
                f"the footnote '{note.id}' hangs on no fact",
                report.filing.at,
                "give it columns, or name it in a row",
            )
        if not note.lang or not note.text.strip():
            yield Problem(
                f"the footnote '{note.id}' has no text or no language", report.filing.at, "write it"
            )


CHECKS: Checks = {
    "fact.duplicate": _duplicates,
    "fact.digits": _digits,
    "fact.id": _ids,
    "fact.language": _languages,
    "fact.kind": _reportable,
    "fact.empty": _empty,
    "fact.negative": _negative_counts,
    "fact.percent": _large_percentages,
    "fact.deprecated": _deprecated,
    "footnote.facts": _footnotes,
}
