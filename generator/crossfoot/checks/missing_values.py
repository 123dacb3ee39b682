"""Checks that were not made: totals that a column leaves blank, formulas and ties of which nothing
could be compared."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain

from msgspec.structs import replace

from crossfoot.checks.display_location import cell_location, shown
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact, nil
from crossfoot.checks.member_totals import is_memo
from crossfoot.checks.tieout_fields import fact_fields
from crossfoot.model.filing import TranscriptionNote
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import CellView, Fact, Instance, Line, Statement
from crossfoot.model.taxonomy import Network
from crossfoot.model.tieout import UNCHECKED, Tie

_HINTS = {
    "derived": "print what it is computed from in the same rows, or correct the formula; a dash or an empty cell is not checked",
    "tie": "name columns in which both sides are printed, or take the tie out",
}
_ROWS = 3
_Found = tuple[Network, str, list[tuple[Fact, int]]]


def blank_totals(
    instance: Instance, networks: Iterable[Network], index: FactIndex
) -> Iterator[Tie]:
    """A record, unchecked, for each total that its line prints in other columns, where this column
    prints two parts of it or more.

    A line that is blank with its parts, and a total that is printed elsewhere, are no matter.
    """
    trees = {network.id: (network, network.totals()) for network in networks}
    for statement in instance.statements:
        below = [trees[name] for name in statement.networks if name in trees]
        for line in statement.lines:
            if line.concept is None or line.heading or "" not in [cell.text for cell in line.cells]:
                continue
            for network, totals in below:
                if line.concept.name in totals:
                    yield from _of_line(
                        statement, line, network, dict(totals[line.concept.name]), index
                    )


def _of_line(
    statement: Statement, line: Line, network: Network, parts: dict[str, int], index: FactIndex
) -> Iterator[Tie]:
    assert line.concept is not None
    if any(map(is_memo, chain.from_iterable(map(_facts, line.cells)))):
        return  # of comprehensive income beside equity, the total stands in that column alone
    reported = {index.key(fact) for fact in index.facts.get(line.concept.name, ())}
    for place, cell in enumerate(line.cells):
        if cell.text or statement.derived[place]:
            continue
        for key, facts in _printed_parts(statement, line, place, parts, index).items():
            if key not in reported and len({fact.concept.name for fact, _ in facts}) > 1:
                yield _record(statement, line, place, (network, line.concept.name, facts))


def _printed_parts(
    statement: Statement, line: Line, place: int, parts: dict[str, int], index: FactIndex
) -> dict[int, list[tuple[Fact, int]]]:
    """What a column prints of a line's parts, with their weights, by key."""
    found: dict[int, list[tuple[Fact, int]]] = {}
    for other in statement.lines:
        if (
            other.concept is not None
            and other.concept.name in parts
            and other.members == line.members
        ):
            for fact in _facts(other.cells[place]):
                found.setdefault(index.key(fact), []).append((fact, parts[other.concept.name]))
    return found


def _facts(cell: CellView) -> tuple[Fact, ...]:
    return tuple(fact for fact in cell.facts if not nil(fact))


def _record(statement: Statement, line: Line, place: int, found: _Found) -> Tie:
    network, item, parts = found
    at, fact = cell_location(statement, line, place), parts[0][0]
    scale = next((cell.amount.scale for cell in line.cells if cell.amount is not None), 0)
    negated = any(cell.negated for cell in line.cells)
    return Tie(
        **fact_fields(fact, replace(at, scale=scale, negated=negated), item),
        kind="sum",
        reported=None,
        computed=sum((exact(part) * weight for part, weight in parts), Fraction(0)),
        verdict_10=UNCHECKED,
        verdict_10d=UNCHECKED,
        verdict_11=UNCHECKED,
        status="unchecked",
        addresses=(line.cells[place].source, *(part.source for part, _ in parts)),
        facts=tuple(part.id for part, _ in parts),
        totals=0,
        network=network.id,
        members=fact.members,
        note="the total is not printed in this column",
    )


def missing_value_findings(
    instance: Instance, ties: Iterable[Tie], readings: Iterable[TranscriptionNote]
) -> Iterator[Finding]:
    """A warning for each blank total, and for each other hole of a table; a cell that is both is
    told once."""
    blanks = list(_blank_findings(ties))
    known = {blank.source for blank in blanks}
    yield from blanks
    yield from (hole for hole in _holes(instance, readings) if hole.source not in known)


def _blank_findings(ties: Iterable[Tie]) -> Iterator[Finding]:
    """A warning for each blank total of a column without members; a member's column often prints no
    total (an equity component)."""
    for tie in ties:
        if tie.kind == "sum" and not tie.totals and not tie.members and tie.computed is not None:
            message = f"{tie.label or tie.item} is blank; its parts add up to {shown(tie.computed, tie.scale, tie.negated)}"
            hint = "type the total if the page prints it; without it nothing proves these parts"
            yield warning("calc.blank", message, tie.addresses[0], hint)


def _holes(instance: Instance, readings: Iterable[TranscriptionNote]) -> Iterator[Finding]:
    """A warning for a blank cell in a table of which every other number is printed; pages print a
    dash for nothing.

    Columns of formulas are left out, and so are a table with two blank cells or more, which has
    places where nothing belongs,
    and a cell of which `readings.csv` says that nothing is printed.
    """
    known = {(note.table, note.line, note.column) for note in readings}
    for statement in instance.statements:
        line, place = _only_blank(statement) or (None, 0)
        if (
            line is not None
            and (statement.id, line.source.line, statement.column_names[place]) not in known
        ):
            label = cell_location(statement, line, place).label
            message = f"{label} is blank here, and every other cell of this table is printed"
            hint = "type what the page prints, a dash too; if it prints nothing, say so in readings.csv"
            yield warning("calc.hole", message, line.cells[place].source, hint)


def _only_blank(statement: Statement) -> tuple[Line, int] | None:
    """The one blank cell of a table; None where it has none, or several."""
    lines = [line for line in statement.lines if any(cell.text for cell in line.cells)]
    places = [place for place, derived in enumerate(statement.derived) if not derived]
    if len(lines) < _ROWS or len(places) < 2:
        return None
    empty = [(line, place) for line in lines for place in places if not line.cells[place].text]
    return empty[0] if len(empty) == 1 else None


def unchecked_findings(ties: Iterable[Tie]) -> Iterator[Finding]:
    """A warning for each formula and each tie of which no cell could be compared."""
    groups: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in ties:
        if tie.kind in _HINTS and (
            tie.computed is None or tie.reported is None or tie.status != "unchecked"
        ):
            groups.setdefault(
                (tie.kind, tie.statement if tie.kind == "derived" else tie.label, tie.note), []
            ).append(tie)
    for (kind, _, text), found in groups.items():
        if all(tie.status == "unchecked" for tie in found):
            name = f"'{text}'" if kind == "derived" else f"'{found[0].label}' ({text})"
            message = f"{name} is checked in no cell, of {len(found)}: a number that it names is not printed there"
            yield warning(f"{kind}.unchecked", message, found[0].addresses[0], _HINTS[kind])
