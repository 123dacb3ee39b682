"""Taking a filing back out: what was accepted without revalidation and is refused when Arelle
validates it."""

import json

from crossfoot.store.connection import Store
from crossfoot.store.loading import Incoming, put_receipt
from crossfoot.store.schema import TABLES

_KEPT = ("filers", "receipts")


def is_only_copy(store: Store, digest: str) -> bool:
    """Whether no other package tells the filing of this one."""
    sql = "SELECT 1 FROM receipts r JOIN receipts o ON o.filing = r.filing AND o.digest <> r.digest WHERE r.digest = ?"
    return not store.rows(sql, (digest,)).rows


def withdraw(store: Store, incoming: Incoming) -> bool:
    """Take the filing of this package out, and put down that it is refused; in one transaction.

    False, and nothing is done, where it is not in any more, or another package tells it too: it
    does not rest on this one's word then.
    """
    with store.transaction():
        found = store.rows(
            "SELECT filing, record FROM receipts WHERE digest = ? AND filing IS NOT NULL",
            (incoming.digest,),
        ).rows
        if not found or not is_only_copy(store, incoming.digest):
            return False
        ((filing, text),) = found
        before = json.loads(text)
        incoming.receipt["withdrawn"] = {
            name: before.get(name) for name in ("received", "verdict", "filed", "filed_from")
        }
        for table in TABLES:
            if table not in _KEPT:
                store.execute(f"DELETE FROM {table} WHERE filing = ?", (filing,))
        put_receipt(store, None, incoming)
    return True
