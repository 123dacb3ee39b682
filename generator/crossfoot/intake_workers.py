"""Filings read in several processes, in the order they were handed in; the one that asks writes the store.

A worker that dies takes nothing with it: what it was reading is read once more alone, and refused when that one dies too.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from crossfoot.ingest.entries import Spot
from crossfoot.intake_reader import Prepared, Reader, ReaderOptions, prepared

if TYPE_CHECKING:
    from concurrent.futures.process import ProcessPoolExecutor as Pool

_AHEAD = 2
"""filings for each worker that may wait for the writer: more would only fill memory"""
_reader: Reader | None = None
_known: frozenset[str] = frozenset()


class Workers:
    """Processes with a reader each; ended with everything they started, however this ends."""

    def __init__(self, jobs: int, options: ReaderOptions, known: frozenset[str]) -> None:
        self.jobs = jobs
        self._given = (options, known)
        self._pool: Pool | None = None

    def prepared(self, spots: Iterator[Spot]) -> Iterator[tuple[Spot, Prepared | None]]:
        """Each filing as read, or None where reading it ended the process; in the order of the spots."""
        waiting: deque[tuple[Spot, Future[Prepared | None]]] = deque()
        try:
            for spot in spots:
                waiting.append((spot, self._submitted(spot)))
                if len(waiting) > self.jobs * _AHEAD:
                    yield self._first(waiting)
            while waiting:
                yield self._first(waiting)
        finally:
            self._end()

    def _submitted(self, spot: Spot) -> "Future[Prepared | None]":
        told: Future[Prepared | None] = Future()
        if spot.kind == "empty":
            told.set_result(None)
            return told
        if self._pool is None:
            self._pool = self._started(self.jobs)
        try:
            return self._pool.submit(_read, spot)
        except BrokenProcessPool as broken:  # told when its turn comes
            told.set_exception(broken)
            return told

    def _started(self, jobs: int) -> "Pool":
        import multiprocessing

        pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start, self._given)
        with _no_interrupt(), suppress(BrokenProcessPool):
            for _ in range(jobs):  # all of them now: one that is started later, while another dies, would trouble the pool
                pool.submit(os.getpid)
        return pool

    def _first(self, waiting: "deque[tuple[Spot, Future[Prepared | None]]]") -> tuple[Spot, Prepared | None]:
        spot, future = waiting.popleft()
        try:
            return spot, future.result()
        except BrokenProcessPool:
            self._end()
            found = self._alone(spot)
            again = [(one, self._submitted(one)) for one, _ in waiting]
            waiting.clear()
            waiting.extend(again)
            return spot, found

    def _alone(self, spot: Spot) -> Prepared | None:
        """Read in a process of its own; None when that process ends too."""
        pool = self._started(1)
        try:
            return pool.submit(_read, spot).result()
        except BrokenProcessPool:
            return None
        finally:
            _ended(pool)

    def _end(self) -> None:
        if self._pool is not None:
            _ended(self._pool)
            self._pool = None


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Ctrl-C waits, and what is started meanwhile never gets it: the writer alone decides."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ended(pool: "Pool") -> None:
    """Stop at once: what a worker is reading is of no use to anyone."""
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        with suppress(OSError, ValueError):
            process.terminate()
    for process in processes:
        process.join(5)


def _start(options: ReaderOptions, known: frozenset[str]) -> None:
    """In the worker: a reader that is closed at its end, however that comes."""
    global _reader, _known
    _reader, _known = Reader(options=options), known
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the writer tells us
    signal.signal(signal.SIGTERM, lambda *_: _stop())
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End with the process that asked, should it be killed."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        _stop()


def _stop() -> None:
    if _reader is not None:
        with suppress(Exception):
            _reader.close()
    os._exit(1)


def _read(spot: Spot) -> Prepared | None:
    assert _reader is not None
    return prepared(_reader, spot, _known)
