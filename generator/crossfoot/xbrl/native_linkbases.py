"""Linkbases that this program wrote, as columns: locators and arcs fall into their parts at the
quotation marks, one to a line."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from typing import Any

from msgspec import Struct

from crossfoot.xbrl.arrow_columns import array_of, coded, inserted, parts_of
from crossfoot.xbrl.arrow_tables import (
    Rows,
    constant,
    followed,
    inside,
    meanings,
    places_in,
    put,
    rows_with,
    runs,
    valued,
)
from crossfoot.xbrl.native_taxonomy import Elements, more_of
from crossfoot.xbrl.report_records import Coded, Held, Table

_KIND = re.compile(rb"<link:(presentation|calculation|definition|label)Link ")
_OPEN = re.compile(r'<link:(\w+)Link xlink:type="extended" xlink:role="([^"]*)">')
_ASIDE = re.compile(r"<\?xml |</?link:linkbase[ >]|<link:(?:role|arcrole)Ref |</link:\w+Link>")
_ARC = re.compile(
    r'<link:(\w+)Arc xlink:type="arc" xlink:arcrole="([^"]*)" xlink:from="([^"]*)" xlink:to="([^"]*)"(?: order="([^"]*)")?([^>]*)/>'
)
_LABEL = re.compile(
    r'<link:label xlink:type="resource" xlink:label="([^"]*)" xlink:role="([^"]*)" xml:lang="([^"]*)" id="[^"]*">([^<]*)</link:label>'
)
_ABOUT = {
    "weight": "weight",
    "preferredLabel": "preferred_label",
    "xbrldt:targetRole": "target_role",
}
_LOC = ("<link:loc xlink:type=", " xlink:href=", " xlink:label=")
_HEAD = 1 << 18


class OwnLinks(Struct, frozen=True, kw_only=True):
    """Arcs, or labels, of a linkbase in document order: the columns of the store, with the labels
    of locators for concepts."""

    kind: str
    columns: Table
    labels: Any
    fragments: Any
    """of the locators"""


class _Odd(Struct, frozen=True):
    """A line of another shape, with how many usual ones stand before it."""

    before: int
    text: str


def links_of(data: bytes) -> OwnLinks | None:
    """The links of a linkbase; None where a line of it is not as we write it, or a label of a
    locator means two things."""
    found = _KIND.search(data)
    if found is None:
        return None
    kind = found[1].decode()
    return _labels(data) if kind == "label" else _arcs(data, kind)


def _parsed(
    data: bytes, size: int, pads: Mapping[bytes, int], plain: Sequence[int]
) -> tuple[list[Any], list[_Odd]]:
    """Columns of so many parts; lines of fewer begin with as many marks as they lack."""
    for start, missing in pads.items():
        data = data.replace(b"\n" + start, b"\n" + b'"' * missing + start)
    names = [str(part) for part in range(size)]
    parts = parts_of(data, 0, len(data), '"', names, [names[part] for part in plain])
    numbered = zip(range(len(parts.odd)), parts.numbers, parts.odd, strict=True)
    return [parts.columns[name] for name in names], [
        _Odd(number - place, text) for place, number, text in numbered
    ]


def _arcs(data: bytes, kind: str) -> OwnLinks | None:
    start = f"<link:{kind}Arc xlink:type="
    counts = Counter(
        line.count(b'"') for line in data[:_HEAD].splitlines() if line.startswith(start.encode())
    )
    size = counts.most_common(1)[0][0] + 1 if counts else 0
    if size < 11:
        return None
    columns, odd = _parsed(data, size, {b"<link:loc ": size - 7}, range(5, size, 2))
    arcs, locators = rows_with(columns[0], start), rows_with(columns[0], "")
    about = [columns[part].dictionary.to_pylist() for part in range(10, size - 1, 2)]
    more = [next((text for text in texts if more_of(f'{text}"1"')), "") for texts in about]
    told = ["arc", " xlink:arcrole=", "", " xlink:from=", "", " xlink:to=", "", " order="]
    expected = {part: text for part, text in enumerate(told, 1) if text} | dict(
        zip(range(10, size, 2), [*more, "/>"], strict=True)
    )
    if not (
        arcs.count + locators.count == len(columns[0])
        and arcs.fit(columns, expected)
        and _located(columns, locators)
    ):
        return None
    frames = _frames(odd, kind)
    if frames is None:
        return None
    links, singles = frames
    spans = [
        arcs.within(begin.before, end)
        for begin, end in zip(
            links, [*(one.before for one in links[1:]), len(columns[0])], strict=True
        )
    ]
    roles = [unescape(match[2]) for one in links if (match := _OPEN.fullmatch(one.text))]
    values: dict[str, Coded | Held] = {
        "network": constant(kind, arcs.count),
        "arcrole": coded(arcs.of(columns[3]), str),
        "role": Coded(codes=runs(spans), values=roles),
        "parent": Held(array=arcs.of(columns[5])),
        "child": Held(array=arcs.of(columns[7])),
        "arc_order": Held(array=arcs.of(columns[9])),
        **{name: constant(None, arcs.count) for name in _ABOUT.values()},
    }
    for place, text in enumerate(more):
        if (name := _ABOUT.get(text.strip(" ="))) is not None:
            values[name] = coded(arcs.of(columns[11 + 2 * place]), unescape)
    rows = [_single(kind, one, roles[link]) for link, one in singles]
    places = [arcs.within(0, one.before) + number for number, (_, one) in enumerate(singles)]
    table: Table = {
        name: inserted(column, [row[name] for row in rows], places)
        for name, column in values.items()
    }
    return OwnLinks(
        kind=kind,
        columns=table,
        labels=locators.of(columns[size - 2]),
        fragments=locators.of(columns[size - 4]),
    )


def _located(columns: Sequence[Any], locators: Rows) -> bool:
    """Whether the rows are locators as we write them: their parts are the last ones."""
    size = len(columns)
    return locators.fit(columns, {size - 7: _LOC[0], size - 5: _LOC[1], size - 3: _LOC[2]})


def _frames(odd: Sequence[_Odd], kind: str) -> tuple[list[_Odd], list[tuple[int, _Odd]]] | None:
    """Where links begin, and single lines each with the number of its link; None where a line is
    not known."""
    opens: list[_Odd] = []
    singles: list[tuple[int, _Odd]] = []
    for one in odd:
        if (match := _OPEN.fullmatch(one.text)) and match[1] == kind:
            opens.append(one)
        elif opens and _is_single(one.text, kind):
            singles.append((len(opens) - 1, one))
        elif not _ASIDE.match(one.text):
            return None
    return (opens, singles) if opens else None


def _is_single(line: str, kind: str) -> bool:
    if kind == "label":
        return _LABEL.fullmatch(line) is not None
    match = _ARC.fullmatch(line)
    return match is not None and match[1] == kind and more_of(match[6]) is not None


def _single(kind: str, one: _Odd, role: str) -> dict[str, Any]:
    """An arc that says more, or less, than most."""
    match = _ARC.fullmatch(one.text)
    assert match is not None
    _, arcrole, above, below, order, rest = match.groups()
    row = {
        "network": kind,
        "arcrole": arcrole,
        "role": role,
        "parent": above,
        "child": below,
        "arc_order": order,
    }
    more = more_of(rest) or {}
    return row | {name: more.get(attribute) for attribute, name in _ABOUT.items()}


def _labels(data: bytes) -> OwnLinks | None:
    columns, odd = _parsed(data, 11, {b"<link:loc ": 4, b"<link:labelArc ": 2}, (3, 7, 9, 10))
    labels, arcs = (
        rows_with(columns[0], "<link:label xlink:type="),
        rows_with(columns[2], "<link:labelArc xlink:type="),
    )
    locators = rows_with(columns[4], _LOC[0])
    as_written = (
        labels.count + arcs.count + locators.count == len(columns[0])
        and labels.fit(columns, {2: " xlink:label=", 4: " xlink:role=", 6: " xml:lang=", 8: " id="})
        and arcs.fit(columns, {4: " xlink:arcrole=", 6: " xlink:from=", 8: " xlink:to="})
        and locators.fit(columns, {0: "", 2: "", 6: _LOC[1], 8: _LOC[2]})
    )
    frames = _frames(odd, "label")
    texts = inside(labels.of(columns[10]), ">", "</link:label>")
    if not as_written or frames is None or texts is None:
        return None
    more = [match.groups() for _, one in frames[1] if (match := _LABEL.fullmatch(one.text))]
    held = (labels.of(columns[3]), labels.of(columns[5]), labels.of(columns[7]), texts)
    keys, roles, languages, words = (
        followed(column, [row[place] for row in more]) for place, column in enumerate(held)
    )
    found = places_in(arcs.of(columns[9]), keys)
    if found is None or len(keys.unique()) != len(keys):
        return None
    table: Table = {
        "concept": Held(array=arcs.of(columns[7])),
        "role": coded(roles.take(found), unescape),
        "language": coded(languages.take(found), str.lower),
        "text": put(words.take(found), unescape, "&"),
    }
    return OwnLinks(
        kind="label",
        columns=table,
        labels=locators.of(columns[9]),
        fragments=locators.of(columns[7]),
    )


def located(
    links: OwnLinks, concept: Callable[[str], str], own: Elements | None
) -> tuple[Table, set[str]] | None:
    """The columns with concepts in the place of labels, and those that are located and not the
    filer's own.

    None where a label has no concept, or two.
    """
    nothing = array_of(())
    keys, values = (nothing, nothing) if own is None else (own.hrefs, own.concepts)
    concepts, others = valued(
        links.fragments, keys, values, lambda href: concept(href.rpartition("#")[2])
    )
    told = meanings(links.labels, concepts)
    if told is None:
        return None
    columns = dict(links.columns)
    for name in ("concept",) if links.kind == "label" else ("parent", "child"):
        found = places_in(columns[name].array, told[0])  # type: ignore[attr-defined]
        if found is None:
            return None
        columns[name] = Held(array=told[1].take(found))
    return columns, others
