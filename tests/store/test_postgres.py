"""The same on PostgreSQL: a real server on a socket in a temporary folder, started and stopped
here."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_filing_order import orders
from test_history import JPY, numbers
from test_ingest_faults import CHILD, WHOLE, counts, run
from test_merge_copies import copies, put
from test_segments_without_dimensions import EXPECTED, answers

from crossfoot.errors import SetupError, UsageError
from crossfoot.products.statements import statement_rows
from crossfoot.store.connection import Store
from crossfoot.store.schema import SCHEMA_VERSION
from crossfoot.store.store import open_store, stored_version
from crossfoot.system.exact_numbers import json_text
from crossfoot.workflows import store_api
from own_output import FACTS, changed, own_output, take
from store_state import VERDICTS, state

psycopg = pytest.importorskip("psycopg", reason="pip install 'crossfoot[postgres]'")
_HOW = "no PostgreSQL server here: apt-get install postgresql"


def _program(name: str) -> str:
    """A program of the server, which Debian keeps off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else "")


def _user() -> dict[str, Any]:
    """The server does not run as root."""
    if os.getuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip(_HOW)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """The folder of the server's socket."""
    if not (_program("initdb") and _program("pg_ctl")):
        pytest.skip(_HOW)
    who = _user()
    folder = Path(
        tempfile.mkdtemp(prefix="cfpg")
    )  # a short path: a socket's name has 107 characters
    if who:
        os.chown(folder, who["user"], who["group"])
    data = str(folder / "data")

    def run_program(name: str, *arguments: str) -> None:
        command = [_program(name), "-D", data, *arguments]
        subprocess.run(
            command,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **who,
        )  # type: ignore[call-overload]

    run_program("initdb", "-U", "facts", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run_program("pg_ctl", "-w", "-t", "300", "-l", str(folder / "log"), "-o", settings, "start")
    yield folder
    run_program("pg_ctl", "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(
    server: Path, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The address of a fresh database; quarantine and receipts go to the test's own folder."""
    monkeypatch.chdir(tmp_path)
    name = f"d{abs(hash(request.node.name)) % 10**9}"
    with psycopg.connect(
        host=str(server), user="facts", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql://facts@/{name}?host={server}"


def test_the_five_releases_say_the_same_in_both_stores(
    releases: Path, database: str, tmp_path: Path
) -> None:
    assert [one.verdict for one in take(database, releases)] == [*VERDICTS]
    assert all(one.repeat for one in take(database, releases))
    take(tmp_path / "f.duckdb", releases)
    assert numbers(database) == numbers(tmp_path / "f.duckdb")
    with (
        store_api.connect(database) as theirs,
        store_api.connect(str(tmp_path / "f.duckdb")) as ours,
    ):
        assert theirs.history("iij", "Revenues", **JPY) == ours.history("iij", "Revenues", **JPY)
        assert theirs.search("revenue") == ours.search("revenue")
        assert theirs.restatements("iij", rounding=True) == ours.restatements("iij", rounding=True)
        assert theirs.sql("SELECT * FROM labels ORDER BY 1, 2, 3, 4, 5") == ours.sql(
            "SELECT * FROM labels ORDER BY 1, 2, 3, 4, 5"
        )


def test_every_product_is_the_same_from_both_stores(
    releases: Path, database: str, tmp_path: Path
) -> None:
    place = str(tmp_path / "f.duckdb")
    known = (
        "0001090633-08-000001",
        "0001090633-09-000001",
        "0001090633-09-000002",
        "0001090633-10-000001",
        "0001090633-13-000001",
    )
    for folder, accession, verdict in zip(sorted(releases.iterdir()), known, VERDICTS, strict=True):
        for store in (database, place):
            assert [one.verdict for one in take(store, folder, accession=accession)] == [verdict]
    with store_api.connect(database) as theirs, store_api.connect(place) as ours:
        assert [products(theirs, tmp_path / "theirs")] == [products(ours, tmp_path / "ours")]


NOT_THERE = (
    (store_api.Facts.statement, "iij", date(2008, 9, 30), "anchoring"),
    (store_api.Facts.statement, "nobody", date(2008, 9, 30), "cover"),
    (store_api.Facts.frames, "gaap:Revenue", "JPY", "CY2009"),
    (store_api.Facts.frames, "gaap:Revenues", "EUR", "CY2009"),
    (store_api.Facts.company_concept, "iij", "Revenue"),
    (store_api.Facts.plot, "iij", "Revenue"),
)


def said(facts: store_api.Facts, ask: Callable[..., Any], *arguments: Any) -> tuple[str, str]:
    """The message and the hint of a question that can't be answered."""
    with pytest.raises(UsageError) as raised:
        ask(facts, *arguments)
    return str(raised.value), raised.value.hint


def products(facts: store_api.Facts, folder: Path) -> dict[str, Any]:
    """What each product says, exactly as written."""
    statement = facts.statement("iij", date(2010, 3, 31), "balance-sheet", members=True)
    made = {
        "companyfacts": json_text(facts.company_facts("iij")),
        "companyfacts of 2009": json_text(facts.company_facts("iij", date(2009, 12, 31))),
        "companyconcept": json_text(facts.company_concept("iij", "Revenues")),
        "frames": [
            json_text(facts.frames("gaap:Revenues", "JPY", frame))
            for frame in ("CY2009", "CY2008Q4", "CY2012")
        ],
        "frames of instants": json_text(facts.frames("gaap:Assets", "JPY", "CY2010Q1I")),
        "data sets": facts.data_sets(),
        "statement": statement_rows(statement),
        "cover": statement_rows(facts.statement("iij", date(2010, 3, 31), "cover")),
        "statements": facts.statements("iij", date(2010, 3, 31)),
        "what is not there": [said(facts, *asked) for asked in NOT_THERE],
        "history": facts.history("iij"),
        "as of": [facts.as_of(date(year, 12, 31), "iij") for year in (2008, 2009, 2010, 2013)],
        "known otherwise": facts.known_otherwise(date(2009, 12, 31), date(2010, 12, 31), "iij"),
        "lineage": facts.lineage(concept="gaap:Revenues", frame="CY2009", unit="JPY"),
        "plot": facts.plot("iij", "Revenues", quarters=4, unit="JPY", dimensions=""),
        "tidy": [
            (path.relative_to(folder), path.read_text())
            for path in facts.export_tidy(folder, form="csv")
        ],
    }
    assert all(made.values())
    return made


def test_an_amended_filing_supersedes_there_too(database: str, tmp_path: Path) -> None:
    take(database, own_output(tmp_path / "a" / "2024-12-31"))
    taken = take(
        database, own_output(tmp_path / "b" / "2024-12-31", changed(FACTS, "bs.Assets", "91000"))
    )
    assert len(taken[0].receipt["supersedes"]) == 1
    with open_store(database) as store:
        assert stored_version(store) == SCHEMA_VERSION
        assert store.rows("SELECT count(*) FROM current_filings").rows == ((1,),)


def test_killed_at_any_step_a_filing_is_in_whole_or_not_at_all(
    database: str, tmp_path: Path
) -> None:
    folder = own_output(tmp_path / "tst" / "2024-12-31")
    take(database, own_output(tmp_path / "other" / "2024-12-31", changed(FACTS, "bs.Assets", "1")))
    before = counts(database)
    for fatal in range(4, 22, 3):  # once it is in, a run ends before the later steps
        assert run(database, fatal, folder).returncode in (0, -signal.SIGKILL)
        assert counts(database)["facts"] in (before["facts"], before["facts"] + WHOLE["facts"])
    take(database, folder)
    assert counts(database)["facts"] == before["facts"] + WHOLE["facts"]


def test_two_intakes_at_once_put_each_filing_in_once(database: str, tmp_path: Path) -> None:
    folders = [
        own_output(
            tmp_path / str(number) / "2024-12-31",
            [*FACTS, ("x", "X", "d2024", "JPY", "0", str(number))],
        )
        for number in range(4)
    ]
    command = [sys.executable, str(CHILD), database, "0", *map(str, folders)]
    children = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [(child.communicate()[1], child.returncode) for child in children] == [("", 0), ("", 0)]
    assert counts(database)["filings"] == 4
    assert counts(database)["facts"] == 4 * (len(FACTS) + 2)


def test_copies_of_a_filing_say_the_same_there_in_the_end(database: str, tmp_path: Path) -> None:
    told = copies(tmp_path / "t" / "2024-12-31")
    for name in ("page", "package", "own"):
        put(database, name, told[name])
    for name in ("own", "page", "package"):
        put(tmp_path / "f.duckdb", name, told[name])
    assert state(database) == state(tmp_path / "f.duckdb")


def test_two_copies_at_once_are_one_filing(database: str, tmp_path: Path) -> None:
    """One waits for the other, or both would find the store without the filing."""
    told = copies(tmp_path / "t" / "2024-12-31")
    open_store(database, write=True).close()
    with ThreadPoolExecutor() as pool:
        receipts = list(pool.map(lambda name: put(database, name, told[name]), told))
    assert sorted("same_as" in receipt for receipt in receipts) == [False, True, True]
    assert counts(database)["facts"] == WHOLE["facts"]


def test_one_package_by_two_intakes_at_once_is_taken_by_one(database: str, tmp_path: Path) -> None:
    report = copies(tmp_path / "t" / "2024-12-31")["own"]
    open_store(database, write=True).close()
    with ThreadPoolExecutor() as pool:
        receipts = list(pool.map(lambda _: put(database, "own", report), range(4)))
    assert sorted("supersedes" in receipt for receipt in receipts) == [False, False, False, True]
    assert not any("same_as" in receipt for receipt in receipts)


def test_a_text_that_the_database_can_not_hold_refuses_its_filing_alone(
    database: str, tmp_path: Path
) -> None:
    report = tmp_path / "nul.json"
    report.write_text(
        '{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json", "namespaces": {"g": "http://g.example", "k": "http://k.example"},'
        ' "taxonomy": ["g.xsd"]}, "facts": {"f": {"value": "a\\u0000b", "dimensions": {"concept": "g:A", "entity": "k:7"}}}}'
    )
    taken = take(
        database, report, own_output(tmp_path / "tst" / "2024-12-31"), without_taxonomy=True
    )
    assert [one.verdict for one in taken] == ["refused", "accepted"]
    assert "ingest.fact" in [
        finding.code for finding in taken[0].findings
    ]  # told before the database is asked


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(SetupError) as told:
        open_store("postgresql://me:secret@127.0.0.1:1/none")
    assert "secret" not in f"{told.value} {told.value.hint}"


def test_the_order_of_filings_is_the_same_where_a_period_is_missing(database: str) -> None:
    with open_store(database, write=True) as store:
        assert orders(store) == [[1, 2, 3, 4, 5, 6, 7, 8, 9]] * 4


def test_a_database_with_tables_of_our_names_is_no_store_and_stays_as_it_is(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE TABLE facts (mine TEXT)")
        connection.execute("INSERT INTO facts VALUES ('mine')")
        with pytest.raises(SetupError, match=r"holds tables of another program \(facts\)"):
            open_store(database, write=True)
        assert connection.execute("SELECT * FROM facts").fetchall() == [("mine",)]


def test_a_store_that_another_intake_makes_meanwhile_is_no_other_programs(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both find the database empty; one makes the tables before the other looks what is there."""
    asked: list[int] = []

    def overtaken(store: Store) -> int:
        version = stored_version(store)
        asked.append(version)
        if len(asked) == 1:
            open_store(database, write=True).close()
        return version

    monkeypatch.setattr("crossfoot.store.store.stored_version", overtaken)
    with open_store(database, write=True) as store:
        assert (asked[0], stored_version(store)) == (0, SCHEMA_VERSION)


def test_facts_of_different_scenarios_stay_apart_here_too(database: str, tmp_path: Path) -> None:
    assert answers(database, tmp_path) == EXPECTED
