"""One filing into the store: in whole or not at all, once."""

import json
from datetime import date, datetime

from msgspec import Struct

from crossfoot.ingest.report import Report, finding_table
from crossfoot.ingest.store import Store
from crossfoot.ingest.twins import twin_of

_IN_ORDER = ("facts", "addresses", "footnotes", "fact_footnotes", "concepts", "labels", "roles", "arcs")


class Incoming(Struct, frozen=True, kw_only=True):
    """A report on its way in: what was given, when, and how it was judged."""

    digest: str
    name: str
    received: datetime
    verdict: str
    files: tuple[tuple[str, str, int], ...]
    report: Report | None
    receipt: dict[str, object]
    accession: str | None = None

    @property
    def filing(self) -> int:
        """The key of the filing: the first 63 bits of its digest."""
        return int(self.digest[:16], 16) >> 1


def known(store: Store, digest: str) -> dict[str, object] | None:
    """The receipt of a package that was taken before; None for one that is new or was refused."""
    rows = store.rows("SELECT record FROM receipts WHERE digest = ? AND filing IS NOT NULL", (digest,)).rows
    return json.loads(rows[0][0]) if rows else None


def known_digests(store: Store) -> list[str]:
    """The digests of all that was taken."""
    return [row[0] for row in store.rows("SELECT digest FROM receipts WHERE filing IS NOT NULL").rows]


def load(store: Store, incoming: Incoming) -> bool:
    """Write the filing, or the receipt of a refused one, in one transaction; False when another intake was first."""
    with store.transaction():
        twin = twin_of(store, incoming.report) if incoming.report is not None else None
        if twin is None and incoming.report is not None and not _claim(store, incoming):
            return False
        if twin is not None:
            incoming.receipt["same_as"] = twin[1]
        elif incoming.report is not None:
            incoming.receipt["supersedes"] = _superseded(store, incoming)
        store.execute("DELETE FROM receipts WHERE digest = ?", (incoming.digest,))
        filing = twin[0] if twin is not None else incoming.filing if incoming.report is not None else None
        record = json.dumps(incoming.receipt, ensure_ascii=False)
        values = (incoming.digest, filing, incoming.name, incoming.received, incoming.verdict, record)
        store.execute("INSERT INTO receipts (digest, filing, name, received, verdict, record) VALUES (?, ?, ?, ?, ?, ?)", values)
        if twin is None and incoming.report is not None:
            _fill(store, incoming, incoming.report)
    return True


def _claim(store: Store, incoming: Incoming) -> bool:
    """The filing's own row: a second writer of the same filing waits here and finds it taken."""
    report = incoming.report
    assert report is not None
    head = report.head
    filed, filed_from = filed_date(report, incoming.received)
    row = {
        "filing": incoming.filing,
        "digest": incoming.digest,
        "filer": head.filer,
        "filer_name": head.name,
        "form": head.form,
        "amendment": head.amendment,
        "period_end": head.period_end,
        "fiscal_year": head.fiscal_year,
        "fiscal_period": head.fiscal_period,
        "fiscal_year_end": head.fiscal_year_end,
        "title": head.title,
        "filed": filed,
        "filed_from": filed_from,
        "received": incoming.received,
        "accession": incoming.accession,
        "document": head.document,
        "source": incoming.name,
        "reader": report.reader,
        "validated": report.validated,
        "verdict": incoming.verdict,
        "rules": json.dumps(report.rules),
        "taxonomies": json.dumps(head.taxonomies),
        "fact_count": report.facts,
        "finding_count": len(report.findings),
    }
    marks = ", ".join("?" * len(row))
    sql = f"INSERT INTO filings ({', '.join(row)}) VALUES ({marks}) ON CONFLICT (filing) DO NOTHING RETURNING filing"
    return bool(store.rows(sql, tuple(row.values())).rows)


def _superseded(store: Store, incoming: Incoming) -> list[str]:
    """Digests of what was filed before for the same filer, form and period; all of it stays."""
    assert incoming.report is not None
    head = incoming.report.head
    sql = "SELECT digest FROM filings WHERE filer = ? AND form = ? AND period_end = ? AND filing <> ? AND received <= ? ORDER BY digest"
    key = (head.filer, head.form, head.period_end, incoming.filing, incoming.received)
    return [row[0] for row in store.rows(sql, key).rows]


def _fill(store: Store, incoming: Incoming, report: Report) -> None:
    head = report.head
    store.execute(
        "INSERT INTO filers VALUES (?, ?, ?, ?, ?) ON CONFLICT (filer) DO UPDATE SET name = excluded.name, prefix = excluded.prefix",
        (head.filer, head.scheme, head.identifier, head.name, head.prefix),
    )
    constants = {"filing": incoming.filing}
    for table in _IN_ORDER:
        store.append(table, constants, report.tables.get(table, {}))
    store.append("findings", constants, finding_table(report.findings))
    names, hashes, sizes = zip(*incoming.files, strict=True) if incoming.files else ((), (), ())
    store.append("files", constants, {"name": names, "sha256": hashes, "size": sizes})


def filed_date(report: Report, received: datetime) -> tuple[date, str]:
    """The date that history goes by, and how it is known: declared, else the period's end, else the day of receipt."""
    if report.head.filed is not None:
        return report.head.filed, "declared"
    if report.head.period_end is not None:
        return report.head.period_end, "period end"
    return received.date(), "received"
