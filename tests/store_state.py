"""Everything that a store says, in an order of its own, so that two can be compared."""

from pathlib import Path
from typing import Any

from crossfoot.store.schema import TABLES
from crossfoot.store.store import open_store

OF_THE_FIRST = ("filing", "digest", "received", "arrival")
"""columns that say which copy came first, and when"""


def state(place: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the store but receipts, and which copy of a filing came first."""
    with open_store(str(place)) as store:
        return {
            table: sorted(
                store.rows(
                    f"SELECT {', '.join(one for one in columns if one not in OF_THE_FIRST)} FROM {table}"
                ).rows,
                key=str,
            )
            for table, columns in TABLES.items()
            if table != "receipts"
        }


_CLEAN, _DECLARED = "accepted", "accepted with findings"
VERDICTS = (_DECLARED, _DECLARED, _DECLARED, _CLEAN, _DECLARED)
"""of the five releases: four of them print totals that do not add up, two by rounding alone, and
say so"""
