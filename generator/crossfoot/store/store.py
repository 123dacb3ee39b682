"""The store's door: one interface, DuckDB or PostgreSQL behind it; drivers are imported in `store*` alone."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol, Self

from msgspec import Struct

from crossfoot.errors import SetupError, ToolError, UsageError
from crossfoot.ingest.schema import MIGRATIONS, SCHEMA_VERSION, TABLES

DEFAULT_STORE = "facts.duckdb"
FITS = "[-+]{0,1}([0-9]{1,28}[.]{0,1}|[0-9]{0,28}[.][0-9]{1,10}0*)"
"""Numbers that DECIMAL(38,10) holds exactly; a pattern for SIMILAR TO, which both databases know; without `?`, which is a parameter."""
VALUE = f"CASE WHEN unit IS NOT NULL AND value_text SIMILAR TO '{FITS}' THEN CAST(value_text AS DECIMAL(38,10)) END"


class StoreFailed(ToolError):
    """The database refused or went away; what was begun is not in."""


class NotStorable(ValueError):
    """A value that the database can't hold: the fault of the filing, not of the store."""


class Rows(Struct, frozen=True, kw_only=True):
    """A query's answer: column names and rows."""

    names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Store(Protocol):
    """An open store. SQL is written once, with `?` for parameters."""

    place: str
    lock_schema: str
    """a statement that makes a second migration wait, or nothing"""
    lock_filer: str
    """a statement that makes another intake of the same filer wait, or nothing"""
    extras: tuple[str, ...]
    """what this database needs beside the tables; may run again"""

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """Ask; the whole answer."""
        ...

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement that answers nothing."""
        ...

    def append(self, table: str, constants: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]) -> None:
        """Add rows in bulk: `constants` are the same in each row, `columns` hold one value a row."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is in as one, or not at all."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *ended: object) -> None: ...


class Connected:
    """What an open store does alike in either database."""

    def close(self) -> None:
        """Let go of the database."""
        raise NotImplementedError

    def _append(self, table: str, constants: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]) -> None:
        """Add rows in bulk, of which there is at least one."""
        raise NotImplementedError

    def append(self, table: str, constants: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]) -> None:
        if columns and len(next(iter(columns.values()))):
            self._append(table, constants, columns)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self.close()


def open_store(place: str = DEFAULT_STORE, *, write: bool = False, wait: int = 60) -> Store:
    """Open a store and bring its tables up to date; `wait` seconds for another writer to end (DuckDB)."""
    if not place.strip():
        raise UsageError("no store is named", "name a DuckDB file or postgresql://..., such as facts.duckdb")
    if place.startswith(("postgresql://", "postgres://")):
        from crossfoot.ingest.store_postgres import PostgresStore

        store: Store = PostgresStore(place)
    else:
        from crossfoot.ingest.store_duckdb import DuckStore

        store = DuckStore(place, write=write, wait=wait)
        if not write and stored_version(store) < SCHEMA_VERSION:
            old = stored_version(store)
            store.close()
            _brought_up(place, old, wait)
            store = DuckStore(place, write=False, wait=wait)
    try:
        migrate(store, write=write)
    except BaseException:
        store.close()
        raise
    return store


def _brought_up(place: str, old: int, wait: int) -> None:
    """Lead the tables of a store that is only asked to this program's version; SetupError where it can't be written."""
    try:
        open_store(place, write=True, wait=wait).close()
    except SetupError as broken:
        what = f"the store {place} is of an older crossfoot (schema {old}) and must be brought up to date before it is asked: {broken}"
        raise SetupError(what, "copy it to where it can be written, and name the copy with --store") from broken


def stored_version(store: Store) -> int:
    """The schema version of the store; 0 for an empty database."""
    known = store.rows("SELECT count(*) FROM information_schema.tables WHERE table_name = 'crossfoot_schema'").rows[0][0]
    if not known:
        return 0
    return int(store.rows("SELECT coalesce(max(version), 0) FROM crossfoot_schema").rows[0][0])


def migrate(store: Store, *, write: bool, target: int = SCHEMA_VERSION) -> None:
    """Lead the tables from the store's version to `target` in one transaction each; data stay."""
    version = stored_version(store)
    if version > SCHEMA_VERSION:
        raise SetupError(f"the store was written by a newer crossfoot (schema {version})", "install that version, or use another --store")
    if version == 0 and not write:
        raise UsageError(f"there is nothing in the store {store.place}", "fill it: crossfoot ingest PATH")
    for number in range(version, target):
        with store.transaction():
            if store.lock_schema:
                store.rows(store.lock_schema)
            if stored_version(store) > number:
                continue
            store.execute("CREATE TABLE IF NOT EXISTS crossfoot_schema (version INTEGER PRIMARY KEY)")
            for statement in (*MIGRATIONS[number], *store.extras):
                store.execute(statement)
            store.execute("INSERT INTO crossfoot_schema VALUES (?)", (number + 1,))


def select_list(table: str, given: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The table's columns that are given, and the expression for each; a fact's value is computed from its text."""
    names = [name for name in TABLES[table] if name in given or (table == "facts" and name == "value")]
    return names, [VALUE if (table, name) == ("facts", "value") else name for name in names]


def first_line(broken: BaseException) -> str:
    """The first line of a driver's message."""
    return (str(broken).splitlines() or [type(broken).__name__])[0]


@contextmanager
def missing_driver(name: str, extra: str) -> Iterator[None]:
    """A driver that is not installed is told with the line that installs it."""
    try:
        yield
    except ImportError as missing:
        raise SetupError(f"{name} is not installed", f"pip install 'crossfoot[{extra}]'") from missing
