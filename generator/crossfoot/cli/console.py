"""What a person sees in the terminal: progress, findings with hints, one table at the end."""

import sys
from collections.abc import Iterable
from pathlib import Path

from crossfoot.cli.printing import say
from crossfoot.model.finding import Finding
from crossfoot.model.illegal_characters import visible_line
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.model.unchecked_facts import coverage_warning
from crossfoot.model.validation import CalculationRun, ValidationResult
from crossfoot.report.base import base_lines
from crossfoot.system.text_columns import aligned

_LIMIT, _FOLDED = 200, 3


class Console:
    """Prints for people; progress goes to standard error, and only to a terminal.

    With `aside` everything does, because standard output carries JSON.
    """

    def __init__(self, *, quiet: bool, aside: bool = False) -> None:
        self.quiet = quiet or aside
        self.out = sys.stderr if aside else sys.stdout
        self.live = not self.quiet and sys.stderr.isatty()

    def progress(self, text: str) -> None:
        """One line that replaces itself."""
        if self.live:
            sys.stderr.write(f"\r\x1b[K{visible_line(text)} ...")
            sys.stderr.flush()

    def findings(self, findings: Iterable[Finding]) -> None:
        """Findings with their hints; the end of a very long list is counted, and stands in
        --json."""
        if self.live:
            sys.stderr.write("\r\x1b[K")
        rows = list(findings)
        for finding in rows[:_LIMIT]:
            mark = "" if finding.severity == "error" else f"{finding.severity}: "
            say(visible_line(f"{mark}{finding}"), to=self.out)
            if finding.hint:
                say(visible_line(f"    {finding.hint}"), to=self.out)
            for follows in finding.consequences[:_FOLDED]:
                say(visible_line(f"    so: {follows}"), to=self.out)
            if len(finding.consequences) > _FOLDED:
                say(f"    so: {len(finding.consequences) - _FOLDED} more", to=self.out)
            if finding.also and not finding.consequences:
                shown = "; ".join(str(one) for one in finding.also[:6])
                more = f"; and {len(finding.also) - 6} more" if len(finding.also) > 6 else ""
                say(visible_line(f"    see {shown}{more}"), to=self.out)
        if len(rows) > _LIMIT:
            say(
                f"... and {len(rows) - _LIMIT} more findings (all of them with --json FILE)",
                to=self.out,
            )

    def filing(self, result: BuildResult, output: Path) -> None:
        """The findings of one filing under its name."""
        if result.findings or (result.accepted and not self.quiet):
            say(f"{result.name}:", to=self.out)
        self.findings(result.findings)
        if self.quiet:
            return
        self.findings(result.accepted)
        stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in result.seconds)
        if result.base is not None:
            for line in base_lines(result.base):
                say(line, to=self.out)
        where = (
            f"{output.name}/{result.name}"
            if result.folder
            else "nothing written, the last good output stays"
        )
        covered = coverage_warning(result.numbers, result.unproved) if result.clean else ""
        say(
            f"{result.name}: {'clean' if result.clean else 'FAILED'}{covered} ({where}; seconds: {stages})",
            to=self.out,
        )

    def validated(self, result: ValidationResult) -> None:
        """The verdict on a file that was validated, and what was checked."""
        self.findings(result.findings)
        if not self.quiet:
            counted = ", ".join(
                f"{count} {name.replace('_', ' ')}" for name, count in result.counts
            )
            say(
                f"{result.name}: {'clean' if result.clean else 'findings'} ({counted})",
                to=self.out,
            )
            say(f"    checked: {'; '.join(result.rules)}", to=self.out)

    def summary(self, results: list[BuildResult], options: BuildOptions) -> None:
        """One table for all filings: what held, what was rounding, what was declared."""
        if self.quiet:
            return
        rows = [_row(result) for result in results]
        say(to=self.out)
        for line in aligned([_HEAD, *rows], ruled=True):
            say(line, to=self.out)
        say(to=self.out)
        for line in _binding(results, options):
            say(line, to=self.out)


_KINDS = ("sum", "derived", "tie", "duplicate", "comparative")
_STATUSES = ("holds", "rounding", "declared", "restated", "unchecked", "unreadable")
_HEAD = (
    "filing",
    "facts",
    "sums",
    "derived",
    "ties",
    "repeats",
    "comparatives",
    *_STATUSES,
    "unproved",
    "errors",
)


def _row(result: BuildResult) -> tuple[str, ...]:
    """What was checked, by kind; how it ended, by status."""
    kinds = [sum(tie.kind == kind for tie in result.ties) for kind in _KINDS]
    statuses = [sum(tie.status == status for tie in result.ties) for status in _STATUSES]
    errors = sum(finding.severity == "error" for finding in result.findings)
    facts = dict(result.counts).get("facts", 0)
    return (
        result.name,
        *(f"{count:,}" for count in (facts, *kinds, *statuses, result.unproved, errors)),
    )


def _binding(results: Iterable[BuildResult], options: BuildOptions) -> Iterable[str]:
    """How many summations of each filing Arelle's modes really compared: silence is not
    consent."""
    if not options.preflight:
        yield "preflight is off: only Arelle's messages were looked at"
    for result in results:
        if result.calculations:
            runs = ", ".join(map(_bound, result.calculations))
            yield f"{result.name}: summations bound by Arelle: {runs}"
    if not options.arelle:
        yield "Arelle is off: the filings are not validated"
    if options.off:
        yield f"switched off: {options.off}"


_MODES = {"c10": "1.0", "c10d": "1.0 with duplicates merged", "c11r": "1.1"}


def _bound(run: CalculationRun) -> str:
    return f"{run.bound:,} of {run.summations:,} under {_MODES.get(run.mode, run.mode)}"
