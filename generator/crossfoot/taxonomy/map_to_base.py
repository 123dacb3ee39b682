"""A filing's taxonomy on a published base: concepts take the published element that they claim, the
others join the extension."""

from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.published import Published, PublishedElement
from crossfoot.model.taxonomy import Concept, Taxonomy
from crossfoot.taxonomy.anchors import Anchors

_CLASSES = {"domain": "member", "lineItems": "abstract", "count": "decimal"}


def map_to_base(
    taxonomy: Taxonomy, published: Published
) -> tuple[Taxonomy, dict[str, list[Finding]]]:
    """The same taxonomy over `published`, and findings by concept; concepts keep the names that the
    filing's files use."""
    if taxonomy.base is None:
        raise ValueError("an extension has a base")
    move = _Move(published=published)
    taken = {
        name: element
        for name, concept in taxonomy.concepts.items()
        if (element := move.taken(concept)) is not None
    }
    anchors = Anchors(taxonomy=taxonomy, taken=frozenset(taken), stated_anchors=published.anchors)
    concepts = {
        name: replace(concept, prefix=taken[name].prefix, element=taken[name].name, anchors=())
        if name in taken
        else replace(concept, prefix=taxonomy.vocabulary.prefix, anchors=anchors.of(concept))
        for name, concept in taxonomy.concepts.items()
    }
    base = Taxonomy(
        vocabulary=published.vocabularies[0],
        concepts={name: concepts[name] for name in taken},
        networks=(),
        base=taxonomy.base,
        further=published.vocabularies[1:],
    )
    namespace = f"{taxonomy.vocabulary.namespace}/{published.name}"
    vocabulary = replace(taxonomy.vocabulary, namespace=namespace, base_url=namespace + "/")
    own = frozenset(concepts) - frozenset(taken)
    return replace(
        taxonomy, vocabulary=vocabulary, concepts=concepts, base=base, own=own
    ), move.findings


def claimed(concept: Concept, published: Published) -> str:
    """The published name that a concept claims; empty when it claims none."""
    name = published.names.get(concept.name) or concept.us_gaap or concept.name
    return "" if name == "-" else name


class _Move(Struct):
    """Which concepts take which published element."""

    published: Published
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    holders: dict[str, Concept] = field(default_factory=dict)

    def taken(self, concept: Concept) -> PublishedElement | None:
        """The element that the concept becomes; what stands in the way is a finding."""
        element = self.published.elements.get(claimed(concept, self.published))
        problems = (
            list(self._problems(concept, element)) if element else list(self._same_name(concept))
        )
        if problems:
            self.findings[concept.name] = problems
        if element is None or problems:
            return None
        self.holders[element.name] = concept
        return element

    def _problems(self, concept: Concept, element: PublishedElement) -> Iterator[Finding]:
        there = f"{element.prefix}:{element.name}"
        if disagreements := _disagreements(concept, element):
            ours, theirs = (", ".join(side) for side in zip(*disagreements, strict=True))
            message = f"{concept.qname} is {ours}; {there} is {theirs}"
            hint = f"correct the concept, or take its claim back: 'names: {{{concept.name}: \"-\"}}' in bases/{self.published.name}.yaml"
            yield error("base.disagrees", message, concept.source, hint)
        if (first := self.holders.get(element.name)) is not None:
            message = f"{concept.qname} and {first.qname} both claim {there}"
            yield error(
                "base.claimed-twice",
                message,
                concept.source,
                "only one of them is that element",
                (first.source,),
            )

    def _same_name(self, concept: Concept) -> Iterator[Finding]:
        """A published name that means something else must not come again in an extension (EFM
        6.7.16)."""
        if (element := self.published.elements.get(concept.name)) is not None:
            message = (
                f"{concept.qname} says it is not {element.prefix}:{element.name}, and has its name"
            )
            yield warning(
                "base.same-name",
                message,
                concept.source,
                "give it another name, or let its us_gaap column claim the element",
            )


def _disagreements(concept: Concept, element: PublishedElement) -> list[tuple[str, str]]:
    pairs = (
        (_CLASSES.get(concept.type, concept.type), element.kind),
        (concept.period, element.period),
        (concept.balance or "without balance", element.balance or "without balance"),
    )
    return [(ours, theirs) for ours, theirs in pairs if ours != theirs]
