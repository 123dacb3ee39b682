"""Text blocks: how the page tags them, and what their markup holds."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from crossfoot.filing_rules.files import active_content
from crossfoot.filing_rules.rule import Checks, FilingContext, Problem
from crossfoot.model.instance import Fact

_TEXT_TAG = re.compile(r"<ix:(?:nonNumeric|continuation)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'\s(id|escape|continuedAt)="([^"]*)"')
_LEADS = frozenset({"href", "src", "srcset", "action", "background", "data", "poster"})
_INSIDE = ("#", "data:image/")


def _blocks(report: FilingContext) -> dict[str, Fact]:
    return {fact.id: fact for fact in report.unusual if fact.concept.type == "textBlock"}


def _escaped(report: FilingContext) -> Iterator[Problem]:
    blocks = _blocks(report)
    if not blocks and " escape=" not in report.page and "<ix:continuation" not in report.page:
        return
    tags = [dict(_ATTRIBUTE.findall(found[1])) for found in _TEXT_TAG.finditer(report.page)]
    marked = {tag.get("id", "") for tag in tags if tag.get("escape") in ("true", "1")}
    for name in sorted(marked ^ set(blocks)):
        at = report.facts[name].source if name in report.facts else report.at_page
        mistake = (
            "is escaped and no text block" if name in marked else "is a text block and not escaped"
        )
        yield Problem(
            f"{name} {mistake}", at, "a text block holds markup, every other fact holds text"
        )
    yield from (
        Problem(message, report.at_page, "one chain, each part once")
        for message in _loose_ends(tags, report.facts)
    )


def _loose_ends(tags: Iterable[Mapping[str, str]], facts: Container[str]) -> Iterator[str]:
    """Continuations that nothing continues, and ones that are not there."""
    continued = Counter(tag["continuedAt"] for tag in tags if "continuedAt" in tag)
    parts = Counter(
        tag.get("id", "") for tag in tags if "escape" not in tag and tag.get("id", "") not in facts
    )
    for name in sorted(continued - parts) + sorted(parts - continued):
        yield f"the continuation '{name}' is not there, or continues nothing"


def _markup(report: FilingContext) -> Iterator[Problem]:
    for fact in _blocks(report).values():
        value = str(fact.value)
        leads: list[str] = []
        parser = ParserCreate()
        parser.StartElementHandler = lambda _, attributes, leads=leads: leads.extend(
            v for k, v in attributes.items() if k in _LEADS
        )
        try:
            parser.Parse(f"<div>{value}</div>", True)
        except ExpatError as broken:
            message = (
                f"the markup of {fact.concept.name} is not well-formed: {ErrorString(broken.code)}"
            )
            yield Problem(message, fact.source, "close what is opened")
            continue
        for what in active_content(value):
            yield Problem(
                f"the text block {fact.concept.name} holds {what}",
                fact.source,
                "text, tables and pictures alone",
            )
        for address in leads:
            if not address.startswith(_INSIDE):
                yield Problem(
                    f"the text block {fact.concept.name} leads outside: '{address[:80]}'",
                    fact.source,
                    "links stay inside",
                )


CHECKS: Checks = {
    "page.escape": _escaped,
    "fact.markup": _markup,
}
