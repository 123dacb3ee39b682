"""What Arelle says of a filing that this program did not make; imported when the first such filing
comes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path, PurePath

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.arelle.session import RULES, ArelleFailed, ArelleSession
from crossfoot.arelle.trace_to_cells import ABSENT, lead_back
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.system.xml_parser import BadXml, parse_xml
from crossfoot.workflows.arelle_to_report import foreign_report
from crossfoot.xbrl.report_records import Report
from crossfoot.xbrl.submission_files import ArelleInput, SubmissionFiles


class Judging(Struct, kw_only=True):
    """Arelle, started once and asked as often as needed."""

    sound: set[str] = field(default_factory=set)
    """digests of taxonomy documents that were found clean, before or with an earlier filing"""
    _stack: ExitStack = field(default_factory=ExitStack)
    _session: ArelleSession | None = None

    def close(self) -> None:
        """End Arelle."""
        self._stack.close()

    def report(
        self,
        opened: ArelleInput,
        packages: Sequence[Path],
        material: SubmissionFiles,
        here: SourceRef,
        schemas: Mapping[str, bytes],
    ) -> tuple[Report | None, list[Finding]]:
        """Arelle's verdict and facts."""
        if self._session is None:
            self._session = self._stack.enter_context(ArelleSession())
        try:
            lend = not material.has_networks
            result = self._session.validate(
                opened.file,
                packages=packages,
                target=opened.target,
                facts=True,
                networks=lend,
                validated=self.sound,
                hashes=True,
            )
        except ArelleFailed as failed:
            return None, [error("arelle.failed", str(failed), here, failed.detail[-300:])]
        self.sound.update(result.hashes.values())
        findings = [
            _in_report(finding, material) for finding in lead_back(result.messages, {}, here)
        ]
        erring = any(finding.severity == "error" for finding in findings)
        findings = [*_source_findings(material, erring=erring), *findings]
        if result.facts:
            rules = (*RULES, f"Arelle {result.version}")
            return foreign_report(
                material, result.facts, findings, rules, schemas, result.networks
            ), findings
        if not any(finding.severity == "error" for finding in findings):
            findings.append(error("ingest.empty", "there are no facts in it", here))
        return None, findings


def _source_findings(material: SubmissionFiles, *, erring: bool) -> Iterator[Finding]:
    """What the files themselves say that Arelle does not, or not where: tuples, fractions and
    numbers of precision 0; where Arelle found errors, also the periods of xBRL-JSON and xBRL-CSV
    that can't be read."""
    from crossfoot.xbrl.readers.instance import source_findings
    from crossfoot.xbrl.readers.read_report import period_findings

    if material.syntax in ("json", "csv"):
        yield from period_findings(material) if erring else ()
        return
    for name in material.reports:
        with suppress(BadXml):  # Arelle has told of it
            yield from source_findings(parse_xml(material.files[name]), PurePath(name).name)


def _in_report(finding: Finding, material: SubmissionFiles) -> Finding:
    """Arelle speaks of the instance that it makes of xBRL-JSON and xBRL-CSV; people have the
    report, and not its lines."""
    if material.syntax not in ("json", "csv"):
        return finding
    for name in map(PurePath, material.reports):
        if finding.source.file == name.with_suffix(".xbrl").name:
            return replace(finding, source=replace(finding.source, file=name.name, row=None))
    return finding


def absent_taxonomies(findings: Iterable[Finding]) -> list[str]:
    """What a schema, or a schema that it imports, names and nobody brought: no verdict without it
    is worth anything."""
    found = (
        finding.message.removeprefix(ABSENT)
        for finding in findings
        if finding.message.startswith(ABSENT)
    )
    return list(dict.fromkeys(found))
