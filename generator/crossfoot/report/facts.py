"""Answers of the fact store for people and for machines, and what an intake prints."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crossfoot.model.illegal_characters import visible, visible_line

Row = Sequence[Any]
_WIDEST = 60
_LEAST, _SHORTEST = {"concept": 36, "address": 20}, 10
"""no words are cut to fewer letters for the terminal's sake"""
_SPARE = ("filing_period_end", "address", "fact_id")
"""columns that a narrow terminal can do without, the first first"""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LIFTED = ("filer", "concept", "unit", "dimensions")
"""columns that say what the rows are about; told once where all rows have the same"""
_WHOLE = ("address", "dimensions", "statement", "concept")
"""columns that are never cut"""
_GROUPED = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def rows_text(
    names: Sequence[str], rows: Sequence[Row], hidden: Sequence[str] = (), width: int = 0
) -> str:
    """A table for the terminal; columns that are empty throughout are left out, values keep all
    their digits.

    What all rows have alike (filer, concept, unit, dimensions) stands above them once. Where
    `width` is given the longest words are cut so
    that a line fits into it, never numbers and dates, and columns that say least left out.
    """
    if not rows:
        return "nothing found"
    columns = [
        _Column(name, tuple(row[n] for row in rows))
        for n, name in enumerate(names)
        if name not in hidden
    ]
    heading = visible_line(
        "  ".join(str(column.values[0]) for column in columns if column.alike and column.values[0])
    )
    lines = _lines([column for column in columns if column.told and not column.alike], width)
    return "\n".join([heading, "", *lines] if heading else lines)


def _lines(columns: Sequence["_Column"], width: int) -> list[str]:
    """Head, rule and rows; of a table that is too wide, without the columns that say least."""
    heads = _heads([column.name.split("\n") for column in columns])
    table = [*heads, *map(list, zip(*(column.cells for column in columns), strict=True))]
    widest = [max(map(len, cells)) for cells in zip(*table, strict=True)]
    widths = _narrowed(table, widest, [column.least for column in columns], width)
    if _total(widths) > width > 0 and (spare := _spare(columns)):
        return _lines([column for column in columns if column.name != spare], width)
    widths = _narrowed(table, widths, [_SHORTEST] * len(columns), width)
    right = [column.right() for column in columns]
    lines = [
        _line(line, widths, [flush(cell) for flush, cell in zip(right, line, strict=True)])
        for line in table
    ]
    return [*lines[: len(heads)], "  ".join(map("-".__mul__, widths)), *lines[len(heads) :]]


def _spare(columns: Sequence["_Column"]) -> str:
    told = [column.name for column in columns]
    return next((name for name in _SPARE if name in told), "")


class _Column(Struct, frozen=True):
    """A column of the answer with the values of all rows."""

    name: str
    values: tuple[Any, ...]

    @property
    def told(self) -> bool:
        return any(value not in (None, "") for value in self.values)

    @property
    def alike(self) -> bool:
        """Whether it says the same of several rows what they are about."""
        return self.name in _LIFTED and len(self.values) > 1 and len(set(self.values)) == 1

    @property
    def cells(self) -> list[str]:
        return [_cell(value, cut=not self.name.startswith(_WHOLE)) for value in self.values]

    @property
    def least(self) -> int:
        return _LEAST.get(self.name, _SHORTEST)

    def right(self) -> Callable[[str], bool]:
        """Whether a cell stands to the right: all of a column of numbers, the numbers of one that
        has words too."""
        if all(isinstance(value, int | Decimal) or _number(value) for value in self.values):
            return lambda _: True
        mixed = self.name == "value_text" or self.name.startswith("on ")
        return _number if mixed else lambda _: False


def _heads(names: Sequence[list[str]]) -> list[list[str]]:
    """The lines of the headings, which stand at the bottom of the tallest."""
    tallest = max(len(name) for name in names)
    padded = [[""] * (tallest - len(name)) + name for name in names]
    return [[name[line] for name in padded] for line in range(tallest)]


def grouped(text: str) -> str:
    """`33,253,841,000`: a number for people to read."""
    if not _GROUPED.fullmatch(text):
        return text
    whole, point, rest = text.lstrip("-").partition(".")
    if whole.startswith("0") and whole != "0":
        return text
    first = len(whole) % 3 or 3  # no int: it takes no more than 4,300 digits
    threes = [whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))]
    return f"{'-' if text.startswith('-') else ''}{','.join(threes)}{point}{rest}"


def _narrowed(
    table: Sequence[Sequence[str]], widths: Sequence[int], least: Sequence[int], width: int
) -> list[int]:
    """The widths, the largest made smaller in turn until a line fits; none below what its numbers
    and dates need."""
    found = list(widths)
    needed = (
        [_needed(column, few) for column, few in zip(zip(*table, strict=True), least, strict=True)]
        if width
        else found
    )
    while width and _total(found) > width:
        wide = [n for n, least in enumerate(needed) if found[n] > least]
        if not wide:
            break
        found[max(wide, key=lambda n: found[n])] -= 1
    return found


def _needed(column: Sequence[str], few: int) -> int:
    """The narrowest that a column may be; dates and the heading above them stay whole."""
    dates = (
        sum(not cell or _DATE.fullmatch(cell) is not None for cell in column[1:]) == len(column) - 1
    )
    return max(
        [few, *(len(cell) for cell in column if dates or _number(cell) or _DATE.fullmatch(cell))]
    )


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + 2 * (len(widths) - 1)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    fitted = (
        cell if len(cell) <= width else _fitted(cell, width)
        for cell, width in zip(cells, widths, strict=True)
    )
    padded = (
        cell.rjust(width) if flush else cell.ljust(width)
        for cell, width, flush in zip(fitted, widths, right, strict=True)
    )
    return "  ".join(padded).rstrip()


def _fitted(cell: str, width: int) -> str:
    """The beginning and the end of what is too long: names differ in either."""
    end = width // 3
    return f"{cell[: width - 1 - end]}…{cell[-end:]}"


def _number(value: Any) -> bool:
    return value in (None, "") or (
        isinstance(value, str) and value.lstrip("-").replace(",", "").replace(".", "", 1).isdigit()
    )


def _cell(value: Any, *, cut: bool = True) -> str:
    whole = plain(value)
    indent = len(whole) - len(whole.lstrip(" "))  # a line of a statement shows its depth
    text = visible(" " * indent + " ".join(whole.split()))
    return text if not cut or len(text) <= _WIDEST or _number(text) else text[: _WIDEST - 1] + "…"


def plain(value: Any) -> str:
    """One value as text: exact digits, ISO dates, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return _digits(value)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _digits(value: Decimal) -> str:
    """Every digit, without zeros that say nothing; `normalize` would round to 28 digits."""
    written = f"{value:f}" if value else "0"
    return written.rstrip("0").rstrip(".") if "." in written else written


def rows_csv(names: Sequence[str], rows: Sequence[Row]) -> str:
    """CSV with a header; null is an empty field."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([plain(value) for value in row] for row in rows)
    return out.getvalue()


def rows_json(names: Sequence[str], rows: Sequence[Row]) -> str:
    """A list of objects; numbers that must stay exact are texts."""
    kept = (bool, int, type(None))
    records = [
        {name: v if isinstance(v, kept) else plain(v) for name, v in zip(names, row, strict=True)}
        for row in rows
    ]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def restatements_text(found: Sequence[Mapping[str, Any]]) -> str:
    """What is told otherwise, one under the other: the number, then the two tellings with their
    addresses."""
    return (
        "\n\n".join("\n".join(_restatement(one)) for one in found)
        + f"\n\n{len(found)} number{'s' if len(found) > 1 else ''}"
    )


def _restatement(one: Mapping[str, Any]) -> list[str]:
    period = " to ".join(
        plain(one[name]) for name in ("period_start", "period_end") if one[name] is not None
    )
    about = "  ".join(
        str(part)
        for part in (one["concept"], period, one["unit"], one["dimensions"], one["filer"])
        if part
    )
    by = f" by {one['difference']}" if one["difference"] not in (None, "") else ""
    width = max(len(plain(one[side])) for side in ("before", "after"))
    lines = [f"{about}: {'differs by rounding' if one['kind'] == 'rounding' else one['kind']}{by}"]
    for side in ("before", "after"):
        lines.append(
            f"  {plain(one[side]).rjust(width)}  filed {plain(one[f'filed_{side}'])}  {one[f'address_{side}']}".rstrip()
        )
    return lines


def intake_line(receipt: Mapping[str, Any], *, repeat: bool, name: str = "") -> str:
    """One filing: `iij/2010-03-31: accepted (1,018 facts, filed 2010-05-14)`; `name`: what it is
    handed in as now."""
    return visible_line(_taken(receipt, name or receipt["name"], repeat=repeat))


def _taken(receipt: Mapping[str, Any], name: str, *, repeat: bool) -> str:
    text = f"{name}: {receipt['verdict']}"
    if repeat:
        other = "" if receipt["name"] == name else f" as {receipt['name']}"
        return f"{text} before{other}, {_added(receipt) or 'nothing done'}"
    if receipt.get("judged"):
        return f"{text} by {receipt['rules'][-1]} now, {_added(receipt) or 'nothing added'}"
    if "withdrawn" in receipt:
        return f"{text} now, taken out of the store and kept in {receipt['quarantine']}"
    if "same_as" in receipt:
        return f"{text}, the same facts as filing {receipt['same_as'][:12]}; {_added(receipt) or 'nothing added'}"
    if "quarantine" in receipt:
        return f"{text}, kept in {receipt['quarantine']}"
    return f"{text} ({', '.join(_taken_in(receipt))})"


def _taken_in(receipt: Mapping[str, Any]) -> Iterator[str]:
    yield f"{receipt.get('counts', {}).get('facts', 0):,} facts"
    if "filed" in receipt:
        yield f"filed {receipt['filed']}" + (
            "" if receipt["filed_from"] == "declared" else f" ({receipt['filed_from']})"
        )
    if receipt.get("validated") is False:
        yield "not validated"
    if receipt.get("supersedes"):
        yield f"supersedes {len(receipt['supersedes'])}"
    if any(one["verdict"] == "refused" for one in receipt.get("before", ())):
        yield "refused before"
    if receipt.get("aside"):
        yield f"left aside: {', '.join(receipt['aside'])}"


def _added(receipt: Mapping[str, Any]) -> str:
    """`adds filed 2010-05-14 (declared), addresses`."""
    adds = receipt.get("adds", {})
    told = [f"filed {adds['filed']['now']}"] if "filed" in adds else []
    told += [f"accession {adds['accession']}"] if "accession" in adds else []
    told += [
        name
        for name in adds.get("told", ())
        if name in ("addresses", "labels", "arcs", "footnotes")
    ]
    return f"adds {', '.join(told)}" if told else ""


def intake_summary(taken: Sequence[tuple[str, bool, Mapping[str, Any]]], store: str) -> str:
    """The last line of an intake."""
    new = [
        receipt
        for verdict, repeat, receipt in taken
        if not repeat and verdict != "refused" and "same_as" not in receipt
    ]
    facts = sum(receipt.get("counts", {}).get("facts", 0) for receipt in new)
    refused = sum(verdict == "refused" for verdict, _, _ in taken)
    repeats = sum(repeat or "same_as" in receipt for _, repeat, receipt in taken)
    place = (
        f"PostgreSQL ({store.rpartition('@')[2].partition('?')[0]})"
        if store.startswith("postgres")
        else store
    )
    filings = f"{len(new)} filing{'' if len(new) == 1 else 's'}"
    return f"\n{filings} with {facts:,} facts into {place}; {repeats} were there, {refused} refused"
