"""The SEC's frames: one concept, one unit, one calendar period, all filers; and which fact each number is."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from typing import Any

from crossfoot.errors import UsageError
from crossfoot.ingest.products.calendar import frame_period
from crossfoot.ingest.products.companyfacts import Told, told_numbers, with_frames
from crossfoot.ingest.products.filed import cik_of, names_in_english
from crossfoot.ingest.store import Store

_FRAME = re.compile(r"CY\d{4}(Q[1-4]I?)?\Z")
_AROUND = {len("CY2009"): timedelta(days=400), len("CY2009Q3"): timedelta(days=120), len("CY2009Q3I"): timedelta(days=47)}
"""further than the end of any period of the frame can lie from the frame's own"""


def frame_rows(store: Store, concept: str, unit: str, frame: str) -> Iterator[Told]:
    """The number of each filer that stands for the frame."""
    if not _FRAME.match(frame):
        raise UsageError(f"'{frame}' is not a frame", "write CY2009, CY2009Q3 or CY2009Q3I")
    last, around = frame_period(frame)[1], _AROUND[len(frame)]
    where = "concept = ? AND unit = ? AND period_end BETWEEN ? AND ?"
    told = told_numbers(store, where, [concept, unit.replace("-per-", "/"), last - around, last + around], concept=concept)
    by_filer = sorted(told, key=lambda one: one.filed.filer)  # stable: inside a filer the order stays
    for _, group in groupby(by_filer, key=lambda one: one.filed.filer):
        for _, rows in with_frames(group):
            yield from (one for one, carried in rows if carried == frame)


def frames(store: Store, concept: str, unit: str, frame: str) -> dict[str, Any]:
    """The frames document; `unit` as in the SEC's addresses: USD, USD-per-shares."""
    taxonomy, _, tag = concept.rpartition(":")
    if not taxonomy:
        raise UsageError(f"'{concept}' has no prefix", "write us-gaap:Assets")
    labels = names_in_english(store, concept=concept)
    found = list(frame_rows(store, concept, unit, frame))
    places = _places(store) if found else {}
    data = [_datum(one, places) for one in found]
    about = {"taxonomy": taxonomy, "tag": tag, "ccp": frame, "uom": unit.replace("/", "-per-")}
    names = {"label": labels.get((concept, "label")), "description": labels.get((concept, "documentation"))}
    return {**about, **names, "pts": len(data), "data": sorted(data, key=lambda row: str(row["cik"]).zfill(20))}


def _datum(one: Told, places: dict[int, str]) -> dict[str, Any]:
    filed = one.filed
    made = {"accn": filed.accn, "cik": cik_of(filed.filer), "entityName": filed.filer_name, "loc": places.get(filed.filing)}
    made |= {} if one.start is None else {"start": one.start.isoformat()}
    return {**made, "end": one.end.isoformat(), "val": one.value}


def _places(store: Store) -> dict[int, str]:
    """`US-CA` of the filer's address, where the cover of the filing tells it."""
    names = ("EntityAddressCountry", "EntityAddressStateOrProvince")
    sql = "SELECT filing, concept, value_text FROM facts WHERE concept LIKE 'dei:EntityAddress%' AND dimensions = '' ORDER BY filing"
    held: dict[int, dict[str, str]] = {}
    for filing, concept, text in store.rows(sql).rows:
        held.setdefault(filing, {})[concept.partition(":")[2]] = text or ""
    told = {filing: [cover.get(name, "") for name in names] for filing, cover in held.items()}
    return {filing: "-".join(filter(None, (country or "US", state))) for filing, (country, state) in told.items() if country or state}
