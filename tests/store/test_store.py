"""The store itself: its schema, its migrations, and what it says when something is missing."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from crossfoot.errors import SetupError, UsageError
from crossfoot.store.backends.duckdb import DuckStore
from crossfoot.store.connection import NotStorable, Store
from crossfoot.store.schema import SCHEMA_VERSION, TABLES
from crossfoot.store.store import migrate, open_store, stored_version
from crossfoot.xbrl.arrow_columns import array_of
from crossfoot.xbrl.report_records import Coded


def with_facts(store: Store, *texts: str, unit: str | None = "JPY") -> list[tuple[object, ...]]:
    columns = {"ordinal": range(len(texts)), "unit": [unit] * len(texts), "value_text": texts}
    store.append("facts", {"filing": 1}, columns)
    return list(store.rows("SELECT value_text, value FROM facts ORDER BY ordinal").rows)


def test_a_value_is_decimal_when_it_fits_exactly_and_text_always(tmp_path: Path) -> None:
    fits = ("9" * 28, "-0.0000000001", "+1.5", "0.10000000000000000000", "-.5", "7.")
    never = ("9" * 29, "0.00000000001", "1e5", "INF", "about ten", "")
    with open_store(str(tmp_path / "f.duckdb"), write=True) as store:
        rows = dict(with_facts(store, *fits, *never))
    assert [rows[text] for text in fits] == [
        *(
            Decimal("9" * 28),
            Decimal("-0.0000000001"),
            Decimal("1.5"),
            Decimal("0.1"),
            Decimal("-0.5"),
            Decimal(7),
        )
    ]
    assert [rows[text] for text in never] == [None] * len(never)


def test_a_text_is_no_number_however_it_looks(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "f.duckdb"), write=True) as store:
        assert with_facts(store, "2010", unit=None) == [("2010", None)]


def test_coded_columns_are_stored_as_their_values(tmp_path: Path) -> None:
    codes = array_of(("0", "1", "0"), "int32")
    with open_store(str(tmp_path / "f.duckdb"), write=True) as store:
        store.append(
            "labels",
            {"filing": 1},
            {
                "concept": Coded(codes=codes, values=("x", None, "never")),
                "text": Coded(codes=codes, values=("A", "B")),
            },
        )
        assert store.rows("SELECT concept, text FROM labels").rows == (
            ("x", "A"),
            (None, "B"),
            ("x", "A"),
        )


def test_a_migration_keeps_what_is_there(tmp_path: Path) -> None:
    place = str(tmp_path / "f.duckdb")
    with DuckStore(place, write=True, wait=0) as old:
        migrate(old, write=True, target=1)
        old.execute(
            "INSERT INTO filings (filing, digest, filer, form) VALUES (7, 'd', 'cik:1', '10-K')"
        )
        assert stored_version(old) == 1
    with open_store(place) as store:
        assert stored_version(store) == SCHEMA_VERSION
        assert store.rows("SELECT filing, form, accession FROM current_filings").rows == (
            (7, "10-K", None),
        )


def test_an_old_store_that_can_not_be_written_says_that_it_must_be_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, opened = str(tmp_path / "f.duckdb"), DuckStore.__init__
    with DuckStore(place, write=True, wait=0) as old:
        migrate(old, write=True, target=1)

    def reading(self: DuckStore, place: str, *, write: bool, wait: int) -> None:
        if write:
            raise SetupError("the store can't be opened: Permission denied", "")
        opened(self, place, write=write, wait=wait)

    monkeypatch.setattr(DuckStore, "__init__", reading)
    with pytest.raises(
        SetupError,
        match=r"older crossfoot \(schema 1\) and must be brought up to date .* Permission denied",
    ):
        open_store(place)


def test_a_store_of_version_2_knows_what_said_its_dates(tmp_path: Path) -> None:
    place = str(tmp_path / "f.duckdb")
    with DuckStore(place, write=True, wait=0) as old:
        migrate(old, write=True, target=2)
        for filing, received in ((7, "2026-01-01"), (8, "2026-01-02")):
            values = (filing, f"d{filing}", "cik:1", "10-K", "2025-12-31", received, False)
            old.execute(
                "INSERT INTO filings (filing, digest, filer, form, period_end, received, amendment) VALUES (?, ?, ?, ?, ?, ?, ?)",
                values,
            )
    with open_store(place) as store:
        assert store.rows("SELECT filing, filed_by, told_by FROM current_filings").rows == (
            (8, "d8", "d8"),
        )
        assert store.rows("SELECT count(*) FROM fact_versions").rows == ((0,),)


def test_the_tables_are_those_that_the_schema_lists(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "f.duckdb"), write=True) as store:
        found = store.rows(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'main'"
        ).rows
    assert {pair for pair in found if pair[0] in TABLES} == {
        (table, column) for table, columns in TABLES.items() for column in columns
    }


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "f.duckdb"), write=True) as store:
        store.execute("INSERT INTO crossfoot_schema VALUES (99)")
    with pytest.raises(SetupError, match="newer crossfoot"):
        open_store(str(tmp_path / "f.duckdb"), write=True)


def test_what_no_column_holds_is_the_fault_of_the_filing(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "f.duckdb"), write=True) as store:
        for odd in ({"decimals": [10**12]}, {"value_text": ["\ud800"]}):
            for rows in (1, 30_000):  # few go in as lists, many by way of Arrow
                columns = {
                    "unit": [None] * rows,
                    "value_text": [None] * rows,
                    **{name: held * rows for name, held in odd.items()},
                }
                with pytest.raises(NotStorable):
                    store.append("facts", {"filing": 1}, columns)


def test_a_store_that_is_not_there_or_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no store"):
        open_store(str(tmp_path / "none.duckdb"))
    (tmp_path / "text.duckdb").write_text("this is no database, whatever its name says" * 100)
    with pytest.raises(SetupError, match="can't be opened"):
        open_store(str(tmp_path / "text.duckdb"))


def test_a_missing_driver_is_told_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(SetupError) as told:
        open_store(str(tmp_path / "f.duckdb"), write=True)
    assert told.value.hint == "pip install 'crossfoot[ingest]'"


def test_a_store_of_version_4_knows_its_order_and_no_filing_before_it_was_received(
    tmp_path: Path,
) -> None:
    place = str(tmp_path / "f.duckdb")
    sql = (
        "INSERT INTO filings (filing, digest, filer, form, period_end, filed, filed_from, received, amendment) "
        "VALUES (?, ?, ?, '10-K', '2025-12-31', ?, ?, ?, ?)"
    )
    with DuckStore(place, write=True, wait=0) as old:
        migrate(old, write=True, target=4)
        old.execute(sql, (9, "a", "cik:1", "2026-02-20", "given", "2026-03-01", False))
        old.execute(sql, (8, "b", "cik:1", "2025-12-31", "period end", "2026-03-01", True))
        old.execute(sql, (7, "c", "cik:2", "2025-12-31", "period end", "2026-03-02", False))
    with open_store(place) as store:
        assert store.rows("SELECT digest, arrival FROM filings ORDER BY digest").rows == (
            ("a", 2),
            ("b", 1),
            ("c", 1),
        )
        told = store.rows(
            "SELECT digest, CAST(filed AS TEXT), filed_from FROM dated_filings ORDER BY digest"
        ).rows
        assert told == (
            ("a", "2026-02-20", "given"),
            ("b", "2026-03-01", "received"),
            ("c", "2026-03-02", "received"),
        )
        assert store.rows("SELECT digest FROM current_filings ORDER BY digest").rows == (
            ("b",),
            ("c",),
        )


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("folder", "Is a directory"),
        ("text.duckdb", "it is no DuckDB file"),
        ("nowhere/f.duckdb", "No such file or directory"),
        ("text.duckdb/f.duckdb", "Not a directory"),
    ],
)
def test_a_store_is_told_by_the_name_that_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, why: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.duckdb").write_text("no database" * 1000)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SetupError) as told:
        open_store(place, write=True)
    assert str(told.value) == f"the store {place} can't be opened: {why}"


def test_no_message_of_the_database_tells_the_folders_of_this_machine(tmp_path: Path) -> None:
    with DuckStore(str(tmp_path / "f.duckdb"), write=True, wait=0) as store:
        for message in (
            f'IO Error: Cannot open file "{tmp_path}/f.duckdb.wal": No space',
            f"Fatal Error: {tmp_path / 'f.duckdb'} is gone",
        ):
            assert str(tmp_path) not in store._shown(ValueError(message)).replace(store.place, "")


@pytest.mark.parametrize("secret", ["sec ret", "sec%zz"])
def test_the_password_of_an_address_is_never_shown(secret: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(SetupError) as told:
        open_store(f"postgresql://u:{secret}@127.0.0.1:1/x")
    assert secret not in str(told.value)
    assert "***" in str(told.value)
