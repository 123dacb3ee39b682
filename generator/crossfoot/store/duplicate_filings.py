"""The same report told twice: an inline page, the instance extracted from it, their package and our
own folder are one filing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from crossfoot.store.connection import Store
from crossfoot.xbrl.report_records import Report
from crossfoot.xbrl.values import number_text

_SERIES = ("concept", "period_start", "period_end", "unit", "dimensions", "filer", "language")
"""what a number is told of; the filer is that of the fact's context, for one filing may tell of
several"""
_VALUE_COLUMNS = ("decimals", "nil", "value_text")
_TAXONOMY = {
    "labels": ("concept", "role", "language", "text"),
    "roles": ("role", "definition"),
    "arcs": (
        "network",
        "arcrole",
        "role",
        "parent",
        "child",
        "arc_order",
        "weight",
        "preferred_label",
        "target_role",
    ),
}
_SHOWN = 3
_DURATION = re.compile(r"-?P(?=[0-9T])(?:[0-9]+[YMD])*(?:T(?:[0-9.]+[HMS])*)?")
_NOTHING = re.compile(r"(?<![0-9.])0+[YMDHS]")

Differences = Mapping[str, Any]


class StoredFiling(Struct, frozen=True, kw_only=True):
    """A filing of the store for the same filer, form and period; `differs` counts what the report
    tells otherwise, empty: they are one."""

    filing: int
    digest: str
    differs: Differences


def prior_versions(store: Store, report: Report, accession: str | None) -> Iterator[StoredFiling]:
    """What the store has for the report's filer, form and period, the latest first, each compared
    when it is asked for."""
    head = report.head
    sql = (
        "SELECT filing, digest, accession, validated FROM filings WHERE filer = ? AND form = ? AND period_end IS NOT DISTINCT FROM ? "
        "ORDER BY received DESC, filing DESC"
    )
    for filing, digest, known, validated in store.rows(
        sql, (head.filer, head.form, head.period_end)
    ).rows:
        differs = differences(store, filing, report, languages=validated and report.validated)
        other = {"accession": known} if accession and known and known != accession else {}
        yield StoredFiling(filing=filing, digest=digest, differs={**differs, **other})


def report_differences(one: Report, other: Report) -> list[str]:
    """A few examples of what the second of two reports tells otherwise; none: they tell the same
    facts."""
    names = (*_SERIES, *_VALUE_COLUMNS)
    told, mine = (
        _by_series(
            zip(*(report.tables["facts"][name] for name in names), strict=True), len(_SERIES)
        )
        for report in (one, other)
    )
    return [_example(*pair, mine, told) for pair in _first(_counted(mine, told))]


def differences(store: Store, filing: int, report: Report, *, languages: bool) -> Differences:
    """What the report and a filing of the store do not have alike; without `languages` one of them
    could not know which texts have one."""
    series = _SERIES if languages else _SERIES[:-1]
    names = (*series, *_VALUE_COLUMNS)
    facts = report.tables["facts"]
    mine = _by_series(zip(*(facts[name] for name in names), strict=True), len(series))
    told = _by_series(
        store.rows(f"SELECT {', '.join(names)} FROM facts WHERE filing = ?", (filing,)).rows,
        len(series),
    )
    counted = _counted(mine, told)
    found: dict[str, Any] = {name: len(keys) for name, keys in counted.items() if keys}
    if found:
        return {**found, "examples": [_example(*pair, mine, told) for pair in _first(counted)]}
    if not languages and (other_words := _in_other_languages(store, filing, report)):
        return {"languages": len(other_words), "examples": other_words[:_SHOWN]}
    if other := len(_notes_of_filing(store, filing) ^ _notes_of_report(report)):
        found["footnotes"] = other
    return {**found, **_taxonomy(store, filing, report)}


def _in_other_languages(store: Store, filing: int, report: Report) -> list[str]:
    """Texts that both tell and in other languages; where one side says no language for a text, it
    may be none that has one."""
    columns = (*_SERIES, "value_text")
    facts = report.tables["facts"]
    mine = _languages(zip(*(facts[name] for name in columns), strict=True))
    texts = f"SELECT {', '.join(columns)} FROM facts WHERE filing = ? AND unit IS NULL AND NOT nil"
    told = _languages(store.rows(texts, (filing,)).rows)
    apart = sorted(
        (
            key
            for key in mine.keys() & told.keys()
            if None not in mine[key] | told[key] and mine[key] != told[key]
        ),
        key=str,
    )
    return [
        f"language {key[0]} '{key[-1][:40]}': {', '.join(sorted(map(str, told[key])))}, now {', '.join(sorted(map(str, mine[key])))}"
        for key in apart
    ]


def _languages(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], set[str | None]]:
    """Each text with the languages that it is told in."""
    held: dict[tuple[Any, ...], set[str | None]] = {}
    for *series, language, text in rows:
        if series[3] is None and text is not None:
            held.setdefault((*series, _value(text, number=False)), set()).add(language)
    return held


def _counted(
    mine: Mapping[Any, set[Any]], told: Mapping[Any, set[Any]]
) -> dict[str, list[tuple[Any, ...]]]:
    """What one tells otherwise, more, and not, by kind."""
    return {
        "changed": [key for key, values in mine.items() if key in told and told[key] != values],
        "added": [key for key in mine if key not in told],
        "dropped": [key for key in told if key not in mine],
    }


def _notes_of_filing(store: Store, filing: int) -> set[tuple[Any, ...]]:
    """Each footnote with the numbers that carry it."""
    columns = ", ".join(f"f.{name}" for name in _SERIES[:-1])
    sql = (
        f"SELECT n.language, n.text, {columns} FROM footnotes n "
        "LEFT JOIN fact_footnotes c ON c.filing = n.filing AND c.footnote = n.footnote "
        "LEFT JOIN facts f ON f.filing = c.filing AND f.ordinal = c.ordinal WHERE n.filing = ?"
    )
    return set(store.rows(sql, (filing,)).rows)


def _notes_of_report(report: Report) -> set[tuple[Any, ...]]:
    """The same of a report."""
    notes, carried = report.tables.get("footnotes", {}), report.tables.get("fact_footnotes", {})
    if not notes:
        return set()
    places = set(carried.get("ordinal", ()))
    facts = report.tables["facts"]
    rows = zip(
        facts["ordinal"], zip(*(facts[name] for name in _SERIES[:-1]), strict=True), strict=True
    )
    told = {ordinal: row for ordinal, row in rows if ordinal in places}
    texts = dict(
        zip(notes["footnote"], zip(notes["language"], notes["text"], strict=True), strict=True)
    )
    pairs = zip(carried.get("footnote", ()), carried.get("ordinal", ()), strict=True)
    linked = {(*texts[footnote], *told[ordinal]) for footnote, ordinal in pairs}
    alone = set(texts) - set(carried.get("footnote", ()))
    return linked | {(*texts[footnote], *[None] * (len(_SERIES) - 1)) for footnote in alone}


def _by_series(
    rows: Iterable[tuple[Any, ...]], width: int
) -> dict[tuple[Any, ...], set[tuple[Any, ...]]]:
    """Each number or text with what is told of it; how often does not matter."""
    held: dict[tuple[Any, ...], set[tuple[Any, ...]]] = {}
    for row in rows:
        held.setdefault(row[:width], set()).add(
            (*row[width:-1], _value(row[-1], number=row[3] is not None))
        )
    return held


def _value(text: str | None, *, number: bool) -> str | None:
    """A number in its one text; another text without regard to its spaces, a duration without what
    is zero in it."""
    if text is None:
        return None
    if number:
        return number_text(text)
    if _DURATION.fullmatch(text.strip()):
        return _NOTHING.sub("", text.strip()).removesuffix("T")
    return " ".join(text.split())


def _first(counted: Mapping[str, Sequence[tuple[Any, ...]]]) -> list[tuple[str, tuple[Any, ...]]]:
    """A few of each kind, in an order that does not depend on the order of reading."""
    return [(name, key) for name, keys in counted.items() for key in sorted(keys, key=str)[:_SHOWN]]


def _example(
    kind: str, key: tuple[Any, ...], mine: Mapping[Any, set[Any]], told: Mapping[Any, set[Any]]
) -> str:
    """`changed us-gaap:Assets 2023-12-31 USD: 90000 (-3), now 91000 (-3)`."""
    concept, start, end, unit, dimensions = key[:5]
    about = " ".join(
        str(part)
        for part in (concept, f"{start}..{end}" if start else end, unit, dimensions)
        if part
    )
    sides = [held[key] for held in (told, mine) if key in held]
    return f"{kind} {about}: {', now '.join(_words(one) for one in sides)}"


def _words(values: set[tuple[Any, ...]]) -> str:
    told = sorted(
        f"{'nil' if nil else str(value)[:60]}{'' if decimals is None else f' ({decimals})'}"
        for decimals, nil, value in values
    )
    return "; ".join(told)


def _taxonomy(store: Store, filing: int, report: Report) -> dict[str, int]:
    """How many labels, roles and arcs differ, where both brought a taxonomy."""
    found = {}
    for table, names in _TAXONOMY.items():
        mine = _rows(report, table, names)
        told = {
            tuple(row)
            for row in store.rows(
                f"SELECT {', '.join(names)} FROM {table} WHERE filing = ?", (filing,)
            ).rows
        }
        if mine and told and mine != told:
            found[table] = len(mine ^ told)
    return found


def _rows(report: Report, table: str, names: Sequence[str]) -> set[tuple[Any, ...]]:
    columns = report.tables.get(table, {})
    return set(zip(*(columns[name] for name in names), strict=True)) if columns else set()
