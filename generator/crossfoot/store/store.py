"""The store's door: opens DuckDB or PostgreSQL behind one interface and brings its tables up to
date."""

from crossfoot.errors import SetupError, UsageError
from crossfoot.store.connection import Store
from crossfoot.store.schema import SCHEMA_VERSION, TABLES, migration

DEFAULT_STORE = "facts.duckdb"


def open_store(place: str = DEFAULT_STORE, *, write: bool = False, wait: int = 60) -> Store:
    """Open a store and bring its tables up to date; `wait` seconds for another writer to end
    (DuckDB)."""
    if not place.strip():
        raise UsageError(
            "no store is named", "name a DuckDB file or postgresql://..., such as facts.duckdb"
        )
    if place.startswith(("postgresql://", "postgres://")):
        from crossfoot.store.backends.postgres import PostgresStore

        store: Store = PostgresStore(place)
    else:
        from crossfoot.store.backends.duckdb import DuckStore

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
    """Lead the tables of a store that is only asked to this program's version; SetupError where it
    can't be written."""
    try:
        open_store(place, write=True, wait=wait).close()
    except SetupError as broken:
        what = f"the store {place} is of an older crossfoot (schema {old}) and must be brought up to date before it is asked: {broken}"
        raise SetupError(
            what, "copy it to where it can be written, and name the copy with --store"
        ) from broken


def stored_version(store: Store) -> int:
    """The schema version of the store; 0 for an empty database."""
    known = store.rows(
        "SELECT count(*) FROM information_schema.tables WHERE table_name = 'crossfoot_schema'"
    ).rows[0][0]
    if not known:
        return 0
    return int(store.rows("SELECT coalesce(max(version), 0) FROM crossfoot_schema").rows[0][0])


def _check_empty(store: Store) -> None:
    """SetupError for a database with tables that are no store's; on a server, where others have a
    place too, those of our names."""
    found = store.rows(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_schema = current_schema() ORDER BY table_name"
    ).rows
    there = [name for (name,) in found if name in TABLES or not store.lock_schema]
    if there:
        raise SetupError(
            f"the database {store.place} holds tables of another program ({there[0]}), and no store",
            "name a store, or a database of its own for it",
        )


def migrate(store: Store, *, write: bool, target: int = SCHEMA_VERSION) -> None:
    """Lead the tables from the store's version to `target` in one transaction each; data stay."""
    version = stored_version(store)
    if version > SCHEMA_VERSION:
        raise SetupError(
            f"the store was written by a newer crossfoot (schema {version})",
            "install that version, or use another --store",
        )
    if version == 0 and not write:
        raise UsageError(
            f"there is nothing in the store {store.place}", "fill it: crossfoot ingest PATH"
        )
    for number in range(version, target):
        with store.transaction():
            if store.lock_schema:
                store.rows(store.lock_schema)
            if stored_version(store) > number:
                continue
            if number == 0:  # only now: another intake may have made the tables meanwhile
                _check_empty(store)
            store.execute(
                "CREATE TABLE IF NOT EXISTS crossfoot_schema (version INTEGER PRIMARY KEY)"
            )
            for statement in (*migration(number + 1), *store.extras):
                store.execute(statement)
            store.execute("INSERT INTO crossfoot_schema VALUES (?)", (number + 1,))
