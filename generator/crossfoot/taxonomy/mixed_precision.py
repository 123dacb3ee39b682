"""Summations that Calculations 1.0 can't prove: the total is reported more precisely than its
contributing items, in thousands by a statement and in millions by the table that breaks it down.

1.0 rounds what the items add up to to the decimals of the total (XBRL 2.1, 5.2.5.2), so that three
zeros would have to be printed digits. Such arcs are not written as 1.0 arcs; 1.1 takes intervals
and keeps them, and where only 1.0 may be filed an assertion takes their place.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from crossfoot.model.instance import Fact
from crossfoot.model.taxonomy import Network

Precision = tuple[bool, int]
"""whether a fact is exact, else its decimals: greater is more precise"""
Best = Mapping[str, Mapping[Any, Precision]]
"""concept, then period, members and unit, to the most precise fact of these"""


def mark_mixed_precision(
    networks: tuple[Network, ...], facts: Iterable[Fact]
) -> tuple[Network, ...]:
    """The networks, with `mixed` on the parts of each total that in some context is reported more
    precisely than one of its parts."""
    numeric = [fact for fact in facts if fact.unit is not None]
    if len({fact.decimals for fact in numeric}) < 2:
        return networks
    names = {
        name
        for network in networks
        for node in network.nodes
        for part in node.parts
        for name in (part.total, node.concept)
    }
    best = _best(numeric, names)
    return tuple([_marked(network, best) for network in networks])


def _best(facts: Iterable[Fact], names: set[str]) -> Best:
    found: dict[str, dict[Any, Precision]] = {name: {} for name in names}
    for fact in facts:
        keyed = found.get(fact.concept.name)
        if keyed is not None and fact.unit is not None and not isinstance(fact.value, str):
            key = (fact.period, fact.members, fact.unit.id)
            precision = (fact.decimals is None, fact.decimals or 0)
            keyed[key] = max(keyed.get(key, precision), precision)
    return found


def _marked(network: Network, best: Best) -> Network:
    mixed = {
        total
        for total, parts in network.totals().items()
        if _is_mixed(best[total], [best[name] for name, _ in parts])
    }
    if not mixed:
        return network
    nodes = tuple(
        replace(
            node,
            parts=tuple([replace(part, mixed=part.total in mixed) for part in node.parts]),
        )
        if node.parts
        else node
        for node in network.nodes
    )
    return replace(network, nodes=nodes)


def _is_mixed(total: Mapping[Any, Precision], parts: Iterable[Mapping[Any, Precision]]) -> bool:
    return any(
        key in total and precision < total[key] for part in parts for key, precision in part.items()
    )
