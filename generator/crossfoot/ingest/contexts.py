"""Contexts and units of XBRL 2.1, as the instance and the inline header both hold them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from crossfoot.ingest.cover import day
from crossfoot.ingest.names import filer_key, named, unit_text
from crossfoot.ingest.xml_file import clark, local, text_of


class ContextRow(Struct, frozen=True, kw_only=True):
    """A context in the terms of the store."""

    filer: str
    entity: tuple[str, str]
    start: date | None
    end: date | None
    dimensions: str


def contexts_in(elements: Iterable[Any], prefixes: Mapping[str, str]) -> dict[str, ContextRow]:
    """Context id to context; what can't be read has no dates."""
    return {element.get("id") or "": _context(element, prefixes) for element in elements}


def _context(element: Any, prefixes: Mapping[str, str]) -> ContextRow:
    parts = {local(child): child for child in element.iter()}
    identifier = parts.get("identifier")
    entity = ("", "") if identifier is None else (identifier.get("scheme") or "", text_of(identifier).strip())
    instant, start, end = (text_of(parts[name]) if name in parts else None for name in ("instant", "startDate", "endDate"))
    members = {}
    for child in element.iter():
        if local(child) in ("explicitMember", "typedMember"):
            axis = named(clark(child, child.get("dimension") or ""), prefixes)
            value = text_of(child).strip()
            members[axis] = named(clark(child, value), prefixes) if local(child) == "explicitMember" else value
    last = instant if instant is not None else end
    return ContextRow(filer=filer_key(*entity), entity=entity, start=day(start), end=_last_day(last), dimensions=dimension_text(members))


def _last_day(text: str | None) -> date | None:
    """The last day inclusive: a time of midnight belongs to the day before (XBRL 2.1, 4.7.2)."""
    end = day(text)
    if end is not None and "T00:00:00" in (text or ""):
        end -= timedelta(days=1)
    return end


def dimension_text(members: Mapping[str, str]) -> str:
    """`{"axis":"member"}` with sorted keys; empty for none."""
    return json.dumps(dict(sorted(members.items())), ensure_ascii=False, separators=(",", ":")) if members else ""


def units_in(elements: Iterable[Any], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Unit id to its text."""
    units = {}
    for element in elements:
        sides: tuple[list[str], list[str]] = ([], [])
        for measure in element.iter():
            if local(measure) == "measure":
                parent = measure.getparent()
                sides[local(parent) == "unitDenominator"].append(clark(measure, text_of(measure)))
        units[element.get("id") or ""] = unit_text(*sides, prefixes)
    return units


def decimals_of(text: str | None) -> int | None:
    """The number; None for INF, for none and for what is no number."""
    try:
        return int((text or "").strip())
    except ValueError:
        return None
