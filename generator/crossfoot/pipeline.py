"""The stages in order: read, taxonomy, instance, preflight; then `finishing`, for what has no errors."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.errors import SetupError
from crossfoot.instance.build import build_instance
from crossfoot.model.assertion import NONE, Assertions
from crossfoot.model.filing import Filing
from crossfoot.model.finding import Finding, error, has_errors, in_order
from crossfoot.model.identities import Identities
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.model.published import BaseUse
from crossfoot.model.ruling import Deviation, Ruling
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Network, Taxonomy
from crossfoot.model.tieout import Tie
from crossfoot.model.unproved import unproved
from crossfoot.outbox import keep, whole_folder
from crossfoot.read.base_ties import applied, read_base_ties
from crossfoot.read.filing import read_filing
from crossfoot.read.identities import read_identities
from crossfoot.read.nonnegative import read_nonnegative
from crossfoot.read.taxonomies import read_base, read_extension
from crossfoot.taxonomy.check import check_networks
from crossfoot.taxonomy.compile import compile_base
from crossfoot.taxonomy.select import select_networks
from crossfoot.validate.arelle_session import ArelleSession
from crossfoot.validate.history import OtherFiling, other_filing
from crossfoot.validate.preflight import preflight
from crossfoot.validate.signs import Unsigned
from crossfoot.workspace import Workspace

Progress = Callable[[str], None]


class Builder(Struct):
    """Builds filings of one workspace one after the other, with one warm Arelle."""

    workspace: Workspace
    options: BuildOptions
    session: ArelleSession
    progress: Progress = lambda stage: None
    bases: dict[tuple[str, frozenset[str]], tuple[Taxonomy, list[Finding], dict[str, bytes]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    others: dict[Path, OtherFiling | None] = field(default_factory=dict)
    draft: "Draft | None" = None
    """the last filing that was built"""

    def build(self, folder: Path) -> BuildResult:
        """Build one filing; its output is replaced only when nothing failed."""
        self.seconds = {}
        if self.options.arelle:
            self.session.start()
        name = f"{folder.resolve().parent.name}/{folder.resolve().name}"
        self.draft = draft = self._draft(folder)
        if draft is None or has_errors(draft.findings):
            return self._result(name, None, draft)
        target = self.options.output / name
        from crossfoot.finishing import Finisher  # here, for a filing that fails has no use for it

        finisher = Finisher(workspace=self.workspace, options=self.options, session=self.session, stage=self._stage)
        with whole_folder(target) as building:
            finisher.render(draft, building)
            if self.options.arelle:
                finisher.judge(draft, building)
            with self._stage("report"):
                failed = has_errors(draft.findings)
                if not failed:
                    finisher.report(draft, building, name)
                    keep(building)
        return self._result(name, None if failed else target, draft)

    def _draft(self, folder: Path) -> "Draft | None":
        with self._stage("read"):
            filing, findings = read_filing(folder)
            if filing is None:
                return Draft(findings=findings)
            if not self.workspace.has_base(filing.base):
                at, hint = SourceRef(file=filing.at.file), "known: the folders under taxonomy/, such as gaap/2026"
                return Draft(findings=[*findings, error("read.base", f"the base taxonomy '{filing.base}' is not there", at, hint)])
            base, problems, base_files = self._base(filing)
            rules, more = read_base_ties(self.workspace.base_folder(filing.base), filing.base, base.concepts)
            findings = [*findings, *problems, *more]
            filing = replace(filing, ties=(*filing.ties, *applied(rules, filing)))
            wanted = {network for table in filing.tables for network in table.networks}
            taxonomy, problems = read_extension(folder.parent, filing.company, filing.stem, base, wanted)
            findings.extend(problems)
            findings.extend(check_networks(taxonomy, wanted))
            unsigned = self._unsigned(folder.parent, filing.base, taxonomy, findings)
            rebased: dict[str, list[Finding]] = {}
            if self.options.base is not None:
                from crossfoot.taxonomy.rebase import rebase

                taxonomy, rebased = rebase(taxonomy, self.options.base)
        with self._stage("instance"):
            instance, problems = build_instance(filing, taxonomy)
            findings.extend(problems)
            filing = without_rows(filing)
        draft = Draft(filing=filing, taxonomy=taxonomy, instance=instance, base_files=base_files, findings=findings)
        if has_errors(findings):
            return draft
        draft.networks = select_networks(taxonomy, instance)
        if self.options.base is not None:
            from crossfoot.taxonomy.base_use import base_use

            draft.use = base_use(taxonomy, self.options.base, draft.networks, instance)
            used = {node.concept for network in draft.networks for node in network.nodes}
            findings.extend(finding for name in sorted(used & set(rebased)) for finding in rebased[name])
        if self.options.preflight:
            with self._stage("other filings"):
                others = self._others(folder, filing)
            with self._stage("preflight"):
                draft.ties, problems = preflight(filing, instance, draft.networks, others, unsigned, self._identities(filing, findings))
                draft.unproved = unproved(instance.facts, draft.ties)
                findings.extend(problems)
        return draft

    def _unsigned(self, company: Path, base: str, taxonomy: Taxonomy, findings: list[Finding]) -> Unsigned:
        """What the base and the company say can't be negative."""
        names: frozenset[str] = frozenset()
        for folder, shown in ((self.workspace.base_folder(base), base), (company, company.name)):
            listed, problems = read_nonnegative(folder, shown, taxonomy.concepts)
            findings.extend(problems)
            names |= listed
        return Unsigned(names, taxonomy.concepts)

    def _identities(self, filing: Filing, findings: list[Finding]) -> Identities:
        identities, problems = read_identities(self.workspace.base_folder(filing.base), filing.base)
        findings.extend(problems)
        return identities

    def _base(self, filing: Filing) -> tuple[Taxonomy, list[Finding], dict[str, bytes]]:
        wanted = frozenset(network for table in filing.tables for network in table.networks)
        if (filing.base, wanted) not in self.bases:
            folder = self.workspace.base_folder(filing.base)
            taxonomy, findings = read_base(folder, filing.base, wanted)
            schema = taxonomy.vocabulary.schema
            needed = (schema, f"{schema.removesuffix('.xsd')}-parts.xsd")
            try:
                files = {name: (folder / "xbrl" / name).read_bytes() for name in needed}
            except OSError as missing:
                raise SetupError(f"the base {filing.base} is not compiled", "run: crossfoot taxonomy build") from missing
            if "".join(compile_base(taxonomy)[schema]).encode() != files[schema] and not findings:
                raise SetupError(f"the compiled base {filing.base} is older than its sources", "run: crossfoot taxonomy build")
            self.bases[filing.base, wanted] = (taxonomy, findings, files)
        return self.bases[filing.base, wanted]

    def _others(self, folder: Path, filing: Filing) -> dict[str, OtherFiling]:
        """The filings of this company that came before, and those that its ties name."""
        here = folder.resolve()
        named = {name for tie in filing.ties for name in tie.filings}
        found = {}
        for other in sorted(here.parent.glob("*/filing.yaml")):
            name = other.parent.name
            if other.parent != here and (name in named or name < here.name):
                if other.parent not in self.others:
                    self.others[other.parent] = self._other(other.parent)
                if (one := self.others[other.parent]) is not None:
                    found[name] = one
        return found

    def _other(self, folder: Path) -> OtherFiling | None:
        filing, _ = read_filing(folder)
        if filing is None:
            return None
        wanted = {network for table in filing.tables for network in table.networks}
        taxonomy, _ = read_extension(folder.parent, filing.company, filing.stem, self._base(filing)[0], wanted)
        return other_filing(folder.name, filing.period_end, build_instance(filing, taxonomy)[0])

    def _result(self, name: str, folder: Path | None, draft: "Draft | None") -> BuildResult:
        draft = draft or Draft()
        counts = {"facts": len(draft.instance.facts) if draft.instance else 0, **{k: v for k, v in draft.counts.items() if k != "facts"}}
        return BuildResult(
            name=name,
            folder=folder,
            findings=tuple(in_order(draft.findings)),
            ties=draft.ties,
            counts=tuple(sorted(counts.items())),
            seconds=tuple(self.seconds.items()),
            rules=draft.rules,
            base=draft.use,
            deviations=draft.deviations,
            unproved=len(draft.unproved),
        )

    @contextmanager
    def _stage(self, stage: str) -> Iterator[None]:
        self.progress(stage)
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - started


class Draft(Struct):
    """A build in the making."""

    filing: Filing | None = None
    taxonomy: Taxonomy | None = None
    instance: Instance | None = None
    networks: tuple[Network, ...] = ()
    base_files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    explained: tuple[Finding, ...] = ()
    """what Arelle says of sums that are declared or unreadable"""
    ties: tuple[Tie, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    use: BaseUse | None = None
    assertions: Assertions = NONE
    ruling: Ruling | None = None
    unproved: tuple[Fact, ...] = ()

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        return self.ruling.deviations if self.ruling else ()


def without_rows(filing: Filing) -> Filing:
    """The filing once its rows live on as the lines of the instance."""
    return replace(filing, tables=tuple(replace(table, rows=()) for table in filing.tables))
