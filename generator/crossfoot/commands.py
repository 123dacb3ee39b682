"""What the commands do, from parsed options to exit code; printing is theirs alone."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crossfoot.errors import UsageError
from crossfoot.model.finding import Finding, has_errors, in_order
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.report.console import Console
from crossfoot.report.tables import address, counts
from crossfoot.workspace import Workspace


def run_build(options: argparse.Namespace) -> int:
    """`crossfoot build`."""
    from crossfoot.parallel import build_all

    if options.jobs < 1:
        raise UsageError("--jobs takes a number from 1", "--jobs 2")
    workspace = Workspace(root=options.workspace)
    folders = workspace.filing_folders(options.filings)
    output = options.output or options.workspace / "output"
    build_options = BuildOptions(output=output, preflight=not options.no_preflight, arelle=not options.no_arelle)
    console = Console(quiet=options.quiet or options.json == Path("-"))
    results = []
    for result in build_all(workspace, build_options, folders, options.jobs, console):
        console.filing(result, output)
        results.append(result)
    console.summary(results, build_options)
    _write_json(options.json, [_build_record(result) for result in results])
    return 0 if all(result.clean for result in results) else 1


def _build_record(result: BuildResult) -> dict[str, Any]:
    return {
        "filing": result.name,
        "verdict": "clean" if result.clean else "findings",
        "rules": list(result.rules),
        "counts": dict(result.counts),
        "checks": counts(result.ties),
        "findings": [_finding_record(finding) for finding in result.findings],
    }


def _finding_record(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
        "address": address(finding.source),
        "also": [address(one) for one in finding.also],
    }


def run_validate(options: argparse.Namespace) -> int:
    """`crossfoot validate`."""
    from crossfoot.judge import judge_paths

    missing = [path for path in (*options.paths, *options.package) if not path.exists()]
    if missing:
        raise UsageError(f"'{missing[0]}' is not there", "name a file, or a folder that a build wrote")
    console = Console(quiet=options.quiet or options.json == Path("-"))
    records, clean = [], True
    for judged in judge_paths(Workspace(root=options.workspace), options.paths, options.package):
        console.judged(judged)
        clean = clean and not has_errors(judged.findings)
        records.append(
            {
                "path": judged.name,
                "verdict": "findings" if has_errors(judged.findings) else "clean",
                "rules": list(judged.rules),
                "counts": dict(judged.counts),
                "findings": [_finding_record(finding) for finding in judged.findings],
            }
        )
    _write_json(options.json, records)
    return 0 if clean else 1


def run_coverage(options: argparse.Namespace) -> int:
    """`crossfoot coverage`."""
    from crossfoot.report.coverage import coverage_csv, coverage_record, coverage_text
    from crossfoot.survey import survey

    workspace = Workspace(root=options.workspace)
    folder = workspace.filing_folders([options.filing])[0]
    covered, lines, findings = survey(workspace, folder, options.source)
    _print(findings)
    if covered and options.json != Path("-"):
        for line in coverage_text(covered, lines, quiet=options.quiet):
            print(line)
    if options.list is not None:
        options.list.write_text(coverage_csv(covered), encoding="utf-8")
    record = coverage_record(covered)
    _write_json(options.json, {**record, "findings": [_finding_record(finding) for finding in in_order(findings)]})
    return 1 if has_errors(findings) or record["untagged"] or not covered else 0


def run_taxonomy_build(options: argparse.Namespace) -> int:
    """`crossfoot taxonomy build`."""
    from crossfoot.pipeline import base_package_file, compile_base_folder

    folder = Workspace(root=options.workspace).base_folder(options.base)
    files, findings = compile_base_folder(folder, options.base)
    _print(findings)
    if files:
        package = base_package_file(folder, options.base, (options.output or options.workspace / "output") / "taxonomy")
        if not options.quiet:
            print(f"{options.base}: {files} files in {folder.name}/xbrl/, and the package {package}")
    _write_json(options.json, [_finding_record(finding) for finding in in_order(findings)])
    return 1 if has_errors(findings) else 0


def _print(findings: Iterable[Finding]) -> None:
    console = Console(quiet=True)
    console.findings(in_order(findings))


def _write_json(path: Path | None, records: Any) -> None:
    if path is None:
        return
    text = json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    if path == Path("-"):
        sys.stdout.write(text)
    else:
        path.write_text(text, encoding="utf-8")
