"""Presentation, calculation and dimensions of the trees that a filing uses."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from crossfoot.filing_rules.rule import Checks, FilingContext, Problem
from crossfoot.model.taxonomy import NUMERIC_TYPES, Network

_SHAPED = frozenset({"table", "axis", "domain", "member", "lineItems"})


def _presented(report: FilingContext) -> Iterator[Problem]:
    for name, fact in report.used.items():
        if name not in report.presented:
            yield Problem(
                f"{name} is used and stands in no tree",
                fact.source,
                "add its line to a network of the table",
            )


def _reported(report: FilingContext) -> Iterator[Problem]:
    for network in report.networks:
        for node in network.nodes:
            if node.concept in report.used:
                continue
            concept = report.taxonomy.concepts[node.concept]
            if not concept.abstract and concept.type not in ("domain", "member"):
                yield Problem(
                    f"{node.concept} stands in a tree and is not reported",
                    node.source,
                    "take the line out",
                )


def _roots(report: FilingContext) -> Iterator[Problem]:
    for network in report.networks:
        roots = [node for node in network.nodes if node.parent < 0]
        if len(roots) != 1:
            at = roots[1].source if roots else network.source
            yield Problem(
                f"the network '{network.id}' has {len(roots)} roots", at, "one line of level 0"
            )


def _repeats(report: FilingContext) -> Iterator[Problem]:
    for network in report.networks:
        seen: set[tuple[int, str, str]] = set()
        for node in network.nodes:
            key = (node.parent, node.concept, node.role)
            if key in seen:
                yield Problem(
                    f"{node.concept} stands twice under one line with the same label",
                    node.source,
                    "give one another label role",
                )
            seen.add(key)


def _blocks_apart(report: FilingContext) -> Iterator[Problem]:
    for network in report.networks:
        kinds = {
            node.concept: report.taxonomy.concepts[node.concept].type for node in network.nodes
        }
        block = next((name for name, kind in kinds.items() if kind == "textBlock"), "")
        if block and not NUMERIC_TYPES.isdisjoint(kinds.values()):
            hint = "a network of its own, with a smaller number than those of the details, named at the table too"
            yield Problem(
                f"the text block {block} stands among figures in '{network.id}'",
                network.source,
                hint,
            )


def _balance_labels(report: FilingContext) -> Iterator[Problem]:
    for network in report.networks:
        for node in network.nodes:
            if (
                node.role.lower().endswith(("periodstart", "periodend"))
                and report.taxonomy.concepts[node.concept].period != "instant"
            ):
                yield Problem(
                    f"{node.concept} is no balance at a day and asks for '{node.role}'",
                    node.source,
                    "leave the label empty",
                )


def _weights(report: FilingContext) -> Iterator[Problem]:
    concepts = report.taxonomy.concepts
    for network in report.networks:
        for node in network.nodes:
            for part in node.parts:
                total, child = concepts[part.total], concepts[node.concept]
                if part.weight not in (1, -1):
                    yield Problem(
                        f"{child.name} has the weight {part.weight} in {total.name}",
                        node.source,
                        "1 or -1",
                    )
                elif (
                    total.balance
                    and child.balance
                    and (total.balance == child.balance) != (part.weight > 0)
                ):
                    message = f"{child.name} ({child.balance}) in {total.name} ({total.balance}) has the weight {part.weight}"
                    yield Problem(message, node.source, f"the weight is {-part.weight}")
                if total.period != child.period:
                    message = (
                        f"{child.name} ({child.period}) is a part of {total.name} ({total.period})"
                    )
                    yield Problem(message, node.source, "both ends have one period type")


def _sums_presented(report: FilingContext) -> Iterator[Problem]:
    for network in report.networks:
        here = {node.concept for node in network.nodes}
        for node in network.nodes:
            for part in node.parts:
                if part.total not in here:
                    yield Problem(
                        f"the total {part.total} of {node.concept} is not presented here",
                        node.source,
                        "add the total's line",
                    )


def _same_parts(report: FilingContext) -> Iterator[Problem]:
    first_parts: dict[str, tuple[frozenset[str], str]] = {}
    for network in report.networks:
        for total, parts in network.totals().items():
            found = frozenset(name for name, _ in parts)
            first, where = first_parts.setdefault(total, (found, network.id))
            if first != found:
                yield Problem(
                    f"{total} has other parts here than in '{where}'",
                    network.source,
                    "both sums are checked",
                )


def _arcrole(report: FilingContext) -> Iterator[Problem]:
    wanted = report.profile.calculations
    if report.filing.calculations != wanted:
        hint = f'calculations: "{wanted}" in filing.yaml, or no such line'
        yield Problem(
            f"calculations are written as '{report.filing.calculations}'", report.filing.at, hint
        )


def _tables(report: FilingContext) -> Iterator[Problem]:
    for network in report.networks:
        kinds = [report.taxonomy.concepts[node.concept].type for node in network.nodes]
        for index, kind in enumerate(kinds) if not _SHAPED.isdisjoint(kinds) else ():
            shape = _SHAPES.get(kind)
            node = network.nodes[index]
            above = kinds[node.parent] if node.parent >= 0 else ""
            if shape is not None and not shape.holds(above, _below(network, kinds, index)):
                yield Problem(
                    f"the {shape.name} {node.concept} {shape.wrong}", node.source, shape.hint
                )


def _below(network: Network, kinds: list[str], index: int) -> list[str]:
    return (
        [kinds[place] for place, other in enumerate(network.nodes) if other.parent == index]
        if kinds[index] in _PARENTS
        else []
    )


class _Shape(NamedTuple):
    """How an element of a table stands: whether the kinds above and below it are right, and what is
    told where they are not."""

    holds: Callable[[str, list[str]], bool]
    name: str
    wrong: str
    hint: str = "Table > Axis > Domain > Member"


_PARENTS = ("table", "axis")
_SHAPES = {
    "axis": _Shape(
        lambda above, below: above == "table" and below == ["domain"],
        "axis",
        "does not stand in a table, or has not one domain",
    ),
    "table": _Shape(
        lambda above, below: {"axis", "lineItems"} <= set(below),
        "table",
        "has no axis or no line items",
        "Table > Axis, LineItems",
    ),
    "domain": _Shape(
        lambda above, below: above in ("axis", "domain"), "domain", "does not stand under an axis"
    ),
    "member": _Shape(
        lambda above, below: above in ("domain", "member"), "member", "does not stand in a domain"
    ),
    "lineItems": _Shape(
        lambda above, below: above == "table",
        "line items",
        "do not stand in a table",
        "Table > LineItems",
    ),
}


def _hypercubes(report: FilingContext) -> Iterator[Problem]:
    for network in report.networks:
        kinds = {report.taxonomy.concepts[node.concept].type for node in network.nodes}
        if "table" not in kinds:
            yield Problem(
                f"the lines of '{network.id}' stand in no hypercube",
                network.source,
                "put them under a Table and LineItems",
            )


CHECKS: Checks = {
    "tree.presented": _presented,
    "tree.reported": _reported,
    "tree.root": _roots,
    "tree.repeat": _repeats,
    "tree.balance": _balance_labels,
    "tree.blocks": _blocks_apart,
    "calc.weight": _weights,
    "calc.presented": _sums_presented,
    "calc.parts": _same_parts,
    "calc.arcrole": _arcrole,
    "dimension.table": _tables,
    "dimension.cube": _hypercubes,
}
