"""Facts that are told more than once: they agree, agree within rounding, or contradict each
other."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from crossfoot.checks.display_location import (
    DisplayLocation,
    DisplayLocations,
    claims_of,
    location_of,
)
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact, interval_of, nil, precision
from crossfoot.checks.tieout_fields import compared_facts
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.tieout import Tie

Aspects = tuple[object, ...]


def numeric_duplicates(facts: Iterable[Fact]) -> dict[Aspects, list[Fact]]:
    """Numeric facts by what makes them duplicates (concept, period, members, unit)."""
    groups: dict[Aspects, list[Fact]] = {}
    for fact in facts:
        if fact.unit is not None and not nil(fact):
            groups.setdefault(fact.aspects, []).append(fact)
    return groups


def check_duplicates(
    instance: Instance, unusual: Instance, index: FactIndex, places: DisplayLocations
) -> Iterator[Tie]:
    """A record for each fact that repeats an earlier, more precise one; and for each untagged
    claim, which stands on an unusual line.

    `unusual` holds those lines alone that are not made of whole numbers which are one fact each
    (XBRL 2.1, 4.10 calls such facts duplicate items).
    """
    for group in _repeated(instance.facts, index):
        best = max(group, key=precision)
        for fact in group:
            if fact is not best:
                yield duplicate_tie(fact, best, agreement(fact, best), location_of(fact, places))
    for place, cell, claim in claims_of(unusual.statements):
        if cell.status == "untagged":
            twin = index.twin(claim)
            status = "nothing" if twin is None or agreement(claim, twin) != "error" else "error"
            yield duplicate_tie(claim, twin, status, place)


def _repeated(facts: Iterable[Fact], index: FactIndex) -> list[list[Fact]]:
    """The groups of more than one, in the order of their first facts."""
    groups = []
    for reported in index.facts.values():
        if len(reported) > 1 and len(set(map(index.key, reported))) < len(reported):
            groups += [group for group in numeric_duplicates(reported).values() if len(group) > 1]
    if groups:
        order = {id(fact): number for number, fact in enumerate(facts)}
        groups.sort(key=lambda group: order[id(group[0])])
    return groups


def agreement(fact: Fact, best: Fact) -> str:
    """`holds` when equal, `rounding` when their intervals meet, else `error`."""
    if exact(fact) == exact(best):
        return "holds"
    own, best_interval = interval_of(fact), interval_of(best)
    if own is None or best_interval is None or fact.decimals == best.decimals:
        return "error"
    return "rounding" if own[0] <= best_interval[1] and best_interval[0] <= own[1] else "error"


def duplicate_tie(
    fact: Fact,
    best: Fact | None,
    status: str,
    place: DisplayLocation,
    *,
    kind: str = "duplicate",
    note: str = "",
) -> Tie:
    """The record of a fact that is told again: `best` is the other, more exact or earlier one."""
    interval = interval_of(best) if best is not None else None
    return compared_facts(
        fact,
        (best,) if best is not None else (),
        place,
        exact(best) if best is not None else None,
        status,
        kind=kind,
        note=note,
        bounds=(Fraction(interval[0]), Fraction(interval[1])) if interval else None,
    )
