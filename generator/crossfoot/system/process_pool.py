"""Work done in several processes; nothing is lost with a process that dies, and nothing is left
running.

A thread for each process hands it one task after the other. A task that ended its process is done
once more by a fresh one,
and reported as None when that one ends too; the other processes never notice.
"""

import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

_AHEAD = 3
"""tasks for each process that may be begun and not yet answered: more would only fill memory"""
_PATIENCE = 5
"""seconds that a process gets to clear up"""

T = TypeVar("T")
R = TypeVar("R")
T_contra = TypeVar("T_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)


class Worker(Protocol[T_contra, R_co]):
    """What a process does for one task after the other, and how it clears up."""

    def __call__(self, task: T_contra, /) -> R_co: ...

    def close(self) -> None: ...


class ProcessPool(Generic[T, R]):
    """`jobs` processes that each call `start()` once, and what that gives for every task; good for
    one `answers`.

    `fork` shares what is imported already; only where this process has no threads of its own.
    """

    def __init__(self, jobs: int, start: Callable[[], Worker[T, R]], *, fork: bool = False) -> None:
        self._start = start
        self._ended = False
        self._lock = threading.Lock()  # processes start and end one at a time
        self._tasks: queue.SimpleQueue[tuple[int, T] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[int, R | _Raised | None]] = queue.SimpleQueue()
        self._room = jobs * _AHEAD
        if os.name == "posix":
            resource_tracker.ensure_running()  # once, here: starting it resets the mask of signals
        self._seats = [_Child(start, forked=True) if fork else None for _ in range(jobs)]
        self._threads = [
            threading.Thread(target=self._supervise, args=(seat,), daemon=True)
            for seat in range(jobs)
        ]

    def answers(self, tasks: Iterable[T], *, ordered: bool = True) -> Iterator[tuple[T, R | None]]:
        """Each task with its answer, in the order of the tasks or as they come; None for one that
        ended two processes.

        What `start` or a task raised is raised here.
        """
        numbered, begun, held, due = enumerate(tasks), dict[int, T](), dict[int, R | None](), 0
        try:
            for thread in self._threads:
                thread.start()
            while True:
                for number, task in islice(numbered, self._room - len(begun)):
                    begun[number] = task
                    self._tasks.put((number, task))
                if not begun:
                    return
                number, answer = self._answers.get()
                if isinstance(answer, _Raised):
                    raise answer.error
                held[number] = answer
                while held and (not ordered or due in held):
                    first = due if ordered else number
                    yield begun.pop(first), held.pop(first)
                    due += 1
        finally:
            self._end(abandoned=bool(begun))

    def close(self) -> None:
        """End the processes, where `answers` has not."""
        if not self._ended:
            self._end(abandoned=True)
            for seat in range(len(self._seats)):  # whose threads are gone, or never were
                self._end_child(seat)

    def _supervise(self, seat: int) -> None:
        """In a thread: one process, and the next when it ends."""
        while (numbered := self._tasks.get()) is not None and not self._ended:
            number, task = numbered
            try:
                answer = self._ask(seat, task)
            except Exception as broken:
                answer = _Raised(broken)
            self._answers.put((number, answer))
        self._end_child(seat)

    def _ask(self, seat: int, task: T) -> "R | _Raised | None":
        for _ in range(2):
            child = self._child_of(seat)
            if child is None:
                return None
            try:
                answer: R | _Raised = child.ask(task)
                return answer
            except (EOFError, OSError):
                self._end_child(seat)
        return None

    def _child_of(self, seat: int) -> "_Child | None":
        """The process of this seat, started where there is none; None at the end."""
        with self._lock:
            if self._seats[seat] is None and not self._ended:
                self._seats[seat] = _Child(self._start, forked=False)
            return self._seats[seat]

    def _end_child(self, seat: int) -> None:
        """Only in the thread of the seat, which alone uses its pipe."""
        with self._lock:
            child, self._seats[seat] = self._seats[seat], None
        if child is not None:
            child.end()

    def _end(self, *, abandoned: bool) -> None:
        """What is still being done when it is abandoned is of no use to anyone."""
        with self._lock:
            self._ended = True
            for child in self._seats if abandoned else []:
                if child is not None:
                    child.process.terminate()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()


class _Raised(Struct, frozen=True):
    error: Exception


class _Child:
    """One process and the pipe to it."""

    def __init__(self, start: Callable[[], Worker[Any, Any]], *, forked: bool) -> None:
        context = get_context("fork") if forked else get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(far, start, self.pipe if forked else None), daemon=True
        )
        with _no_interrupt():
            self.process.start()
        far.close()

    def ask(self, task: object) -> Any:
        """The answer; EOFError or OSError where the process ended."""
        self.pipe.send(task)
        return self.pipe.recv()

    def end(self) -> None:
        self.pipe.close()  # which the process takes for its end
        self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Ctrl-C waits, and what is started meanwhile never gets it: the one that asks decides.

    SIGTERM waits too, until the process that is started knows what to do then (`_serve`).
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    pipe: Connection, start: Callable[[], Worker[Any, Any]], near: Connection | None
) -> None:
    """In the process: one answer for each task, until nobody asks any more."""
    if near is not None:
        near.close()  # a fork holds the other end too
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # so that what is half written is cleared away
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # the terminal is gone: the parent decides
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    threading.Thread(target=_exit_with_parent, daemon=True).start()
    worker: Worker[Any, Any] | None = None
    try:
        while True:
            task = pipe.recv()
            try:
                if worker is None:
                    worker = start()
                answer = worker(task)
            except Exception as broken:
                answer = _Raised(broken)
            pipe.send(answer)
    except (EOFError, OSError):
        pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if worker is not None:
            with suppress(Exception):
                worker.close()


def _exit_with_parent() -> None:
    """End with the process that asked, should it be killed."""
    parent = parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
        threading.Event().wait(_PATIENCE)  # for what hangs outside Python
    os._exit(1)
