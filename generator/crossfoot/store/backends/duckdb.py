"""The store in one DuckDB file: a single writer at a time, whole transactions."""

import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from crossfoot.errors import SetupError, UsageError
from crossfoot.store.backends.arrow import arrow_table
from crossfoot.store.connection import (
    Connected,
    NotStorable,
    Rows,
    StoreFailed,
    first_line,
    select_list,
)
from crossfoot.store.schema import TABLES
from crossfoot.system.drivers import missing_driver
from crossfoot.xbrl.report_records import Coded, Held

_POLL = 0.1
_SMALL = 20_000
"""rows that go in as lists: to import Arrow takes longer than to insert so many"""
_MAGIC, _MAGIC_AT = b"DUCK", 8
_LOG = "64MB"
"""written to the log of the store before it is packed into its tables: what is packed often is
packed again and again"""
_KIND = re.compile(r"\A(?:[A-Z][A-Za-z]* )+(?:Error|Exception): ")
_WHY = re.compile(
    r"(?:Cannot open|Could not read from) file \"[^\"]*\": (.*)|not a valid DuckDB database file"
)
_LOCKED = ("Could not set lock", "Conflicting lock")
_FULL = ("No space left on device", "File too large", "Disk quota exceeded")


class DuckStore(Connected):
    """An open DuckDB file."""

    lock_schema = lock_filer = ""
    extras: tuple[str, ...] = ()

    def __init__(self, place: str, *, write: bool, wait: int) -> None:
        with missing_driver("DuckDB", "ingest"):
            import duckdb
        self.place = place
        self._errors = duckdb.Error
        self._bad_data = duckdb.DataError
        self._interrupted = duckdb.InterruptException
        if not write and not Path(place).is_file():
            raise UsageError(
                f"there is no store at {place}",
                "fill one: crossfoot ingest PATH, or name it with --store",
            )
        if write:
            _check_file(Path(place), place)
        self._connection = self._open(duckdb, write, time.monotonic() + wait)
        if write:  # one thread compresses what is loaded with the least work
            self._connection.execute("SET threads = 1")
            self._connection.execute(f"SET checkpoint_threshold = '{_LOG}'")

    def _open(self, duckdb: Any, write: bool, deadline: float) -> Any:
        """Connect, waiting for a writer in another process to end."""
        while True:
            try:
                return duckdb.connect(
                    self.place, read_only=not write, config={"autoinstall_known_extensions": False}
                )
            except duckdb.Error as broken:
                locked = any(sign in str(broken) for sign in _LOCKED)
                if not locked:
                    what = f"the store {self.place} can't be opened: {self._shown(broken)}"
                    raise SetupError(what, "name another with --store") from broken
                if time.monotonic() > deadline:
                    hint = "DuckDB takes one writer at a time: wait for it, give --wait SECONDS, or use PostgreSQL"
                    raise SetupError(
                        f"the store {self.place} is in use by another process", hint
                    ) from broken
            time.sleep(_POLL)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        with self._errors_in_words():
            cursor = self._connection.execute(sql, list(parameters))
            return Rows(
                names=tuple(column[0] for column in cursor.description or ()),
                rows=tuple(cursor.fetchall()),
            )

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        with self._errors_in_words():
            self._connection.execute(sql, list(parameters))

    def _append(
        self, table: str, constants: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]
    ) -> None:
        names, expressions = select_list(table, {**constants, **columns})
        chosen = [
            "?" if name in constants else expression
            for name, expression in zip(names, expressions, strict=True)
        ]
        values = [constants[name] for name in names if name in constants]
        insert = f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(chosen)} FROM"
        if _is_small(columns):
            lists = ", ".join(f"unnest(?::{TABLES[table][name]}[]) AS {name}" for name in columns)
            self.execute(f"{insert} (SELECT {lists})", [*values, *map(list, columns.values())])
            return
        batch = arrow_table(table, columns)
        with self._errors_in_words():
            self._connection.register("batch", batch)
            try:
                self._connection.execute(f"{insert} batch", values)
            except BaseException:
                with suppress(
                    self._errors, RuntimeError
                ):  # what went wrong is told, not that the transaction ended with it
                    self._connection.unregister("batch")
                raise
            self._connection.unregister("batch")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.execute("BEGIN")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            with suppress(
                self._errors, RuntimeError
            ):  # the transaction may have ended with the error
                self._connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        try:
            self._connection.close()
        except self._errors as broken:
            raise StoreFailed(f"the store did not close well: {self._shown(broken)}") from broken

    @contextmanager
    def _errors_in_words(self) -> Iterator[None]:
        try:
            yield
        except self._bad_data as broken:
            raise NotStorable(first_line(broken)) from broken
        except self._interrupted as broken:
            raise KeyboardInterrupt from broken
        except self._errors as broken:
            if "cannot encode" in str(broken):  # a text with half of a surrogate pair
                raise NotStorable(first_line(broken)) from broken
            raise self._failed(broken) from broken
        except RuntimeError as broken:  # how the driver tells of Ctrl-C
            if "interrupted" not in str(broken).lower():
                raise
            raise KeyboardInterrupt from broken

    def _failed(self, broken: BaseException) -> StoreFailed:
        """What went wrong, without the path of this machine; what was taken before is in."""
        if any(sign in str(broken) for sign in _FULL):
            return StoreFailed(
                f"there is no space left for the store {self.place}",
                "free some space, or name another --store",
            )
        return StoreFailed(
            f"DuckDB: {self._shown(broken)}", "is the store still there, and is it to be written?"
        )

    def _shown(self, broken: BaseException) -> str:
        """What DuckDB says, with the store's name as it was given, never the path of this
        machine."""
        told, path = _KIND.sub("", first_line(broken)), Path(self.place).resolve()
        if found := _WHY.search(told):
            return found[1] or "it is no DuckDB file"
        return told.replace(str(path), self.place).replace(str(path.parent) + os.sep, "")


def _check_file(path: Path, place: str) -> None:
    """SetupError for what is there and is no DuckDB file.

    DuckDB itself would open the files of other databases, and wait for a pipe.
    """
    told = ""
    if not os.path.lexists(path):
        log = path.with_name(f"{path.name}.wal")
        told = (
            f"there is a file {log.name}, and no store that it belongs to"
            if os.path.lexists(log)
            else ""
        )
    elif not path.is_file():
        told = "Is a directory" if path.is_dir() else "it is no file"
    else:
        with suppress(OSError), path.open("rb") as file:  # DuckDB tells of one that can't be read
            told = (
                ""
                if file.read(_MAGIC_AT + len(_MAGIC))[_MAGIC_AT:] == _MAGIC
                else "it is no DuckDB file"
            )
    if told:
        raise SetupError(f"the store {place} can't be opened: {told}", "name another with --store")


def _is_small(columns: Mapping[str, Sequence[Any]]) -> bool:
    """Whether the columns are plain lists, and not long."""
    return not any(
        isinstance(column, (Coded, Held)) or len(column) > _SMALL for column in columns.values()
    )
