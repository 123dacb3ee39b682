"""Contexts and units of XBRL 2.1, as the instance and the inline header both hold them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct

from crossfoot.model.xml_text import attribute
from crossfoot.model.xml_text import text as escaped
from crossfoot.system.xml_parser import BadXml, clark, local, text_of
from crossfoot.xbrl.names import filer_key, named, unit_text
from crossfoot.xbrl.periods import BadPeriod, days_of

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_HINTS = (f"{XSI}schemaLocation", f"{XSI}noNamespaceSchemaLocation", "id")
_CLARK = re.compile(r"\{([^{}<>\s]+)\}([^\W\d][\w.-]*)")
_CONTAINERS = ("segment", "scenario")
T = TypeVar("T")


class ContextRow(Struct, frozen=True, kw_only=True):
    """A context in the terms of the store."""

    filer: str
    entity: tuple[str, str]
    start: date | None
    end: date | None
    dimensions: str
    wrong: tuple[str, str] = ("", "")
    """the period as written and why it can't be read; empty where it can"""


def contexts_in(elements: Iterable[Any], prefixes: Mapping[str, str]) -> dict[str, ContextRow]:
    """Context id to context; BadXml where an id means two that differ."""
    return _by_id(
        "contexts", ((element.get("id") or "", _context(element, prefixes)) for element in elements)
    )


def _by_id(what: str, pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, resource in pairs:
        if found.setdefault(name, resource) != resource and name:
            raise BadXml(
                f"two {what} have the id '{name[:60]}' and differ: nobody can say which is meant"
            )
    return found


def _context(element: Any, prefixes: Mapping[str, str]) -> ContextRow:
    # only the children of entity and period: what stands in a segment may have the same names
    parts = {
        local(child): child
        for group in element
        if local(group) in ("entity", "period")
        for child in group
    }
    identifier = parts.get("identifier")
    entity = (
        ("", "")
        if identifier is None
        else (identifier.get("scheme") or "", text_of(identifier).strip())
    )
    instant, start, end = (
        text_of(parts[name]) if name in parts else None
        for name in ("instant", "startDate", "endDate")
    )
    members = {
        named(axis, prefixes): None if member is None else prefixed(member, prefixes)
        for axis, member in members_of(element)
    }
    last = instant if instant is not None else end
    first_day, last_day, why = _days(start, last)
    return ContextRow(
        filer=filer_key(*entity),
        entity=entity,
        start=first_day,
        end=last_day,
        dimensions=dimension_text(members),
        wrong=("/".join(filter(None, (start, last))), why) if why else ("", ""),
    )


def members_of(context: Any) -> Iterator[tuple[str, str | None]]:
    """What sets the facts of a context apart beside entity and period (XBRL 2.1, 4.10).

    Axis and member, names in Clark notation; a typed member is its text, or None where it is nil
    (XBRL Dimensions 1.0, 3.1.4.5). What a segment or scenario holds beside dimensions stands under
    `segment` or `scenario` as canonical text: one text for what is structure-equal.
    """
    for container in context.iter():
        kind = local(container)
        if kind not in _CONTAINERS:
            continue
        others = []
        for child in container:
            if local(child) == "explicitMember":
                yield (
                    clark(child, child.get("dimension") or ""),
                    clark(child, text_of(child).strip()),
                )
            elif local(child) == "typedMember":
                yield clark(child, child.get("dimension") or ""), _typed_member(child)
            elif local(child):
                others.append(canonical(child))
        if others:
            yield kind, "".join(others)


def _typed_member(element: Any) -> str | None:
    """Nil, empty and a text are three members; a structure is its canonical text."""
    content = next((child for child in element if local(child)), None)
    if content is None:
        return text_of(element).strip()
    if content.get(f"{XSI}nil") in ("true", "1"):
        return None
    return canonical(content) if len(content) else text_of(content).strip()


def canonical(element: Any) -> str:
    """An element as text: names in Clark notation, attributes in alphabetical order, no space
    around texts; ids and the places of schemas left out, which mean nothing (XBRL 2.1, 4.10)."""
    name = str(element.tag)
    attributes = "".join(
        f' {key}="{attribute(value.strip())}"'
        for key, value in sorted(element.attrib.items())
        if key not in _HINTS
    )
    inside = escaped((element.text or "").strip())
    for child in element:
        inside += canonical(child) if local(child) else ""
        inside += escaped((child.tail or "").strip())
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def prefixed(text: str, prefixes: Mapping[str, str]) -> str:
    """The text with each name in Clark notation as `prefix:Name`."""
    if "{" not in text:
        return text
    return _CLARK.sub(lambda name: named(name[0], prefixes), text)


def _days(start: str | None, last: str | None) -> tuple[date | None, date | None, str]:
    """First and last day, and what is wrong with them; no days for forever."""
    if last is None:
        return None, None, "it has no end" if start is not None else ""
    try:
        return *days_of(start, last), ""
    except BadPeriod as broken:
        return None, None, str(broken)


def dimension_text(members: Mapping[str, str | None]) -> str:
    """`{"axis":"member"}` with sorted keys, null for a nil member; empty for none."""
    return (
        json.dumps(dict(sorted(members.items())), ensure_ascii=False, separators=(",", ":"))
        if members
        else ""
    )


def units_in(elements: Iterable[Any], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Unit id to its text; BadXml where an id means two that differ."""
    return _by_id(
        "units", ((element.get("id") or "", _unit(element, prefixes)) for element in elements)
    )


def _unit(element: Any, prefixes: Mapping[str, str]) -> str:
    sides: tuple[list[str], list[str]] = ([], [])
    for measure in element.iter():
        if local(measure) == "measure":
            sides[local(measure.getparent()) == "unitDenominator"].append(
                clark(measure, text_of(measure))
            )
    return unit_text(*sides, prefixes)


def decimals_of(text: str | None) -> int | None:
    """The number; None for INF, for none and for what is no number."""
    try:
        return int((text or "").strip())
    except ValueError:
        return None
