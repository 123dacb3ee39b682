"""The second half of a build: what has no errors is rendered, ruled on, packed, judged by Arelle
and reported.

Apart from `build`, so that a filing with a wrong total is told of it without waiting for these
imports.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from crossfoot.arelle.formula_trace import (
    formula_disagreements,
    formula_findings,
    formula_verdicts,
    other_messages,
)
from crossfoot.arelle.session import RULES, ArelleResult, ArelleSession
from crossfoot.arelle.trace_to_cells import (
    arelle_verdicts,
    disagreements,
    exact_messages,
    explained_messages,
    trace_messages,
)
from crossfoot.checks.assertions import assertions_of
from crossfoot.checks.preflight import tie_finding
from crossfoot.filing_rules.check import check_rules
from crossfoot.filing_rules.rule import FilingContext
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.options import BuildOptions
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.model.tieout import Tie
from crossfoot.render.data_files import data_files
from crossfoot.render.inline import inline_text, with_text_blocks
from crossfoot.render.inline_verify import PageCheck
from crossfoot.render.xbrl import contexts_of
from crossfoot.report.ingest import intake_json
from crossfoot.report.page import Report
from crossfoot.report.tables import sources_json
from crossfoot.system.zip_writer import write_deflated
from crossfoot.taxonomy.compile import compile_extension
from crossfoot.taxonomy.formulas import expressible
from crossfoot.workflows.build_record import record_build
from crossfoot.workflows.draft import Draft
from crossfoot.workflows.validated_cache import validated_hashes
from crossfoot.workflows.write_reports import write_reports
from crossfoot.workspace import Workspace
from crossfoot.xbrl.package_contents import filing_packages


class Finisher(Struct, frozen=True, kw_only=True):
    """Finishes drafts of one workspace; `stage` times and tells what is being done."""

    workspace: Workspace
    options: BuildOptions
    session: ArelleSession
    stage: Callable[[str], AbstractContextManager[None]]

    def render(self, draft: Draft, building: Path) -> None:
        """Everything but Arelle's verdict and the reports about the build, into `building`."""
        with ExitStack() as open_files:
            self._render(draft, building, open_files)

    def _render(self, draft: Draft, building: Path, open_files: ExitStack) -> None:
        instance, taxonomy, filing = draft.instance, draft.taxonomy, draft.filing
        assert (
            instance is not None
            and taxonomy is not None
            and filing is not None
            and taxonomy.base is not None
        )
        container = filing.company.profile.container
        ascii_only = filing.company.profile.ascii_only
        with self.stage("taxonomy"):
            draft.assertions = expressible(assertions_of(filing, instance, taxonomy))
            compiled = compile_extension(
                taxonomy, draft.networks, instance, filing.calculations, container, draft.assertions
            )
            files = {
                name: write_deflated(building / name, text, open_files, ascii_only=ascii_only)
                for name, text in compiled.items()
            }
        with self.stage("render"):
            draft.instance = instance = with_text_blocks(instance, taxonomy)
            used = contexts_of(instance.facts)
            (building / f"{instance.stem}-csv").mkdir()
            write_side_by_side(building, data_files(instance, taxonomy, container, used))
            check = PageCheck(instance, taxonomy, container, used)
            told = check.through(
                inline_text(instance, taxonomy, container, charts=self.options.charts, used=used)
            )
            page = write_deflated(
                building / f"{instance.stem}.htm", told, open_files, ascii_only=ascii_only
            )
            draft.findings.extend(check.findings())
            for lang in self.options.languages:
                other = PageCheck(instance, taxonomy, container, used)
                told = other.through(
                    inline_text(
                        instance,
                        taxonomy,
                        container,
                        lang=lang,
                        charts=self.options.charts,
                        used=used,
                    )
                )
                write_text(building / f"{instance.stem}-{lang}.htm", told)
                draft.findings.extend(other.findings())
            write_text(building / "sources.json", sources_json(instance.facts))
        with self.stage("rules"):
            finished = FilingContext(
                filing=filing,
                instance=instance,
                taxonomy=taxonomy,
                networks=draft.networks,
                container=container,
                page=check.rest(),
                files=(f"{instance.stem}.htm", *files),
                references=check.references,
            )
            draft.ruling = check_rules(finished)
            draft.findings.extend(draft.ruling.findings)
            draft.rules = (draft.ruling.name,)
        with self.stage("package"):
            for name, parts in filing_packages(
                filing, taxonomy, files, draft.base_files, page
            ).items():
                with (building / name).open("wb") as out:
                    out.writelines(parts)

    def judge(self, draft: Draft, building: Path) -> None:
        instance, taxonomy = draft.instance, draft.taxonomy
        assert instance is not None and taxonomy is not None
        formula = self.options.formula and (building / f"{instance.stem}_for.xml").exists()
        with self.stage("arelle"):
            result = self._asked(instance, building, formula)
        _compare(draft, taxonomy, result, formula)
        self._tell(draft, instance, result)
        draft.counts = dict(result.counts)
        left_out = "".join(
            f"; {count} ties left to preflight: {reason}"
            for reason, count in draft.assertions.left_out
        )
        judged = f"XBRL Formula 1.0 ({len(result.asserted)} assertions{left_out})"
        draft.rules = (
            *RULES,
            *((judged,) if result.asserted else ()),
            f"Arelle {result.version}",
            *draft.rules,
        )

    def _asked(self, instance: Instance, building: Path, formula: bool) -> ArelleResult:
        """Arelle's answer to the page, with its package and what the options ask for."""
        published = (self.options.base.package,) if self.options.base else ()
        return self.session.validate(
            building / f"{instance.stem}.htm",
            packages=(building / f"{instance.stem}-taxonomy.zip", *published),
            calc=("c11r", "c10") if self.options.preflight else ("c11r", "c10", "c10d"),
            formula=formula,
            viewer=building / f"{instance.stem}-viewer.htm" if self.options.viewer else None,
            validated=validated_hashes(self.workspace),
        )

    def _tell(self, draft: Draft, instance: Instance, result: ArelleResult) -> None:
        """Arelle's messages at their cells, and whether it read what was written."""
        facts: Mapping[str, Fact] = {fact.id: fact for fact in instance.facts}
        page = SourceRef(file=f"{instance.stem}.htm")
        exact = {statement.id for statement in instance.statements if statement.exact}
        draft.findings.extend(formula_findings(result.messages, facts, draft.assertions, page))
        messages = [
            *other_messages(result.messages),
            *exact_messages(result.messages, facts, exact),
        ]
        declared = self._declared_totals(draft)
        draft.findings.extend(trace_messages(messages, facts, draft.ties, page, declared))
        draft.explained = tuple(explained_messages(messages, facts, draft.ties, page, declared))
        read = result.counts.get("facts", 0)
        if read != len(instance.facts):
            draft.findings.append(
                error(
                    "arelle.facts",
                    f"Arelle read {read} facts, {len(instance.facts)} were written",
                    page,
                )
            )

    def _declared_totals(self, draft: Draft) -> set[str]:
        """Facts of the cells that declared sums name; preflight, where it ran, has matched them
        more strictly."""
        if self.options.preflight or draft.filing is None or draft.instance is None:
            return set()
        named = {
            (d.table, d.concept, d.column) for d in draft.filing.declarations if d.kind == "sum"
        }
        facts = draft.instance.facts
        return {
            fact.id
            for fact in facts
            if (fact.id.partition(".")[0], fact.concept.name, fact.source.column or "") in named
        }

    def report(self, draft: Draft, building: Path, name: str) -> None:
        if draft.filing is not None and draft.instance is not None:
            viewer = f"{draft.instance.stem}-viewer.htm"
            report = Report(
                name=name,
                instance=draft.instance,
                findings=tuple(draft.findings),
                explained=draft.explained,
                ties=draft.ties,
                rules=draft.rules,
                deviations=draft.deviations,
                unproved=draft.unproved,
                viewer=viewer if (building / viewer).exists() else "",
                off=self.options.off,
            )
            write_reports(building, report, draft.use)
            counts = {
                "facts": len(draft.instance.facts),
                "findings": len(draft.findings),
                "checks": len(draft.ties),
            }
            manifest = intake_json(draft.filing, "clean", draft.rules, counts, building)
            (building / "intake.json").write_text(manifest, encoding="utf-8")
            record_build(hashlib.sha256(manifest.encode("utf-8")).hexdigest())


def _compare(draft: Draft, taxonomy: Taxonomy, result: ArelleResult, formula: bool) -> None:
    """Arelle's verdict beside ours in every record; where they differ, one of the two programs is
    wrong."""
    if not draft.ties:
        return
    renamed = {
        name: concept.element
        for name, concept in taxonomy.concepts.items()
        if concept.element not in ("", name)
    }
    draft.ties = tuple(
        arelle_verdicts(draft.ties, result, taxonomy.vocabulary, draft.networks, renamed)
    )
    draft.findings.extend(_disagreement(tie) for tie in disagreements(draft.ties))
    if formula:
        draft.ties = tuple(formula_verdicts(draft.ties, draft.assertions, result.asserted))
        draft.findings.extend(_disagreement(tie) for tie in formula_disagreements(draft.ties))


def _disagreement(tie: Tie) -> Finding:
    message = (
        f"preflight and Arelle differ on {tie.label or tie.item}: "
        f"1.0 {tie.verdict_10} / {tie.arelle_10}, 1.1 {tie.verdict_11} / {tie.arelle_11}"
        if tie.kind == "sum"
        else f"preflight and Arelle's formula processor differ on {tie.label or tie.item}: {tie.status} / {tie.arelle_formula}"
    )
    return error("calc.disagree", message, tie_finding(tie).source, "please report this")


def write_side_by_side(folder: Path, pieces: Iterable[tuple[str, str]]) -> None:
    """Write several files at once, each piece to the end of the file it names."""
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {}
        for name, piece in pieces:
            if name not in files:
                files[name] = stack.enter_context((folder / name).open("wb"))
            files[name].write(piece.encode())


def write_text(path: Path, pieces: Iterable[str]) -> None:
    """Write pieces of text as UTF-8, buffered."""
    with path.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as out:
        out.writelines(pieces)
