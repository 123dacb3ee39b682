"""Reading one filing, whoever made it: our own output fast, anything else by Arelle, or lightly
where its taxonomy is not at hand."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.errors import SetupError
from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.source import SourceRef
from crossfoot.store.duplicate_filings import report_differences
from crossfoot.store.native_addresses import addresses_by_id
from crossfoot.system.archive_guard import BadArchive
from crossfoot.system.json_file import BadJson
from crossfoot.system.temporary_folder import scratch_folder
from crossfoot.system.xml_parser import BadXml, parse_xml
from crossfoot.version import DEFAULT_BASE
from crossfoot.workflows.build_record import recorded_builds
from crossfoot.workflows.receipt import hashes_of
from crossfoot.workflows.validated_cache import validated_hashes
from crossfoot.workspace import Workspace
from crossfoot.xbrl.manifest import Manifest
from crossfoot.xbrl.readers.inline import several_targets
from crossfoot.xbrl.readers.oim_json import well_formed_json
from crossfoot.xbrl.report_finder import FilingLocation, packages_beside
from crossfoot.xbrl.report_records import Report
from crossfoot.xbrl.schema_files import missing_schemas, unmet_imports
from crossfoot.xbrl.submission import Submission, submission_at
from crossfoot.xbrl.submission_files import (
    SubmissionFiles,
    arelle_input,
    base_schemas,
    read_submission_files,
)

if TYPE_CHECKING:
    from crossfoot.workflows.ingest_arelle import Judging

_KEPT = 4
"""packages kept unpacked beside the given ones"""


class ReaderOptions(Struct, frozen=True, kw_only=True):
    """What a reader is given."""

    workspace: Workspace
    packages: tuple[Path, ...] = ()
    without_taxonomy: bool = False
    trust: bool = False
    """outputs are accepted without revalidation whoever built them; else those alone that a build
    of this machine recorded"""


class Prepared(Struct, frozen=True, kw_only=True):
    """A filing as read, ready for the gate; `hashes` are name, hash and size of what was handed in,
    none where it was here before."""

    entry: Submission
    report: Report | None
    findings: tuple[Finding, ...]
    hashes: tuple[tuple[str, str, int], ...] = ()


class Known(Protocol):
    """What the store has of a digest that need not be read again: whether it was accepted without
    revalidation; None where it has to be read."""

    def get(self, digest: str, /) -> bool | None: ...


def prepared(reader: "Reader", spot: FilingLocation, known: Known | None = None) -> Prepared:
    """Read the filing at a location; only its identity where the store has it already.

    What was accepted without revalidation is read once more where it is not to be trusted now.
    """
    entry = submission_at(spot)
    on_trust = None if known is None else known.get(entry.digest)
    if on_trust is False or (on_trust and reader.trusts(entry)):
        return Prepared(entry=replace(entry, files={}), report=None, findings=())
    report, findings = reader.report(entry)
    return Prepared(
        entry=replace(entry, files={}),
        report=report,
        findings=tuple(findings),
        hashes=tuple(hashes_of(entry)),
    )


class Reader(Struct, kw_only=True):
    """Reads filings one after the other, with one Arelle that starts when it is needed."""

    options: ReaderOptions
    _stack: ExitStack = field(default_factory=ExitStack)
    _judging: "Judging | None" = None
    _scratch: Path | None = None
    _base: tuple[Path, ...] | None = None
    _unpacked: dict[Path, Mapping[str, bytes]] = field(default_factory=dict)
    _recorded: frozenset[str] = field(default_factory=recorded_builds)

    def close(self) -> None:
        """End Arelle, and clear away what was written for it."""
        self._stack.close()

    def trusts(self, entry: Submission) -> bool:
        """Whether the verdict in the submission's manifest is accepted without revalidation."""
        manifest = entry.manifest
        return manifest is not None and (self.options.trust or manifest.sha256 in self._recorded)

    def report(self, entry: Submission) -> tuple[Report | None, list[Finding]]:
        """The report and its findings; no report where nothing could be read. Whatever a file from
        outside does ends here."""
        here = SourceRef(file=entry.name)
        if entry.error:
            return None, [error("ingest.unreadable", entry.error, here)]
        if entry.location.kind == "unreadable":
            return None, list(entry.location.findings)
        try:
            report, findings = self._read(entry, here)
        except SetupError:
            raise
        except BadArchive as refused:
            return None, list(refused.findings)
        except Exception as broken:  # a reader's mistake must not end the batch, nor lose the file
            return None, [_unreadable(broken, here)]
        findings.extend(entry.location.findings)
        if entry.changed:
            changed = (
                "the output is not the one that was judged when it was built; it is judged again"
            )
            findings.append(warning("ingest.changed", changed, here))
        if report is not None and not report.head.identifier:
            findings.append(error("ingest.filer", "the report does not say who files it", here))
        return report, findings

    def _read(self, entry: Submission, here: SourceRef) -> tuple[Report | None, list[Finding]]:
        if entry.manifest is not None and self.trusts(entry):
            own = _own(entry.manifest, entry.files)
            if own is not None:
                return own, list(own.findings)
        material = read_submission_files(entry)
        packages = self._packages(entry, material)
        schemas = self._schemas(packages)
        missing = missing_schemas(material.files, schemas)
        if not missing:
            _well_formed(material)
            report, findings, missing = self._judged(entry, here, material, packages)
            if any(DEFAULT_BASE in one for one in missing) and (
                ours := [one for one in self._base_packages() if one not in packages]
            ):
                packages = (*packages, *ours)  # what only Arelle could see
                report, findings, missing = self._judged(entry, here, material, packages)
            if not missing:
                return report, findings
        if self.options.without_taxonomy:
            return _light(material, here, schemas)
        _well_formed(material)
        hint = "give it with --package, or take the facts unvalidated with --without-taxonomy"
        return None, [
            error(
                "ingest.taxonomy", f"the taxonomy is not at hand: {', '.join(missing)}", here, hint
            )
        ]

    def _judged(
        self,
        entry: Submission,
        here: SourceRef,
        material: SubmissionFiles,
        packages: Sequence[Path],
    ) -> tuple[Report | None, list[Finding], list[str]]:
        """Arelle's verdict and facts, and what the taxonomy needs and nobody brought."""
        from crossfoot.workflows.ingest_arelle import Judging, absent_taxonomies

        if self._judging is None:
            self._judging = Judging(sound=set(validated_hashes(self.options.workspace)))
            self._stack.callback(self._judging.close)
        opened = arelle_input(entry, self._folder())
        report, findings = self._judging.report(
            opened, packages, material, here, self._schemas(packages)
        )
        if report is not None and entry.manifest is not None:
            findings += _of_one_filing(entry.manifest, entry.files, report)
        if report is not None and report.head.filed is None:
            report = replace(report, head=replace(report.head, filed=entry.filed))
        if report is not None and "sources.json" in entry.files:
            ids = [one or "" for one in report.tables["facts"]["fact_id"]]
            report = replace(
                report,
                tables={
                    **report.tables,
                    "addresses": addresses_by_id(entry.files["sources.json"], ids),
                },
            )
        return report, findings, absent_taxonomies(findings)

    def _schemas(self, packages: Sequence[Path]) -> Mapping[str, bytes]:
        """The schemas of the packages; what was unpacked lately is kept, for most filings of a
        batch use the same."""
        if not self._unpacked.keys() >= set(packages):
            if len(self._unpacked) > len(self.options.packages) + _KEPT:
                self._unpacked.clear()
            self._unpacked.update(
                {
                    package: base_schemas([package])
                    for package in packages
                    if package not in self._unpacked
                }
            )
        return {
            name: data for package in packages for name, data in self._unpacked[package].items()
        }

    def _packages(self, entry: Submission, material: SubmissionFiles) -> tuple[Path, ...]:
        """What is given, and what lies beside the report; where that leaves something missing, the
        base of this program too."""
        beside = packages_beside(entry.path)
        packages = (*self.options.packages, *beside)
        schemas = self._schemas(packages)
        if beside or not (missing_schemas(material.files, schemas) or unmet_imports(schemas)):
            return packages
        return (*packages, *self._base_packages())

    def _folder(self) -> Path:
        """A folder of our own for as long as this reader lives."""
        if self._scratch is None:
            self._scratch = self._stack.enter_context(scratch_folder())
        return self._scratch

    def _base_packages(self) -> tuple[Path, ...]:
        """The base taxonomy of this program as a package, made once."""
        from crossfoot.workflows.compile_base import base_package_file

        if self._base is None:
            try:
                self._base = (
                    base_package_file(
                        self.options.workspace.base_folder(DEFAULT_BASE),
                        DEFAULT_BASE,
                        self._folder(),
                    ),
                )
            except SetupError:
                self._base = ()
        return self._base


def _unreadable(broken: Exception, here: SourceRef) -> Finding:
    """Why nothing could be read; what no reader foresaw is our mistake."""
    if isinstance(broken, (BadJson, BadXml)):
        return error("ingest.unreadable", str(broken), here)
    if isinstance(broken, OSError):
        name = Path(broken.filename).name if isinstance(broken.filename, str) else "a file"
        return error(
            "ingest.unreadable",
            f"{name} can't be read: {broken.strerror or 'unknown reason'}",
            here,
        )
    what = f"the report can't be read: {type(broken).__name__}: {str(broken)[:120]}"
    return error("ingest.failed", what, here, "please report this, with the file if you can")


def _of_one_filing(
    manifest: Manifest, files: Mapping[str, bytes], page: Report
) -> Iterator[Finding]:
    """An output is known by its instance and judged by its page: where these tell different facts,
    it is no single filing."""
    from crossfoot.store.native_report import own_report

    instance = own_report(manifest, files)
    if instance is not None and (told := report_differences(instance, page)):
        what = f"the page and the instance of this output tell different facts: {told[0]}"
        yield error("ingest.changed", what, SourceRef(file=page.head.document))


def _own(manifest: Manifest, files: Mapping[str, bytes]) -> Report | None:
    """Our own output, as it was judged when it was built."""
    from crossfoot.store.native_report import read_own

    with _no_collection():
        return read_own(manifest, files)


def _light(
    material: SubmissionFiles, here: SourceRef, schemas: Mapping[str, bytes]
) -> tuple[Report | None, list[Finding]]:
    """The facts without their taxonomy."""
    from crossfoot.xbrl.readers.read_report import Unreadable, read_light

    try:
        report = read_light(material, here.file, schemas)
    except Unreadable as broken:
        return None, list(broken.findings)
    return report, list(report.findings)


@contextmanager
def _no_collection() -> Iterator[None]:
    """A reader that makes many objects and no cycles needs no garbage collector, which would look
    at them again and again."""
    import gc

    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _well_formed(material: SubmissionFiles) -> None:
    """Broken XML and JSON is told at once, without starting Arelle."""
    if material.syntax in ("inline", "xbrl"):
        roots = [parse_xml(material.files[name]) for name in material.reports]
        if material.syntax == "inline" and (told := several_targets(roots)):
            raise BadXml(told)
    for name in material.reports:
        if material.syntax in ("json", "csv"):
            well_formed_json(material.files[name])
    if material.syntax == "none":
        raise BadXml("this is not a report that we know")
