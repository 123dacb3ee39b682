"""The addresses of facts from sources.json: as the build writes it line by line, or as anyone else
would."""

import json
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import msgspec

from crossfoot.xbrl.arrow_columns import between, coded, parts_of
from crossfoot.xbrl.report_records import ADDRESS, Held, Table

_FIRST, *_, _LAST = ADDRESS
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
    return _by_line(data, ids) or addresses_by_id(data, list(ids))


def _by_line(data: bytes, ids: Held) -> Table | None:
    """As we write it: a line for each fact in their order, with tabs between its parts; None where
    it is written otherwise."""
    if (
        not data.startswith(_OPEN)
        or not data.endswith(_CLOSE)
        or b"\\" in data
        or data.count(b"\n") != len(ids) + 2
    ):
        return None
    lines = parts_of(data, len(_OPEN), len(data) - len(_CLOSE) + 1, "\t", ("id", *ADDRESS), ("id",))
    if lines.odd or not between(lines.columns["id"], 2, 2).equals(ids.array):
        return None
    try:
        columns = {
            column: coded(lines.columns[name], _told(name)) for name, column in ADDRESS.items()
        }
    except ValueError:
        return None
    return {"ordinal": range(len(ids)), **columns}


def _told(name: str) -> Callable[[str], Any]:
    """The value of `"name": value,`, after the brace that opens or before the one that closes."""
    head = f'{"{" if name == _FIRST else ""}"{name}": '

    def value(part: str) -> Any:
        if not part.startswith(head):
            raise ValueError(part)
        return json.loads(
            part[len(head) :].removesuffix(",").removesuffix("}" if name == _LAST else "")
        )

    return value


def addresses_by_id(data: bytes, ids: list[str]) -> Table:
    """The columns of the addresses that any such file holds for facts with these ids."""
    places = msgspec.json.decode(data, type=dict[str, Place])
    ordinals = [ordinal for ordinal, one in enumerate(ids) if one in places]
    found = [places[ids[ordinal]] for ordinal in ordinals]
    return {
        "ordinal": ordinals,
        **{column: list(map(attrgetter(name), found)) for name, column in ADDRESS.items()},
    }
