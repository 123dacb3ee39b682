"""Receipts in the store: what was taken before, and what a package that is in says later."""

import json
from datetime import datetime
from typing import Any

from crossfoot.ingest.completing import Dated, learn
from crossfoot.ingest.store import Store

ON_TRUST = '%"reader": "crossfoot"%'
"""receipts of packages that were taken at the word of their intake.json; a quotation mark inside a name is written with a backslash"""


def known(store: Store, digest: str) -> dict[str, object] | None:
    """The receipt of a package that was taken before; None for one that is new or was refused."""
    rows = store.rows("SELECT record FROM receipts WHERE digest = ? AND filing IS NOT NULL", (digest,)).rows
    return json.loads(rows[0][0]) if rows else None


def settled(store: Store, digest: str = "", *, validating: bool, judging: bool = False) -> list[str]:
    """The digests (of all, or the one) that need not be read again: what was taken, or validated where this intake is `validating`, or
    judged by Arelle here where it is `judging`."""
    sql = (
        "SELECT r.digest FROM receipts r JOIN filings g ON g.filing = r.filing WHERE (g.validated OR NOT ?) "
        "AND (NOT ? OR r.record NOT LIKE ?) AND (r.digest = ? OR ? = '')"
    )
    return [row[0] for row in store.rows(sql, (validating, judging, ON_TRUST, digest, digest)).rows]


def on_trust(store: Store, digest: str) -> bool:
    """Whether this package was taken at the word of its intake.json."""
    return bool(store.rows("SELECT 1 FROM receipts WHERE digest = ? AND filing IS NOT NULL AND record LIKE ?", (digest, ON_TRUST)).rows)


def learn_again(
    store: Store, digest: str, dated: Dated | None, accession: str | None, received: datetime
) -> tuple[dict[str, object], dict[str, Any]]:
    """What a package that is in already says of its filing now: its receipt, with what was added under `later`, and what that is."""
    with store.transaction():
        ((filing, text),) = store.rows("SELECT filing, record FROM receipts WHERE digest = ?", (digest,)).rows
        record: dict[str, object] = json.loads(text)
        found = learn(store, filing, dated, accession)
        if "filed" in found or "accession" in found:
            later = record.setdefault("later", [])
            assert isinstance(later, list)
            later.append({"received": f"{received.isoformat()}Z", **found})
            store.execute("UPDATE receipts SET record = ? WHERE digest = ?", (json.dumps(record, ensure_ascii=False), digest))
    return record, found
