"""Which facts a question is about.

A number is (filer, concept, period, unit, dimensions, language), never a fiscal-year tag.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from crossfoot.store.filing_order import FACT_COLUMNS, filing_order

SERIES = ("filer", "concept", "period_start", "period_end", "unit", "dimensions", "language")
SHOWN = (
    *SERIES,
    "value_text",
    "decimals",
    "nil",
    "filed",
    "form",
    "filing_period_end",
    "filing",
    "ordinal",
    "fact_id",
)
HIDDEN = tuple(name for name in FACT_COLUMNS if name not in SHOWN)
"""columns that order the rows and are not shown"""
BEST = "decimals IS NULL DESC, decimals DESC, ordinal"
"""of several tellings in one filing, the most precise (INF first)"""

FILER = "filer = ? OR identifier = ? OR prefix = ? OR lower(name) LIKE ? ESCAPE '!'"
_WORDS = "({name} OR (filing, concept) IN (SELECT filing, concept FROM labels WHERE {label}))"


class Selection(Struct, frozen=True, kw_only=True):
    """Which facts: each field narrows where it is given. `filer` is a key, an identifier, a prefix
    or a part of the name;
    `concept` a name with or without its prefix; `words` stand in its name or in one label;
    `dimensions` None for all, empty for facts
    without any."""

    filer: str = ""
    concept: str = ""
    words: str = ""
    start: date | None = None
    end: date | None = None
    unit: str = ""
    dimensions: str | None = None
    filing: int | None = None
    as_of: date | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The condition on fact_versions, and its parameters."""
        parts: list[tuple[str, list[Any]]] = []
        if self.filer:
            filers = f"filer IN (SELECT filer FROM filers WHERE {FILER})"
            parts.append((filers, filer_values(self.filer)))
        if self.concept:
            parts.append(_concept_condition(self.concept))
        if words := self.words.lower().split():
            parts.append(_words_condition(words))
        wanted = (
            ("period_start = ?", self.start),
            ("period_end = ?", self.end),
            ("unit = ?", self.unit or None),
            ("dimensions = ?", self.dimensions),
            ("filing = ?", self.filing),
            ("filed <= ?", self.as_of),
        )
        parts += [(sql, [value]) for sql, value in wanted if value is not None]
        conditions = " AND ".join(sql for sql, _ in parts) or "1 = 1"
        return conditions, [value for _, values in parts for value in values]


def _concept_condition(concept: str) -> tuple[str, list[Any]]:
    """A name with its prefix, or with any."""
    if ":" in concept:
        return "concept = ?", [concept]
    literal = f"%:{_literally(concept)}"
    # nearly every name needs no escape, and then the database may compare its end as plain text
    escape = "" if literal == f"%:{concept}" else " ESCAPE '!'"
    return f"concept LIKE ?{escape}", [literal]


def _words_condition(words: Sequence[str]) -> tuple[str, list[Any]]:
    """All the words, in lower case, in the name or in one label."""
    name, label = (
        " AND ".join(f"lower({column}) LIKE ? ESCAPE '!'" for _ in words)
        for column in ("concept", "text")
    )
    return _WORDS.format(name=name, label=label), [f"%{_literally(word)}%" for word in words] * 2


def filer_values(filer: str) -> list[Any]:
    return [filer, filer, filer, f"%{_literally(filer.lower())}%"]


def _literally(text: str) -> str:
    """The text for LIKE ... ESCAPE '!': its own percent signs and underscores stand for
    themselves."""
    return re.sub(r"[!%_]", r"!\g<0>", text)


def by_series(prefix: str = "") -> str:
    """Terms of an ORDER BY: by series, then in the order of the filings."""
    series = ", ".join(f"{prefix}{name}" for name in SERIES)
    return f"{series}, {filing_order(prefix, facts=True)}"
