"""The same report in another container or syntax: an inline page, its instance and its package are one filing."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from crossfoot.ingest.report import Report
from crossfoot.ingest.store import Store

_ASPECTS = ("concept", "period_start", "period_end", "unit", "dimensions", "decimals", "nil", "value_text")


def twin_of(store: Store, report: Report) -> tuple[int, str] | None:
    """Key and digest of a filing with the same facts in another form; None when there is none.

    The same document with the same facts is not a twin: then something else was changed (a label, an arc), and it supersedes.
    """
    head = report.head
    sql = (
        "SELECT filing, digest, document FROM filings WHERE filer = ? AND form = ? AND period_end = ? AND fact_count = ? ORDER BY received"
    )
    wanted: Counter[tuple[Any, ...]] | None = None
    for filing, digest, document in store.rows(sql, (head.filer, head.form, head.period_end, report.facts)).rows:
        if PurePosixPath(document).suffix == PurePosixPath(head.document).suffix:
            continue
        wanted = wanted or _counted(zip(*(report.tables["facts"][name] for name in _ASPECTS), strict=True))
        told = store.rows(f"SELECT {', '.join(_ASPECTS)} FROM facts WHERE filing = ?", (filing,)).rows
        if _counted(told) == wanted:
            return filing, digest
    return None


def _counted(rows: Iterable[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    """How often each fact is told; a number by its value, a text without regard to its spaces."""
    return Counter((*row[:-1], _value(row[-1], number=row[3] is not None)) for row in rows)


def _value(text: str | None, *, number: bool) -> Any:
    if text is None:
        return None
    try:
        return Decimal(text) if number else " ".join(text.split())
    except ArithmeticError:
        return text
