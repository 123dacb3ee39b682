"""Files for machines: tieout.csv, findings.json, sources.json."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from json.encoder import encode_basestring as quoted
from operator import attrgetter
from typing import Any

from crossfoot.model.finding import Finding, in_order
from crossfoot.model.instance import Fact
from crossfoot.model.lazy_refs import LazySources
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.source import SourceRef
from crossfoot.model.tieout import STATUSES, Tie
from crossfoot.model.validation import CalculationRun

COLUMNS = [
    "kind",
    "statement",
    "item",
    "period",
    "unit",
    "reported",
    "computed",
    "difference",
    "low",
    "high",
    "verdict_10",
    "verdict_11",
    "arelle_10",
    "arelle_11",
    "status",
    "addresses",
    "source_lines",
    "column",
    "label",
    "network",
    "fact",
    "note",
    "arelle_formula",
    "verdict_10d",
    "arelle_10d",
]
_DIGITS = 12
_USUAL: set[type] = {PackedCell}
_PIECE = 1000


def tieout_csv(ties: Iterable[Tie]) -> Iterator[str]:
    """One row for each check, in the order of kinds and of the page; numbers in full, values that
    do not end cut at 12 digits."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(COLUMNS)
    before, after = attrgetter(*COLUMNS[:5]), attrgetter(*COLUMNS[10:15])
    rest = attrgetter(*COLUMNS[17:])
    rows: dict[int, tuple[str, str | None]] = {}
    for count, tie in enumerate(ties, 1):
        if count % _PIECE == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
            rows.clear()
        cells = (
            *before(tie),
            *numbers_of(tie),
            *after(tie),
            *_places(tie.addresses, rows),
            *rest(tie),
        )
        write([_safe(cell) if cell and cell[0] in _RISKY else cell for cell in cells])
    yield out.getvalue()


def numbers_of(tie: Tie) -> tuple[str, str, str, str, str]:
    """Reported, computed, difference, low, high."""
    reported = number(tie.reported)
    if tie.reported is not None and tie.reported == tie.computed:
        return reported, reported, "0", number(tie.low), number(tie.high)
    return reported, number(tie.computed), number(tie.difference), number(tie.low), number(tie.high)


def _places(
    addresses: Sequence[SourceRef], rows: dict[int, tuple[str, str | None]]
) -> tuple[str, str]:
    """The addresses, and the lines of the source document; `rows` keeps those of rows that are told
    again for other columns."""
    if not isinstance(addresses, LazySources) or {*map(type, addresses.facts)} != _USUAL:
        told = tuple(addresses)
        return "; ".join(map(str, told)), "; ".join(
            dict.fromkeys([address.line for address in told if address.line])
        )
    shown, lines = [], []
    cell: Any
    for cell in addresses.facts:
        row = cell.row
        at = rows.get(id(row)) or rows.setdefault(id(row), (str(row.source), row.source.line))
        shown.append(f"{at[0]} [{cell.column.column}]")
        if at[1]:
            lines.append(at[1])
    return "; ".join(shown), "; ".join(dict.fromkeys(lines))


_RISKY = frozenset("=+@\t-")
_FORMULAS = frozenset("=+@\t")


def _safe(cell: str) -> str:
    """A text that no spreadsheet takes for a formula; numbers stay numbers."""
    if cell[:1] in _FORMULAS or (cell[:1] == "-" and not cell[1:2].isdigit()):
        return "'" + cell
    return cell


def calculation_record(run: CalculationRun) -> dict[str, str | int]:
    """How many summations a mode bound; `c10`, `c10d` and `c11` are Calculations 1.0, 1.0 with
    duplicates merged, and 1.1."""
    return {
        "mode": run.mode,
        "relationships": run.relationships,
        "summations": run.summations,
        "bound": run.bound,
    }


def number(value: Fraction | None) -> str:
    """Plain digits."""
    if value is None:
        return ""
    if value.denominator == 1:
        return str(value.numerator)
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator == 1:
        places = 0
        while (value * 10**places).denominator != 1:
            places += 1
        return f"{Decimal(f'{(value * 10**places).numerator}E-{places}'):f}"
    steps = (abs(value) * 10**_DIGITS + Fraction(1, 2)).__floor__()
    text = f"{Decimal(f'{steps}E-{_DIGITS}'):f}".rstrip("0")
    return f"-{text}" if value < 0 else text


def address(source: SourceRef) -> dict[str, Any]:
    """An address as in sources.json."""
    return {
        name: getattr(source, name)
        for name in ("file", "sheet", "row", "column", "document", "line")
    }


def sources_json(facts: Iterable[Fact]) -> Iterator[str]:
    """Fact id to address, in page order, piece by piece; a line for each fact with tabs in it, so
    that it reads as a table too."""
    lines = _source_lines(facts)
    comma = "{\n"
    while rows := list(islice(lines, _PIECE)):
        yield comma + ",\n".join(rows)
        comma = ",\n"
    yield "{}\n" if comma == "{\n" else "\n}\n"


def _source_lines(facts: Iterable[Fact]) -> Iterator[str]:
    """A line for each fact; what facts of a table or a column share is written once."""
    files: dict[tuple[str, str | None], str] = {}
    columns: dict[tuple[str | None, str | None], str] = {}
    fact: Any
    for fact in facts:
        usual = fact.__class__ is PackedCell
        at = fact.row.source if usual else fact.source
        place = (at.file, at.sheet)
        if place not in files:
            files[place] = f':\t{{"file": {quoted(at.file)},\t"sheet": {_told(at.sheet)},\t"row": '
        column = (fact.column.column if usual else at.column, at.document)
        if column not in columns:
            columns[column] = (
                f',\t"column": {_told(column[0])},\t"document": {_told(at.document)},\t"line": '
            )
        line = "null" if at.line is None else quoted(at.line)
        name = fact.row.stem + fact.column.tail if usual else fact.id
        yield f" {quoted(name)}{files[place]}{at.row or 'null'}{columns[column]}{line}}}"


def _told(text: str | None) -> str:
    return "null" if text is None else quoted(text)


def findings_json(findings: Iterable[Finding], head: Mapping[str, Any], ties: Iterable[Tie]) -> str:
    """Every finding with its address and hint, the verdict, what ran, and how many checks ended
    how."""
    return _dump({**head, "checks": counts(ties), "findings": finding_rows(findings)})


def finding_rows(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings with their addresses, errors first."""
    return [finding_record(finding) for finding in in_order(findings)]


def finding_record(finding: Finding) -> dict[str, Any]:
    """A finding in findings.json, and as it stands in --json; only a cause has the last fields."""
    record: dict[str, Any] = {
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
        "address": address(finding.source),
        "also": [address(place) for place in finding.also],
    }
    if finding.cause:
        record |= {
            "cause": finding.cause,
            "suggestion": finding.suggestion,
            "certainty": finding.certainty,
            "alternative": finding.alternative,
            "consequences": [finding_record(found) for found in finding.consequences],
        }
    return record


def counts(ties: Iterable[Tie]) -> dict[str, dict[str, int]]:
    """How many checks of each kind ended in each status."""
    table: dict[str, dict[str, int]] = {}
    for tie in ties:
        kind = table.setdefault(tie.kind, dict.fromkeys(STATUSES, 0))
        kind[tie.status] = kind.get(tie.status, 0) + 1
    return table


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
