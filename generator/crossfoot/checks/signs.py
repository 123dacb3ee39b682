"""Negative facts of concepts that can't be negative (EFM 6.5.43, DQC 0015): most often a sign that
the network should turn."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from crossfoot.checks.display_location import DisplayLocations, location_of, shown
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact, nil
from crossfoot.checks.member_totals import EQUITY
from crossfoot.model.finding import Finding, warning
from crossfoot.model.instance import Fact, Members
from crossfoot.model.taxonomy import Concept

_COUNTED = ("shares", "count")
"""Without members these are told by the rule fact.negative."""


class NonNegative(Struct, frozen=True):
    """What can't be negative: concepts, and the members under which anything may be (eliminations),
    by name; and all concepts."""

    names: frozenset[str]
    concepts: Mapping[str, Concept]


def sign_findings(
    index: FactIndex, unsigned: NonNegative, places: DisplayLocations
) -> Iterator[Finding]:
    """A warning at each such cell. A member of the company is as its anchor."""
    names = unsigned.names
    for name in [name for name in index.facts if name in names]:
        for fact in index.facts[name]:
            value = fact.value
            if (
                isinstance(value, Decimal)
                and value < 0
                and not nil(fact)
                and not _deducted(fact.members, unsigned)
                and not _of_both_signs(fact, index.facts[name])
            ):
                if fact.concept.type not in _COUNTED or fact.members:
                    place = location_of(fact, places)
                    value_shown = shown(exact(fact), place.scale, place.negated)
                    message = f"{place.label or name} ({name}) is printed as {value_shown}: the fact is negative, which it can't be"
                    hint = "turn the sign by a negated label role in the network; or is a line or sign mistaken?"
                    yield warning("calc.negative", message, fact.source, hint)


def _of_both_signs(fact: Fact, others: Iterable[Fact]) -> bool:
    """Whether a component of equity goes down in a row in which another one goes up, as when
    treasury shares are issued again below their cost: what the row is may be both."""
    row = (fact.source.file, fact.source.sheet, fact.source.row)
    return EQUITY in dict(fact.members) and any(
        isinstance(other.value, Decimal)
        and other.value > 0
        and (other.source.file, other.source.sheet, other.source.row) == row
        for other in others
    )


def _deducted(members: Members, unsigned: NonNegative) -> bool:
    for _, member in members:
        concept = unsigned.concepts.get(member)
        anchors = concept.anchors if concept is not None else ()
        if member in unsigned.names or any(anchor.base in unsigned.names for anchor in anchors):
            return True
    return False
