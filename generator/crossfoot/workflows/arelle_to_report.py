"""A report as Arelle loaded it, in the store's terms; concepts and arcs from the filing's own
files."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import PurePath

from crossfoot.arelle.records import ArelleFact, ArelleNetworks
from crossfoot.model.finding import Finding
from crossfoot.system.xml_parser import BadXml, parse_xml
from crossfoot.xbrl.cover import day, head_of, own_prefix
from crossfoot.xbrl.names import filer_key, main_filer, named, prefixes_of, unit_text
from crossfoot.xbrl.readers.contexts import decimals_of, dimension_text, prefixed
from crossfoot.xbrl.readers.oim_json import namespaces_of
from crossfoot.xbrl.report_records import FactRow, Report, Table, fact_tables
from crossfoot.xbrl.schema_files import entry_points
from crossfoot.xbrl.submission_files import SubmissionFiles
from crossfoot.xbrl.taxonomy_files import (
    ARCS,
    LABELS,
    ROLES,
    as_table,
    declared_in,
    role_name,
    taxonomy_tables,
)

_CLARK = re.compile(r"\{[^{}\s]+\}[^\W\d][\w.-]*")


def foreign_report(
    material: SubmissionFiles,
    loaded: Sequence[ArelleFact],
    findings: Iterable[Finding],
    rules: Sequence[str],
    base: Mapping[str, bytes],
    networks: ArelleNetworks | None = None,
) -> Report:
    """The report from Arelle's facts; `networks` are those of the published taxonomy, where the
    filing brings none."""
    json_names = [
        namespaces_of(material.files[name])
        for name in material.reports
        if material.syntax in ("json", "csv")
    ]
    prefixes = prefixes_of(declared_in(material.files).union(*json_names))
    words = _Words(prefixes)
    places = _lines(material)
    refs = tuple(
        dict.fromkeys(
            ref for name in material.reports for ref in entry_points(name, material.files[name])
        )
    )
    rows = [_fact(fact, words, places) for fact in loaded]
    lent = _lent(networks, words) if networks is not None and networks.arcs else {}
    used = {row.concept for row in rows}.union(
        *(lent["arcs"][end] for end in ("parent", "child") if lent)
    )
    tables = {
        **fact_tables(rows),
        **taxonomy_tables(material.taxonomy, prefixes, base, used, refs),
        **lent,
    }
    entity = main_filer((row.filer for row in rows), loaded[0].entity if loaded else ("", ""))
    document = material.reports[0] if material.reports else ""
    return Report(
        head=head_of(
            tables["facts"],
            entity,
            document=document,
            taxonomies=refs,
            prefix=own_prefix(tables["concepts"]),
        ),
        tables=tables,
        reader="arelle",
        validated=True,
        rules=tuple(rules),
        findings=tuple(findings),
        facts=len(rows),
    )


def _lent(networks: ArelleNetworks, words: "_Words") -> dict[str, Table]:
    """The tables of a published taxonomy's networks."""
    arcs = [
        (*row[:3], *(words.name(end or "") for end in row[3:5]), *row[5:], None)
        for row in networks.arcs
    ]
    labels = [(words.name(concept), *rest) for concept, *rest in networks.labels]
    roles = [(role, role_name(role), definition or None) for role, definition in networks.roles]
    tables = {
        "arcs": as_table(ARCS, arcs),
        "labels": as_table(LABELS, labels),
        "roles": as_table(ROLES, roles),
    }
    return {**tables, "arcs": {"position": range(len(arcs)), **tables["arcs"]}}


class _Words:
    """What facts are told in, each text made once: names, days, filers, units and dimensions
    repeat."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.name = name = cache(partial(named, prefixes=prefixes))
        self.day, self.filer, self.decimals = cache(day), cache(filer_key), cache(decimals_of)
        self.unit = cache(partial(unit_text, prefixes=prefixes))
        self.dimensions = cache(
            lambda members: dimension_text(
                {
                    name(axis): None if member is None else prefixed(member, prefixes)
                    for axis, member in members
                }
            )
        )


def _fact(fact: ArelleFact, words: _Words, places: Mapping[str, tuple[str, int]]) -> FactRow:
    file, line = places.get(fact.id or "", (places[""][0] if "" in places else "", None))
    return FactRow(
        fact_id=fact.id,
        filer=words.filer(*fact.entity),
        concept=words.name(fact.concept),
        period=(words.day(fact.start), words.day(fact.end)),
        unit=None if fact.unit is None else words.unit(*fact.unit),
        dimensions=words.dimensions(fact.dimensions),
        language=fact.language,
        decimals=words.decimals(fact.decimals),
        value=None if fact.nil else _value(fact.value or "", words),
        file=file,
        line=line,
        footnotes=fact.footnotes,
    )


def _value(text: str, words: "_Words") -> str:
    """A QName as `prefix:Name`, as the readers without a taxonomy have it."""
    return words.name(text) if _CLARK.fullmatch(text) else text


def _lines(material: SubmissionFiles) -> dict[str, tuple[str, int]]:
    """Fact id to file and line; the empty id gives the first file."""
    found = {"": (PurePath(material.reports[0]).name, 0)} if material.reports else {}
    for name in material.reports if material.syntax in ("inline", "xbrl") else ():
        try:
            root = parse_xml(material.files[name])
        except BadXml:
            continue
        file = PurePath(name).name
        facts = (
            element for element in root.iter() if element.get("id") and element.get("contextRef")
        )
        found.update({element.get("id"): (file, element.sourceline) for element in facts})
    return found
