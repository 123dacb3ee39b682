"""Quarters, halves and nine months beside the year that they make up: in one table, in several, or
as earlier filings told them.

Nobody says that they add up; it is seen from the other lines of the same periods. Amounts alone are
added, and no averages.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from operator import attrgetter

from msgspec.structs import replace

from crossfoot.checks.comparatives import PriorFiling
from crossfoot.checks.display_location import DisplayLocations, location_of, shown
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact, nil
from crossfoot.checks.period_partitions import (
    Line,
    Partition,
    PeriodSum,
    partitions_of,
    period_sums,
)
from crossfoot.checks.tieout_fields import fact_fields
from crossfoot.model.filing import Period
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import Instance
from crossfoot.model.tieout import Tie

_ENOUGH, _SHARE, _MANY = 3, 3, 6
"""So many lines must add up, and so many times as many as do not; a last digit is told where so
many add up to it."""
_SMALL = 10
"""A difference of so many times its rounding may be any other number by chance."""
_NOTE = "the parts of the period add up to it"


def check_period_sums(
    instance: Instance, index: FactIndex, before: Iterable[PriorFiling], places: DisplayLocations
) -> Iterator[Tie]:
    """A record for each amount that its parts are printed for, where enough lines of the same
    periods add up.

    In one table a line that does not, alone, is an error; elsewhere, or among several, it is
    unchecked, and told as a warning.
    """
    own = {
        period for period in set(map(attrgetter("period"), instance.facts)) if not period.instant
    }
    last_first = sorted(before, key=lambda other: other.period_end, reverse=True)
    known = own | {
        fact.period
        for other in last_first
        for fact in other.facts.values()
        if not fact.period.instant
    }
    ways = {period: found for period in own if (found := list(partitions_of(period, known)))}
    groups: dict[tuple[Partition, tuple[str, ...]], list[PeriodSum]] = {}
    for period_sum in period_sums(index, ways, last_first) if ways else ():
        groups.setdefault((period_sum.way, period_sum.where), []).append(period_sum)
    never, wrong = _never(groups.values()), set[int]()
    for group in sorted(groups.values(), key=lambda group: len(group[0].parts)):
        left = [
            period_sum
            for period_sum in group
            if period_sum.line not in never
            and id(period_sum.total) not in wrong
            and not _regrouped(period_sum, index)
        ]
        yield from _of_group(left, places)
        wrong.update(id(period_sum.total) for period_sum in left if period_sum.status == "error")


def _regrouped(period_sum: PeriodSum, index: FactIndex) -> bool:
    """Whether what is missing is another line of one of the periods: it was told within this one,
    and is told apart."""
    if period_sum.status != "error" or abs(period_sum.difference) <= _SMALL * period_sum.slack:
        return False
    return any(
        fact.period in (*period_sum.way, period_sum.total.period)
        and fact.unit == period_sum.total.unit
        and fact.concept is not period_sum.total.concept
        for facts in index.facts.values()
        if facts[0].concept.type == "monetary"
        for fact in facts
        if not nil(fact) and abs(abs(exact(fact)) - abs(period_sum.difference)) <= period_sum.slack
    )


def _never(groups: Iterable[list[PeriodSum]]) -> set[Line]:
    """Lines that add up in no period of several: they need not."""
    sound: set[Line] = set()
    failing: dict[Line, set[Period]] = {}
    for period_sum in (
        period_sum for found in groups for period_sum in found if period_sum.telling
    ):
        if period_sum.status == "error":
            failing.setdefault(period_sum.line, set()).add(period_sum.total.period)
        else:
            sound.add(period_sum.line)
    return {line for line, periods in failing.items() if len(periods) > 1 and line not in sound}


def _of_group(found: list[PeriodSum], places: DisplayLocations) -> Iterator[Tie]:
    sound = [
        period_sum for period_sum in found if period_sum.telling and period_sum.status != "error"
    ]
    wrong = [period_sum for period_sum in found if period_sum.status == "error"]
    if len(sound) < _ENOUGH or len(wrong) * _SHARE > len(sound):
        return
    exactly = (
        sum(period_sum.status == "holds" for period_sum in sound) >= _MANY
        and sum(period_sum.status == "rounding" for period_sum in found) == 1
    )
    for period_sum in found:
        yield _record(
            period_sum,
            _status(period_sum, alone=len(wrong) == 1, exactly=exactly),
            len(sound),
            places,
        )


def _status(period_sum: PeriodSum, *, alone: bool, exactly: bool) -> str:
    """An error may be a restatement unless it stands alone and in one table; there a last digit is
    told where all others add up exactly."""
    if period_sum.status == "error" and not (alone and period_sum.together):
        return "unchecked"
    return (
        "unchecked"
        if period_sum.status == "rounding" and exactly and period_sum.together
        else period_sum.status
    )


def _record(period_sum: PeriodSum, status: str, sound: int, places: DisplayLocations) -> Tie:
    computed, slack = period_sum.computed, period_sum.slack
    elsewhere = sorted({place for place in period_sum.where if place.startswith("the filing")})
    note_of_parts = f"{_NOTE} ({', '.join(str(part.period) for part in period_sum.parts)})"
    note = note_of_parts + (f", as {', '.join(elsewhere)} tells it" if elsewhere else "")
    tie = Tie(
        **fact_fields(period_sum.total, location_of(period_sum.total, places)),
        kind="tie",
        reported=exact(period_sum.total),
        computed=computed,
        low=computed - slack,
        high=computed + slack,
        status=status,
        addresses=tuple(fact.source for fact in (period_sum.total, *period_sum.parts)),
        facts=tuple(
            fact.id
            for fact, place in zip(
                (period_sum.total, *period_sum.parts), period_sum.where, strict=True
            )
            if place not in elsewhere
        ),
        note=note,
    )
    return (
        tie
        if status in ("holds", "rounding")
        else replace(tie, note=f"{note}, as in {sound} other lines")
    )


def period_sum_findings(ties: Iterable[Tie]) -> Iterator[Finding]:
    """A warning for each amount that its parts do not add up to, where that may be a restatement or
    a rounding."""
    for tie in ties:
        if (
            tie.kind == "tie"
            and tie.status == "unchecked"
            and tie.note.startswith(_NOTE)
            and tie.reported is not None
        ):
            printed, computed = (
                shown(value or Fraction(0), tie.scale, tie.negated)
                for value in (tie.reported, tie.computed)
            )
            message = (
                f"{tie.label or tie.item} is {printed}; its parts over time add up to {computed}"
            )
            yield warning(
                "calc.span",
                message,
                tie.addresses[0],
                f"{tie.note}: look at these cells again",
                tuple(tie.addresses[1:]),
            )
