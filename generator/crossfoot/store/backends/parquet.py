"""Rows as a Parquet file that any engine reads."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crossfoot.store.backends.arrow import arrow_types
from crossfoot.system.atomic_file import atomic_file
from crossfoot.system.drivers import missing_driver


def write_parquet(path: Path, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> None:
    """The rows under the columns' types as in the store's schema; the file appears whole or not at
    all."""
    with missing_driver("pyarrow", "ingest"):
        import pyarrow as pa
        import pyarrow.parquet
    types = arrow_types()
    held = {
        name: pa.array([row[place] for row in rows], types[kind])
        for place, (name, kind) in enumerate(columns.items())
    }
    with atomic_file(path) as out:
        pyarrow.parquet.write_table(pa.table(held), out, compression="zstd")
