"""The published elements that a concept outside the published base is narrower or wider than."""

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct, field

from crossfoot.model.taxonomy import Anchor, Concept, Network, Node, Taxonomy

_CLASSES = {"domain": "member", "lineItems": "abstract"}


class Anchors(Struct):
    """Finds anchors in `taken`: stated ones first, then the author's, then what the networks
    tell."""

    taxonomy: Taxonomy
    taken: Collection[str]
    stated_anchors: Mapping[str, tuple[Anchor, ...]]
    totals: dict[str, list[str]] = field(default_factory=dict)
    parents: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for network in self.taxonomy.networks:
            for node in network.nodes:
                self.totals.setdefault(node.concept, []).extend(
                    part.total for part in node.parts if part.weight > 0
                )
                if (above := _above(network, node)) is not None:
                    self.parents.setdefault(node.concept, []).append(above)

    def of(self, concept: Concept) -> tuple[Anchor, ...]:
        """The anchors of a concept that is not in the published base; none when nothing there is
        wider or narrower."""
        found = self._wider(concept.name, frozenset())
        stated = (
            anchor for anchor in self._stated(concept) if anchor.wider and anchor.base in self.taken
        )
        return (*(Anchor(base=name) for name in dict.fromkeys(found)), *stated)

    def _wider(self, name: str, seen: frozenset[str]) -> list[str]:
        if name in seen or name not in self.taxonomy.concepts:
            return []
        seen |= {name}
        for step in self._steps(self.taxonomy.concepts[name]):
            found = [
                wider
                for above in step
                for wider in ([above] if above in self.taken else self._wider(above, seen))
            ]
            if found:
                return found
        return []

    def _steps(self, concept: Concept) -> Iterator[list[str]]:
        """What stands directly above a concept, the surest source first."""
        if stated := self._stated(concept):
            yield [anchor.base for anchor in stated if not anchor.wider]
            return
        yield self.totals.get(concept.name, [])[:1]
        kind = _CLASSES.get(concept.type, concept.type)
        if kind in ("member", "abstract"):
            above = [
                name for name in self.parents.get(concept.name, []) if self._kind(name) == kind
            ]
            yield above[:1]

    def _stated(self, concept: Concept) -> tuple[Anchor, ...]:
        return self.stated_anchors.get(concept.name, ()) or concept.anchors

    def _kind(self, name: str) -> str:
        kind = self.taxonomy.concepts[name].type
        return _CLASSES.get(kind, kind)


def _above(network: Network, node: Node) -> str | None:
    return network.nodes[node.parent].concept if node.parent >= 0 else None
