"""Footnotes of facts: role, language in lower case, and text without its markup; alike in each
syntax."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from crossfoot.system.xml_parser import BadXml, language_of, local, parse_xml, text_of
from crossfoot.xbrl.readers.inline_text import chain_of, texts_in

XLINK = "{http://www.w3.org/1999/xlink}"
ROLE = "http://www.xbrl.org/2003/role/footnote"
"""the role of a footnote that names none (XBRL 2.1, 4.11.1.2; Inline XBRL 1.1, 6.1); xBRL-JSON has
no place for another"""

Note = tuple[str, str, str]


def linked_footnotes(links: Iterable[Any]) -> dict[str, list[Note]]:
    """Fact id to its footnotes, from footnote links (XBRL 2.1, 4.11)."""
    found: dict[str, list[Note]] = {}
    for link in links:
        facts: dict[str, list[str]] = {}
        notes: dict[str, list[Note]] = {}
        for child in link:
            label = child.get(f"{XLINK}label") or ""
            if local(child) == "loc":
                facts.setdefault(label, []).append(
                    (child.get(f"{XLINK}href") or "").rpartition("#")[2]
                )
            elif local(child) == "footnote":
                notes.setdefault(label, []).append(
                    _note(child.get(f"{XLINK}role"), child, text_of(child))
                )
        for fact, note in _carried(link, facts, notes):
            found.setdefault(fact, []).append(note)
    return found


def _carried(
    link: Any, facts: Mapping[str, list[str]], notes: Mapping[str, list[Note]]
) -> Iterator[tuple[str, Note]]:
    for arc in link:
        if local(arc) == "footnoteArc":
            for fact in facts.get(arc.get(f"{XLINK}from") or "", ()):
                for note in notes.get(arc.get(f"{XLINK}to") or "", ()):
                    yield fact, note


def inline_footnotes(
    elements: Sequence[Any], continuations: Mapping[str | None, Any]
) -> dict[Any, list[Note]]:
    """The same from a page: ix:relationship (Inline XBRL 1.1, 13.1); in Inline XBRL 1.0 the fact
    names them itself, and is its own key where it has no id. `continuations` is id to element."""
    notes = {
        element.get("footnoteID") or element.get("id"): _note(
            element.get("footnoteRole"), element, _whole_text(element, continuations)
        )
        for element in elements
        if local(element) == "footnote"
    }
    found: dict[Any, list[Note]] = {}
    for element in elements:
        targets = _refs(element, "toRefs") or _refs(element, "footnoteRefs")
        sources: Sequence[Any] = _refs(element, "fromRefs") or [element.get("id") or element]
        for source in sources if targets else ():
            carried = [notes[target] for target in targets if target in notes]
            found.setdefault(source, []).extend(carried)
    return found


def _whole_text(element: Any, continuations: Mapping[str | None, Any]) -> str:
    return "".join(text for part in chain_of(element, continuations) for text in texts_in(part))


def _refs(element: Any, name: str) -> Sequence[str]:
    return (element.get(name) or "").split()


def _note(role: str | None, element: Any, text: str) -> Note:
    return role or ROLE, language_of(element) or "", " ".join(text.split())


def told_footnote(fact: Mapping[str, Any]) -> Note:
    """A fact of xbrl:note (OIM 1.0, 4.3): its value is a piece of XHTML."""
    return (
        ROLE,
        str(fact["dimensions"].get("language") or "").lower(),
        " ".join(_unmarked(str(fact["value"] or "")).split()),
    )


def _unmarked(value: str) -> str:
    """The text of XHTML; what is not well-formed stays as it is."""
    if "<" not in value and "&" not in value:
        return value
    try:
        return text_of(parse_xml(f"<p>{value}</p>".encode()))
    except (BadXml, UnicodeEncodeError):
        return value
