"""One filing into the store: in whole or not at all, once."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from msgspec import Struct

from crossfoot.store.accessions import not_taken
from crossfoot.store.audit_log import known, merge_receipts, on_trust
from crossfoot.store.connection import Store
from crossfoot.store.duplicate_filings import StoredFiling, prior_versions
from crossfoot.store.filing_order import filing_order
from crossfoot.store.merge_copies import (
    DECLARED,
    GIVEN,
    RECEIVED,
    FilingDate,
    add_files,
    file_table,
    is_more_complete,
    merge_metadata,
    replace_filing_rows,
)
from crossfoot.xbrl.report_records import Report, Table, finding_table

_TABLES_IN_ORDER = (
    "facts",
    "addresses",
    "footnotes",
    "fact_footnotes",
    "concepts",
    "labels",
    "roles",
    "arcs",
)


class Incoming(Struct, frozen=True, kw_only=True):
    """A report on its way in: what was given, when, and how it was judged."""

    digest: str
    name: str
    received: datetime
    verdict: str
    receipt: dict[str, object]
    files: tuple[tuple[str, str, int], ...] = ()
    report: Report | None = None
    accession: str | None = None
    given: date | None = None
    """the day of filing that a person gives"""

    @property
    def filing(self) -> int:
        """The key of the filing: the first 63 bits of its digest."""
        return int(self.digest[:16], 16) >> 1


def load(store: Store, incoming: Incoming) -> bool:
    """Write the filing, or the receipt of a refused one, in one transaction; False when another
    intake was first."""
    report, filing = incoming.report, None
    with store.transaction():
        if report is not None:
            if store.lock_filer:
                store.rows(store.lock_filer, (report.head.filer,))
            before = (
                _revalidated(store, incoming) if known(store, incoming.digest) is not None else []
            )
            if before is None:
                return False
            others = []
            for one in before or prior_versions(store, report, incoming.accession):
                if not one.differs:
                    filing = one.filing
                    incoming.receipt.update(
                        _merge_copy(store, incoming, report, one, anew=bool(before))
                    )
                    break
                others.append(one)
            else:
                filing = incoming.filing
                if incoming.accession:
                    not_taken(store, incoming.accession, filing)
                if not _insert_filing(store, incoming, report):
                    return False
                incoming.receipt.update(_insert_tables(store, incoming, report, others))
        put_receipt(store, filing, incoming)
    return True


def _revalidated(store: Store, incoming: Incoming) -> list[StoredFiling] | None:
    """The filing that this package already is, where it is validated, or judged by Arelle, only
    now; None where there is nothing to add."""
    report = incoming.report
    if report is None or not report.validated:
        return None
    sql = "SELECT g.filing, g.digest, g.validated FROM receipts r JOIN filings g ON g.filing = r.filing WHERE r.digest = ?"
    ((filing, digest, validated),) = store.rows(sql, (incoming.digest,)).rows
    if validated and (report.reader == "crossfoot" or not on_trust(store, incoming.digest)):
        return None
    return [StoredFiling(filing=filing, digest=digest, differs={})]


def put_receipt(store: Store, filing: int | None, incoming: Incoming) -> None:
    """The receipt of this package, in the place of an earlier one, whose verdict and reasons it
    holds (`before`)."""
    merge_receipts(store, incoming.digest, incoming.receipt)
    store.execute("DELETE FROM receipts WHERE digest = ?", (incoming.digest,))
    record = json.dumps(incoming.receipt, ensure_ascii=False)
    values = (incoming.digest, filing, incoming.name, incoming.received, incoming.verdict, record)
    store.execute(
        "INSERT INTO receipts (digest, filing, name, received, verdict, record) VALUES (?, ?, ?, ?, ?, ?)",
        values,
    )


def _insert_filing(store: Store, incoming: Incoming, report: Report) -> bool:
    """The filing's own row: a second writer of the same filing waits here and finds it taken."""
    dated = dated_by(report, incoming)
    dates = {
        "filed": dated.day,
        "filed_from": dated.known_from,
        "filed_by": dated.by,
        "accession": incoming.accession,
    }
    key = {"filing": incoming.filing, "digest": incoming.digest, "received": incoming.received}
    row = {**key, **dates, **_filing_columns(incoming, report)}
    marks = ", ".join("?" * len(row))
    arrival = "(SELECT coalesce(max(arrival), 0) + 1 FROM filings WHERE filer = ?)"
    sql = f"INSERT INTO filings ({', '.join(row)}, arrival) VALUES ({marks}, {arrival}) ON CONFLICT (filing) DO NOTHING RETURNING filing"
    return bool(store.rows(sql, (*row.values(), report.head.filer)).rows)


def _filing_columns(incoming: Incoming, report: Report) -> dict[str, Any]:
    """What the copy that tells the filing says of it."""
    head = report.head
    return {
        "filer": head.filer,
        "filer_name": head.name,
        "form": head.form,
        "amendment": head.amendment,
        "period_end": head.period_end,
        "fiscal_year": head.fiscal_year,
        "fiscal_period": head.fiscal_period,
        "fiscal_year_end": head.fiscal_year_end,
        "title": head.title,
        "document": head.document,
        "source": incoming.name,
        "reader": report.reader,
        "validated": report.validated,
        "verdict": incoming.verdict,
        "rules": json.dumps(report.rules),
        "taxonomies": json.dumps(head.taxonomies),
        "fact_count": report.facts,
        "finding_count": len(report.findings),
        "told_by": incoming.digest,
    }


def _merge_copy(
    store: Store, incoming: Incoming, report: Report, before: StoredFiling, *, anew: bool
) -> dict[str, object]:
    """A further copy of a filing that is in: its facts are not written again; what it adds is.
    `anew`: it is the same copy, judged now."""
    found = merge_metadata(store, before.filing, dated_by(report, incoming), incoming.accession)
    add_files(store, before.filing, incoming.files)
    _know_filer(store, report)
    if anew or is_more_complete(store, before.filing, report):
        row = _filing_columns(incoming, report)
        assignments = ", ".join(f"{name} = ?" for name in row)
        store.execute(
            f"UPDATE filings SET {assignments} WHERE filing = ?", (*row.values(), before.filing)
        )
        found["told"] = replace_filing_rows(store, before.filing, _tables(report))
    return {
        "same_as": before.digest,
        **({"adds": found} if found else {}),
        **({"judged": True} if anew else {}),
    }


def _insert_tables(
    store: Store, incoming: Incoming, report: Report, others: Sequence[StoredFiling]
) -> dict[str, object]:
    """The tables of a new filing; what it supersedes, and in what it differs from the latest of
    these."""
    superseded = _superseded(store, incoming, report) if others else []
    latest = next((one for one in others if one.digest in superseded[-1:]), None)
    _know_filer(store, report)
    constants = {"filing": incoming.filing}
    for table, columns in _tables(report).items():
        store.append(table, constants, columns)
    store.append("files", constants, file_table(incoming.files))
    return {
        "supersedes": sorted(superseded),
        **({"differs": {"from": latest.digest, **latest.differs}} if latest else {}),
    }


def _tables(report: Report) -> dict[str, Table]:
    return {
        **{name: report.tables.get(name, {}) for name in _TABLES_IN_ORDER},
        "findings": finding_table(report.findings),
    }


def _superseded(store: Store, incoming: Incoming, report: Report) -> list[str]:
    """Digests of what was filed before for the same filer, form and period, the latest last; all of
    it stays."""
    head = report.head
    sql = (
        "SELECT digest FROM dated_filings WHERE filer = ? AND form = ? AND period_end = ? "
        f"ORDER BY {filing_order()}"
    )
    digests = (row[0] for row in store.rows(sql, (head.filer, head.form, head.period_end)).rows)
    return list(takewhile(lambda digest: digest != incoming.digest, digests))


def _know_filer(store: Store, report: Report) -> None:
    """The filer with its latest name; what a report without its taxonomy can't say stays as it was
    known."""
    head = report.head
    kept = ", ".join(
        f"{name} = coalesce(nullif(excluded.{name}, ''), filers.{name})"
        for name in ("name", "prefix")
    )
    sql = f"INSERT INTO filers VALUES (?, ?, ?, ?, ?) ON CONFLICT (filer) DO UPDATE SET {kept}"
    store.execute(sql, (head.filer, head.scheme, head.identifier, head.name, head.prefix))


def dated_by(report: Report, incoming: Incoming) -> FilingDate:
    """The date of the filing as this package and the person who hands it in know it."""
    day, known_from = filed_date(report, incoming.received, incoming.given)
    return FilingDate(day=day, known_from=known_from, by=incoming.digest)


def filed_date(report: Report, received: datetime, given: date | None) -> tuple[date, str]:
    """The date that history goes by, and how it is known: given, declared, else the day of receipt.

    Never the end of its period, when nobody could have read it: that would let a back-test know
    figures before they were published.
    """
    if given is not None:
        return given, GIVEN
    if report.head.filed is not None:
        return report.head.filed, DECLARED
    return received.date(), RECEIVED
