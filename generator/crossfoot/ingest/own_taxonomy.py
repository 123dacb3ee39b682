"""Schemas and linkbases that this program wrote, read by their lines; what is written otherwise is left to the XML reader."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from msgspec import Struct

from crossfoot.ingest.names import named, standard_prefix
from crossfoot.ingest.xml_file import declared

_LINK = re.compile(r'<link:(presentation|calculation|definition|label)Link xlink:type="extended" xlink:role="([^"]*)">\n')
_LOC = re.compile(r'<link:loc xlink:type="locator" xlink:href="[^"]*#([^"]*)" xlink:label="([^"]*)"/>\n')
_ARC = re.compile(
    r'<link:\w+Arc xlink:type="arc" xlink:arcrole="([^"]*)" xlink:from="([^"]*)" xlink:to="([^"]*)"(?: order="([^"]*)")?([^>]*)/>\n'
)
_LABEL = re.compile(
    r'<link:label xlink:type="resource" xlink:label="([^"]*)" xlink:role="([^"]*)" xml:lang="([^"]*)" id="[^"]*">([^<]*)</link:label>\n'
)
_MORE = re.compile(r' ([\w:]+)="([^"]*)"')
_KNOWN = {"weight", "preferredLabel", "xbrldt:targetRole", "xbrldt:contextElement", "xbrldt:closed", "priority"}
_ELEMENT = re.compile(
    r'<xs:element id="([^"]*)" name="([^"]*)" nillable="true" substitutionGroup="([^"]*)" type="([^"]*)"( abstract="true")? '
    r'xbrli:periodType="([^"]*)"(?: xbrli:balance="([^"]*)")?/>\n'
)
_SPACE = re.compile(r'targetNamespace="([^"]*)"')


class Link(Struct, frozen=True, kw_only=True):
    """An extended link as written: locators as labels and fragments, arcs as (arcrole, from, to, order, more).

    `texts` are (label, role, language, text).
    """

    kind: str
    role: str
    labels: tuple[str, ...]
    fragments: tuple[str, ...]
    arcs: list[tuple[str, str, str, str, str]]
    texts: list[tuple[str, str, str, str]]


def links_of(data: bytes) -> list[Link] | None:
    """The links of a linkbase; None where a line of it is not as we write it."""
    text = data.decode("utf-8")
    links = [_link(match, text) for match in _LINK.finditer(text)]
    told = sum(len(link.labels) for link in links), sum(len(link.arcs) for link in links), sum(len(link.texts) for link in links)
    if told != (text.count("<link:loc "), text.count(' xlink:type="arc"'), text.count(' xlink:type="resource"')):
        return None
    if len(links) != text.count(' xlink:type="extended"') or any(
        more_of(more) is None for link in links for more in {arc[4] for arc in link.arcs}
    ):
        return None
    return links


def _link(match: re.Match[str], text: str) -> Link:
    kind, role = match.groups()
    inside = text[match.end() : text.find(f"</link:{kind}Link>", match.end())]
    fragments, labels = zip(*locators, strict=True) if (locators := _LOC.findall(inside)) else ((), ())
    texts = _LABEL.findall(inside) if kind == "label" else []
    return Link(kind=kind, role=unescape(role), labels=labels, fragments=fragments, arcs=_ARC.findall(inside), texts=texts)


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
