"""The neutral view of curated sources."""

from collections.abc import Iterable, Iterator

from crossfoot.model.arcroles import PARENT_CHILD, SUMMATION_11, WIDER_NARROWER
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Network, Taxonomy
from crossfoot.model.view import (
    ANCHOR,
    CALCULATION,
    DEFINITION,
    PRESENTATION,
    Element,
    ElementLabel,
    ElementReference,
    Line,
    Role,
    View,
)
from crossfoot.taxonomy.arcs import definition_arcs

LANGUAGES = ("en", "ja")


def view_of(taxonomy: Taxonomy, name: str, facts: Iterable[tuple[str, SourceRef]] = ()) -> View:
    """A base with all it has; an extension with its own concepts and networks, over the elements of
    its base."""
    networks, concepts = taxonomy.own_networks, taxonomy.concepts
    return View(
        name=name,
        elements={
            concept.qname: _element(concept, concept.name in taxonomy.own)
            for concept in concepts.values()
        },
        labels=tuple(label for concept in concepts.values() for label in _labels(concept)),
        references=tuple(
            ElementReference(element=concept.qname, text=text, source=concept.source)
            for concept in concepts.values()
            for text in concept.references
        ),
        roles=tuple(
            Role(id=network.id, definition=network.definition, source=network.source)
            for network in networks
        ),
        lines=tuple(line for network in networks for line in _lines(network, taxonomy))
        + tuple(_anchors(taxonomy)),
        facts=tuple((concepts[fact].qname, at) for fact, at in facts if fact in concepts),
        languages=LANGUAGES,
        curated=True,
        extends=taxonomy.base is not None,
    )


def _element(concept: Concept, own: bool) -> Element:
    return Element(
        key=concept.qname,
        name=concept.name,
        kind=concept.type,
        type=concept.type,
        period=concept.period,
        balance=concept.balance,
        abstract=concept.abstract or concept.type in ("domain", "member"),
        own=own,
        us_gaap="" if concept.us_gaap == "-" else concept.us_gaap or concept.name,
        replaces=concept.replaces,
        source=concept.source,
    )


def _labels(concept: Concept) -> Iterator[ElementLabel]:
    for label in concept.labels:
        source = label.source or concept.source
        yield ElementLabel(
            element=concept.qname, role=label.role, lang=label.lang, text=label.text, source=source
        )


def _lines(network: Network, taxonomy: Taxonomy) -> Iterator[Line]:
    names = {node.concept: taxonomy.concepts[node.concept].qname for node in network.nodes}
    first: dict[str, SourceRef] = {}
    for index, node in enumerate(network.nodes):
        first.setdefault(node.concept, node.source)
        if node.parent >= 0:
            yield Line(
                kind=PRESENTATION,
                role=network.id,
                arcrole=PARENT_CHILD,
                parent=names[network.nodes[node.parent].concept],
                child=names[node.concept],
                order=str(index),
                preferred=node.role,
                source=node.source,
            )
    yield from _sums(network, taxonomy)
    for parent, child, arcrole, _, _ in definition_arcs(network, taxonomy.concepts, "segment"):
        at = first[child if child != network.nodes[0].concept else parent]
        yield Line(
            kind=DEFINITION,
            role=network.id,
            arcrole=arcrole,
            parent=names[parent],
            child=names[child],
            source=at,
        )


def _sums(network: Network, taxonomy: Taxonomy) -> Iterator[Line]:
    for node in network.nodes:
        for part in node.parts:
            total = taxonomy.concepts.get(part.total)
            yield Line(
                kind=CALCULATION,
                role=network.id,
                arcrole=SUMMATION_11,
                parent=total.qname if total else part.total,
                child=taxonomy.concepts[node.concept].qname,
                weight=str(part.weight),
                source=node.source,
            )


def _anchors(taxonomy: Taxonomy) -> Iterator[Line]:
    for name in taxonomy.concepts:
        concept = taxonomy.concepts[name]
        for anchor in concept.anchors if name in taxonomy.own else ():
            if anchor.base in taxonomy.concepts:
                base = taxonomy.concepts[anchor.base].qname
                wider, narrower = (concept.qname, base) if anchor.wider else (base, concept.qname)
                yield Line(
                    kind=ANCHOR,
                    role="anchoring",
                    arcrole=WIDER_NARROWER,
                    parent=wider,
                    child=narrower,
                    source=concept.source,
                )
