"""Answers of the fact store for people and for machines, and what an intake prints."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from crossfoot.model.forbidden import visible, visible_line

Row = Sequence[Any]
_WIDEST = 60
_LIFTED = ("filer", "concept", "unit", "dimensions")
"""columns that say what the rows are about; told once where all rows have the same"""
_WHOLE = ("address", "dimensions", "statement", "concept")
"""columns that are never cut"""
_GROUPED = re.compile(r"-?\d+(\.\d+)?")


def rows_text(names: Sequence[str], rows: Sequence[Row], hidden: Sequence[str] = ()) -> str:
    """A table for the terminal; columns that are empty throughout are left out, values keep all their digits.

    What all rows have alike (filer, concept, unit, dimensions) stands above them once.
    """
    if not rows:
        return "nothing found"
    alike = [n for n, name in enumerate(names) if name in _LIFTED and name not in hidden and len({row[n] for row in rows}) == 1]
    alike = alike if len(rows) > 1 else []
    heading = visible_line("  ".join(str(rows[0][n]) for n in alike if rows[0][n]))
    left = [n for n, name in enumerate(names) if name not in hidden and n not in alike]
    shown = [n for n in left if any(row[n] not in (None, "") for row in rows)]
    heads = _heads([names[n].split("\n") for n in shown])
    table = [*heads, *([_cell(row[n], cut=not names[n].startswith(_WHOLE)) for n in shown] for row in rows)]
    widths = [max(len(line[n]) for line in table) for n in range(len(shown))]
    right = [all(isinstance(row[n], int | Decimal) or _number(row[n]) for row in rows) for n in shown]
    mixed = [names[n] == "value_text" or names[n].startswith("on ") for n in shown]  # words among numbers
    lines = [
        _line(line, widths, [all_ or (one and _number(cell)) for all_, one, cell in zip(right, mixed, line, strict=True)]) for line in table
    ]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([*([heading, ""] if heading else []), *lines[: len(heads)], rule, *lines[len(heads) :]])


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
    return f"{'-' if text.startswith('-') else ''}{int(whole):,}{point}{rest}" if whole == str(int(whole)) else text


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (cell.rjust(width) if flush else cell.ljust(width) for cell, width, flush in zip(cells, widths, right, strict=True))
    return "  ".join(padded).rstrip()


def _number(value: Any) -> bool:
    return value in (None, "") or (isinstance(value, str) and value.lstrip("-").replace(",", "").replace(".", "", 1).isdigit())


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
    records = [{name: v if isinstance(v, kept) else plain(v) for name, v in zip(names, row, strict=True)} for row in rows]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def restatements_text(found: Sequence[Mapping[str, Any]]) -> str:
    """What is told otherwise, one under the other: the number, then the two tellings with their addresses."""
    return "\n\n".join("\n".join(_restatement(one)) for one in found) + f"\n\n{len(found)} number{'s' if len(found) > 1 else ''}"


def _restatement(one: Mapping[str, Any]) -> list[str]:
    period = " to ".join(plain(one[name]) for name in ("period_start", "period_end") if one[name] is not None)
    about = "  ".join(str(part) for part in (one["concept"], period, one["unit"], one["dimensions"], one["filer"]) if part)
    by = f" by {one['difference']}" if one["difference"] not in (None, "") else ""
    width = max(len(plain(one[side])) for side in ("before", "after"))
    lines = [f"{about}: {'differs by rounding' if one['kind'] == 'rounding' else one['kind']}{by}"]
    for side in ("before", "after"):
        lines.append(f"  {plain(one[side]).rjust(width)}  filed {plain(one[f'filed_{side}'])}  {one[f'address_{side}']}".rstrip())
    return lines


def intake_line(receipt: Mapping[str, Any], *, repeat: bool) -> str:
    """One filing: `iij/2010-03-31: accepted (1,018 facts, filed 2010-05-14)`."""
    return visible_line(_taken(receipt, repeat=repeat))


def _taken(receipt: Mapping[str, Any], *, repeat: bool) -> str:
    counts = receipt.get("counts", {})
    text = f"{receipt['name']}: {receipt['verdict']}"
    if repeat:
        return f"{text} before, {_added(receipt) or 'nothing done'}"
    if "same_as" in receipt:
        return f"{text}, the same facts as filing {receipt['same_as'][:12]}; {_added(receipt) or 'nothing added'}"
    if "quarantine" in receipt:
        return f"{text}, kept in {receipt['quarantine']}"
    told = [f"{counts.get('facts', 0):,} facts"]
    if "filed" in receipt:
        told.append(f"filed {receipt['filed']}" + ("" if receipt["filed_from"] == "declared" else f" ({receipt['filed_from']})"))
    told += ["not validated"] if receipt.get("validated") is False else []
    told += [f"supersedes {len(receipt['supersedes'])}"] if receipt.get("supersedes") else []
    told += [f"left aside: {', '.join(receipt['aside'])}"] if receipt.get("aside") else []
    return f"{text} ({', '.join(told)})"


def _added(receipt: Mapping[str, Any]) -> str:
    """`adds filed 2010-05-14 (declared), addresses`."""
    adds = receipt.get("adds", {})
    told = [f"filed {adds['filed']['now']}"] if "filed" in adds else []
    told += [f"accession {adds['accession']}"] if "accession" in adds else []
    told += [name for name in adds.get("told", ()) if name in ("addresses", "labels", "arcs", "footnotes")]
    return f"adds {', '.join(told)}" if told else ""


def intake_summary(taken: Sequence[tuple[str, bool, Mapping[str, Any]]], store: str) -> str:
    """The last line of an intake."""
    new = [receipt for verdict, repeat, receipt in taken if not repeat and verdict != "refused" and "same_as" not in receipt]
    facts = sum(receipt.get("counts", {}).get("facts", 0) for receipt in new)
    refused = sum(verdict == "refused" for verdict, _, _ in taken)
    repeats = sum(repeat or "same_as" in receipt for _, repeat, receipt in taken)
    place = f"PostgreSQL ({store.rpartition('@')[2].partition('?')[0]})" if store.startswith("postgres") else store
    return f"\n{len(new)} filings with {facts:,} facts into {place}; {repeats} were there, {refused} refused"
