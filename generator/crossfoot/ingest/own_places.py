"""The addresses of facts from sources.json: as the build writes it line by line, or as anyone else would."""

import json
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import msgspec

from crossfoot.ingest.columns import between, coded, records_of
from crossfoot.ingest.report import ADDRESS, Held, Table

_RECORD = 2 + len(ADDRESS)
_OPEN, _CLOSE = b"{\n", b"\n}\n"


class Place(msgspec.Struct, gc=False):
    """An address as sources.json writes it."""

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    document: str | None
    line: str | None


def address_columns(data: bytes, ids: Held) -> Table:
    """The columns of the addresses, for facts with these ids in their order."""
    return _by_line(data, ids) or _by_id(data, list(ids))


def _by_line(data: bytes, ids: Held) -> Table | None:
    """As we write it: for each fact in order eight lines, which repeat; None where it is written otherwise."""
    if not data.startswith(_OPEN) or not data.endswith(_CLOSE) or b"\\" in data or data.count(b"\n") != _RECORD * len(ids) + 2:
        return None
    name, *fields, end = records_of(data, len(_OPEN), len(data) - len(_CLOSE) + 1, _RECORD)
    if not between(name, 2, 4).equals(ids.array) or set(coded(end, str).values) - {" },", " }"}:
        return None
    try:
        columns = {column: coded(lines, _told(name)) for (name, column), lines in zip(ADDRESS.items(), fields, strict=True)}
    except ValueError:
        return None
    return {"ordinal": range(len(ids)), **columns}


def _told(name: str) -> Callable[[str], Any]:
    """The value of a line `  "name": value,`."""
    head = f'  "{name}": '

    def value(line: str) -> Any:
        if not line.startswith(head):
            raise ValueError(line)
        return json.loads(line[len(head) :].removesuffix(","))

    return value


def _by_id(data: bytes, ids: list[str]) -> Table:
    places = msgspec.json.decode(data, type=dict[str, Place])
    ordinals = [ordinal for ordinal, one in enumerate(ids) if one in places]
    found = [places[ids[ordinal]] for ordinal in ordinals]
    return {"ordinal": ordinals, **{column: list(map(attrgetter(name), found)) for name, column in ADDRESS.items()}}
