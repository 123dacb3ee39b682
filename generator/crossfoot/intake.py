"""Taking filings in: read, judge, and into the store or into quarantine; one verdict and one receipt each."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.errors import UsageError
from crossfoot.ingest.entries import Spot, entry_at, spots_in
from crossfoot.ingest.gate import DEFAULT, REFUSED, Policy, policy_of
from crossfoot.ingest.loading import Incoming, known, known_digests, load
from crossfoot.ingest.quarantine import beside_store, keep_refused, write_receipt
from crossfoot.ingest.report import Report
from crossfoot.ingest.store import DEFAULT_STORE, NotStorable, Store, open_store
from crossfoot.intake_reader import Prepared, Reader, ReaderOptions, prepared
from crossfoot.intake_receipt import hashes_of, originals, receipt_of
from crossfoot.model.finding import Finding, error, has_errors, in_order
from crossfoot.model.source import SourceRef
from crossfoot.read.yaml_file import read_yaml
from crossfoot.workspace import Workspace


class IntakeOptions(Struct, frozen=True, kw_only=True):
    """How filings are taken; `filed` and `accession` tell what a report itself does not say."""

    store: str = DEFAULT_STORE
    policy: Policy = DEFAULT
    packages: tuple[Path, ...] = ()
    without_taxonomy: bool = False
    judge: bool = False
    filed: date | None = None
    accession: str | None = None
    wait: int = 60
    quarantine: Path | None = None
    receipts: Path | None = None
    jobs: int = 1


class Taken(Struct, frozen=True, kw_only=True):
    """What became of one filing; `receipt` is what was written down, `repeat` that it was here before."""

    name: str
    verdict: str
    repeat: bool
    receipt: dict[str, Any]
    findings: tuple[Finding, ...] = ()


class Intake(Struct):
    """Takes filings into one store: read here or in workers, judged and written here, one after the other."""

    options: IntakeOptions
    clock: Callable[[], datetime]
    workspace: Workspace = field(default_factory=lambda: Workspace(root=Path()))
    _stack: ExitStack = field(default_factory=ExitStack)
    _store: Store | None = None

    def __enter__(self) -> Self:
        self._store = self._stack.enter_context(open_store(self.options.store, write=True, wait=self.options.wait))
        return self

    def __exit__(self, *ended: object) -> None:
        self._stack.close()

    def take(self, paths: Iterable[Path]) -> Iterator[Taken]:
        """Every filing of the paths, each as soon as it is in or refused."""
        for spot, read in self._read(_spots(paths)):
            if spot.kind == "empty":
                yield _nothing(spot)
            elif read is None:
                yield self._taken(_lost(spot))
            else:
                yield self._taken(read)

    def _read(self, spots: Iterator[Spot]) -> Iterator[tuple[Spot, Prepared | None]]:
        """The filings as read, in their order; None where the process that read it ended."""
        options = self.options
        given = ReaderOptions(
            workspace=self.workspace, packages=options.packages, without_taxonomy=options.without_taxonomy, judge=options.judge
        )
        if options.jobs > 1:
            from crossfoot.intake_workers import read_in_processes

            assert self._store is not None
            yield from read_in_processes(spots, options.jobs, given, frozenset(known_digests(self._store)))
            return
        with closing(Reader(options=given)) as reader:
            for spot in spots:
                yield spot, prepared(reader, spot, _Held(self._store)) if spot.kind != "empty" else None

    def _taken(self, read: Prepared) -> Taken:
        """One filing."""
        assert self._store is not None
        entry, report, findings = read.entry, read.report, list(read.findings)
        if (before := known(self._store, entry.digest)) is not None:
            self._receipt(entry.digest, before)
            return Taken(name=entry.name, verdict=str(before["verdict"]), repeat=True, receipt=dict(before))
        received = self.clock()
        if report is not None:
            report = replace(report, head=self._head(report), findings=tuple(in_order(findings)))
        verdict = self.options.policy.verdict(findings) if report is not None else REFUSED
        try:
            return self._decided(read, report, tuple(in_order(findings)), verdict, received)
        except NotStorable as broken:  # a text that is no text, a number that no column holds
            findings.append(error("ingest.value", f"a value can't be stored: {str(broken)[:120]}", SourceRef(file=entry.name)))
            return self._decided(read, None, tuple(in_order(findings)), REFUSED, received)

    def _decided(self, read: Prepared, report: Report | None, findings: tuple[Finding, ...], verdict: str, received: datetime) -> Taken:
        """Into quarantine, or into the store; then the receipt."""
        assert self._store is not None
        entry = read.entry
        kept = None if verdict == REFUSED else report
        receipt = receipt_of(entry, report, findings, self.options.policy, received)
        if kept is None:
            place = self.options.quarantine or beside_store(self.options.store, "quarantine")
            receipt["quarantine"] = str(keep_refused(place, entry.digest, originals(entry), receipt))
        incoming = Incoming(
            digest=entry.digest,
            name=entry.name,
            received=received,
            verdict=verdict,
            files=read.hashes,
            report=kept,
            receipt=receipt,
            accession=self.options.accession,
        )
        if not load(self._store, incoming):
            before = known(self._store, entry.digest) or receipt
            return Taken(name=entry.name, verdict=str(before["verdict"]), repeat=True, receipt=dict(before))
        self._receipt(entry.digest, receipt)
        return Taken(name=entry.name, verdict=verdict, repeat=False, receipt=receipt, findings=findings)

    def _receipt(self, digest: str, receipt: dict[str, Any]) -> None:
        write_receipt(self.options.receipts or beside_store(self.options.store, "receipts"), digest, receipt)

    def _head(self, report: Report) -> Any:
        return replace(report.head, filed=self.options.filed or report.head.filed)


class _Held(Struct, frozen=True):
    """The digests that the store knows, asked one by one."""

    store: Store | None

    def __contains__(self, digest: object) -> bool:
        return self.store is not None and known(self.store, str(digest)) is not None


def _spots(paths: Iterable[Path]) -> Iterator[Spot]:
    """Where the filings of the paths lie; `empty` for a path without any."""
    for path in paths:
        found = False
        for spot in spots_in(path):
            found = True
            yield spot
        if not found:
            yield Spot(kind="empty", path=path)


def _nothing(spot: Spot) -> Taken:
    name = spot.path.name
    hint = "name a report, a package, or a folder of them"
    nothing = error("ingest.nothing", "there is no report in this folder", SourceRef(file=name), hint)
    return Taken(name=name, verdict=REFUSED, repeat=False, receipt={"name": name, "verdict": REFUSED}, findings=(nothing,))


def _lost(spot: Spot) -> Prepared:
    """A filing whose reading ended the process, twice."""
    entry = entry_at(spot)
    what = "reading it ended the process that read it, twice"
    ended = error("ingest.worker", what, SourceRef(file=entry.name), "it may need more memory than there is; try it alone, without --jobs")
    return Prepared(entry=replace(entry, files={}), report=None, findings=(ended,), hashes=tuple(hashes_of(entry)))


def read_policy(path: Path) -> Policy:
    """The policy of a YAML file."""
    document, findings = read_yaml(path, path.name)
    if document is None or has_errors(findings):
        raise UsageError(f"the policy can't be read: {findings[0].message}", findings[0].hint)
    return policy_of(document.data, path.name)
