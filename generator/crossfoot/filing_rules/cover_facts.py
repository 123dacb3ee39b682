"""Which cover facts a form or an authority asks for: cover_facts.csv beside this file, read once.

The forms' rows are those of `dei-validations.json`, made by staff of the SEC and kept in Arelle's
EFM plug-in: what must or should be
there in an inline document. Values of fiscal periods and of DocumentAccountingStandard are those
that the elements' types list.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from crossfoot.filing_rules.rule import Checks, FilingContext, Problem
from crossfoot.model.suggestions import did_you_mean

FORMS = ("10-K", "10-KT", "10-Q", "10-QT", "20-F", "40-F", "6-K", "8-K")
_LIKE = {"8-K12B": "8-K", "8-K12G3": "8-K", "8-K15D5": "8-K"}
"""Forms that ask for what another one asks for."""
_IN_COMPANY = "company.yaml"
_COVER_HINT = "add it under 'cover:', and to the network of the cover"
_TABLE_HINT = "print it in a table: it is a number"


class CoverRequest(Struct, frozen=True, kw_only=True):
    """One fact that is asked for; `names`: the usual one first; `condition`: `Fact` or
    `Fact=value`, without which nobody asks."""

    names: tuple[str, ...]
    requesters: tuple[str, ...]
    condition: str
    values: tuple[str, ...]
    where: str


@cache
def cover_requests() -> tuple[CoverRequest, ...]:
    """The whole table; `requesters` are forms, or profiles for what every form asks for."""
    text = Path(__file__).with_name("cover_facts.csv").read_text(encoding="utf-8")
    return tuple(
        CoverRequest(
            names=tuple(row["fact"].split("|")),
            requesters=tuple(row["asked_by"].split()),
            condition=row["with"],
            values=tuple(filter(None, row["values"].split("; "))),
            where=row["where"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def form_of(cover: Mapping[str, str]) -> str:
    """The form whose list counts for the one that the cover names, without the mark of an
    amendment."""
    name = cover.get("DocumentType", "").removesuffix("/A")
    return _LIKE.get(name, name)


def _told(report: FilingContext) -> dict[str, str]:
    return {fact.concept.name: str(fact.value) for fact in report.instance.cover}


def _asked_here(
    report: FilingContext, cover: Mapping[str, str]
) -> Iterator[tuple[CoverRequest, str]]:
    """What this filing is asked for, and by whom."""
    by_form, rules = report.profile.by_form, report.rules
    form = form_of(cover) if by_form else ""
    for request in cover_requests():
        requester = (
            form if form in request.requesters else rules if rules in request.requesters else ""
        )
        fact, _, value = request.condition.partition("=")
        if requester and (not fact or (fact in cover and value in ("", cover[fact]))):
            yield (
                request,
                f"the form {form or '(not named)'}" if by_form else requester.upper(),
            )


def _of_form(report: FilingContext) -> Iterator[Problem]:
    cover = _told(report)
    wanted = list(_asked_here(report, cover))
    yield from _of_company(report, wanted)
    yield from _of_cover(report, cover, wanted)


def _of_company(
    report: FilingContext, wanted: Iterable[tuple[CoverRequest, str]]
) -> Iterator[Problem]:
    company = report.filing.company
    known = {
        "name_ja": company.name_ja,
        "fiscal_year_end": company.fiscal_year_end,
        **dict(company.identifiers),
    }
    for request, requester in wanted:
        name = request.names[0]
        if request.where == _IN_COMPANY and not known.get(name):
            yield Problem(
                f"company.yaml lacks {name}, which {requester} asks for",
                company.at,
                _company_hint(name),
            )


def _of_cover(
    report: FilingContext, cover: Mapping[str, str], wanted: Iterable[tuple[CoverRequest, str]]
) -> Iterator[Problem]:
    """What is missing: one problem for all that goes to the same place, so that nobody has to build
    twice to learn the rest."""
    types = [fact.source for fact in report.instance.cover if fact.concept.name == "DocumentType"]
    lacking: dict[tuple[str, str], list[str]] = {}
    for request, requester in wanted:
        if request.where != _IN_COMPANY and not any(
            name in cover or name in report.used for name in request.names
        ):
            place = _TABLE_HINT if request.where == "table" else _COVER_HINT
            instead = f", or {' or '.join(request.names[1:])}" if request.names[1:] else ""
            lacking.setdefault((requester, place), []).append(request.names[0] + instead)
    for (requester, place), names in lacking.items():
        yield Problem(
            f"the cover lacks {'; '.join(names)}, which {requester} asks for",
            (types or [report.filing.at])[0],
            place,
        )


def _company_hint(name: str) -> str:
    return (
        f"add '{name}:' to company.yaml"
        if name in ("name_ja", "fiscal_year_end")
        else f"add '{name}:' under 'identifiers:'"
    )


def _known_form(report: FilingContext) -> Iterator[Problem]:
    for fact in report.instance.cover:
        if (
            fact.concept.name == "DocumentType"
            and form_of({"DocumentType": str(fact.value)}) not in FORMS
        ):
            known = [form + end for form in (*FORMS, *_LIKE) for end in ("", "/A")]
            otherwise = f"known: {', '.join(FORMS)}, and their amendments (/A)"
            yield Problem(
                f"we don't know what the form '{fact.value}' asks for",
                fact.source,
                did_you_mean(str(fact.value), known, otherwise),
            )


def _values(report: FilingContext) -> Iterator[Problem]:
    facts = {fact.concept.name: fact for fact in report.instance.cover}
    for request, requester in _asked_here(report, _told(report)):
        fact = facts.get(request.names[0])
        if fact is not None and request.values and str(fact.value) not in request.values:
            yield Problem(
                f"{fact.concept.name} is '{fact.value}'; {requester} takes {', '.join(request.values)}",
                fact.source,
                "write one of them",
            )


CHECKS: Checks = {
    "cover.form": _of_form,
    "cover.known": _known_form,
    "cover.values": _values,
}
