"""Tables that add up both ways: members to their total across, opening balance and changes to the
closing one down.

Nobody says that a table does; it is taken from the table itself. Where most of its places add up,
one that does not is an error.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from fractions import Fraction

from msgspec.structs import replace

from crossfoot.checks.display_location import cell_location, shown, shown_networks
from crossfoot.checks.member_totals import TOLD, MemberTotalCheck, Subject, member_totals, value_of
from crossfoot.checks.reference_resolver import fact_claimed
from crossfoot.checks.rollforward import closing_balances
from crossfoot.checks.tieout_fields import fact_fields
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import Instance
from crossfoot.model.taxonomy import Network
from crossfoot.model.tieout import Tie

_ENOUGH, _SHARE, _LITTLE = 2, 3, 2
"""So many places must add up, and so many times as many as do not; with less, what does not is a
warning."""
_Tally = Counter[tuple[Subject, bool]]
"""Of each subject, how many places of the filing add up and how many do not."""


def check_crossfooting(instance: Instance, networks: Iterable[Network]) -> Iterator[Tie]:
    """A record for each place of the tables that add up, across and down."""
    shown_below = shown_networks(instance.statements, networks)
    tables = [
        (list(member_totals(statement, below)), list(closing_balances(statement, below)))
        for statement, below in shown_below
    ]
    tally = _count([check for across, _ in tables for way in across for check in way])
    for across, down in tables:
        yield from _of_table(across, down, tally)


def _of_table(
    across: list[list[MemberTotalCheck]], down: list[MemberTotalCheck], tally: _Tally
) -> Iterator[Tie]:
    moved = {check.place for check in down if check.status == "error"}
    ways = [
        [check for check in _summing(way, tally) if not _never(check, tally, moved)]
        for way in across
    ]
    both = [*(check for way in ways for check in way), *down]
    apart = {id(check) for check in both if _apart(check, tally, moved)}
    for way in (*ways, down):
        yield from _of_way(way, both, apart, tally)


def _count(places: list[MemberTotalCheck]) -> _Tally:
    """What adds up and what does not, of subjects that somewhere do not."""
    failing = {check.item for check in places if check.status == "error"}
    return Counter(
        (check.subject, check.status != "error")
        for check in places
        if check.item in failing and check.telling
    )


def _of_way(
    way: list[MemberTotalCheck], both: list[MemberTotalCheck], apart: Container[int], tally: _Tally
) -> Iterator[Tie]:
    known = next((found for found in (way, both) if _adds_up(found, _SHARE)), way)
    proved = _adds_up(known, _SHARE)
    if proved or _adds_up(way, _LITTLE):
        sound = sum(check.status != "error" for check in known)
        yield from (_record(check, sound, proved and id(check) not in apart) for check in way)
    else:
        yield from (
            _record(check, tally[check.subject, True], False)
            for check in way
            if check.power or _elsewhere(check, tally)
        )


def _summing(way: list[MemberTotalCheck], tally: _Tally) -> list[MemberTotalCheck]:
    """A way of a table without the places that need not add up: of several, none does, as of
    forecasts beside what came of them."""
    failing = [check for check in way if check.status == "error"]
    if len(failing) < _ENOUGH or any(check.telling and check.status != "error" for check in way):
        return way
    return [
        check
        for check in way
        if check.status != "error" or check.power or tally[check.subject, True]
    ]


def _never(check: MemberTotalCheck, tally: _Tally, moved: Container[int]) -> bool:
    """Whether it adds up in no place of several: then it need not, and says nothing of its
    table."""
    return (
        tally[check.subject, False] >= _ENOUGH and not check.power and _apart(check, tally, moved)
    )


def _elsewhere(check: MemberTotalCheck, tally: _Tally) -> bool:
    """Whether it adds up in another place of the filing, though not here."""
    return check.status == "error" and tally[check.subject, True] > 0


def _apart(check: MemberTotalCheck, tally: _Tally, moved: Container[int]) -> bool:
    """Whether only other lines of the table say that the members of this one add up, which they
    need not.

    Segments leave corporate expenses to the total. Where a digit is wrong, the line adds up in
    another year,
    or one of its columns does not add up down either.
    """
    return (
        bool(check.places)
        and check.status == "error"
        and not tally[check.subject, True]
        and not any(place in moved for place in check.places)
    )


def _adds_up(found: list[MemberTotalCheck], share: int) -> bool:
    """Whether a table, or one way of it, is one that adds up: `share` times as many places do as do
    not."""
    sound = [check for check in found if check.status != "error"]
    return sum(check.telling for check in sound) >= _ENOUGH and (
        len(found) - len(sound)
    ) * share <= len(sound)


def _record(check: MemberTotalCheck, sound: int, proved: bool) -> Tie:
    """The record of a place; one that fails without enough evidence is unchecked, and told as a
    warning."""
    at, fact = cell_location(check.statement, check.line, check.place), fact_claimed(check.cell)
    assert fact is not None
    return Tie(
        **fact_fields(fact, replace(at, negated=False)),  # all cells count with their printed signs
        kind="tie",
        reported=value_of(check.cell),
        computed=check.computed,
        low=check.computed - check.slack,
        high=check.computed + check.slack,
        status=check.status if proved or check.status != "error" else "unchecked",
        addresses=(check.cell.source, *(cell.source for cell in check.parts)),
        facts=tuple(
            found.id
            for cell in (check.cell, *check.parts)
            if (found := fact_claimed(cell)) is not None and found.id
        ),
        note=_note(check, sound),
    )


def _note(check: MemberTotalCheck, sound: int) -> str:
    if check.status != "error":
        return check.told
    if check.power:
        return f"{check.told}, but for a power of ten: is a scale wrong?"
    return f"{check.told}, as in {sound} other place{'s' if sound > 1 else ''}"


def crossfooting_findings(ties: Iterable[Tie]) -> Iterator[Finding]:
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
