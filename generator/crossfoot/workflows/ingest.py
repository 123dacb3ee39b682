"""Taking filings in: read, judge, and into the store or into quarantine; one verdict and one
receipt each."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.errors import UsageError
from crossfoot.model.finding import Finding, error, has_errors, in_order, warning
from crossfoot.model.illegal_characters import visible_line
from crossfoot.model.source import SourceRef
from crossfoot.store.acceptance_policy import DEFAULT, EXAMPLE, REFUSED, Policy, policy_of
from crossfoot.store.accessions import NumberTaken, of_one
from crossfoot.store.audit_log import already_processed, known, on_trust, update_receipt
from crossfoot.store.connection import NotStorable, Store
from crossfoot.store.loading import Incoming, load
from crossfoot.store.merge_copies import DECLARED, GIVEN, FilingDate
from crossfoot.store.quarantine import beside_store, keep_refused, settle, write_receipt
from crossfoot.store.retract import is_only_copy, withdraw
from crossfoot.store.store import DEFAULT_STORE, open_store
from crossfoot.system.archive_guard import ARCHIVES
from crossfoot.workflows.ingest_reader import Prepared, Reader, ReaderOptions, prepared
from crossfoot.workflows.receipt import hashes_of, originals, receipt_of
from crossfoot.workspace import Workspace
from crossfoot.xbrl.report_finder import FilingLocation, find_filings
from crossfoot.xbrl.report_records import Report
from crossfoot.xbrl.report_syntax import printable_name
from crossfoot.xbrl.submission import Submission, submission_at

if TYPE_CHECKING:
    from crossfoot.workflows.ingest_pool import Readers

_OTHER_NUMBER = (
    "look the number up, and hand the filing in with --accession again, which corrects it"
)
_NO_VERDICT = ("arelle.failed", "ingest.failed", "ingest.taxonomy")
"""findings that say nothing against a filing: nobody could look at it"""


class IntakeOptions(Struct, frozen=True, kw_only=True):
    """How filings are taken; `filed` and `accession` tell what a report itself does not say."""

    store: str = DEFAULT_STORE
    policy: Policy = DEFAULT
    packages: tuple[Path, ...] = ()
    without_taxonomy: bool = False
    trust: bool = False
    filed: date | None = None
    accession: str | None = None
    wait: int = 60
    quarantine: Path | None = None
    receipts: Path | None = None
    jobs: int = 1


class IngestResult(Struct, frozen=True, kw_only=True):
    """What became of one filing; `receipt` is what was written down, `repeat` that it was here
    before."""

    name: str
    verdict: str
    repeat: bool
    receipt: dict[str, Any]
    findings: tuple[Finding, ...] = ()

    @property
    def bad(self) -> bool:
        """Whether it is not, or not as it was handed in, in the store."""
        return self.verdict == REFUSED or (self.repeat and has_errors(self.findings))


class Intake(Struct):
    """Takes filings into one store: read here or in workers, judged and written here, one after the
    other."""

    options: IntakeOptions
    clock: Callable[[], datetime]
    workspace: Workspace = field(default_factory=lambda: Workspace(root=Path()))
    progress: Callable[[str], None] = lambda told: None
    _stack: ExitStack = field(default_factory=ExitStack)
    _store: Store | None = None
    _readers: "Readers | None" = None

    def __enter__(self) -> Self:
        try:
            if self.options.jobs > 1:  # before the store is opened, which starts threads
                self._readers = self._reader_pool()
            self._store = self._stack.enter_context(
                open_store(self.options.store, write=True, wait=self.options.wait)
            )
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *ended: object) -> None:
        self._stack.close()

    def take(self, paths: Iterable[Path]) -> Iterator[IngestResult]:
        """Every filing of the paths, each as soon as it is in or refused.

        :raises UsageError: an archive is handed in on trust, or one accession number for several
        """
        paths = list(paths)
        if self.options.trust:
            _refuse_archives(paths)
        spots: Iterator[FilingLocation] = chain.from_iterable(map(find_filings, paths))
        if self.options.accession is not None:
            spots = of_one(self.options.accession, spots)
        for spot, read in self._read(spots):
            if spot.kind == "empty":
                yield _no_report(spot)
            elif read is None:
                yield self._take_one(_unread(spot))
            else:
                yield self._take_one(read)

    def _read(
        self, spots: Iterator[FilingLocation]
    ) -> Iterator[tuple[FilingLocation, Prepared | None]]:
        """The filings as read, in their order; None where the process that read it ended."""
        validating = not self.options.without_taxonomy
        if self.options.jobs > 1:
            assert self._store is not None
            readers, self._readers = self._readers or self._reader_pool(), None
            for number, one in enumerate(
                readers.read(spots, already_processed(self._store, validating=validating)), 1
            ):
                yield one
                self.progress(f"{number} filings read")
            return
        held = _Held(self._store, validating)
        with closing(Reader(options=self._reader_options())) as reader:
            for spot in spots:
                self.progress(f"{visible_line(spot.path.name)}: reading")
                yield spot, prepared(reader, spot, held) if spot.kind != "empty" else None

    def _reader_pool(self) -> "Readers":
        """Processes that read, for as long as this intake."""
        from crossfoot.workflows.ingest_pool import Readers

        return self._stack.enter_context(
            closing(Readers(self.options.jobs, self._reader_options()))
        )

    def _reader_options(self) -> ReaderOptions:
        options = self.options
        return ReaderOptions(
            workspace=self.workspace,
            packages=options.packages,
            without_taxonomy=options.without_taxonomy,
            trust=options.trust,
        )

    def _take_one(self, read: Prepared) -> IngestResult:
        """One filing."""
        assert self._store is not None
        entry, report, findings = read.entry, read.report, list(read.findings)
        received = self.clock()
        if report is not None:
            report = replace(report, findings=tuple(in_order(findings)))
        verdict = self.options.policy.verdict(findings) if report is not None else REFUSED
        if known(self._store, entry.digest) is not None and (
            report is None or not report.validated or verdict == REFUSED
        ):
            if findings and on_trust(self._store, entry.digest):
                return self._revalidate(read, received)
            return self._already_there(entry, received, findings)
        try:
            return self._accept_or_refuse(
                read, report, tuple(in_order(findings)), verdict, received
            )
        except NotStorable as broken:  # a text that is no text, a number that no column holds
            findings.append(
                error(
                    "ingest.value",
                    f"a value can't be stored: {str(broken)[:120]}",
                    SourceRef(file=entry.name),
                )
            )
        except NumberTaken as broken:
            findings.append(
                error("ingest.accession", str(broken), SourceRef(file=entry.name), _OTHER_NUMBER)
            )
        return self._accept_or_refuse(read, None, tuple(in_order(findings)), REFUSED, received)

    def _revalidate(self, read: Prepared, received: datetime) -> IngestResult:
        """A filing that was accepted without revalidation, and that Arelle refuses: it goes out
        again, into quarantine."""
        assert self._store is not None
        entry, findings = read.entry, tuple(in_order(read.findings))
        if any(finding.code in _NO_VERDICT for finding in findings):
            why = "Arelle gave no verdict"
        elif not is_only_copy(self._store, entry.digest):
            why = "another package in the store tells the same facts"
        else:
            receipt = receipt_of(
                entry, None, findings, self.options.policy, received, self.options.filed
            )
            receipt["quarantine"] = str(
                keep_refused(self._quarantine(), entry.digest, originals(entry), receipt)
            )
            withdraw(
                self._store,
                Incoming(
                    digest=entry.digest,
                    name=entry.name,
                    received=received,
                    verdict=REFUSED,
                    receipt=receipt,
                ),
            )
            self._receipt(entry.digest, receipt)
            return IngestResult(
                name=entry.name, verdict=REFUSED, repeat=False, receipt=receipt, findings=findings
            )
        stands = f"it was accepted without revalidation and stays in the store: {why}"
        hint = "mend what is said above and ingest it again; a new store (--store) without --trust has nothing that was not validated"
        return self._already_there(
            entry,
            received,
            (*findings, error("ingest.stands", stands, SourceRef(file=entry.name), hint)),
        )

    def _accept_or_refuse(
        self,
        read: Prepared,
        report: Report | None,
        findings: tuple[Finding, ...],
        verdict: str,
        received: datetime,
    ) -> IngestResult:
        """Into quarantine, or into the store; then the receipt."""
        assert self._store is not None
        entry = read.entry
        kept = None if verdict == REFUSED else report
        receipt = receipt_of(
            entry, report, findings, self.options.policy, received, self.options.filed
        )
        if kept is None:
            receipt["quarantine"] = str(
                keep_refused(self._quarantine(), entry.digest, originals(entry), receipt)
            )
        incoming = Incoming(
            digest=entry.digest,
            name=entry.name,
            received=received,
            verdict=verdict,
            files=read.hashes,
            report=kept,
            receipt=receipt,
            accession=self.options.accession,
            given=self.options.filed,
        )
        if not load(self._store, incoming):
            return self._already_there(entry, received)
        self._receipt(entry.digest, receipt)
        if verdict != REFUSED:
            self._settle(entry.digest, receipt)
        findings = (*findings, *_conflicting_dates(receipt.get("adds"), entry.name))
        return IngestResult(
            name=entry.name, verdict=verdict, repeat=False, receipt=receipt, findings=findings
        )

    def _already_there(
        self, entry: Submission, received: datetime, said: Iterable[Finding] = ()
    ) -> IngestResult:
        """A package that is in already; what is said of it now and was not known is put down.
        `said` is why it is not validated now."""
        assert self._store is not None
        given = self.options.filed
        day, known_from = (given, GIVEN) if given else (entry.filed, DECLARED)
        dated = FilingDate(day=day, known_from=known_from, by=entry.digest) if day else None
        try:
            receipt, adds = update_receipt(
                self._store, entry.digest, dated, self.options.accession, received
            )
        except NumberTaken as broken:
            said = (
                *said,
                error("ingest.accession", str(broken), SourceRef(file=entry.name), _OTHER_NUMBER),
            )
            receipt, adds = update_receipt(self._store, entry.digest, dated, None, received)
        self._receipt(entry.digest, receipt)
        self._settle(entry.digest, receipt)
        told = {**receipt, "adds": adds} if adds else receipt
        findings = (*in_order(said), *_conflicting_dates(adds, entry.name))
        return IngestResult(
            name=entry.name,
            verdict=str(receipt["verdict"]),
            repeat=True,
            receipt=told,
            findings=findings,
        )

    def _settle(self, digest: str, receipt: dict[str, Any]) -> None:
        """What is in the store and was refused before is no open case of the quarantine any
        more."""
        held = {Path(one["quarantine"]) for one in receipt.get("before", ()) if "quarantine" in one}
        for entry in sorted(
            {self._quarantine() / digest, *(path for path in held if path.name == digest)}
        ):
            settle(entry, receipt)

    def _quarantine(self) -> Path:
        return self.options.quarantine or beside_store(self.options.store, "quarantine")

    def _receipt(self, digest: str, receipt: dict[str, Any]) -> None:
        write_receipt(
            self.options.receipts or beside_store(self.options.store, "receipts"), digest, receipt
        )


class _Held(Struct, frozen=True):
    """What need not be read again, asked one by one."""

    store: Store | None
    validating: bool

    def get(self, digest: str, /) -> bool | None:
        if self.store is None:
            return None
        return already_processed(self.store, digest, validating=self.validating).get(digest)


def _refuse_archives(paths: Iterable[Path]) -> None:
    """UsageError for `--trust` of an archive: whatever its name says, others may have packed it."""
    for path in paths:
        if path.suffix.lower() in ARCHIVES:
            raise UsageError(
                f"--trust is for output folders of your own, and {path.name} is an archive",
                "name the folder that `crossfoot build` wrote, or leave --trust out",
            )


def _conflicting_dates(adds: dict[str, Any] | None, name: str) -> Iterator[Finding]:
    """Two copies of one filing that declare different days."""
    if days := (adds or {}).get("declared"):
        message = f"copies of this filing declare that it was filed on {' and on '.join(days)}; {days[0]} stands"
        yield warning(
            "ingest.filed",
            message,
            SourceRef(file=name),
            "the earlier day counts; --filed DATE says otherwise",
        )


def _no_report(spot: FilingLocation) -> IngestResult:
    name = spot.path.name
    hint = "name a report, a package, or a folder of them"
    if spot.no_reports:
        seen = "; ".join(f"{printable_name(file)}: {why}" for file, why in spot.no_reports)
        hint = f"{hint}; what is here is no report: {seen}"
    nothing = error(
        "ingest.nothing", "there is no report in this folder", SourceRef(file=name), hint
    )
    return IngestResult(
        name=name,
        verdict=REFUSED,
        repeat=False,
        receipt={"name": name, "verdict": REFUSED},
        findings=(nothing,),
    )


def _unread(spot: FilingLocation) -> Prepared:
    """A filing whose reading ended the process, twice."""
    entry = submission_at(spot)
    what = "reading it ended the process that read it, twice"
    ended = error(
        "ingest.worker",
        what,
        SourceRef(file=entry.name),
        "it may need more memory than there is; try it alone, without --jobs",
    )
    return Prepared(
        entry=replace(entry, files={}),
        report=None,
        findings=(ended,),
        hashes=tuple(hashes_of(entry)),
    )


def read_policy(path: Path) -> Policy:
    """The policy of a YAML file."""
    from crossfoot.curated.yaml_file import read_yaml

    document, findings = read_yaml(path, path.name)
    if document is None or has_errors(findings):
        wrong = findings[0]
        at = f", line {wrong.source.row}" if wrong.source.row else ""
        raise UsageError(f"the policy {path.name} can't be read{at}: {wrong.message}", EXAMPLE)
    return policy_of(document.data, path.name)
