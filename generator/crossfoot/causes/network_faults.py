"""Differences that recur in every column: a line that is left out of a total or wrongly in it, a
weight, a sign that the network turns or does not (XBRL 2.1, 5.2.5.2)."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from crossfoot.causes.candidates import Candidate, Page
from crossfoot.causes.cells import Cell, Key, key_of
from crossfoot.causes.equations import Equation
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Network, Node

_BITS = 10
_MOST, _NEAR = 12, 20
"""In so many failing totals each line is tried; a number in millions beside one in thousands is so
near to it."""


def network_candidates(
    page: Page, networks: Iterable[Network], concepts: Mapping[str, Concept]
) -> Iterator[Candidate]:
    """For each total of which several columns fail, or the only one, the changes of a line that
    would mend them all."""
    groups: dict[tuple[str, str], list[Equation]] = {}
    for equation in page.equations:
        if equation.tie.kind == "sum":
            groups.setdefault((equation.tie.network, equation.tie.item), []).append(equation)
    trees = {network.id: network for network in networks}
    looked = 0
    for (name, item), equations in groups.items():
        failing = [equation for equation in equations if equation.hard]
        if failing and name in trees and (looked := looked + 1) <= _MOST:
            yield from _of_total(page, trees[name], item, equations, failing, concepts)
    yield from _opposite(page, trees)


def _opposite(page: Page, trees: Mapping[str, Network]) -> Iterator[Candidate]:
    """Lines that other tables report with the other sign, in every column that can be compared."""
    lines = {
        id(cell.line): cell
        for equation in page.failing
        if equation.tie.kind in ("duplicate", "comparative")
        and equation.tie.reported
        and abs(equation.tie.reported + (equation.tie.computed or 0)) * _NEAR
        <= abs(equation.tie.reported)
        for cell in equation.cells.values()
    }
    for cell in lines.values():
        node = next(
            (
                node
                for name in cell.statement.networks
                if name in trees
                for node in trees[name].nodes
                if node.concept == cell.concept
            ),
            None,
        )
        if node is not None:
            yield from _turned(page, node, "other tables", [cell])


def _of_total(
    page: Page,
    network: Network,
    item: str,
    equations: list[Equation],
    failing: list[Equation],
    concepts: Mapping[str, Concept],
) -> Iterator[Candidate]:
    parts = {
        node.concept: (node, part.weight)
        for node in network.nodes
        for part in node.parts
        if part.total == item
    }
    total = next((node for node in network.nodes if node.concept == item), None)
    for node in network.nodes:
        concept = concepts.get(node.concept)
        if concept is None or not concept.numeric or node.concept == item:
            continue
        if node.concept in parts:
            yield from _of_part(page, parts[node.concept], item, equations, failing, concepts)
        else:
            yield from _left_out(page, node, item, equations, failing)
    if total is not None:
        yield from _turned(page, total, item, _cells_of(equations, item))


def _cells_of(equations: list[Equation], concept: str) -> list[Cell]:
    return [
        cell
        for equation in equations
        for cell in equation.cells.values()
        if cell.concept == concept
    ]


def _differences(equation: Equation, concept: str) -> Fraction:
    """What the line of a concept adds to a sum, as a fact; zero where it is not printed."""
    return sum(
        (cell.value * cell.sign for cell in equation.cells.values() if cell.concept == concept),
        Fraction(0),
    )


def _explains(
    equations: list[Equation], shift: Mapping[int, Fraction]
) -> tuple[list[Equation], list[Equation]]:
    """The sums that hold, and those that fail, once each residual is moved."""
    mends, breaks = [], []
    for equation in equations:
        residual = equation.residual({})
        assert residual is not None
        holds = abs(residual + shift.get(id(equation), Fraction(0))) <= equation.slack
        if holds and equation.failing:
            mends.append(equation)
        elif not holds and not equation.failing:
            breaks.append(equation)
    return mends, breaks


def _candidate(
    kind: str,
    source: SourceRef,
    message: str,
    suggestion: str,
    found: tuple[list[Equation], list[Equation]],
    bits: int = _BITS,
    values: dict[Key, Fraction] | None = None,
) -> Candidate:
    return Candidate(
        kind=kind,
        source=source,
        bits=bits,
        message=message,
        suggestion=suggestion,
        values=values or {},
        mends=found[0],
        breaks=found[1],
        network=True,
    )


def _left_out(
    page: Page, node: Node, item: str, equations: list[Equation], failing: list[Equation]
) -> Iterator[Candidate]:
    """A line of the network that is no part of the total, and whose number is the difference."""
    numbers = {id(equation): _printed(page, equation, node.concept) for equation in equations}
    if not any(numbers[id(equation)] for equation in failing):
        return
    for weight in (1, -1):
        shift = {at: -weight * value for at, value in numbers.items()}
        found = _explains(equations, shift)
        if found[0]:
            weighted = "" if weight == 1 else " with the weight -1"
            yield _candidate(
                "missing-part",
                node.source,
                f"{node.concept} is left out of {item}: the difference is this line's number in {_columns(found[0])}",
                f"part_of: {item}{weighted}",
                found,
                _BITS - 4 if not node.parts else _BITS + 8,
            )


def _printed(page: Page, equation: Equation, concept: str) -> Fraction:
    """The number of a concept in the column of a sum's total."""
    total = next(iter(equation.cells.values()))
    for line in total.statement.lines:
        if line.concept is not None and line.concept.name == concept:
            cell = page.cells.at(key_of(line.cells[total.place].source))
            if cell is not None and cell.view.facts and line.members == total.line.members:
                return cell.value * cell.sign
    return Fraction(0)


def _columns(mends: list[Equation]) -> str:
    count = len(mends)
    return f"all {count} columns that fail" if count > 1 else "this column"


def _of_part(
    page: Page,
    part: tuple[Node, int],
    item: str,
    equations: list[Equation],
    failing: list[Equation],
    concepts: Mapping[str, Concept],
) -> Iterator[Candidate]:
    """A part that is none, or that counts with the other sign."""
    node, weight = part
    numbers = {id(equation): _differences(equation, node.concept) for equation in equations}
    if not any(numbers[id(equation)] for equation in failing):
        return
    found = _explains(equations, {at: weight * value for at, value in numbers.items()})
    if found[0]:
        yield _candidate(
            "extra-part",
            node.source,
            f"{node.concept} is counted in {item}: the difference is this line's number in {_columns(found[0])}",
            f"no part_of: {item}",
            found,
        )
    found = _explains(equations, {at: 2 * weight * value for at, value in numbers.items()})
    if found[0] and _legal(concepts.get(node.concept), concepts.get(item), -weight):
        yield _candidate(
            "weight",
            node.source,
            f"{node.concept} counts in {item} with the weight {weight}: the difference is twice its number in {_columns(found[0])}",
            f"weight: {-weight}",
            found,
        )
    yield from _turned(page, node, item, _cells_of(equations, node.concept))


def _legal(part: Concept | None, total: Concept | None, weight: int) -> bool:
    """Whether the balances allow the weight (XBRL 2.1, 5.1.1.2, table 6)."""
    if part is None or total is None or not part.balance or not total.balance:
        return True
    return (part.balance == total.balance) == (weight > 0)


def _turned(page: Page, node: Node, item: str, cells: list[Cell]) -> Iterator[Candidate]:
    """A line whose sign the network should turn, or should not: wherever its facts are compared."""
    if not any(cell.steps for cell in cells):
        return
    lines = {id(cell.line): cell for cell in cells}
    values = {
        key_of(cell.source): -cell.value
        for found in lines.values()
        for cell in page.cells.of_line(found.statement, found.line)
        if cell.view.facts
    }
    mends, breaks = _as_facts(page, values)
    if not any(equation.hard for equation in mends):
        return
    role = f"negated{node.role[:1].upper()}{node.role[1:]}"
    plain = node.role.removeprefix("negated")
    meant = f"label: {plain[:1].lower()}{plain[1:]}" if node.negated and plain else "label: (none)"
    yield _candidate(
        "negated",
        node.source,
        f"{node.concept} has the other sign in {item}: the difference is twice its number in {_columns(mends)}",
        meant if node.negated else f"label: {role}",
        (mends, breaks),
        _BITS - 1 + _sign_bits(cells),
        values,
    )


def _as_facts(page: Page, values: dict[Key, Fraction]) -> tuple[list[Equation], list[Equation]]:
    """As `judged`, for signs of facts: checks of what is printed are not touched."""
    mends, breaks = page.judged(values)
    printed = ("the members of", "the opening balance")
    known = [
        [
            equation
            for equation in found
            if not equation.sides and not equation.tie.note.startswith(printed)
        ]
        for found in (mends, breaks)
    ]
    return known[0], known[1]


def _sign_bits(cells: Iterable[Cell]) -> int:
    """Most facts are positive: less surprise where turning makes them so."""
    facts = [cell.steps * cell.sign for cell in cells if cell.steps]
    negative = sum(fact < 0 for fact in facts)
    return -2 if negative * 2 > len(facts) else 2
