"""Same input, same bytes: on another day, in another place, under another locale, by another
user, on a slower machine.
"""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from real_filing import FILING, STEM, copy_workspace, environment, hashes

CLOCK = '''"""A clock that stands elsewhere, for every process that has this folder on its path."""
import datetime
import itertools
import logging
import os
import time

_reading = itertools.count()
_slow = float(os.environ["SECONDS_A_READING"])
_shift = float(os.environ["SHIFTED_TO"]) - time.time()
_time, _datetime, _date = time.time, datetime.datetime, datetime.date
_localtime, _gmtime, _strftime = time.localtime, time.gmtime, time.strftime
time.time = lambda: _time() + _shift + _slow * next(_reading)
time.time_ns = lambda: int((_time() + _shift) * 10**9)
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
time.strftime = lambda form, moment=None: _strftime(form, time.localtime() if moment is None else moment)


class _Like(type):
    def __instancecheck__(cls, thing):
        return isinstance(thing, cls.__mro__[1])


class datetime_(_datetime, metaclass=_Like):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(time.time())

    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


class date_(_date, metaclass=_Like):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


datetime.datetime, datetime.date = datetime_, date_
_handle = logging.Logger.handle
_log = os.path.join(os.path.dirname(__file__), "logged.txt")


def _noted(logger, record):
    with open(_log, "a", encoding="utf-8") as logged:
        logged.write(f"{getattr(record, 'messageCode', '')}: {record.getMessage()}\\n")
    return _handle(logger, record)


logging.Logger.handle = _noted
'''
DAYS = ("2031-07-04", "20310704", "04 Jul 2031", "2019-02-28", "20190228", "28 Feb 2019")
SECRETS = (*DAYS, "quentin-of-the-tests", "rosalind-of-the-tests")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when one of the builds happens."""

    folder: str
    seconds: str
    slow: str
    """seconds that pass between one look at the clock and the next, beside the real ones"""
    seed: str
    zone: str
    locale: str
    user: str
    umask: int
    jobs: str


HERE = Place(
    folder="one",
    seconds="1551355200",
    slow="0",
    seed="1",
    zone="UTC",
    locale="C.UTF-8",
    user="quentin-of-the-tests",
    umask=0o022,
    jobs="1",
)  # 2019-02-28
THERE = Place(
    folder="a longer folder/ふたつ & 2", seconds="1940925600",
    slow="2", seed="4711", zone="Pacific/Kiritimati", locale="tr_TR.ISO8859-9",
    user="rosalind-of-the-tests", umask=0o077, jobs="2",
)  # fmt: skip  # 2031-07-04


def start(root: Path, place: Place) -> subprocess.Popen[str]:
    workspace = copy_workspace(root / place.folder / "workspace")
    clock = root / place.folder / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    elsewhere = root / place.folder / "elsewhere"
    elsewhere.mkdir()
    changes = {
        "PYTHONPATH": os.pathsep.join(filter(None, [str(clock), os.environ.get("PYTHONPATH", "")])),
        "SHIFTED_TO": place.seconds,
        "SECONDS_A_READING": place.slow,
        "PYTHONHASHSEED": place.seed,
        "TZ": place.zone,
        "LANG": place.locale,
        "LC_ALL": place.locale,
        "USER": place.user,
        "LOGNAME": place.user,
        "HOME": str(elsewhere),
        "TMPDIR": str(elsewhere),
    }
    command = [
        sys.executable,
        "-m",
        "crossfoot",
        "build",
        FILING,
        "--workspace",
        str(workspace),
        "--output",
        str(workspace / "output"),
    ]
    return subprocess.Popen(
        [*command, "--jobs", place.jobs],
        cwd=elsewhere,
        env=environment(**changes),
        umask=place.umask,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The outputs of two builds that share nothing but their input."""
    root = tmp_path_factory.mktemp("twins")
    running = [start(root, place) for place in (HERE, THERE)]
    for process in running:
        said, _ = process.communicate(timeout=240)
        assert process.returncode == 0, said
    first, second = (
        root / place.folder / "workspace" / "output" / FILING for place in (HERE, THERE)
    )
    return first, second


def test_the_clocks_of_the_two_builds_really_differ(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    code = "import datetime, time; print(datetime.date.today(), datetime.datetime.now().date(), time.strftime('%Y-%m-%d'))"
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=environment(
                PYTHONPATH=str(tmp_path),
                SHIFTED_TO=place.seconds,
                SECONDS_A_READING=place.slow,
                TZ="UTC",
            ),
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for place in (HERE, THERE)
    ]
    assert said == [["2019-02-28"] * 3, ["2031-07-04"] * 3]


def test_arelle_logged_the_time_of_its_steps_in_the_slow_one(twins: tuple[Path, Path]) -> None:
    """Each step takes two seconds there; Arelle logs what takes one, as on a machine under load."""
    log = twins[1].parents[3] / "clock" / "logged.txt"
    timing = r"^info:profileActivity: ... find inconsistencies \d+\.\d+ secs"
    assert re.search(timing, log.read_text(encoding="utf-8"), re.MULTILINE)


def test_two_builds_that_share_only_their_input_write_the_same_bytes(
    twins: tuple[Path, Path],
) -> None:
    first, second = map(hashes, twins)
    assert {
        f"{STEM}{end}"
        for end in (".htm", ".xbrl", ".xsd", "_pre.xml", "_cal.xml", "_lab.xml", "-taxonomy.zip")
    } <= set(first)
    assert {"tieout.csv", "findings.json", "sources.json"} <= set(first)
    assert first == second


def test_no_output_knows_where_when_or_by_whom_it_was_made(twins: tuple[Path, Path]) -> None:
    for folder in twins:
        root = str(folder.parents[3])
        told = [
            f"{name}: {secret}"
            for name, data in everything(folder)
            for secret in (root, "/elsewhere", "ふたつ", *SECRETS)
            if secret.encode() in data
        ]
        assert told == []


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, and every member of every archive with its name."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    for info in archive.infolist():
                        yield (
                            f"{path.name}/{info.filename}",
                            info.filename.encode() + archive.read(info),
                        )


def test_archives_hold_their_members_in_order_with_a_fixed_time_and_mode(
    twins: tuple[Path, Path],
) -> None:
    archives = [
        path for path in sorted(twins[0].rglob("*")) if path.is_file() and zipfile.is_zipfile(path)
    ]
    assert archives
    for path in archives:
        with zipfile.ZipFile(path) as archive:
            found = archive.infolist()
        told = {
            (info.date_time, info.external_attr >> 16 & 0o777, info.create_system) for info in found
        }
        assert told == {((1980, 1, 1, 0, 0, 0), 0o644, 3)}
        assert len({info.filename for info in found}) == len(found)


def test_nothing_but_the_output_is_left_behind(twins: tuple[Path, Path]) -> None:
    for folder in twins:
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]
        assert [path.name for path in folder.parents[3].joinpath("elsewhere").rglob("*")] == []
