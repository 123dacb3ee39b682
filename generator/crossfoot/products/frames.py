"""The SEC's frames: one concept, one unit, one calendar period, all filers; and which fact each
number is."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from crossfoot.errors import UsageError
from crossfoot.products.companyfacts import Period, ReportedValue, reported_values, with_frames
from crossfoot.products.filing_metadata import cik_of, filed_of, names_in_english
from crossfoot.store.connection import Store
from crossfoot.store.filing_order import filing_order
from crossfoot.store.query_checks import check_concept, near_concepts
from crossfoot.system.exact_numbers import number
from crossfoot.xbrl.calendar import frame_of, frame_period, misfit

_FRAME = re.compile(r"CY(?!0000)\d{4}(Q[1-4]I?)?\Z")
_AROUND = {
    len("CY2009"): timedelta(days=400),
    len("CY2009Q3"): timedelta(days=120),
    len("CY2009Q3I"): timedelta(days=47),
}
"""further than the end of any period of the frame can lie from the frame's own"""


_FITS = "concept = ? AND unit = ? AND dimensions = '' AND NOT nil AND period_end"
_KNOWN = "g.filer, g.filer_name, g.form, g.amendment, g.period_end, g.fiscal_year, g.fiscal_period, g.fiscal_year_end, g.filed, "
_LATEST = (
    "SELECT * FROM (SELECT f.period_start AS starts, f.period_end AS ends, f.value_text, f.ordinal, g.filing, g.digest, "
    f"{_KNOWN}g.accession, g.received, g.arrival, g.document, row_number() OVER (PARTITION BY g.filer, f.period_start, f.period_end "
    f"ORDER BY {filing_order('g.', latest_first=True)}, f.decimals IS NULL DESC, f.decimals DESC, f.ordinal) AS place "
    f"FROM (SELECT * FROM facts WHERE {_FITS} IN ({{ends}})) f JOIN dated_filings g ON g.filing = f.filing "
    "WHERE EXISTS (SELECT 1 FROM concepts c WHERE c.filing = f.filing AND c.concept = ? AND c.custom = FALSE)) v "
    "WHERE place = 1 ORDER BY filer, ends, starts NULLS FIRST"
)


def frame_rows(store: Store, concept: str, unit: str, frame: str) -> list[ReportedValue]:
    """The number of each filer that stands for the frame: of the period that fits it best what was
    filed last.

    The database leaves one telling of each filer and period, so that the store may be large.
    """
    if not _FRAME.match(frame):
        raise UsageError(f"'{frame}' is not a frame", "write CY2009, CY2009Q3 or CY2009Q3I")
    asked = [concept, unit.replace("-per-", "/")]
    periods = _periods(store, asked, frame)
    if not periods:
        return []
    ends = sorted({end for _, end in periods})
    answer = store.rows(_LATEST.format(ends=", ".join("?" * len(ends))), [*asked, *ends, concept])
    found: dict[str, ReportedValue] = {}
    for row in answer.rows:
        one = _reported_value(asked, dict(zip(answer.names, row, strict=True)))
        if one is None:  # a telling that is no number; an earlier one may be
            return list(_among_all(store, asked, ends, frame))
        if one.period in periods:
            best = found.setdefault(one.filed.filer, one)
            if misfit(*one.period) <= misfit(
                *best.period
            ):  # of two that fit as well the later period
                found[one.filed.filer] = one
    return list(found.values())


def _periods(store: Store, asked: Sequence[str], frame: str) -> set[Period]:
    """The periods that anybody tells and that belong to the frame."""
    last, around = frame_period(frame)[1].toordinal(), _AROUND[len(frame)].days
    within = [
        date.fromordinal(min(max(day, 1), date.max.toordinal()))
        for day in (last - around, last + around)
    ]
    sql = f"SELECT DISTINCT period_start, period_end FROM facts WHERE {_FITS} BETWEEN ? AND ?"
    return {
        (start, end)
        for start, end in store.rows(sql, [*asked, *within]).rows
        if frame_of(start, end) == frame
    }


def _reported_value(asked: Sequence[str], row: dict[str, Any]) -> ReportedValue | None:
    value = number(row["value_text"])
    filed = filed_of(row)
    concept, unit = asked
    start, end, ordinal = row["starts"], row["ends"], row["ordinal"]
    return (
        None
        if value is None
        else ReportedValue(
            concept=concept,
            unit=unit,
            start=start,
            end=end,
            value=value,
            filed=filed,
            ordinal=ordinal,
        )
    )


def _among_all(
    store: Store, asked: Sequence[str], ends: Sequence[date], frame: str
) -> Iterator[ReportedValue]:
    """The same from every telling, one by one."""
    where = f"concept = ? AND unit = ? AND period_end IN ({', '.join('?' * len(ends))})"
    told = reported_values(store, where, [*asked, *ends], concept=asked[0])
    by_filer = sorted(
        told, key=lambda one: one.filed.filer
    )  # stable: inside a filer the order stays
    for _, group in groupby(by_filer, key=lambda one: one.filed.filer):
        for _, rows in with_frames(group):
            yield from (one for one, carried in rows if carried == frame)


def frames(store: Store, concept: str, unit: str, frame: str) -> dict[str, Any]:
    """The frames document; `unit` as in the SEC's addresses: USD, USD-per-shares."""
    taxonomy, _, tag = concept.rpartition(":")
    if not taxonomy:
        raise UsageError(
            f"'{concept}' has no prefix",
            near_concepts(store, concept).strip() or "write us-gaap:Assets",
        )
    labels = names_in_english(store, concept=concept)
    found = frame_rows(store, concept, unit, frame)
    if not found:
        _check_asked(store, concept, unit)
    places = _places(store) if found else {}
    data = [_datum(one, places) for one in found]
    about = {"taxonomy": taxonomy, "tag": tag, "ccp": frame, "uom": unit.replace("/", "-per-")}
    names = {
        "label": labels.get((concept, "label")),
        "description": labels.get((concept, "documentation")),
    }
    return {
        **about,
        **names,
        "pts": len(data),
        "data": sorted(data, key=lambda row: str(row["cik"]).zfill(20)),
    }


def _check_asked(store: Store, concept: str, unit: str) -> None:
    """UsageError where nobody tells the concept, or not in the unit, or where it is a filer's own:
    a frame of it can't be."""
    check_concept(store, concept)
    rows = store.rows(
        "SELECT DISTINCT unit FROM facts WHERE concept = ? AND unit IS NOT NULL ORDER BY unit",
        (concept,),
    ).rows
    units = [str(one).replace("/", "-per-") for (one,) in rows]
    if unit.replace("/", "-per-") not in units:
        hint = (
            f"there is {', '.join(units)}"
            if units
            else "it is told in words; crossfoot facts list shows them"
        )
        raise UsageError(f"{concept} is not told in {unit}", hint)
    if not store.rows(
        "SELECT concept FROM concepts WHERE concept = ? AND custom = FALSE LIMIT 1", (concept,)
    ).rows:
        raise UsageError(
            f"{concept} is a filer's own concept",
            "frames hold published ones; crossfoot facts history shows it",
        )


def _datum(one: ReportedValue, places: dict[int, str]) -> dict[str, Any]:
    filed = one.filed
    made = {
        "accn": filed.accn,
        "cik": cik_of(filed.filer),
        "entityName": filed.filer_name,
        "loc": places.get(filed.filing),
    }
    made |= {} if one.start is None else {"start": one.start.isoformat()}
    return {**made, "end": one.end.isoformat(), "val": one.value}


def _places(store: Store) -> dict[int, str]:
    """`US-CA` of the filer's address, where the cover of the filing tells it."""
    country, state = "dei:EntityAddressCountry", "dei:EntityAddressStateOrProvince"
    sql = "SELECT filing, concept, value_text FROM facts WHERE concept IN (?, ?) AND dimensions = '' ORDER BY filing"
    held: dict[int, dict[str, str]] = {}
    for filing, concept, text in store.rows(sql, (country, state)).rows:
        held.setdefault(filing, {})[concept] = text or ""
    told = {
        filing: (cover.get(country, ""), cover.get(state, "")) for filing, cover in held.items()
    }
    return {
        filing: "-".join(filter(None, (country or "US", state)))
        for filing, (country, state) in told.items()
        if country or state
    }
