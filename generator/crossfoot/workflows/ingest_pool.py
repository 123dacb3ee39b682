"""Filings read in several processes; the one that asks writes the store."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from crossfoot.errors import SetupError
from crossfoot.system.process_pool import ProcessPool
from crossfoot.system.temporary_folder import scratch_folder
from crossfoot.workflows.ingest_reader import Prepared, Reader, ReaderOptions, prepared
from crossfoot.xbrl.arrow_columns import import_arrow
from crossfoot.xbrl.report_finder import FilingLocation


class Readers:
    """Processes that read; where this one has no threads yet they are forks of it, and share what
    is imported."""

    def __init__(self, jobs: int, options: ReaderOptions) -> None:
        forks = _alone()
        if forks:
            with suppress(SetupError):  # told where it is needed
                import_arrow()
        self._stack = ExitStack()
        self._known = self._stack.enter_context(scratch_folder()) / "known"
        self._crew: ProcessPool[FilingLocation, Prepared | None] = ProcessPool(
            jobs, partial(_Reading, options, self._known), fork=forks
        )

    def read(
        self, spots: Iterable[FilingLocation], known: Mapping[str, bool]
    ) -> Iterator[tuple[FilingLocation, Prepared | None]]:
        """Each filing as read, or None where reading it ended the process, twice; in the order of
        the spots. Once."""
        lines = (f"{digest} {on_trust:d}" for digest, on_trust in known.items())
        self._known.write_text("\n".join(lines), encoding="ascii")
        return self._crew.answers(spots)

    def close(self) -> None:
        """End the processes."""
        self._crew.close()
        self._stack.close()


def _alone() -> bool:
    """Whether this process has one thread, whoever starts them."""
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1
    except OSError:  # a place without /proc
        return False


class _Reading:
    """A reader in a process of its own; `known` is a file with the digests that the store has, and
    whether each was accepted without revalidation."""

    def __init__(self, options: ReaderOptions, known: Path) -> None:
        self._reader = Reader(options=options)
        lines = (line.split() for line in known.read_text(encoding="ascii").splitlines())
        self._known = {digest: on_trust == "1" for digest, on_trust in lines}

    def __call__(self, spot: FilingLocation) -> Prepared | None:
        if spot.kind == "empty":
            return None
        from crossfoot.store.backends.arrow import typed_tables

        read = prepared(self._reader, spot, self._known)
        if read.report is None:
            return read
        return replace(read, report=replace(read.report, tables=typed_tables(read.report.tables)))

    def close(self) -> None:
        self._reader.close()
