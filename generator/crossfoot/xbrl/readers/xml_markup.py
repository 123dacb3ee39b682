"""Markup inside an element as text: what an escaped inline text block holds."""

from collections.abc import Iterable, Iterator
from typing import Any

from crossfoot.model.xml_text import attribute, text
from crossfoot.system.xml_parser import local, namespace

_EMPTY = ("br", "hr", "img", "col", "input", "area", "base", "link", "meta", "param")


def inner_markup(element: Any, dropped: Iterable[str]) -> str:
    """The content as XHTML: no namespace declarations, attributes in alphabetical order; `dropped`
    namespaces leave their content alone."""
    return "".join(_inside(element, tuple(dropped)))


def _inside(element: Any, dropped: tuple[str, ...]) -> Iterator[str]:
    yield text(element.text or "")
    for child in element:
        if namespace(child) in dropped:
            if local(child) != "exclude":
                yield from _inside(child, dropped)
        else:
            yield from _tagged(child, dropped)
        yield text(child.tail or "")


def _tagged(element: Any, dropped: tuple[str, ...]) -> Iterator[str]:
    name = local(element)
    held = "".join(
        f' {key}="{attribute(value)}"'
        for key, value in sorted(element.attrib.items())
        if not key.startswith("{")
    )
    if name in _EMPTY and not len(element) and not element.text:
        yield f"<{name}{held}/>"
        return
    yield f"<{name}{held}>"
    yield from _inside(element, dropped)
    yield f"</{name}>"
