"""Taking filings in: read, judge, and into the store or into quarantine; one verdict and one receipt each."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from crossfoot.errors import UsageError
from crossfoot.ingest.entries import Entry, entries_in
from crossfoot.ingest.gate import DEFAULT, REFUSED, Policy, policy_of
from crossfoot.ingest.loading import Incoming, known, load
from crossfoot.ingest.quarantine import beside_store, keep_refused, write_receipt
from crossfoot.ingest.report import Report
from crossfoot.ingest.store import DEFAULT_STORE, NotStorable, Store, open_store
from crossfoot.intake_reader import Reader
from crossfoot.intake_receipt import hashes_of, originals, receipt_of
from crossfoot.model.finding import Finding, error, has_errors, in_order
from crossfoot.model.record import dataclass, field, replace
from crossfoot.model.source import SourceRef
from crossfoot.read.yaml_file import read_yaml
from crossfoot.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeOptions:
    """How filings are taken; `filed` and `accession` tell what a report itself does not say."""

    store: str = DEFAULT_STORE
    policy: Policy = DEFAULT
    packages: tuple[Path, ...] = ()
    without_taxonomy: bool = False
    filed: date | None = None
    accession: str | None = None
    wait: int = 60
    quarantine: Path | None = None
    receipts: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one filing; `receipt` is what was written down, `repeat` that it was here before."""

    name: str
    verdict: str
    repeat: bool
    receipt: dict[str, Any]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Intake:
    """Takes filings into one store, one after the other, with one Arelle that starts when it is needed."""

    options: IntakeOptions
    clock: Callable[[], datetime]
    workspace: Workspace = field(default_factory=lambda: Workspace(root=Path()))
    _stack: ExitStack = field(default_factory=ExitStack)
    _store: Store | None = None
    _reader: Reader | None = None

    def __enter__(self) -> Self:
        self._store = self._stack.enter_context(open_store(self.options.store, write=True, wait=self.options.wait))
        options = self.options
        self._reader = Reader(workspace=self.workspace, packages=options.packages, without_taxonomy=options.without_taxonomy)
        self._stack.callback(self._reader.close)
        return self

    def __exit__(self, *ended: object) -> None:
        self._stack.close()

    def take(self, paths: Iterable[Path]) -> Iterator[Taken]:
        """Every filing of the paths, each as soon as it is in or refused."""
        for path in paths:
            found = False
            for entry in _entries(path):
                found = True
                yield self.take_entry(entry)
            if not found:
                at = SourceRef(file=path.name)
                nothing = error("ingest.nothing", "there is no report in this folder", at, "name a report, a package, or a folder of them")
                receipt = {"name": path.name, "verdict": REFUSED}
                yield Taken(name=path.name, verdict=REFUSED, repeat=False, receipt=receipt, findings=(nothing,))

    def take_entry(self, entry: Entry) -> Taken:
        """One filing."""
        assert self._store is not None and self._reader is not None
        if (before := known(self._store, entry.digest)) is not None:
            self._receipt(entry.digest, before)
            return Taken(name=entry.name, verdict=str(before["verdict"]), repeat=True, receipt=dict(before))
        received = self.clock()
        report, findings = self._reader.report(entry)
        if report is not None:
            report = replace(report, head=self._head(report), findings=tuple(in_order(findings)))
        verdict = self.options.policy.verdict(findings) if report is not None else REFUSED
        try:
            return self._decided(entry, report, tuple(in_order(findings)), verdict, received)
        except NotStorable as broken:  # a text that is no text, a number that no column holds
            findings.append(error("ingest.value", f"a value can't be stored: {str(broken)[:120]}", SourceRef(file=entry.name)))
            return self._decided(entry, None, tuple(in_order(findings)), REFUSED, received)

    def _decided(self, entry: Entry, report: Report | None, findings: tuple[Finding, ...], verdict: str, received: datetime) -> Taken:
        """Into quarantine, or into the store; then the receipt."""
        assert self._store is not None
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
            files=tuple(hashes_of(entry)),
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


def _entries(path: Path) -> Iterator[Entry]:
    """The filings of a path; a folder that can't be listed is one that can't be read."""
    try:
        yield from entries_in(path)
    except OSError as broken:
        digest = hashlib.sha256(str(path).encode("utf-8", "replace")).hexdigest()
        yield Entry(name=path.name, path=path, digest=digest, error=f"the folder can't be read: {broken.strerror or broken}")


def read_policy(path: Path) -> Policy:
    """The policy of a YAML file."""
    document, findings = read_yaml(path, path.name)
    if document is None or has_errors(findings):
        raise UsageError(f"the policy can't be read: {findings[0].message}", findings[0].hint)
    return policy_of(document.data, path.name)
