"""What the record of any check tells of a fact: its concept, period and unit, and its place on the page."""

from functools import cache
from typing import TypedDict

from crossfoot.model.instance import Fact
from crossfoot.validate.places import Place


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


def told_of(fact: Fact, place: Place) -> Told:
    """The fields that follow from a fact and where it stands."""
    return {
        "statement": place.statement,
        "item": fact.concept.name,
        "role": place.role,
        "column": place.column,
        "period": _text(fact.period),
        "unit": fact.unit.id if fact.unit else "",
        "scale": place.scale,
        "negated": place.negated,
        "label": place.label,
    }
