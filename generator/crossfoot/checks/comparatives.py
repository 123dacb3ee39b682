"""Comparatives against what earlier filings first reported: equal, equal within rounding, or
restated."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from crossfoot.checks.display_location import DisplayLocations, location_of
from crossfoot.checks.duplicates import agreement, duplicate_tie, numeric_duplicates
from crossfoot.checks.fact_values import precision
from crossfoot.checks.reference_resolver import CellIndex
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.tieout import Tie


class PriorFiling(Struct, frozen=True, kw_only=True):
    """Another filing of the company: its printed numbers, and its numeric facts by aspects."""

    name: str
    period_end: str
    grid: CellIndex
    facts: Mapping[tuple[object, ...], Fact]


def prior_filing(name: str, period_end: str, instance: Instance) -> PriorFiling:
    """What checks across filings need of a filing."""
    best = {
        aspects: max(facts, key=precision)
        for aspects, facts in numeric_duplicates(instance.facts).items()
    }
    return PriorFiling(
        name=name, period_end=period_end, grid=CellIndex().add(instance.statements), facts=best
    )


def earlier(period_end: str, others: Iterable[PriorFiling]) -> list[PriorFiling]:
    """The filings of periods that ended before, the first one first."""
    return sorted(
        (other for other in others if other.period_end < period_end),
        key=lambda other: other.period_end,
    )


def check_history(
    instance: Instance, period_end: str, others: Iterable[PriorFiling], places: DisplayLocations
) -> Iterator[Tie]:
    """A record for each fact that an earlier filing told first; a different value is `restated`,
    which fails nothing."""
    before_this = earlier(period_end, others)
    if not before_this:
        return
    for aspects, facts in numeric_duplicates(instance.facts).items():
        first = next((other for other in before_this if aspects in other.facts), None)
        if first is not None:
            fact = max(facts, key=precision)
            before = first.facts[aspects]
            status = agreement(fact, before)
            status = "restated" if status == "error" else status
            yield duplicate_tie(
                fact,
                before,
                status,
                location_of(fact, places),
                kind="comparative",
                note=f"first reported in {first.name}",
            )
