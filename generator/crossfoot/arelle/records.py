"""What Arelle said, in records; the worker's answers are decoded into these."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from crossfoot.model.validation import CalculationRun

CalcMode = Literal["c10", "c10d", "c11", "c11o", "c11r", "c11t"]
"""A way to check summations, on the arcs of the arcroles that it takes:

- `c10`: Calculations 1.0 (XBRL 2.1, 5.2.5.2), 1.0 arcs; what is reported twice is not bound
- `c10d`: the same where of duplicate facts the most precise one is bound
- `c11`: Calculations 1.1, round to nearest, 1.1 arcs alone
- `c11o`: the same, 1.0 arcs alone: whether what 1.0 does not bind is wrong, or rounded
- `c11r`: the same with the arcs of both arcroles
- `c11t`: Calculations 1.1, truncation, the arcs of both arcroles
"""


class ArelleReference(Struct, frozen=True, kw_only=True):
    """One place that a message names: `file#id`, the file without its folder, and what Arelle shows
    of it."""

    href: str
    line: int | None
    properties: tuple[tuple[str, str], ...]


class ArelleMessage(Struct, frozen=True, kw_only=True):
    """One line of Arelle's log; `mode` is "" for validation in general, else the calculation
    mode."""

    level: str
    code: str
    text: str
    references: tuple[ArelleReference, ...]
    mode: str
    arguments: Mapping[str, str] = {}
    """what Arelle put into the text, by name: `concept`, `linkrole`, `reportedSum` ..."""


class BoundSummation(Struct, frozen=True, order=True, array_like=True):
    """A total that a mode compared with its parts; one that is not listed was not checked, whatever
    the log says."""

    mode: str
    fact_id: str
    role: str
    arcrole: str


class ArelleFact(Struct, frozen=True, kw_only=True):
    """A fact as Arelle read it, in terms that all syntaxes share; names in Clark notation, ends as
    printed dates.

    `unit` is (numerators, denominators), `entity` (scheme, identifier), `dimensions` axis and
    member, sorted (None for a typed member that is nil; what a segment or scenario holds beside
    dimensions stands under `segment` or `scenario`), `footnotes` (role, language in lower case,
    text) of each, sorted.
    """

    id: str | None
    concept: str
    value: str | None
    nil: bool
    decimals: str | None
    unit: tuple[tuple[str, ...], tuple[str, ...]] | None
    start: str | None
    end: str | None
    entity: tuple[str, str]
    dimensions: tuple[tuple[str, str | None], ...]
    language: str | None
    footnotes: tuple[tuple[str, str, str], ...]


class ArelleNetworks(Struct, frozen=True, kw_only=True):
    """The networks in which reported concepts stand; names in Clark notation.

    `arcs` are network, arcrole, role, parent, child, order, weight, preferred label; `labels`
    concept, role, language, text;
    `roles` role and definition.
    """

    arcs: tuple[tuple[str, str, str, str, str, str | None, str | None, str | None], ...]
    labels: tuple[tuple[str, str, str, str], ...]
    roles: tuple[tuple[str, str], ...]


class ArelleResult(Struct, frozen=True, kw_only=True):
    """What one run said: `counts` of facts, contexts, units and calc_relationships; `seconds` by
    step."""

    messages: tuple[ArelleMessage, ...]
    bound: tuple[BoundSummation, ...]
    calculations: tuple[CalculationRun, ...]
    facts: tuple[ArelleFact, ...] | None
    counts: Mapping[str, int]
    documents: int
    seconds: Mapping[str, float]
    assertions: Mapping[str, tuple[int, int]]
    """assertions that the formula processor ran, by id: how often satisfied, how often not"""
    hashes: Mapping[str, str]
    """address and digest of each taxonomy document that was looked at to the end and found clean,
    when asked for"""
    networks: ArelleNetworks | None = None
    version: str = ""
