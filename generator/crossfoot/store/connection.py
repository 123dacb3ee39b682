"""What a store is: the interface that DuckDB and PostgreSQL share, its errors, and the answers of a
query."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, Self

from msgspec import Struct

from crossfoot.errors import ToolError
from crossfoot.store.schema import TABLES

FITS = "[-+]{0,1}([0-9]{1,28}[.]{0,1}|[0-9]{0,28}[.][0-9]{1,10}0*)"
"""Numbers that DECIMAL(38,10) holds exactly; a pattern for SIMILAR TO, which both databases know;
without `?`, which is a parameter."""
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

    def append(
        self, table: str, constants: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]
    ) -> None:
        """Add rows in bulk: `constants` are the same in each row, `columns` hold one value a
        row."""
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

    def _append(
        self, table: str, constants: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]
    ) -> None:
        """Add rows in bulk, of which there is at least one."""
        raise NotImplementedError

    def append(
        self, table: str, constants: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]
    ) -> None:
        if columns and len(next(iter(columns.values()))):
            self._append(table, constants, columns)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self.close()


def select_list(table: str, given: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The table's columns that are given, and the expression for each; a fact's value is computed
    from its text."""
    names = [
        name for name in TABLES[table] if name in given or (table == "facts" and name == "value")
    ]
    return names, [VALUE if (table, name) == ("facts", "value") else name for name in names]


def first_line(broken: BaseException) -> str:
    """The first line of a driver's message."""
    return (str(broken).splitlines() or [type(broken).__name__])[0]
