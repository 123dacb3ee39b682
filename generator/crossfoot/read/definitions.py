"""The shapes of `company.yaml` and `filing.yaml`; each piece is checked by itself, so that all mistakes are told at once."""

from typing import Any

from crossfoot.model.record import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityShape:
    scheme: str
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyShape:
    name: str
    prefix: str
    entity: EntityShape
    authority: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    fiscal_year_end: str = ""
    currency: str = ""
    profile: str = "sec"
    name_ja: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnShape:
    period: str = ""
    unit: str = ""
    scale: str = ""
    decimals: str = ""
    members: dict[str, str] = field(default_factory=dict)
    concept: str = ""
    formula: str = ""
    heading: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    id: str
    file: str
    title: str
    networks: list[str]
    columns: dict[str, Any] = field(default_factory=dict)
    rounding: str = "exact"
    text_block: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteShape:
    id: str
    text: str
    columns: list[str] = field(default_factory=list)
    lang: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class TieShape:
    name: str
    left: str
    right: str
    name_ja: str = ""
    columns: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationShape:
    kind: str
    reason: str
    table: str = ""
    concept: str = ""
    role: str = ""
    column: str = ""
    difference: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartShape:
    id: str
    title: str
    table: str
    rows: list[str]
    columns: list[str]
    kind: str = "bar"
    title_ja: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadShape:
    period_end: str
    title: str
    context: str
    source: str = ""
    base: str = "gaap/2026"
    calculations: str = "both"
    filed: str = ""


HEAD_KEYS = {
    "period_end",
    "filed",
    "title",
    "context",
    "source",
    "base",
    "calculations",
    "cover",
    "columns",
    "tables",
    "notes",
    "declared",
    "ties",
    "charts",
}
