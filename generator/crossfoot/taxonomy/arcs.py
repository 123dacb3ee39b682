"""The arcs that follow from one tree: presentation, calculation, definition."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from crossfoot.model.arcroles import DIMENSION, PARENT_CHILD
from crossfoot.model.quick import quick
from crossfoot.model.taxonomy import LABEL_ROLES, Concept, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """One arc between two concepts; `extra` are further attributes, already written out."""

    source: str
    target: str
    arcrole: str
    order: int
    extra: str = ""


quick_arc = quick(Arc)


@dataclass(frozen=True, slots=True)
class Arcs:
    """The arcs of a network, made again each time they are gone through, so that they never lie in memory together."""

    make: Callable[[Network], Iterator[Arc]]
    network: Network

    def __iter__(self) -> Iterator[Arc]:
        return self.make(self.network)

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None


def presentation_arcs(network: Network) -> Iterator[Arc]:
    """Parent to child in tree order, with the preferred label (XBRL 2.1, 5.2.4)."""
    count: dict[int, int] = {}
    for node in network.nodes:
        if node.parent < 0:
            continue
        order = count[node.parent] = count.get(node.parent, 0) + 1
        extra = f' preferredLabel="{LABEL_ROLES[node.role]}"' if node.role else ""
        parent = network.nodes[node.parent].concept
        yield quick_arc(source=parent, target=node.concept, arcrole=PARENT_CHILD, order=order, extra=extra)


def calculation_arcs(network: Network, arcrole: str) -> Iterator[Arc]:
    """Total to part with the weight (XBRL 2.1, 5.2.5; Calculations 1.1)."""
    count: dict[str, int] = {}
    for node in network.nodes:
        for part in node.parts:
            order = count[part.total] = count.get(part.total, 0) + 1
            yield quick_arc(source=part.total, target=node.concept, arcrole=arcrole, order=order, extra=f' weight="{part.weight}"')


def definition_arcs(network: Network, concepts: Mapping[str, Concept], container: str) -> Iterator[Arc]:
    """Hypercube arcs of a tree with a table (XBRL Dimensions 1.0, 2.2 to 2.7); `container` is segment or scenario."""
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
            kinds[node.parent], kinds[index], parent.concept, node.concept, index in inside, container
        ):
            if (source, target, name) not in seen:
                seen.add((source, target, name))
                order = count[source] = count.get(source, 0) + 1
                yield quick_arc(source=source, target=target, arcrole=DIMENSION + name, order=order, extra=extra)


def _inside_line_items(network: Network, kinds: list[str]) -> set[int]:
    inside: set[int] = set()
    for index, node in enumerate(network.nodes):
        if node.parent >= 0 and (kinds[node.parent] == "lineItems" or node.parent in inside):
            inside.add(index)
    return inside


def _steps(above: str, kind: str, parent: str, child: str, inside: bool, container: str) -> Iterator[tuple[str, str, str, str]]:
    if above == "table" and kind == "axis":
        yield parent, child, "hypercube-dimension", ""
    elif above == "axis":
        yield parent, child, "dimension-domain", ""
        yield parent, child, "dimension-default", ""
    elif above == "table" and kind == "lineItems":
        yield child, parent, "all", f' xbrldt:closed="true" xbrldt:contextElement="{container}"'
    elif (above in ("domain", "member") and kind in ("domain", "member")) or inside:
        yield parent, child, "domain-member", ""
