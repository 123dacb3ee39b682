"""What a further copy of a filing adds to what is known of it: a better date, an accession number,
addresses, its taxonomy. Values stay.

The copy that says most tells the filing, whichever came first: validated over not, with addresses
of cells over without.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from crossfoot.store.accessions import not_taken
from crossfoot.store.connection import Store
from crossfoot.store.schema import TABLES
from crossfoot.xbrl.report_records import Report, Table

GIVEN, DECLARED, RECEIVED = "given", "declared", "received"
_WORTH = (RECEIVED, DECLARED, GIVEN)
"""How a date of filing is known, from the weakest: a guess never stands against what the filing or
a person says."""
_READERS = ("light", "arelle", "crossfoot")
_SYNTAXES = (".json", ".xml", ".xbrl", ".xhtml", ".html", ".htm")


class FilingDate(Struct, frozen=True, kw_only=True):
    """A date of filing, how it is known, and the package that said so."""

    day: date
    known_from: str
    by: str


def merge_metadata(
    store: Store, filing: int, dated: FilingDate | None, accession: str | None
) -> dict[str, Any]:
    """Put down a better date, and the accession number given last; what was added, and the days
    that copies declare otherwise."""
    sql = "SELECT filed, filed_from, filed_by, accession FROM filings WHERE filing = ?"
    ((day, known_from, by, number),) = store.rows(sql, (filing,)).rows
    found: dict[str, Any] = {}
    if accession and accession != number:
        not_taken(store, accession, filing)
        store.execute("UPDATE filings SET accession = ? WHERE filing = ?", (accession, filing))
        found["accession"] = accession if number is None else f"{accession} (was {number})"
    known = FilingDate(day=day, known_from=known_from, by=by)
    if dated is None or (dated.day, dated.known_from) == (day, known_from):
        return found
    if _better(dated, known):
        sql = "UPDATE filings SET filed = ?, filed_from = ?, filed_by = ? WHERE filing = ?"
        store.execute(sql, (dated.day, dated.known_from, dated.by, filing))
        found["filed"] = {"now": _date_text(dated), "was": _date_text(known)}
    if dated.known_from == known_from == DECLARED:
        found["declared"] = [one.isoformat() for one in sorted((day, dated.day))]
    return found


def _better(new: FilingDate, known: FilingDate) -> bool:
    """Of two days that copies declare the earlier counts, for then the facts were known; of two
    that a person gives the last."""
    if new.known_from != known.known_from:
        return _WORTH.index(new.known_from) > _WORTH.index(known.known_from)
    return new.known_from == GIVEN or new.day < known.day


def _date_text(one: FilingDate) -> str:
    return f"{one.day.isoformat()} ({one.known_from})"


def is_more_complete(store: Store, filing: int, report: Report) -> bool:
    """Whether the report says more of the filing than the copy that tells it now."""
    ((validated, reader, document),) = store.rows(
        "SELECT validated, reader, document FROM filings WHERE filing = ?", (filing,)
    ).rows
    cells = store.rows(
        "SELECT count(*) FROM addresses WHERE filing = ? AND column_name IS NOT NULL", (filing,)
    ).rows[0][0]
    told = any(report.tables.get("addresses", {}).get("column_name", ()))
    return _worth(report.validated, told, report.reader, report.head.document) > _worth(
        validated, cells > 0, reader, document
    )


def _worth(validated: bool, cells: bool, reader: str, document: str) -> tuple[bool, bool, int, int]:
    suffix = PurePosixPath(document).suffix.lower()
    return (
        validated,
        cells,
        _READERS.index(reader),
        _SYNTAXES.index(suffix) if suffix in _SYNTAXES else -1,
    )


def replace_filing_rows(store: Store, filing: int, tables: dict[str, Table]) -> list[str]:
    """The filing as the fuller copy tells it; the names of the tables that say more or otherwise.
    Facts are proven equal before."""
    changed = []
    for table, columns in tables.items():
        if not _same(store, table, filing, columns):
            store.execute(f"DELETE FROM {table} WHERE filing = ?", (filing,))
            store.append(table, {"filing": filing}, columns)
            changed.append(table)
    return changed


def _same(store: Store, table: str, filing: int, columns: Table) -> bool:
    """Whether the rows are there already, each column that is not given being null."""
    names = [name for name in TABLES[table] if name not in ("filing", "value")]
    told = store.rows(f"SELECT {', '.join(names)} FROM {table} WHERE filing = ?", (filing,)).rows
    size = len(next(iter(columns.values()), ()))
    if len(told) != size:
        return False
    mine = zip(*(columns.get(name, (None,) * size) for name in names), strict=True)
    return sorted(told, key=str) == sorted(mine, key=str)


def add_files(store: Store, filing: int, files: tuple[tuple[str, str, int], ...]) -> None:
    """The files that this copy brought and no other did."""
    known = set(store.rows("SELECT name, sha256 FROM files WHERE filing = ?", (filing,)).rows)
    new = [one for one in files if one[:2] not in known]
    store.append("files", {"filing": filing}, file_table(new))


def file_table(files: Iterable[tuple[str, str, int]]) -> Table:
    """Name, hash and size as columns."""
    columns = [list(column) for column in zip(*files, strict=True)]
    return dict(zip(("name", "sha256", "size"), columns, strict=True)) if columns else {}
