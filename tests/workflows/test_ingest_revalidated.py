"""An output folder that was taken at the word of its intake.json, handed in again with --judge:
Arelle's verdict is what stands."""

import json
import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from crossfoot.model.finding import error
from crossfoot.model.source import SourceRef
from crossfoot.report.facts import intake_line
from crossfoot.workflows import store_api
from crossfoot.workflows.ingest_arelle import Judging
from own_output import own_output, take
from store_state import state

LATER = datetime(2026, 11, 23)


def test_what_was_taken_at_its_word_is_judged_and_the_store_says_what_judging_first_would(
    releases: Path, tmp_path: Path
) -> None:
    folder, place = releases / "2008-09-30", tmp_path / "f.duckdb"
    take(place, folder)
    (judged,) = take(place, folder, judge=True, when=LATER)
    assert (judged.verdict, judged.repeat, judged.receipt["reader"], judged.receipt["judged"]) == (
        "accepted with findings",
        False,
        "arelle",
        True,
    )
    assert re.match(
        r"iij/2008-09-30: accepted with findings by Arelle [0-9.]+ now, ",
        intake_line(judged.receipt, repeat=False),
    )
    take(tmp_path / "g.duckdb", folder, judge=True)
    assert state(place) == state(tmp_path / "g.duckdb")
    for judge in (True, False):
        (again,) = take(place, folder, judge=judge)
        assert (again.repeat, again.receipt["reader"], again.findings) == (True, "arelle", ()), (
            "once is enough"
        )


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_arelle_refuses_goes_out_of_the_store_into_quarantine(
    tmp_path: Path, jobs: int
) -> None:
    """The folder has no page, so there is nothing that Arelle could open."""
    folder, place = own_output(tmp_path / "t" / "2024-12-31"), tmp_path / "f.duckdb"
    take(place, folder)
    (judged,) = take(place, folder, judge=True, when=LATER, jobs=jobs)
    assert (judged.verdict, judged.repeat) == ("refused", False)
    assert judged.receipt["withdrawn"] == {
        "received": "2026-11-22T12:00:00Z",
        "verdict": "accepted",
        "filed": "2025-02-14",
        "filed_from": "declared",
    }
    kept = tmp_path / "f.quarantine" / judged.receipt["digest"]
    assert (
        intake_line(judged.receipt, repeat=False)
        == f"t/2024-12-31: refused now, taken out of the store and kept in {kept}"
    )
    assert (kept / "original" / "tst-20241231.xbrl").read_bytes() == (
        folder / "tst-20241231.xbrl"
    ).read_bytes()
    told = state(place)
    assert {table: len(rows) for table, rows in told.items() if rows} == {"filers": 1}
    with store_api.connect(str(place)) as facts:
        assert facts.sql("SELECT verdict, filing FROM receipts") == [
            {"verdict": "refused", "filing": None}
        ]


def test_a_filing_that_arelle_can_not_look_at_or_that_another_copy_tells_stays_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, place = own_output(tmp_path / "t" / "2024-12-31"), tmp_path / "f.duckdb"
    take(place, folder)
    (folder / "tst-20241231.htm").write_text(
        '<html xmlns="http://www.xbrl.org/2013/inlineXBRL"/>', encoding="utf-8"
    )
    (folder / "tst-20241231.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>', encoding="utf-8"
    )
    no_time = error("arelle.failed", "Arelle gave no verdict: time limit", SourceRef(file="x"))
    monkeypatch.setattr(Judging, "report", lambda *_: (None, [no_time]))
    (slow,) = take(place, folder, judge=True, when=LATER)
    (copied,) = take(
        place,
        shutil.copy(folder / "tst-20241231.xbrl", tmp_path / "copy.xbrl"),
        without_taxonomy=True,
    )
    assert "same_as" in copied.receipt
    monkeypatch.setattr(
        Judging,
        "report",
        lambda *_: (None, [error("arelle.xbrl.4.6", "wrong", SourceRef(file="x"))]),
    )
    (told_twice,) = take(place, folder, judge=True, when=LATER)
    for taken, why in (
        (slow, "Arelle gave no verdict"),
        (told_twice, "another package in the store tells the same facts"),
    ):
        assert (taken.verdict, taken.repeat) == ("accepted", True)
        assert [one.message for one in taken.findings if one.code == "ingest.stands"] == [
            f"it was accepted without revalidation and stays in the store: {why}"
        ]
    with store_api.connect(str(place)) as facts:
        assert len(facts.filings()) == 1


def test_a_page_that_tells_other_facts_than_its_instance_is_refused(
    releases: Path, tmp_path: Path
) -> None:
    """The store would hold the one under the hash of the other."""
    import hashlib

    folder = shutil.copytree(releases / "2008-09-30", tmp_path / "iij" / "2008-09-30")
    manifest = json.loads((folder / "intake.json").read_text(encoding="utf-8"))
    instance = folder / f"{manifest['stem']}.xbrl"
    text = instance.read_text(encoding="utf-8")
    found = re.search(r">(\d+)</gaap:Assets>", text)
    assert found is not None
    instance.write_text(text.replace(found[0], ">1</gaap:Assets>", 1), encoding="utf-8")
    manifest["files"][instance.name]["sha256"] = hashlib.sha256(instance.read_bytes()).hexdigest()
    (folder / "intake.json").write_text(json.dumps(manifest), encoding="utf-8")
    (taken,) = take(tmp_path / "f.duckdb", folder, judge=True)
    (reason,) = [one for one in taken.findings if one.code == "ingest.changed"]
    assert (taken.verdict, reason.severity) == ("refused", "error")
    assert reason.message.startswith(
        "the page and the instance of this output tell different facts: changed gaap:Assets "
    )
    assert f": 1 (-6), now {found[1]} (-6)" in reason.message
