"""Schemas that this program wrote, read by their lines; what is written otherwise is left to the
XML reader."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from msgspec import Struct

from crossfoot.system.xml_parser import declared
from crossfoot.xbrl.arrow_columns import Parts, coded, distinct, parts_of
from crossfoot.xbrl.arrow_tables import constant, has_marks, inside, prefixed
from crossfoot.xbrl.names import named, standard_prefix
from crossfoot.xbrl.report_records import Held, Table

_MORE = re.compile(r' ([\w:]+)="([^"]*)"')
_KNOWN = {
    "weight",
    "preferredLabel",
    "xbrldt:targetRole",
    "xbrldt:contextElement",
    "xbrldt:closed",
    "priority",
}
_START, _NAME, _REST = '<xs:element id="', b'" name="', b'" nillable='
_END = b"</xs:schema>"
_DECLARED = re.compile(
    r'"true" substitutionGroup="([^"]*)" type="([^"]*)"( abstract="true")? xbrli:periodType="([^"]*)"(?: xbrli:balance="([^"]*)")?/>'
)
_SPACE = re.compile(r'targetNamespace="([^"]*)"')


def more_of(more: str) -> dict[str, str] | None:
    """Further attributes of an arc; None where there are some that we do not write."""
    found = dict(_MORE.findall(more))
    whole = "".join(f' {name}="{value}"' for name, value in found.items())
    return (
        {name: unescape(value) for name, value in found.items()}
        if whole == more and found.keys() <= _KNOWN
        else None
    )


class Elements(Struct, frozen=True, kw_only=True):
    """The concepts that a schema declares one to a line, as columns of the store; and the schema
    without them."""

    namespace: str
    columns: Table
    hrefs: Any
    """what locators call them"""
    concepts: Any
    rest: bytes

    def by_id(self) -> dict[str, str]:
        """The concepts by the ids of their elements."""
        ids = (href.rpartition("#")[2] for href in self.hrefs.to_pylist())
        return dict(zip(ids, self.concepts.to_pylist(), strict=True))


def _lines(block: bytes) -> Parts:
    """Each line as what stands before the name, the name, and what stands after it, which is alike
    for many."""
    lines = block.replace(_NAME, b"\t").replace(_REST, b"\t")
    return parts_of(lines, 0, len(lines), "\t", ("id", "name", "rest"), ("id", "name"))


def elements_of(file: str, data: bytes, prefixes: Mapping[str, str]) -> Elements | None:
    """The filer's own schema; None where its elements are not written as we write them."""
    begin, end = data.find(_START.encode()), data.rfind(_END)
    head = data[: max(begin, 0)].decode("utf-8")
    space, block = _SPACE.search(head), data[max(begin, 0) : end]
    if space is None or end < begin or b"\t" in block:
        return None
    parts = _lines(block)
    ids, names, rest = (
        inside(parts.columns["id"], _START, ""),
        parts.columns["name"],
        parts.columns["rest"],
    )
    told = {text: match.groups() for text in distinct(rest) if (match := _DECLARED.fullmatch(text))}
    if (
        parts.odd
        or ids is None
        or len(told) < len(distinct(rest))
        or any(map(has_marks, (ids, names)))
    ):
        return None
    namespace, spaces = unescape(space[1]), dict(declared(head.encode()))
    if standard_prefix(namespace):  # nobody's own
        return None

    def kind(qname: str) -> str:
        start, _, local = qname.rpartition(":")
        return named(f"{{{spaces.get(start, '')}}}{local}", prefixes)

    concepts = prefixed(named(f"{{{namespace}}}x", prefixes)[:-1], names)
    columns: Table = {
        "concept": Held(array=concepts),
        "namespace": constant(namespace, len(names)),
        "name": Held(array=names),
        "type": coded(rest, lambda text: kind(told[text][1])),
        "period_type": coded(rest, lambda text: told[text][3]),
        "balance": coded(rest, lambda text: told[text][4] or None),
        "abstract": coded(rest, lambda text: told[text][2] is not None),
        "substitution": coded(rest, lambda text: kind(told[text][0])),
        "custom": constant(True, len(names)),
    }
    return Elements(
        namespace=namespace,
        columns=columns,
        hrefs=prefixed(f"{file}#", ids),
        concepts=concepts,
        rest=data[:begin] + data[end:],
    )
