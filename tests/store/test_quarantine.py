"""What was refused and is accepted later: no open case any more, and nothing of it lost."""

import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.errors import SetupError, UsageError
from crossfoot.report.facts import intake_line
from crossfoot.store.acceptance_policy import policy_of
from crossfoot.store.quarantine import keep_refused, settle, write_receipt
from crossfoot.store.store import open_store
from own_output import instance_text, own_output, take

LATER = datetime(2026, 11, 23)
CHILD = Path(__file__).parents[1] / "killed.py"
STRICT = policy_of({"rules": [{"code": "ingest.unvalidated", "verdict": "refuse"}]}, "strict")


def wild(folder: Path) -> Path:
    report = folder / "wild.xbrl"
    report.write_text(instance_text(), encoding="utf-8")
    return report


def test_an_entry_of_what_is_accepted_later_is_settled_with_both_verdicts(tmp_path: Path) -> None:
    report, place = wild(tmp_path), tmp_path / "f.duckdb"
    (refused,) = take(place, report, without_taxonomy=True, policy=STRICT)
    entry = Path(refused.receipt["quarantine"])
    take(place, report, without_taxonomy=True, policy=STRICT, when=LATER)
    (taken,) = take(place, report, without_taxonomy=True, when=LATER)
    settled = tmp_path / "f.quarantine" / "settled" / entry.name
    assert [path.name for path in (tmp_path / "f.quarantine").iterdir()] == ["settled"]
    assert (settled / "original" / "wild.xbrl").read_bytes() == report.read_bytes()
    assert (
        json.loads((settled / "reasons.json").read_text())["reasons"][0]["code"]
        == "ingest.unvalidated"
    )
    assert json.loads((settled / "receipt.json").read_text()) == taken.receipt
    (before,) = taken.receipt["before"]
    assert before == {
        "received": "2026-11-23T00:00:00Z",
        "verdict": "refused",
        "policy": "strict",
        "quarantine": str(entry),
        "read_by": "light",
        "reasons": ["ingest.unvalidated"],
    }
    assert intake_line(taken.receipt, repeat=False).endswith("not validated, refused before)")
    (again,) = take(place, report, without_taxonomy=True, when=LATER)
    assert (again.repeat, again.receipt) == (True, taken.receipt)


def test_an_entry_in_a_quarantine_of_another_name_is_settled_too(tmp_path: Path) -> None:
    report, place = wild(tmp_path), tmp_path / "f.duckdb"
    (refused,) = take(place, report, quarantine=tmp_path / "elsewhere")
    take(place, report, without_taxonomy=True)
    assert not Path(refused.receipt["quarantine"]).exists()
    assert (
        tmp_path / "elsewhere" / "settled" / refused.receipt["digest"] / "receipt.json"
    ).is_file()


def test_what_is_settled_and_refused_once_more_is_open_again_and_can_be_settled_again(
    tmp_path: Path,
) -> None:
    folder, place = own_output(tmp_path / "t" / "2024-12-31"), tmp_path / "f.duckdb"
    digest = take(place, folder, judge=True)[0].receipt["digest"]
    entry, settled = (tmp_path / "f.quarantine" / part / digest for part in ("", "settled"))
    for judge, where in ((False, settled), (True, entry), (False, settled)):
        (taken,) = take(place, folder, judge=judge)
        assert (taken.verdict, entry.exists(), where.exists()) == (
            "refused" if judge else "accepted",
            judge,
            True,
        )
        assert (where / "original" / "tst-20241231.xbrl").is_file()
    assert [one["verdict"] for one in taken.receipt["before"]] == ["refused", "accepted", "refused"]


def test_killed_at_any_step_the_next_run_settles_what_is_in(tmp_path: Path) -> None:
    """Each child is killed as it takes what was refused before."""
    folder = own_output(tmp_path / "t" / "2024-12-31")
    digest, fatal, alive = "", 0, False
    while not alive:
        fatal += 7
        place = tmp_path / f"k{fatal}.duckdb"
        digest = take(place, folder, judge=True)[0].receipt["digest"]
        ended = subprocess.run(
            [sys.executable, str(CHILD), str(place), str(fatal), str(folder)],
            check=False,
            env=os.environ,
        )
        alive = ended.returncode == 0
        assert alive or ended.returncode == -signal.SIGKILL
        take(place, folder)
        quarantine = tmp_path / f"k{fatal}.quarantine"
        assert sorted(path.name for path in quarantine.iterdir()) == ["settled"], (
            f"killed at step {fatal}"
        )
        assert (quarantine / "settled" / digest / "original" / "tst-20241231.xbrl").is_file()
        with open_store(str(place)) as store:
            assert store.rows("SELECT count(*) FROM receipts WHERE filing IS NOT NULL").rows == (
                (1,),
            )


def test_receipts_are_listed_with_verdict_reasons_and_what_was_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, place = wild(tmp_path), tmp_path / "f.duckdb"
    broken = tmp_path / "broken.xbrl"
    broken.write_text("no xml", encoding="utf-8")
    take(place, report, broken)
    take(place, report, without_taxonomy=True, when=LATER)
    rows = {}
    for option in ("--refused", "--json"):
        assert (
            main(
                [
                    "facts",
                    "receipts",
                    "--store",
                    str(place),
                    "--json",
                    *([option] if option == "--refused" else []),
                ]
            )
            == 0
        )
        rows[option] = json.loads(capsys.readouterr().out)
    told = [(row["name"], row["verdict"], row["before"]) for row in rows["--json"]]
    assert told == [
        ("broken.xbrl", "refused", ""),
        ("wild.xbrl", "accepted with findings", "refused 2026-11-22"),
    ]
    assert [row["name"] for row in rows["--refused"]] == ["broken.xbrl"]
    assert (
        rows["--refused"][0]["reasons"] == "this is not a report that we know [ingest.unreadable]"
    )


def test_what_a_person_laid_beside_a_refused_filing_is_settled_with_it(tmp_path: Path) -> None:
    source = tmp_path / "wild.xbrl"
    source.write_text("<xbrl/>")
    for note in ("first.txt", "second.txt"):
        entry = keep_refused(tmp_path / "q", "d1", [("wild.xbrl", source)], {"verdict": "refused"})
        (entry / note).write_text("mine")
        settled = settle(entry, {"verdict": "accepted"})
    assert settled is not None
    names = {path.relative_to(settled).as_posix() for path in settled.rglob("*") if path.is_file()}
    assert names == {
        *("first.txt", "second.txt", "original/wild.xbrl", "reasons.json", "receipt.json"),
    }
    assert os.listdir(tmp_path / "q") == ["settled"]


def test_a_link_in_the_place_of_an_entry_or_a_receipt_is_not_written_through(
    tmp_path: Path,
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "reasons.json").write_text("mine")
    (tmp_path / "d1").symlink_to(tmp_path / "mine")
    (tmp_path / "d2.json").symlink_to(tmp_path / "mine" / "reasons.json")
    with pytest.raises(SetupError, match="d1 is a link"):
        keep_refused(tmp_path, "d1", [], {"verdict": "refused"})
    with pytest.raises(SetupError, match="d1 is a link"):
        settle(tmp_path / "d1", {"verdict": "accepted"})
    with pytest.raises(UsageError, match="it is a link"):
        write_receipt(tmp_path, "d2", {"verdict": "accepted"})
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["reasons.json"]
    assert (tmp_path / "mine" / "reasons.json").read_text() == "mine"
