"""What the commands do, from parsed options to exit code; printing is theirs alone."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from crossfoot.cli.console import Console
from crossfoot.cli.printing import say
from crossfoot.errors import UsageError
from crossfoot.model.finding import Finding, has_errors, in_order
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.model.published import Published
from crossfoot.model.validation import ValidationResult
from crossfoot.report.base import base_record
from crossfoot.report.tables import (
    calculation_record,
    counts,
    finding_record,
    finding_rows,
)
from crossfoot.system.atomic_file import check_place, placed, replace_file, writing
from crossfoot.system.atomic_folder import check_folder
from crossfoot.version import VERSION
from crossfoot.workspace import Workspace, filing_name


def run_build(options: argparse.Namespace) -> int:
    """`crossfoot build`."""
    from crossfoot.workflows.build_pool import build_all

    if options.jobs < 1:
        raise UsageError("--jobs takes a number from 1", "--jobs 2")
    workspace = Workspace(root=options.workspace)
    folders = workspace.filing_folders(options.filings)
    output = options.output or options.workspace / "output"
    base = _published(options, workspace, output)
    output = output / base.name if base else output
    for folder in folders:  # before anything is built
        check_place(output / filing_name(folder), [workspace.root])
        check_folder(placed(output / filing_name(folder)))
    build_options = BuildOptions(
        output=output,
        preflight=not options.no_preflight,
        arelle=not options.no_arelle,
        causes=not options.no_causes,
        formula=not options.no_formula,
        viewer=not options.no_viewer,
        charts=not options.no_charts,
        languages=tuple(dict.fromkeys(options.lang)),
        base=base,
    )
    console = Console(quiet=options.quiet, aside=options.json == Path("-"))
    results = []
    for result in build_all(workspace, build_options, folders, options.jobs, console.progress):
        console.filing(result, output)
        results.append(result)
    console.summary(results, build_options)
    write_json(options.json, [_build_record(result) for result in results])
    _write_for_servers(options, results, workspace)
    return 0 if all(result.clean for result in results) else 1


def _published(options: argparse.Namespace, workspace: Workspace, output: Path) -> Published | None:
    """The published base that `--base` names, read from the user's `--taxonomy-package`."""
    if not options.base and not options.taxonomy_package:
        return None
    from crossfoot.workflows.published_base import open_base

    if not options.base or not options.taxonomy_package:
        raise UsageError(
            "--base and --taxonomy-package go together",
            "--base us-gaap-2009 --taxonomy-package FOLDER",
        )
    return open_base(workspace, options.base, options.taxonomy_package, output)


def _build_record(result: BuildResult) -> dict[str, Any]:
    return {
        "filing": result.name,
        "verdict": "clean" if result.clean else "findings",
        "rules": list(result.rules),
        "counts": dict(result.counts),
        "checks": counts(result.ties),
        "calculations": [calculation_record(run) for run in result.calculations],
        **base_record(result.base),
        "findings": [finding_record(finding) for finding in result.findings],
        "accepted": [finding_record(finding) for finding in result.accepted],
    }


def run_validate(options: argparse.Namespace) -> int:
    """`crossfoot validate`."""
    from crossfoot.system.archive_guard import known_paths
    from crossfoot.workflows.validate import ValidateOptions, validate_paths

    known_paths(options.paths, options.package, "name a file, or a folder that a build wrote")
    console = Console(quiet=options.quiet, aside=options.json == Path("-"))
    switches = ValidateOptions(
        formula=not options.no_formula,
        remember=options.remember,
        calculations=options.calculations,
    )
    workspace = Workspace(root=options.workspace)
    records, results = [], []
    for result in validate_paths(workspace, options.paths, options.package, switches):
        console.validated(result)
        results.append(result)
        records.append(_validation_record(result))
    write_json(options.json, records)
    _write_for_servers(options, results, None)
    return 0 if all(result.clean for result in results) else 1


def _validation_record(result: ValidationResult) -> dict[str, Any]:
    return {
        "path": result.name,
        "verdict": "clean" if result.clean else "findings",
        "rules": list(result.rules),
        "counts": dict(result.counts),
        "calculations": [calculation_record(run) for run in result.calculations],
        "assertions": [
            {"id": name, "satisfied": satisfied, "not_satisfied": not_satisfied}
            for name, satisfied, not_satisfied in result.assertions
        ],
        "findings": [finding_record(finding) for finding in result.findings],
    }


def _write_for_servers(
    options: argparse.Namespace,
    results: Sequence[BuildResult | ValidationResult],
    workspace: Workspace | None,
) -> None:
    """JUnit XML and SARIF where they are asked for; a built filing's files are named from the
    workspace's root."""
    if options.junit is None and options.sarif is None:
        return
    from crossfoot.report.junit_sarif import junit_xml, sarif_json

    if options.junit is not None:
        write_text(options.junit, "".join(junit_xml(results)))
    if options.sarif is not None:
        locate = workspace.shown if workspace else lambda name, file: file
        write_text(options.sarif, sarif_json(results, VERSION, locate))


def run_coverage(options: argparse.Namespace) -> int:
    """`crossfoot coverage`."""
    from crossfoot.report.coverage import coverage_csv, coverage_record, coverage_text
    from crossfoot.workflows.coverage import survey

    workspace = Workspace(root=options.workspace)
    folder = workspace.filing_folders([options.filing])[0]
    covered, lines, findings = survey(workspace, folder, options.source)
    print_findings(findings, aside=options.json == Path("-"))
    if covered and options.json != Path("-"):
        for line in coverage_text(covered, lines, quiet=options.quiet):
            say(line)
    if options.list is not None:
        write_text(options.list, coverage_csv(covered))
    record = coverage_record(covered)
    write_json(options.json, {**record, "findings": finding_rows(findings)})
    return 1 if has_errors(findings) or record["untagged"] or not covered else 0


def run_taxonomy_build(options: argparse.Namespace) -> int:
    """`crossfoot taxonomy build`."""
    from crossfoot.workflows.compile_base import base_package_file, compile_base_folder

    folder = Workspace(root=options.workspace).base_folder(options.base)
    files, findings = compile_base_folder(folder, options.base)
    print_findings(findings, aside=options.json == Path("-"))
    if files:
        package = base_package_file(
            folder, options.base, (options.output or options.workspace / "output") / "taxonomy"
        )
        if not options.quiet and options.json != Path("-"):
            say(f"{options.base}: {files} files in {folder.name}/xbrl/, and the package {package}")
    write_json(options.json, finding_rows(findings))
    return 1 if has_errors(findings) else 0


def print_findings(findings: Iterable[Finding], *, aside: bool = False) -> None:
    """Findings for people, errors first; `aside` when standard output carries JSON."""
    console = Console(quiet=True, aside=aside)
    console.findings(in_order(findings))


def write_json(path: Path | None, records: Any) -> None:
    """The records to a file, to standard output for '-', nowhere without a path."""
    if path is None:
        return
    write_text(path, json.dumps(records, ensure_ascii=path == Path("-"), indent=1) + "\n")


def write_text(path: Path, text: str) -> None:
    """To a file that an option names, or to standard output for '-'; a file that can't be written
    is said in words."""
    if path == Path("-"):
        sys.stdout.write(text)
    else:
        write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """The same for what is no text."""
    if path == Path("-"):
        sys.stdout.buffer.write(data)
        return
    with writing(f"the result can't be written to {path.name}", "name another file"):
        replace_file(path, data)
