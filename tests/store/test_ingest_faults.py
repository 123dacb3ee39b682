"""Killed, out of space, two at once: afterwards each filing is in whole or not at all, and once."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crossfoot.errors import SetupError
from crossfoot.store.connection import StoreFailed
from crossfoot.store.schema import TABLES
from crossfoot.store.store import open_store
from own_output import FACTS, own_output, take

CHILD = Path(__file__).parents[1] / "killed.py"
WHOLE = {
    "filings": 1,
    "facts": len(FACTS) + 1,
    "addresses": len(FACTS),
    "receipts": 1,
    "files": 3,
    "filers": 1,
}
MANY = [
    (f"f{number}", f"Concept{number}", "d2024", "JPY", "0", str(number)) for number in range(20_000)
]


def run(store: str, fatal: int, *paths: Path, jobs: int = 1) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(CHILD), store, str(fatal), *map(str, paths)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "JOBS": str(jobs)}
    )


def counts(store: str) -> dict[str, int]:
    with open_store(store, write=True) as opened:
        return {
            name: opened.rows(f"SELECT count(*) FROM {name}").rows[0][0]
            for name in TABLES
            if name in WHOLE
        }


@pytest.mark.parametrize(("jobs", "moments"), [(1, 14), (2, 6)])
def test_killed_at_any_step_a_filing_is_in_whole_or_not_at_all_and_the_next_run_completes_it(
    tmp_path: Path, jobs: int, moments: int
) -> None:
    folder = own_output(tmp_path / "tst" / "2024-12-31")
    steps = int(run(str(tmp_path / "count.duckdb"), 0, folder, jobs=jobs).stdout)
    assert steps > 24
    seen = set()
    for fatal in (
        *range(1, steps, max(1, steps // moments)),
        steps,
    ):  # the last step comes after the filing is in
        store = str(tmp_path / f"k{fatal}.duckdb")
        assert run(store, fatal, folder, jobs=jobs).returncode == -signal.SIGKILL
        after = counts(store)
        assert after in (dict.fromkeys(WHOLE, 0), WHOLE), f"killed at step {fatal}"
        seen.add(after["filings"])
        take(store, folder)
        assert counts(store) == WHOLE
    assert seen == {0, 1}


@pytest.mark.slow
def test_killed_at_any_time_a_large_filing_is_in_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = own_output(tmp_path / "tst" / "2024-12-31", MANY)
    for tenths in range(3, 15):
        store = tmp_path / f"t{tenths}.duckdb"
        child = subprocess.Popen(
            [sys.executable, str(CHILD), str(store), "0", str(folder)], stdout=subprocess.DEVNULL
        )
        time.sleep(tenths / 10)
        child.kill()
        child.wait()
        if store.exists():
            assert counts(str(store))["facts"] in (0, len(MANY) + 1)
        take(store, folder)
        assert counts(str(store))["facts"] == len(MANY) + 1


def test_killed_while_a_refused_file_is_put_away_it_is_kept_whole_the_next_time(
    tmp_path: Path,
) -> None:
    broken = tmp_path / "broken.xbrl"
    broken.write_text("<xbrl")
    steps = int(run(str(tmp_path / "count.duckdb"), 0, broken).stdout)
    for fatal in range(steps - 8, steps + 1):
        store = tmp_path / f"q{fatal}.duckdb"
        assert run(str(store), fatal, broken).returncode == -signal.SIGKILL
        take(store, broken)
        kept = [
            path
            for path in (tmp_path / f"q{fatal}.quarantine").iterdir()
            if not path.name.startswith(".")
        ]
        assert [(path / "original" / "broken.xbrl").read_text() for path in kept] == ["<xbrl"]
        assert counts(str(store))["receipts"] == 1


def test_when_the_disk_is_full_the_store_stays_good_and_the_filing_goes_in_later(
    tmp_path: Path,
) -> None:
    store, small, large = (
        tmp_path / "f.duckdb",
        own_output(tmp_path / "a" / "2024-12-31"),
        own_output(tmp_path / "b" / "2024-12-31", MANY),
    )
    take(store, small)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (store.stat().st_size + 4096, limit[1]))
    try:
        with pytest.raises((StoreFailed, SetupError), match="no space left"):
            take(store, large)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, ignored)
    assert counts(str(store))["filings"] == 1
    take(store, large)
    assert counts(str(store))["facts"] == len(FACTS) + len(MANY) + 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of five megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", str(folder)]
    if (
        os.getuid() != 0
        or not shutil.which("mount")
        or subprocess.run(command, capture_output=True, check=False).returncode != 0
    ):
        pytest.skip(
            "only who may mount has a small disk; a limit on the size of files stands in for it elsewhere"
        )
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_in_words_and_costs_no_filing(tmp_path: Path, small_disk: Path) -> None:
    store, small, large = (
        small_disk / "f.duckdb",
        own_output(tmp_path / "a" / "2024-12-31"),
        own_output(tmp_path / "b" / "2024-12-31", MANY),
    )
    command = [
        sys.executable,
        "-m",
        "crossfoot",
        "ingest",
        "--trust",
        str(small),
        str(large),
        "--store",
        str(store),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr.splitlines()) == (
        4,
        [
            f"crossfoot: there is no space left for the store {store}",
            "  free some space, or name another --store",
        ],
    )
    assert counts(str(store)) == WHOLE
    subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], check=True)
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert counts(str(store))["facts"] == len(FACTS) + len(MANY) + 2


def test_two_intakes_at_once_put_each_filing_in_once(tmp_path: Path) -> None:
    folders = [
        own_output(
            tmp_path / str(number) / "2024-12-31",
            [*FACTS, ("x", "X", "d2024", "JPY", "0", str(number))],
        )
        for number in range(4)
    ]
    command = [sys.executable, str(CHILD), str(tmp_path / "f.duckdb"), "0", *map(str, folders)]
    children = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [(child.communicate()[1], child.returncode) for child in children] == [("", 0), ("", 0)]
    assert counts(str(tmp_path / "f.duckdb"))["filings"] == 4


def test_a_store_in_use_says_so_when_the_wait_is_over(tmp_path: Path) -> None:
    take(tmp_path / "f.duckdb", own_output(tmp_path / "tst" / "2024-12-31"))
    script = (
        f"import duckdb, sys; held = duckdb.connect({str(tmp_path / 'f.duckdb')!r}); "
        "print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "open\n"
        with pytest.raises(SetupError, match="in use by another process"):
            open_store(str(tmp_path / "f.duckdb"), wait=0)
    finally:
        holder.kill()
        holder.communicate()
