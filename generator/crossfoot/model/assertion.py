"""Ties as statements about facts: what XBRL Formula asserts of a filing."""

from decimal import Decimal

from msgspec import Struct

from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept


class Operand(Struct, frozen=True, kw_only=True):
    """A fact in a formula. Printed, it may have the opposite sign; its true value lies within
    `slack` of it either way."""

    fact: Fact
    negated: bool
    slack: Decimal


Term = Operand | Decimal | tuple[str, "Term", "Term"]


class ValueAssertion(Struct, frozen=True, kw_only=True):
    """Two sides that must meet within their slack; `declared` is the reason why the page is known
    to print otherwise."""

    id: str
    name: str
    name_ja: str
    column: str
    left: Term
    right: Term
    declared: str
    source: SourceRef


class ExistenceAssertion(Struct, frozen=True, kw_only=True):
    """A fact that every filing has."""

    id: str
    concept: Concept
    period: Period
    source: SourceRef


class Assertions(Struct, frozen=True, kw_only=True):
    """All assertions of a filing; `left_out` counts the ties that can't be one, by the reason."""

    values: tuple[ValueAssertion, ...]
    existences: tuple[ExistenceAssertion, ...]
    left_out: tuple[tuple[str, int], ...] = ()


NONE = Assertions(values=(), existences=())


def operands(term: Term) -> list[Operand]:
    """The operands of a side, left to right."""
    if isinstance(term, Operand):
        return [term]
    return [*operands(term[1]), *operands(term[2])] if isinstance(term, tuple) else []
