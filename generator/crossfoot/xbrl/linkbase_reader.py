"""Arcs, labels and references of linkbases, whoever wrote them, and which of them count."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from msgspec import Struct, field

from crossfoot.system.bounded import bounded_integer
from crossfoot.system.xml_parser import XML_LANG
from crossfoot.xbrl.schema_reader import LINK

XLINK = "{http://www.w3.org/1999/xlink}"
NETWORKS = {f"{LINK}{kind}Link": kind for kind in ("presentation", "calculation", "definition")}
RESOURCES = (f"{LINK}labelLink", f"{LINK}referenceLink")
_TYPE, _ROLE, _ARCROLE, _FROM, _TO, _LABEL, _HREF = (
    XLINK + name for name in ("type", "role", "arcrole", "from", "to", "label", "href")
)
_TARGET_ROLE = "{http://xbrl.org/2005/xbrldt}targetRole"
_OWN_FIELDS = ("order", "weight", "preferredLabel", _TARGET_ROLE)
_KNOWN = frozenset((*_OWN_FIELDS, "use", "priority"))
"""attributes with a field of their own; the last two say nothing about what an arc means, as those
of xlink (XBRL 2.1, 3.5.3.9.7.4)"""


class RawArc(Struct, frozen=True, kw_only=True, gc=False):
    """An arc between two elements; its ends are the addresses of locators as written."""

    network: str
    """presentation, calculation or definition"""
    role: str
    arcrole: str
    parent: str
    child: str
    order: str | None
    weight: str | None
    preferred_label: str | None
    target_role: str | None
    more: tuple[tuple[str, str], ...]
    """further attributes that tell arcs apart, such as those of dimensions"""
    prohibited: bool
    priority: int
    row: int | None

    def same_as(self, parent: str, child: str) -> Hashable:
        """What is equal for equivalent relationships (XBRL 2.1, 3.5.3.9.7.4); `parent` and `child`
        are the elements at its ends."""
        about = (self.network, self.role, self.arcrole, parent, child)
        numbers = (_number(self.order or "1"), _number(self.weight or ""))
        return (*about, *numbers, self.preferred_label, self.target_role, self.more)


class RawResource(Struct, frozen=True, kw_only=True, gc=False):
    """An arc from the element at `href` to a label or a reference.

    `target` is the address of the label or reference, `#id` in the same document, empty where
    nothing can refer to it; `text` is None where the arc leads to one of another document.
    """

    label: bool
    link_role: str
    arcrole: str
    href: str
    target: str
    order: str | None
    role: str
    language: str
    text: str | None
    prohibited: bool
    priority: int
    row: int | None

    def same_as(self, element: str, target: Hashable) -> Hashable:
        """The same for arcs from an element to a label or reference."""
        return (self.link_role, self.arcrole, element, target, _number(self.order or "1"))


class Links(Struct):
    """What the extended links of one document hold, in document order."""

    arcs: list[RawArc] = field(default_factory=list)
    resources: list[RawResource] = field(default_factory=list)
    locators: list[str] = field(default_factory=list)
    """addresses that networks mention, with or without an arc"""


class _Overridable(Protocol):
    @property
    def prohibited(self) -> bool: ...
    @property
    def priority(self) -> int: ...


T = TypeVar("T", bound=_Overridable)


def read_links(root: Any) -> Links:
    """All extended links of a linkbase, or of the annotation of a schema."""
    links = Links()
    for link in root.iter(*NETWORKS):
        children = _children(link)
        links.locators.extend(href for hrefs in children.locators.values() for href in hrefs)
        links.arcs.extend(_arcs(link, children))
    for link in root.iter(*RESOURCES):
        links.resources.extend(_resources(link))
    return links


def in_force(
    arcs: Iterable[tuple[Hashable, T]], *, duplicates: bool = False
) -> Iterator[tuple[Hashable, T]]:
    """The arcs that count, each with its key (XBRL 2.1, 3.5.3.9.7.5).

    `arcs` are those of a whole taxonomy, each with what equivalent ones have in common. Of these
    only the ones of the highest priority count; none where one of them is prohibited; otherwise
    the first, or with `duplicates` all of them, for who wants to say that an arc is there twice.
    """
    keyed = list(arcs)
    highest: dict[Hashable, int] = {}
    for key, arc in keyed:
        highest[key] = max(arc.priority, highest.get(key, arc.priority))
    gone = {key for key, arc in keyed if arc.prohibited and arc.priority == highest[key]}
    for key, arc in keyed:
        if key not in gone and arc.priority == highest[key]:
            yield key, arc
            if not duplicates:
                gone.add(key)


class _Link(Struct):
    """The children of an extended link: locators' addresses and resources by their labels, and
    arcs."""

    locators: dict[str, list[str]]
    resources: dict[str, list[Any]]
    arcs: list[Any]


def _children(link: Any) -> _Link:
    found = _Link(locators=defaultdict(list), resources=defaultdict(list), arcs=[])
    for child in link:
        kind = child.get(_TYPE)
        if kind == "arc":
            found.arcs.append(child)
        elif kind == "locator":
            href, hrefs = child.get(_HREF, ""), found.locators[child.get(_LABEL, "")]
            if href not in hrefs:
                hrefs.append(href)
        elif kind == "resource":
            found.resources[child.get(_LABEL, "")].append(child)
    return found


def _arcs(link: Any, children: _Link) -> Iterator[RawArc]:
    network, role = NETWORKS[str(link.tag)], link.get(_ROLE, "")
    for arc in children.arcs:
        order, weight, preferred_label, target_role = (arc.get(name) for name in _OWN_FIELDS)
        more = [
            item
            for item in arc.attrib.items()
            if item[0] not in _KNOWN and not item[0].startswith(XLINK)
        ]
        for parent in children.locators.get(arc.get(_FROM, ""), ()):
            for child in children.locators.get(arc.get(_TO, ""), ()):
                yield RawArc(
                    network=network,
                    role=role,
                    arcrole=arc.get(_ARCROLE, ""),
                    parent=parent,
                    child=child,
                    order=order,
                    weight=weight,
                    preferred_label=preferred_label,
                    target_role=target_role,
                    more=tuple(sorted(more)) if more else (),
                    prohibited=arc.get("use") == "prohibited",
                    priority=_whole(arc.get("priority", "0")),
                    row=arc.sourceline,
                )


def _resources(link: Any) -> Iterator[RawResource]:
    children = _children(link)
    for arc in children.arcs:
        to = arc.get(_TO, "")
        for href in children.locators.get(arc.get(_FROM, ""), ()):
            for node in children.resources.get(to, ()):
                yield _resource(
                    link, arc, href, f"#{node.get('id')}" if node.get("id") else "", node
                )
            for target in children.locators.get(to, ()):
                yield _resource(link, arc, href, target, None)


def _resource(link: Any, arc: Any, href: str, target: str, node: Any) -> RawResource:
    """One arc from the element at `href` to a `node`, or to one of another document at `target`."""
    label = str(link.tag) == RESOURCES[0]
    text = None
    if node is not None and label:
        text = "".join(map(str, node.itertext()))
    elif node is not None:
        text = " ".join(part.text or "" for part in node.iterchildren())
    return RawResource(
        label=label,
        link_role=link.get(_ROLE, ""),
        arcrole=arc.get(_ARCROLE, ""),
        href=href,
        target=target,
        order=arc.get("order"),
        role="" if node is None else node.get(_ROLE, ""),
        language="" if node is None else node.get(XML_LANG, ""),
        text=text,
        prohibited=arc.get("use") == "prohibited",
        priority=_whole(arc.get("priority", "0")),
        row=arc.sourceline if node is None else node.sourceline,
    )


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal | str:
    """1 and 1.0 are the same order and the same weight."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number if number.is_finite() else text


@lru_cache(maxsize=4096)
def _whole(text: str) -> int:
    return bounded_integer(text.strip().removeprefix("+")) or 0
