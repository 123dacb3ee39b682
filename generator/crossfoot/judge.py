"""Validation of files that exist already, ours or anyone's: one verdict each, led back to cells where `sources.json` lies beside."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crossfoot.errors import SetupError
from crossfoot.model.finding import Finding, in_order
from crossfoot.model.options import BuildResult
from crossfoot.model.source import SourceRef
from crossfoot.package_check import check_archive, is_archive
from crossfoot.pipeline import base_package_file
from crossfoot.validate.arelle_session import ArelleFailed, ArelleSession
from crossfoot.validate.trace import lead_back
from crossfoot.workspace import Workspace

RULES = ("XBRL 2.1", "Inline XBRL 1.1", "Dimensions 1.0", "Calculations 1.0", "Calculations 1.1 (round to nearest)", "units registry")
BASE = "gaap/2026"
ENTRIES = (".htm", ".html", ".xhtml", ".xbrl", ".xml", ".xsd", ".zip", ".xbri", ".xbr", ".json")


def judge_paths(workspace: Workspace, paths: Iterable[Path], packages: Iterable[Path]) -> Iterator[BuildResult]:
    """One result for each path; a folder that a build wrote stands for its inline file and its instance."""
    with ArelleSession() as session, tempfile.TemporaryDirectory(prefix="crossfoot-") as scratch:
        session.start()
        given = list(packages)
        base = _base_package(workspace, Path(scratch))
        for path in _entries(paths):
            beside = [] if is_archive(path) else sorted(path.parent.glob("*-taxonomy.zip"))
            yield _judge(session, path, [*given, *(beside or base)])


def _entries(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (
                found for found in sorted(path.iterdir()) if found.suffix in (".htm", ".xbrl") and not found.name.endswith("-viewer.htm")
            )
        else:
            yield path


def _base_package(workspace: Workspace, scratch: Path) -> list[Path]:
    """The base taxonomy as a package, so that a schema or instance that imports it can be judged by itself."""
    try:
        folder = workspace.base_folder(BASE)
    except SetupError:
        return []
    return [base_package_file(folder, BASE, scratch)]


def _judge(session: ArelleSession, path: Path, packages: list[Path]) -> BuildResult:
    here = SourceRef(file=path.name)
    if path.suffix.lower() not in ENTRIES:
        hint = f"known: {' '.join(ENTRIES)}"
        return _result(
            path, [Finding(code="validate.kind", severity="error", message="this is not a kind of file we judge", source=here, hint=hint)]
        )
    if refused := [finding for archive in (path, *packages) if is_archive(archive) for finding in check_archive(archive)]:
        return _result(path, refused)
    try:
        judged = session.validate(path, packages=packages)
    except ArelleFailed as failed:
        return _result(path, [Finding(code="arelle.failed", severity="error", message=str(failed), source=here, hint=failed.detail[:300])])
    findings = lead_back(judged.messages, _addresses(path.parent / "sources.json"), here)
    counts = dict(judged.counts)
    if not counts.get("facts") and not counts.get("calc_relationships") and not judged.documents and not findings:
        findings.append(Finding(code="validate.empty", severity="error", message="nothing was found to judge", source=here))
    return BuildResult(
        name=path.name,
        folder=path.parent,
        findings=tuple(in_order(findings)),
        counts=tuple(sorted(counts.items())),
        rules=(*RULES, f"Arelle {judged.version}"),
    )


def _result(path: Path, findings: list[Finding]) -> BuildResult:
    return BuildResult(name=path.name, folder=None, findings=tuple(findings))


def _addresses(path: Path) -> dict[str, SourceRef]:
    try:
        data: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return {name: SourceRef(**fields) for name, fields in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
