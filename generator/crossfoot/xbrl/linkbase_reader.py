"""Arcs, labels and references of linkbases, with the roles that they use and declare."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from crossfoot.model.arcroles import WIDER_NARROWER
from crossfoot.model.source import SourceRef
from crossfoot.model.view import ANCHOR, CALCULATION, DEFINITION, PRESENTATION, RoleUse
from crossfoot.xbrl.schema_reader import LINK
from crossfoot.xbrl.taxonomy_documents import address

if TYPE_CHECKING:
    from lxml.etree import _Element

XLINK = "{http://www.w3.org/1999/xlink}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STANDARD = "http://www.xbrl.org/2003/"
NETWORKS = {
    LINK + "presentationLink": PRESENTATION,
    LINK + "calculationLink": CALCULATION,
    LINK + "definitionLink": DEFINITION,
}
RESOURCES = (LINK + "labelLink", LINK + "referenceLink")


class RawArc(Struct, frozen=True, kw_only=True):
    """An arc whose ends are hrefs of locators as written."""

    kind: str
    role: str
    arcrole: str
    parent: str
    child: str
    order: str
    weight: str
    preferred: str
    prohibited: bool
    priority: int
    source: SourceRef


class RawResource(Struct, frozen=True, kw_only=True):
    """A label (`lang` set) or a reference of the element at `href`."""

    href: str
    role: str
    lang: str
    text: str
    source: SourceRef


class Links(Struct):
    """What the links of one document hold."""

    arcs: list[RawArc] = field(default_factory=list)
    resources: list[RawResource] = field(default_factory=list)
    uses: list[RoleUse] = field(default_factory=list)


def read_links(root: "_Element", file: str) -> Links:
    """All extended links of a linkbase, or of the annotation of a schema."""
    links = Links()
    for link in root.iter(*NETWORKS):
        links.arcs.extend(_arcs(link, file))
    for link in root.iter(*RESOURCES):
        links.resources.extend(_resources(link, file))
    links.uses.extend(_uses(root, file))
    return links


def _ends(link: "_Element") -> tuple[dict[str, list[str]], dict[str, list["_Element"]]]:
    locators: dict[str, list[str]] = defaultdict(list)
    resources: dict[str, list[_Element]] = defaultdict(list)
    for child in link.iterchildren():
        kind, label = child.get(XLINK + "type"), child.get(XLINK + "label", "")
        if kind == "locator":
            href = child.get(XLINK + "href", "")
            if href not in locators[label]:
                locators[label].append(href)
        elif kind == "resource":
            resources[label].append(child)
    return locators, resources


def _arcs(link: "_Element", file: str) -> Iterator[RawArc]:
    locators, _ = _ends(link)
    kind, role = NETWORKS[str(link.tag)], link.get(XLINK + "role", "")
    for arc in link.iterchildren():
        if arc.get(XLINK + "type") != "arc":
            continue
        arcrole = arc.get(XLINK + "arcrole", "")
        for parent in locators.get(arc.get(XLINK + "from", ""), ()):
            for child in locators.get(arc.get(XLINK + "to", ""), ()):
                yield RawArc(
                    kind=ANCHOR if arcrole == WIDER_NARROWER else kind,
                    role=role,
                    arcrole=arcrole,
                    parent=parent,
                    child=child,
                    order=arc.get("order", "1"),
                    weight=arc.get("weight", ""),
                    preferred=short_role(arc.get("preferredLabel", "")),
                    prohibited=arc.get("use") == "prohibited",
                    priority=_whole(arc.get("priority", "0")),
                    source=address(arc, file),
                )


def _resources(link: "_Element", file: str) -> Iterator[RawResource]:
    locators, resources = _ends(link)
    for arc in link.iterchildren():
        if arc.get(XLINK + "type") != "arc" or arc.get("use") == "prohibited":
            continue
        for href in locators.get(arc.get(XLINK + "from", ""), ()):
            for node in resources.get(arc.get(XLINK + "to", ""), ()):
                label = str(node.tag) == LINK + "label"
                yield RawResource(
                    href=href,
                    role=short_role(node.get(XLINK + "role", "")),
                    lang=_language(node.get(_LANG, "")) if label else "",
                    text="".join(map(str, node.itertext()))
                    if label
                    else " ".join(part.text or "" for part in node.iterchildren()),
                    source=address(node, file),
                )


def _uses(root: "_Element", file: str) -> Iterator[RoleUse]:
    """Roles on links and resources, arcroles on arcs, each once, that are not of XBRL 2.1 itself
    (3.5.2.4, 3.5.2.5)."""
    declared = {node.get("roleURI") for node in root.iter(LINK + "roleRef")}
    declared |= {node.get("arcroleURI") for node in root.iter(LINK + "arcroleRef")}
    seen: set[str] = set()
    for link in root.iter(*NETWORKS, *RESOURCES):
        for node in (link, *link.iterchildren()):
            for kind in ("role", "arcrole"):
                uri = node.get(XLINK + kind, "")
                if uri and uri not in seen and not uri.startswith(_STANDARD):
                    seen.add(uri)
                    yield RoleUse(
                        kind=kind, uri=uri, declared=uri in declared, source=address(node, file)
                    )


def short_role(uri: str) -> str:
    """`total` of `http://www.xbrl.org/2003/role/totalLabel`; empty for the standard label."""
    last = uri.rpartition("/")[2]
    return "" if last == "label" else last.removesuffix("Label")


def _language(code: str) -> str:
    return code.partition("-")[0].lower()


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() and text.isascii() else 0
