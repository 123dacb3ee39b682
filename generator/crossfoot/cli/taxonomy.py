"""What `crossfoot taxonomy ...` does, from parsed options to exit code."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from crossfoot.cli.common import print_findings, run_taxonomy_build, write_json, write_text
from crossfoot.cli.printing import say
from crossfoot.errors import UsageError
from crossfoot.model.finding import has_errors
from crossfoot.report.tables import finding_record
from crossfoot.workflows.release_freeze import freeze, frozen
from crossfoot.workspace import Workspace

_SITE = "site of a taxonomy"


def run_build(options: argparse.Namespace) -> int:
    """`crossfoot taxonomy build`, of versions that are not released."""
    if frozen(Workspace(root=options.workspace).base_folder(options.base)):
        raise UsageError(f"{options.base} is released", "make the next version in a new folder")
    return run_taxonomy_build(options)


def run_freeze(options: argparse.Namespace) -> int:
    """`crossfoot taxonomy freeze`: a clean version whose taxonomy.yaml says `status: released` gets
    its manifest."""
    from crossfoot.workflows.taxonomy_tasks import frozen_base

    folder = Workspace(root=options.workspace).base_folder(options.base)
    findings = frozen_base(folder)
    print_findings(findings)
    if not has_errors(findings):
        count = freeze(folder)
        say(f"{options.base}: {count:,} files are frozen")
    write_json(options.json, [finding_record(finding) for finding in findings])
    return 1 if has_errors(findings) else 0


def run_lint(options: argparse.Namespace) -> int:
    """`crossfoot taxonomy lint`."""
    from crossfoot.workflows.taxonomy_tasks import RULE_COUNT, lint_all, rules_page

    if options.rules is not None:
        write_text(options.rules, rules_page())
        return 0
    records, clean = [], True
    for linted in lint_all(Workspace(root=options.workspace), options.taxonomies):
        failed, view = has_errors(linted.findings), linted.sighted.view
        clean = clean and not failed
        if options.json != Path("-"):
            print_findings(linted.findings)
            if not options.quiet:
                count = sum(finding.severity != "info" for finding in linted.findings)
                verdict = f"{count} findings" if count else "clean"
                own = len(view.own)
                say(
                    f"{linted.sighted.name}: {verdict} ({RULE_COUNT} rules, {own:,} elements, {len(view.roles)} networks)"
                )
        findings = [finding_record(finding) for finding in linted.findings]
        records.append(
            {
                "taxonomy": linted.sighted.name,
                "verdict": "findings" if failed else "clean",
                "findings": findings,
            }
        )
    write_json(options.json, records)
    return 0 if clean else 1


def run_align(options: argparse.Namespace) -> int:
    """`crossfoot taxonomy align`."""
    from crossfoot.report.alignment import alignment_record, alignment_text
    from crossfoot.workflows.taxonomy_tasks import align_all

    records, clean = [], True
    workspace = Workspace(root=options.workspace)
    for alignment in align_all(workspace, options.taxonomies, options.reference, options.concepts):
        clean = clean and not has_errors(alignment.findings)
        records.append(
            {
                **alignment_record(alignment),
                "findings": [finding_record(finding) for finding in alignment.findings],
            }
        )
        if options.json != Path("-"):
            print_findings(
                finding
                for finding in alignment.findings
                if finding.severity == "error" or options.list
            )
            if not options.quiet:
                say(alignment_text(alignment))
    write_json(options.json, records)
    return 0 if clean else 1


def run_diff(options: argparse.Namespace) -> int:
    """`crossfoot taxonomy diff`: 1 when the change breaks filers."""
    from crossfoot.report.taxonomy_diff import (
        difference_page,
        difference_record,
        difference_text,
        verdict,
    )
    from crossfoot.workflows.taxonomy_tasks import compare

    difference, findings = compare(Workspace(root=options.workspace), options.old, options.new)
    if options.json != Path("-"):
        print_findings(findings)
        say("\n".join([verdict(difference)] if options.quiet else difference_text(difference)))
    if options.html is not None:
        write_text(options.html, difference_page(difference))
    write_json(
        options.json,
        {
            **difference_record(difference),
            "findings": [finding_record(finding) for finding in findings],
        },
    )
    return 1 if difference.breaking or has_errors(findings) else 0


def run_docs(options: argparse.Namespace) -> int:
    """`crossfoot taxonomy docs`."""
    from crossfoot.report.taxonomy_site import site_files
    from crossfoot.system.atomic_file import placed
    from crossfoot.system.atomic_folder import atomic_folder, check_folder, commit
    from crossfoot.workflows.taxonomy_tasks import documented

    target = options.output or options.workspace / "output" / "taxonomy-docs"
    check_folder(placed(target), _SITE)
    sighted, uses = documented(Workspace(root=options.workspace), options.taxonomy)
    print_findings(sighted.findings)
    files = list(site_files(sighted.view, uses))
    with atomic_folder(target, kind=_SITE) as building:
        for name, text in files:
            path = building / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        commit(building)
    write_json(options.json, {"taxonomy": sighted.name, "files": len(files), "folder": str(target)})
    if not options.quiet and options.json != Path("-"):
        say(f"{sighted.name}: {len(files):,} files; open {target}/index.html")
    return 1 if has_errors(sighted.findings) else 0


ACTIONS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": run_build,
    "lint": run_lint,
    "align": run_align,
    "diff": run_diff,
    "docs": run_docs,
    "freeze": run_freeze,
}
