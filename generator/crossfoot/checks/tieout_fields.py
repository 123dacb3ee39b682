"""What the record of any check tells of a fact (concept, period, unit, place on the page), and of a
computed value."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import TypedDict

from crossfoot.checks.display_location import DisplayLocation
from crossfoot.checks.fact_values import exact
from crossfoot.model.expression import Interval
from crossfoot.model.instance import Fact
from crossfoot.model.tieout import Tie


class FactFields(TypedDict):
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


def fact_fields(fact: Fact, place: DisplayLocation, item: str = "") -> FactFields:
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


def compared_facts(
    fact: Fact,
    others: Iterable[Fact],
    place: DisplayLocation,
    computed: Fraction | None,
    status: str,
    *,
    kind: str = "tie",
    note: str = "",
    bounds: tuple[Fraction, Fraction] | None = None,
) -> Tie:
    """The record of a fact that is compared with other facts.

    `others` are the facts that `computed`, a value in the fact's unit, was made of; `bounds` are
    the ends of what it may truly be. A fact of another filing has no id here.
    """
    facts = (fact, *others)
    low, high = bounds or (None, None)
    return Tie(
        **fact_fields(fact, place),
        kind=kind,
        reported=exact(fact),
        computed=computed,
        low=low,
        high=high,
        status=status,
        addresses=tuple(each.source for each in facts),
        fact="" if kind == "tie" else fact.id,
        facts=tuple(each.id for each in facts if each.id),
        note=note,
    )


class ComputedRange(TypedDict):
    """The computed side of a `Tie`."""

    computed: Fraction | None
    low: Fraction | None
    high: Fraction | None


def computed_range(computed: Interval | None) -> ComputedRange:
    """What a formula gives; nothing where a number it names is not printed."""
    if computed is None:
        return {"computed": None, "low": None, "high": None}
    return {"computed": computed.value, "low": computed.low, "high": computed.high}
