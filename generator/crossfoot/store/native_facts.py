"""The facts of an instance that this program wrote: one to a line, the parts of the line known."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from msgspec import Struct

from crossfoot.xbrl.arrow_columns import (
    coded,
    dropped,
    inserted,
    kept,
    parts_of,
    plain_numbers,
    replaced,
    where,
)
from crossfoot.xbrl.readers.contexts import ContextRow, decimals_of
from crossfoot.xbrl.report_records import Coded, Held, Table
from crossfoot.xbrl.values import number_text

_PARTS = (
    "concept",
    "id",
    "contextRef",
    "context",
    "unitRef",
    "unit",
    "decimalsIs",
    "decimals",
    "value",
)
_CONTEXT_REF = " contextRef="
_USUAL = (("unitRef", " unitRef="), ("decimalsIs", " decimals="))
_FACT = re.compile(rb'<([\w.-]+:[\w.-]+) id="([^"]*)" contextRef="([^"]*)"([^>]*)>([^<]*)')
_NAME = re.compile(r"<([\w.-]+:[\w.-]+) id=")
_ABOUT = re.compile(
    r'(?: unitRef="([^"]*)")?(?: xml:lang="([^"]*)")?(?: decimals="([^"]*)")?( xsi:nil="true")?/?'
)
_ID = re.compile(r'^<[^" ]+ id="([^"]*)" contextRef="')
_MARK = b' contextRef="'

Contexts = Mapping[str, ContextRow]
Units = Mapping[str | None, str | None]


class NotOurs(ValueError):
    """The text is not written the way we write it."""


class Facts(Struct, frozen=True, kw_only=True):
    """The columns, the ids among them as texts; and what is told in words (the cover), as columns
    of few rows."""

    columns: Table
    worded: Table
    first: str
    """the context of the first fact"""


def extent(instance: bytes) -> tuple[int, int]:
    """Where the facts begin and end; both the end of the document where it has none."""
    first = instance.find(_MARK)
    if first < 0:
        return len(instance), len(instance)
    begin = instance.rfind(b"\n", 0, first) + 1
    end = instance.find(b"<link:footnoteLink", begin)
    return begin, instance.find(b"</xbrli:xbrl>", begin) if end < 0 else end


def fact_columns(instance: bytes, begin: int, end: int, contexts: Contexts, units: Units) -> Facts:
    """The columns of the facts: numbers line by line as a table, what is told in words or nil one
    by one."""
    read = parts_of(instance, begin, end, '"', _PARTS, ("id", "value"))
    columns = dict(read.columns)
    odd = [match[1] for line in read.odd if (match := _ID.match(line))]
    if (
        facts := where([(columns["contextRef"], _CONTEXT_REF)])
    ) is not None:  # the rest are lines of a text
        columns = {name: kept(column, facts) for name, column in columns.items()}
    usual = where((columns[name], text) for name, text in _USUAL)
    others: list[str] = []
    if usual is not None:
        others = dropped(columns["id"], usual)
        columns = {name: kept(column, usual) for name, column in columns.items()}
    singles = sorted(
        (*_singles(instance, begin, odd), *_singles(instance, begin, others)),
        key=lambda one: one.start,
    )
    places = _places(instance, begin, singles)
    if len(columns["id"]) + len(singles) != instance.count(_MARK, begin, end):
        raise NotOurs("a fact is not written the way we write it")
    rows = [_row(one, contexts, units) for one in singles]
    usual_columns = _usual(columns, contexts, units)
    names = tuple(usual_columns)
    table: Table = {
        name: inserted(usual_columns[name], [row[name] for row in rows], places) for name in names
    }
    first = (
        singles[0].context
        if places[:1] == [0]
        else columns["context"][0].as_py()
        if len(columns["id"])
        else ""
    )
    return Facts(
        columns={"ordinal": range(len(table["fact_id"])), **table},
        worded={n: [r[n] for r in rows] for n in names},
        first=first,
    )


def _usual(columns: Mapping[str, Any], contexts: Contexts, units: Units) -> dict[str, Coded | Held]:
    """Numbers: each has a context, a unit and decimals, and its value stands before the closing
    tag."""

    def of(name: str) -> Callable[[str], Any]:
        return lambda ref: getattr(contexts[ref], name)

    nothing: Callable[[str], Any] = lambda _: None  # noqa: E731
    return {
        "fact_id": Held(array=columns["id"]),
        "filer": coded(columns["context"], of("filer")),
        "concept": coded(columns["concept"], _named),
        "period_start": coded(columns["context"], of("start")),
        "period_end": coded(columns["context"], of("end")),
        "unit": coded(columns["unit"], lambda ref: units[ref]),
        "dimensions": coded(columns["context"], of("dimensions")),
        "language": coded(columns["unitRef"], nothing),
        "decimals": coded(columns["decimals"], decimals_of),
        "nil": coded(columns["unitRef"], lambda _: False),
        "value_text": Held(array=plain_numbers(replaced(columns["value"], "^>([^<]*)<.*$", r"\1"))),
    }


def _named(text: str) -> str:
    match = _NAME.fullmatch(text)
    if match is None:
        raise NotOurs("a fact is not written the way we write it")
    return match[1]


class _Single(Struct, frozen=True, kw_only=True):
    """A fact that is no usual number, with its place in the document."""

    start: int
    concept: str
    id: str
    context: str
    about: str
    value: str


def _singles(instance: bytes, begin: int, ids: Sequence[str]) -> Iterator[_Single]:
    """The facts of these ids, which stand in the order of the document."""
    at = begin
    for one in ids:
        held = instance.find(f' id="{one}" contextRef="'.encode(), at)
        at = instance.rfind(b"<", 0, held)
        match = _FACT.match(instance, max(at, 0))
        if held < 0 or match is None:
            raise NotOurs("a fact is not written the way we write it")
        concept, name, context, about, value = (group.decode() for group in match.groups())
        yield _Single(start=at, concept=concept, id=name, context=context, about=about, value=value)
        at = match.end()


def _places(instance: bytes, begin: int, singles: Sequence[_Single]) -> list[int]:
    """How many facts stand before each."""
    places, at, count = [], begin, 0
    for one in singles:
        count += instance.count(_MARK, at, one.start)
        places.append(count)
        at = one.start
    return places


def _row(one: _Single, contexts: Contexts, units: Units) -> dict[str, Any]:
    match = _ABOUT.fullmatch(one.about)
    if match is None:
        raise NotOurs("a fact is not written the way we write it")
    context, unit, value = contexts[one.context], units[match[1]], unescape(one.value)
    return {
        "fact_id": one.id,
        "filer": context.filer,
        "concept": one.concept,
        "period_start": context.start,
        "period_end": context.end,
        "unit": unit,
        "dimensions": context.dimensions,
        "language": (match[2] or "").lower() or None,
        "decimals": decimals_of(match[3]),
        "nil": match[4] is not None,
        "value_text": None if match[4] else value if unit is None else number_text(value),
    }
