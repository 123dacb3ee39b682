"""What the record of any check tells of a fact (concept, period, unit, place on the page), and of a
computed value."""

from fractions import Fraction
from functools import cache
from typing import TypedDict

from crossfoot.checks.display_location import Place
from crossfoot.model.expression import Interval
from crossfoot.model.instance import Fact


class Told(TypedDict):
    """The fields of a `Tie` that follow from the reported fact and its place."""

    statement: str
    item: str
    role: str
    column: str
    period: str
    unit: str
    scale: int
    negated: bool
    label: str


_text = cache(str)
"""Periods as texts, each made once."""


def told_of(fact: Fact, place: Place, item: str = "") -> Told:
    """The fields that follow from a fact and where it stands; `item` is told in place of its
    concept."""
    return {
        "statement": place.statement,
        "item": item or fact.concept.name,
        "role": place.role,
        "column": place.column,
        "period": _text(fact.period),
        "unit": fact.unit.id if fact.unit else "",
        "scale": place.scale,
        "negated": place.negated,
        "label": place.label,
    }


class Bounds(TypedDict):
    """The computed side of a `Tie`."""

    computed: Fraction | None
    low: Fraction | None
    high: Fraction | None


def bounds_of(computed: Interval | None) -> Bounds:
    """What a formula gives; nothing where a number it names is not printed."""
    if computed is None:
        return {"computed": None, "low": None, "high": None}
    return {"computed": computed.value, "low": computed.low, "high": computed.high}
