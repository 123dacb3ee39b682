"""Validation of files that exist already, ours or anyone's: one verdict each, led back to cells
where `sources.json` lies beside."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
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
from crossfoot.system.archive_guard import BadArchive, check_archive, is_archive
from crossfoot.system.temporary_folder import scratch_folder
from crossfoot.version import DEFAULT_BASE
from crossfoot.workflows.compile_base import base_package_file
from crossfoot.workflows.taxonomy_tasks import lint_all
from crossfoot.workflows.validated_cache import remember
from crossfoot.workspace import Workspace
from crossfoot.xbrl.report_finder import FilingLocation, find_filings, packages_beside
from crossfoot.xbrl.submission import Submission, submission_at
from crossfoot.xbrl.submission_files import arelle_input

_ENTITY = re.compile(rb"<!DOCTYPE.*?<!ENTITY", re.S)
_HEAD = 1 << 20
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
        for path in paths:
            for location in find_filings(path):
                result = judge.filing(location, given, base, scratch)
                aside = _left_aside(SourceRef(file=path.name), location)
                yield replace(result, findings=(*result.findings, *aside))


def _left_aside(at: SourceRef, location: FilingLocation) -> Iterator[Finding]:
    """What lies there and is not validated, with the reason."""
    if location.aside:
        names = ", ".join(location.aside)
        message = f"not validated, the same report in another syntax or package: {names}"
        hint = "name one of them to have it validated"
        yield info("validate.left-out", message, at, hint)
    for name, reason in location.no_reports:
        hint = "xBRL-JSON names its documentType at its head" if name.endswith(".json") else ""
        yield info("validate.left-out", f"no report, {reason}: {name}", at, hint)


def _base_package(workspace: Workspace, scratch: Path) -> list[Path]:
    """The base taxonomy as a package, so that a schema or instance that imports it can be judged by
    itself."""
    try:
        folder = workspace.base_folder(DEFAULT_BASE)
    except SetupError:
        return []
    return [base_package_file(folder, DEFAULT_BASE, scratch)]


def _taxonomy_entries(path: Path) -> list[Path]:
    """The schemas of a taxonomy's folder: the compiled ones below its sources, or those that lie in
    it; where there are none, its packages."""
    patterns = ("xbrl/*.xsd", "*.xsd", "*/xbrl/*.xsd", "*/*/xbrl/*.xsd", "*.zip")
    return next((found for pattern in patterns if (found := sorted(path.glob(pattern)))), [])


class _Judge(Struct):
    """Judges one path after the other with one Arelle."""

    session: ArelleSession
    workspace: Workspace
    options: JudgeOptions

    def filing(
        self, location: FilingLocation, given: list[Path], base: list[Path], scratch: Path
    ) -> BuildResult:
        """The filing that lies there, or the taxonomy where there is none.

        `given` are taxonomy packages, `base` is the program's own, which stands in where none lies
        beside the report; `scratch` a folder for what Arelle opens.
        """
        path = location.path
        if location.kind == "empty":
            entries = _taxonomy_entries(path)
            nothing = _result(path, [_nothing(SourceRef(file=path.name))])
            return self.taxonomy(path, entries, [*given, *base]) if entries else nothing
        if location.kind == "unreadable":
            unreadable = error("validate.unreadable", location.error, SourceRef(file=path.name))
            return _result(path, list(location.findings) or [unreadable])
        try:
            submission = submission_at(location)
            opened = arelle_input(submission, scratch)
        except BadArchive as refused:
            return _result(path, list(refused.findings))
        except OSError as broken:
            what = f"it can't be read: {broken.strerror or broken}"
            return _result(path, [error("validate.unreadable", what, SourceRef(file=path.name))])
        packages = [*given, *(packages_beside(submission.path) or base)]
        result = self.one(opened.file, packages, opened.target)
        result = replace(result, findings=(*location.findings, *result.findings))
        several = opened.file != path or opened.target is not None
        return _renamed(result, opened.file, submission) if several else result

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

    def one(
        self,
        path: Path,
        packages: list[Path],
        target: tuple[str, Sequence[str]] | None = None,
    ) -> BuildResult:
        """One report, package or schema; of inline pages the `target` that is meant."""
        here = SourceRef(file=path.name)
        if refused := _refused(path, packages, here):
            return _result(path, refused)
        try:
            judged = self.session.validate(
                path,
                packages=packages,
                formula=self.options.formula,
                hashes=self.options.remember,
                target=target,
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


def _renamed(result: BuildResult, opened: Path, submission: Submission) -> BuildResult:
    """The result under the name of what was handed in, where Arelle was given it packed."""
    location = submission.location
    several = bool(location.other_members or location.nested or location.target is not None)
    name = submission.name if several else submission.path.name
    findings = [
        replace(finding, source=replace(finding.source, file=submission.path.name))
        if finding.source.file == opened.name
        else finding
        for finding in result.findings
    ]
    folder = submission.path.parent
    return replace(result, name=name, folder=folder, findings=tuple(findings))


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
