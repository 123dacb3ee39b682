"""Schemas that this program wrote, read by their lines; what is written otherwise is left to the XML reader."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from crossfoot.ingest.names import named, standard_prefix
from crossfoot.ingest.xml_file import declared

_MORE = re.compile(r' ([\w:]+)="([^"]*)"')
_KNOWN = {"weight", "preferredLabel", "xbrldt:targetRole", "xbrldt:contextElement", "xbrldt:closed", "priority"}
_ELEMENT = re.compile(
    r'<xs:element id="([^"]*)" name="([^"]*)" nillable="true" substitutionGroup="([^"]*)" type="([^"]*)"( abstract="true")? '
    r'xbrli:periodType="([^"]*)"(?: xbrli:balance="([^"]*)")?/>\n'
)
_SPACE = re.compile(r'targetNamespace="([^"]*)"')


def more_of(more: str) -> dict[str, str] | None:
    """Further attributes of an arc; None where there are some that we do not write."""
    found = dict(_MORE.findall(more))
    whole = "".join(f' {name}="{value}"' for name, value in found.items())
    return {name: unescape(value) for name, value in found.items()} if whole == more and found.keys() <= _KNOWN else None


def elements_of(data: bytes, prefixes: Mapping[str, str], *, custom: bool) -> tuple[list[tuple[Any, ...]], dict[str, str], bytes]:
    """The concepts of a schema that are written one to a line, their names by id, and the schema without them."""
    text = data.decode("utf-8")
    head = text[: text.find("<xs:element ")]
    space = _SPACE.search(head)
    if space is None:
        return [], {}, data
    namespace = unescape(space[1])
    spaces = dict(declared(head.encode()))
    prefix = named(f"{{{namespace}}}x", prefixes)[:-1]
    own = custom and not standard_prefix(namespace)
    kinds: dict[str, str] = {}

    def kind(qname: str) -> str:
        if qname not in kinds:
            start, _, local = qname.rpartition(":")
            kinds[qname] = named(f"{{{spaces.get(start, '')}}}{local}", prefixes)
        return kinds[qname]

    found = _ELEMENT.findall(text)
    rows: list[tuple[Any, ...]] = [
        (prefix + name, namespace, name, kind(type_), period, balance or None, abstract != "", kind(group), own)
        for _, name, group, type_, abstract, period, balance in found
    ]
    return rows, {one[0]: prefix + one[1] for one in found}, _ELEMENT.sub("", text).encode()
