"""What `crossfoot ingest` does, from parsed options to exit code."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from crossfoot.cli.console import Console
from crossfoot.cli.printing import say
from crossfoot.errors import UsageError
from crossfoot.report.facts import intake_line, intake_summary
from crossfoot.store.acceptance_policy import DEFAULT
from crossfoot.system.archive_guard import known_paths
from crossfoot.workflows.ingest import IngestResult, Intake, IntakeOptions, read_policy
from crossfoot.workspace import Workspace


def run_ingest(options: argparse.Namespace) -> int:
    """`crossfoot ingest`."""
    if options.jobs < 1:
        raise UsageError("--jobs takes a number from 1", "--jobs 2")
    known_paths(options.paths, options.package, "name a report, a package, or a folder of them")
    os.environ.setdefault(
        "ARROW_DEFAULT_MEMORY_POOL", "system"
    )  # Arrow's own pool clears large pages, which costs more than the reading
    aside = options.json == Path("-")
    console = Console(quiet=options.quiet, aside=aside)
    taken = []
    made = Intake(
        options=intake_options(options),
        clock=clock_of(options.received),
        workspace=Workspace(root=options.workspace),
        progress=console.progress,
    )
    with made as intake:
        for one in intake.take(options.paths):
            console.findings(one.findings)
            if not options.quiet:
                line = intake_line(one.receipt, repeat=one.repeat, name=one.name)
                say(
                    line, to=sys.stderr if aside else sys.stdout, flush=True
                )  # whoever reads a pipe waits for it too
            taken.append(one)
    console.findings(())  # and the last line of progress is gone
    if not options.quiet and not aside:
        say(
            intake_summary([(one.verdict, one.repeat, one.receipt) for one in taken], options.store)
        )
    if options.json is not None:
        from crossfoot.cli.common import write_text

        write_text(options.json, _receipts(taken))
    return 1 if any(one.bad for one in taken) else 0


def _receipts(taken: Iterable[IngestResult]) -> str:
    return (
        json.dumps(
            [{**one.receipt, "repeat": one.repeat} for one in taken], ensure_ascii=False, indent=1
        )
        + "\n"
    )


def intake_options(options: argparse.Namespace) -> IntakeOptions:
    """The options of the intake from those of the command."""
    try:
        filed = date.fromisoformat(options.filed) if options.filed else None
    except ValueError:
        raise UsageError(f"'{options.filed}' is not a date", "write 2010-05-14") from None
    return IntakeOptions(
        store=options.store,
        policy=read_policy(options.policy) if options.policy else DEFAULT,
        packages=tuple(options.package),
        without_taxonomy=options.without_taxonomy,
        trust=options.trust,
        filed=filed,
        accession=options.accession,
        wait=options.wait,
        quarantine=options.quarantine,
        receipts=options.receipts,
        jobs=options.jobs,
    )


def clock_of(received: str | None) -> Callable[[], datetime]:
    """The clock of the intake: the time that the caller gives, or the machine's, in UTC."""
    if received is None:
        return lambda: datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    try:
        given = datetime.fromisoformat(received)
    except ValueError:
        raise UsageError(f"'{received}' is not a time", "write 2026-11-22T00:00:00Z") from None
    fixed = given.astimezone(UTC).replace(tzinfo=None) if given.tzinfo else given
    return lambda: fixed
