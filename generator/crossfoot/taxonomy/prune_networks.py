"""The part of the networks that a filing uses: lines with facts, their headings, axes with members
in use."""

from collections.abc import Iterable

from msgspec.structs import replace

from crossfoot.model.instance import Fact, Instance, Statement
from crossfoot.model.taxonomy import Concept, Network, Node, Part, Taxonomy


class _Use:
    """What the tables of one network report."""

    def __init__(self) -> None:
        self.concepts: set[str] = set()
        self.roles: dict[str, set[str]] = {}
        self.members: set[str] = set()

    def add(self, statement: Statement) -> None:
        for line in statement.lines:
            last: Concept | None = None  # most facts of a line are of one concept
            for cell in line.cells:
                for fact in cell.facts or ((cell.claim,) if cell.claim else ()):
                    if fact.concept is not last:
                        last = fact.concept
                        self.concepts.add(last.name)
                        if line.concept is not None and last.name == line.concept.name:
                            self.roles.setdefault(last.name, set()).add(line.role)
                    self.add_members(fact)
            for part in line.label:
                for fact in part.facts:
                    self.add_fact(fact)

    def add_fact(self, fact: Fact) -> None:
        self.concepts.add(fact.concept.name)
        self.add_members(fact)

    def add_members(self, fact: Fact) -> None:
        for _, member in fact.members:
            self.members.add(member)


def prune_networks(taxonomy: Taxonomy, instance: Instance) -> tuple[Network, ...]:
    """The networks in use, pruned; calculation parts only where the total is kept."""
    uses = _uses(instance)
    cover = {fact.concept.name for fact in instance.cover}
    selected = []
    for network in taxonomy.networks:
        use = uses.get(network.id)
        if cover and network.kind == "Document":  # a table may print the numbers of the cover
            use = use or _Use()
            use.concepts |= cover
        if use is None:
            continue
        pruned = _prune(network, use, taxonomy)
        if pruned.nodes:
            selected.append(pruned)
    return tuple(selected)


def _uses(instance: Instance) -> dict[str, _Use]:
    """What is reported in each network, by tables and by the text blocks that hold them."""
    uses: dict[str, _Use] = {}
    for statement in instance.statements:
        for network_id in statement.networks:
            uses.setdefault(network_id, _Use()).add(statement)
    for block in instance.blocks:
        for statement in instance.statements:
            if statement.id in block.tables:
                for network_id in statement.networks:
                    uses[network_id].add_fact(block.fact)
    return uses


def _prune(network: Network, use: _Use, taxonomy: Taxonomy) -> Network:
    keep: set[int] = set()
    for index, node in enumerate(network.nodes):
        if _used(node, use, taxonomy):
            keep.update(_with_ancestors(index, network.nodes))
    axes_kept = any(
        taxonomy.concepts[network.nodes[index].concept].type == "axis" for index in keep
    )
    if axes_kept:
        keep.update(_frame(network, keep, taxonomy))
    bare = _bare(network, keep, taxonomy)
    remaining = sorted(keep - bare)
    concepts = {network.nodes[index].concept for index in remaining}
    place = {old: new for new, old in enumerate(remaining)}
    parts = _parts_of(network, concepts)
    nodes = tuple(
        [
            _moved(_hoisted(network.nodes[index], bare, network.nodes), place, parts)
            for index in remaining
        ]
    )
    return network if nodes == network.nodes else replace(network, nodes=nodes)


def _parts_of(network: Network, concepts: set[str]) -> dict[str, tuple[Part, ...]]:
    """The parts of each kept concept, whichever of its lines they are written on, where the total
    is kept too."""
    parts: dict[str, tuple[Part, ...]] = {}
    for node in network.nodes:
        if node.concept in concepts:
            parts[node.concept] = (
                *parts.get(node.concept, ()),
                *(part for part in node.parts if part.total in concepts),
            )
    return parts


def _used(node: Node, use: _Use, taxonomy: Taxonomy) -> bool:
    concept = taxonomy.concepts[node.concept]
    if concept.type in ("domain", "member"):
        return node.concept in use.members
    if concept.abstract or node.concept not in use.concepts:
        return False
    roles = use.roles.get(node.concept)
    return node.role in roles if roles else not node.role.lower().endswith("periodstart")


def _with_ancestors(index: int, nodes: tuple[Node, ...]) -> Iterable[int]:
    while index >= 0:
        yield index
        index = nodes[index].parent


def _frame(network: Network, keep: set[int], taxonomy: Taxonomy) -> set[int]:
    """The domains of kept axes, and line items, so that every table is whole."""
    frame = set()
    for index, node in enumerate(network.nodes):
        kind = taxonomy.concepts[node.concept].type
        if (kind == "domain" and node.parent in keep) or (
            kind == "lineItems" and node.parent in keep
        ):
            frame.add(index)
    return frame


def _bare(network: Network, keep: set[int], taxonomy: Taxonomy) -> set[int]:
    """Tables of which no axis is kept, and their line items: the lines stand without them, for a
    table has an axis (EFM 6.16)."""
    kinds = {index: taxonomy.concepts[network.nodes[index].concept].type for index in keep}
    framed = {network.nodes[index].parent for index, kind in kinds.items() if kind == "axis"}
    tables = {index for index, kind in kinds.items() if kind == "table"} - framed
    return tables | {
        index
        for index, kind in kinds.items()
        if kind == "lineItems" and network.nodes[index].parent in tables
    }


def _hoisted(node: Node, bare: set[int], nodes: tuple[Node, ...]) -> Node:
    """The node under the nearest line above it that is kept."""
    parent, up = node.parent, 0
    while parent in bare:
        parent, up = nodes[parent].parent, up + 1
    return replace(node, parent=parent, level=node.level - up) if up else node


def _moved(node: Node, place: dict[int, int], parts: dict[str, tuple[Part, ...]]) -> Node:
    """The node in its new place; a concept's parts go to its first kept line."""
    parent, own = place.get(node.parent, -1), parts.pop(node.concept, ())
    return (
        node
        if (parent, own) == (node.parent, node.parts)
        else replace(node, parent=parent, parts=own)
    )
