"""Statements of a filing, found by name and shown: as rows, HTML or pandas."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from crossfoot.errors import UsageError
from crossfoot.ingest.products.assembling import Line, Statement, assembled
from crossfoot.ingest.products.filed import filings_of
from crossfoot.ingest.products.networks import Network, networks_of
from crossfoot.ingest.store import Rows, Store, missing_driver

_KINDS = {"balance-sheet": "BS", "income-statement": "IS", "cash-flow": "CF", "equity": "EQ", "comprehensive-income": "CI"}


def statement(store: Store, filer: str, period_end: date, name: str, *, dimensions: bool = False) -> Statement:
    """`balance-sheet` of the filing for the period, the latest where there are several; `dimensions` adds columns of members."""
    found = [one for one in filings_of(store, filer).values() if one.period_end == period_end]
    if not found:
        raise UsageError(f"there is no filing of '{filer}' for {period_end}", "crossfoot facts filings lists them")
    network = _network(networks_of(store, found[-1].filing), name)
    return assembled(store, found[-1], network, dimensions=dimensions)


def _network(networks: Sequence[Network], name: str) -> Network:
    """By name; else the first primary statement of the kind (balance-sheet, BS, ...); else the first whose definition has the words."""
    kind, words = _KINDS.get(name.lower(), name.upper()), name.lower().replace("-", " ")
    primary = [one for one in networks if one.statement and not one.parenthetical]
    found = [one for one in networks if one.name == name.lower()]
    found += [one for one in primary if one.kind == kind]
    found += [one for one in networks if words in one.definition.lower()]
    if not found:
        known = ", ".join(one.name for one in networks)
        raise UsageError(f"the filing has no statement '{name}'", f"it has {known}" if known else "its networks are not in the store")
    return found[0]


def statement_rows(shown: Statement) -> Rows:
    """A table: line, concept, then a column each; the depth as two spaces a level."""
    made = ((f"{'  ' * line.depth}{line.label}", line.concept, *(one and one.text for one in line.cells)) for line in shown.lines)
    return Rows(names=("line", "concept", *(column.heading for column in shown.columns)), rows=tuple(made))


def statement_html(shown: Statement) -> str:
    """An HTML table; each number names its fact."""
    head = "".join(f"<th>{escape(text)}</th>" for text in ("", *(column.heading for column in shown.columns)))
    body = "".join(f'<tr><th style="padding-left:{line.depth}em">{escape(line.label)}</th>{_tds(line)}</tr>\n' for line in shown.lines)
    caption = escape(f"{shown.filed.filer_name}: {shown.network.title}")
    return f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _tds(line: Line) -> str:
    return "".join(f'<td data-fact="{escape(one.fact_id or "")}">{escape(one.text)}</td>' if one else "<td></td>" for one in line.cells)


def statement_pandas(shown: Statement) -> Any:
    """A pandas DataFrame of Decimal, indexed by label."""
    with missing_driver("pandas", "pandas"):
        import pandas
    data = [[one.value if one else None for one in line.cells] for line in shown.lines]
    columns = [column.heading for column in shown.columns]
    return pandas.DataFrame(data, index=[line.label for line in shown.lines], columns=columns, dtype=object)
