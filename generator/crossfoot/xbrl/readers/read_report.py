"""Facts without Arelle and without the base taxonomy: taken as they stand, never validated."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.source import SourceRef
from crossfoot.system.json_file import BadJson
from crossfoot.system.xml_parser import BadXml, declared, local, parse_xml, text_of
from crossfoot.xbrl.cover import head_of, own_prefix
from crossfoot.xbrl.names import main_filer, prefixes_of
from crossfoot.xbrl.readers.inline import InlineSet, is_inline, read_inline
from crossfoot.xbrl.readers.instance import LOST, is_instance, read_instance, schema_refs
from crossfoot.xbrl.readers.oim_csv import json_of_csv
from crossfoot.xbrl.readers.oim_json import Read, facts_of, read_json
from crossfoot.xbrl.report_records import FactRow, Report, fact_tables
from crossfoot.xbrl.submission_files import SubmissionFiles
from crossfoot.xbrl.taxonomy_files import declared_in, taxonomy_tables

UNVALIDATED = "the facts were taken without validation: the taxonomy is not at hand"


class Unreadable(ValueError):
    """There is nothing that can be taken; `findings` say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


def read_light(material: SubmissionFiles, name: str, base: Mapping[str, bytes]) -> Report:
    """The report's facts, with every problem as a finding.

    `name` is the address of the findings of the whole, `base` the schemas of the standard
    taxonomies at hand. Unreadable where no fact can be taken.
    """
    here = SourceRef(file=name)
    hint = "give the taxonomy with --package to have it judged"
    findings = [warning("ingest.unvalidated", UNVALIDATED, here, hint)]
    try:
        rows, entity, taxonomies, prefixes = _read(material, findings)
    except (BadXml, BadJson) as broken:
        raise Unreadable(error("ingest.unreadable", str(broken), here)) from None
    except RecursionError:
        raise Unreadable(
            error("ingest.unreadable", "the document is nested too deeply", here)
        ) from None
    if not rows:
        raise Unreadable(*_why_nothing(findings, here))
    used = {row.concept for row in rows}
    tables = {
        **fact_tables(rows),
        **taxonomy_tables(material.taxonomy, prefixes, base, used, taxonomies),
    }
    head = head_of(
        tables["facts"],
        main_filer((row.filer for row in rows), entity),
        document=material.reports[0],
        taxonomies=taxonomies,
        prefix=own_prefix(tables["concepts"]),
    )
    return Report(
        head=head,
        tables=tables,
        reader="light",
        validated=False,
        findings=tuple(findings),
        facts=len(rows),
    )


def _why_nothing(findings: Iterable[Finding], here: SourceRef) -> list[Finding]:
    """The errors of facts; where all of them lack their contexts, one for the whole page."""
    errors = [finding for finding in findings if finding.severity == "error"]
    others = [finding for finding in errors if not finding.message.endswith(LOST)]
    return others or [_no_facts(len(errors), here)]


def _no_facts(lost: int, here: SourceRef) -> Finding:
    if not lost:
        return error("ingest.empty", "there are no facts in it", here)
    hint = "if it is a page of a larger report, hand in the folder with all its pages, or the whole archive"
    return error(
        "ingest.empty", f"none of its facts ({lost:,}) has a context and unit in it", here, hint
    )


def _read(material: SubmissionFiles, findings: list[Finding]) -> Read:
    if material.syntax == "json":
        return read_json(material.files[material.reports[0]], material.reports[0], findings)
    if material.syntax == "csv":
        name = material.reports[0]
        return facts_of(
            json_of_csv(material.files[name], material.files, name, findings),
            (name, lambda _: None),
            findings,
        )
    if material.syntax not in ("inline", "xbrl"):
        raise BadXml("this is not a report that we know")
    roots = [(name, parse_xml(material.files[name])) for name in material.reports]
    pairs = {pair for name in material.reports for pair in declared(material.files[name])}
    prefixes = prefixes_of(pairs | declared_in(material.taxonomy))
    rows: list[FactRow] = []
    if material.syntax == "inline":
        if not any(is_inline(root) for _, root in roots):
            raise BadXml("the page holds no inline XBRL header")
        rows = read_inline(
            InlineSet(
                roots=tuple(roots), prefixes=prefixes, findings=findings, target=material.target
            )
        )
    for name, root in roots if material.syntax == "xbrl" else ():
        if not is_instance(root):
            raise BadXml("the document is not an XBRL instance")
        rows += read_instance(root, prefixes, name, findings)
    references = tuple(dict.fromkeys(ref for _, root in roots for ref in schema_refs(root)))
    return rows, first_entity(root for _, root in roots), references, prefixes


def period_findings(material: SubmissionFiles) -> list[Finding]:
    """Every period of xBRL-JSON or xBRL-CSV that can't be read, with the address of its fact."""
    findings: list[Finding] = []
    with suppress(
        BadJson, RecursionError
    ):  # what is wrong with the report itself is told elsewhere
        _read(material, findings)
    return [finding for finding in findings if finding.code == "ingest.period"]


def first_entity(roots: Iterable[Any]) -> tuple[str, str]:
    """Scheme and identifier of the first context."""
    for root in roots:
        for element in root.iter():
            if local(element) == "identifier":
                return element.get("scheme") or "", text_of(element).strip()
    return "", ""
