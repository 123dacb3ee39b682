"""Comparatives against what earlier filings first reported: equal, equal within rounding, or
restated."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from msgspec import Struct

from crossfoot.checks.declared import printed_difference
from crossfoot.checks.display_location import DisplayLocations, grouped, location_of, shown
from crossfoot.checks.duplicates import agreement, duplicate_tie, numeric_duplicates
from crossfoot.checks.fact_values import precision
from crossfoot.checks.reference_resolver import CellIndex
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.tieout import Tie

_FIRST, _SCENARIO = "first reported in ", "StatementScenarioAxis"


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


def restated_findings(ties: Iterable[Tie]) -> Iterator[Finding]:
    """A warning for each comparative that is not what its filing first reported, and that nobody
    says was restated; targets and forecasts are revised by their nature."""
    for tie in ties:
        forecast = tie.item.endswith("Target") or any(axis == _SCENARIO for axis, _ in tie.members)
        difference = printed_difference(tie)
        if difference is None or tie.status != "restated" or forecast:
            continue
        if tie.note.startswith(_FIRST):
            now, before = (
                shown(value, tie.scale, tie.negated)
                for value in (tie.reported or Fraction(0), tie.computed or Fraction(0))
            )
            message = f"{tie.label or tie.item} is {now} here, and was {before} as {tie.note}"
            hint = (
                "correct the cell; or, if it was restated, say so under 'declared:' with "
                f'kind: comparative, difference: "{grouped(difference)}" and the reason'
            )
            yield warning(
                "calc.restated", message, tie.addresses[0], hint, tuple(tie.addresses[1:])
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
                note=f"{_FIRST}{first.name}",
            )
