"""Columns of Python values as an Arrow table, which both databases take in bulk."""

from collections.abc import Mapping, Sequence
from typing import Any

from crossfoot.store.connection import NotStorable
from crossfoot.store.schema import TABLES, VALUE_TYPE
from crossfoot.system.drivers import missing_driver
from crossfoot.xbrl.arrow_columns import array_of, count_from, whole
from crossfoot.xbrl.report_records import Coded, Held, Table

_SHORT = 300
"""rows that a database takes faster as lists than as Arrow columns"""


def arrow_types() -> dict[str, Any]:
    """The Arrow type of each type in the schema."""
    with missing_driver("pyarrow", "ingest"):
        import pyarrow as pa
    return {
        "TEXT": pa.string(),
        "BIGINT": pa.int64(),
        "INTEGER": pa.int32(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
        VALUE_TYPE: pa.decimal128(38, 10),
    }


def arrow_table(table: str, columns: Mapping[str, Sequence[Any]]) -> Any:
    """The columns with the types of the table."""
    with missing_driver("pyarrow", "ingest"):
        import pyarrow as pa
    types, kinds = arrow_types(), TABLES[table]
    made = {}
    for name, values in columns.items():
        try:
            made[name] = _typed(values, types[kinds[name]])
        except (ValueError, TypeError, OverflowError) as broken:
            raise NotStorable(f"{table}.{name}: {broken}") from broken
    return pa.table(made)


def typed_tables(tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables with their columns as the store takes them: work that a process which reads takes
    off the one that writes."""
    return {
        name: columns if _is_short(columns) else _typed_columns(name, columns)
        for name, columns in tables.items()
    }


def _is_short(columns: Table) -> bool:
    """Whether the columns are lists that go in as such."""
    return not any(
        isinstance(column, (Coded, Held)) or len(column) > _SHORT for column in columns.values()
    )


def _typed_columns(table: str, columns: Table) -> Table:
    try:
        held = arrow_table(
            table,
            {name: values for name, values in columns.items() if not isinstance(values, range)},
        )
    except NotStorable:  # which is told where the filing is written
        return columns
    return {
        name: values if isinstance(values, range) else Held(array=whole(held.column(name)))
        for name, values in columns.items()
    }


def _typed(values: Sequence[Any], kind: Any) -> Any:
    """The column; what has few values stays coded, as both databases take it."""
    import pyarrow as pa

    if isinstance(values, Coded):
        return pa.DictionaryArray.from_arrays(
            values.codes.cast(pa.int32()), _from_values(values.values, kind)
        )
    if isinstance(values, Held):
        coded = pa.types.is_dictionary(values.array.type) and values.array.type.value_type == kind
        return values.array if coded else values.array.cast(kind)
    if isinstance(values, range):
        return count_from(values.start, len(values), kind)
    return _from_values(values, kind)


def _from_values(values: Sequence[Any], kind: Any) -> Any:
    if str(kind) == "string":
        return array_of(values)
    return array_of((None if value is None else _text(value) for value in values), kind)


def _text(value: Any) -> str:
    """The value as Arrow reads it."""
    return ("false", "true")[value] if isinstance(value, bool) else str(value)


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
