"""Columns straight from text that this program wrote: no Python object for each fact.

A line of an instance falls into its parts at the quotation marks, one of sources.json at the tabs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from crossfoot.system.drivers import missing_driver
from crossfoot.xbrl.report_records import Coded, Held


def import_arrow() -> None:
    """What is used of Arrow, so that processes forked after it need not import it."""
    with missing_driver("pyarrow", "ingest"):
        import pyarrow.compute
        import pyarrow.csv  # noqa: F401


class Parts(Struct, frozen=True, kw_only=True):
    """Lines that fall into as many parts as there are names, as Arrow columns; and the lines that
    do not."""

    columns: Mapping[str, Any]
    odd: Sequence[str]
    numbers: Sequence[int]
    """of these lines, from 0"""


def parts_of(
    data: bytes, begin: int, end: int, mark: str, names: Sequence[str], plain: Iterable[str]
) -> Parts:
    """The parts of each line between the marks; all but the `plain` ones are coded, for they
    repeat."""
    with missing_driver("pyarrow", "ingest"):
        import pyarrow as pa
        import pyarrow.csv as text
    odd: list[str] = []
    numbers: list[int] = []

    def skip(row: Any) -> str:
        odd.append(row.text)
        numbers.append(row.number - 1)
        return "skip"

    kinds = {
        name: pa.string() if name in plain else pa.dictionary(pa.int32(), pa.string())
        for name in names
    }
    table = text.read_csv(
        pa.BufferReader(pa.py_buffer(data).slice(begin, end - begin)),
        text.ReadOptions(use_threads=False, column_names=list(names)),
        text.ParseOptions(delimiter=mark, quote_char=False, invalid_row_handler=skip),
        text.ConvertOptions(column_types=kinds),
    ).unify_dictionaries()
    return Parts(
        columns={name: whole(table.column(name)) for name in names}, odd=odd, numbers=numbers
    )


def whole(column: Any) -> Any:
    """A column of several pieces as one."""
    whole = column.combine_chunks()
    return whole.chunk(0) if hasattr(whole, "chunk") else whole


def between(column: Any, first: int, last: int) -> Any:
    """Each text without its `first` and `last` characters."""
    import pyarrow.compute as compute

    return compute.utf8_slice_codeunits(column, first, -last if last else None)


def replaced(column: Any, pattern: str, by: str) -> Any:
    """Each text with what fits the pattern (RE2) replaced."""
    import pyarrow.compute as compute

    return compute.replace_substring_regex(column, pattern, by)


def plain_numbers(column: Any) -> Any:
    """Numbers as `number_text` has them, of those that this program writes: no zeros at the end of
    a fraction, none below zero."""
    import pyarrow.compute as compute

    fractions = compute.match_substring_regex(column, r"^-?[0-9]+\.[0-9]*$")
    plain = compute.if_else(
        fractions, compute.ascii_rtrim(compute.ascii_rtrim(column, "0"), "."), column
    )
    below, zero = array_of(("-0", "0"))
    return compute.if_else(compute.equal(plain, below), zero, plain)


def distinct(column: Any) -> list[str]:
    """The values of a coded column, each once."""
    return list(column.dictionary.to_pylist())


def coded(column: Any, value: Callable[[str], Any]) -> Coded:
    """The column with another value for each distinct text."""
    column = column if hasattr(column, "dictionary") else column.dictionary_encode()
    return Coded(codes=column.indices, values=tuple(map(value, distinct(column))))


def where(columns: Iterable[tuple[Any, str]]) -> Any:
    """Rows in which each coded column holds its text; None for all."""
    import pyarrow.compute as compute

    found = None
    for column, text in columns:
        if distinct(column) != [text]:
            fits = compute.equal(column.cast("string"), array_of((text,))[0])
            found = fits if found is None else compute.and_(found, fits)
    return found


def kept(column: Any, rows: Any) -> Any:
    """The column's rows; a coded one forgets the texts of the others."""
    if hasattr(column, "dictionary"):
        return column.cast("string").filter(rows).dictionary_encode()
    return column.filter(rows)


def dropped(column: Any, rows: Any) -> list[Any]:
    """What `kept` does not keep, as Python values."""
    import pyarrow.compute as compute

    return list(column.filter(compute.invert(rows)).to_pylist())


def inserted(column: Coded | Held, values: Sequence[Any], places: Sequence[int]) -> Coded | Held:
    """The column with values put in, each at its place (rising) in the result."""
    if not places:
        return column
    if isinstance(column, Held):
        return Held(array=_merged(column.array, array_of(values), places))
    first = len(column.values)
    codes = _merged(column.codes, count_from(first, len(values)), places)
    return Coded(codes=codes, values=(*column.values, *values))


def _merged(array: Any, more: Any, places: Sequence[int]) -> Any:
    import pyarrow as pa

    pieces, at = [], 0
    for number, place in enumerate(places):
        pieces += [array.slice(at, place - number - at), more.slice(number, 1)]
        at = place - number
    return pa.concat_arrays([*pieces, array.slice(at)])


def array_of(values: Iterable[str | None], kind: Any = None) -> Any:
    """An Arrow column of texts, or of what they say in the type `kind`.

    What Arrow offers for values of any type brings in the whole of pandas where that is installed;
    this does not.
    """
    with missing_driver("pyarrow", "ingest"):
        import pyarrow as pa
    made = pa.lib.StringBuilder()
    made.append_values(list(values))
    return made.finish() if kind is None else made.finish().cast(kind)


def count_from(first: int, size: int, kind: Any = None) -> Any:
    """`size` whole numbers from `first`, rising by one."""
    import pyarrow as pa
    import pyarrow.compute as compute

    before, one = array_of((str(first - 1), "1"), kind or pa.int32())
    return compute.cumulative_sum(pa.repeat(one, size), start=before)
