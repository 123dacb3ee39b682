"""The store in PostgreSQL: COPY for bulk, a transaction for each filing, as many writers as there
are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from crossfoot.errors import SetupError
from crossfoot.store.backends.arrow import arrow_table, as_csv, with_constants
from crossfoot.store.connection import (
    Connected,
    NotStorable,
    Rows,
    StoreFailed,
    first_line,
    select_list,
)
from crossfoot.store.schema import POSTGRES_INDEXES, TABLES
from crossfoot.system.drivers import missing_driver

_KIND = re.compile(r"\A(?:connection failed|connection is bad): ")


class PostgresStore(Connected):
    """An open PostgreSQL database; its current schema holds the tables."""

    lock_schema = "SELECT pg_advisory_xact_lock(7165417)"
    lock_filer = "SELECT pg_advisory_xact_lock(7165418, hashtext(?))"
    extras: tuple[str, ...] = POSTGRES_INDEXES

    def __init__(self, place: str) -> None:
        with missing_driver("psycopg", "postgres"):
            import psycopg
        self.place = place.rpartition("@")[2] or place  # never shows a password
        self._errors = psycopg.Error
        self._bad_data = psycopg.DataError
        try:
            self._connection = psycopg.connect(place, autocommit=True)
        except psycopg.Error as broken:
            raise SetupError(
                f"PostgreSQL can't be reached: {_shown(broken, place)}",
                "postgresql://user@host:5432/database",
            ) from broken

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        with self._errors_in_words():
            cursor = self._connection.execute(_style(sql), tuple(parameters))
            names = tuple(column.name for column in cursor.description or ())
            return Rows(names=names, rows=tuple(cursor.fetchall()))

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        with self._errors_in_words():
            self._connection.execute(_style(sql), tuple(parameters))

    def _append(
        self, table: str, constants: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]
    ) -> None:
        batch = with_constants(table, arrow_table(table, columns), constants)
        names, expressions = select_list(table, dict.fromkeys(batch.column_names))
        if table != "facts":
            self._copy(table, batch)
            return
        kinds = ", ".join(f"{name} {TABLES[table][name]}" for name in batch.column_names)
        self.execute("DROP TABLE IF EXISTS batch")
        self.execute(f"CREATE TEMPORARY TABLE batch ({kinds}) ON COMMIT DROP")
        self._copy("batch", batch)
        self.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(expressions)} FROM batch"
        )

    def _copy(self, table: str, batch: Any) -> None:
        columns = ", ".join(batch.column_names)
        command = f"COPY {table} ({columns}) FROM STDIN (FORMAT csv)".encode()
        with (
            self._errors_in_words(),
            self._connection.cursor() as cursor,
            cursor.copy(command) as copy,
        ):
            copy.write(memoryview(as_csv(batch)))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._errors_in_words(), self._connection.transaction():
            yield

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _errors_in_words(self) -> Iterator[None]:
        try:
            yield
        except (self._bad_data, UnicodeEncodeError) as broken:
            raise NotStorable(first_line(broken)) from broken
        except self._errors as broken:
            raise StoreFailed(
                f"PostgreSQL: {first_line(broken)}", "is the server still there, with space left?"
            ) from broken


def _shown(broken: BaseException, place: str) -> str:
    """What the driver says, without the password of the address, which it may quote."""
    told = _KIND.sub("", first_line(broken))
    _, _, secret = place.partition("://")[2].rpartition("@")[0].partition(":")
    return told.replace(secret, "***") if secret else told


def _style(sql: str) -> bytes:
    """`?` as psycopg's placeholder."""
    return sql.replace("%", "%%").replace("?", "%s").encode()
