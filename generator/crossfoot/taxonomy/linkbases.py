"""Linkbases from arcs, labels and references (XBRL 2.1, 3.5 and 5.2); one writer for all kinds."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from crossfoot.model.arcroles import DIMENSION, SUMMATION_11, WIDER_NARROWER
from crossfoot.model.taxonomy import LABEL_ROLES, Concept
from crossfoot.model.xml_text import DECLARATION, attribute, text
from crossfoot.taxonomy.arcs import Arcs

LANGUAGES = {"en": "en-US", "ja": "ja"}
_NEGATED = "http://www.xbrl.org/lrr/role/negated-2009-12-16.xsd"
_ARCROLE_FILES = {
    SUMMATION_11: "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item",
    WIDER_NARROWER: "http://www.xbrl.org/lrr/arcrole/esma-arcrole-2018-11-21.xsd#wider-narrower",
}
_PIECE = 1000
Locate = Callable[[str], str]
"""A concept's local name to the address of its element, as an attribute: `file.xsd#id`."""
Labels = Iterable[tuple[Concept, str, str, str]]
"""(concept, role, language, text), all rows of a concept one after the other."""


class Link(Struct, frozen=True, kw_only=True):
    """One extended link: its role with the schema that defines it, and its arcs."""

    role: str
    role_href: str
    arcs: Arcs


def _open(prefix_attributes: str = "") -> str:
    return (
        DECLARATION
        + '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"{prefix_attributes}>\n'
    )


def _reference(kind: str, uri: str, href: str) -> str:
    return f'<link:{kind}Ref {kind}URI="{attribute(uri)}" xlink:type="simple" xlink:href="{attribute(href)}"/>\n'


def _arcrole_href(arcrole: str) -> str:
    if arcrole.startswith(DIMENSION):
        return f"http://www.xbrl.org/2005/xbrldt-2005.xsd#{arcrole.removeprefix(DIMENSION)}"
    return _ARCROLE_FILES.get(arcrole, "")


def arc_linkbase(kind: str, links: Iterable[Link], locate: Locate) -> Iterator[str]:
    """A presentation, calculation or definition linkbase; a link without arcs is left out.

    In pieces of XML; `locate` gives the address of a concept's element. Roles and arcroles in use
    are declared at the top (XBRL 2.1, 3.5.2.4 and 3.5.2.5).
    """
    filled = [link for link in links if link.arcs]
    yield _open(' xmlns:xbrldt="http://xbrl.org/2005/xbrldt"' if kind == "definition" else "")
    for role, href in sorted({(link.role, link.role_href) for link in filled}):
        yield _reference("role", role, href)
    yield from _negated_roles(frozenset().union(*(link.arcs.roles for link in filled)))
    for arcrole in sorted(frozenset().union(*(link.arcs.arcroles for link in filled))):
        if href := _arcrole_href(arcrole):
            yield _reference("arcrole", arcrole, href)
    for link in filled:
        yield from _extended_link(kind, link, locate)
    yield "</link:linkbase>\n"


def _negated_roles(roles: Iterable[str]) -> Iterator[str]:
    """Roles of the link role registry, which have to be declared."""
    for uri in sorted(LABEL_ROLES[role] for role in roles if role.startswith("negated")):
        yield _reference("role", uri, f"{_NEGATED}#{uri.rsplit('/', 1)[-1]}")


def _extended_link(kind: str, link: Link, locate: Locate) -> Iterator[str]:
    """The link with each end located before its first arc; a target that a source has twice gets
    another locator."""
    lines = [f'<link:{kind}Link xlink:type="extended" xlink:role="{attribute(link.role)}">\n']
    located: set[str] = set()
    first: dict[str, str] = {}
    again: dict[tuple[str, str], int] = {}
    loc = '<link:loc xlink:type="locator" xlink:href="'
    head = f'<link:{kind}Arc xlink:type="arc" xlink:arcrole="'
    for source, name, arcrole, order, extra in link.arcs:
        label, before = name, ""
        if source not in located:
            located.add(source)
            before = f'{loc}{locate(source)}" xlink:label="{source}"/>\n'
        if name not in first:
            first[name] = source
        else:
            count = again[source, name] = again.get((source, name), first[name] == source) + 1
            label = name if count == 1 else f"{name}_{count}"
        if label not in located:
            located.add(label)
            before = f'{before}{loc}{locate(name)}" xlink:label="{label}"/>\n'
        lines.append(
            f'{before}{head}{arcrole}" xlink:from="{source}" xlink:to="{label}" order="{order}"{extra}/>\n'
        )
        if len(lines) > _PIECE:
            yield "".join(lines)
            lines = []
    yield f"{''.join(lines)}</link:{kind}Link>\n"


def label_linkbase(labels: Labels, roles: Iterable[str], locate: Locate) -> Iterator[str]:
    """The labels, which use these roles.

    In pieces of XML (XBRL 2.1, 5.2.2); `labels` hold (concept, role, language, text), the rows of a
    concept one after the other.
    """
    yield _open()
    yield from _negated_roles(roles)
    yield '<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">\n'
    lines: list[str] = []
    located: Concept | None = None
    arc = '<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" xlink:from="'
    for concept, role, lang, words in labels:
        name = concept.name
        if concept is not located:
            located = concept
            lines.append(
                f'<link:loc xlink:type="locator" xlink:href="{locate(name)}" xlink:label="{name}"/>\n'
            )
        key = f"{name}_{role or 'label'}_{lang}"
        lines.append(
            f'<link:label xlink:type="resource" xlink:label="{key}" xlink:role="{LABEL_ROLES[role]}" '
            f'xml:lang="{LANGUAGES.get(lang, lang)}" id="lab_{key}">{text(words)}</link:label>\n'
            f'{arc}{name}" xlink:to="{key}"/>\n'
        )
        if len(lines) > _PIECE:
            yield "".join(lines)
            lines = []
    yield f"{''.join(lines)}</link:labelLink>\n</link:linkbase>\n"


def reference_linkbase(
    concepts: Iterable[Concept], locate: Locate, parts_namespace: str
) -> Iterator[str]:
    """ASC references in parts; Topic and SubTopic are our own parts (substituting link:part).

    In pieces of XML (XBRL 2.1, 5.2.3); `350-20-45-1` becomes topic, subtopic, section and
    paragraph.
    """
    yield _open(
        f' xmlns:ref="http://www.xbrl.org/2006/ref" xmlns:asc="{attribute(parts_namespace)}"'
    )
    yield '<link:referenceLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">\n'
    for concept in concepts:
        if not concept.references:
            continue
        yield f'<link:loc xlink:type="locator" xlink:href="{locate(concept.name)}" xlink:label="{concept.name}"/>\n'
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
    inside = "".join(
        f"<{name}>{text(number)}</{name}>" for name, number in zip(names, numbers, strict=False)
    )
    return f"<ref:Publisher>FASB</ref:Publisher><ref:Name>Accounting Standards Codification</ref:Name>{inside}"
