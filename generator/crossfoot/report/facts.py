"""Answers of the fact store for people and for machines, and what an intake prints."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Row = Sequence[Any]
_WIDEST = 60


def rows_text(names: Sequence[str], rows: Sequence[Row], hidden: Sequence[str] = ()) -> str:
    """A table for the terminal; columns that are empty throughout are left out, values keep all their digits."""
    shown = [n for n, name in enumerate(names) if name not in hidden and any(row[n] not in (None, "") for row in rows)]
    if not rows:
        return "nothing found"
    table = [[names[n] for n in shown], *([_cell(row[n]) for n in shown] for row in rows)]
    widths = [max(len(line[n]) for line in table) for n in range(len(shown))]
    right = [all(isinstance(row[n], int | Decimal) or _number(row[n]) for row in rows) for n in shown]
    lines = [_line(line, widths, right) for line in table]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (cell.rjust(width) if flush else cell.ljust(width) for cell, width, flush in zip(cells, widths, right, strict=True))
    return "  ".join(padded).rstrip()


def _number(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.lstrip("-").replace(".", "", 1).isdigit())


def _cell(value: Any) -> str:
    whole = plain(value)
    indent = len(whole) - len(whole.lstrip(" "))  # a line of a statement shows its depth
    text = " " * indent + " ".join(whole.split())
    return text if len(text) <= _WIDEST or _number(text) else text[: _WIDEST - 1] + "…"


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


def intake_line(receipt: Mapping[str, Any], *, repeat: bool) -> str:
    """One filing: `iij/2010-03-31: accepted (1,018 facts, filed 2010-05-14)`."""
    counts = receipt.get("counts", {})
    text = f"{receipt['name']}: {receipt['verdict']}"
    if repeat:
        return f"{text} before, nothing done"
    if "same_as" in receipt:
        return f"{text}, the same facts as filing {receipt['same_as'][:12]}; nothing added"
    if "quarantine" in receipt:
        return f"{text}, kept in {receipt['quarantine']}"
    told = [f"{counts.get('facts', 0):,} facts"]
    if "filed" in receipt:
        told.append(f"filed {receipt['filed']}" + ("" if receipt["filed_from"] == "declared" else f" ({receipt['filed_from']})"))
    told += ["not validated"] if receipt.get("validated") is False else []
    told += [f"supersedes {len(receipt['supersedes'])}"] if receipt.get("supersedes") else []
    return f"{text} ({', '.join(told)})"


def intake_summary(taken: Sequence[tuple[str, bool, Mapping[str, Any]]], store: str) -> str:
    """The last line of an intake."""
    new = [receipt for verdict, repeat, receipt in taken if not repeat and verdict != "refused" and "same_as" not in receipt]
    facts = sum(receipt.get("counts", {}).get("facts", 0) for receipt in new)
    refused = sum(verdict == "refused" for verdict, _, _ in taken)
    repeats = sum(repeat or "same_as" in receipt for _, repeat, receipt in taken)
    place = store.rpartition("@")[2]
    return f"\n{len(new)} filings with {facts:,} facts into {place}; {repeats} were there, {refused} refused"
