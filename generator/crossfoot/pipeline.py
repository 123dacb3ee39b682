"""The stages in order: read, taxonomy, instance, preflight, render, Arelle, report."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from crossfoot.closing import write_reports
from crossfoot.errors import SetupError
from crossfoot.instance.build import build_instance
from crossfoot.model.assertion import NONE, Assertions
from crossfoot.model.filing import Filing
from crossfoot.model.finding import Finding, error, has_errors, in_order
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.model.published import BaseUse
from crossfoot.model.record import dataclass, field, replace
from crossfoot.model.ruling import Deviation, Ruling
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Network, Taxonomy
from crossfoot.model.tieout import Tie
from crossfoot.model.unproved import unproved
from crossfoot.outbox import keep, whole_folder
from crossfoot.packing import base_package, filing_packages
from crossfoot.read.base_ties import applied, read_base_ties
from crossfoot.read.filing import read_filing
from crossfoot.read.taxonomies import base_titles, read_base, read_extension
from crossfoot.render.oim_csv import csv_files
from crossfoot.render.oim_json import json_text
from crossfoot.render.xbrl import xbrl_text
from crossfoot.report.intake import intake_json
from crossfoot.report.page import Report
from crossfoot.report.tables import sources_json
from crossfoot.rules.check import check_rules
from crossfoot.rules.rule import Finished
from crossfoot.taxonomy.base_use import base_use
from crossfoot.taxonomy.check import check_networks
from crossfoot.taxonomy.compile import compile_base, compile_extension
from crossfoot.taxonomy.formulas import expressible
from crossfoot.taxonomy.rebase import rebase
from crossfoot.taxonomy.select import select_networks
from crossfoot.validate.arelle_session import ArelleSession, CalcMode
from crossfoot.validate.assertions import assertions_of
from crossfoot.validate.formula_trace import formula_disagreements, formula_findings, formula_verdicts, other_messages
from crossfoot.validate.history import OtherFiling, other_filing
from crossfoot.validate.preflight import preflight, tie_finding
from crossfoot.validate.trace import arelle_verdicts, disagreements, exact_messages, trace_messages
from crossfoot.validated import validated_hashes
from crossfoot.workspace import Workspace
from crossfoot.zipped import write_deflated

Progress = Callable[[str], None]
RULES = ("XBRL 2.1", "Inline XBRL 1.1", "Dimensions 1.0", "Calculations 1.0", "Calculations 1.1 (round to nearest)", "units registry")
CONTAINERS = {"sec": "segment", "esef": "scenario", "edinet": "scenario", "plain": "segment"}


@dataclass(slots=True)
class Builder:
    """Builds filings of one workspace one after the other, with one warm Arelle."""

    workspace: Workspace
    options: BuildOptions
    session: ArelleSession
    progress: Progress = lambda stage: None
    bases: dict[tuple[str, frozenset[str]], tuple[Taxonomy, list[Finding], dict[str, bytes]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    others: dict[Path, OtherFiling | None] = field(default_factory=dict)

    def build(self, folder: Path) -> BuildResult:
        """Build one filing; its output is replaced only when nothing failed."""
        self.seconds = {}
        if self.options.arelle:
            self.session.start()
        name = f"{folder.resolve().parent.name}/{folder.resolve().name}"
        draft = self._draft(folder)
        if draft is None or has_errors(draft.findings):
            return self._result(name, None, draft)
        target = self.options.output / name
        with whole_folder(target) as building:
            self._render(draft, building)
            if self.options.arelle:
                self._judge(draft, building)
            with self._stage("report"):
                failed = has_errors(draft.findings)
                if not failed:
                    self._report(draft, building, name)
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
            rebased: dict[str, list[Finding]] = {}
            if self.options.base is not None:
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
            draft.use = base_use(taxonomy, self.options.base, draft.networks, instance)
            used = {node.concept for network in draft.networks for node in network.nodes}
            findings.extend(finding for name in sorted(used & set(rebased)) for finding in rebased[name])
        if self.options.preflight:
            with self._stage("other filings"):
                others = self._others(folder, filing)
            with self._stage("preflight"):
                draft.ties, problems = preflight(filing, instance, draft.networks, others)
                draft.unproved = unproved(instance.facts, draft.ties)
                findings.extend(problems)
        return draft

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

    def _render(self, draft: "Draft", building: Path) -> None:
        from crossfoot.render.inline import inline_text
        from crossfoot.render.inline_check import check_inline

        instance, taxonomy, filing = draft.instance, draft.taxonomy, draft.filing
        assert instance is not None and taxonomy is not None and filing is not None and taxonomy.base is not None
        container = CONTAINERS[filing.company.profile]
        with self._stage("taxonomy"):
            draft.assertions = expressible(assertions_of(filing, instance, taxonomy))
            compiled = compile_extension(taxonomy, draft.networks, instance, filing.calculations, container, draft.assertions)
            files = {name: write_deflated(building / name, text) for name, text in compiled.items()}
        with self._stage("render"):
            write_text(building / f"{instance.stem}.xbrl", xbrl_text(instance, taxonomy, container))
            shown = building / f"{instance.stem}.htm"
            page = write_deflated(shown, inline_text(instance, taxonomy, container, charts=self.options.charts))
            draft.findings.extend(check_inline(blocks_of(shown), instance))
            for lang in self.options.languages:
                translated = list(inline_text(instance, taxonomy, container, lang=lang, charts=self.options.charts))
                draft.findings.extend(check_inline(translated, instance))
                write_text(building / f"{instance.stem}-{lang}.htm", translated)
            write_text(building / f"{instance.stem}.json", json_text(instance, taxonomy))
            (building / f"{instance.stem}-csv").mkdir()
            for name, pieces in csv_files(instance, taxonomy).items():
                write_text(building / f"{instance.stem}-csv" / name, pieces)
            write_text(building / "sources.json", sources_json(instance.facts))
        with self._stage("rules"):
            names = (f"{instance.stem}.htm", *files)
            draft.ruling = check_rules(
                Finished(
                    filing=filing,
                    instance=instance,
                    taxonomy=taxonomy,
                    networks=draft.networks,
                    container=container,
                    page=shown.read_text(encoding="utf-8"),
                    files=names,
                )
            )
            draft.findings.extend(draft.ruling.findings)
            draft.rules = (draft.ruling.name,)
        with self._stage("package"):
            for name, data in filing_packages(filing, taxonomy, files, draft.base_files, page).items():
                (building / name).write_bytes(data)

    def _judge(self, draft: "Draft", building: Path) -> None:
        instance, taxonomy = draft.instance, draft.taxonomy
        assert instance is not None and taxonomy is not None
        with self._stage("arelle"):
            entry = building / f"{instance.stem}.htm"
            published = (self.options.base.package,) if self.options.base else ()
            formula = self.options.formula and (building / f"{instance.stem}_for.xml").exists()
            packages = (building / f"{instance.stem}-taxonomy.zip", *published)
            modes: tuple[CalcMode, ...] = ("c11r", "c10") if self.options.preflight else ("c11r", "c10", "c10d")
            viewer = building / f"{instance.stem}-viewer.htm" if self.options.viewer else None
            known = validated_hashes(self.workspace)
            result = self.session.validate(entry, packages=packages, calc=modes, formula=formula, viewer=viewer, validated=known)
        facts: Mapping[str, Fact] = {fact.id: fact for fact in instance.facts}
        page = SourceRef(file=entry.name)
        renamed = {name: concept.element for name, concept in taxonomy.concepts.items() if concept.element not in ("", name)}
        if draft.ties:
            draft.ties = tuple(arelle_verdicts(draft.ties, result, taxonomy.vocabulary, draft.networks, renamed))
            draft.findings.extend(_disagreement(tie) for tie in disagreements(draft.ties))
        if draft.ties and formula:
            draft.ties = tuple(formula_verdicts(draft.ties, draft.assertions, result.asserted))
            draft.findings.extend(_disagreement(tie) for tie in formula_disagreements(draft.ties))
        exact = {statement.id for statement in instance.statements if statement.exact}
        draft.findings.extend(formula_findings(result.messages, facts, draft.assertions, page))
        messages = [*other_messages(result.messages), *exact_messages(result.messages, facts, exact)]
        draft.findings.extend(trace_messages(messages, facts, draft.ties, page, self._declared_totals(draft)))
        draft.counts = dict(result.counts)
        left_out = "".join(f"; {count} ties left to preflight: {reason}" for reason, count in draft.assertions.left_out)
        judged = f"XBRL Formula 1.0 ({len(result.asserted)} assertions{left_out})"
        draft.rules = (*RULES, *((judged,) if result.asserted else ()), f"Arelle {result.version}", *draft.rules)
        if result.counts.get("facts", 0) != len(instance.facts):
            message = f"Arelle read {result.counts.get('facts', 0)} facts, {len(instance.facts)} were written"
            draft.findings.append(Finding(code="arelle.facts", severity="error", message=message, source=page))

    def _declared_totals(self, draft: "Draft") -> set[str]:
        """Facts of the cells that declared sums name; preflight, where it ran, has matched them more strictly."""
        if self.options.preflight or draft.filing is None or draft.instance is None:
            return set()
        named = {(d.table, d.concept, d.column) for d in draft.filing.declarations if d.kind == "sum"}
        facts = draft.instance.facts
        return {fact.id for fact in facts if (fact.id.partition(".")[0], fact.concept.name, fact.source.column or "") in named}

    def _report(self, draft: "Draft", building: Path, name: str) -> None:
        if draft.filing is not None and draft.instance is not None:
            viewer = f"{draft.instance.stem}-viewer.htm"
            report = Report(
                name=name,
                instance=draft.instance,
                findings=tuple(draft.findings),
                ties=draft.ties,
                rules=draft.rules,
                deviations=draft.deviations,
                unproved=draft.unproved,
                viewer=viewer if (building / viewer).exists() else "",
                off=self.options.off,
            )
            write_reports(building, report, draft.use)
            counts = {"facts": len(draft.instance.facts), "findings": len(draft.findings), "checks": len(draft.ties)}
            manifest = intake_json(draft.filing, "clean", draft.rules, counts, building)
            (building / "intake.json").write_text(manifest, encoding="utf-8")

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


@dataclass(slots=True)
class Draft:
    """A build in the making."""

    filing: Filing | None = None
    taxonomy: Taxonomy | None = None
    instance: Instance | None = None
    networks: tuple[Network, ...] = ()
    base_files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
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


def _disagreement(tie: Tie) -> Finding:
    message = (
        f"preflight and Arelle differ on {tie.label or tie.item}: "
        f"1.0 {tie.verdict_10} / {tie.arelle_10}, 1.1 {tie.verdict_11} / {tie.arelle_11}"
        if tie.kind == "sum"
        else f"preflight and Arelle's formula processor differ on {tie.label or tie.item}: {tie.status} / {tie.arelle_formula}"
    )
    return Finding(code="calc.disagree", severity="error", message=message, source=tie_finding(tie).source, hint="please report this")


def without_rows(filing: Filing) -> Filing:
    """The filing once its rows live on as the lines of the instance."""
    return replace(filing, tables=tuple(replace(table, rows=()) for table in filing.tables))


def blocks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, block by block."""
    with path.open("rb") as source:
        while block := source.read(1 << 20):
            yield block


def write_text(path: Path, pieces: Iterable[str]) -> None:
    """Write pieces of text as UTF-8, buffered."""
    with path.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as out:
        out.writelines(pieces)


def compile_base_folder(folder: Path, shown: str) -> tuple[int, list[Finding]]:
    """Compile a base into its `xbrl/` folder; the number of files, or findings and nothing written."""
    taxonomy, findings = read_base(folder, shown)
    findings.extend(check_networks(taxonomy))
    if has_errors(findings):
        return 0, findings
    files = compile_base(taxonomy)
    with whole_folder(folder / "xbrl") as building:
        for name, pieces in files.items():
            write_text(building / name, pieces)
        keep(building)
    return len(files), findings


def base_package_file(folder: Path, shown: str, into: Path) -> Path:
    """Write the compiled base as a taxonomy package into the folder `into`; its path."""
    taxonomy, _ = read_base(folder, shown)
    files = {path.name: path.read_bytes() for path in sorted((folder / "xbrl").glob("*.x*"))}
    name, data = base_package(taxonomy, base_titles(folder, shown), shown, files)
    into.mkdir(parents=True, exist_ok=True)
    (into / name).write_bytes(data)
    return into / name
