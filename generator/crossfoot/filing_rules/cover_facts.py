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

from crossfoot.filing_rules.rule import Checks, Finished, Problem
from crossfoot.model.suggestions import did_you_mean

FORMS = ("10-K", "10-KT", "10-Q", "10-QT", "20-F", "40-F", "6-K", "8-K")
_LIKE = {"8-K12B": "8-K", "8-K12G3": "8-K", "8-K15D5": "8-K"}
"""Forms that ask for what another one asks for."""
_IN_COMPANY = "company.yaml"
_COVER_HINT = "add it under 'cover:', and to the network of the cover"
_TABLE_HINT = "print it in a table: it is a number"


class Asked(Struct, frozen=True, kw_only=True):
    """One fact that is asked for; `names`: the usual one first; `condition`: `Fact` or
    `Fact=value`, without which nobody asks."""

    names: tuple[str, ...]
    askers: tuple[str, ...]
    condition: str
    values: tuple[str, ...]
    where: str


@cache
def asked() -> tuple[Asked, ...]:
    """The whole table; `askers` are forms, or profiles for what every form asks for."""
    text = Path(__file__).with_name("cover_facts.csv").read_text(encoding="utf-8")
    return tuple(
        Asked(
            names=tuple(row["fact"].split("|")),
            askers=tuple(row["asked_by"].split()),
            condition=row["with"],
            values=tuple(filter(None, row["values"].split("; "))),
            where=row["where"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def form_of(told: Mapping[str, str]) -> str:
    """The form whose list counts for the one that the cover names, without the mark of an
    amendment."""
    name = told.get("DocumentType", "").removesuffix("/A")
    return _LIKE.get(name, name)


def _told(done: Finished) -> dict[str, str]:
    return {fact.concept.name: str(fact.value) for fact in done.instance.cover}


def _asked_here(done: Finished, told: Mapping[str, str]) -> Iterator[tuple[Asked, str]]:
    """What this filing is asked for, and by whom."""
    form = form_of(told) if done.profile == "sec" else ""
    for one in asked():
        asker = form if form in one.askers else done.profile if done.profile in one.askers else ""
        fact, _, value = one.condition.partition("=")
        if asker and (not fact or (fact in told and value in ("", told[fact]))):
            yield (
                one,
                f"the form {form or '(not named)'}" if done.profile == "sec" else asker.upper(),
            )


def _of_form(done: Finished) -> Iterator[Problem]:
    told = _told(done)
    wanted = list(_asked_here(done, told))
    yield from _of_company(done, wanted)
    yield from _of_cover(done, told, wanted)


def _of_company(done: Finished, wanted: Iterable[tuple[Asked, str]]) -> Iterator[Problem]:
    company = done.filing.company
    known = {
        "name_ja": company.name_ja,
        "fiscal_year_end": company.fiscal_year_end,
        **dict(company.identifiers),
    }
    for one, asker in wanted:
        name = one.names[0]
        if one.where == _IN_COMPANY and not known.get(name):
            yield Problem(
                f"company.yaml lacks {name}, which {asker} asks for",
                company.at,
                _company_hint(name),
            )


def _of_cover(
    done: Finished, told: Mapping[str, str], wanted: Iterable[tuple[Asked, str]]
) -> Iterator[Problem]:
    """What is missing: one problem for all that goes to the same place, so that nobody has to build
    twice to learn the rest."""
    types = [fact.source for fact in done.instance.cover if fact.concept.name == "DocumentType"]
    lacking: dict[tuple[str, str], list[str]] = {}
    for one, asker in wanted:
        if one.where != _IN_COMPANY and not any(
            name in told or name in done.used for name in one.names
        ):
            place = _TABLE_HINT if one.where == "table" else _COVER_HINT
            instead = f", or {' or '.join(one.names[1:])}" if one.names[1:] else ""
            lacking.setdefault((asker, place), []).append(one.names[0] + instead)
    for (asker, place), names in lacking.items():
        yield Problem(
            f"the cover lacks {'; '.join(names)}, which {asker} asks for",
            (types or [done.filing.at])[0],
            place,
        )


def _company_hint(name: str) -> str:
    return (
        f"add '{name}:' to company.yaml"
        if name in ("name_ja", "fiscal_year_end")
        else f"add '{name}:' under 'identifiers:'"
    )


def _known_form(done: Finished) -> Iterator[Problem]:
    for fact in done.instance.cover:
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


def _values(done: Finished) -> Iterator[Problem]:
    facts = {fact.concept.name: fact for fact in done.instance.cover}
    for one, asker in _asked_here(done, _told(done)):
        fact = facts.get(one.names[0])
        if fact is not None and one.values and str(fact.value) not in one.values:
            yield Problem(
                f"{fact.concept.name} is '{fact.value}'; {asker} takes {', '.join(one.values)}",
                fact.source,
                "write one of them",
            )


def cover_table() -> str:
    """The facts that are asked for as a table for docs/reference/rules.md; a test holds the two
    equal."""
    lines = [
        "| fact | asked for by | only with | values | where |",
        "| --- | --- | --- | --- | --- |",
    ]
    for one in asked():
        names = " or ".join(f"`{name}`" for name in one.names)
        askers = ", ".join(
            {"sec": "every form", "esef": "ESEF", "edinet": "EDINET"}.get(asker, asker)
            for asker in one.askers
        )
        condition = f"`{one.condition}`" if one.condition else ""
        lines.append(
            f"| {names} | {askers} | {condition} | {', '.join(one.values)} | {one.where} |"
        )
    return "\n".join(lines) + "\n"


CHECKS: Checks = {
    "cover.form": _of_form,
    "cover.known": _known_form,
    "cover.values": _values,
}
