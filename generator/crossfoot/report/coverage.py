"""What became of the numbers of a source document: a table for people, a CSV and a record for
machines."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from crossfoot.system.text_columns import aligned

_COVERED = ("tagged", "derived", "label", "declared", "reading")
_HEAD = ("table", "numbers", *_COVERED, "unreadable", "untagged", "percent")


class Outcome(Protocol):
    """A printed number and what became of it."""

    @property
    def printed(self) -> Any: ...
    @property
    def outcome(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def table(self) -> str: ...


def _rows(covered: Iterable[Outcome]) -> dict[str, dict[str, int]]:
    rows: dict[str, dict[str, int]] = {}
    for one in covered:
        row = rows.setdefault(one.table, {})
        row[one.outcome] = row.get(one.outcome, 0) + 1
    return rows


def coverage_record(covered: Iterable[Outcome]) -> dict[str, Any]:
    """Counts in all and by table; words and prose are counted apart and no part of the
    percentage."""
    rows = _rows(covered)
    total: dict[str, int] = {}
    for row in rows.values():
        for name, count in row.items():
            total[name] = total.get(name, 0) + count
    return {
        "numbers": sum(total.get(name, 0) for name in (*_COVERED, "unreadable", "untagged")),
        **{
            name: total.get(name, 0)
            for name in (*_COVERED, "unreadable", "untagged", "words", "prose")
        },
        "percent": _percent(total),
        "tables": rows,
    }


def _percent(row: dict[str, int]) -> str:
    good = sum(row.get(name, 0) for name in _COVERED)
    total = good + row.get("untagged", 0) + row.get("unreadable", 0)
    tenths = good * 1000 // total if total else 1000
    return f"{tenths // 10}.{tenths % 10}"


def coverage_text(covered: Sequence[Outcome], lines: list[str], *, quiet: bool) -> Iterator[str]:
    """The untagged numbers with their lines, then a row for each table."""
    for one in covered:
        if one.outcome in ("untagged", "unreadable"):
            number = one.printed
            yield f"{number.line}:{number.column}: {number.digits} is {one.outcome}: {lines[number.line - 1].strip()[:100]}"
    if quiet:
        return
    rows = _rows(covered)
    body = [
        _row(name or "(no table)", row)
        for name, row in rows.items()
        if any(row.get(k) for k in (*_COVERED, "untagged", "unreadable"))
    ]
    record = coverage_record(covered)
    body.append(_row("all", {name: record[name] for name in (*_COVERED, "unreadable", "untagged")}))
    yield from aligned((_HEAD, *body))
    yield f"apart from these: {record['words']:,} in dates, heads and words of labels, {record['prose']:,} in running prose"


def _row(name: str, row: dict[str, int]) -> tuple[str, ...]:
    shown = (*_COVERED, "unreadable", "untagged")
    numbers = sum(row.get(outcome, 0) for outcome in shown)
    return (name, f"{numbers:,}", *(f"{row.get(outcome, 0):,}" for outcome in shown), _percent(row))


def coverage_csv(covered: Iterable[Outcome]) -> str:
    """Every number: line, column, digits, outcome, what it became, table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("line", "column", "digits", "outcome", "what", "table"))
    for one in covered:
        writer.writerow(
            (
                one.printed.line,
                one.printed.column,
                one.printed.digits,
                one.outcome,
                one.what,
                one.table,
            )
        )
    return out.getvalue()
