"""Several processes that read and one that writes: the same store, whatever becomes of a worker."""

import json
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

from crossfoot.errors import SetupError
from crossfoot.store.schema import TABLES
from crossfoot.store.store import open_store
from crossfoot.workflows import ingest_pool
from crossfoot.workflows.ingest import IngestResult
from crossfoot.workflows.ingest_reader import Prepared
from crossfoot.xbrl.report_finder import FilingLocation
from own_output import FACTS, own_output, take


def batch(folder: Path, count: int = 5) -> list[Path]:
    """So many filings of our own, one of them twice, a broken file and an empty folder."""
    told = [[*FACTS, ("x", "X", "d2024", "JPY", "0", str(number))] for number in range(count)]
    own = [
        own_output(folder / f"t{number}" / "2024-12-31", facts) for number, facts in enumerate(told)
    ]
    broken, empty = folder / "broken.xbrl", folder / "empty"
    broken.write_text("<xbrl")
    empty.mkdir()
    return [*own[:2], broken, own[0], empty, *own[2:]]


def contents(store: Path) -> dict[str, list[str]]:
    with open_store(str(store)) as opened:
        return {
            name: sorted(map(repr, opened.rows(f"SELECT * FROM {name}").rows)) for name in TABLES
        }


def told(taken: list[IngestResult]) -> list[tuple[str, str, bool, list[str], dict[str, object]]]:
    return [
        (
            one.name,
            one.verdict,
            one.repeat,
            [*map(str, one.findings)],
            {**one.receipt, "quarantine": ""},
        )  # it lies beside each store
        for one in taken
    ]


def receipts(folder: Path) -> dict[str, dict[str, object]]:
    return {
        path.name: {**json.loads(path.read_bytes()), "quarantine": ""} for path in folder.iterdir()
    }


def test_two_workers_fill_the_store_as_one_does_in_the_same_order(tmp_path: Path) -> None:
    paths = batch(tmp_path)
    unheard = own_output(
        tmp_path / "d" / "2024-12-31", [("a", "A", "i2024", "JPY", "99999999999", "1")]
    )
    paths.insert(3, unheard)  # no column holds so many decimals
    paths.append(unheard.parent.parent / "t1")  # of which this is the second copy
    one, two = (take(tmp_path / f"s{jobs}.duckdb", *paths, jobs=jobs) for jobs in (1, 2))
    assert told(two) == told(one)
    assert [taken.verdict for taken in two] == [
        "accepted",
        "accepted",
        "refused",
        "refused",
        "accepted",
        "refused",
        *["accepted"] * 4,
    ]
    assert [taken.repeat for taken in two] == [False, False, False, False, True, *[False] * 4, True]
    assert [finding.code for finding in two[3].findings] == ["ingest.value"]
    stored = [contents(tmp_path / f"s{jobs}.duckdb") for jobs in (1, 2)]
    for table in stored[0]:
        assert (
            table == "receipts" or stored[0][table] == stored[1][table]
        )  # which name the quarantine
    assert receipts(tmp_path / "s1.receipts") == receipts(tmp_path / "s2.receipts")
    assert len(receipts(tmp_path / "s1.receipts")) == 7
    assert all(
        taken.repeat or taken.verdict == "refused"
        for taken in take(tmp_path / "s2.duckdb", *paths, jobs=2)
    )


def test_the_five_releases_are_stored_and_told_alike_by_one_process_and_by_two(
    releases: Path, tmp_path: Path
) -> None:
    """By the command, whose readers are forks of it."""
    said = []
    for jobs in ("1", "2"):
        store, command = (
            tmp_path / f"s{jobs}.duckdb",
            [sys.executable, "-m", "crossfoot", "ingest", str(releases), "--jobs", jobs],
        )
        done = subprocess.run(
            [*command, "--store", str(store), "--received", "2026-11-22"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        said.append(done.stdout.replace(str(store), "STORE"))
    assert said[0] == said[1]
    assert contents(tmp_path / "s1.duckdb") == contents(tmp_path / "s2.duckdb")


def test_a_store_that_can_not_be_opened_leaves_no_reader_behind(tmp_path: Path) -> None:
    (tmp_path / "f.duckdb").write_text("no database")
    before = {child.pid for child in multiprocessing.active_children()}
    with pytest.raises(SetupError):
        take(tmp_path / "f.duckdb", own_output(tmp_path / "t" / "2024-12-31"), jobs=2)
    assert {child.pid for child in multiprocessing.active_children()} <= before


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


class Deadly(ingest_pool._Reading):
    """Dies of one file, as of one that needs more memory than there is."""

    def __call__(self, spot: FilingLocation) -> Prepared | None:
        if spot.path.name == "broken.xbrl":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(spot)


def test_a_file_that_ends_its_worker_twice_is_refused_and_the_batch_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest_pool, "_Reading", Deadly)
    taken = take(tmp_path / "f.duckdb", *batch(tmp_path), jobs=2)
    assert [one.verdict for one in taken].count("accepted") == 6
    lost = next(one for one in taken if one.name == "broken.xbrl")
    assert [finding.code for finding in lost.findings] == ["ingest.worker"]
    assert (
        tmp_path / "f.quarantine" / lost.receipt["digest"] / "original" / "broken.xbrl"
    ).read_text() == "<xbrl"


def running(group: int) -> list[str]:
    listed = subprocess.run(
        ["ps", "-o", "pid=,stat=", "-g", str(group)], capture_output=True, text=True, check=False
    ).stdout
    return [line for line in listed.splitlines() if "Z" not in line]


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_stopped_or_killed_nothing_is_left_running_and_nothing_half_written(
    tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    many = [
        (f"f{number}", f"Concept{number}", "d2024", "JPY", "0", str(number))
        for number in range(4000)
    ]
    for number in range(40):
        own_output(
            tmp_path / "in" / f"t{number}" / "2024-12-31",
            [*many, ("x", "X", "d2024", "JPY", "0", str(number))],
        )
    store = tmp_path / "f.duckdb"
    command = [
        sys.executable,
        "-m",
        "crossfoot",
        "ingest",
        "--trust",
        str(tmp_path / "in"),
        "--jobs",
        "2",
        "--store",
        str(store),
    ]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert child.stdout is not None and child.stderr is not None
    assert "accepted" in child.stdout.readline()
    if sent == signal.SIGINT:
        os.killpg(child.pid, sent)  # as a terminal does
    else:
        child.kill()
    told = child.stderr.read() if sent == signal.SIGINT else ""
    ended = child.wait(300)
    child.stdout.close()
    child.stderr.close()
    assert (ended in (code, 0), "Traceback" in told) == (True, False), told
    deadline = time.monotonic() + 300
    while running(child.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running(child.pid) == []
    with open_store(str(store), write=True) as opened:
        ((filings, facts),) = opened.rows(
            "SELECT (SELECT count(*) FROM filings), (SELECT count(*) FROM facts)"
        ).rows
    assert (
        filings == 40 if ended == 0 else 1 <= filings <= 40
    )  # it may have been faster than the signal
    assert facts == filings * (len(many) + 2)
