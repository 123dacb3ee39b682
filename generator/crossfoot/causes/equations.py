"""Checks as equations of printed numbers: which cells take part, and whether it holds when one of
them is another number."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from msgspec import Struct

from crossfoot.causes.cells import Cell, Cells, Key, key_of
from crossfoot.model.expression import Expression, Interval, Reference, parse_expression
from crossfoot.model.lazy_refs import LazySources
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.taxonomy import Network
from crossfoot.model.tieout import Tie

FAILING = ("error", "restated", "unchecked")
_PRINTED = ("the members of", "the opening balance")
"""checks of a table by itself add what is printed, whatever sign its facts have"""
Values = Mapping[Key, Fraction]
Row = tuple[str, int | None]


class Equation(Struct, kw_only=True, eq=False):
    """One check: `cells` are the numbers that take part, by address.

    A linear one has a `weight` for each and what they must add up to, `rest`; a formula has its
    sides, and the addresses in the order in which they are read.
    """

    tie: Tie
    cells: dict[Key, Cell]
    weights: dict[Key, int]
    rest: Fraction = Fraction(0)
    slack: Fraction = Fraction(0)
    printed_residual: Fraction | None = None
    """the residual of what is printed, once it was computed"""
    sides: tuple[Expression, ...] = ()
    curved: bool = False
    """whether a formula multiplies or divides: one number is not found from the others"""
    order: tuple[Key, ...] = ()

    @property
    def failing(self) -> bool:
        return self.tie.status in FAILING

    @property
    def hard(self) -> bool:
        """Whether the build fails for it."""
        return self.tie.status == "error"

    def residual(self, values: Values) -> Fraction | None:
        """What one side exceeds the other by; None where a formula can't be computed."""
        if not self.sides:
            if self.printed_residual is None:
                self.printed_residual = self.rest + sum(
                    weight * self.cells[key].value for key, weight in self.weights.items()
                )
            total = self.printed_residual
            changed = values if len(values) < len(self.weights) else self.weights
            for key in changed:
                weight = self.weights.get(key, 0)
                if weight and key in values:
                    total += weight * (values[key] - self.cells[key].value)
            return total
        left = self._side(values)
        return None if left is None else left.value

    def holds(self, values: Values) -> bool:
        """Whether the check holds with these numbers in place of the printed ones."""
        if not self.sides:
            residual = self.residual(values)
            return residual is not None and abs(residual) <= self.slack
        found = self._side(values)
        return found is not None and found.low <= 0 <= found.high

    def _side(self, values: Values) -> Interval | None:
        """Left less right."""
        waiting = iter(self.order)

        def resolve(reference: Reference) -> Interval:
            key = next(waiting)
            cell = self.cells[key]
            value = values.get(key, cell.value)
            half = cell.step / 2 if self.tie.status != "holds" or self.tie.kind == "derived" else 0
            return Interval(value=value, low=value - half, high=value + half)

        try:
            first = self.sides[0].evaluate(resolve) if len(self.sides) > 1 else resolve(Reference())
            return first - self.sides[-1].evaluate(resolve)
        except (ZeroDivisionError, StopIteration):
            return None

    def required(self, key: Key) -> tuple[Fraction, Fraction] | None:
        """The least and most that one number may be, for the check to hold; None where it makes no
        difference."""
        cell = self.cells[key]
        now = self.residual({})
        if now is None:
            return None
        if not self.sides:
            weight = self.weights[key]
            centre, width = cell.value - now / weight, self.slack / abs(weight)
            return centre - width, centre + width
        moved = self.residual({key: cell.value + cell.step})
        if moved is None or moved == now:
            return None
        centre = cell.value - now * cell.step / (moved - now)
        spread = self._side({})
        width = (
            (spread.high - spread.low) / 2 * cell.step / abs(moved - now)
            if spread is not None
            else Fraction(0)
        )
        return centre - width, centre + width


def equations_of(
    ties: tuple[Tie, ...],
    failing: Iterable[Tie],
    cells: Cells,
    networks: Iterable[Network],
) -> Iterator[Equation]:
    """The checks that compare the numbers of failing ones, or of the rows beside them; each as an
    equation.

    Those whose numbers are not all printed in this filing are left out, and those of which nothing
    could be compared.
    """
    near: set[Row] = set()
    totals: set[tuple[str, str]] = set()
    for tie in failing:
        for file, row in rows_of(tie):
            near.update((file, (row or 0) + beside) for beside in (-1, 0, 1))
        if tie.kind == "sum":
            totals.add((tie.network, tie.item))
    weights = {
        (network.id, part.total, node.concept): part.weight
        for network in networks
        for node in network.nodes
        for part in node.parts
    }
    for tie in ties:
        if tie.computed is None or tie.reported is None or tie.status in ("declared", "unreadable"):
            continue
        if not near.isdisjoint(rows_of(tie)) or (tie.network, tie.item) in totals:
            yield from filter(None, [_equation(tie, cells, weights)])


def rows_of(tie: Tie) -> Iterator[Row]:
    """The rows whose numbers a check compares."""
    if isinstance(tie.addresses, LazySources):
        fact: Any
        for fact in tie.addresses.facts:
            source = fact.row.source if type(fact) is PackedCell else fact.source
            yield source.file, source.row
    else:
        yield from ((source.file, source.row) for source in tie.addresses)


def _equation(
    tie: Tie, cells: Cells, weights: Mapping[tuple[str, str, str], int]
) -> Equation | None:
    if tie.note.startswith("per share: "):
        return _quotient(tie, cells)
    if tie.kind == "sum":
        return _sum(tie, cells, weights)
    if tie.kind == "derived" or " = " in tie.note:
        return _formula(tie, cells)
    return _comparison(tie, cells)


def _numbers(tie: Tie, cells: Cells, most: int | None = None) -> list[tuple[Key, Cell]] | None:
    found = []
    for address in tie.addresses[:most] if most else tie.addresses:
        key = key_of(address)
        cell = cells.at(key)
        if cell is None:
            return None
        found.append((key, cell))
    return found


def _linear(
    tie: Tie, terms: Iterable[tuple[Key, Cell, int]], rest: Fraction = Fraction(0)
) -> Equation | None:
    """With the slack that the check allowed: none where it is equal or had to be."""
    weights: dict[Key, int] = {}
    cells: dict[Key, Cell] = {}
    slack = Fraction(0)
    steps = set()
    for key, cell, weight in terms:
        weights[key] = weights.get(key, 0) + weight
        cells[key] = cell
        slack += cell.step / 2 * abs(weight)
        steps.add(cell.step)
    loose = tie.status == "rounding" or len(steps) > 1
    weights = {key: weight for key, weight in weights.items() if weight}
    if not weights:
        return None
    return Equation(
        tie=tie,
        cells=cells,
        weights=weights,
        rest=rest,
        slack=slack if loose else Fraction(0),
    )


def _sum(tie: Tie, cells: Cells, weights: Mapping[tuple[str, str, str], int]) -> Equation | None:
    found = _numbers(tie, cells)
    if found is None or not tie.totals:
        return None
    terms = [(found[0][0], found[0][1], found[0][1].sign)]
    for key, cell in found[1:]:
        fact = cell.view.facts[0] if cell.view.facts else None
        weight = weights.get((tie.network, tie.item, fact.concept.name)) if fact else None
        if weight is None:
            return None
        terms.append((key, cell, -weight * cell.sign))
    return _linear(tie, terms)


def _comparison(tie: Tie, cells: Cells) -> Equation | None:
    """A number against another one, an earlier filing's, or the sum of several."""
    if tie.kind == "comparative":
        found = _numbers(tie, cells, 1)
        if found is None or tie.computed is None:
            return None
        key, cell = found[0]
        equation = _linear(tie, [(key, cell, cell.sign)], -tie.computed)
        if equation is not None and tie.low is not None and tie.high is not None:
            equation.slack = (tie.high - tie.low) / 2 if tie.status == "rounding" else Fraction(0)
        return equation
    if len(tie.facts) < len(tie.addresses):
        return None  # some are told by another filing
    found = _numbers(tie, cells)
    if not found or len(found) < 2:
        return None
    turned = not tie.note.startswith(_PRINTED)
    first, others = found[0], found[1:]
    sides = 1
    if tie.note.startswith("the balance sheet") and tie.computed:
        sides = 1 if tie.computed == others[0][1].value * others[0][1].sign else -1
    terms = [(first[0], first[1], first[1].sign if turned else 1)]
    terms += [(key, cell, -sides * (cell.sign if turned else 1)) for key, cell in others]
    equation = _linear(tie, terms)
    residual = equation.residual({}) if equation is not None else None
    if tie.difference is None or residual is None or abs(residual) != abs(tie.difference):
        return None  # a quotient, or something else that is no sum
    return equation


def _quotient(tie: Tie, cells: Cells) -> Equation | None:
    """An amount per share against amount over shares."""
    return _formula(tie, cells, "PerShare = Amount / Shares")


def _formula(tie: Tie, cells: Cells, text: str = "") -> Equation | None:
    found = _numbers(tie, cells)
    if not found:
        return None
    try:
        sides = tuple(parse_expression(side) for side in (text or tie.note).split(" = "))
    except ValueError:
        return None
    equation = Equation(
        tie=tie,
        cells=dict(found),
        weights={},
        sides=sides,
        curved="/" in (text or tie.note) or "*" in (text or tie.note),
        order=tuple(key for key, _ in found),
    )
    return equation if equation.failing or equation.holds({}) else None
