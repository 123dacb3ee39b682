"""The same report in another container or syntax: an inline page, its instance and its package are one filing."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from crossfoot.ingest.report import Report
from crossfoot.ingest.store import Store

_ASPECTS = ("concept", "period_start", "period_end", "unit", "dimensions", "decimals", "nil", "value_text")
_WHOLE = {
    "facts": ("fact_id", "language", *_ASPECTS),
    "footnotes": ("role", "language", "text"),
    "fact_footnotes": ("ordinal", "footnote"),
    "concepts": ("concept", "namespace", "type", "period_type", "balance", "abstract", "substitution", "custom"),
    "labels": ("concept", "role", "language", "text"),
    "roles": ("role", "definition"),
    "arcs": ("network", "arcrole", "role", "parent", "child", "arc_order", "weight", "preferred_label", "target_role"),
}
"""What two packages of one document have alike: not the places of files, nor the order of what was read."""


def twin_of(store: Store, report: Report) -> tuple[int, str] | None:
    """Key and digest of a filing with the same facts in another form; None when there is none.

    In the same syntax it is a twin when everything is the same, as in a package that was unpacked or zipped again: where a label or
    an arc is another one, it supersedes. So does a validated report of what was taken without validation.
    """
    head = report.head
    sql = "SELECT filing, digest, document, validated FROM filings WHERE filer = ? AND form = ? AND period_end = ? AND fact_count = ?"
    wanted: Counter[tuple[Any, ...]] | None = None
    key = (head.filer, head.form, head.period_end, report.facts)
    for filing, digest, document, validated in store.rows(f"{sql} ORDER BY received", key).rows:
        if report.validated and not validated:
            continue
        if validated == report.validated and PurePosixPath(document).suffix == PurePosixPath(head.document).suffix:
            if _alike(store, filing, report):
                return filing, digest
            continue
        wanted = wanted or _counted(zip(*(report.tables["facts"][name] for name in _ASPECTS), strict=True))
        told = store.rows(f"SELECT {', '.join(_ASPECTS)} FROM facts WHERE filing = ?", (filing,)).rows
        if _counted(told) == wanted:
            return filing, digest
    return None


def _alike(store: Store, filing: int, report: Report) -> bool:
    """Whether the filing in the store has the facts, the footnotes and the taxonomy of the report."""
    for table, names in _WHOLE.items():
        told = store.rows(f"SELECT {', '.join(names)} FROM {table} WHERE filing = ?", (filing,)).rows
        columns = report.tables.get(table, {})
        mine = zip(*(columns[name] for name in names), strict=True) if columns else ()
        if Counter(map(tuple, told)) != Counter(mine):
            return False
    return True


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
