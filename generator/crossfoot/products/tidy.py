"""A tidy table of facts, one row each with its address, as Parquet or CSV in folders by filer and
period: `filer=.../period=...`."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crossfoot.products.filing_metadata import FilingMetadata, filings_of
from crossfoot.store.backends.parquet import write_parquet
from crossfoot.store.connection import Store
from crossfoot.store.schema import TABLES
from crossfoot.system.atomic_file import atomic_file
from crossfoot.system.exact_numbers import plain_number

_HEAD = {"accn": "TEXT", "form": "TEXT", "filed": "DATE", "filer_name": "TEXT"}
_FACT = {name: kind for name, kind in TABLES["facts"].items() if name != "filer"}
_PLACE = {
    name: kind for name, kind in TABLES["addresses"].items() if name not in ("filing", "ordinal")
}
COLUMNS: Mapping[str, str] = {**_HEAD, **_FACT, **_PLACE}
"""Columns of each file and their types; `filer` and `period` (of the filing) are the folders."""


_LONGEST = 200


def export_tidy(
    store: Store, folder: Path, *, filer: str = "", form: str = "parquet"
) -> list[Path]:
    """Write a file for each filing; what lies there of the same filing is replaced."""
    write = _WRITERS[form]
    written = []
    for filed in filings_of(store, filer).values():
        part = folder / f"filer={_folder_name(filed.filer)}" / f"period={filed.period_end}"
        part.mkdir(parents=True, exist_ok=True)
        path = part / f"facts-{filed.digest[:16]}.{form}"
        write(path, COLUMNS, _rows(store, filed))
        written.append(path)
    return written


def _folder_name(filer: str) -> str:
    """The key of a filer as a part of a path; one that no file system takes ends with its hash."""
    name = quote(filer, safe="")
    return (
        name
        if len(name) <= _LONGEST
        else f"{name[:_LONGEST]}-{sha256(filer.encode()).hexdigest()[:16]}"
    )


def _rows(store: Store, filed: FilingMetadata) -> list[tuple[Any, ...]]:
    columns = ", ".join((*(f"f.{name}" for name in _FACT), *(f"a.{name}" for name in _PLACE)))
    sql = (
        f"SELECT {columns} FROM facts f LEFT JOIN addresses a ON a.filing = f.filing AND a.ordinal = f.ordinal "
        "WHERE f.filing = ? ORDER BY f.ordinal"
    )
    head = (filed.accn, filed.form_name, filed.filed, filed.filer_name)
    return [(*head, *row) for row in store.rows(sql, (filed.filing,)).rows]


def write_csv(path: Path, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> None:
    """CSV with a header; null is an empty field."""
    with atomic_file(path) as file:
        out = TextIOWrapper(file, encoding="utf-8", newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in rows)
        out.flush()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain_number(value)
    return value.isoformat() if isinstance(value, date) else str(value)


_WRITERS: Mapping[str, Callable[[Path, Mapping[str, str], Sequence[Sequence[Any]]], None]] = {
    "parquet": write_parquet,
    "csv": write_csv,
}
