"""Contexts and units of XBRL 2.1, as the instance and the inline header both hold them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct

from crossfoot.system.xml_parser import BadXml, clark, local, text_of
from crossfoot.xbrl.names import filer_key, named, unit_text
from crossfoot.xbrl.periods import BadPeriod, days_of

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
    return _once(
        "contexts", ((element.get("id") or "", _context(element, prefixes)) for element in elements)
    )


def _once(what: str, pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    held: dict[str, T] = {}
    for name, told in pairs:
        if held.setdefault(name, told) != told and name:
            raise BadXml(
                f"two {what} have the id '{name[:60]}' and differ: nobody can say which is meant"
            )
    return held


def _context(element: Any, prefixes: Mapping[str, str]) -> ContextRow:
    parts = {local(child): child for child in element.iter()}
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
    members = {}
    for child in element.iter():
        if local(child) in ("explicitMember", "typedMember"):
            axis = named(clark(child, child.get("dimension") or ""), prefixes)
            value = text_of(child).strip()
            members[axis] = (
                named(clark(child, value), prefixes) if local(child) == "explicitMember" else value
            )
    last = instant if instant is not None else end
    first_day, last_day, why = _days(start, last)
    wrong = ("/".join(filter(None, (start, last))), why) if why else ("", "")
    filer, told = filer_key(*entity), dimension_text(members)
    return ContextRow(
        filer=filer, entity=entity, start=first_day, end=last_day, dimensions=told, wrong=wrong
    )


def _days(start: str | None, last: str | None) -> tuple[date | None, date | None, str]:
    """First and last day, and what is wrong with them; no days for forever."""
    if last is None:
        return None, None, "it has no end" if start is not None else ""
    try:
        return *days_of(start, last), ""
    except BadPeriod as broken:
        return None, None, str(broken)


def dimension_text(members: Mapping[str, str]) -> str:
    """`{"axis":"member"}` with sorted keys; empty for none."""
    return (
        json.dumps(dict(sorted(members.items())), ensure_ascii=False, separators=(",", ":"))
        if members
        else ""
    )


def units_in(elements: Iterable[Any], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Unit id to its text; BadXml where an id means two that differ."""
    return _once(
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
