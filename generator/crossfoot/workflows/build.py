"""The stages in order: read, taxonomy, instance, preflight; then `finish_build`, for what has no
errors."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec.structs import replace

from crossfoot.arelle.session import ArelleSession
from crossfoot.checks.preflight import preflight
from crossfoot.checks.signs import NonNegative
from crossfoot.facts.build import build_instance
from crossfoot.model.filing import Filing
from crossfoot.model.finding import has_errors, in_order
from crossfoot.model.instance import Instance
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.model.unchecked_facts import unchecked_facts
from crossfoot.system.atomic_folder import atomic_folder, commit
from crossfoot.taxonomy.mixed_precision import mark_mixed_precision
from crossfoot.taxonomy.prune_networks import prune_networks
from crossfoot.workflows.draft import Draft
from crossfoot.workflows.load_filing import Library
from crossfoot.workspace import Workspace, filing_name

Progress = Callable[[str], None]


class Builder:
    """Builds filings of one workspace one after the other, with one warm Arelle."""

    def __init__(
        self, *, workspace: Workspace, options: BuildOptions, session: ArelleSession
    ) -> None:
        self.workspace, self.options, self.session = workspace, options, session
        self.library = Library(workspace=workspace, published=options.base)
        self.progress: Progress = lambda stage: None
        self.seconds: dict[str, float] = {}
        self.draft: Draft | None = None
        """the last filing that was built"""

    def build(self, folder: Path) -> BuildResult:
        """Build one filing; its output is replaced only when nothing failed."""
        self.seconds = {}
        if self.options.arelle:
            self.session.start()
        name = filing_name(folder)
        self.draft = draft = self._draft(folder)
        if has_errors(draft.findings):
            return self._result(name, None, draft)
        target = self.options.output / name
        from crossfoot.workflows.finish_build import (
            OutputBuilder,
        )  # here, for a filing that fails has no use for it

        output = OutputBuilder(
            workspace=self.workspace, options=self.options, session=self.session, stage=self._stage
        )
        with ExitStack() as open_files, atomic_folder(target) as building:
            output.render(draft, building, open_files)
            if self.options.arelle:
                output.validate(draft, building)
            failed = has_errors(draft.findings)
            if not failed:
                output.package(draft, building)
                with self._stage("report"):
                    output.report(draft, building, name)
                    commit(building)
        return self._result(name, None if failed else target, draft)

    def _draft(self, folder: Path) -> Draft:
        with self._stage("read"):
            reading, findings = self.library.read(folder)
        draft = Draft(findings=findings)
        if reading is None:
            return draft
        with self._stage("instance"):
            draft.instance, problems = build_instance(reading.filing, reading.taxonomy)
            findings.extend(problems)
        draft.filing, draft.taxonomy, draft.base_files = (
            without_rows(reading.filing),
            reading.taxonomy,
            reading.base_files,
        )
        rebased, unsigned = reading.rebased, reading.unsigned
        del reading  # and its rows with it
        if has_errors(findings):
            return draft
        pruned = prune_networks(draft.taxonomy, draft.instance)
        draft.networks = mark_mixed_precision(pruned, draft.instance.facts)
        if self.options.base is not None:
            from crossfoot.taxonomy.extension_statistics import extension_statistics

            draft.use = extension_statistics(
                draft.taxonomy, self.options.base, draft.networks, draft.instance
            )
            used = {node.concept for network in draft.networks for node in network.nodes}
            findings.extend(
                finding for name in sorted(used & set(rebased)) for finding in rebased[name]
            )
        if self.options.preflight:
            self._preflight(folder, draft.filing, draft.instance, unsigned, draft)
        return draft

    def _preflight(
        self, folder: Path, filing: Filing, instance: Instance, unsigned: NonNegative, draft: Draft
    ) -> None:
        with self._stage("other filings"):
            others = self.library.before(folder, filing)
        with self._stage("preflight"):
            identities, problems = self.library.identities(filing)
            draft.findings.extend(problems)
            draft.ties, problems = preflight(
                filing, instance, draft.networks, others, unsigned, identities
            )
            draft.unproved = unchecked_facts(instance.facts, draft.ties)
        if self.options.causes and any(found.code.startswith("calc.") for found in problems):
            from crossfoot.causes.explain import explain  # here: most filings need no cause

            with self._stage("causes"):
                assert draft.taxonomy is not None
                problems = explain(
                    filing,
                    instance,
                    draft.networks,
                    draft.taxonomy.concepts,
                    draft.ties,
                    problems,
                )
        draft.findings.extend(problems)

    def _result(self, name: str, folder: Path | None, draft: Draft) -> BuildResult:
        counts = {
            "facts": len(draft.instance.facts) if draft.instance else 0,
            **{k: v for k, v in draft.counts.items() if k != "facts"},
        }
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
            accepted=draft.accepted,
            calculations=draft.calculations,
            unproved=len(draft.unproved),
            numbers=sum(fact.unit is not None for fact in draft.instance.facts)
            if draft.instance
            else 0,
        )

    @contextmanager
    def _stage(self, stage: str) -> Iterator[None]:
        self.progress(stage)
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - started


def without_rows(filing: Filing) -> Filing:
    """The filing once its rows live on as the lines of the instance."""
    return replace(filing, tables=tuple(replace(table, rows=()) for table in filing.tables))
