"""The shapes of `company.yaml` and `filing.yaml`; each piece is checked by itself, so that all
mistakes are told at once."""

from typing import Any

from msgspec import Struct, field

from crossfoot.version import DEFAULT_BASE


class EntitySchema(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    scheme: str
    identifier: str


class CompanySchema(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    prefix: str
    entity: EntitySchema
    authority: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    fiscal_year_end: str = ""
    currency: str = ""
    profile: str = "sec"
    name_ja: str = ""


class ColumnSchema(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    period: str = ""
    unit: str = ""
    scale: str = ""
    decimals: str = ""
    members: dict[str, str] = field(default_factory=dict)
    concept: str = ""
    concepts: dict[str, str] = field(default_factory=dict)
    formula: str = ""
    heading: list[str] = field(default_factory=list)


class TableSchema(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    file: str
    title: str
    networks: list[str]
    columns: dict[str, Any] = field(default_factory=dict)
    rounding: str = "exact"
    numbers: str = ""
    text_block: str = ""


class NoteSchema(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    text: str
    columns: list[str] = field(default_factory=list)
    lang: str = "en"


class TieSchema(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    left: str
    right: str
    name_ja: str = ""
    columns: list[str] = field(default_factory=list)


class DeclarationSchema(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: str
    reason: str
    table: str = ""
    concept: str = ""
    role: str = ""
    column: str = ""
    difference: str = ""
    row: int = 0


class ChartSchema(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    title: str
    table: str
    rows: list[str]
    columns: list[str]
    kind: str = "bar"
    title_ja: str = ""


class HeadSchema(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    period_end: str
    title: str
    context: str
    source: str = ""
    base: str = DEFAULT_BASE
    calculations: str = ""
    filed: str = ""
    numbers: str = "1,234.5"


HEAD_KEYS = {
    *HeadSchema.__struct_fields__,
    "cover",
    "columns",
    "tables",
    "notes",
    "declared",
    "ties",
    "charts",
}
