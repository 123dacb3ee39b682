"""What a reader gives: a filing's head, and columns for each table of the store."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field

from crossfoot.model.finding import Finding
from crossfoot.model.source import SourceRef
from crossfoot.xbrl.values import number_text


class Coded(Sequence[Any]):
    """A column of few distinct values: an Arrow column of their numbers, and the values."""

    __slots__ = ("codes", "values")

    def __init__(self, *, codes: Any, values: Sequence[Any]) -> None:
        self.codes, self.values = codes, values

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: Any) -> Any:
        return self.values[self.codes[row].as_py()]

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.codes.to_pylist())


class Held(Sequence[Any]):
    """A column that is an Arrow column already."""

    __slots__ = ("array",)

    def __init__(self, *, array: Any) -> None:
        self.array = array

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, row: Any) -> Any:
        return self.array[row].as_py()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.array.to_pylist())


Table = dict[str, Sequence[Any]]
ADDRESS = {
    "file": "file",
    "sheet": "sheet",
    "row": "row_number",
    "column": "column_name",
    "document": "document",
    "line": "line",
}
"""Fields of an address, and their columns."""


class Head(Struct, frozen=True, kw_only=True):
    """Who filed what, for which period; dates None and texts empty where the filing does not
    say."""

    scheme: str
    identifier: str
    filer: str
    name: str = ""
    prefix: str = ""
    form: str = ""
    amendment: bool = False
    period_end: date | None = None
    fiscal_year: str = ""
    fiscal_period: str = ""
    fiscal_year_end: str = ""
    title: str = ""
    filed: date | None = None
    document: str = ""
    taxonomies: tuple[str, ...] = ()


class FactRow(Struct, frozen=True, kw_only=True):
    """One fact as a light reader or Arelle gives it; names with conventional prefixes."""

    fact_id: str | None
    filer: str
    concept: str
    period: tuple[date | None, date | None]
    unit: str | None
    dimensions: str
    language: str | None
    decimals: int | None
    value: str | None
    file: str = ""
    line: int | None = None
    footnotes: tuple[tuple[str, str, str], ...] = ()
    """(role, language, text) of each."""


class Report(Struct, frozen=True, kw_only=True):
    """A filing as read, ready for the gate and the store."""

    head: Head
    tables: dict[str, Table]
    reader: str
    validated: bool
    rules: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    facts: int = field(default=0)


def fact_tables(rows: Sequence[FactRow]) -> dict[str, Table]:
    """Facts, their addresses and footnotes as columns."""
    facts: Table = {
        "ordinal": list(range(len(rows))),
        "fact_id": [row.fact_id for row in rows],
        "filer": [row.filer for row in rows],
        "concept": [row.concept for row in rows],
        "period_start": [row.period[0] for row in rows],
        "period_end": [row.period[1] for row in rows],
        "unit": [row.unit for row in rows],
        "dimensions": [row.dimensions for row in rows],
        "language": [row.language for row in rows],
        "decimals": [row.decimals for row in rows],
        "nil": [row.value is None for row in rows],
        "value_text": [
            row.value if row.unit is None or row.value is None else number_text(row.value)
            for row in rows
        ],
    }
    placed = [(ordinal, row) for ordinal, row in enumerate(rows) if row.file]
    addresses: Table = {
        "ordinal": [ordinal for ordinal, _ in placed],
        "file": [row.file for _, row in placed],
        "row_number": [row.line for _, row in placed],
    }
    return {
        "facts": facts,
        "addresses": addresses,
        **footnote_tables([row.footnotes for row in rows]),
    }


def footnote_tables(carried: Sequence[Sequence[tuple[str, str, str]]]) -> dict[str, Table]:
    """Each footnote once, and which facts carry it; those of one fact in the same order whatever
    the syntax."""
    numbers: dict[tuple[str, str, str], int] = {}
    noted = ((ordinal, sorted(set(notes))) for ordinal, notes in enumerate(carried) if notes)
    pairs = [
        (ordinal, numbers.setdefault(note, len(numbers)))
        for ordinal, notes in noted
        for note in notes
    ]
    return {
        "footnotes": {
            "footnote": list(numbers.values()),
            "role": [note[0] for note in numbers],
            "language": [note[1] for note in numbers],
            "text": [note[2] for note in numbers],
        },
        "fact_footnotes": {
            "ordinal": [one for one, _ in pairs],
            "footnote": [two for _, two in pairs],
        },
    }


def finding_table(findings: Sequence[Finding]) -> Table:
    """Findings as columns."""
    places: list[SourceRef] = [finding.source for finding in findings]
    table: Table = {"position": list(range(len(findings)))}
    for name in ("severity", "code", "message", "hint"):
        table[name] = [getattr(finding, name) for finding in findings]
    for name, column in ADDRESS.items():
        table[column] = [getattr(place, name) for place in places]
    return table
