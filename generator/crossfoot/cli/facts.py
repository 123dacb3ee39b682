"""What `crossfoot facts` does: each action asks the store once and prints the answer."""

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from crossfoot.cli.common import write_text
from crossfoot.cli.printing import say
from crossfoot.errors import UsageError
from crossfoot.report.facts import grouped, plain, restatements_text, rows_csv, rows_json, rows_text
from crossfoot.store import history, query_checks, restatements
from crossfoot.store.addresses import addresses_of
from crossfoot.store.audit_log import list_receipts
from crossfoot.store.connection import Rows, Store
from crossfoot.store.selection import Selection
from crossfoot.store.store import open_store
from crossfoot.store.versions import versions_shown, with_addresses


def answer_rows(
    options: argparse.Namespace,
    rows: Rows,
    hidden: Sequence[str] = (),
    *,
    shown: Rows | None = None,
) -> int:
    """Print the rows as asked for; the text alone leaves `hidden` columns out, and takes `shown`
    where it is given."""
    for path, render in ((options.json, rows_json), (options.csv, rows_csv)):
        if path is not None:
            write_text(path, render(rows.names, rows.rows))
    if options.json is None and options.csv is None:
        told = for_people(shown or rows)
        say(rows_text(told.names, told.rows, hidden, _terminal_width()))
    return 0


def _terminal_width() -> int:
    """The columns of the terminal; 0, which cuts nothing, where the answer goes into a file or to
    another program."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def _asked(store: Store, options: argparse.Namespace, rows: Rows, selection: Selection) -> Rows:
    """The rows; where there are none what there is (on standard error), or UsageError for a name
    that is not known."""
    if not rows.rows:
        told = query_checks.available_data(store, selection)
        if told and options.json is None and options.csv is None:
            say(told, to=sys.stderr)
    return rows


def for_people(rows: Rows) -> Rows:
    """Dimensions without prefixes and braces; numbers with their thousands apart."""
    units = rows.names.index("unit") if "unit" in rows.names else None
    told = (
        _row_for_people(rows.names, row, units is not None and bool(row[units]))
        for row in rows.rows
    )
    return Rows(names=rows.names, rows=tuple(told))


def _row_for_people(names: Sequence[str], row: Sequence[Any], numeric: bool) -> tuple[Any, ...]:
    return tuple(_for_people(name, value, numeric) for name, value in zip(names, row, strict=True))


def _for_people(name: str, value: Any, numeric: bool) -> Any:
    if name == "dimensions":
        return query_checks.short_dimensions(value or "")
    on_a_day = name.startswith("on ")
    if value is None and on_a_day:
        return "not known"
    return grouped(plain(value)) if numeric and (on_a_day or name in _VALUES) else value


def open_asked(options: argparse.Namespace) -> Store:
    """The store that the options name."""
    return open_store(options.store, wait=options.wait)


def day_of(text: str | None) -> date | None:
    """The date that an option writes."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"'{text}' is not a date", "write 2010-03-31") from None


def selection_of(store: Store, options: argparse.Namespace) -> Selection:
    """Which facts the options select."""
    return Selection(
        filer=getattr(options, "filer", ""),
        concept=getattr(options, "concept", ""),
        start=day_of(options.start),
        end=day_of(options.end),
        unit=options.unit,
        dimensions=""
        if options.no_dimensions
        else options.dimensions and query_checks.stored_dimensions(store, options.dimensions),
        filing=getattr(options, "filing", None),
    )


_ALWAYS = ("filing", "ordinal", "nil", "form", "fact_id", "language")
_VALUES = ("value_text", "before", "after", "difference")


def _filings(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        query_checks.check_filer(store, options.filer)
        return answer_rows(options, history.list_filings(store, options.filer), ("digest",))


def _receipts(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        return answer_rows(
            options, list_receipts(store, refused=options.refused), ("filing", "digest")
        )


def _search(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        query_checks.check_filer(store, options.filer)
        found = history.search_concepts(store, options.words, options.filer)
        near = (
            ""
            if found.rows
            else query_checks.near_concepts(store, options.words.replace(" ", ""), options.filer)
        )
    if near:
        say(near.strip(), to=sys.stderr)
    return answer_rows(options, found)


def _list(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        selection = selection_of(store, options)
        found = _asked(store, options, history.list_facts(store, selection), selection)
        return answer_rows(
            options, found, _ALWAYS, shown=with_addresses(found, addresses_of(store, selection))
        )


def _history(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        selection = selection_of(store, options)
        found = _asked(store, options, history.history(store, selection), selection)
        return answer_rows(
            options, found, _ALWAYS, shown=versions_shown(found, addresses_of(store, selection))
        )


def _as_of(options: argparse.Namespace) -> int:
    day, against = day_of(options.date), day_of(options.against)
    assert day is not None
    with open_asked(options) as store:
        selection = selection_of(store, options)
        if against is None:
            known = _asked(store, options, history.as_of(store, day, selection), selection)
            return answer_rows(
                options, known, _ALWAYS, shown=with_addresses(known, addresses_of(store, selection))
            )
        found = history.known_otherwise(store, day, against, selection)
        return answer_rows(options, _asked(store, options, found, selection), ("language",))


def _restatements(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        selection = selection_of(store, options)
        found = restatements.restatement_rows(
            restatements.restatements(store, selection, rounding=options.rounding)
        )
        _asked(store, options, found, selection)
    if options.json is None and options.csv is None and found.rows:
        told = for_people(found)
        say(restatements_text([dict(zip(told.names, row, strict=True)) for row in told.rows]))
        return 0
    return answer_rows(options, found)


def _compare(options: argparse.Namespace) -> int:
    with open_asked(options) as store:
        chosen = [
            selection_of(store, argparse.Namespace(**{**vars(options), "filer": filer}))
            for filer in dict.fromkeys(options.filers)
        ]
        found = history.compared(store, chosen)
        for selection, place in zip(chosen, range(-len(chosen), 0), strict=True):
            told = tuple(row for row in found.rows if row[place] is not None)
            _asked(store, options, Rows(names=found.names, rows=told), selection)
    about = len(found.names) - len(chosen)
    shown = tuple(
        (*row[:about], *(value and grouped(value) for value in row[about:])) for row in found.rows
    )
    return answer_rows(options, found, shown=Rows(names=found.names, rows=shown))


ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "filings": _filings,
    "receipts": _receipts,
    "search": _search,
    "list": _list,
    "history": _history,
    "as-of": _as_of,
    "restatements": _restatements,
    "compare": _compare,
}
