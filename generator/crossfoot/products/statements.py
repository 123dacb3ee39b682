"""Statements of a filing, found by name and shown: as rows, HTML or pandas."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from html import escape, unescape
from textwrap import wrap
from typing import Any

from crossfoot.errors import UsageError
from crossfoot.products.filing_metadata import FilingMetadata, filings_of
from crossfoot.products.networks import Network, networks_of
from crossfoot.products.statement_renderer import Column, Line, Statement, render_statement
from crossfoot.store.connection import Rows, Store
from crossfoot.store.query_checks import check_filer, short_dimensions
from crossfoot.system.drivers import missing_driver

_WIDTH = 16
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_INSIDE_LINES = re.compile(
    r"</?(?:a|b|em|font|i|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE
)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
_COVER = re.compile(r"cover|document and entity information", re.IGNORECASE)
_KINDS = {
    "balance-sheet": "BS",
    "income-statement": "IS",
    "cash-flow": "CF",
    "equity": "EQ",
    "comprehensive-income": "CI",
}


def statement(
    store: Store, filer: str, period_end: date, name: str, *, dimensions: bool = False
) -> Statement:
    """`balance-sheet` of the filing for the period, the latest where there are several;
    `dimensions` adds columns of members."""
    filed = _filing(store, filer, period_end)
    networks = networks_of(store, filed.filing)
    network = _network(networks, name)
    if network is None:
        why = _no_tree(store, filed.filing, name)
        raise UsageError(
            f"the filing has no statement '{name}'{why and f': {why}'}", _known(networks)
        )
    shown = render_statement(store, filed, network, dimensions=dimensions, words=True)
    if not shown.columns:
        members = "" if dimensions else "; --members shows facts of its members"
        raise UsageError(
            f"the filing tells nothing of '{network.name}', though it has its headings",
            _known(networks) + members,
        )
    return shown


def _filing(store: Store, filer: str, period_end: date) -> FilingMetadata:
    """The filing for the period, the latest where there are several."""
    check_filer(store, filer)
    filings = list(filings_of(store, filer).values())
    found = [one for one in filings if one.period_end == period_end]
    if not found:
        known = ", ".join(sorted({str(one.period_end) for one in filings}))
        raise UsageError(
            f"there is no filing of '{filer}' for {period_end}", f"there are filings for {known}"
        )
    return found[-1]


def _known(networks: Sequence[Network]) -> str:
    if networks:
        return f"it has {', '.join(one.name for one in networks)}"
    return "its networks are not in the store; they come with its taxonomy: hand it in again with --package"


def _network(networks: Sequence[Network], name: str) -> Network | None:
    """By name; else the first primary statement of the kind (balance-sheet, BS, ...); else the
    first whose definition has the words.

    Outside the SEC no definition says which are primary: there the first of the kind.
    """
    kind, words = _KINDS.get(name.lower(), name.upper()), name.lower().replace("-", " ")
    primary = [one for one in networks if one.statement and not one.parenthetical]
    found = [one for one in networks if one.name == name.lower()]
    found += [one for one in primary if one.kind == kind]
    found += [one for one in networks if words in one.definition.lower()]
    found += [one for one in networks if name.lower() == "cover" and _COVER.search(one.title)]
    found += [one for one in networks if one.kind == kind and not one.parenthetical and not primary]
    return found[0] if found else None


def _no_tree(store: Store, filing: int, name: str) -> str:
    """Why a role that the filing has is no statement."""
    sql = "SELECT DISTINCT a.network FROM roles r JOIN arcs a ON a.filing = r.filing AND a.role = r.role WHERE r.filing = ? AND r.name = ?"
    kinds = sorted(str(kind) for (kind,) in store.rows(sql, (filing, name.lower())).rows)
    return (
        f"its role has no presentation network, only {' and '.join(kinds)} relationships"
        if kinds
        else ""
    )


def statement_list(store: Store, filer: str, period_end: date) -> Rows:
    """The statements of the filing: name, kind of the primary ones, title, and how many lines and
    numbers or texts each shows."""
    filed = _filing(store, filer, period_end)
    made = []
    networks = networks_of(store, filed.filing)
    any_primary = any(one.statement for one in networks)
    for network in networks:
        shown = render_statement(store, filed, network, dimensions=True, words=True)
        told = sum(1 for line in shown.lines for cell in line.cells if cell)
        primary = (
            network.kind if (network.statement or not any_primary) and network.kind != "UN" else ""
        )
        made.append(
            (
                network.name,
                primary,
                network.title,
                sum(1 for line in shown.lines if any(line.cells)),
                told,
            )
        )
    return Rows(names=("statement", "kind", "title", "lines", "facts"), rows=tuple(made))


def statement_rows(shown: Statement) -> Rows:
    """A table: line, concept, then a column each; the depth as two spaces a level."""
    made = (
        (
            f"{'  ' * line.depth}{line.label}",
            line.concept,
            *(one and one.text for one in line.cells),
        )
        for line in shown.lines
    )
    return Rows(
        names=("line", "concept", *(column.heading for column in shown.columns)), rows=tuple(made)
    )


def statement_shown(shown: Statement, number: Callable[[str], str]) -> Rows:
    """The same for people: numbers with their thousands apart, texts without markup, headings of
    several lines."""
    names = tuple(_heading(column) for column in shown.columns)
    cells = (
        tuple(
            one and (number(one.text) if one.column.unit else plain_text(one.text))
            for one in line.cells
        )
        for line in shown.lines
    )
    lines = (f"{'  ' * line.depth}{line.label}" for line in shown.lines)
    return Rows(
        names=("line", *names),
        rows=tuple((line, *row) for line, row in zip(lines, cells, strict=True)),
    )


def _heading(column: Column) -> str:
    """Period, unit and members, each on a line of its own."""
    period = f"{column.end}" if column.start == date.min else f"{column.start} to\n{column.end}"
    members = (
        _narrow(one.partition("=")[2]) for one in short_dimensions(column.members).split("; ")
    )
    return "\n".join(filter(None, (*members, period, column.unit)))


def _narrow(name: str) -> str:
    """`Accumulated Other...` of a name in one word, in lines that a column of numbers has room
    for."""
    return "\n".join(wrap(_WORDS.sub(" ", name), _WIDTH))


def plain_text(value: str) -> str:
    """The words of a text block without its markup."""
    return (
        " ".join(unescape(_MARKUP.sub(" ", _INSIDE_LINES.sub("", value))).split())
        if "<" in value
        else value
    )


def statement_html(shown: Statement) -> str:
    """An HTML table; each number names its fact."""
    head = "".join(
        f"<th>{escape(text)}</th>" for text in ("", *(column.heading for column in shown.columns))
    )
    body = "".join(
        f'<tr><th style="padding-left:{line.depth}em">{escape(line.label)}</th>{_tds(line)}</tr>\n'
        for line in shown.lines
    )
    caption = escape(f"{shown.filed.filer_name or shown.filed.filer}: {shown.network.title}")
    return f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _tds(line: Line) -> str:
    return "".join(
        f'<td data-fact="{escape(one.fact_id or "")}">{escape(plain_text(one.text) if not one.column.unit else one.text)}</td>'
        if one
        else "<td></td>"
        for one in line.cells
    )


def statement_pandas(shown: Statement) -> Any:
    """A pandas DataFrame of Decimal, indexed by label."""
    with missing_driver("pandas", "pandas"):
        import pandas
    data = [[one.value if one else None for one in line.cells] for line in shown.lines]
    columns = [column.heading for column in shown.columns]
    return pandas.DataFrame(
        data, index=[line.label for line in shown.lines], columns=columns, dtype=object
    )
