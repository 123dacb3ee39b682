"""Quarters, halves and nine months beside the year that they make up: in one table, in several, or
as earlier filings told them.

Nobody says that they add up; it is seen from the other lines of the same periods. Amounts alone are
added, and no averages.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from operator import attrgetter

from msgspec.structs import replace

from crossfoot.checks.comparatives import OtherFiling
from crossfoot.checks.display_location import Places, place_of, shown
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact, nil
from crossfoot.checks.period_partitions import Line, Spanned, Way, spanned, ways_of
from crossfoot.checks.tieout_fields import told_of
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


def check_spans(
    instance: Instance, index: FactIndex, before: Iterable[OtherFiling], places: Places
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
    ways = {period: found for period in own if (found := list(ways_of(period, known)))}
    groups: dict[tuple[Way, tuple[str, ...]], list[Spanned]] = {}
    for one in spanned(index, ways, last_first) if ways else ():
        groups.setdefault((one.way, one.where), []).append(one)
    never, wrong = _never(groups.values()), set[int]()
    for group in sorted(groups.values(), key=lambda group: len(group[0].parts)):
        left = [
            one
            for one in group
            if one.line not in never and id(one.total) not in wrong and not _regrouped(one, index)
        ]
        yield from _of_group(left, places)
        wrong.update(id(one.total) for one in left if one.status == "error")


def _regrouped(one: Spanned, index: FactIndex) -> bool:
    """Whether what is missing is another line of one of the periods: it was told within this one,
    and is told apart."""
    if one.status != "error" or abs(one.difference) <= _SMALL * one.slack:
        return False
    return any(
        fact.period in (*one.way, one.total.period)
        and fact.unit == one.total.unit
        and fact.concept is not one.total.concept
        for facts in index.facts.values()
        if facts[0].concept.type == "monetary"
        for fact in facts
        if not nil(fact) and abs(abs(exact(fact)) - abs(one.difference)) <= one.slack
    )


def _never(groups: Iterable[list[Spanned]]) -> set[Line]:
    """Lines that add up in no period of several: they need not."""
    sound: set[Line] = set()
    failing: dict[Line, set[Period]] = {}
    for one in (one for found in groups for one in found if one.telling):
        if one.status == "error":
            failing.setdefault(one.line, set()).add(one.total.period)
        else:
            sound.add(one.line)
    return {line for line, periods in failing.items() if len(periods) > 1 and line not in sound}


def _of_group(found: list[Spanned], places: Places) -> Iterator[Tie]:
    sound = [one for one in found if one.telling and one.status != "error"]
    wrong = [one for one in found if one.status == "error"]
    if len(sound) < _ENOUGH or len(wrong) * _SHARE > len(sound):
        return
    exactly = (
        sum(one.status == "holds" for one in sound) >= _MANY
        and sum(one.status == "rounding" for one in found) == 1
    )
    for one in found:
        yield _record(one, _status(one, alone=len(wrong) == 1, exactly=exactly), len(sound), places)


def _status(one: Spanned, *, alone: bool, exactly: bool) -> str:
    """An error may be a restatement unless it stands alone and in one table; there a last digit is
    told where all others add up exactly."""
    if one.status == "error" and not (alone and one.together):
        return "unchecked"
    return "unchecked" if one.status == "rounding" and exactly and one.together else one.status


def _record(one: Spanned, status: str, sound: int, places: Places) -> Tie:
    computed, slack = one.computed, one.slack
    elsewhere = sorted({place for place in one.where if place.startswith("the filing")})
    told = f"{_NOTE} ({', '.join(str(part.period) for part in one.parts)})"
    note = told + (f", as {', '.join(elsewhere)} tells it" if elsewhere else "")
    tie = Tie(
        **told_of(one.total, place_of(one.total, places)),
        kind="tie",
        reported=exact(one.total),
        computed=computed,
        low=computed - slack,
        high=computed + slack,
        status=status,
        addresses=tuple(fact.source for fact in (one.total, *one.parts)),
        facts=tuple(
            fact.id
            for fact, place in zip((one.total, *one.parts), one.where, strict=True)
            if place not in elsewhere
        ),
        note=note,
    )
    return (
        tie
        if status in ("holds", "rounding")
        else replace(tie, note=f"{note}, as in {sound} other lines")
    )


def span_findings(ties: Iterable[Tie]) -> Iterator[Finding]:
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
