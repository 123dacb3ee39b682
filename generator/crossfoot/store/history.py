"""Facts over time: every version of a number by the date it was filed, and what was known on a
date."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crossfoot.store.connection import Rows, Store
from crossfoot.store.filing_order import filing_order
from crossfoot.store.selection import (
    BEST,
    FILER,
    HIDDEN,
    SERIES,
    SHOWN,
    Selection,
    by_series,
    filer_values,
)


def list_filings(store: Store, filer: str = "") -> Rows:
    """The filings in the store, by filer and date."""
    columns = "filer, filer_name, form, period_end, filed, received, verdict, validated, fact_count, filing, digest"
    where = f" WHERE filer IN (SELECT filer FROM filers WHERE {FILER})" if filer else ""
    return store.rows(
        f"SELECT {columns} FROM dated_filings{where} ORDER BY filer, {filing_order()}",
        filer_values(filer) if filer else (),
    )


def search_concepts(store: Store, words: str, filer: str = "") -> Rows:
    """Concepts whose name or label holds the words, with how often they are told."""
    where, values = Selection(words=words, filer=filer).where()
    sql = (
        "SELECT concept, min(l.text) AS label, count(*) AS facts, min(period_end) AS first_end, max(period_end) AS last_end "
        f"FROM (SELECT * FROM fact_versions WHERE {where}) f "
        "LEFT JOIN (SELECT concept AS labelled, min(text) AS text FROM labels WHERE role LIKE '%/role/label' AND language LIKE 'en%' "
        "GROUP BY concept) l ON l.labelled = f.concept GROUP BY concept ORDER BY facts DESC, concept"
    )
    return store.rows(sql, values)


def list_facts(store: Store, selection: Selection) -> Rows:
    """Every telling of the selected facts, in the order of their series and filings."""
    where, values = selection.where()
    return store.rows(
        f"SELECT {', '.join(SHOWN)} FROM fact_versions WHERE {where} ORDER BY {by_series()}, ordinal",
        values,
    )


def history(store: Store, selection: Selection) -> Rows:
    """One row for each filing that tells a number: its versions."""
    where, values = selection.where()
    ranked = (
        f"row_number() OVER (PARTITION BY filing, {', '.join(SERIES)} ORDER BY {BEST}) AS place"
    )
    sql = (
        f"SELECT {', '.join(SHOWN)} FROM (SELECT {', '.join((*SHOWN, *HIDDEN))}, {ranked} FROM fact_versions WHERE {where}) v "
        f"WHERE place = 1 ORDER BY {by_series('v.')}, v.ordinal"
    )
    return store.rows(sql, values)


def as_of(store: Store, day: date, selection: Selection) -> Rows:
    """What was known at the end of the day: of each number the version filed last, by then."""
    where, values = selection.where()
    last = f"{filing_order(facts=True, latest_first=True)}, {BEST}"
    ranked = f"row_number() OVER (PARTITION BY {', '.join(SERIES)} ORDER BY {last}) AS place"
    sql = (
        f"SELECT {', '.join(SHOWN)} FROM (SELECT {', '.join(SHOWN)}, {ranked} FROM fact_versions WHERE {where} AND filed <= ?) v "
        f"WHERE place = 1 ORDER BY {', '.join(SERIES)}"
    )
    return store.rows(sql, [*values, day])


_COMPARED = ("concept", "period_start", "period_end", "unit", "dimensions")


def compared(store: Store, chosen: Sequence[Selection]) -> Rows:
    """The latest version of each selection's numbers side by side, a column each under the name of
    its filer."""
    columns: list[dict[tuple[Any, ...], Any]] = []
    for selection in chosen:
        answer = as_of(store, date.max, selection)
        told = [dict(zip(answer.names, row, strict=True)) for row in answer.rows]
        columns.append({tuple(row[name] for name in _COMPARED): row["value_text"] for row in told})
    keys = sorted(
        {key for held in columns for key in held}, key=lambda key: tuple(str(part) for part in key)
    )
    rows = tuple((*key, *(held.get(key) for held in columns)) for key in keys)
    return Rows(names=(*_COMPARED, *(selection.filer for selection in chosen)), rows=rows)


def known_otherwise(store: Store, first: date, second: date, selection: Selection) -> Rows:
    """Numbers that one of the dates knows and the other does not, or otherwise; `filed` is when the
    later one came to know them.

    Null is what was not known, `nil` what was told to have no value.
    """
    sides = []
    for day in (first, second):
        answer = as_of(store, day, selection)
        told = (dict(zip(answer.names, row, strict=True)) for row in answer.rows)
        sides.append({tuple(row[name] for name in SERIES): row for row in told})
    later = sides[second >= first]  # what is known once stays known
    values = [(key, [_known(side.get(key)) for side in sides]) for key in later]
    rows = [(*key, *both, later[key]["filed"]) for key, both in values if both[0] != both[1]]
    return Rows(names=(*SERIES, f"on {first}", f"on {second}", "filed"), rows=tuple(rows))


def _known(row: dict[str, Any] | None) -> str | None:
    return None if row is None else "nil" if row["nil"] else row["value_text"]


def facts_with_addresses(store: Store, selection: Selection) -> Rows:
    """Every telling with its value and its address: a tidy table."""
    where, values = selection.where()
    places = ("file", "sheet", "row_number", "column_name", "document", "line")
    columns = (*(f"v.{name}" for name in (*SHOWN, "value")), *(f"a.{name}" for name in places))
    sql = (
        f"SELECT {', '.join(columns)} FROM (SELECT * FROM fact_versions WHERE {where}) v "
        "LEFT JOIN addresses a ON a.filing = v.filing AND a.ordinal = v.ordinal "
        f"ORDER BY {by_series('v.')}, v.ordinal"
    )
    return store.rows(sql, values)
