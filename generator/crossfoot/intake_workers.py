"""Filings read in several processes; the one that asks writes the store."""

from collections.abc import Iterable, Iterator
from functools import partial

from crossfoot.crew import Crew
from crossfoot.ingest.spots import Spot
from crossfoot.intake_reader import Prepared, Reader, ReaderOptions, prepared


def read_in_processes(
    spots: Iterable[Spot], jobs: int, options: ReaderOptions, known: frozenset[str]
) -> Iterator[tuple[Spot, Prepared | None]]:
    """Each filing as read, or None where reading it ended the process, twice; in the order of the spots."""
    crew: Crew[Spot, Prepared | None] = Crew(jobs, partial(_Reading, options, known))
    return crew.answers(spots)


class _Reading:
    """A reader in a process of its own."""

    def __init__(self, options: ReaderOptions, known: frozenset[str]) -> None:
        self._reader, self._known = Reader(options=options), known

    def __call__(self, spot: Spot) -> Prepared | None:
        return prepared(self._reader, spot, self._known) if spot.kind != "empty" else None

    def close(self) -> None:
        self._reader.close()
