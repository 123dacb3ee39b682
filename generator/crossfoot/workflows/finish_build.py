"""The second half of a build: what has no errors is rendered, ruled on, packed, judged by Arelle
and reported.

Apart from `build`, so that a filing with a wrong total is told of it without waiting for these
imports.
"""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from crossfoot.arelle.accepted_differences import FILE, differences_json
from crossfoot.arelle.records import ArelleResult
from crossfoot.arelle.session import ArelleSession
from crossfoot.arelle.summation_verdicts import BUILD_MODES
from crossfoot.arelle.validation import rules_checked
from crossfoot.checks.assertions import assertions_of
from crossfoot.filing_rules.check import check_rules
from crossfoot.filing_rules.rule import FilingContext
from crossfoot.model.options import BuildOptions
from crossfoot.render.data_files import data_files
from crossfoot.render.inline import inline_text, with_text_blocks
from crossfoot.render.inline_verify import PageCheck
from crossfoot.render.xbrl import Contexts, contexts_of
from crossfoot.report.ingest import intake_json
from crossfoot.report.page import Report
from crossfoot.report.tables import sources_json
from crossfoot.system.zip_writer import Deflated, write_deflated
from crossfoot.taxonomy.compile import compile_extension
from crossfoot.taxonomy.formulas import expressible
from crossfoot.workflows.build_record import record_build
from crossfoot.workflows.draft import Draft
from crossfoot.workflows.tell_verdicts import compare_verdicts, tell_messages
from crossfoot.workflows.validated_cache import validated_hashes
from crossfoot.workflows.write_reports import write_reports
from crossfoot.workspace import Workspace
from crossfoot.xbrl.package_contents import filing_report_package, filing_taxonomy_package


class OutputBuilder(Struct, frozen=True, kw_only=True):
    """Finishes drafts of one workspace; `stage` times and tells what is being done."""

    workspace: Workspace
    options: BuildOptions
    session: ArelleSession
    stage: Callable[[str], AbstractContextManager[None]]

    def render(self, draft: Draft, building: Path, open_files: ExitStack) -> None:
        """Write taxonomy, reports and taxonomy package, and check the page against its profile.

        :param open_files: gets the files that packages are made of, to be closed after `package`
        """
        filing = draft.filing
        assert filing is not None
        with self.stage("taxonomy"):
            draft.files = self._write_taxonomy(draft, building, open_files)
        with self.stage("render"):
            used = self._write_data_files(draft, building)
            check, draft.page = self._write_pages(draft, building, used, open_files)
        with self.stage("rules"):
            self._check_rules(draft, check)
        with self.stage("package"):
            taxonomy = draft.taxonomy
            assert taxonomy is not None
            package = filing_taxonomy_package(filing, taxonomy, draft.files, draft.base_files)
            write_bytes(building / f"{filing.stem}-taxonomy.zip", package)

    def _write_taxonomy(
        self, draft: Draft, building: Path, open_files: ExitStack
    ) -> dict[str, Deflated]:
        instance, taxonomy, filing = draft.built
        draft.assertions = expressible(assertions_of(filing, instance, taxonomy, draft.networks))
        compiled = compile_extension(
            taxonomy,
            draft.networks,
            instance,
            filing.calculations,
            filing.company.profile.container,
            draft.assertions,
        )
        ascii_only = filing.company.profile.ascii_only
        return {
            name: write_deflated(building / name, text, open_files, ascii_only=ascii_only)
            for name, text in compiled.items()
        }

    def _write_data_files(self, draft: Draft, building: Path) -> Contexts:
        """XBRL 2.1, xBRL-JSON, xBRL-CSV and the source addresses; the contexts that they share."""
        instance, taxonomy, filing = draft.built
        draft.instance = instance = with_text_blocks(instance, taxonomy)
        used = contexts_of(instance.facts)
        (building / f"{instance.stem}-csv").mkdir()
        pieces = data_files(instance, taxonomy, filing.company.profile.container, used)
        write_side_by_side(building, pieces)
        write_text(building / "sources.json", sources_json(instance.facts))
        return used

    def _write_pages(
        self, draft: Draft, building: Path, used: Contexts, open_files: ExitStack
    ) -> tuple[PageCheck, Deflated]:
        """The inline document, read back while it is written, and a page for each further
        language."""
        instance, taxonomy, filing = draft.built
        profile = filing.company.profile
        pages = {}
        for lang in ("", *self.options.languages):
            check = PageCheck(instance, taxonomy, profile.container, used)
            text = inline_text(
                instance,
                taxonomy,
                profile.container,
                lang=lang or "en",
                charts=self.options.charts,
                used=used,
            )
            target = building / f"{instance.stem}{'-' if lang else ''}{lang}.htm"
            ascii_only = profile.ascii_only and not lang
            pieces = check.through(text)
            pages[lang] = (
                check,
                write_deflated(target, pieces, open_files, ascii_only=ascii_only),
            )
            draft.findings.extend(check.findings())
        return pages[""]

    def _check_rules(self, draft: Draft, check: PageCheck) -> None:
        instance, taxonomy, filing = draft.built
        context = FilingContext(
            filing=filing,
            instance=instance,
            taxonomy=taxonomy,
            networks=draft.networks,
            container=filing.company.profile.container,
            page=check.rest(),
            files=(f"{instance.stem}.htm", *draft.files),
            references=check.references,
        )
        draft.ruling = check_rules(context)
        draft.findings.extend(draft.ruling.findings)
        draft.rules = (draft.ruling.name,)

    def validate(self, draft: Draft, building: Path) -> None:
        """Have Arelle validate the page; its messages at their cells, and its verdicts beside
        ours."""
        with self.stage("arelle"):
            result = self._ask_arelle(draft, building)
        compare_verdicts(draft, result, formula=self._has_formulas(draft, building))
        draft.differences = tell_messages(draft, result)
        draft.counts = dict(result.counts)
        left_out = "".join(
            f"; {count} ties left to preflight: {reason}"
            for reason, count in draft.assertions.left_out
        )
        draft.rules = (*rules_checked(result, left_out=left_out), *draft.rules)
        draft.calculations = result.calculations

    def _has_formulas(self, draft: Draft, building: Path) -> bool:
        instance, _, _ = draft.built
        return self.options.formula and (building / f"{instance.stem}_for.xml").exists()

    def _ask_arelle(self, draft: Draft, building: Path) -> ArelleResult:
        """Arelle's answer to the page, with its package and what the options ask for."""
        instance, _, _ = draft.built
        published = (self.options.base.package,) if self.options.base else ()
        return self.session.validate(
            building / f"{instance.stem}.htm",
            packages=(building / f"{instance.stem}-taxonomy.zip", *published),
            calc=BUILD_MODES,
            formula=self._has_formulas(draft, building),
            viewer=building / f"{instance.stem}-viewer.htm" if self.options.viewer else None,
            validated=validated_hashes(self.workspace),
        )

    def package(self, draft: Draft, building: Path) -> None:
        """Write the report package, with the differences that the preparer accepts."""
        _, taxonomy, filing = draft.built
        assert draft.page is not None
        further = {}
        if draft.differences:
            further[FILE] = differences_json(draft.differences).encode()
            (building / FILE).write_bytes(further[FILE])
        with self.stage("package"):
            package = filing_report_package(
                filing, taxonomy, draft.files, draft.base_files, draft.page, further
            )
            write_bytes(building / f"{filing.stem}.xbri", package)

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
            package = building / f"{draft.filing.stem}.xbri"  # it goes places without its manifest
            record_build(hashlib.sha256(package.read_bytes()).hexdigest())


def write_side_by_side(folder: Path, pieces: Iterable[tuple[str, str]]) -> None:
    """Write several files at once, each piece to the end of the file it names."""
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {}
        for name, piece in pieces:
            if name not in files:
                files[name] = stack.enter_context((folder / name).open("wb"))
            files[name].write(piece.encode())


def write_bytes(path: Path, parts: Iterable[bytes]) -> None:
    """Write parts of a file one after the other."""
    with path.open("wb") as out:
        out.writelines(parts)


def write_text(path: Path, pieces: Iterable[str]) -> None:
    """Write pieces of text as UTF-8, buffered."""
    with path.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as out:
        out.writelines(pieces)
