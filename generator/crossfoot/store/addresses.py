"""Addresses of facts in words: the curated cell, or the line of the report, and the line of the
source where one is known."""

from collections.abc import Mapping

from crossfoot.store.connection import Store
from crossfoot.store.selection import Selection

COLUMNS = ("file", "sheet", "row_number", "column_name", "document", "line")


def address_text(
    file: str | None,
    sheet: str | None,
    row: int | None,
    column: str | None,
    document: str | None,
    line: str | None,
) -> str:
    """`balance-sheet.csv:12 [2010-03-31 JPY] (source.txt:100)`."""
    text = f"{file}#{sheet}" if sheet else f"{file or ''}"
    text += f":{row}" if row is not None else ""
    text += f" [{column}]" if column else ""
    return f"{text} ({document}:{line})" if document and line else text


def address_of(store: Store, filing: int, ordinal: int) -> str:
    """The address of one fact; empty where none is known."""
    sql = f"SELECT {', '.join(COLUMNS)} FROM addresses WHERE filing = ? AND ordinal = ?"
    rows = store.rows(sql, (filing, ordinal)).rows
    return address_text(*rows[0]) if rows else ""


def addresses_of(store: Store, selection: Selection) -> Mapping[tuple[int, int], str]:
    """(filing, ordinal) to the address of each selected fact."""
    where, values = selection.where()
    sql = (
        f"SELECT a.filing, a.ordinal, {', '.join(f'a.{name}' for name in COLUMNS)} FROM addresses a "
        f"JOIN (SELECT filing, ordinal FROM fact_versions WHERE {where}) v ON a.filing = v.filing AND a.ordinal = v.ordinal"
    )
    return {
        (filing, ordinal): address_text(*place)
        for filing, ordinal, *place in store.rows(sql, values).rows
    }
