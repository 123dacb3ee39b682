"""Tables that add up both ways: members to their total across, opening balance and changes to the
closing one down.

Nobody says that a table does; it is taken from the table itself. Where most of its places add up,
one that does not is an error.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from fractions import Fraction

from msgspec.structs import replace

from crossfoot.checks.display_location import cell_place, shown, shown_networks
from crossfoot.checks.member_totals import TOLD, Crossed, Subject, member_totals, value_of
from crossfoot.checks.reference_resolver import claim_of
from crossfoot.checks.rollforward import closing_balances
from crossfoot.checks.tieout_fields import told_of
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import Instance
from crossfoot.model.taxonomy import Network
from crossfoot.model.tieout import Tie

_ENOUGH, _SHARE, _LITTLE = 2, 3, 2
"""So many places must add up, and so many times as many as do not; with less, what does not is a
warning."""
_Told = Counter[tuple[Subject, bool]]
"""Of each subject, how many places of the filing add up and how many do not."""


def check_crossing(instance: Instance, networks: Iterable[Network]) -> Iterator[Tie]:
    """A record for each place of the tables that add up, across and down."""
    shown_below = shown_networks(instance.statements, networks)
    tables = [
        (list(member_totals(statement, below)), list(closing_balances(statement, below)))
        for statement, below in shown_below
    ]
    told = _count([one for across, _ in tables for way in across for one in way])
    for across, down in tables:
        yield from _of_table(across, down, told)


def _of_table(across: list[list[Crossed]], down: list[Crossed], told: _Told) -> Iterator[Tie]:
    moved = {one.place for one in down if one.status == "error"}
    ways = [[one for one in _summing(way, told) if not _never(one, told, moved)] for way in across]
    both = [*(one for way in ways for one in way), *down]
    apart = {id(one) for one in both if _apart(one, told, moved)}
    for way in (*ways, down):
        yield from _of_way(way, both, apart, told)


def _count(places: list[Crossed]) -> _Told:
    """What adds up and what does not, of subjects that somewhere do not."""
    failing = {one.item for one in places if one.status == "error"}
    return Counter(
        (one.subject, one.status != "error")
        for one in places
        if one.item in failing and one.telling
    )


def _of_way(
    way: list[Crossed], both: list[Crossed], apart: Container[int], told: _Told
) -> Iterator[Tie]:
    known = next((found for found in (way, both) if _adds_up(found, _SHARE)), way)
    proved = _adds_up(known, _SHARE)
    if proved or _adds_up(way, _LITTLE):
        sound = sum(one.status != "error" for one in known)
        yield from (_record(one, sound, proved and id(one) not in apart) for one in way)
    else:
        yield from (
            _record(one, told[one.subject, True], False)
            for one in way
            if one.power or _elsewhere(one, told)
        )


def _summing(way: list[Crossed], told: _Told) -> list[Crossed]:
    """A way of a table without the places that need not add up: of several, none does, as of
    forecasts beside what came of them."""
    failing = [one for one in way if one.status == "error"]
    if len(failing) < _ENOUGH or any(one.telling and one.status != "error" for one in way):
        return way
    return [one for one in way if one.status != "error" or one.power or told[one.subject, True]]


def _never(one: Crossed, told: _Told, moved: Container[int]) -> bool:
    """Whether it adds up in no place of several: then it need not, and says nothing of its
    table."""
    return told[one.subject, False] >= _ENOUGH and not one.power and _apart(one, told, moved)


def _elsewhere(one: Crossed, told: _Told) -> bool:
    """Whether it adds up in another place of the filing, though not here."""
    return one.status == "error" and told[one.subject, True] > 0


def _apart(one: Crossed, told: _Told, moved: Container[int]) -> bool:
    """Whether only other lines of the table say that the members of this one add up, which they
    need not.

    Segments leave corporate expenses to the total. Where a digit is wrong, the line adds up in
    another year,
    or one of its columns does not add up down either.
    """
    return (
        bool(one.places)
        and one.status == "error"
        and not told[one.subject, True]
        and not any(place in moved for place in one.places)
    )


def _adds_up(found: list[Crossed], share: int) -> bool:
    """Whether a table, or one way of it, is one that adds up: `share` times as many places do as do
    not."""
    sound = [one for one in found if one.status != "error"]
    return sum(one.telling for one in sound) >= _ENOUGH and (
        len(found) - len(sound)
    ) * share <= len(sound)


def _record(one: Crossed, sound: int, proved: bool) -> Tie:
    """The record of a place; one that fails without enough evidence is unchecked, and told as a
    warning."""
    at, fact = cell_place(one.statement, one.line, one.place), claim_of(one.cell)
    assert fact is not None
    return Tie(
        **told_of(fact, replace(at, negated=False)),  # all cells count with their printed signs
        kind="tie",
        reported=value_of(one.cell),
        computed=one.computed,
        low=one.computed - one.slack,
        high=one.computed + one.slack,
        status=one.status if proved or one.status != "error" else "unchecked",
        addresses=(one.cell.source, *(cell.source for cell in one.parts)),
        facts=tuple(
            found.id
            for cell in (one.cell, *one.parts)
            if (found := claim_of(cell)) is not None and found.id
        ),
        note=_note(one, sound),
    )


def _note(one: Crossed, sound: int) -> str:
    if one.status != "error":
        return one.told
    if one.power:
        return f"{one.told}, but for a power of ten: is a scale wrong?"
    return f"{one.told}, as in {sound} other place{'s' if sound > 1 else ''}"


def crossing_findings(ties: Iterable[Tie]) -> Iterator[Finding]:
    """A warning for each place that does not add up in a table that gives little evidence that it
    should."""
    for tie in ties:
        if (
            tie.kind == "tie"
            and tie.status == "unchecked"
            and tie.reported is not None
            and tie.note.startswith(TOLD)
        ):
            printed, found = (
                shown(tie.reported, tie.scale),
                shown(tie.computed or Fraction(0), tie.scale),
            )
            message = f"{tie.label or tie.item} is {printed}; the cells around it add up to {found}"
            hint = f"{tie.note}: look at these cells again"
            yield warning(
                "calc.crossing", message, tie.addresses[0], hint, tuple(tie.addresses[1:])
            )
