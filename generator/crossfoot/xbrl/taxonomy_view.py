"""Documents to one view: ends of arcs joined to elements, arcs that do not count taken out, own
from imported."""

from collections.abc import Hashable, Iterator
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.model.arcroles import WIDER_NARROWER
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import TYPES
from crossfoot.model.view import (
    ANCHOR,
    Element,
    ElementLabel,
    ElementReference,
    Line,
    Role,
    RoleUse,
    View,
)
from crossfoot.xbrl.linkbase_reader import (
    NETWORKS,
    RESOURCES,
    XLINK,
    RawArc,
    RawResource,
    in_force,
)
from crossfoot.xbrl.schema_reader import LINK, XS, SchemaElement, role_types
from crossfoot.xbrl.taxonomy_documents import TaxonomyDocuments

Place = tuple[str, str]
_STANDARD = "http://www.xbrl.org/2003/"
_NETWORK_LINKS = {"presentationLink", "calculationLink", "definitionLink"}
_NO_ITEMS = ("", "part", "arc", "resource", "simple", "extended", "tuple")
"""substitution groups of what is no item: typed domains, parts of references, tuples"""
_GROUPS = {"hypercubeItem": "table", "dimensionItem": "axis"}
_NUMBERS = (
    *("float", "double", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"),
    *("energy", "mass", "area", "volume"),
)
_TEXTS = (
    *("normalizedString", "token", "language", "anyURI", "QName", "NCName", "dateTime", "time"),
    *("duration", "gYearMonth", "gDay", "gMonth", "hexBinary", "base64Binary", "centralIndexKey"),
    *("tradingSymbol", "securityExchangeCode", "fileType", "enumeration", "enumerationSet"),
)
_NO_TYPES = ("count", "domain", "member", "abstract", "table", "axis", "lineItems")
"""kinds of the model that no item type is named after"""


class Found(Struct):
    """What the documents hold, before their ends are joined."""

    files: TaxonomyDocuments
    elements: dict[Place, Element] = field(default_factory=dict)
    owners: dict[str, bool] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    arcs: list[tuple[str, RawArc]] = field(default_factory=list)
    resources: list[tuple[str, RawResource]] = field(default_factory=list)
    uses: list[RoleUse] = field(default_factory=list)
    reported: dict[tuple[str, str], SourceRef] = field(default_factory=dict)
    namespaces: dict[str, str] = field(default_factory=dict)
    absent: dict[str, SourceRef] = field(default_factory=dict)
    unnamed: dict[Place, Element] = field(default_factory=dict)

    def element(self, href: str, base: str) -> Element:
        """The element that a locator means; one that is not here is known by its id alone."""
        place = self.files.locate(href, base)
        found = self.elements.get(place) or self.unnamed.get(place)
        if found is None:
            prefix, _, name = place[1].rpartition("_")
            key = f"{prefix or 'unknown'}:{name}"
            found = Element(key=key, name=name, kind="", own=False, source=SourceRef(file=place[0]))
            self.unnamed[place] = found
        return found


def joined(found: Found) -> View:
    """The view of all that was found."""
    lines = tuple(_lines(found))
    resources = list(_resources(found))
    own = _own_documents(found)
    elements = {element.key: element for element in found.unnamed.values()}
    elements.update(
        {element.key: _owned(element, place[0] in own) for place, element in found.elements.items()}
    )
    return View(
        name=found.files.shown,
        elements=elements,
        labels=tuple(_label(*label) for label in resources if _is_label(label[2])),
        references=tuple(_reference(*entry) for entry in resources if not _is_label(entry[2])),
        roles=tuple(
            role if role.source.file in own else replace(role, own=False)
            for role in found.roles.values()
        ),
        lines=lines,
        uses=tuple(found.uses),
        facts=tuple(
            (f"{found.namespaces.get(key[0], '')}:{key[1]}", at)
            for key, at in found.reported.items()
        ),
        extends=any(not element.own for element in elements.values()),
    )


def _is_label(resource: RawResource) -> bool:
    return resource.label and bool(resource.language)


def _label(key: str, file: str, label: RawResource) -> ElementLabel:
    return ElementLabel(
        element=key,
        role=short_role(label.role),
        lang=label.language.partition("-")[0].lower(),
        text=label.text or "",
        source=SourceRef(file=file, row=label.row),
    )


def _reference(key: str, file: str, reference: RawResource) -> ElementReference:
    source = SourceRef(file=file, row=reference.row)
    return ElementReference(element=key, text=reference.text or "", source=source)


def declared_element(element: SchemaElement, file: str, prefix: str) -> Element | None:
    """The item that a schema declares; None for what is no item."""
    if not element.name or element.group in _NO_ITEMS:
        return None
    return Element(
        key=f"{prefix}:{element.name}",
        name=element.name,
        kind=_kind(element),
        type=element.type_name,
        period=element.period_type or "",
        balance=element.balance or "",
        abstract=element.abstract,
        typed=element.typed_domain,
        source=SourceRef(file=file, row=element.row),
    )


def _kind(element: SchemaElement) -> str:
    if element.group in _GROUPS:
        return _GROUPS[element.group]
    plain = element.type_name.removesuffix("ItemType")
    if plain == "domain":
        return "domain" if element.name.endswith("Domain") else "member"
    if element.abstract:
        return "lineItems" if element.name.endswith("LineItems") else "abstract"
    if plain in TYPES and plain not in _NO_TYPES:
        return plain
    if plain in _NUMBERS:
        return "decimal"
    return "string" if plain in _TEXTS or plain.endswith("Block") else "other"


def declared_roles(root: Any, file: str) -> Iterator[Role]:
    """Every role type that a link may carry, with its definition; label roles are not networks."""
    for role in role_types(root):
        if not role.used_on or role.used_on & _NETWORK_LINKS:
            source = SourceRef(file=file, row=role.row)
            yield Role(id=role.uri, definition=role.definition or "", source=source)


def role_uses(root: Any, file: str) -> Iterator[RoleUse]:
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
                    source = SourceRef(file=file, row=node.sourceline)
                    yield RoleUse(kind=kind, uri=uri, declared=uri in declared, source=source)


def prefix_of(root: Any) -> str:
    """The prefix that the schema gives its own namespace; else one from its first id."""
    target = root.get("targetNamespace")
    for prefix, namespace in root.nsmap.items():
        if namespace == target and prefix:
            return str(prefix)
    for node in root.iterchildren(XS + "element"):
        if node.get("id", "").endswith(f"_{node.get('name', '')}"):
            return str(node.get("id", "")).removesuffix(f"_{node.get('name', '')}")
    return "ns"


def short_role(uri: str) -> str:
    """`total` of `http://www.xbrl.org/2003/role/totalLabel`; empty for the standard label."""
    last = uri.rpartition("/")[2]
    return "" if last == "label" else last.removesuffix("Label")


def _own_documents(found: Found) -> set[str]:
    """The schemas asked for that declare elements; all that were read when the entry points declare
    none."""
    entries = {name for name in found.files.entries if name in found.owners}
    return entries if any(found.owners[name] for name in entries) else set(found.owners)


def _owned(element: Element, own: bool) -> Element:
    return element if own else replace(element, own=False)


def _lines(found: Found) -> Iterator[Line]:
    """The arcs that count; those that are there twice stay, for lint to say so."""
    ends = {
        id(arc): (found.element(arc.parent, base).key, found.element(arc.child, base).key, base)
        for base, arc in found.arcs
    }
    keyed = ((arc.same_as(*ends[id(arc)][:2]), arc) for _, arc in found.arcs)
    for _, arc in in_force(keyed, duplicates=True):
        parent, child, base = ends[id(arc)]
        yield Line(
            kind=ANCHOR if arc.arcrole == WIDER_NARROWER else arc.network,
            role=arc.role,
            arcrole=arc.arcrole,
            parent=parent,
            child=child,
            order=arc.order or "1",
            weight=arc.weight or "",
            preferred=short_role(arc.preferred_label or ""),
            source=SourceRef(file=base, row=arc.row),
        )


def _resources(found: Found) -> Iterator[tuple[str, str, RawResource]]:
    """(element, document, label or reference) of those that count."""
    keyed: list[tuple[Hashable, RawResource]] = []
    places: dict[int, tuple[str, str]] = {}
    for base, resource in found.resources:
        key = found.element(resource.href, base).key
        target = found.files.locate(resource.target, base) if resource.target else id(resource)
        keyed.append((resource.same_as(key, target), resource))
        places[id(resource)] = (key, base)
    for _, resource in in_force(keyed, duplicates=True):
        if resource.text is not None:
            yield (*places[id(resource)], resource)
