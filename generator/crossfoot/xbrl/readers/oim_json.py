"""Facts of an xBRL-JSON report (OIM 1.0) without its taxonomy."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.system.json_file import BadJson, line_at, parse_json
from crossfoot.xbrl.names import filer_key, named, prefixes_of, unit_text
from crossfoot.xbrl.periods import BadPeriod, bad_period, days_of
from crossfoot.xbrl.readers.contexts import dimension_text
from crossfoot.xbrl.readers.footnotes import told_footnote
from crossfoot.xbrl.readers.instance import no_number
from crossfoot.xbrl.readers.oim_facts import (
    CORE,
    JSON_DOCUMENT,
    NUMBER,
    check_document,
    check_members,
    problem_of,
)
from crossfoot.xbrl.report_records import FactRow

_NOTE = "xbrl:note"
_NO_ENTITY = ("https://xbrl.org/entities", "NA")
"""what a fact without an entity is of (OIM 1.0, 5.2)"""
_QNAME = re.compile(r"[^\W\d][\w.-]*:[^\W\d][\w.-]*")
Read = tuple[list[FactRow], tuple[str, str], tuple[str, ...], dict[str, str]]


def read_json(data: bytes, file: str, findings: list[Finding]) -> Read:
    """Facts, entity, taxonomy entry points, and namespace to prefix of the file `file`.

    A fact that the format does not allow is a finding; BadJson where the report as a whole can't
    be read.
    """
    report = parse_json(data)
    check_document(report, JSON_DOCUMENT)
    check_members(report, "documentInfo facts", "the report", "xbrlje")
    return facts_of(report, (file, lambda name: _line(data, name)), findings)


def facts_of(
    report: Any, place: tuple[str, Callable[[str], int | None]], findings: list[Finding]
) -> Read:
    """The same from the object that such a file holds; `place` is its name, and the line on which a
    fact begins."""
    try:
        info = report["documentInfo"]
        spaces: dict[str, str] = {
            str(prefix): str(uri) for prefix, uri in info["namespaces"].items()
        }
        taxonomy = tuple(map(str, info.get("taxonomy", ())))
        prefixes = prefixes_of(spaces.items())
        facts = dict(_allowed(report.get("facts") or {}, spaces, place, findings))
        rows = list(_rows(facts, spaces, prefixes, place, findings))
        entity = next((fact["dimensions"].get("entity", "") for fact in facts.values()), "")
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        ArithmeticError,
    ) as broken:
        raise BadJson(
            f"this is not a report in xBRL-JSON: {type(broken).__name__} {str(broken)[:80]}"
        ) from None
    return rows, _entity(entity, spaces), taxonomy, prefixes


def _rows(
    facts: Mapping[str, Mapping[str, Any]],
    spaces: Mapping[str, str],
    prefixes: Mapping[str, str],
    place: tuple[str, Callable[[str], int | None]],
    findings: list[Finding],
) -> Iterator[FactRow]:
    """The facts but for footnotes, which go to those that link to them."""
    notes = {
        name: told_footnote(fact)
        for name, fact in facts.items()
        if fact["dimensions"]["concept"] == _NOTE
    }
    for name, fact in facts.items():
        if name in notes:
            continue
        where = SourceRef(file=place[0], row=place[1](name), column=name)
        try:
            row = _fact(name, fact, spaces, prefixes, place[0])
        except BadPeriod as broken:
            findings.append(bad_period(str(fact["dimensions"]["period"]), broken, where))
            continue
        yield replace(row, footnotes=_carried(fact, notes))
        findings.extend(no_number(row, where))


def _allowed(
    facts: Mapping[str, Any],
    spaces: Mapping[str, str],
    place: tuple[str, Callable[[str], int | None]],
    findings: list[Finding],
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The facts that the format allows; the others are findings."""
    for name, fact in facts.items():
        if (wrong := problem_of(name, fact, spaces)) is None:
            yield name, fact
        else:
            findings.append(
                error(
                    "ingest.fact",
                    wrong[0],
                    SourceRef(file=place[0], row=place[1](name), column=name),
                    wrong[1],
                )
            )


def _carried(
    fact: Mapping[str, Any], notes: Mapping[str, tuple[str, str, str]]
) -> tuple[tuple[str, str, str], ...]:
    targets = (
        target
        for groups in (fact.get("links") or {}).values()
        for group in groups.values()
        for target in group
    )
    return tuple(notes[target] for target in targets if target in notes)


def _line(data: bytes, name: str) -> int | None:
    """The line of the report on which the fact begins."""
    found = re.search(
        re.escape(json.dumps(name, ensure_ascii=False).encode()) + rb"\s*:\s*\{", data
    )
    return line_at(data, found.start()) if found else None


def namespaces_of(data: bytes) -> set[tuple[str, str]]:
    """The (prefix, namespace) pairs of a report in xBRL-JSON or xBRL-CSV; none where it can't be
    read."""
    try:
        return {
            (str(prefix), str(uri))
            for prefix, uri in json.loads(data)["documentInfo"]["namespaces"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return set()


def well_formed_json(data: bytes) -> None:
    """BadJson unless it is an object in JSON."""
    if not isinstance(parse_json(data), dict):
        raise BadJson("this is not an object in JSON")


def _fact(
    name: str,
    fact: Mapping[str, Any],
    spaces: Mapping[str, str],
    prefixes: Mapping[str, str],
    file: str,
) -> FactRow:
    dimensions, value = fact["dimensions"], fact["value"]
    numeric = "decimals" in fact or "unit" in dimensions or fact.get(NUMBER, False)
    unit = _unit(dimensions.get("unit", "xbrli:pure"), spaces, prefixes) if numeric else None
    members = {
        _name(axis, spaces, prefixes): member and _name(str(member), spaces, prefixes)
        for axis, member in dimensions.items()
        if axis not in CORE
    }
    if value is not None and not numeric and _QNAME.fullmatch(value):
        value = _name(value, spaces, prefixes)
    return FactRow(
        fact_id=name,
        filer=filer_key(*_entity(dimensions.get("entity", ""), spaces)),
        concept=_name(dimensions["concept"], spaces, prefixes),
        period=_period(dimensions.get("period")),
        unit=unit,
        dimensions=dimension_text(members),
        language=dimensions.get("language", "").lower() or None,
        decimals=fact.get("decimals"),
        value=None if value is None else str(value),
        file=file,
    )


def _name(text: str, spaces: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = text.partition(":")
    return named(f"{{{spaces[prefix]}}}{local}", prefixes) if colon and prefix in spaces else text


def _entity(text: str, spaces: Mapping[str, str]) -> tuple[str, str]:
    prefix, _, identifier = str(text).partition(":")
    return (spaces.get(prefix, prefix), identifier) if text else _NO_ENTITY


def _unit(text: str, spaces: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    over, _, under = text.replace("(", "").replace(")", "").partition("/")
    known = {"xbrli": "http://www.xbrl.org/2003/instance", **spaces}

    def side(part: str) -> list[str]:
        names = (measure.partition(":") for measure in part.split("*") if measure)
        return [f"{{{known.get(prefix, prefix)}}}{local}" for prefix, _, local in names]

    return unit_text(side(over), side(under), prefixes)


def _period(text: str | None) -> tuple[date | None, date | None]:
    """OIM writes an end as the midnight after it."""
    if text is None:
        return None, None
    start, slash, end = text.partition("/")
    return days_of(start, end, bare=True) if slash else days_of(None, start, bare=True)
