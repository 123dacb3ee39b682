"""Several processes: every task is answered once, whatever becomes of a process, and none is left
running."""

import multiprocessing
import os
import signal
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from crossfoot.errors import SetupError
from crossfoot.system.process_pool import ProcessPool

METHODS = [
    False,
    pytest.param(
        True, marks=pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")
    ),
]


class Squares:
    """Squares a number; does something worse for some."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __call__(self, task: int) -> int:
        if task == 0:  # the first task takes longest
            time.sleep(0.3)
        if task == 3 and not (self.place / "died").exists():
            (self.place / "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if task == 5:
            os._exit(1)
        if task == 7:
            raise SetupError("seven", "take eight")
        return task * task

    def close(self) -> None:
        (self.place / f"closed-{os.getpid()}").touch()


def no_start(place: Path) -> Squares:
    raise SetupError("nothing to start", "start something")


def pids() -> set[int | None]:
    return {child.pid for child in multiprocessing.active_children()}


@pytest.mark.parametrize("fork", METHODS)
def test_the_answers_come_in_the_order_of_the_tasks(tmp_path: Path, fork: bool) -> None:
    before = pids()
    crew: ProcessPool[int, int] = ProcessPool(2, partial(Squares, tmp_path), fork=fork)
    assert list(crew.answers([0, 1, 2, 4, 6])) == [(0, 0), (1, 1), (2, 4), (4, 16), (6, 36)]
    assert pids() <= before
    assert len(list(tmp_path.glob("closed-*"))) == 2


@pytest.mark.parametrize("fork", METHODS)
def test_a_crew_that_is_asked_nothing_ends_its_processes(tmp_path: Path, fork: bool) -> None:
    before = pids()
    crew: ProcessPool[int, int] = ProcessPool(2, partial(Squares, tmp_path), fork=fork)
    assert len(pids() - before) == (2 if fork else 0)
    for _ in range(2):
        crew.close()
        assert pids() <= before
    assert list(crew.answers([])) == []


@pytest.mark.parametrize("fork", METHODS)
def test_or_as_they_come(tmp_path: Path, fork: bool) -> None:
    crew: ProcessPool[int, int] = ProcessPool(2, partial(Squares, tmp_path), fork=fork)
    told = list(crew.answers([0, 1, 2], ordered=False))
    assert sorted(told) == [(0, 0), (1, 1), (2, 4)]


@pytest.mark.parametrize("fork", METHODS)
def test_a_task_whose_process_dies_is_done_again_and_told_as_none_when_that_one_dies_too(
    tmp_path: Path, fork: bool
) -> None:
    before = pids()
    crew: ProcessPool[int, int] = ProcessPool(2, partial(Squares, tmp_path), fork=fork)
    assert list(crew.answers([1, 3, 5, 2, 4])) == [(1, 1), (3, 9), (5, None), (2, 4), (4, 16)]
    assert (tmp_path / "died").exists()
    assert pids() <= before


@pytest.mark.parametrize("fork", METHODS)
@pytest.mark.parametrize("start", [Squares, no_start])
def test_what_a_process_raises_is_raised_here_with_its_hint(
    tmp_path: Path, fork: bool, start: type[Squares]
) -> None:
    before = pids()
    crew: ProcessPool[int, int] = ProcessPool(2, partial(start, tmp_path), fork=fork)
    with pytest.raises(SetupError) as raised:
        list(crew.answers([7, 7, 7]))
    assert raised.value.hint in ("take eight", "start something")
    assert pids() <= before


@pytest.mark.parametrize("fork", METHODS)
def test_who_stops_asking_leaves_nothing_running(tmp_path: Path, fork: bool) -> None:
    before = pids()
    crew: ProcessPool[int, int] = ProcessPool(2, partial(Squares, tmp_path), fork=fork)
    answers = crew.answers(iter(lambda: 1, 2))  # without end
    assert next(answers) == (1, 1)
    answers.close()  # type: ignore[attr-defined]
    assert pids() <= before


@pytest.mark.parametrize("hundredths", [0, 2, 5, 10, 15, 20, 25, 30, 40])
def test_a_process_killed_at_any_moment_takes_no_answer_with_it(
    tmp_path: Path, hundredths: int
) -> None:
    before = pids()
    crew: ProcessPool[int, int] = ProcessPool(2, partial(Squares, tmp_path))
    done, tasks = threading.Event(), [0, *[1, 2, 4, 6, 8, 9] * 50]

    def kill_one() -> None:
        while not done.wait(0.005):
            for pid in pids() - before:
                time.sleep(hundredths / 100)
                with suppress(ProcessLookupError):
                    os.kill(pid or 0, signal.SIGKILL)
                return

    killer = threading.Thread(target=kill_one)
    killer.start()
    told = list(crew.answers(tasks))
    done.set()
    killer.join()
    assert told == [(task, task * task) for task in tasks]
    assert pids() <= before
