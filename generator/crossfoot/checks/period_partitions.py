"""An amount of a period and the shorter ones that make it up: which periods these are, and where
their amounts are told."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct

from crossfoot.checks.comparatives import PriorFiling
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact, interval_of, nil, precision
from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Members

Partition = tuple[Period, ...]
"""Periods that follow one another from the first day of a longer one to its last."""
Line = tuple[str, Members]
_MOST = 13
"""A year has at most so many parts: months, or times of four weeks."""
_NOT_ADDED = ("Average", "Maximum", "Minimum", "High", "Low", "Weighted")


class PeriodSum(Struct, frozen=True, kw_only=True):
    """An amount of a period, and those of the shorter ones that make it up; `where` are their
    tables or filings."""

    total: Fact
    parts: tuple[Fact, ...]
    where: tuple[str, ...]

    @property
    def line(self) -> Line:
        return self.total.concept.name, self.total.members

    @property
    def way(self) -> Partition:
        return tuple(part.period for part in self.parts)

    @property
    def difference(self) -> Fraction:
        return exact(self.total) - self.computed

    @property
    def computed(self) -> Fraction:
        return sum(map(exact, self.parts), Fraction(0))

    @property
    def slack(self) -> Fraction:
        bounds = [interval_of(fact) for fact in (self.total, *self.parts)]
        return sum(
            ((Fraction(high) - Fraction(low)) / 2 for low, high in filter(None, bounds)),
            Fraction(0),
        )

    @property
    def status(self) -> str:
        if not self.difference:
            return "holds"
        return "rounding" if abs(self.difference) <= self.slack else "error"

    @property
    def telling(self) -> bool:
        return sum(1 for fact in self.parts if exact(fact)) > 1

    @property
    def together(self) -> bool:
        """Whether all stand in one table, where a restatement would have changed both."""
        return len(set(self.where)) == 1


def partitions_of(period: Period, known: Iterable[Period]) -> Iterator[Partition]:
    """The rows of known periods that follow one another from the first day of a period to its
    last."""
    begun: dict[str, list[Period]] = {}
    for candidate in sorted(known):
        if period.start <= candidate.start and candidate.end <= period.end and candidate != period:
            begun.setdefault(candidate.start, []).append(candidate)

    def onward(start: str, so_far: Partition) -> Iterator[Partition]:
        for candidate in begun.get(start, ()) if len(so_far) < _MOST else ():
            if candidate.end == period.end:
                yield (*so_far, candidate)
            else:
                yield from onward(_after(candidate.end), (*so_far, candidate))

    yield from onward(period.start, ())


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def period_sums(
    index: FactIndex, ways: Mapping[Period, list[Partition]], before: list[PriorFiling]
) -> Iterator[PeriodSum]:
    """Every amount whose parts are told, in each way."""
    for name, facts in index.facts.items():
        if (
            facts[0].concept.type != "monetary"
            or facts[0].concept.period != "duration"
            or any(word in name for word in _NOT_ADDED)
        ):
            continue
        reported: dict[object, list[Fact]] = {}
        for fact in facts:
            if not nil(fact):
                reported.setdefault(fact.aspects, []).append(fact)
        for totals in reported.values():
            for way in ways.get(totals[0].period, ()):
                if period_sum := _found(totals, way, reported, before):
                    yield period_sum


def _found(
    totals: list[Fact],
    way: Partition,
    reported: Mapping[object, list[Fact]],
    before: Iterable[PriorFiling],
) -> PeriodSum | None:
    """An amount with its parts: in one table, where one prints all; else each as exactly as it is
    told, here or in the last one before."""
    name, _, members, unit, lang = totals[0].aspects
    wanted = [(name, period, members, unit, lang) for period in way]
    candidates = [totals, *(reported.get(aspects, []) for aspects in wanted)]
    table = _common_table(candidates)
    chosen = [
        max(facts, key=lambda fact: (_table(fact) == table, precision(fact)), default=None)
        for facts in candidates
    ]
    where = list(map(_table, chosen))
    for place, aspects in enumerate(wanted, 1):
        other = next(
            (other for other in before if chosen[place] is None and aspects in other.facts), None
        )
        if other is not None:
            chosen[place], where[place] = other.facts[aspects], f"the filing {other.name}"
    total, *parts = (fact for fact in chosen if fact is not None)
    return (
        PeriodSum(total=total, parts=tuple(parts), where=tuple(where))
        if len(parts) == len(way)
        else None
    )


def _common_table(groups: list[list[Fact]]) -> str:
    """The first table that prints one of each; nothing where none does."""
    tables = [[_table(fact) for fact in group] for group in groups]
    return next((table for table in tables[0] if all(table in others for others in tables)), "")


def _table(fact: Fact | None) -> str:
    return fact.id.partition(".")[0] if fact is not None else ""
