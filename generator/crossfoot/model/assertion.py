"""Ties as statements about facts: what XBRL Formula asserts of a filing."""

from decimal import Decimal

from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact
from crossfoot.model.record import dataclass
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """A fact in a formula. Printed, it may have the opposite sign; its true value lies within `slack` of it either way."""

    fact: Fact
    negated: bool
    slack: Decimal


Term = Operand | Decimal | tuple[str, "Term", "Term"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAssertion:
    """Two sides that must meet within their slack; `declared` is the reason why the page is known to print otherwise."""

    id: str
    name: str
    name_ja: str
    column: str
    left: Term
    right: Term
    declared: str
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistenceAssertion:
    """A fact that every filing has."""

    id: str
    concept: Concept
    period: Period
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertions:
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
