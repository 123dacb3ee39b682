"""Elements and roles of an XBRL schema, as far as lint, diff and docs need them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossfoot.model.taxonomy import TYPES
from crossfoot.model.view import Element, Role
from crossfoot.xbrl.taxonomy_documents import address

if TYPE_CHECKING:
    from lxml.etree import _Element

XS = "{http://www.w3.org/2001/XMLSchema}"
LINK = "{http://www.xbrl.org/2003/linkbase}"
XBRLI = "{http://www.xbrl.org/2003/instance}"
XBRLDT = "{http://xbrl.org/2005/xbrldt}"
GROUPS = {"hypercubeItem": "table", "dimensionItem": "axis"}
_TEXTS = (
    *(
        "normalizedString",
        "token",
        "language",
        "anyURI",
        "QName",
        "NCName",
        "dateTime",
        "time",
        "duration",
        "gYearMonth",
        "gDay",
        "gMonth",
    ),
    *(
        "hexBinary",
        "base64Binary",
        "centralIndexKey",
        "tradingSymbol",
        "securityExchangeCode",
        "fileType",
        "enumeration",
        "enumerationSet",
    ),
)
_NUMBERS = (
    "float",
    "double",
    "int",
    "long",
    "short",
    "byte",
    "nonNegativeInteger",
    "positiveInteger",
    "energy",
    "mass",
    "area",
    "volume",
)


def declared_elements(root: "_Element", file: str, prefix: str) -> Iterator[tuple[str, Element]]:
    """(id, element) of every item of the schema; what is no item (typed domains, reference parts)
    is left out."""
    for node in root.iterchildren(XS + "element"):
        name, group = node.get("name", ""), _local(node.get("substitutionGroup", ""))
        if (
            not name
            or not group
            or group in ("part", "arc", "resource", "simple", "extended", "tuple")
        ):
            continue
        abstract = node.get("abstract", "").strip() in ("true", "1")
        written = node.get("type", "")
        yield (
            node.get("id", ""),
            Element(
                key=f"{prefix}:{name}",
                name=name,
                kind=_kind(name, group, _local(written), abstract),
                type=_local(written),
                period=node.get(XBRLI + "periodType", ""),
                balance=node.get(XBRLI + "balance", ""),
                abstract=abstract,
                typed=node.get(XBRLDT + "typedDomainRef") is not None,
                source=address(node, file),
            ),
        )


def declared_roles(root: "_Element", file: str) -> Iterator[Role]:
    """Every roleType that a link may carry, with its definition; label roles are not networks."""
    for node in root.iter(LINK + "roleType"):
        used = {_local((one.text or "").strip()) for one in node.iterchildren(LINK + "usedOn")}
        if used and not used & {"presentationLink", "calculationLink", "definitionLink"}:
            continue
        definition = node.findtext(LINK + "definition") or ""
        yield Role(
            id=node.get("roleURI", ""), definition=definition.strip(), source=address(node, file)
        )


def prefix_of(root: "_Element") -> str:
    """The prefix that the schema gives its own namespace; else one from its first id."""
    target = root.get("targetNamespace")
    for prefix, namespace in root.nsmap.items():
        if namespace == target and prefix:
            return str(prefix)
    for node in root.iterchildren(XS + "element"):
        if node.get("id", "").endswith(f"_{node.get('name', '')}"):
            return str(node.get("id", "")).removesuffix(f"_{node.get('name', '')}")
    return "ns"


def _kind(name: str, group: str, written: str, abstract: bool) -> str:
    if group in GROUPS:
        return GROUPS[group]
    plain = written.removesuffix("ItemType")
    if plain == "domain":
        return "domain" if name.endswith("Domain") else "member"
    if abstract:
        return "lineItems" if name.endswith("LineItems") else "abstract"
    if plain in TYPES and plain not in (
        "count",
        "domain",
        "member",
        "abstract",
        "table",
        "axis",
        "lineItems",
    ):
        return plain
    if plain in _NUMBERS:
        return "decimal"
    return "string" if plain in _TEXTS or plain.endswith("Block") else "other"


def _local(name: str) -> str:
    return name.rpartition(":")[2]
