"""Where on the page each fact stands: its statement, line label, column and scale."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec import Struct

from crossfoot.model.instance import CellView, Fact, Line, Statement
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.taxonomy import Network


class DisplayLocation(Struct, frozen=True, kw_only=True, gc=False):
    """The printed surroundings of one fact or claim."""

    statement: str
    label: str
    role: str
    column: str
    scale: int
    negated: bool


class DisplayLocations(Struct):
    """Finds the place of a fact by its address; by its id only where a fact has the address of no
    line."""

    statements: tuple[Statement, ...]
    lines: dict[tuple[str, int | None], tuple[Statement, Line]]
    by_id: dict[str, DisplayLocation] | None = None

    def of(self, fact: Fact) -> DisplayLocation | None:
        if type(fact) is PackedCell:  # type: ignore[comparison-overlap]
            return self._of_cell(fact)
        found = self.lines.get((fact.id.partition(".")[0], fact.source.row))
        if found is not None and fact.source.column in found[0].column_names:
            statement, line = found
            cell = line.cells[statement.column_names.index(fact.source.column)]
            if any(shown_fact is fact for shown_fact in cell.facts):
                return cell_location(
                    statement, line, statement.column_names.index(fact.source.column)
                )
        if self.by_id is None:
            self.by_id = dict(_places(self.statements))
        return self.by_id.get(fact.id)

    def _of_cell(self, cell: PackedCell) -> DisplayLocation | None:
        statement, line = self.lines[cell.row.stem.partition(".")[0], cell.row.source.row]
        return DisplayLocation(
            statement=statement.id,
            label=_label(line),
            role=line.role,
            column=cell.column.column,
            scale=cell.column.scale,
            negated=cell.row.negated,
        )


def locations_of(statements: Iterable[Statement]) -> DisplayLocations:
    """The places of all facts that the statements show."""
    shown_statements = tuple(statements)
    return DisplayLocations(
        statements=shown_statements,
        lines={(s.id, line.source.row): (s, line) for s in shown_statements for line in s.lines},
    )


def cell_location(statement: Statement, line: Line, place: int) -> DisplayLocation:
    """The place of one cell."""
    cell = line.cells[place]
    return DisplayLocation(
        statement=statement.id,
        label=_label(line),
        role=line.role,
        column=statement.column_names[place],
        scale=cell.amount.scale if cell.amount else 0,
        negated=cell.negated,
    )


def shown_networks(
    statements: Iterable[Statement], networks: Iterable[Network]
) -> Iterator[tuple[Statement, list[Network]]]:
    """Each statement with the networks whose lines it prints."""
    known = {network.id: network for network in networks}
    for statement in statements:
        yield statement, [known[name] for name in statement.networks if name in known]


def claims_of(statements: Iterable[Statement]) -> Iterator[tuple[DisplayLocation, CellView, Fact]]:
    """The cells that would have been facts, were they not untagged or unreadable: place, cell and
    claim."""
    for statement in statements:
        for line in statement.lines:
            for place, cell in enumerate(line.cells):
                if cell.claim is not None:
                    yield cell_location(statement, line, place), cell, cell.claim


def _label(line: Line) -> str:
    return (
        line.label[0].text if len(line.label) == 1 else "".join([part.text for part in line.label])
    )


def _places(statements: Iterable[Statement]) -> Iterator[tuple[str, DisplayLocation]]:
    for statement in statements:
        for line in statement.lines:
            for place, cell in enumerate(line.cells):
                yield from ((fact.id, cell_location(statement, line, place)) for fact in cell.facts)
            for part in line.label:
                for fact in part.facts:
                    scale = part.amount.scale if part.amount else 0
                    name = fact.concept.label()
                    yield (
                        fact.id,
                        DisplayLocation(
                            statement=statement.id,
                            label=name,
                            role="",
                            column="label",
                            scale=scale,
                            negated=False,
                        ),
                    )


def location_of(fact: Fact, places: DisplayLocations) -> DisplayLocation:
    """The place of a fact; cover facts have none and get an empty one."""
    found = places.of(fact)
    if found is not None:
        return found
    return DisplayLocation(
        statement=fact.id.partition(".")[0],
        label=fact.concept.label(),
        role="",
        column="",
        scale=0,
        negated=False,
    )


def shown(value: Fraction, scale: int, negated: bool = False) -> str:
    """A value in the page's unit and sign: `24,894,642`, `(1,413,102)`."""
    number = value / Fraction(10) ** scale
    if negated:
        number = -number
    text = grouped(abs(number))
    return f"({text})" if number < 0 else text


def grouped(number: Fraction) -> str:
    """A number in groups of three; up to six digits after the point, marked when it goes on."""
    if number.denominator == 1:
        return f"{number.numerator:,}"
    steps = (abs(number) * 10**6 + Fraction(1, 2)).__floor__()
    whole, rest = divmod(steps, 10**6)
    digits = f"{rest:06d}".rstrip("0")
    sign = "-" if number < 0 else ""
    return f"{sign}{whole:,}.{digits}" if digits else f"{sign}{whole:,}"
