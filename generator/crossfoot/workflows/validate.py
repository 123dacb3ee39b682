"""Validation of files that exist already, ours or anyone's: one verdict each, led back to cells
where `sources.json` lies beside."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.arelle.formula_trace import other_messages
from crossfoot.arelle.session import RULES, ArelleFailed, ArelleSession
from crossfoot.arelle.trace_to_cells import lead_back
from crossfoot.errors import SetupError
from crossfoot.model.finding import Finding, error, in_order, info
from crossfoot.model.options import BuildResult
from crossfoot.model.source import SourceRef
from crossfoot.system.archive_guard import check_archive, is_archive
from crossfoot.system.temporary_folder import scratch_folder
from crossfoot.workflows.compile_base import base_package_file
from crossfoot.workflows.taxonomy_tasks import lint_all
from crossfoot.workflows.validated_cache import remember
from crossfoot.workspace import Workspace
from crossfoot.xbrl.report_finder import FolderReports, reports_in

BASE = "gaap/2026"
_ENTITY = re.compile(rb"<!DOCTYPE.*?<!ENTITY", re.S)
_HEAD = 1 << 20
PAGES = (".htm", ".html", ".xhtml")
ENTRIES = (".htm", ".html", ".xhtml", ".xbrl", ".xml", ".xsd", ".zip", ".xbri", ".xbr", ".json")


class JudgeOptions(Struct, frozen=True, kw_only=True):
    """Switches of one validation; `remember` writes clean taxonomies into
    taxonomy/validated.json."""

    formula: bool = True
    remember: bool = False


def judge_paths(
    workspace: Workspace,
    paths: Iterable[Path],
    packages: Iterable[Path],
    options: JudgeOptions | None = None,
) -> Iterator[BuildResult]:
    """One result for each path; a folder stands for the reports in it, a taxonomy's for its
    schemas."""
    options = options or JudgeOptions()
    with ArelleSession() as session, scratch_folder() as scratch:
        session.start()
        given = list(packages)
        base = _base_package(workspace, scratch)
        judge = _Judge(session=session, workspace=workspace, options=options)
        for path, pages, others in _entries(paths):
            if schemas := _schemas(path):
                result = judge.taxonomy(path, schemas, [*given, *base])
            elif pages:
                packed = _packed(path, pages, scratch)
                result = _unpacked(
                    judge.one(packed, [*given, *(_beside(path) or base)]), packed, path
                )
            elif path.is_dir():
                result = _result(path, [_nothing(SourceRef(file=path.name))])
            else:
                result = judge.one(path, [*given, *(_beside(path) or base)])
            yield replace(result, findings=(*result.findings, *others))


def _entries(paths: Iterable[Path]) -> Iterator[tuple[Path, tuple[Path, ...], tuple[Finding, ...]]]:
    """What is judged, with the other pages of an inline document set; with the first report of a
    folder, what there is not."""
    from crossfoot.xbrl.page_sets import page_sets

    for path in paths:
        found = reports_in(path) if path.is_dir() else FolderReports(judged=(path,))
        sets = (
            page_sets(one for one in found.judged if one.suffix.lower() in PAGES)
            if path.is_dir()
            else {}
        )
        parts = {page for pages in sets.values() for page in pages}
        for number, one in enumerate([one for one in found.judged if one not in parts] or (path,)):
            yield (
                one,
                sets.get(one, ()),
                () if number else tuple(_left_out(SourceRef(file=path.name), found)),
            )


def _packed(path: Path, pages: Iterable[Path], scratch: Path) -> Path:
    """The pages of a set with the schemas and linkbases of their folder in one archive, for Arelle
    reads sets from archives alone."""
    from crossfoot.xbrl.packages import zip_bytes
    from crossfoot.xbrl.submission import companion_files

    packed = scratch / f"{path.stem}.zip"
    packed.write_bytes(
        zip_bytes({one.name: one.read_bytes() for one in (path, *pages, *companion_files(path))})
    )
    return packed


def _unpacked(result: BuildResult, packed: Path, path: Path) -> BuildResult:
    """The result under the name of the page that holds the contexts."""
    told = [
        replace(one, source=replace(one.source, file=path.name))
        if one.source.file == packed.name
        else one
        for one in result.findings
    ]
    return replace(result, name=path.name, folder=path.parent, findings=tuple(told))


def _left_out(at: SourceRef, found: FolderReports) -> Iterator[Finding]:
    of_json = "xBRL-JSON names its documentType at its head"
    told = [
        (f"no report, {reason}: {name}", of_json if name.lower().endswith(".json") else "")
        for name, reason in found.no_reports
    ]
    if found.left_out:
        message = f"not judged, another syntax or a package of a report that is: {', '.join(found.left_out)}"
        told.insert(0, (message, "name one of them to have it judged"))
    for message, hint in told:
        yield info("validate.left-out", message, at, hint)


def _beside(path: Path) -> list[Path]:
    """The taxonomy packages beside a report, or beside the folder of an xBRL-CSV report; a package
    brings its own."""
    if is_archive(path):
        return []
    folders = (
        (path.parent, path.parent.parent) if path.parent.name.endswith("-csv") else (path.parent,)
    )
    return next(
        (found for folder in folders if (found := sorted(folder.glob("*-taxonomy.zip")))), []
    )


def _base_package(workspace: Workspace, scratch: Path) -> list[Path]:
    """The base taxonomy as a package, so that a schema or instance that imports it can be judged by
    itself."""
    try:
        folder = workspace.base_folder(BASE)
    except SetupError:
        return []
    return [base_package_file(folder, BASE, scratch)]


def _schemas(path: Path) -> list[Path]:
    """The schemas of a taxonomy's folder: the compiled ones below its sources, or those that lie in
    it."""
    if not path.is_dir():
        return []
    return next(
        (
            found
            for pattern in ("xbrl/*.xsd", "*.xsd", "*/xbrl/*.xsd", "*/*/xbrl/*.xsd")
            if (found := sorted(path.glob(pattern)))
        ),
        [],
    )


class _Judge(Struct):
    """Judges one path after the other with one Arelle."""

    session: ArelleSession
    workspace: Workspace
    options: JudgeOptions

    def taxonomy(self, folder: Path, schemas: list[Path], packages: list[Path]) -> BuildResult:
        """Every schema of a folder as an entry point, and lint where the folder holds sources: one
        verdict."""
        results = [self.one(schema, packages) for schema in schemas]
        findings = [finding for result in results for finding in result.findings]
        sources = sorted(
            {
                schema.parent.parent
                for schema in schemas
                if (schema.parent.parent / "taxonomy.yaml").is_file()
            }
        )
        findings += [
            finding
            for linted in lint_all(self.workspace, map(str, sources))
            for finding in linted.findings
        ]
        rules = (
            *dict.fromkeys(rule for result in results for rule in result.rules),
            *(("lint",) if sources else ()),
        )
        return BuildResult(
            name=folder.name or str(folder),
            folder=folder,
            findings=tuple(in_order(findings)),
            counts=_counted(results, len(schemas)),
            rules=rules,
        )

    def one(self, path: Path, packages: list[Path]) -> BuildResult:
        """One report, package or schema."""
        here = SourceRef(file=path.name)
        if refused := _refused(path, packages, here):
            return _result(path, refused)
        try:
            judged = self.session.validate(
                path, packages=packages, formula=self.options.formula, hashes=self.options.remember
            )
        except ArelleFailed as failed:
            return _result(path, [error("arelle.failed", str(failed), here, failed.detail[:300])])
        messages = (
            judged.messages if judged.counts.get("facts") else other_messages(judged.messages)
        )  # a taxonomy tells nothing by itself
        findings = lead_back(messages, _addresses(path.parent / "sources.json"), here)
        alone = judged.documents <= 1 and path.suffix.lower() != ".xsd"  # no taxonomy came with it
        if alone and not judged.counts.get("facts") and not findings:
            findings.append(_nothing(here))
        if self.options.remember and not findings and not judged.counts.get("facts"):
            remember(self.workspace, judged.hashes)
        formula = (
            (f"XBRL Formula 1.0 ({len(judged.asserted)} assertions)",) if judged.asserted else ()
        )
        return BuildResult(
            name=path.name,
            folder=path.parent,
            findings=tuple(in_order(findings)),
            counts=tuple(sorted(judged.counts.items())),
            rules=(*RULES, *formula, f"Arelle {judged.version}"),
        )


def _counted(results: Iterable[BuildResult], schemas: int) -> tuple[tuple[str, int], ...]:
    """Of each count the largest that an entry point gave, and how many entry points there are."""
    counts = {"entry_points": schemas}
    for result in results:
        for name, count in result.counts:
            counts[name] = max(count, counts.get(name, 0))
    return tuple(sorted(counts.items()))


def _refused(path: Path, packages: Iterable[Path], here: SourceRef) -> list[Finding]:
    """Why a file is not opened, if so."""
    if path.suffix.lower() not in ENTRIES:
        return [
            error(
                "validate.kind",
                "this is not a kind of file we judge",
                here,
                f"known: {' '.join(ENTRIES)}",
            )
        ]
    if refused := [
        finding
        for archive in (path, *packages)
        if is_archive(archive)
        for finding in check_archive(archive)
    ]:
        return refused
    entities = _entities(path)
    return [entities] if entities is not None else []


def _entities(path: Path) -> Finding | None:
    """A document that declares entities: Arelle leaves them out, other software puts their text in,
    so that each reads another report."""
    if is_archive(path):
        return None
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).replace(b"\0", b"")  # UTF-16 too
    except OSError:
        return None
    found = _ENTITY.search(head)
    if found is None:
        return None
    at, hint = (
        SourceRef(file=path.name, row=head.count(b"\n", 0, found.start()) + 1),
        "write the text itself in their place",
    )
    return error("validate.entities", "the document declares entities of its own", at, hint)


def _nothing(at: SourceRef) -> Finding:
    hint = "name an instance, an inline file, a package, a schema, or a folder that a build wrote"
    return error("validate.empty", "nothing was found to judge", at, hint)


def _result(path: Path, findings: list[Finding]) -> BuildResult:
    return BuildResult(name=path.name, folder=None, findings=tuple(findings))


def _addresses(path: Path) -> dict[str, SourceRef]:
    try:
        data: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return {name: SourceRef(**fields) for name, fields in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
