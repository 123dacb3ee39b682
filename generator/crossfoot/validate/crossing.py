"""Tables that add up both ways: members to their total across, opening balance and changes to the closing one down.

Nobody says that a table does; it is taken from the table itself. Where most of its places add up, one that does not is an error.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.model.filing import Period
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import CellView, Fact, Instance, Line, Statement
from crossfoot.model.taxonomy import Network
from crossfoot.model.tieout import Tie
from crossfoot.validate.grid import claim_of
from crossfoot.validate.places import cell_place, shown

START, END = ("periodStart", "negatedPeriodStart"), ("periodEnd", "negatedPeriodEnd")
_ENOUGH, _SHARE, _LITTLE = 2, 3, 2
"""So many places must add up, and so many times as many as do not; with less, what does not is a warning."""
_TOLD = ("the members of", "the opening balance")
_Subject = tuple[str, str, frozenset[str]]
_Told = Counter[tuple[_Subject, bool]]
"""Of each subject, how many places of the filing add up and how many do not."""
_POWERS = tuple(Fraction(10) ** power for power in (3, 6, 9, -3, -6, -9))


class _Place(Struct, kw_only=True):
    """A printed total and the cells that should add up to it."""

    statement: Statement
    line: Line
    place: int
    parts: list[CellView]
    told: str
    places: tuple[int, ...] = ()
    """across: the columns of the total and of its parts"""
    judged: str = ""

    @property
    def item(self) -> str:
        fact = claim_of(self.cell)
        return fact.concept.name if fact is not None else ""

    @property
    def subject(self) -> _Subject:
        """What adds up in all places or in none: a concept of these members on an axis."""
        return self.told, self.item, frozenset(member for cell in self.parts for _, member in _members(cell))

    @property
    def cell(self) -> CellView:
        return self.line.cells[self.place]

    @property
    def difference(self) -> Fraction:
        return _value(self.cell) - self.computed

    @property
    def computed(self) -> Fraction:
        return sum(map(_value, self.parts), Fraction(0))

    @property
    def slack(self) -> Fraction:
        return sum((_half(cell) for cell in (self.cell, *self.parts)), Fraction(0))

    @property
    def status(self) -> str:
        if not self.judged:
            self.judged = self._judged()
        return self.judged

    def _judged(self) -> str:
        if not self.difference:
            return "holds"
        return "rounding" if abs(self.difference) <= self.slack and not self.statement.exact else "error"

    @property
    def power(self) -> bool:
        """Whether it adds up but for thousands, millions or billions."""
        total, computed = _value(self.cell), self.computed
        return self.telling and bool(total) and any(abs(total * power - computed) * 100 <= abs(computed) for power in _POWERS)

    @property
    def telling(self) -> bool:
        """Whether there is something to add: two numbers that are not zero, beside the total."""
        return sum(1 for cell in self.parts if _value(cell)) > 1


class _Member(Struct, kw_only=True):
    """The cells of one concept, period and unit on one axis, in one table."""

    totals: list[tuple[Line, int]] = field(default_factory=list)
    parts: dict[str, tuple[int, CellView]] = field(default_factory=dict)


def check_crossing(instance: Instance, networks: Iterable[Network]) -> Iterator[Tie]:
    """A record for each place of the tables that add up, across and down."""
    trees = {network.id: network for network in networks}
    tables = []
    for statement in instance.statements:
        below = [trees[name] for name in statement.networks if name in trees]
        tables.append((list(_across(statement, below)), list(_down(statement, below))))
    told = _count([one for across, _ in tables for way in across for one in way])
    for across, down in tables:
        moved = {one.place for one in down if one.status == "error"}
        ways = [[one for one in way if not _never(one, told, moved)] for way in across]
        both = [*(one for way in ways for one in way), *down]
        apart = {id(one) for one in both if _apart(one, told, moved)}
        for way in (*ways, down):
            yield from _of_way(way, both, apart, told)


def _count(places: list[_Place]) -> _Told:
    """What adds up and what does not, of subjects that somewhere do not."""
    failing = {one.item for one in places if one.status == "error"}
    return Counter((one.subject, one.status != "error") for one in places if one.item in failing and one.telling)


def _of_way(way: list[_Place], both: list[_Place], apart: Container[int], told: _Told) -> Iterator[Tie]:
    known = next((found for found in (way, both) if _adds_up(found, _SHARE)), way)
    proved = _adds_up(known, _SHARE)
    if proved or _adds_up(way, _LITTLE):
        sound = sum(one.status != "error" for one in known)
        yield from (_record(one, sound, proved and id(one) not in apart) for one in way)
    else:
        yield from (_record(one, told[one.subject, True], False) for one in way if one.power or _elsewhere(one, told))


def _never(one: _Place, told: _Told, moved: Container[int]) -> bool:
    """Whether it adds up in no place of several: then it need not, and says nothing of its table."""
    return told[one.subject, False] >= _ENOUGH and not one.power and _apart(one, told, moved)


def _elsewhere(one: _Place, told: _Told) -> bool:
    """Whether it adds up in another place of the filing, though not here."""
    return one.status == "error" and told[one.subject, True] > 0


def _apart(one: _Place, told: _Told, moved: Container[int]) -> bool:
    """Whether only other lines of the table say that the members of this one add up, which they need not.

    Segments leave corporate expenses to the total. Where a digit is wrong, the line adds up in another year,
    or one of its columns does not add up down either.
    """
    return bool(one.places) and one.status == "error" and not told[one.subject, True] and not any(place in moved for place in one.places)


def _adds_up(found: list[_Place], share: int) -> bool:
    """Whether a table, or one way of it, is one that adds up: `share` times as many places do as do not."""
    sound = [one for one in found if one.status != "error"]
    return sum(one.telling for one in sound) >= _ENOUGH and (len(found) - len(sound)) * share <= len(sound)


def _record(one: _Place, sound: int, proved: bool) -> Tie:
    """The record of a place; one that fails without enough evidence is unchecked, and told as a warning."""
    at, fact = cell_place(one.statement, one.line, one.place), claim_of(one.cell)
    assert fact is not None
    return Tie(
        kind="tie",
        statement=one.statement.id,
        item=fact.concept.name,
        role=one.line.role,
        column=at.column,
        period=str(fact.period),
        unit=fact.unit.id if fact.unit else "",
        reported=_value(one.cell),
        computed=one.computed,
        low=one.computed - one.slack,
        high=one.computed + one.slack,
        verdict_10="",
        verdict_11="",
        status=one.status if proved or one.status != "error" else "unchecked",
        addresses=(one.cell.source, *(cell.source for cell in one.parts)),
        facts=tuple(found.id for cell in (one.cell, *one.parts) if (found := claim_of(cell)) is not None and found.id),
        scale=at.scale,
        label=at.label,
        note=_note(one, sound),
    )


def _note(one: _Place, sound: int) -> str:
    if one.status != "error":
        return one.told
    if one.power:
        return f"{one.told}, but for a power of ten: is a scale wrong?"
    return f"{one.told}, as in {sound} other place{'s' if sound > 1 else ''}"


def crossing_findings(ties: Iterable[Tie]) -> Iterator[Finding]:
    """A warning for each place that does not add up in a table that gives little evidence that it should."""
    for tie in ties:
        if tie.kind == "tie" and tie.status == "unchecked" and tie.reported is not None and tie.note.startswith(_TOLD):
            printed, found = shown(tie.reported, tie.scale), shown(tie.computed or Fraction(0), tie.scale)
            message = f"{tie.label or tie.item} is {printed}; the cells around it add up to {found}"
            hint = f"{tie.note}: look at these cells again"
            yield replace(warning("calc.crossing", message, tie.addresses[0], hint), also=tuple(tie.addresses[1:]))


def _across(statement: Statement, networks: Iterable[Network]) -> Iterator[list[_Place]]:
    """For each axis the totals whose members are printed beside them; a member over others that are printed is left out."""
    above = {node.concept: network.nodes[node.parent].concept for network in networks for node in network.nodes if node.parent >= 0}
    by_axis: dict[str, dict[tuple[str, Period, str], _Member]] = {}
    for axis in sorted(_axes(statement)):
        groups = by_axis.setdefault(axis, {})
        for line in statement.lines:
            for place, cell in enumerate(line.cells):
                fact = claim_of(cell)
                if fact is None or cell.amount is None or cell.amount.unreadable or fact.unit is None:
                    continue
                group = groups.setdefault((fact.concept.name, fact.period, fact.unit.id), _Member())
                if not fact.members:
                    group.totals.append((line, place))
                elif len(fact.members) == 1 and fact.members[0][0] == axis:
                    group.parts.setdefault(fact.members[0][1], (place, cell))
        yield [
            _Place(
                statement=statement,
                line=line,
                place=place,
                parts=[cell for _, cell in parts],
                told=f"the members of {axis} add up to it",
                places=(place, *(other for other, _ in parts)),
            )
            for group in groups.values()
            if (parts := _lowest(group.parts, above))
            for line, place in group.totals[:1]
        ]


def _axes(statement: Statement) -> set[str]:
    """The axes of a table's facts; all cells of a column and line have the members of both, so that one of each is enough."""
    axes: set[str] = set()
    waiting = set(range(len(statement.column_names)))
    for line in statement.lines:
        if not line.members and not waiting:
            continue
        for place in list(range(len(line.cells)) if line.members else waiting):
            if claim_of(line.cells[place]) is not None:
                waiting.discard(place)
                axes.update(axis for axis, _ in _members(line.cells[place]))
    return axes


def _members(cell: CellView) -> tuple[tuple[str, str], ...]:
    fact = claim_of(cell)
    return fact.members if fact is not None else ()


def _lowest(parts: Mapping[str, tuple[int, CellView]], above: Mapping[str, str]) -> list[tuple[int, CellView]]:
    over = set()
    for member in parts:
        while (member := above.get(member, "")) and member not in over:
            over.add(member)
    return [placed for member, placed in parts.items() if member not in over]


def _down(statement: Statement, networks: Iterable[Network]) -> Iterator[_Place]:
    """Closing balances with the opening one before them and the lines between; a total of lines between is left out."""
    if not any(line.role in START for line in statement.lines):
        return
    parts = {(part.total, node.concept) for network in networks for node in network.nodes for part in node.parts}
    for place in range(len(statement.column_names)):
        opening: CellView | None = None
        name, between, moved = "", list[CellView](), False
        for line in statement.lines:
            cell = line.cells[place]
            fact = claim_of(cell)
            if fact is None or cell.amount is None or cell.amount.unreadable:
                moved = moved or bool(cell.text)  # a dash among shares: nothing moved
                continue
            if line.role in END and name == fact.concept.name and opening is not None:
                flows = _flows(between, fact, parts)
                if flows or moved:
                    told = f"{_TOLD[1]} and the lines between add up to it"
                    yield _Place(statement=statement, line=line, place=place, parts=[opening, *flows], told=told)
            if line.role in START or line.role in END:
                opening, name, between, moved = cell, fact.concept.name, [], False
            else:
                between.append(cell)


def _flows(between: Iterable[CellView], closing: Fact, parts: set[tuple[str, str]]) -> list[CellView]:
    alike = [(cell, fact) for cell in between if (fact := claim_of(cell)) is not None and fact.unit == closing.unit]
    names = {fact.concept.name for _, fact in alike}
    totals = {total for total, part in parts if part in names}
    return [cell for cell, fact in alike if fact.concept.name not in totals]


def _value(cell: CellView) -> Fraction:
    assert cell.amount is not None
    return Fraction(cell.amount.value)


def _half(cell: CellView) -> Fraction:
    assert cell.amount is not None
    return Fraction(cell.amount.high) - Fraction(cell.amount.value)
