"""The SEC's Financial Statement Data Sets: sub, num, tag and pre as tab-separated text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from crossfoot.products.dataset_rows import num_rows, pre_rows, sub_row, tag_rows
from crossfoot.products.filing_metadata import FilingMetadata, filings_of
from crossfoot.products.networks import networks_of
from crossfoot.products.statement_renderer import Statement, render_statement
from crossfoot.store.connection import Store

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "sub": (
        *(
            "adsh",
            "cik",
            "name",
            "sic",
            "countryba",
            "stprba",
            "cityba",
            "zipba",
            "bas1",
            "bas2",
            "baph",
            "countryma",
            "stprma",
        ),
        *(
            "cityma",
            "zipma",
            "mas1",
            "mas2",
            "countryinc",
            "stprinc",
            "ein",
            "former",
            "changed",
            "afs",
            "wksi",
            "fye",
            "form",
            "period",
        ),
        *("fy", "fp", "filed", "accepted", "prevrpt", "detail", "instance", "nciks", "aciks"),
    ),
    "num": (
        "adsh",
        "tag",
        "version",
        "ddate",
        "qtrs",
        "uom",
        "segments",
        "coreg",
        "value",
        "footnote",
    ),
    "tag": ("tag", "version", "custom", "abstract", "datatype", "iord", "crdr", "tlabel", "doc"),
    "pre": (
        "adsh",
        "report",
        "line",
        "stmt",
        "inpth",
        "rfile",
        "tag",
        "version",
        "plabel",
        "negating",
    ),
}
"""Column order as the SEC publishes it."""

Row = Mapping[str, Any]


def data_sets(store: Store, filer: str = "") -> dict[str, str]:
    """The four files by name, for every filing of the filer, or of all; what the cover does not
    tell is empty."""
    rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    filings = filings_of(store, filer)
    for filed in filings.values():
        shown = statements_of(store, filed)
        rows["sub"].append(
            sub_row(store, filed, filings.values(), _detail(store, filed.filing, shown))
        )
        rows["num"] += num_rows(store, filed, shown)
        rows["pre"] += pre_rows(store, filed, shown)
        rows["tag"] += tag_rows(store, filed, shown)
    return {name: _tsv(COLUMNS[name], rows[name], KEYS[name]) for name in COLUMNS}


def without_statements(files: Mapping[str, str]) -> set[str]:
    """The accession numbers of filings that sub names and pre tells nothing of."""
    named, shown = (
        {line.partition("\t")[0] for line in files[name].splitlines()[1:]}
        for name in ("sub", "pre")
    )
    return named - shown


def _detail(store: Store, filing: int, shown: Sequence[Statement]) -> bool:
    """Whether numbers are tagged beside those of the statements and the cover."""
    sql = "SELECT DISTINCT concept FROM facts WHERE filing = ? AND unit IS NOT NULL AND concept NOT LIKE 'dei:%'"
    return bool(
        {row[0] for row in store.rows(sql, (filing,)).rows}
        - {line.concept for sheet in shown for line in sheet.lines}
    )


KEYS: Mapping[str, int] = {"sub": 1, "num": 8, "tag": 2, "pre": 3}
"""How many of the first columns are the key; a key comes once."""


def statements_of(store: Store, filed: FilingMetadata) -> list[Statement]:
    """The primary statements, parentheticals among them, with the members that they show."""
    return [
        render_statement(store, filed, one, dimensions=True)
        for one in networks_of(store, filed.filing)
        if one.statement
    ]


def _tsv(columns: Sequence[str], rows: Iterable[Row], key: int) -> str:
    """Lower-case header, a line each, no quoting; sorted by key."""
    lines = {tuple(row[name] for name in columns[:key]): row for row in reversed(list(rows))}
    ordered = sorted(lines.items(), key=lambda item: item[0])
    return "".join(_lines(columns, (row for _, row in ordered)))


def _lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield "\t".join(columns) + "\n"
    for row in rows:
        yield "\t".join(_cell(row.get(name)) for name in columns) + "\n"


def _cell(value: Any) -> str:
    """One line, no tabs: there is no quoting."""
    return "" if value is None else " ".join(str(value).split())
