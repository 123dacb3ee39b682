"""Validation of files that exist already, ours or anyone's: one verdict each, traced to cells
where `sources.json` lies beside."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.arelle.formula_trace import other_messages
from crossfoot.arelle.records import ArelleResult
from crossfoot.arelle.session import ArelleFailed, ArelleSession
from crossfoot.arelle.trace_to_cells import CONFIRMING, trace_messages
from crossfoot.arelle.validation import CALCULATIONS, rules_checked
from crossfoot.errors import SetupError
from crossfoot.model.finding import Finding, error, in_order, info
from crossfoot.model.source import SourceRef
from crossfoot.model.validation import ValidationResult
from crossfoot.system.archive_guard import BadArchive, check_archive, is_archive
from crossfoot.system.temporary_folder import scratch_folder
from crossfoot.version import DEFAULT_BASE
from crossfoot.workflows.accepted_by_preparer import accepted_by_preparer
from crossfoot.workflows.compile_base import base_package_file
from crossfoot.workflows.taxonomy_tasks import lint_all
from crossfoot.workflows.validated_cache import add_validated
from crossfoot.workspace import Workspace
from crossfoot.xbrl.report_finder import FilingLocation, find_filings, packages_beside
from crossfoot.xbrl.submission import Submission, submission_at
from crossfoot.xbrl.submission_files import arelle_input

_ENTITY = re.compile(rb"<!DOCTYPE(?:(?!<!DOCTYPE).)*?<!ENTITY", re.S)
_HEAD = 1 << 20
ENTRIES = (".htm", ".html", ".xhtml", ".xbrl", ".xml", ".xsd", ".zip", ".xbri", ".xbr", ".json")


class ValidateOptions(Struct, frozen=True, kw_only=True):
    """Switches of one validation."""

    formula: bool = True
    remember: bool = False
    """write clean taxonomies into taxonomy/validated.json"""
    calculations: str = "filed"
    """a key of CALCULATIONS"""


DEFAULTS = ValidateOptions()


def validate_paths(
    workspace: Workspace,
    paths: Iterable[Path],
    packages: Iterable[Path],
    options: ValidateOptions = DEFAULTS,
) -> Iterator[ValidationResult]:
    """Validate files that exist, ours or anyone's.

    :param workspace: its `taxonomy/` is the base; a report may name files of it
    :param paths: reports, packages and schemas; a folder stands for the reports in it, a
        taxonomy's for its schemas
    :param packages: taxonomy packages that they need beside the base
    :returns: one result for each report, package or taxonomy, in their order
    """
    with ArelleSession() as session, scratch_folder() as scratch:
        session.start()
        given = list(packages)
        base = _base_package(workspace, scratch)
        validator = _Validator(session=session, workspace=workspace, options=options)
        for path in paths:
            for location in find_filings(path):
                result = validator.filing(location, given, base, scratch)
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


class _Validator(Struct):
    """Validates one path after the other with one Arelle."""

    session: ArelleSession
    workspace: Workspace
    options: ValidateOptions

    def filing(
        self, location: FilingLocation, given: list[Path], base: list[Path], scratch: Path
    ) -> ValidationResult:
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
        result = self.report(opened.file, packages, opened.target)
        result = replace(result, findings=(*location.findings, *result.findings))
        several = opened.file != path or opened.target is not None
        return _renamed(result, opened.file, submission) if several else result

    def taxonomy(self, folder: Path, schemas: list[Path], packages: list[Path]) -> ValidationResult:
        """Every schema of a folder as an entry point, and lint where the folder holds sources: one
        verdict."""
        results = [self.report(schema, packages) for schema in schemas]
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
        rules = dict.fromkeys(rule for result in results for rule in result.rules)
        return ValidationResult(
            name=folder.name or str(folder),
            folder=folder,
            findings=tuple(in_order(findings)),
            counts=_counted(results, len(schemas)),
            rules=(*rules, *(("lint",) if sources else ())),
        )

    def report(
        self,
        path: Path,
        packages: list[Path],
        target: tuple[str, Sequence[str]] | None = None,
    ) -> ValidationResult:
        """One report, package or schema; of inline pages the `target` that is meant."""
        here = SourceRef(file=path.name)
        if refused := _refused(path, packages, here):
            return _result(path, refused)
        try:
            answer = self.session.validate(
                path,
                packages=packages,
                folders=(self.workspace.root,),
                calc=CALCULATIONS[self.options.calculations],
                formula=self.options.formula,
                hashes=self.options.remember,
                target=target,
            )
        except ArelleFailed as failed:
            return _result(path, [error("arelle.failed", str(failed), here, failed.detail[:300])])
        findings = self._findings(path, answer, here)
        if self.options.remember and not findings and not answer.counts.get("facts"):
            add_validated(self.workspace, answer.hashes)
        return ValidationResult(
            name=path.name,
            folder=path.parent,
            findings=tuple(in_order(findings)),
            counts=tuple(sorted(answer.counts.items())),
            rules=rules_checked(answer),
            calculations=tuple(run for run in answer.calculations if run.mode != CONFIRMING),
            assertions=tuple((name, *counts) for name, counts in answer.assertions.items()),
        )

    def _findings(self, path: Path, answer: ArelleResult, here: SourceRef) -> list[Finding]:
        has_facts = bool(answer.counts.get("facts"))
        # without facts no assertion can be satisfied, which says nothing of a taxonomy
        messages = answer.messages if has_facts else other_messages(answer.messages)
        addresses = _addresses(path.parent / "sources.json")
        findings = trace_messages(messages, addresses, here, accepted_by_preparer(path))
        alone = answer.documents <= 1 and path.suffix.lower() != ".xsd"  # no taxonomy came with it
        if alone and not has_facts and not findings:
            findings.append(_nothing(here))
        return findings


def _renamed(result: ValidationResult, opened: Path, submission: Submission) -> ValidationResult:
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


def _counted(results: Iterable[ValidationResult], schemas: int) -> tuple[tuple[str, int], ...]:
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


def _result(path: Path, findings: list[Finding]) -> ValidationResult:
    return ValidationResult(name=path.name, folder=None, findings=tuple(findings))


def _addresses(path: Path) -> dict[str, SourceRef]:
    try:
        data: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return {name: SourceRef(**fields) for name, fields in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
