"""Several processes that read and one that writes: the same store, whatever becomes of a worker."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from own_output import FACTS, own_output, take

from crossfoot import intake_workers
from crossfoot.ingest.entries import Spot
from crossfoot.ingest.schema import TABLES
from crossfoot.ingest.store import open_store
from crossfoot.intake_reader import Prepared


def batch(folder: Path, count: int = 5) -> list[Path]:
    """So many filings of our own, one of them twice, a broken file and an empty folder."""
    told = [[*FACTS, ("x", "X", "d2024", "JPY", "0", str(number))] for number in range(count)]
    own = [own_output(folder / f"t{number}" / "2024-12-31", facts) for number, facts in enumerate(told)]
    broken, empty = folder / "broken.xbrl", folder / "empty"
    broken.write_text("<xbrl")
    empty.mkdir()
    return [*own[:2], broken, own[0], empty, *own[2:]]


def contents(store: Path) -> dict[str, list[str]]:
    with open_store(str(store)) as opened:
        return {name: sorted(map(repr, opened.rows(f"SELECT * FROM {name}").rows)) for name in TABLES}


def test_two_workers_fill_the_store_as_one_does_in_the_same_order(tmp_path: Path) -> None:
    paths = batch(tmp_path)
    where = {"quarantine": tmp_path / "q"}
    one, two = (take(tmp_path / f"s{jobs}.duckdb", *paths, jobs=jobs, **where) for jobs in (1, 2))
    assert [(taken.name, taken.verdict, taken.repeat) for taken in two] == [(taken.name, taken.verdict, taken.repeat) for taken in one]
    assert [taken.verdict for taken in two] == ["accepted", "accepted", "refused", "accepted", "refused", *["accepted"] * 3]
    assert [taken.repeat for taken in two] == [False, False, False, True, *[False] * 4]
    assert contents(tmp_path / "s1.duckdb") == contents(tmp_path / "s2.duckdb")
    assert all(taken.repeat or taken.verdict == "refused" for taken in take(tmp_path / "s2.duckdb", *paths, jobs=2, **where))


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    paths = batch(tmp_path, 12)
    done = threading.Event()

    def kill_one() -> None:
        while not done.is_set():
            for child in multiprocessing.active_children():
                with suppress(ProcessLookupError):
                    os.kill(child.pid or 0, signal.SIGKILL)
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill_one)
    killer.start()
    taken = take(tmp_path / "f.duckdb", *paths, jobs=2)
    done.set()
    killer.join()
    assert [one.verdict for one in taken].count("accepted") == 13
    assert multiprocessing.active_children() == []


class Deadly(intake_workers._Reading):
    """Dies of one file, as of one that needs more memory than there is."""

    def __call__(self, spot: Spot) -> Prepared | None:
        if spot.path.name == "broken.xbrl":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(spot)


def test_a_file_that_ends_its_worker_twice_is_refused_and_the_batch_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_workers, "_Reading", Deadly)
    taken = take(tmp_path / "f.duckdb", *batch(tmp_path), jobs=2)
    assert [one.verdict for one in taken].count("accepted") == 6
    lost = next(one for one in taken if one.name == "broken.xbrl")
    assert [finding.code for finding in lost.findings] == ["ingest.worker"]
    assert (tmp_path / "f.quarantine" / lost.receipt["digest"] / "original" / "broken.xbrl").read_text() == "<xbrl"


def running(group: int) -> list[str]:
    listed = subprocess.run(["ps", "-o", "pid=,stat=", "-g", str(group)], capture_output=True, text=True, check=False).stdout
    return [line for line in listed.splitlines() if "Z" not in line]


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_stopped_or_killed_nothing_is_left_running_and_nothing_half_written(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    many = [(f"f{number}", f"Concept{number}", "d2024", "JPY", "0", str(number)) for number in range(4000)]
    for number in range(40):
        own_output(tmp_path / "in" / f"t{number}" / "2024-12-31", [*many, ("x", "X", "d2024", "JPY", "0", str(number))])
    store = tmp_path / "f.duckdb"
    command = [sys.executable, "-m", "crossfoot", "ingest", str(tmp_path / "in"), "--jobs", "2", "--store", str(store)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert child.stdout is not None and child.stderr is not None
    assert "accepted" in child.stdout.readline()
    if sent == signal.SIGINT:
        os.killpg(child.pid, sent)  # as a terminal does
    else:
        child.kill()
    told = child.stderr.read() if sent == signal.SIGINT else ""
    assert (child.wait(120), "Traceback" in told) == (code, False), told
    deadline = time.monotonic() + 60
    while running(child.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running(child.pid) == []
    with open_store(str(store), write=True) as opened:
        ((filings, facts),) = opened.rows("SELECT (SELECT count(*) FROM filings), (SELECT count(*) FROM facts)").rows
    assert 1 <= filings < 40
    assert facts == filings * (len(many) + 2)
