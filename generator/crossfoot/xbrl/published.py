"""The elements that a published schema declares: names, types, period types and balances."""

from collections.abc import Iterator

from crossfoot.errors import SetupError
from crossfoot.model.published import PublishedElement
from crossfoot.model.taxonomy import Vocabulary
from crossfoot.system.xml_parser import BadXml, parse_xml
from crossfoot.xbrl.schema_reader import SchemaElement, schema_elements

_GROUPS = {"hypercubeItem": "table", "dimensionItem": "axis"}


def read_elements(vocabulary: Vocabulary, data: bytes) -> Iterator[PublishedElement]:
    """The elements of one schema; nothing else of it is looked at, and nothing is fetched.
    SetupError where it is no schema of the vocabulary's namespace."""
    address = vocabulary.base_url + vocabulary.schema
    try:
        root = parse_xml(data)
    except BadXml as broken:
        raise SetupError(
            f"{address} is not a schema: {broken}", "look at the file in the taxonomy package"
        ) from broken
    if root.get("targetNamespace") != vocabulary.namespace:
        message = (
            f"{address} has the namespace {root.get('targetNamespace')}, not {vocabulary.namespace}"
        )
        raise SetupError(message, "is this the schema of another year?")
    for element in schema_elements(root):
        if element.name and element.substitution:
            yield PublishedElement(
                name=element.name,
                prefix=vocabulary.prefix,
                kind=_kind(element),
                period=element.period_type or "",
                balance=element.balance or "",
            )


def _kind(element: SchemaElement) -> str:
    """The type of ours that stands for the element's; types that we do not have keep their own
    name."""
    if element.group in _GROUPS:
        return _GROUPS[element.group]
    kind = element.type_name.removesuffix("ItemType")
    if kind == "domain":
        return "member"
    return "abstract" if element.abstract else kind
