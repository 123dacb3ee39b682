"""Linkbases from arcs, labels and references (XBRL 2.1, 3.5 and 5.2); one writer for all kinds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from crossfoot.model.arcroles import DIMENSION, SUMMATION_11, WIDER_NARROWER
from crossfoot.model.taxonomy import LABEL_ROLES, Concept
from crossfoot.model.xml_text import DECLARATION, attribute, text
from crossfoot.taxonomy.arcs import Arc

LANGUAGES = {"en": "en-US", "ja": "ja"}
_NEGATED = "http://www.xbrl.org/lrr/role/negated-2009-12-16.xsd"
_ARCROLE_FILES = {
    SUMMATION_11: "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item",
    WIDER_NARROWER: "http://www.xbrl.org/lrr/arcrole/esma-arcrole-2018-11-21.xsd#wider-narrower",
}
Locate = Callable[[str], str]
"""A concept's local name to the address of its element: `file.xsd#id`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One extended link: its role with the schema that defines it, and its arcs."""

    role: str
    role_href: str
    arcs: Iterable[Arc]


def _open(prefix_attributes: str = "") -> str:
    return (
        DECLARATION + '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"{prefix_attributes}>\n'
    )


def _reference(kind: str, uri: str, href: str) -> str:
    return f'<link:{kind}Ref {kind}URI="{attribute(uri)}" xlink:type="simple" xlink:href="{attribute(href)}"/>\n'


def _arcrole_href(arcrole: str) -> str:
    if arcrole.startswith(DIMENSION):
        return f"http://www.xbrl.org/2005/xbrldt-2005.xsd#{arcrole.removeprefix(DIMENSION)}"
    return _ARCROLE_FILES.get(arcrole, "")


def arc_linkbase(kind: str, links: Iterable[Link], locate: Locate) -> Iterator[str]:
    """A presentation, calculation or definition linkbase; a link without arcs is left out."""
    filled = [link for link in links if link.arcs]
    yield _open(' xmlns:xbrldt="http://xbrl.org/2005/xbrldt"' if kind == "definition" else "")
    for role, href in sorted({(link.role, link.role_href) for link in filled}):
        yield _reference("role", role, href)
    for uri in sorted(_negated_roles(arc for link in filled for arc in link.arcs)):
        yield _reference("role", uri, f"{_NEGATED}#{uri.rsplit('/', 1)[-1]}")
    for arcrole in sorted({arc.arcrole for link in filled for arc in link.arcs}):
        if href := _arcrole_href(arcrole):
            yield _reference("arcrole", arcrole, href)
    for link in filled:
        yield from _extended_link(kind, link, locate)
    yield "</link:linkbase>\n"


def _negated_roles(arcs: Iterable[Arc]) -> set[str]:
    roles = {uri for role, uri in LABEL_ROLES.items() if role.startswith("negated")}
    extras = {arc.extra for arc in arcs}
    return {uri for extra in extras for uri in roles if f'"{uri}"' in extra}


def _extended_link(kind: str, link: Link, locate: Locate) -> Iterator[str]:
    yield f'<link:{kind}Link xlink:type="extended" xlink:role="{attribute(link.role)}">\n'
    located: set[str] = set()
    drawn: dict[tuple[str, str], int] = {}
    for arc in link.arcs:
        count = drawn[arc.source, arc.target] = drawn.get((arc.source, arc.target), 0) + 1
        target = arc.target if count == 1 else f"{arc.target}_{count}"
        for label, name in ((arc.source, arc.source), (target, arc.target)):
            if label not in located:
                located.add(label)
                yield f'<link:loc xlink:type="locator" xlink:href="{attribute(locate(name))}" xlink:label="{label}"/>\n'
        yield (
            f'<link:{kind}Arc xlink:type="arc" xlink:arcrole="{arc.arcrole}" xlink:from="{arc.source}" xlink:to="{target}" '
            f'order="{arc.order}"{arc.extra}/>\n'
        )
    yield f"</link:{kind}Link>\n"


def label_linkbase(labels: Iterable[tuple[Concept, str, str, str]], locate: Locate) -> Iterator[str]:
    """Labels given as (concept, role, language, text)."""
    rows = list(labels)
    yield _open()
    for uri in sorted({LABEL_ROLES[role] for _, role, _, _ in rows if role.startswith("negated")}):
        yield _reference("role", uri, f"{_NEGATED}#{uri.rsplit('/', 1)[-1]}")
    yield '<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">\n'
    located: set[str] = set()
    for concept, role, lang, words in rows:
        if concept.name not in located:
            located.add(concept.name)
            yield f'<link:loc xlink:type="locator" xlink:href="{attribute(locate(concept.name))}" xlink:label="{concept.name}"/>\n'
        key = f"{concept.name}_{role or 'label'}_{lang}"
        yield (
            f'<link:label xlink:type="resource" xlink:label="{key}" xlink:role="{LABEL_ROLES[role]}" '
            f'xml:lang="{LANGUAGES.get(lang, lang)}" id="lab_{key}">{text(words)}</link:label>\n'
            f'<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" '
            f'xlink:from="{concept.name}" xlink:to="{key}"/>\n'
        )
    yield "</link:labelLink>\n</link:linkbase>\n"


def reference_linkbase(concepts: Iterable[Concept], locate: Locate, parts_namespace: str) -> Iterator[str]:
    """ASC references in parts; Topic and SubTopic are our own parts (substituting link:part)."""
    yield _open(f' xmlns:ref="http://www.xbrl.org/2006/ref" xmlns:asc="{attribute(parts_namespace)}"')
    yield '<link:referenceLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">\n'
    for concept in concepts:
        if not concept.references:
            continue
        yield f'<link:loc xlink:type="locator" xlink:href="{attribute(locate(concept.name))}" xlink:label="{concept.name}"/>\n'
        for number, reference in enumerate(concept.references, 1):
            key = f"{concept.name}_ref{number}"
            yield (
                f'<link:reference xlink:type="resource" xlink:label="{key}" xlink:role="http://www.xbrl.org/2003/role/reference">'
                f"{_parts(reference)}</link:reference>\n"
                f'<link:referenceArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-reference" '
                f'xlink:from="{concept.name}" xlink:to="{key}" order="{number}"/>\n'
            )
    yield "</link:referenceLink>\n</link:linkbase>\n"


def _parts(reference: str) -> str:
    numbers = reference.removeprefix("ASC ").strip().split("-")
    names = ("asc:Topic", "asc:SubTopic", "ref:Section", "ref:Paragraph")
    if len(numbers) > len(names):
        numbers = [*numbers[:3], "-".join(numbers[3:])]
    inside = "".join(f"<{name}>{text(number)}</{name}>" for name, number in zip(names, numbers, strict=False))
    return f"<ref:Publisher>FASB</ref:Publisher><ref:Name>Accounting Standards Codification</ref:Name>{inside}"
