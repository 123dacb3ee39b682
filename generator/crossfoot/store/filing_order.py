"""Which of two filings is later: the one order that history, as-of and every product go by.

The day of filing decides; of filings of one day that for the later period, then the amendment, then
what came in later. A filing without a period stands before those that have one, in both databases
(which disagree on where nulls stand, so each clause says it).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

COLUMNS = ("filed", "period_end", "amendment", "received", "arrival", "filing")
"""Columns of `filings`, the most important first; `arrival` counts the filings of a filer."""
_FACT_COLUMNS = {"period_end": "filing_period_end"}
"""what `fact_versions`, whose `period_end` is that of the fact, calls them"""
FACT_COLUMNS = tuple(_FACT_COLUMNS.get(name, name) for name in COLUMNS)


def filing_order(prefix: str = "", *, facts: bool = False, latest_first: bool = False) -> str:
    """The terms of an ORDER BY over filings; `prefix` such as `g.`, `facts` for fact_versions."""
    direction = "DESC NULLS LAST" if latest_first else "NULLS FIRST"
    return ", ".join(f"{prefix}{name} {direction}" for name in (FACT_COLUMNS if facts else COLUMNS))


def order_key(filing: Mapping[str, Any]) -> tuple[Any, ...]:
    """The same order for Python: a key that sorts later filings after earlier ones.

    `filing` maps each of COLUMNS to its value.
    """
    return (
        filing["filed"],
        filing["period_end"] or date.min,
        *(filing[name] for name in ("amendment", "received")),
        filing["arrival"] or 0,
        filing["filing"],
    )
