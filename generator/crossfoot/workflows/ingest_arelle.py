"""What Arelle says of a filing that this program did not make; imported when the first such filing
comes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path, PurePath

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.arelle.session import ArelleFailed, ArelleSession
from crossfoot.arelle.trace_to_cells import ABSENT, trace_messages
from crossfoot.arelle.validation import CALCULATIONS, rules_checked
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.system.xml_parser import BadXml, parse_xml
from crossfoot.workflows.accepted_by_preparer import accepted_by_preparer
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
            result = self._session.validate(
                opened.file,
                packages=packages,
                target=opened.target,
                calc=CALCULATIONS["filed"],
                facts=True,
                networks=not material.has_networks,
                validated=self.sound,
                hashes=True,
            )
        except ArelleFailed as failed:
            return None, [error("arelle.failed", str(failed), here, failed.detail[-300:])]
        self.sound.update(result.hashes.values())
        # the gate decides, not the preparer
        words = replace(accepted_by_preparer(opened.file), own=False)
        findings = trace_messages(result.messages, {}, here, words, policy="error")
        erring = any(finding.severity == "error" for finding in findings)
        findings = [*_source_findings(material, erring=erring), *findings]
        if result.facts:
            rules = rules_checked(result)
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


def absent_taxonomies(findings: Iterable[Finding]) -> list[str]:
    """What a schema, or a schema that it imports, names and nobody brought: no verdict without it
    is worth anything."""
    found = (
        finding.message.removeprefix(ABSENT)
        for finding in findings
        if finding.message.startswith(ABSENT)
    )
    return list(dict.fromkeys(found))
