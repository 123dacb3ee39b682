"""What a filing took from a published base, and what it had to extend."""

from collections import Counter
from collections.abc import Iterable

from crossfoot.model.instance import Instance
from crossfoot.model.published import BaseUse, Extended, Published
from crossfoot.model.taxonomy import Concept, Network, Taxonomy
from crossfoot.taxonomy.map_to_base import claimed


def extension_statistics(
    taxonomy: Taxonomy, published: Published, networks: Iterable[Network], instance: Instance
) -> BaseUse:
    """Counts over the facts, and over the concepts of the networks in use; the extended ones in
    name order."""
    facts = Counter(fact.concept.name for fact in instance.facts)
    used = {node.concept for network in networks for node in network.nodes} | set(facts)
    own = sorted(used & taxonomy.own)
    return BaseUse(
        base=published.name,
        facts_published=sum(count for name, count in facts.items() if name not in taxonomy.own),
        facts_extension=sum(count for name, count in facts.items() if name in taxonomy.own),
        concepts_published=len(used) - len(own),
        extended=tuple(
            _extended(taxonomy.concepts[name], taxonomy, published, facts[name]) for name in own
        ),
    )


def _extended(concept: Concept, taxonomy: Taxonomy, published: Published, facts: int) -> Extended:
    ours = taxonomy.base.base if taxonomy.base else None
    claim = claimed(concept, published)
    why = "claims no published name" if not claim else f"{published.name} has no {claim}"
    if claim in published.elements:
        why = f"disagrees with {claim}"
    return Extended(
        name=concept.name,
        company=ours is None or concept.name not in ours.concepts,
        why=why,
        anchors=tuple(
            f"{'wider than' if anchor.wider else 'narrower than'} {taxonomy.concepts[anchor.base].qname}"
            for anchor in concept.anchors
        ),
        facts=facts,
        source=concept.source,
    )
