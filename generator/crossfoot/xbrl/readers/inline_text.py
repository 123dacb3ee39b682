"""Text of inline XBRL elements: without what is excluded, and over their continuations."""

from collections.abc import Iterator, Mapping
from typing import Any

from crossfoot.system.xml_parser import local, namespace

IX = ("http://www.xbrl.org/2013/inlineXBRL", "http://www.xbrl.org/2008/inlineXBRL")

XML_SPACE = " \t\r\n"


def texts_in(element: Any) -> Iterator[str]:
    """Text inside, without ix:exclude."""
    yield element.text or ""
    for child in element:
        if not (local(child) == "exclude" and namespace(child) in IX):
            yield from texts_in(child)
        yield child.tail or ""


def chain_of(element: Any, continuations: Mapping[str | None, Any]) -> Iterator[Any]:
    """The element and what continues it, each once."""
    seen: set[Any] = set()
    while element is not None and element not in seen:
        seen.add(element)
        yield element
        element = continuations.get(element.get("continuedAt"))
