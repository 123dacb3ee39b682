"""Rules on trees that must hold before anything is compiled: totals, weights, period types,
cycles."""

from collections.abc import Iterator, Mapping

from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.taxonomy import Concept, Network, Node, Part, Taxonomy


def check_networks(taxonomy: Taxonomy, network_ids: set[str] | None = None) -> list[Finding]:
    """Findings of every network, or of the named ones."""
    findings: list[Finding] = []
    for network in taxonomy.networks:
        if network_ids is None or network.id in network_ids:
            findings.extend(_check_network(network, taxonomy.concepts))
    return findings


def _check_network(network: Network, concepts: Mapping[str, Concept]) -> Iterator[Finding]:
    present = {node.concept for node in network.nodes}
    arcs: dict[tuple[str, str], Node] = {}
    lines: dict[tuple[str, str], Node] = {}
    for node in network.nodes:
        first_line = lines.setdefault((node.concept, node.role), node)
        if first_line is not node:
            message = f"{node.concept} stands twice with the same label role"
            yield error(
                "taxonomy.line-twice",
                message,
                node.source,
                "give one of them another label role",
                (first_line.source,),
            )
        for part in node.parts:
            if part.total not in present:
                message = f"the total '{part.total}' does not stand in this network"
                yield error(
                    "taxonomy.total",
                    message,
                    node.source,
                    did_you_mean(part.total, present, "add the total's line"),
                )
                continue
            first = arcs.setdefault((part.total, node.concept), node)
            if first is not node:
                message = f"{node.concept} is a part of {part.total} twice"
                yield error(
                    "taxonomy.arc-twice",
                    message,
                    node.source,
                    "give part_of on one line only",
                    (first.source,),
                )
            yield from _check_arc(concepts[part.total], concepts[node.concept], part, node)
    yield from _cycles(network)
    yield from _empty_totals(network, {total for total, _ in arcs})


def _empty_totals(network: Network, totals: set[str]) -> Iterator[Finding]:
    """A line with the label of a total that nothing is a part of: no sum will prove it. A tree
    without parts may."""
    for node in network.nodes if totals else ():
        if node.role in ("total", "negatedTotal") and node.concept not in totals:
            message = f"{node.concept} has the label of a total, and no line of this network is a part of it"
            yield warning(
                "taxonomy.total-empty",
                message,
                node.source,
                "write it as 'part_of' on its parts, or give the line another label role",
            )


def _check_arc(total: Concept, child: Concept, part: Part, node: Node) -> Iterator[Finding]:
    if not total.numeric or not child.numeric:
        other = child if total.numeric else total
        message = f"{other.name} has the type {other.type}; a sum is made of numbers"
        yield error("taxonomy.part", message, node.source, "take it out of part_of")
        return
    if total.period != child.period:
        message = f"{child.name} ({child.period}) can't be a part of {total.name} ({total.period})"
        yield error(
            "taxonomy.period",
            message,
            node.source,
            "both ends of a sum have the same period type (EFM 6.14.03)",
        )
    if total.balance and child.balance and (total.balance == child.balance) != (part.weight > 0):
        message = f"{child.name} ({child.balance}) in {total.name} ({total.balance}) can't have the weight {part.weight}"
        hint = (
            f"the weight is {-part.weight}: same balance 1, opposite balance -1 (XBRL 2.1, 5.1.1.2)"
        )
        yield error("taxonomy.weight", message, node.source, hint)


def _cycles(network: Network) -> Iterator[Finding]:
    place = {node.concept: index for index, node in enumerate(network.nodes)}
    arcs = (
        (place.get(part.total, -1), place[node.concept])
        for node in network.nodes
        for part in node.parts
    )
    if {(total > part) - (total < part) for total, part in arcs} in ({1}, {-1}):
        return  # every total stands below its parts, or every one above them
    totals: dict[str, list[str]] = {}
    where: dict[str, Node] = {}
    for node in network.nodes:
        for part in node.parts:
            totals.setdefault(node.concept, []).append(part.total)
            where.setdefault(node.concept, node)
    done: set[str] = set()
    for start in totals:
        path: list[str] = []
        if loop := _walk(start, totals, path, done):
            done.update(loop)
            text = " > ".join(loop)
            yield error(
                "taxonomy.cycle",
                f"the sums run in a circle: {text}",
                where[loop[0]].source,
                "a total can't be a part of its own part",
            )


def _walk(
    start: str, totals: Mapping[str, list[str]], path: list[str], done: set[str]
) -> list[str]:
    stack: list[tuple[str, int]] = [(start, 0)]
    while stack:
        name, step = stack.pop()
        del path[len(stack) :]
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done and step == 0:
            continue
        path.append(name)
        targets = totals.get(name, [])
        if step < len(targets):
            stack.append((name, step + 1))
            stack.append((targets[step], 0))
            path_target = targets[step]
            if path_target in path:
                return [*path[path.index(path_target) :], path_target]
        else:
            done.add(name)
    return []
