"""What `crossfoot facts` does: each action asks the store once and prints the answer."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from crossfoot.commands import write_text
from crossfoot.errors import UsageError
from crossfoot.ingest import history, restated
from crossfoot.ingest.selection import Selection
from crossfoot.ingest.store import Rows, Store, open_store
from crossfoot.report.facts import rows_csv, rows_json, rows_text


def _answer(options: argparse.Namespace, rows: Rows, hidden: Sequence[str] = ()) -> int:
    """Print the rows as asked for; `hidden` columns are left out of the text alone."""
    for path, render in ((options.json, rows_json), (options.csv, rows_csv)):
        if path is not None:
            write_text(path, render(rows.names, rows.rows))
    if options.json is None and options.csv is None:
        print(rows_text(rows.names, rows.rows, hidden))
    return 0


def open_asked(options: argparse.Namespace) -> Store:
    """The store that the options name."""
    return open_store(options.store, wait=options.wait)


def day_of(text: str | None) -> date | None:
    """The date that an option writes."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"'{text}' is not a date", "write 2010-03-31") from None


def selection_of(options: argparse.Namespace) -> Selection:
    """Which facts the options select."""
    return Selection(
        filer=getattr(options, "filer", ""),
        concept=getattr(options, "concept", ""),
        start=day_of(options.start),
        end=day_of(options.end),
        unit=options.unit,
        dimensions="" if options.no_dimensions else options.dimensions,
        filing=getattr(options, "filing", None),
    )


_ALWAYS = ("filing", "ordinal", "nil", "form", "fact_id", "language")


def _filings(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        return _answer(options, history.list_filings(store, options.filer), ("digest",))


def _search(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        return _answer(options, history.search_concepts(store, options.words, options.filer))


def _list(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        return _answer(options, history.list_facts(store, selection_of(options)), _ALWAYS)


def _history(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        return _answer(options, history.history(store, selection_of(options)), _ALWAYS)


def _as_of(options: argparse.Namespace) -> int:
    day, against = day_of(options.date), day_of(options.against)
    assert day is not None
    with open_asked(options) as store:
        if against is None:
            return _answer(options, history.as_of(store, day, selection_of(options)), _ALWAYS)
        return _answer(options, history.known_otherwise(store, day, against, selection_of(options)))


def _restatements(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        found = restated.restatements(store, selection_of(options), rounding=options.rounding)
    return _answer(options, restated.restatement_rows(found), ("language",))


def _compare(options: argparse.Namespace) -> int:
    columns: dict[str, dict[tuple[Any, ...], Any]] = {}
    with open_asked(options) as store:
        for filer in options.filers:
            selection = selection_of(argparse.Namespace(**{**vars(options), "filer": filer}))
            answer = history.as_of(store, date.max, selection)
            told = [dict(zip(answer.names, row, strict=True)) for row in answer.rows]
            columns[filer] = {tuple(row[name] for name in _COMPARED): row["value_text"] for row in told}
    keys = sorted({key for held in columns.values() for key in held}, key=lambda key: tuple(str(part) for part in key))
    rows = tuple((*key, *(held.get(key) for held in columns.values())) for key in keys)
    return _answer(options, Rows(names=(*_COMPARED, *columns), rows=rows))


_COMPARED = ("concept", "period_start", "period_end", "unit", "dimensions")


ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "filings": _filings,
    "search": _search,
    "list": _list,
    "history": _history,
    "as-of": _as_of,
    "restatements": _restatements,
    "compare": _compare,
}
