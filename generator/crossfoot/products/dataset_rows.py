"""Rows of the Financial Statement Data Sets from the statements of a filing."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from crossfoot.products.edgar_codes import country_of, incorporated
from crossfoot.products.filing_metadata import FilingMetadata, cik_of, names_in_english
from crossfoot.products.statement_renderer import Column, Statement
from crossfoot.store.connection import Store
from crossfoot.system.exact_numbers import four_places
from crossfoot.xbrl.calendar import month_end, quarters
from crossfoot.xbrl.names import short_axis, short_member

_YEAR = re.compile(r"/(\d{4})(?:-\d{2}-\d{2})?(?:q\d)?(?:/|\Z)")
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_ENTITY = "LegalEntityAxis"
_TAG, _LABEL, _NOTE, _UNIT = 256, 512, 512, 20
_AFS = {
    "Large Accelerated Filer": "1-LAF",
    "Accelerated Filer": "2-ACC",
    "Smaller Reporting Accelerated Filer": "3-SRA",
    "Non-accelerated Filer": "4-NON",
    "Smaller Reporting Company": "5-SML",
}
_COVER = {
    "stprba": "EntityAddressStateOrProvince",
    "cityba": "EntityAddressCityOrTown",
    "zipba": "EntityAddressPostalZipCode",
    "bas1": "EntityAddressAddressLine1",
    "bas2": "EntityAddressAddressLine2",
}
_YEARLY = ("10-K", "20-F", "40-F")
_QUARTERS = {3: "Q1", 6: "Q2", 9: "Q3"}
Row = dict[str, Any]


def sub_row(
    store: Store, filed: FilingMetadata, all_filings: Iterable[FilingMetadata], detail: bool
) -> Row:
    """The submission; what its cover does not tell is left empty. `detail`: numbers are tagged
    outside the statements too."""
    sql = "SELECT concept, value_text FROM facts WHERE filing = ? AND dimensions = '' AND concept LIKE 'dei:%' ORDER BY ordinal DESC"
    cover = {concept[4:]: text for concept, text in store.rows(sql, (filed.filing,)).rows if text}
    later = [one for one in all_filings if _replaces(one, filed)]
    row: Row = {name: cover.get(concept, "").upper() for name, concept in _COVER.items()}
    row["countryba"] = country_of(cover.get("EntityAddressCountry", ""), row["stprba"])
    row["countryinc"], row["stprinc"] = incorporated(
        cover.get("EntityIncorporationStateCountryCode", "")
    )
    row |= {
        "adsh": filed.accn,
        "cik": cik_of(filed.filer),
        "name": filed.filer_name.upper(),
        "form": filed.form_name,
    }
    row |= {"baph": f"{cover.get('CityAreaCode', '')} {cover.get('LocalPhoneNumber', '')}".strip()}
    row |= {
        "ein": cover.get("EntityTaxIdentificationNumber", "").replace("-", ""),
        "afs": _AFS.get(cover.get("EntityFilerCategory", ""), ""),
    }
    row |= {
        "wksi": int(cover.get("EntityWellKnownSeasonedIssuer", "").lower() in ("yes", "true")),
        "fye": _fye(filed),
    }
    row |= {
        "period": _day(month_end(filed.period_end)) if filed.period_end else "",
        "fy": _fiscal_year(filed),
        "fp": _fiscal_period(filed),
    }
    row |= {
        "filed": _day(filed.filed),
        "prevrpt": int(bool(later)),
        "detail": int(detail),
        "nciks": 1,
    }
    row |= {"instance": PurePath(filed.document).name}  # in a package it lies in a folder
    return row


def _replaces(one: FilingMetadata, other: FilingMetadata) -> bool:
    """A later filing of the same form for the same period."""
    same = (one.filer, one.form, one.period_end) == (other.filer, other.form, other.period_end)
    return same and one.order > other.order


def _fiscal_period(filed: FilingMetadata) -> str:
    """As the cover says it, else what form and fiscal year end leave no choice about: a year, or a
    quarter of it."""
    if filed.fiscal_period or filed.period_end is None:
        return filed.fiscal_period
    if filed.form in _YEARLY:
        return "FY"
    months = (month_end(filed.period_end).month - _last_month(filed)) % 12
    return _QUARTERS.get(months, "") if filed.form == "10-Q" and _last_month(filed) else ""


def _fiscal_year(filed: FilingMetadata) -> str:
    """As the cover says it, else the calendar year where the fiscal year is one; others are named
    as each filer likes."""
    if filed.fiscal_year or filed.period_end is None or _last_month(filed) != 12:
        return filed.fiscal_year
    return str(month_end(filed.period_end).year)


def _last_month(filed: FilingMetadata) -> int:
    """The month in which the fiscal year ends, by the nearest month end; 0 where the cover does not
    say."""
    told = re.fullmatch(r"--(\d\d)-(\d\d)", filed.fiscal_year_end)
    try:
        return month_end(date(2000, int(told[1]), int(told[2]))).month if told else 0
    except ValueError:
        return 0


def _fye(filed: FilingMetadata) -> str:
    return filed.fiscal_year_end.replace("-", "")


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")  # strftime leaves out the noughts of an early year


def num_rows(store: Store, filed: FilingMetadata, shown: Sequence[Statement]) -> Iterator[Row]:
    """The numbers that the primary statements show."""
    versions, notes = versions_of(store, filed), _footnotes(store, filed.filing)
    for sheet in shown:
        for line in sheet.lines:
            for cell in line.cells:
                if cell is not None:
                    row = _number_row(filed, line.concept, versions, cell.column)
                    value = None if cell.filed is None else four_places(cell.filed)
                    yield {**row, "value": value, "footnote": notes.get(cell.ordinal, "")[:_NOTE]}


def _number_row(
    filed: FilingMetadata, concept: str, versions: Mapping[str, str], at: Column
) -> Row:
    start = None if at.start == date.min else at.start
    segments, coreg = segments_of(at.members)
    return {
        "adsh": filed.accn,
        "tag": _tag(concept),
        "version": versions.get(concept, ""),
        "ddate": _day(month_end(at.end)),
        "qtrs": quarters(start, at.end),
        "uom": at.unit.partition("/")[0].rpartition(":")[2][:_UNIT],
        "segments": segments,
        "coreg": coreg,
    }


def segments_of(members: str) -> tuple[str, str]:
    """`BusinessSegments=Shop;` and the co-registrant, of dimensions as stored."""
    members_by_axis = {
        short_axis(axis).removeprefix("Statement"): short_member(member)
        for axis, member in json.loads(members or "{}").items()
    }
    entity = members_by_axis.pop(short_axis(_ENTITY), "")
    pairs = sorted(members_by_axis.items())
    return "".join(f"{axis}={member};" for axis, member in pairs), entity


def _tag(concept: str) -> str:
    return concept.rpartition(":")[2][:_TAG]


def versions_of(store: Store, filed: FilingMetadata) -> dict[str, str]:
    """`us-gaap/2024` of a published concept, the filing's adsh of its own."""
    rows = store.rows(
        "SELECT concept, namespace, custom FROM concepts WHERE filing = ?", (filed.filing,)
    ).rows
    return {
        concept: _version(concept, namespace or "", filed) if custom is False else filed.accn
        for concept, namespace, custom in rows
    }


def _version(concept: str, namespace: str, filed: FilingMetadata) -> str:
    prefix, year = concept.partition(":")[0], _YEAR.search(namespace)
    return f"{prefix}/{year[1]}" if year else prefix


def _footnotes(store: Store, filing: int) -> dict[int, str]:
    sql = (
        "SELECT f.ordinal, n.text FROM fact_footnotes f JOIN footnotes n ON n.filing = f.filing AND n.footnote = f.footnote "
        "WHERE f.filing = ? ORDER BY f.ordinal, n.footnote"
    )
    told: dict[int, str] = {}
    for ordinal, text in store.rows(sql, (filing,)).rows:
        told[ordinal] = " ".join(f"{told.get(ordinal, '')} {text}".split())
    return told


def pre_rows(store: Store, filed: FilingMetadata, shown: Sequence[Statement]) -> Iterator[Row]:
    """The lines of the statements that hold numbers; headings count as lines and are left out."""
    versions = versions_of(store, filed)
    for sheet in shown:
        about = {
            "adsh": filed.accn,
            "report": sheet.network.report,
            "stmt": sheet.network.kind,
            "rfile": "H",
        }
        about["inpth"] = int(sheet.network.parenthetical)
        for place, line in enumerate(sheet.lines, 1):
            if any(line.cells):
                named = {
                    "tag": _tag(line.concept),
                    "version": versions.get(line.concept, ""),
                    "plabel": line.label[:_LABEL],
                }
                yield {**about, "line": place, **named, "negating": int(line.negated)}


def tag_rows(store: Store, filed: FilingMetadata, shown: Sequence[Statement]) -> Iterator[Row]:
    """The concepts of the statements' numbers."""
    versions, labels = versions_of(store, filed), names_in_english(store, filed.filing)
    used = {
        line.concept: cell.column
        for sheet in shown
        for line in sheet.lines
        for cell in line.cells
        if cell
    }
    sql = "SELECT concept, type, period_type, balance, abstract, custom FROM concepts WHERE filing = ? ORDER BY concept"
    for concept, kind, period, balance, abstract, custom in store.rows(sql, (filed.filing,)).rows:
        if concept in used:
            type_name = (kind or "").rpartition(":")[2].removesuffix("ItemType") or _type_of(
                used[concept].unit
            )
            about = {
                "datatype": type_name,
                "iord": (period or ("instant" if used[concept].start == date.min else "duration"))[
                    :1
                ].upper(),
            }
            words = {
                "tlabel": labels.get((concept, "label"), "")[:_LABEL],
                "doc": labels.get((concept, "documentation"), ""),
            }
            flags = {
                "custom": int(custom is not False),
                "abstract": int(bool(abstract)),
                "crdr": (balance or "")[:1].upper(),
            }
            yield {"tag": _tag(concept), "version": versions[concept], **flags, **about, **words}


def _type_of(unit: str) -> str:
    """What a unit says of the type where the schema was not at hand."""
    if unit == "shares":
        return "shares"
    return "monetary" if _CURRENCY.match(unit) else "perShare" if unit.endswith("/shares") else ""
