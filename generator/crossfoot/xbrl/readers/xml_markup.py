"""Markup inside an element as text: what an escaped inline text block holds."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

from crossfoot.model.xml_text import attribute, text
from crossfoot.system.xml_parser import local, namespace

_EMPTY = ("br", "hr", "img", "col", "input", "area", "base", "link", "meta", "param")


_ADDRESSES = ("action", "archive", "cite", "classid", "codebase", "data", "href", "longdesc", "src")
"""attributes of XHTML that hold an address"""


def inner_markup(element: Any, dropped: Iterable[str], base: str = "") -> str:
    """The content as XHTML: no namespace declarations, attributes in alphabetical order.

    Elements of the `dropped` namespaces leave their content alone. Relative addresses are read
    against `base`, the page's `<base href>`, which does not come along (Inline XBRL 1.1, 11.1.2).
    """
    return "".join(_inside(element, tuple(dropped), base))


def _inside(element: Any, dropped: tuple[str, ...], base: str) -> Iterator[str]:
    yield text(element.text or "")
    for child in element:
        if namespace(child) in dropped:
            if local(child) != "exclude":
                yield from _inside(child, dropped, base)
        else:
            yield from _tagged(child, dropped, base)
        yield text(child.tail or "")


def _tagged(element: Any, dropped: tuple[str, ...], base: str) -> Iterator[str]:
    name = local(element)
    attributes = "".join(
        f' {key}="{attribute(_absolute(base, value) if key in _ADDRESSES else value)}"'
        for key, value in sorted(element.attrib.items())
        if not key.startswith("{")
    )
    if name in _EMPTY and not len(element) and not element.text:
        yield f"<{name}{attributes}/>"
        return
    yield f"<{name}{attributes}>"
    yield from _inside(element, dropped, base)
    yield f"</{name}>"


def _absolute(base: str, address: str) -> str:
    return urljoin(base, address).replace(" ", "%20") if base else address
