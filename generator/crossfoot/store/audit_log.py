"""Receipts in the store: what was taken before, and what a package that is in says later."""

import json
from datetime import datetime
from typing import Any

from crossfoot.store.acceptance_policy import REFUSED
from crossfoot.store.connection import Rows, Store
from crossfoot.store.merge_copies import FilingDate, merge_metadata

ON_TRUST = '%"reader": "crossfoot"%'
"""receipts of packages that were accepted without revalidation, as their intake.json says; a
quotation mark inside a name is written with a backslash, and `before` says `read_by`"""


def known(store: Store, digest: str) -> dict[str, object] | None:
    """The receipt of a package that was taken before; None for one that is new or was refused."""
    rows = store.rows(
        "SELECT record FROM receipts WHERE digest = ? AND filing IS NOT NULL", (digest,)
    ).rows
    return json.loads(rows[0][0]) if rows else None


def already_processed(store: Store, digest: str = "", *, validating: bool) -> dict[str, bool]:
    """The digests (of all packages, or the one) that need not be read again, and whether each was
    accepted without revalidation.

    An intake that is `validating` reads again what was taken unvalidated.
    """
    sql = (
        "SELECT r.digest, r.record LIKE ? FROM receipts r JOIN filings g ON g.filing = r.filing "
        "WHERE (g.validated OR NOT ?) AND (r.digest = ? OR ? = '')"
    )
    rows = store.rows(sql, (ON_TRUST, validating, digest, digest)).rows
    return {found: bool(on_trust) for found, on_trust in rows}


def on_trust(store: Store, digest: str) -> bool:
    """Whether this package was accepted without revalidation, as its intake.json says."""
    return bool(
        store.rows(
            "SELECT 1 FROM receipts WHERE digest = ? AND filing IS NOT NULL AND record LIKE ?",
            (digest, ON_TRUST),
        ).rows
    )


def merge_receipts(store: Store, digest: str, receipt: dict[str, Any]) -> None:
    """What an earlier receipt of this package says goes on in the new one: what was added later,
    and how it was judged before."""
    rows = store.rows("SELECT record FROM receipts WHERE digest = ?", (digest,)).rows
    if not rows:
        return
    old: dict[str, Any] = json.loads(rows[0][0])
    if "later" in old:
        receipt["later"] = old["later"]
    told = old.get("before", [])
    if (old["verdict"], receipt["verdict"]) != (
        REFUSED,
        REFUSED,
    ):  # what is refused day after day is told once
        kept = {
            name: old[name]
            for name in ("received", "verdict", "policy", "quarantine")
            if name in old
        }
        told = [
            *told,
            {
                **kept,
                "read_by": old.get("reader"),
                "reasons": [one["code"] for one in old.get("reasons", ())],
            },
        ]
    if told:
        receipt["before"] = told


def list_receipts(store: Store, *, refused: bool) -> Rows:
    """Every package ever handed in, or those that are refused, the latest last: verdict, reasons,
    and how it was judged before."""
    where = " WHERE filing IS NULL" if refused else ""
    sql = f"SELECT received, verdict, name, digest, filing, record FROM receipts{where} ORDER BY received, name, digest"
    rows = []
    for received, verdict, name, digest, filing, text in store.rows(sql).rows:
        record = json.loads(text)
        reasons = "; ".join(
            f"{one['message']} [{one['code']}]" for one in record.get("reasons", ())
        )
        before = ", ".join(
            f"{one['verdict']} {one['received'][:10]}" for one in record.get("before", ())
        )
        rows.append(
            (received, verdict, name, reasons, before, record.get("quarantine"), filing, digest)
        )
    names = ("received", "verdict", "name", "reasons", "before", "quarantine", "filing", "digest")
    return Rows(names=names, rows=tuple(rows))


def update_receipt(
    store: Store, digest: str, dated: FilingDate | None, accession: str | None, received: datetime
) -> tuple[dict[str, object], dict[str, Any]]:
    """What a package that is in already says of its filing now: its receipt, with what was added
    under `later`, and what that is."""
    with store.transaction():
        ((filing, text),) = store.rows(
            "SELECT filing, record FROM receipts WHERE digest = ?", (digest,)
        ).rows
        record: dict[str, object] = json.loads(text)
        found = merge_metadata(store, filing, dated, accession)
        if "filed" in found or "accession" in found:
            later = record.setdefault("later", [])
            assert isinstance(later, list)
            later.append({"received": f"{received.isoformat()}Z", **found})
            store.execute(
                "UPDATE receipts SET record = ? WHERE digest = ?",
                (json.dumps(record, ensure_ascii=False), digest),
            )
    return record, found
