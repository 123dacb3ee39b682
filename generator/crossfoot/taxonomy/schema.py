"""Concepts and roles as an XML schema (XBRL 2.1, 5.1; XBRL Dimensions 1.0)."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from msgspec import Struct

from crossfoot.model.taxonomy import Concept, Network, Vocabulary
from crossfoot.model.xml_text import DECLARATION, attribute, text

DTR = "https://www.xbrl.org/dtr/type/2022-03-31"
DTR_NAMESPACE = "http://www.xbrl.org/dtr/type/2022-03-31"
XBRLI = "http://www.xbrl.org/2003/instance"
LINK = "http://www.xbrl.org/2003/linkbase"
XBRLDT = "http://xbrl.org/2005/xbrldt"

ITEM_TYPES = {
    "monetary": "xbrli:monetaryItemType",
    "shares": "xbrli:sharesItemType",
    "perShare": "dtr-types:perShareItemType",
    "percent": "dtr-types:percentItemType",
    "pure": "xbrli:pureItemType",
    "decimal": "xbrli:decimalItemType",
    "integer": "xbrli:integerItemType",
    "count": "xbrli:decimalItemType",
    "string": "xbrli:stringItemType",
    "date": "xbrli:dateItemType",
    "boolean": "xbrli:booleanItemType",
    "gMonthDay": "xbrli:gMonthDayItemType",
    "gYear": "xbrli:gYearItemType",
    "textBlock": "dtr-types:textBlockItemType",
    "domain": "dtr-types:domainItemType",
    "member": "dtr-types:domainItemType",
}
_PIECE = 1000
_GROUPS = {"table": "xbrldt:hypercubeItem", "axis": "xbrldt:dimensionItem"}


class Schema(Struct, frozen=True, kw_only=True):
    """What one schema file holds: imports as (namespace, location), linkbases as (location, role or
    empty)."""

    vocabulary: Vocabulary
    concepts: tuple[Concept, ...]
    networks: tuple[Network, ...] = ()
    imports: tuple[tuple[str, str], ...] = ()
    linkbases: tuple[tuple[str, str], ...] = ()
    extra_roles: tuple[tuple[str, str], ...] = ()
    target: str = ""


def schema_text(schema: Schema) -> Iterator[str]:
    """The schema file, piece by piece."""
    vocabulary = schema.vocabulary
    target = schema.target or vocabulary.namespace
    yield DECLARATION
    yield (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="{XBRLI}" xmlns:link="{LINK}" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldt="{XBRLDT}" xmlns:dtr-types="{DTR_NAMESPACE}" '
        f'xmlns:{vocabulary.prefix}="{attribute(target)}" targetNamespace="{attribute(target)}" '
        'elementFormDefault="qualified" attributeFormDefault="unqualified">\n'
    )
    if schema.networks or schema.linkbases or schema.extra_roles:
        yield "<xs:annotation><xs:appinfo>\n"
        for network in schema.networks:
            yield role_type(vocabulary.role_uri(network), network.role_name, network.definition)
        for uri, definition in schema.extra_roles:
            yield role_type(uri, uri.rsplit("/", 1)[-1], definition)
        for href, role in schema.linkbases:
            kind = f' xlink:role="http://www.xbrl.org/2003/role/{role}LinkbaseRef"' if role else ""
            arcrole = "http://www.w3.org/1999/xlink/properties/linkbase"
            yield f'<link:linkbaseRef xlink:type="simple" xlink:arcrole="{arcrole}" xlink:href="{attribute(href)}"{kind}/>\n'
        yield "</xs:appinfo></xs:annotation>\n"
    yield from _imports(schema)
    yield from _elements(schema.concepts)
    yield "</xs:schema>\n"


def role_type(uri: str, name: str, definition: str) -> str:
    """A roleType that presentation, calculation and definition links may use (EFM 6.7.11).

    `uri` is the whole address of the role, `name` its id in the schema (XBRL 2.1, 5.1.3).
    """
    used = "".join(
        f"<link:usedOn>link:{kind}Link</link:usedOn>"
        for kind in ("presentation", "calculation", "definition")
    )
    return (
        f'<link:roleType roleURI="{attribute(uri)}" id="{attribute(name)}">'
        f"<link:definition>{text(definition)}</link:definition>{used}</link:roleType>\n"
    )


def _imports(schema: Schema) -> Iterator[str]:
    kinds = {concept.type for concept in schema.concepts}
    imports = [(XBRLI, "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd")]
    if any(ITEM_TYPES.get(kind, "").startswith("dtr-types:") for kind in kinds):
        imports.append((DTR_NAMESPACE, f"{DTR}/types.xsd"))
    if kinds & set(_GROUPS):
        imports.append((XBRLDT, "http://www.xbrl.org/2005/xbrldt-2005.xsd"))
    for namespace, location in (*imports, *schema.imports):
        yield f'<xs:import namespace="{attribute(namespace)}" schemaLocation="{attribute(location)}"/>\n'


def _elements(concepts: Iterable[Concept]) -> Iterator[str]:
    """Element declarations; what follows the name is the same for every concept of a kind."""
    kinds: dict[tuple[str, str, str], str] = {}
    lines: list[str] = []
    for concept in concepts:
        key = (concept.type, concept.period, concept.balance)
        if (rest := kinds.get(key)) is None:
            rest = kinds[key] = _declared(concept)
        name = concept.name
        lines.append(
            f'<xs:element id="{concept.prefix}_{concept.element or name}" name="{name}"{rest}'
        )
        if len(lines) == _PIECE:
            yield "".join(lines)
            lines = []
    yield "".join(lines)


def _declared(concept: Concept) -> str:
    """What an element declaration says after the name."""
    abstract = (
        ' abstract="true"' if concept.abstract or concept.type in ("domain", "member") else ""
    )
    balance = f' xbrli:balance="{concept.balance}"' if concept.balance else ""
    group = _GROUPS.get(concept.type, "xbrli:item")
    item_type = ITEM_TYPES.get(concept.type, "xbrli:stringItemType")
    return f' nillable="true" substitutionGroup="{group}" type="{item_type}"{abstract} xbrli:periodType="{concept.period}"{balance}/>\n'


def in_name_order(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Concepts sorted by name, for equal bytes."""
    return tuple(sorted(concepts, key=attrgetter("name")))
