"""Changes that might mend failing checks: of one cell, of two rows or columns that changed places,
of a column's definition."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec import Struct

from crossfoot.causes.cells import Cell, Cells, Key, key_of
from crossfoot.causes.equations import Equation
from crossfoot.causes.typing_errors import bits_of, slip_between, slips_of
from crossfoot.model.instance import Statement
from crossfoot.model.source import SourceRef

_ROWS, _COLUMNS, _PERIOD = 12, 12, 13
_CURVED = 6
"""In so many failing quotients every slip of each number is tried."""
_MANY, _FEW = 3, 2
"""So many failing cells of a column before its definition is doubted; of two columns in each
other's place, fewer do."""


class Candidate(Struct, kw_only=True, eq=False):
    """One change: of what kind, where, what it would say, and the surprise of it in bits.

    `values` are the numbers that it puts in place; `mends` and `breaks` the checks that it ends or
    upsets.
    """

    kind: str
    source: SourceRef
    bits: int
    message: str
    suggestion: str
    values: dict[Key, Fraction]
    mends: list[Equation]
    breaks: list[Equation]
    network: bool = False
    """whether the network, not the page, is to be changed"""

    @property
    def gain(self) -> int:
        """What the change explains less what it takes for granted, in bits."""
        won = sum(_WORTH.get(equation.tie.status, 6) for equation in self.mends)
        return won - self.bits - _BROKEN * len(self.breaks)


_WORTH = {"error": 24, "restated": 10, "unchecked": 12}
_BROKEN = 26


class Page:
    """The equations of a filing, by the cells that take part."""

    def __init__(self, cells: Cells, equations: list[Equation]) -> None:
        self.cells, self.equations = cells, equations
        self.failing = [equation for equation in equations if equation.failing]
        self.of_cell: dict[Key, list[Equation]] = {}
        for equation in equations:
            for key in equation.cells:
                self.of_cell.setdefault(key, []).append(equation)

    def judged(self, values: dict[Key, Fraction]) -> tuple[list[Equation], list[Equation]]:
        """The failing checks that hold with these numbers, and the holding ones that fail."""
        touched = dict.fromkeys(
            equation for key in values for equation in self.of_cell.get(key, ())
        )
        mends, breaks = [], []
        for equation in touched:
            holds = equation.holds(values)
            if holds and equation.failing:
                mends.append(equation)
            elif not holds and not equation.failing:
                breaks.append(equation)
        return mends, breaks


def cell_candidates(page: Page, failing: Iterable[Equation]) -> Iterator[Candidate]:
    """For each cell of the failing checks, the numbers with which one of them would hold."""
    asked: set[tuple[Key, int]] = set()
    curved = 0
    for equation in failing:
        curved += equation.curved
        for key, cell in equation.cells.items():
            bounds = equation.required(key)
            meant = list(_meant(cell, bounds)) if bounds else []
            if equation.curved and curved <= _CURVED:
                values = {steps: {key: steps * cell.step} for steps in slips_of(cell.steps)}
                meant += [steps for steps, value in values.items() if equation.holds(value)]
            for steps in meant:
                if (key, steps) not in asked:
                    asked.add((key, steps))
                    candidate = _of_cell(page, key, cell, steps)
                    if candidate.mends:
                        yield candidate


def _meant(cell: Cell, bounds: tuple[Fraction, Fraction]) -> Iterator[int]:
    """The numbers of the cell's precision within bounds: the only one, or those that a slip makes
    into what is printed."""
    low, high = -((-bounds[0] / cell.step).__floor__()), (bounds[1] / cell.step).__floor__()
    if low == high:
        yield low
    elif low < high:
        yield from (steps for steps in dict.fromkeys(slips_of(cell.steps)) if low <= steps <= high)


def _of_cell(page: Page, key: Key, cell: Cell, steps: int) -> Candidate:
    values = {key: steps * cell.step}
    mends, breaks = page.judged(values)
    slip = slip_between(cell.steps, steps)
    return Candidate(
        kind=slip,
        source=cell.source,
        bits=bits_of(slip, cell.steps, steps) + _strangeness(page, cell, steps),
        message=f"{cell.label} is {cell.printed(cell.steps)} where the rest says",
        suggestion=cell.printed(steps),
        values=values,
        mends=mends,
        breaks=breaks,
    )


def _strangeness(page: Page, cell: Cell, steps: int) -> int:
    """How much farther, in bits, the new number is from the line's other numbers than the old."""
    others = [
        other.value
        for other in page.cells.of_line(cell.statement, cell.line)
        if other.place != cell.place and other.step == cell.step and other.steps
    ]
    if not others or not steps or not cell.steps:
        return 0
    new, old = steps * cell.step, cell.value
    return min(_apart(new, other) for other in others) - min(_apart(old, other) for other in others)


def _apart(value: Fraction, other: Fraction) -> int:
    """The ratio of two numbers in half bits, at most ten; two bits for another sign."""
    ratio = abs(value / other)
    squared = ratio * ratio
    bits = abs(squared.numerator.bit_length() - squared.denominator.bit_length())
    return min(bits, 10) + (2 if (value < 0) != (other < 0) else 0)


def row_candidates(page: Page, failing: Iterable[Equation]) -> Iterator[Candidate]:
    """Two lines that follow one another and changed places: in one column, or in all."""
    asked: set[tuple[Key, Key]] = set()
    for equation in failing:
        for key, cell in equation.cells.items():
            for rows in (1, -1):
                other = page.cells.beside(cell, rows)
                if other is None or other.steps == cell.steps:
                    continue
                pair = tuple(sorted((key, key_of(other.source)), key=str))
                if pair in asked:
                    continue
                asked.add(pair)  # type: ignore[arg-type]
                yield from _exchanged(page, cell, other)


def _exchanged(page: Page, cell: Cell, other: Cell) -> Iterator[Candidate]:
    first, second = sorted((cell, other), key=lambda found: found.source.row or 0)
    facts = _both_lines(page, first, second, False)
    whole = _both_lines(page, first, second, True)
    alone = {
        key_of(first.source): first.showing(second),
        key_of(second.source): second.showing(first),
    }
    changes = (
        (alone, first.source, 3),
        (facts, first.line.source, 0),
        (whole, first.line.source, 0),
    )
    for values, source, more in changes:
        mends, breaks = page.judged(values)
        if mends:
            yield Candidate(
                kind="swapped-rows",
                source=source,
                bits=_ROWS + more,
                message=f"{first.label} and {second.label} have each other's numbers",
                suggestion=f"exchange the numbers of these two lines{_in_column(source)}",
                values=values,
                mends=mends,
                breaks=breaks,
            )


def _in_column(source: SourceRef) -> str:
    return f" in '{source.column}'" if source.column else ""


def _both_lines(page: Page, first: Cell, second: Cell, computed: bool) -> dict[Key, Fraction]:
    """The numbers of two lines, exchanged in every column that prints both; with those that are
    computed from others, or without."""
    values = {}
    lower = {cell.place: cell for cell in page.cells.of_line(second.statement, second.line)}
    for upper in page.cells.of_line(first.statement, first.line):
        other = lower.get(upper.place)
        if other is not None and (computed or upper.view.facts):
            values[key_of(upper.source)] = upper.showing(other)
            values[key_of(other.source)] = other.showing(upper)
    return values


def column_candidates(page: Page, defined: dict[tuple[str, str], SourceRef]) -> Iterator[Candidate]:
    """Columns that changed places with their neighbour, and columns that are another period's.

    `defined` says where the column of a table is defined.
    """
    counts: dict[tuple[str, int], int] = {}
    statements: dict[str, Statement] = {}
    for equation in page.failing:
        for cell in equation.cells.values():
            counts[cell.statement.id, cell.place] = (
                counts.get((cell.statement.id, cell.place), 0) + 1
            )
            statements[cell.statement.id] = cell.statement
    for (name, place), count in counts.items():
        if count >= _FEW:
            statement = statements[name]
            for other in (place - 1, place + 1):
                if 0 <= other < len(statement.column_names):
                    yield from _columns_exchanged(page, statement, place, other, defined)
            yield from _another_period(page, statement, place, defined)


def _columns_exchanged(
    page: Page,
    statement: Statement,
    place: int,
    other: int,
    defined: dict[tuple[str, str], SourceRef],
) -> Iterator[Candidate]:
    values = {}
    for line in statement.lines:
        cells = {cell.place: cell for cell in page.cells.of_line(statement, line)}
        if place in cells and other in cells:
            first, second = cells[place], cells[other]
            values[key_of(first.source)] = first.showing(second)
            values[key_of(second.source)] = second.showing(first)
    mends, breaks = page.judged(values)
    touched = [
        equation for equation in page.failing if not values.keys().isdisjoint(equation.cells)
    ]
    if len(mends) >= _FEW and len(mends) * 2 > len(touched):
        mends = touched  # what is left of them can't be told before the columns are right
        left, right = (
            statement.column_names[min(place, other)],
            statement.column_names[max(place, other)],
        )
        yield Candidate(
            kind="swapped-columns",
            source=defined.get((statement.id, left)) or statement.lines[0].source,
            bits=_COLUMNS,
            message=f"the columns '{left}' and '{right}' of the table '{statement.id}' have each other's numbers",
            suggestion=f"exchange the definitions of '{left}' and '{right}', or their numbers",
            values=values,
            mends=mends,
            breaks=breaks,
        )


def _another_period(
    page: Page, statement: Statement, place: int, defined: dict[tuple[str, str], SourceRef]
) -> Iterator[Candidate]:
    """A column of which most comparisons with other places fail, though it adds up by itself."""
    mends: list[Equation] = []
    breaks: list[Equation] = []
    for equation in page.equations:
        here = [cell for cell in equation.cells.values() if cell.statement.id == statement.id]
        inside = any(cell.place == place for cell in here)
        if inside and equation.tie.kind in ("duplicate", "comparative", "tie"):
            (mends if equation.failing else breaks).append(equation)
    if len(mends) >= _MANY and len(mends) > 2 * len(breaks):
        name = statement.column_names[place]
        yield Candidate(
            kind="period",
            source=defined.get((statement.id, name)) or statement.lines[0].source,
            bits=_PERIOD,
            message=f"{len(mends)} numbers of the column '{name}' contradict what other places say of its period",
            suggestion=f"the period or the unit of '{name}' is another",
            values={},
            mends=mends,
            breaks=breaks,
        )
