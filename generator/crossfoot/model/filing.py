"""A filing as curated: definitions and tables of text cells with addresses."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from crossfoot.model.profile import Profile
from crossfoot.model.separators import PLAIN, Separators
from crossfoot.model.source import SourceRef


class Period(NamedTuple):
    """An instant (`start` empty) or a duration; ISO dates, both days inclusive. A tuple: it is
    hashed several times a fact."""

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


class Aspects(Struct, frozen=True, kw_only=True):
    """What a column or a row says of its cells; None or empty: not said here."""

    period: Period | None = None
    unit: str = ""
    scale: int | None = None
    percent: bool = False
    decimals: int | None = None
    members: tuple[tuple[str, str], ...] = ()
    concept: str = ""
    concepts: tuple[tuple[str, str], ...] = ()
    """of a column: what its cells are in the rows of other concepts (shares beside amounts)"""
    formula: str = ""
    broken: bool = False
    """something in the definition can't be read and was told: its cells are not facts"""


class Column(Struct, frozen=True, kw_only=True):
    """One value column of a table."""

    name: str
    aspects: Aspects
    heading: tuple[str, ...]
    defined: SourceRef | None = None
    """where the filing defines the column"""


class Row(Struct, frozen=True, kw_only=True, gc=False):
    """One printed line; `cells` in the order of the table's columns, as printed."""

    number: int
    concept: str
    role: str
    label: str
    notes: tuple[str, ...]
    line: str
    aspects: Aspects
    cells: tuple[str, ...]


class Table(Struct, frozen=True, kw_only=True):
    """One printed table, bound to the networks that its lines stand in."""

    id: str
    file: str
    sheet: str | None
    title: str
    networks: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    document: str
    numbers: Separators = PLAIN
    exact: bool = True
    """whether printed totals are to add up to the last digit; False where each figure was rounded
    by itself."""
    defined: SourceRef
    """where the filing lists the table"""
    text_block: tuple[str, SourceRef] | None = None
    """the concept that this table's text is told as, and where the filing says so"""

    def at(self, row: Row | None = None, column: str | None = None) -> SourceRef:
        """The address of a row or cell of this table."""
        return SourceRef(
            file=self.file,
            sheet=self.sheet,
            row=row.number if row else None,
            column=column,
            document=self.document or None,
            line=(row.line or None) if row else None,
        )


class Note(Struct, frozen=True, kw_only=True):
    """A printed footnote, carried by every fact of the named columns or rows."""

    id: str
    text: str
    columns: tuple[str, ...]
    lang: str = "en"


class Declaration(Struct, frozen=True, kw_only=True):
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


class TieRule(Struct, frozen=True, kw_only=True):
    """Two formulas that must agree in each of the named columns."""

    name: str
    name_ja: str
    left: str
    right: str
    columns: tuple[str, ...]
    filings: tuple[str, ...] = ()
    exact: bool = False
    """whether both sides are to be equal to the last digit, as printed totals are; else their
    intervals must meet."""
    besides: tuple[str, ...] = ()
    """other lines that may move the left side, in either direction or not at all: only where none
    does is the tie an error"""
    source: SourceRef


class TranscriptionNote(Struct, frozen=True, kw_only=True):
    """A damaged place of the source document: what it shows, what was read, and the evidence."""

    table: str
    line: str
    column: str
    document: str
    reading: str
    evidence: str
    source: SourceRef


class Chart(Struct, frozen=True, kw_only=True):
    """A picture of a table: `rows` (concept, or concept@role) as series, columns side by side;
    `kind` bar, stacked or line."""

    id: str
    title: str
    title_ja: str
    kind: str
    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    source: SourceRef


class Company(Struct, frozen=True, kw_only=True):
    """Who files."""

    name: str
    prefix: str
    authority: str
    scheme: str
    identifier: str
    identifiers: tuple[tuple[str, str], ...]
    fiscal_year_end: str
    currency: str
    profile: Profile
    name_ja: str = ""
    at: SourceRef = SourceRef(file="company.yaml")


class Filing(Struct, frozen=True, kw_only=True):
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
    readings: tuple[TranscriptionNote, ...] = ()
    charts: tuple[Chart, ...] = ()
    filed: str = ""
    """the day it was filed or published; empty where the preparer does not say"""

    @property
    def columns(self) -> Mapping[str, Column]:
        return {column.name: column for table in self.tables for column in table.columns}
