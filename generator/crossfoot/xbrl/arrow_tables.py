"""Rows of one kind among the lines of a file, and what they say of each other, as Arrow columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from crossfoot.xbrl.arrow_columns import array_of, between, coded, count_from, distinct, whole
from crossfoot.xbrl.report_records import Coded, Held


class Rows(Struct, frozen=True, kw_only=True):
    """Rows of a table of parts."""

    mask: Any
    count: int

    def of(self, column: Any) -> Any:
        """What stands there in these rows."""
        return column.filter(self.mask)

    def fit(self, columns: Sequence[Any], expected: Mapping[int, str]) -> bool:
        """Whether each of these coded columns holds its one text in all the rows."""
        held = (
            (text, columns[part].dictionary, self.of(columns[part].indices).unique())
            for part, text in expected.items()
        )
        return all(
            [dictionary[code.as_py()].as_py() for code in codes] in ([text], [])
            for text, dictionary, codes in held
        )

    def within(self, begin: int, end: int) -> int:
        """How many of them stand there."""
        return int(self.mask.slice(begin, end - begin).true_count)


def rows_with(column: Any, text: str) -> Rows:
    """The rows in which the coded column holds the text."""
    import pyarrow.compute as compute

    texts = distinct(column)
    code = texts.index(text) if text in texts else -1
    mask = compute.equal(column.indices, array_of((str(code),), column.indices.type)[0])
    return Rows(mask=mask, count=int(mask.true_count))


def constant(value: str | bool | None, size: int) -> Coded | Held:
    """The value in each row."""
    import pyarrow as pa

    return (
        Held(array=pa.nulls(size, "string"))
        if value is None
        else Coded(codes=runs([size]), values=(value,))
    )


def runs(sizes: Iterable[int]) -> Any:
    """So many noughts, then so many ones, and so on."""
    import pyarrow as pa

    told = list(sizes)
    codes = array_of(map(str, range(len(told))), pa.int32())
    return pa.concat_arrays([pa.repeat(code, size) for code, size in zip(codes, told, strict=True)])


def followed(column: Any, more: Sequence[str]) -> Any:
    """The column with more texts at its end."""
    import pyarrow as pa

    return pa.concat_arrays([column.cast("string"), array_of(more)]) if more else column


def inside(column: Any, start: str, end: str) -> Any:
    """What stands between; None where a text does not begin and end so."""
    import pyarrow.compute as compute

    fit = compute.and_(compute.starts_with(column, start), compute.ends_with(column, end))
    return between(column, len(start), len(end)) if fit.false_count == 0 else None


def prefixed(start: str, column: Any) -> Any:
    """Each text after the same beginning."""
    import pyarrow.compute as compute

    beginning, nothing = array_of((start, ""))
    return compute.binary_join_element_wise(beginning, column, nothing)


def has_marks(column: Any) -> bool:
    """Whether a text has a quotation mark or an entity in it."""
    import pyarrow.compute as compute

    return bool(compute.match_substring_regex(column, '["&]').true_count)


def valued(
    column: Any, keys: Any, values: Any, other: Callable[[str], str]
) -> tuple[Any, set[str]]:
    """For each text what the keys have as its value, else what `other` says; and these."""
    import pyarrow.compute as compute

    found = compute.index_in(column, value_set=keys)
    known = values.take(found)
    if not found.null_count:
        return known, set()
    unknown = compute.is_null(found)
    told = coded(column.filter(unknown), other)
    return compute.replace_with_mask(known, unknown, array_of(told.values).take(told.codes)), set(
        told.values
    )


def extended(column: Any, more: Sequence[Any]) -> Any:
    """The column with more values at its end."""
    if isinstance(column, Held):
        return Held(array=followed(column.array, more))
    import pyarrow as pa

    codes = (
        pa.concat_arrays([column.codes, count_from(len(column.values), len(more))])
        if more
        else column.codes
    )
    return Coded(codes=codes, values=(*column.values, *more))


def put(column: Any, value: Callable[[str], str], sign: str) -> Coded | Held:
    """Another value for each text with the sign in it."""
    import pyarrow.compute as compute

    if compute.match_substring(column, sign).true_count == 0:
        return Held(array=column)
    return coded(column, value)


def places_in(column: Any, keys: Any) -> Any:
    """Where each text stands among the keys; None where one stands nowhere."""
    import pyarrow.compute as compute

    found = compute.index_in(column, value_set=keys)
    return None if found.null_count else found


def meanings(words: Any, values: Any) -> tuple[Any, Any] | None:
    """Each word once with its value; None where a word has two."""
    import pyarrow.compute as compute

    keys = words.unique()
    if len(keys) == len(words):
        return words, values
    meant = values.take(compute.index_in(keys, value_set=words))
    same = compute.equal(meant.take(compute.index_in(words, value_set=keys)), values)
    return (keys, meant) if same.false_count == 0 else None


def are_once(columns: Sequence[Any]) -> bool:
    """Whether no row is there twice."""
    import pyarrow as pa
    import pyarrow.compute as compute

    codes = None
    for column in columns:
        coding = column if hasattr(column, "dictionary") else column.dictionary_encode()
        size = array_of((str(len(coding.dictionary)),), pa.int64())[0]
        own = coding.indices.cast(pa.int64())
        codes = own if codes is None else compute.add(compute.multiply(codes, size), own)
    return codes is None or len(codes.unique()) == len(codes)


def one_column(pieces: Sequence[Any]) -> Any:
    """Columns one after the other: a list where all of them are lists."""
    if all(isinstance(piece, list) for piece in pieces):
        return [value for piece in pieces for value in piece]
    import pyarrow as pa

    filled = [piece for piece in pieces if len(piece)]
    plain = all(
        isinstance(piece, Held) and not hasattr(piece.array, "dictionary") for piece in filled
    )
    arrays = [piece.array if plain else as_coded(piece) for piece in filled]
    return Held(array=whole(pa.chunked_array(arrays).unify_dictionaries())) if arrays else []


def as_coded(piece: Any) -> Any:
    """Texts as a coded Arrow column."""
    import pyarrow as pa

    if isinstance(piece, Coded):
        return pa.DictionaryArray.from_arrays(piece.codes.cast(pa.int32()), array_of(piece.values))
    array = piece.array if isinstance(piece, Held) else array_of(piece)
    return array if hasattr(array, "dictionary") else array.dictionary_encode()
