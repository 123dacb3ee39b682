"""The arcs that follow from one tree: presentation, calculation, definition."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from crossfoot.model.arcroles import DIMENSION, PARENT_CHILD, SUMMATION_10
from crossfoot.model.taxonomy import LABEL_ROLES, Concept, Network

Arc = tuple[str, str, str, int, str]
"""One arc between two concepts: source, target, arcrole, order, further attributes as written.
Bare, for there are half a million."""


class Arcs(Struct, frozen=True, kw_only=True):
    """The arcs of one extended link, made again each time they are gone through, so that they never
    lie in memory together.

    `arcroles` and `roles` (keys of LABEL_ROLES) are those that the arcs name, known beforehand: a
    linkbase declares them at its top.
    """

    make: Callable[[], Iterator[Arc]]
    arcroles: frozenset[str]
    roles: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Arc]:
        return self.make()

    def __bool__(self) -> bool:
        return bool(self.arcroles)


def presentation(network: Network) -> Arcs:
    """Parent to child in tree order, with the preferred label (XBRL 2.1, 5.2.4)."""
    below = [node.role for node in network.nodes if node.parent >= 0]
    arcroles = frozenset((PARENT_CHILD,) if below else ())
    return Arcs(make=lambda: presentation_arcs(network), arcroles=arcroles, roles=frozenset(below))


def calculation(network: Network, arcrole: str) -> Arcs:
    """Total to part with the weight (XBRL 2.1, 5.2.5; Calculations 1.1)."""
    any_arc = next(calculation_arcs(network, arcrole), None)
    arcroles = frozenset((arcrole,) if any_arc else ())
    return Arcs(make=lambda: calculation_arcs(network, arcrole), arcroles=arcroles)


def definition(network: Network, concepts: Mapping[str, Concept], container: str) -> Arcs:
    """Hypercube arcs of a tree with a table (XBRL Dimensions 1.0, 2.2 to 2.7); `container` is
    segment or scenario."""
    arcroles = frozenset(arc[2] for arc in definition_arcs(network, concepts, container))
    return Arcs(make=lambda: definition_arcs(network, concepts, container), arcroles=arcroles)


def presentation_arcs(network: Network) -> Iterator[Arc]:
    """The arcs of a presentation link."""
    count: dict[int, int] = {}
    nodes = network.nodes
    preferred = {
        role: f' preferredLabel="{uri}"' if role else "" for role, uri in LABEL_ROLES.items()
    }
    for node in nodes:
        place = node.parent
        if place >= 0:
            order = count[place] = count.get(place, 0) + 1
            yield nodes[place].concept, node.concept, PARENT_CHILD, order, preferred[node.role]


def calculation_arcs(network: Network, arcrole: str) -> Iterator[Arc]:
    """The arcs of a calculation link; 1.0 goes without those of mixed precision."""
    count: dict[str, int] = {}
    without_mixed = arcrole == SUMMATION_10
    for node in network.nodes:
        for part in node.parts:
            if part.mixed and without_mixed:
                continue
            total = part.total
            order = count[total] = count.get(total, 0) + 1
            yield total, node.concept, arcrole, order, f' weight="{part.weight}"'


def definition_arcs(
    network: Network, concepts: Mapping[str, Concept], container: str
) -> Iterator[Arc]:
    """The arcs of a definition link; none without a table.

    `container` (segment or scenario) goes to the `all` arc (XBRL Dimensions 1.0, 2.3 to 2.7); each
    (source, target, arcrole) comes once, orders count from 1.
    """
    kinds = [concepts[node.concept].type for node in network.nodes]
    if "axis" not in kinds or "lineItems" not in kinds:
        return
    seen: set[tuple[str, str, str]] = set()
    count: dict[str, int] = {}
    inside = _inside_line_items(network, kinds)
    for index, node in enumerate(network.nodes):
        parent = network.nodes[node.parent] if node.parent >= 0 else None
        if parent is None:
            continue
        for source, target, name, extra in _steps(
            kinds[node.parent],
            kinds[index],
            parent.concept,
            node.concept,
            index in inside,
            container,
        ):
            if (source, target, name) not in seen:
                seen.add((source, target, name))
                order = count[source] = count.get(source, 0) + 1
                yield source, target, DIMENSION + name, order, extra


def _inside_line_items(network: Network, kinds: list[str]) -> set[int]:
    inside: set[int] = set()
    for index, node in enumerate(network.nodes):
        if node.parent >= 0 and (kinds[node.parent] == "lineItems" or node.parent in inside):
            inside.add(index)
    return inside


def _steps(
    above: str, kind: str, parent: str, child: str, inside: bool, container: str
) -> Iterator[tuple[str, str, str, str]]:
    if above == "table" and kind == "axis":
        yield parent, child, "hypercube-dimension", ""
    elif above == "axis":
        yield parent, child, "dimension-domain", ""
        yield parent, child, "dimension-default", ""
    elif above == "table" and kind == "lineItems":
        yield child, parent, "all", f' xbrldt:closed="true" xbrldt:contextElement="{container}"'
    elif (above in ("domain", "member") and kind in ("domain", "member")) or inside:
        yield parent, child, "domain-member", ""
