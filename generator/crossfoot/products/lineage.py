"""From a number back to where it was written: filing, fact, curated cell, and line of the source
document."""

from collections.abc import Iterable
from typing import Any

from crossfoot.errors import UsageError
from crossfoot.products.frames import frame_rows
from crossfoot.store.connection import Rows, Store
from crossfoot.store.filing_order import filing_order
from crossfoot.store.selection import Selection

_COLUMNS = {
    "concept": "v.concept",
    "period_start": "v.period_start",
    "period_end": "v.period_end",
    "unit": "v.unit",
    "dimensions": "v.dimensions",
    "value_text": "v.value_text",
    "decimals": "v.decimals",
    "filer_name": "g.filer_name",
    "form": "g.form",
    "filing_period_end": "g.period_end",
    "filed": "g.filed",
    "accession": "g.accession",
    "verdict": "g.verdict",
    "digest": "g.digest",
    "filing": "v.filing",
    "report": "g.document",
    "fact_id": "v.fact_id",
    "file": "a.file",
    "sheet": "a.sheet",
    "row_number": "a.row_number",
    "column_name": "a.column_name",
    "document": "a.document",
    "line": "a.line",
}
_SQL = (
    f"SELECT {', '.join(_COLUMNS.values())} FROM facts v JOIN filings g ON g.filing = v.filing "
    "LEFT JOIN addresses a ON a.filing = v.filing AND a.ordinal = v.ordinal WHERE v.filing = ? AND v.ordinal = ?"
)


def of_frame(store: Store, concept: str, unit: str, frame: str, filer: str = "") -> Rows:
    """The numbers of a frame, each with its way back."""
    wanted = _filers(store, filer) if filer else None
    found = [
        one
        for one in frame_rows(store, concept, unit, frame)
        if wanted is None or one.filed.filer in wanted
    ]
    return _traced(store, [(one.filed.filing, one.ordinal) for one in found])


def of_fact(store: Store, fact_id: str, selection: Selection) -> Rows:
    """The facts with this id, by the date they were filed; the selection says of which filer or
    filing."""
    where, values = selection.where()
    sql = f"SELECT filing, ordinal FROM fact_versions WHERE {where} AND fact_id = ? ORDER BY {filing_order(facts=True)}, ordinal"
    return _traced(store, store.rows(sql, [*values, fact_id]).rows)


def of_selection(store: Store, selection: Selection) -> Rows:
    """Every telling of the selected numbers, each with its way back."""
    where, values = selection.where()
    order = (
        f"concept, period_end, period_start, unit, dimensions, {filing_order(facts=True)}, ordinal"
    )
    return _traced(
        store,
        store.rows(
            f"SELECT filing, ordinal FROM fact_versions WHERE {where} ORDER BY {order}", values
        ).rows,
    )


def _filers(store: Store, filer: str) -> set[str]:
    where, values = Selection(filer=filer).where()
    return {row[0] for row in store.rows(f"SELECT filer FROM filers WHERE {where}", values).rows}


def _traced(store: Store, facts: Iterable[tuple[Any, ...]]) -> Rows:
    rows = [row for filing, ordinal in facts for row in store.rows(_SQL, (filing, ordinal)).rows]
    if not rows:
        raise UsageError(
            "there is no such number in the store", "crossfoot facts list shows what is there"
        )
    names, days = (
        tuple(_COLUMNS),
        dict(store.rows("SELECT filing, filed FROM dated_filings").rows),
    )  # once: the day hangs on other filings
    filing, filed = names.index("filing"), names.index("filed")
    return Rows(
        names=names,
        rows=tuple((*row[:filed], days[row[filing]], *row[filed + 1 :]) for row in rows),
    )


def told(row: dict[str, Any]) -> str:
    """The way back in words, a line for each step."""
    period = (
        f"{row['period_start']} to {row['period_end']}"
        if row["period_start"]
        else f"{row['period_end']}"
    )
    about = " ".join(filter(None, (row["concept"], period, row["unit"], row["dimensions"])))
    form = f"{row['form'] or 'report'} of {row['filer_name']} for {row['filing_period_end']}"
    named = f", {row['accession']}" if row["accession"] else ""
    cell = f"{row['file']}#{row['sheet']}" if row["sheet"] else f"{row['file'] or 'not known'}"
    cell += f":{row['row_number']}" if row["row_number"] is not None else ""
    cell += f" [{row['column_name']}]" if row["column_name"] else ""
    source = f"{row['document']}:{row['line']}" if row["document"] else "not known"
    steps = (
        ("number", f"{row['value_text']} ({about})"),
        (
            "filing",
            f"{form}, filed {row['filed']}{named}, {row['verdict']}, sha256 {row['digest']}",
        ),
        ("fact", f"{row['report']}#{row['fact_id'] or '(no id)'}"),
        ("cell", cell),
        ("source", source),
    )
    return "\n".join(f"{name:<8}{text}" for name, text in steps)
