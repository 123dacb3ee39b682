"""Arelle in a child process: what it says of sums known by hand, and what happens when it fails."""

import os
import re
import signal
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from crossfoot.arelle.records import ArelleResult
from crossfoot.arelle.session import ArelleFailed, ArelleSession
from summation_report import (
    ASSERTION,
    CATALOG,
    CONTEXT,
    INLINE,
    OIM_JSON,
    PACKAGE,
    ROLE_10,
    ROLE_11,
    ROUNDED,
    TRUE,
    TWICE,
    WRONG,
    write_report,
)


def verdicts(result: ArelleResult) -> list[tuple[str, str, str]]:
    """Mode, level and total of every message that is about a sum."""
    found = [m for m in result.messages if m.mode]
    return [(m.mode, m.level, m.references[0].href) for m in found]


def checked(result: ArelleResult, mode: str) -> set[str]:
    return {row.fact_id for row in result.bound if row.mode == mode}


@pytest.fixture(scope="module")
def session() -> Iterator[ArelleSession]:
    with ArelleSession() as shared:
        shared.start()
        yield shared


def test_a_wrong_total_is_an_inconsistency_in_both_modes_and_names_its_facts(
    session: ArelleSession, tmp_path: Path
) -> None:
    result = session.validate(write_report(tmp_path, TRUE + WRONG))
    wrong = "t.xbrl#Assets.wrong.0"
    # Calculations 1.1 reads both generations of arcs, so it says the same of each of the two roles
    assert verdicts(result) == [
        ("c10", "inconsistency", wrong),
        ("c11r", "inconsistency", wrong),
        ("c11r", "inconsistency", wrong),
    ]
    first = result.messages[-3]
    assert first.code == "xbrl.5.2.5.2:calcInconsistency"
    assert [r.href for r in first.references] == [
        wrong,
        "t.xbrl#Cash.wrong.0",
        "t.xbrl#Other.wrong.0",
    ]
    assert ("roundedValue", "30") in first.references[2].properties
    assert checked(result, "c10") == checked(result, "c11r") == {"Assets.true.0", "Assets.wrong.0"}


def test_a_total_reported_twice_is_not_checked_under_1_0_and_says_nothing(
    session: ArelleSession, tmp_path: Path
) -> None:
    result = session.validate(write_report(tmp_path, TWICE), calc=("c10", "c10d", "c11r"))
    assert {mode for mode, _, _ in verdicts(result)} == {"c10d", "c11r"}
    assert checked(result, "c10") == set()
    assert checked(result, "c10d") == {"Assets.twice.0"}
    assert checked(result, "c11r") == {"Assets.twice.0", "Assets.twice.-1"}


def test_a_difference_inside_the_rounding_interval_fails_only_under_1_0(
    session: ArelleSession, tmp_path: Path
) -> None:
    # 60 +- 0.5 and 40 +- 0.5 make 99 to 101, which meets 101 +- 0.5
    result = session.validate(write_report(tmp_path, ROUNDED))
    assert verdicts(result) == [("c10", "inconsistency", "t.xbrl#Assets.rounded.0")]
    assert {row.role for row in result.bound if row.mode == "c10"} == {ROLE_10}
    assert {row.role for row in result.bound if row.mode == "c11r"} == {ROLE_10, ROLE_11}


def test_a_second_run_carries_nothing_over_from_the_first(
    session: ArelleSession, tmp_path: Path
) -> None:
    session.validate(write_report(tmp_path, WRONG))
    child = session.pid
    result = session.validate(write_report(tmp_path, TRUE))
    assert session.pid == child
    assert result.messages == ()
    assert dict(result.counts) == {"facts": 3, "contexts": 4, "units": 1, "calc_relationships": 4}
    assert result.documents > 3
    assert result.version == "2.47.3"


def test_facts_are_told_in_terms_that_all_syntaxes_share(
    session: ArelleSession, tmp_path: Path
) -> None:
    facts = session.validate(write_report(tmp_path, TRUE), facts=True).facts
    assert [fact.id for fact in facts or ()] == ["Cash.true.0", "Other.true.0", "Assets.true.0"]
    assert facts is not None
    cash = facts[0]
    assert (cash.concept, cash.value, cash.decimals) == ("{http://example.org/t}Cash", "60", "0")
    assert cash.unit == (("{http://www.xbrl.org/2003/iso4217}JPY",), ())
    assert (cash.start, cash.end) == (None, "2006-03-31")
    assert cash.entity == ("http://example.org/id", "A")
    assert (cash.dimensions, cash.language, cash.footnotes, cash.nil) == ((), None, (), False)


def test_inline_and_json_facts_read_back_the_same(session: ArelleSession, tmp_path: Path) -> None:
    write_report(tmp_path, TRUE)
    inline, oim = tmp_path / "inline.htm", tmp_path / "oim.json"
    inline.write_text(INLINE.format(context=CONTEXT.format("true", "2006-03-31")))
    oim.write_text(OIM_JSON)
    first, second = session.validate(inline, facts=True), session.validate(oim, facts=True)
    assert first.messages == second.messages == ()
    assert first.facts == second.facts is not None
    told = [(f.id, f.value, f.end, f.language, f.footnotes) for f in first.facts or ()]
    assert told == [
        (
            "loss",
            "-1413000",
            "2006-03-31",
            None,
            (("http://www.xbrl.org/2003/role/footnote", "en", "As printed"),),
        ),
        ("name", "A & Co", "2006-03-31", "en", ()),
    ]


def test_duplicates_that_contradict_each_other_are_never_checked(
    session: ArelleSession, tmp_path: Path
) -> None:
    # Arelle compares the first of equal decimals, so that its 1.1 verdict hangs on the order: 100
    # passes, 200 fails
    entry = write_report(tmp_path, [*TRUE, ("Assets", "true", 200, 0)])
    entry.write_text(entry.read_text().replace('"Assets.true.0"', '"first"', 1))
    result = session.validate(entry, calc=("c10", "c10d", "c11r"))
    assert [m.code for m in result.messages] == ["arelle:duplicateFacts"]
    assert result.bound == ()


def test_two_runs_of_one_report_say_the_same_in_the_same_order(
    session: ArelleSession, tmp_path: Path
) -> None:
    entry = write_report(tmp_path, WRONG + TWICE + ROUNDED)
    first = session.validate(entry)
    session.close()
    again = session.validate(entry)
    assert (first.messages, first.bound) == (again.messages, again.bound)


def test_a_taxonomy_alone_is_validated(session: ArelleSession, tmp_path: Path) -> None:
    write_report(tmp_path, TRUE)
    result = session.validate(tmp_path / "t.xsd", taxonomy_only=True)
    assert (result.messages, result.counts["calc_relationships"], result.counts["facts"]) == (
        (),
        4,
        0,
    )


def test_an_address_on_the_network_is_a_finding_and_leaves_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    entry = write_report(tmp_path, TRUE, schema="http://example.invalid/t.xsd")
    with ArelleSession() as session:
        result = session.validate(entry)
    errors = [m for m in result.messages if m.level == "error"]
    assert any("http://example.invalid/t.xsd" in m.text for m in errors)
    assert not any("Traceback" in m.text or "/dev/null" in m.text for m in result.messages)
    assert list(home.rglob("*")) == []


def test_a_package_serves_the_run_that_names_it_and_no_other(
    session: ArelleSession, tmp_path: Path
) -> None:
    entry = write_report(tmp_path, TRUE, schema="https://example.org/t/t.xsd")
    package = tmp_path / "t.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("t/META-INF/catalog.xml", CATALOG)
        archive.writestr("t/META-INF/taxonomyPackage.xml", PACKAGE)
        archive.write(tmp_path / "t.xsd", "t/files/t.xsd")
        archive.write(tmp_path / "t_cal.xml", "t/files/t_cal.xml")
    first = session.validate(entry, packages=[package])
    assert (first.messages, first.counts["facts"]) == ((), 3)
    assert [m.code for m in session.validate(entry).messages] == [
        "IOerror",
        "xbrl:schemaImportMissing",
    ]


def test_a_formula_assertion_without_a_message_fails_aloud_when_asked_for(
    session: ArelleSession, tmp_path: Path
) -> None:
    entry = write_report(tmp_path, TRUE)
    (tmp_path / "t_for.xml").write_text(ASSERTION)
    schema = tmp_path / "t.xsd"
    reference = '<link:linkbaseRef xlink:type="simple" xlink:href="t_cal.xml"'
    schema.write_text(
        schema.read_text().replace(
            reference,
            reference.replace("_cal", "_for")
            + ' xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
            + reference,
        )
    )
    assert session.validate(entry).messages == ()
    found = session.validate(entry, formula=True).messages
    assert [(m.level, m.code, m.references[0].href) for m in found] == [
        ("error", "formula:assertionUnsatisfied", "t_for.xml#a")
    ]


@pytest.mark.parametrize(
    "name", ["missing.xbrl", "torn.xbrl", "torn.xbri", "torn.json", "empty.htm"]
)
def test_what_cannot_be_read_is_never_silent(
    session: ArelleSession, tmp_path: Path, name: str
) -> None:
    if not name.startswith("missing"):
        (tmp_path / name).write_text("<xbrl" if name.startswith("torn") else "")
    result = session.validate(tmp_path / name)
    assert [m for m in result.messages if m.level in ("error", "critical")]
    assert (result.counts["facts"], result.bound) == (0, ())


def test_a_run_over_the_time_limit_is_killed_and_the_next_one_works(
    session: ArelleSession, tmp_path: Path
) -> None:
    entry = write_report(tmp_path, TRUE)
    session.validate(entry)
    child = session.pid
    assert child is not None
    os.mkfifo(tmp_path / "never.xbrl")
    session.timeout, usual = 0.5, session.timeout
    with pytest.raises(ArelleFailed) as failed:
        session.validate(tmp_path / "never.xbrl")
    session.timeout = usual
    assert failed.value.reason == "time limit"
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert session.validate(entry).messages == ()


def test_a_killed_child_is_replaced(session: ArelleSession, tmp_path: Path) -> None:
    entry = write_report(tmp_path, WRONG)
    before = session.validate(entry)
    child = session.pid
    assert child is not None
    os.kill(child, signal.SIGKILL)
    while session.pid is not None:
        time.sleep(0.01)
    assert session.validate(entry).messages == before.messages
    assert session.pid not in (None, child)


def test_a_child_that_dies_in_a_run_is_a_crash(session: ArelleSession, tmp_path: Path) -> None:
    session.validate(write_report(tmp_path, TRUE))
    os.mkfifo(tmp_path / "never.xbrl")
    child = session.pid
    assert child is not None

    def kill_the_reader() -> None:
        with (tmp_path / "never.xbrl").open("wb"):  # which waits until the child reads it
            os.kill(child, signal.SIGKILL)

    threading.Thread(target=kill_the_reader, daemon=True).start()
    with pytest.raises(ArelleFailed) as failed:
        session.validate(tmp_path / "never.xbrl")
    assert failed.value.reason == "crash"


def test_a_run_over_the_memory_limit_fails_by_that_name(tmp_path: Path) -> None:
    entry = write_report(tmp_path, TRUE)
    text = entry.read_text()
    entry.write_text(text.replace("</xbrli:xbrl>", f"<!--{'x' * 80_000_000}--></xbrli:xbrl>"))
    with ArelleSession(memory_mb=500) as session, pytest.raises(ArelleFailed) as failed:
        session.validate(entry)
    assert failed.value.reason == "memory limit"


def test_a_child_that_has_grown_is_renewed_between_runs(tmp_path: Path) -> None:
    entry = write_report(tmp_path, TRUE)
    with ArelleSession(renew_mb=1) as session:
        session.start()
        child = session.pid
        assert session.validate(entry).messages == ()
        assert session.pid not in (None, child)


def test_a_child_that_cannot_start_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossfoot.arelle.session.WORKER", "crossfoot.no_such_module")
    with ArelleSession() as session, pytest.raises(ArelleFailed) as failed:
        session.validate(tmp_path / "t.xbrl")
    assert failed.value.reason == "cannot start"
    assert "no_such_module" in failed.value.detail


SLOW_MACHINE = """
import logging, os, time
_time, _passed, _handle = time.time, [0.0], logging.Logger.handle
def slow():
    _passed[0] += 100.0
    return _time() + _passed[0]
def noted(logger, record):
    with open(os.environ["LOGGED"], "a", encoding="utf-8") as codes:
        codes.write(f"{getattr(record, 'messageCode', '')} {record.getMessage()}\\n")
    return _handle(logger, record)
time.time, logging.Logger.handle = slow, noted
"""


def test_what_arelle_says_of_its_own_speed_is_in_no_answer(
    session: ArelleSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock on which each step takes 100 seconds makes Arelle log it; the answer is the same."""
    entry = write_report(tmp_path, TRUE + WRONG)
    quiet = session.validate(entry, hashes=True)
    (tmp_path / "slow").mkdir()
    (tmp_path / "slow" / "sitecustomize.py").write_text(SLOW_MACHINE)
    monkeypatch.syspath_prepend(str(tmp_path / "slow"))
    monkeypatch.setenv("LOGGED", str(tmp_path / "logged.txt"))
    with ArelleSession() as slow:
        loaded = slow.validate(entry, hashes=True)
    logged = (tmp_path / "logged.txt").read_text()
    assert re.search(r"info:profileActivity \.\.\. find inconsistencies \d+\.\d+ secs", logged)
    assert (loaded.messages, loaded.bound, loaded.hashes) == (
        quiet.messages,
        quiet.bound,
        quiet.hashes,
    )
    assert [message.text for message in loaded.messages if "secs" in message.text] == []
