"""Lines of a table to lines of its networks: which node a row stands on."""

from msgspec import Struct, field

from crossfoot.model.filing import Row, Table
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.taxonomy import Network, Node, Taxonomy

_START = {"periodStart", "negatedPeriodStart"}


class NetworkIndex(Struct, frozen=True):
    """The networks of one table, indexed by concept."""

    networks: tuple[Network, ...]
    nodes: dict[str, list[tuple[int, int, Node]]] = field(default_factory=dict)
    axes: dict[str, set[str]] = field(default_factory=dict)
    inherited: frozenset[str] = frozenset()
    """ids of the networks that are the base's."""

    @property
    def unread(self) -> bool:
        """A network could not be read, which was told once: its lines are not missed one by one."""
        return any(not network.nodes for network in self.networks)


def index_networks(table: Table, taxonomy: Taxonomy, findings: list[Finding]) -> NetworkIndex:
    """Index the table's networks; a finding for each that does not exist.

    Lines by concept, and the members that may stand under each axis; the networks are those that
    `networks:` of the table names.
    """
    networks = []
    for network_id in table.networks:
        network = taxonomy.network(network_id)
        if network is None:
            hint = did_you_mean(network_id, [known.id for known in taxonomy.networks])
            findings.append(
                error("build.network", f"there is no network '{network_id}'", table.defined, hint)
            )
            continue
        networks.append(network)
    shared = {id(network) for network in taxonomy.base.networks} if taxonomy.base else set()
    places = NetworkIndex(
        tuple(networks),
        inherited=frozenset(network.id for network in networks if id(network) in shared),
    )
    for number, network in enumerate(networks):
        for index, node in enumerate(network.nodes):
            places.nodes.setdefault(node.concept, []).append((number, index, node))
        for axis, members in axis_members(network, taxonomy).items():
            places.axes.setdefault(axis, set()).update(members)
    return places


def axis_members(network: Network, taxonomy: Taxonomy) -> dict[str, set[str]]:
    """Each axis of the tree with the members and domains below it."""
    axes: dict[str, set[str]] = {}
    above: dict[int, str] = {}
    for index, node in enumerate(network.nodes):
        concept = taxonomy.concepts.get(node.concept)
        kind = concept.type if concept else ""
        if kind == "axis":
            above[index] = node.concept
            axes.setdefault(node.concept, set())
        elif kind in ("domain", "member") and node.parent in above:
            above[index] = above[node.parent]
            axes[above[index]].add(node.concept)
    return axes


def find_node(
    concept: str, role: str, at: SourceRef, places: NetworkIndex, findings: list[Finding]
) -> tuple[int, int, Node] | None:
    """(network number, line number, node) of the row; None with a finding when there is none or
    several."""
    found = places.nodes.get(concept, [])
    if role:
        matching = [place for place in found if place[2].role == role]
    else:
        matching = [place for place in found if not place[2].role] or [
            place for place in found if place[2].role not in _START
        ]
    if matching:
        return matching[0]
    if found or not places.unread:
        findings.append(_nowhere(concept, role, at, places, found))
    return None


def _nowhere(
    concept: str,
    role: str,
    at: SourceRef,
    places: NetworkIndex,
    found: list[tuple[int, int, Node]],
) -> Finding:
    message = f"{concept} does not stand in {_names(places)}"
    hint = f"add it where it would be printed: {_file(places)}"
    if found:
        message = f"{concept} does not stand with the label role '{role}' in {_names(places)}"
        hint = f"it has: {', '.join(sorted({place[2].role or '(none)' for place in found}))}"
    return error("build.place", message, at, hint)


def _names(places: NetworkIndex) -> str:
    return " or ".join(f"'{network.id}'" for network in places.networks) or "any network"


def _file(places: NetworkIndex, number: int = 0) -> str:
    """The file to edit; a network of the base is copied first, because it is everyone's."""
    if number >= len(places.networks):
        return "a network of the table"
    network = places.networks[number]
    name = network.nodes[0].source.file
    return (
        f"a copy of {name} in the company's networks/, listed in its networks.yaml"
        if network.id in places.inherited
        else name
    )


def order_findings(
    table: Table, placed: list[tuple[Row, tuple[int, int, Node]]], places: NetworkIndex
) -> list[Finding]:
    """Rows that are printed in another order than their network has; turned and member rows may
    repeat."""
    findings = []
    last: dict[int, tuple[int, Row]] = {}
    for row, (network, index, _node) in placed:
        if row.aspects.members or row.aspects.period:
            continue
        before = last.get(network)
        if before is not None and index < before[0]:
            message = (
                f"{row.concept} is printed after {before[1].concept}, the network has it before"
            )
            findings.append(
                error(
                    "build.order",
                    message,
                    table.at(row),
                    f"move the line: {_file(places, network)}",
                )
            )
            continue
        last[network] = (index, row)
    return findings
