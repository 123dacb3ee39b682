"""A filing as curated: definitions and tables of text cells with addresses."""

from collections.abc import Mapping
from typing import NamedTuple

from crossfoot.model.quick import quick
from crossfoot.model.record import dataclass
from crossfoot.model.source import SourceRef, quick_source


class Period(NamedTuple):
    """An instant (`start` empty) or a duration; ISO dates, both days inclusive. A tuple: it is hashed several times a fact."""

    start: str
    end: str

    @property
    def instant(self) -> bool:
        return not self.start

    @property
    def key(self) -> str:
        return f"{self.start}_{self.end}" if self.start else self.end

    def __str__(self) -> str:
        return f"{self.start}/{self.end}" if self.start else self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspects:
    """What a column or a row says of its cells; None or empty: not said here."""

    period: Period | None = None
    unit: str = ""
    scale: int | None = None
    percent: bool = False
    decimals: int | None = None
    members: tuple[tuple[str, str], ...] = ()
    concept: str = ""
    formula: str = ""
    broken: bool = False
    """something in the definition can't be read and was told: its cells are not facts"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One value column of a table."""

    name: str
    aspects: Aspects
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One printed line; `cells` in the order of the table's columns, as printed."""

    number: int
    concept: str
    role: str
    label: str
    notes: tuple[str, ...]
    line: str
    aspects: Aspects
    cells: tuple[str, ...]


quick_row = quick(Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One printed table, bound to the networks that its lines stand in."""

    id: str
    file: str
    sheet: str | None
    title: str
    networks: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    document: str
    exact: bool = True
    """whether printed totals are to add up to the last digit; False where each figure was rounded by itself."""
    defined: SourceRef
    """where the filing lists the table"""
    text_block: tuple[str, SourceRef] | None = None
    """the concept that this table's text is told as, and where the filing says so"""

    def at(self, row: Row | None = None, column: str | None = None) -> SourceRef:
        """The address of a row or cell of this table."""
        return quick_source(
            file=self.file,
            sheet=self.sheet,
            row=row.number if row else None,
            column=column,
            document=self.document or None,
            line=(row.line or None) if row else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A printed footnote, carried by every fact of the named columns or rows."""

    id: str
    text: str
    columns: tuple[str, ...]
    lang: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A discrepancy that the preparer knows of; strict in both directions."""

    kind: str
    table: str
    concept: str
    role: str
    column: str
    difference: str
    reason: str
    row: int
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRule:
    """Two formulas that must agree in each of the named columns."""

    name: str
    name_ja: str
    left: str
    right: str
    columns: tuple[str, ...]
    filings: tuple[str, ...] = ()
    exact: bool = False
    """whether both sides are to be equal to the last digit, as printed totals are; else their intervals must meet."""
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A damaged place of the source document: what it shows, what was read, and the evidence."""

    table: str
    line: str
    column: str
    document: str
    reading: str
    evidence: str
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of a table: `rows` (concept, or concept@role) as series, columns side by side; `kind` bar, stacked or line."""

    id: str
    title: str
    title_ja: str
    kind: str
    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Who files."""

    name: str
    prefix: str
    authority: str
    scheme: str
    identifier: str
    identifiers: tuple[tuple[str, str], ...]
    fiscal_year_end: str
    currency: str
    profile: str
    name_ja: str = ""
    at: SourceRef = SourceRef(file="company.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Everything a preparer curated for one filing."""

    company: Company
    stem: str
    period_end: str
    title: str
    source: str
    base: str
    calculations: str
    context: Period
    cover: tuple[tuple[str, str, SourceRef], ...]
    tables: tuple[Table, ...]
    notes: tuple[Note, ...]
    declarations: tuple[Declaration, ...]
    at: SourceRef
    ties: tuple[TieRule, ...] = ()
    readings: tuple[Reading, ...] = ()
    charts: tuple[Chart, ...] = ()
    filed: str = ""
    """the day it was filed or published; empty where the preparer does not say"""

    @property
    def columns(self) -> Mapping[str, Column]:
        return {column.name: column for table in self.tables for column in table.columns}
