"""Columns of Python values as an Arrow table, which both databases take in bulk."""

from collections.abc import Mapping, Sequence
from typing import Any

from crossfoot.ingest.report import Coded
from crossfoot.ingest.schema import TABLES
from crossfoot.ingest.store import NotStorable, missing_driver


def arrow_table(table: str, columns: Mapping[str, Sequence[Any]]) -> Any:
    """The columns with the types of the table."""
    with missing_driver("pyarrow", "ingest"):
        import pyarrow as pa
    types = {
        "TEXT": pa.string(),
        "BIGINT": pa.int64(),
        "INTEGER": pa.int32(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
    }
    kinds = TABLES[table]
    encoded: dict[int, Any] = {}
    made = {}
    for name, values in columns.items():
        kind = types[kinds[name]]
        try:
            if isinstance(values, Coded):
                made[name] = _decoded(values, kind, encoded)
            else:  # a range goes in thirty times faster as a list
                made[name] = pa.array(list(values) if isinstance(values, range) else values, kind)
        except (ValueError, TypeError, OverflowError) as broken:
            raise NotStorable(f"{table}.{name}: {broken}") from broken
    return pa.table(made)


def _decoded(column: Coded, kind: Any, encoded: dict[int, Any]) -> Any:
    """The column from its keys; columns that share their keys share the work."""
    import pyarrow as pa

    if id(column.keys) not in encoded:
        encoded[id(column.keys)] = pa.array(column.keys, pa.string()).dictionary_encode()
    keys = encoded[id(column.keys)]
    values = pa.array([column.values[key] for key in keys.dictionary.to_pylist()], kind)
    return values.take(keys.indices)


def with_constants(table: str, batch: Any, constants: Mapping[str, Any]) -> Any:
    """The Arrow table with each constant as a column."""
    import pyarrow as pa

    for name, value in constants.items():
        held = arrow_table(table, {name: [value]}).column(0)[0]
        batch = batch.append_column(name, pa.repeat(held, batch.num_rows))
    return batch


def as_csv(batch: Any) -> Any:
    """CSV without a header; null is an empty field, an empty text is quoted."""
    import pyarrow as pa
    import pyarrow.csv

    out = pa.BufferOutputStream()
    pyarrow.csv.write_csv(batch, out, pyarrow.csv.WriteOptions(include_header=False))
    return out.getvalue()
