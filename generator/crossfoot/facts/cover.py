"""Facts of the cover: texts, dates and flags from `cover:` in filing.yaml."""

import re
from collections.abc import Iterator
from datetime import date

from crossfoot.facts.ids import FactIds, id_tail
from crossfoot.model.filing import Filing
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import Fact
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.taxonomy import TEXT_TYPES, Concept, Taxonomy

_FORM = {
    "date": (re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z", re.ASCII), "2010-03-31"),
    "boolean": (re.compile(r"(true|false)\Z"), "true or false"),
    "gMonthDay": (re.compile(r"--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z", re.ASCII), "--03-31"),
    "gYear": (re.compile(r"\d{4}\Z", re.ASCII), "2009"),
}


def _in_calendar(kind: str, value: str) -> bool:
    days = {"date": value, "gMonthDay": f"2000{value[1:]}"}
    try:
        date.fromisoformat(days.get(kind, "2000-01-01"))
    except ValueError:
        return False
    return True


def cover_facts(
    filing: Filing, taxonomy: Taxonomy, ids: FactIds, findings: list[Finding]
) -> Iterator[Fact]:
    """One fact for each cover line, in the order given.

    Each stands in the context of the filing as a whole. Lines that name no text concept, or whose
    value has not the form of its type (XML Schema, part 2), go to `findings`.
    """
    for name, value, at in filing.cover:
        concept = taxonomy.concepts.get(name)
        if concept is None:
            hint = did_you_mean(name, taxonomy.concepts)
            findings.append(error("build.concept", f"there is no concept '{name}'", at, hint))
        elif problem := _problem(concept, value):
            findings.append(error("build.cover", problem[0], at, problem[1]))
        else:
            yield Fact(
                id=ids.give(f"cover.{name}{id_tail(filing.context, None, ())}"),
                concept=concept,
                period=filing.context,
                members=(),
                value=value,
                lang="en" if concept.type == "string" else "",
                source=at,
            )


def _problem(concept: Concept, value: str) -> tuple[str, str] | None:
    """What is wrong with a cover line, and what to do about it."""
    name, kind = concept.name, concept.type
    if kind not in TEXT_TYPES:
        return f"{name} has the type {kind}, no cover text", "put numbers into a table"
    if kind == "textBlock":
        hint = "name it at the table whose text it holds: 'text_block:' under 'tables:'"
        return f"{name} is a text block, no cover text", hint
    form = _FORM.get(kind)
    if form and not (form[0].match(value) and _in_calendar(kind, value)):
        return f"'{value}' is not a {kind}", f"write it as {form[1]}"
    return None if value.strip() else (f"{name} has no value", "fill it in, or take the line out")
