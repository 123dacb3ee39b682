"""The fast path: a filing that this program built, read from its instance without Arelle.

Taken only when `intake.json` beside it knows the verdict and the hash of every file that is read.
"""

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from operator import attrgetter, eq
from typing import Any

import msgspec

from crossfoot.ingest.archives import unpack
from crossfoot.ingest.contexts import contexts_in, decimals_of, footnotes_in, units_in
from crossfoot.ingest.cover import day, head_of
from crossfoot.ingest.manifest import Manifest
from crossfoot.ingest.names import prefixes_of
from crossfoot.ingest.report import ADDRESS, Coded, Report, Table, footnote_tables
from crossfoot.ingest.taxonomy_files import taxonomy_tables
from crossfoot.ingest.xml_file import BadXml, declared, local, parse_xml
from crossfoot.model.finding import Finding
from crossfoot.model.source import SourceRef

_FACT = re.compile(r'\n<([^ >]+) id="([^"]*)" contextRef="([^"]*)"([^>]*)>([^<]*)')
_NAME = re.compile(r"[\w.-]+:[\w.-]+")
_ABOUT = re.compile(r'(?: unitRef="([^"]*)")?(?: xml:lang="([^"]*)")?(?: decimals="([^"]*)")?( xsi:nil="true")?/?')
_XLINK = "{http://www.w3.org/1999/xlink}"


class Place(msgspec.Struct, gc=False):
    """An address as sources.json writes it."""

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    document: str | None
    line: str | None


def read_own(manifest: Manifest, given: Mapping[str, bytes]) -> Report | None:
    """The filing from files of known hashes; None when it was never judged, or is not written the way we write."""
    if manifest.data.get("verdict") != "clean" or not manifest.data.get("rules"):
        return None
    files = dict(given)
    instance = files[f"{manifest.stem}.xbrl"]
    base = _base_schemas(files.pop(f"{manifest.stem}-taxonomy.zip", None))
    prefixes = prefixes_of(declared(instance[: instance.find(b"<link:schemaRef")]))
    try:
        frame, rows = _split(instance.decode("utf-8"))
        facts, carried, entity = _columns(frame, rows, prefixes)
    except (BadXml, ValueError, KeyError):
        return None
    tables = {
        "facts": facts,
        **footnote_tables(carried),
        **taxonomy_tables(files, prefixes, base, set(facts["concept"]), (f"{manifest.stem}.xsd",)),
    }
    tables["addresses"] = _addresses(files["sources.json"], facts["fact_id"])
    head = head_of(facts, entity, **_known(manifest), document=f"{manifest.stem}.xbrl", taxonomies=_schema_refs(frame))
    return Report(
        head=head,
        tables=tables,
        reader="crossfoot",
        validated=True,
        rules=tuple(manifest.data["rules"]),
        findings=_findings(files["findings.json"]),
        facts=len(rows),
    )


def _base_schemas(package: bytes | None) -> dict[str, bytes]:
    """The schemas of the base, which the filing's taxonomy package brings."""
    held = {} if package is None else unpack(package)
    return {name: data for name, data in held.items() if name.endswith(".xsd")}


def _split(text: str) -> tuple[Any, list[tuple[str, ...]]]:
    """The document without its facts as a tree, and the facts as texts: (name, id, context, what else it says, value)."""
    first = text.find(' contextRef="')
    begin = text.rfind("\n", 0, first) if first >= 0 else len(text)
    end = text.find("<link:footnoteLink", begin)
    end = text.find("</xbrli:xbrl>", begin) if end < 0 else end
    rows = _FACT.findall(text, begin, end)
    if len(rows) != text.count(' contextRef="'):
        raise BadXml("the instance is not written the way we write it")
    return parse_xml((text[:begin] + text[end:]).encode()), rows


def _columns(
    frame: Any, rows: Sequence[tuple[str, ...]], prefixes: Mapping[str, str]
) -> tuple[Table, list[list[tuple[str, str, str]]], tuple[str, str]]:
    """The columns of facts, the footnotes of each, and the entity."""
    contexts = contexts_in((child for child in frame if local(child) == "context"), prefixes)
    units: dict[str, str | None] = {"": None, **units_in((child for child in frame if local(child) == "unit"), prefixes)}
    notes = footnotes_in(child for child in frame if local(child) == "footnoteLink")
    names, ids, refs, abouts, values = zip(*rows, strict=True) if rows else ((),) * 5
    if not all(map(_NAME.fullmatch, set(names))):
        raise BadXml("the instance is not written the way we write it")
    told = {about: _told(about, units) for about in set(abouts)}
    nil = {about: told[about][3] for about in told}
    if any(nil.values()) or "&" in "".join(values):
        values = tuple(None if nil[about] else unescape(value) for value, about in zip(values, abouts, strict=True))
    facts: Table = {
        "ordinal": range(len(rows)),
        "fact_id": ids,
        "filer": Coded(refs, {ref: context.filer for ref, context in contexts.items()}),
        "concept": Coded(names, {name: name for name in set(names)}),
        "period_start": Coded(refs, {ref: context.start for ref, context in contexts.items()}),
        "period_end": Coded(refs, {ref: context.end for ref, context in contexts.items()}),
        "unit": Coded(abouts, {about: one[0] for about, one in told.items()}),
        "dimensions": Coded(refs, {ref: context.dimensions for ref, context in contexts.items()}),
        "language": Coded(abouts, {about: one[1] for about, one in told.items()}),
        "decimals": Coded(abouts, {about: one[2] for about, one in told.items()}),
        "nil": Coded(abouts, nil),
        "value_text": values,
    }
    none: list[tuple[str, str, str]] = []
    entity = contexts[refs[0]].entity if refs else ("", "")
    return facts, [notes.get(one, none) for one in ids] if notes else [], entity


def _told(about: str, units: Mapping[str, str | None]) -> tuple[str | None, str | None, int | None, bool]:
    """Unit, language, decimals and nil, from the rest of a fact's attributes."""
    match = _ABOUT.fullmatch(about)
    if match is None:
        raise BadXml("the instance is not written the way we write it")
    return units[match[1] or ""], (match[2] or "").lower() or None, decimals_of(match[3]), match[4] is not None


def _addresses(data: bytes, ids: Sequence[str]) -> Table:
    places = msgspec.json.decode(data, type=dict[str, Place])
    ordinals: Sequence[int] = range(len(ids))
    if len(places) != len(ids) or not all(map(eq, places, ids)):
        ordinals = [ordinal for ordinal, one in enumerate(ids) if one in places]
        places = {ids[ordinal]: places[ids[ordinal]] for ordinal in ordinals}
    table: Table = {"ordinal": ordinals}
    for name, column in ADDRESS.items():
        table[column] = list(map(attrgetter(name), places.values()))
    return table


def _known(manifest: Manifest) -> dict[str, Any]:
    """What the manifest says of the filing that its facts may not."""
    data = manifest.data
    return {
        "prefix": data.get("prefix"),
        "name": data.get("filer"),
        "title": data.get("title"),
        "filed": day(data.get("filed")),
        "period_end": day(data.get("period_end")),
    }


def _schema_refs(frame: Any) -> tuple[str, ...]:
    return tuple(child.get(f"{_XLINK}href") or "" for child in frame if local(child) == "schemaRef")


def _findings(data: bytes) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            code=row["code"],
            severity=row["severity"],
            message=row["message"],
            hint=row.get("hint", ""),
            source=SourceRef(**row["address"]),
            also=tuple(SourceRef(**one) for one in row.get("also", ())),
        )
        for row in json.loads(data)["findings"]
    )
