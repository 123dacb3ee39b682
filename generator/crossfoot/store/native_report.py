"""The fast path: a filing that this program built, read from its instance without Arelle.

Taken only when `intake.json` beside it knows the verdict and the hash of every file that is read.
"""

import json
from collections.abc import Container, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from crossfoot.model.finding import Finding
from crossfoot.model.source import SourceRef
from crossfoot.store.native_addresses import address_columns
from crossfoot.store.native_facts import Facts, extent, fact_columns
from crossfoot.system.archive_guard import read_members
from crossfoot.system.xml_parser import BadXml, declared, local, parse_xml
from crossfoot.xbrl.cover import day, head_of, main_end
from crossfoot.xbrl.manifest import Manifest
from crossfoot.xbrl.names import prefixes_of
from crossfoot.xbrl.readers.contexts import contexts_in, units_in
from crossfoot.xbrl.readers.footnotes import linked_footnotes
from crossfoot.xbrl.report_records import Coded, Held, Report, footnote_tables
from crossfoot.xbrl.taxonomy_files import taxonomy_tables

_XLINK = "{http://www.w3.org/1999/xlink}"


def read_own(manifest: Manifest, given: Mapping[str, bytes]) -> Report | None:
    """The filing from files of known hashes; None when Arelle never judged it, or it is not written
    the way we write."""
    if manifest.data.get("verdict") != "clean" or not any(
        str(rule).startswith("Arelle") for rule in manifest.data.get("rules") or ()
    ):
        return None
    return own_report(manifest, given)


def own_report(manifest: Manifest, given: Mapping[str, bytes]) -> Report | None:
    """The filing whatever its manifest says of it; None when it is not written the way we write."""
    files = dict(given)
    instance = files[f"{manifest.stem}.xbrl"]
    base = _base_schemas(files.pop(f"{manifest.stem}-taxonomy.zip", None), files)
    prefixes = prefixes_of(declared(instance[: instance.find(b"<link:schemaRef")]))
    begin, end = extent(instance)
    try:
        frame = parse_xml(instance[:begin] + instance[end:])
        facts, entity = _facts(frame, instance, begin, end, prefixes)
        ids, concepts = facts.columns["fact_id"], facts.columns["concept"]
        assert isinstance(ids, Held) and isinstance(concepts, Coded)
        tables = {
            "facts": facts.columns,
            "addresses": address_columns(files["sources.json"], ids),
            **footnote_tables(_carried(frame, ids)),
            **taxonomy_tables(
                files, prefixes, base, set(concepts.values), (f"{manifest.stem}.xsd",), ours=True
            ),
        }
    except (BadXml, ValueError, KeyError):
        return None
    head = head_of(
        facts.worded,
        entity,
        **_known(manifest, facts),
        document=f"{manifest.stem}.xbrl",
        taxonomies=_schema_refs(frame),
    )
    return Report(
        head=head,
        tables=tables,
        reader="crossfoot",
        validated=True,
        rules=tuple(manifest.data["rules"]),
        findings=_findings(files["findings.json"]),
        facts=len(ids),
    )


def _base_schemas(package: bytes | None, beside: Container[str]) -> dict[str, bytes]:
    """The schemas of the base, which the filing's taxonomy package brings; the filing's own, which
    lies beside it, is not unpacked."""
    return (
        {}
        if package is None
        else read_members(
            package, lambda name: name.endswith(".xsd") and PurePosixPath(name).name not in beside
        )
    )


def _facts(
    frame: Any, instance: bytes, begin: int, end: int, prefixes: Mapping[str, str]
) -> tuple[Facts, tuple[str, str]]:
    """The facts and the entity."""
    contexts = contexts_in((child for child in frame if local(child) == "context"), prefixes)
    units: dict[str | None, str | None] = {None: None}
    units.update(units_in((child for child in frame if local(child) == "unit"), prefixes))
    facts = fact_columns(instance, begin, end, contexts, units)
    return facts, contexts[facts.first].entity if facts.first else ("", "")


def _carried(frame: Any, ids: Iterable[str]) -> list[list[tuple[str, str, str]]]:
    """The footnotes of each fact."""
    notes = linked_footnotes(child for child in frame if local(child) == "footnoteLink")
    none: list[tuple[str, str, str]] = []
    return [notes.get(one, none) for one in ids] if notes else []


def _known(manifest: Manifest, facts: Facts) -> dict[str, Any]:
    """What the manifest says of the filing that its facts may not."""
    data = manifest.data
    return {
        "prefix": data.get("prefix"),
        "name": data.get("filer"),
        "title": data.get("title"),
        "filed": manifest.filed,
        "period_end": day(data.get("period_end")) or main_end(facts.columns["period_end"]),
    }


def _schema_refs(frame: Any) -> tuple[str, ...]:
    return tuple(child.get(f"{_XLINK}href") or "" for child in frame if local(child) == "schemaRef")


def _findings(data: bytes) -> tuple[Finding, ...]:
    """What the build found, and what Arelle said of sums that the filing explains: for a store
    these are findings too."""
    told = json.loads(data)
    return tuple(
        Finding(
            code=row["code"],
            severity=row["severity"],
            message=row["message"],
            hint=row.get("hint", ""),
            source=SourceRef(**row["address"]),
            also=tuple(SourceRef(**one) for one in row.get("also", ())),
        )
        for row in (*told["findings"], *told.get("explained", ()))
    )
