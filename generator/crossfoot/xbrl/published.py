"""The elements that a published schema declares: names, types, period types and balances."""

import io
from collections.abc import Iterator

from lxml import etree

from crossfoot.errors import SetupError
from crossfoot.model.published import PublishedElement
from crossfoot.model.taxonomy import Vocabulary

_ELEMENT = "{http://www.w3.org/2001/XMLSchema}element"
_XBRLI = "{http://www.xbrl.org/2003/instance}"
_GROUPS = {"hypercubeItem": "table", "dimensionItem": "axis"}


def read_elements(vocabulary: Vocabulary, data: bytes) -> Iterator[PublishedElement]:
    """The elements of one schema; nothing else of it is looked at, and nothing is fetched."""
    address = vocabulary.base_url + vocabulary.schema
    try:
        parsed = etree.iterparse(
            io.BytesIO(data),
            events=("start",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        for number, (_, node) in enumerate(parsed):
            if number == 0 and node.get("targetNamespace") != vocabulary.namespace:
                message = f"{address} has the namespace {node.get('targetNamespace')}, not {vocabulary.namespace}"
                raise SetupError(message, "is this the schema of another year?")
            if node.tag == _ELEMENT and node.get("name") and node.get("substitutionGroup"):
                yield PublishedElement(
                    name=node.get("name", ""),
                    prefix=vocabulary.prefix,
                    kind=_kind(node),
                    period=node.get(_XBRLI + "periodType", ""),
                    balance=node.get(_XBRLI + "balance", ""),
                )
    except etree.XMLSyntaxError as broken:
        raise SetupError(
            f"{address} is not a schema: {broken.msg}", "look at the file in the taxonomy package"
        ) from broken


def _kind(node: etree._Element) -> str:
    """The type of ours that stands for the element's; types that we do not have keep their own
    name."""
    group = (node.get("substitutionGroup") or "").rpartition(":")[2]
    kind = (node.get("type") or "").rpartition(":")[2].removesuffix("ItemType")
    if group in _GROUPS:
        return _GROUPS[group]
    if kind == "domain":
        return "member"
    return "abstract" if node.get("abstract") == "true" else kind
