"""Lines or columns that changed places, seen from what the company's earlier filings told of the
same periods."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct, field

from crossfoot.checks.comparatives import PriorFiling
from crossfoot.checks.display_location import DisplayLocations, location_of, shown
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact, nil, precision
from crossfoot.model.filing import Period
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import Fact, Members

_ENOUGH, _MANY = 3, 5
"""So many lines must be another period's; so many where that period is not printed."""
_LINE, _COLUMN = (
    "did two lines of this column change places?",
    "did two columns change places, or is the period of one mistaken?",
)
_Key = tuple[str, Members, str]


class _Tally(Struct):
    """What one line says of each period, here and in earlier filings."""

    here: dict[Period, Fact] = field(default_factory=dict)
    before: dict[Period, tuple[Fact, str]] = field(default_factory=dict)

    def same(self, period: Period) -> bool:
        """Whether a period has the value that it had before."""
        return (
            period in self.here
            and period in self.before
            and self.here[period].value == self.before[period][0].value
        )

    def changed(self, period: Period) -> bool:
        """Whether a period has another value than before."""
        return (
            period in self.here
            and period in self.before
            and self.here[period].value != self.before[period][0].value
        )


def transposition_findings(
    index: FactIndex, before: Iterable[PriorFiling], places: DisplayLocations
) -> Iterator[Finding]:
    """A warning for two lines, and one for two periods, of which each has the numbers that the
    other had."""
    lines = _lines(index, list(before))
    periods = list(_of_periods(lines))
    yield from periods if periods else _of_lines(lines, places)


def _lines(index: FactIndex, before: list[PriorFiling]) -> dict[_Key, _Tally]:
    """The lines that an earlier filing told too, with the last word of each."""
    lines: dict[_Key, _Tally] = {}
    for other in sorted(before, key=lambda other: other.period_end):
        for fact in other.facts.values():
            if fact.concept.name in index.facts and _telling(fact):
                lines.setdefault(_key(fact), _Tally()).before[fact.period] = (fact, other.name)
    for facts in index.facts.values() if lines else ():
        for fact in sorted(filter(_telling, facts), key=precision):
            if (line := lines.get(_key(fact))) is not None:
                line.here[fact.period] = fact
    return lines


def _key(fact: Fact) -> _Key:
    return fact.concept.name, fact.members, fact.unit.id if fact.unit else ""


def _telling(fact: Fact) -> bool:
    return (
        not nil(fact)
        and bool(fact.value)
        and fact.concept.type in ("monetary", "shares", "perShare")
    )


def _of_periods(lines: dict[_Key, _Tally]) -> Iterator[Finding]:
    """A period of which most lines have the numbers of another one."""
    alike: dict[tuple[Period, Period], list[tuple[Fact, str]]] = {}
    compared: dict[tuple[Period, Period], int] = {}
    for line in lines.values():
        for pair, fact, earlier_fact, name in _of_other_periods(line):
            compared[pair] = compared.get(pair, 0) + 1
            if fact.value == earlier_fact.value:
                alike.setdefault(pair, []).append((fact, name))
    printed = {period for line in lines.values() for period in line.here}
    for (period, other), found in alike.items():
        if (
            len(found) >= (_ENOUGH if other in printed else _MANY)
            and len(found) * 4 >= compared[period, other] * 3
        ):
            fact, name = found[0]
            message = (
                f"{len(found)} numbers of {period} are those that the filing {name} told of {other}"
            )
            yield warning(
                "calc.swapped",
                message,
                fact.source,
                _COLUMN,
                tuple(same.source for same, _ in found[1:]),
            )


def _of_other_periods(line: _Tally) -> Iterator[tuple[tuple[Period, Period], Fact, Fact, str]]:
    """An amount of a period beside what was told of another one, where neither has the value that
    it had."""
    for period, fact in line.here.items():
        if fact.concept.type == "monetary" and not line.same(period):
            for other, (earlier_fact, name) in line.before.items():
                if other != period and not line.same(other):
                    yield (period, other), fact, earlier_fact, name


def _of_lines(lines: dict[_Key, _Tally], places: DisplayLocations) -> Iterator[Finding]:
    """Two lines of which each has the number that the other had, in one period."""
    changed: dict[tuple[object, ...], list[tuple[Fact, Decimal, str]]] = {}
    for (_, members, unit), line in lines.items():
        for period, fact in line.here.items():
            if line.changed(period):
                earlier_fact, name = line.before[period]
                assert isinstance(earlier_fact.value, Decimal)
                changed.setdefault((period, members, unit), []).append(
                    (fact, earlier_fact.value, name)
                )
    for found in changed.values():
        for place, (fact, was, name) in enumerate(found):
            for other, other_was, _ in found[place + 1 :]:
                if fact.value == other_was and other.value == was and fact.value != other.value:
                    yield _of_pair(fact, other, name, places)


def _of_pair(fact: Fact, other: Fact, name: str, places: DisplayLocations) -> Finding:
    place, other_place = location_of(fact, places), location_of(other, places)
    values = [
        shown(exact(each), at.scale, at.negated)
        for each, at in ((fact, place), (other, other_place))
    ]
    message = f"{place.label} is {values[0]} and {other_place.label} {values[1]}; the filing {name} told them the other way round"
    return warning("calc.swapped", message, fact.source, _LINE, (other.source,))
