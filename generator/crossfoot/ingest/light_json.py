"""Facts of an xBRL-JSON report (OIM 1.0) without its taxonomy."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from crossfoot.ingest.contexts import dimension_text
from crossfoot.ingest.footnotes import told_footnote
from crossfoot.ingest.names import filer_key, named, prefixes_of, unit_text
from crossfoot.ingest.periods import BadPeriod, bad_period, days_of
from crossfoot.ingest.report import FactRow
from crossfoot.model.finding import Finding
from crossfoot.model.source import SourceRef

_NOTE = "xbrl:note"
_CORE = ("concept", "entity", "period", "unit", "language", "noteId")


class BadJson(ValueError):
    """The report is not xBRL-JSON; the text says why."""


def read_json(data: bytes, file: str, findings: list[Finding]) -> tuple[list[FactRow], tuple[str, str], tuple[str, ...], dict[str, str]]:
    """Facts, entity, taxonomy entry points, and namespace to prefix; a fact whose period can't be read is a finding."""
    try:
        report = json.loads(data)
        info, facts = report["documentInfo"], report["facts"]
        spaces: dict[str, str] = {str(prefix): str(uri) for prefix, uri in info["namespaces"].items()}
        taxonomy = tuple(str(one) for one in info.get("taxonomy", ()))
        prefixes = prefixes_of((prefix, uri) for prefix, uri in spaces.items())
        notes = {name: told_footnote(fact) for name, fact in facts.items() if fact["dimensions"].get("concept") == _NOTE}
        told = {name: fact for name, fact in facts.items() if name not in notes}
        rows = []
        for name, fact in told.items():
            try:
                rows.append(replace(_fact(name, fact, spaces, prefixes, file), footnotes=_carried(fact, notes)))
            except BadPeriod as broken:
                where = SourceRef(file=file, row=_line(data, name), column=name)
                findings.append(bad_period(str(fact["dimensions"]["period"]), broken, where))
        entity = next(((f.get("dimensions") or {}).get("entity", "") for f in facts.values()), "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ArithmeticError) as broken:
        raise BadJson(f"this is not a report in xBRL-JSON: {type(broken).__name__} {str(broken)[:80]}") from None
    return rows, _entity(entity, spaces), taxonomy, prefixes


def _carried(fact: Mapping[str, Any], notes: Mapping[str, tuple[str, str, str]]) -> tuple[tuple[str, str, str], ...]:
    targets = (one for groups in (fact.get("links") or {}).values() for held in groups.values() for one in held)
    return tuple(notes[one] for one in targets if one in notes)


def _line(data: bytes, name: str) -> int | None:
    """The line of the report on which the fact begins."""
    found = re.search(re.escape(json.dumps(name, ensure_ascii=False).encode()) + rb"\s*:\s*\{", data)
    return data.count(b"\n", 0, found.start()) + 1 if found else None


def namespaces_of(data: bytes) -> set[tuple[str, str]]:
    """The (prefix, namespace) pairs of a report in xBRL-JSON or xBRL-CSV; none where it can't be read."""
    try:
        return {(str(prefix), str(uri)) for prefix, uri in json.loads(data)["documentInfo"]["namespaces"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return set()


def well_formed_json(data: bytes) -> None:
    """BadJson unless it is an object in JSON."""
    try:
        if isinstance(json.loads(data), dict):
            return
    except (ValueError, RecursionError) as broken:
        raise BadJson(f"this is not JSON: {str(broken)[:80]}") from None
    raise BadJson("this is not an object in JSON")


def _fact(name: str, fact: Mapping[str, Any], spaces: Mapping[str, str], prefixes: Mapping[str, str], file: str) -> FactRow:
    held = fact["dimensions"]
    value = fact["value"]
    numeric = "decimals" in fact or "unit" in held
    unit = _unit(held.get("unit", "xbrli:pure"), spaces, prefixes) if numeric else None
    members = {_name(axis, spaces, prefixes): _name(str(value), spaces, prefixes) for axis, value in held.items() if axis not in _CORE}
    return FactRow(
        fact_id=name,
        filer=filer_key(*_entity(held.get("entity", ""), spaces)),
        concept=_name(held["concept"], spaces, prefixes),
        period=_period(held.get("period")),
        unit=unit,
        dimensions=dimension_text(members),
        language=held.get("language"),
        decimals=int(fact["decimals"]) if "decimals" in fact else None,
        value=None if value is None else str(value),
        file=file,
    )


def _name(text: str, spaces: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = text.partition(":")
    return named(f"{{{spaces[prefix]}}}{local}", prefixes) if colon and prefix in spaces else text


def _entity(text: str, spaces: Mapping[str, str]) -> tuple[str, str]:
    prefix, _, identifier = str(text).partition(":")
    return spaces.get(prefix, prefix), identifier


def _unit(text: str, spaces: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    over, _, under = text.replace("(", "").replace(")", "").partition("/")
    known = {"xbrli": "http://www.xbrl.org/2003/instance", **spaces}

    def side(part: str) -> list[str]:
        names = (one.partition(":") for one in part.split("*") if one)
        return [f"{{{known.get(prefix, prefix)}}}{local}" for prefix, _, local in names]

    return unit_text(side(over), side(under), prefixes)


def _period(text: str | None) -> tuple[date | None, date | None]:
    """OIM writes an end as the midnight after it."""
    if text is None:
        return None, None
    start, slash, end = text.partition("/")
    return days_of(start, end, bare=True) if slash else days_of(None, start, bare=True)
