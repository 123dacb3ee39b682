"""What a printed column head says, against what the column is defined as: a column under the wrong
period or unit adds up as well."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from crossfoot.curated.header_parser import CURRENCIES, MONTHS, RULES, SCALES, YEAR, days_of, one_of
from crossfoot.model.filing import Aspects, Column
from crossfoot.model.finding import Finding, warning
from crossfoot.model.source import SourceRef

_LEAP, _NEAR, _FEW = 10, 3, 3
"""Days: a year of 53 weeks is seven longer; a slip of the pen is one or two beside. Columns."""
_HINT = "correct the column's definition; a head that is misprinted stays as it is"


def header_findings(column: Column, at: SourceRef) -> Iterator[Finding]:
    """A warning for each date, year, length, power of ten or currency of the head that is not the
    column's."""
    text, aspects = " ".join(column.heading), column.aspects
    if text and not aspects.formula:
        for rule in RULES:
            yield from (
                warning("read.heading", f"the head of '{column.name}' {message}", at, _HINT)
                for message in rule(text, aspects)
            )


def similar_headers(columns: Iterable[tuple[Column, SourceRef]]) -> Iterator[Finding]:
    """A warning for each column whose head is that of another but for the year, and whose period is
    longer or shorter by ten days."""
    first: dict[str, Column] = {}
    for column, at in columns:
        text, period = " ".join(column.heading), column.aspects.period
        if period is None or period.instant or column.aspects.formula or not re.search(YEAR, text):
            continue
        other = first.setdefault(re.sub(YEAR, "", text), column)
        other_period = other.aspects.period
        if other_period is not None and abs(days_of(other_period) - days_of(period)) > _LEAP:
            lengths = f"{period} and {other_period} are not of one length"
            message = (
                f"the head of '{column.name}' is that of '{other.name}' but for the year; {lengths}"
            )
            yield warning("read.heading", message, at, _HINT)


def outlier_scales(columns: Sequence[tuple[Column, SourceRef]]) -> Iterator[Finding]:
    """A warning for the one column of another scale than all whose head is its own but for digits:
    a page prints them alike."""
    groups: dict[tuple[str, str], list[tuple[Column, SourceRef]]] = {}
    for column, at in columns:
        text = " ".join(column.heading)
        if (
            column.aspects.scale is not None
            and re.search(r"\d", text)
            and _of_money(column.aspects)
            and one_of(SCALES, text) is None
        ):
            months = "|".join(MONTHS)
            groups.setdefault(
                (column.aspects.unit, re.sub(rf"\d+|\b(?:{months})\b", "", text, flags=re.I)), []
            ).append((column, at))
    for group in groups.values():
        scales = Counter(column.aspects.scale for column, _ in group)
        if len(scales) > 1:
            usual = scales.most_common(1)[0][0]
            for column, at in group:
                if column.aspects.scale != usual:
                    message = f"'{column.name}' has the scale {column.aspects.scale}, another column with a head like its own {usual}"
                    yield warning(
                        "read.odd-column",
                        message,
                        at,
                        "correct the definition, or let the heads tell the scale",
                    )


def near_period_ends(
    columns: Iterable[tuple[Column, SourceRef]], period_end: str
) -> Iterator[Finding]:
    """A warning for each column that ends one to three days beside another one, or beside the end
    of the filing's period."""
    seen = {period_end: "the filing"} if period_end else {}
    for column, at in columns:
        period = column.aspects.period
        if period is None or period.end in seen:
            continue
        day = date.fromisoformat(period.end)
        near = next(
            (end for end in seen if 0 < abs((date.fromisoformat(end) - day).days) <= _NEAR), ""
        )
        if near:
            message = f"'{column.name}' ends {period.end}, {seen[near]} ends {near}"
            yield warning(
                "read.period-near",
                message,
                at,
                "a day was perhaps mistaken; periods that really end so stay as they are",
            )
        seen[period.end] = f"'{column.name}'"


def unstated_currencies(
    columns: Iterable[tuple[Column, SourceRef]], currency: str
) -> Iterator[Finding]:
    """A warning for each column in another currency than the company's, whose name and head do not
    tell it."""
    for column, at in columns:
        unit = column.aspects.unit
        if (
            re.fullmatch(r"[A-Z]{3}", currency)
            and re.fullmatch(r"[A-Z]{3}", unit)
            and unit != currency
            and not column.aspects.formula
        ):
            printed = " ".join((column.name, *column.heading))
            if not re.search(CURRENCIES.get(unit, rf"\b{unit}\b"), printed, re.I):
                message = f"the column '{column.name}' is in {unit}, the company's currency is {currency}, and its head tells neither"
                yield warning(
                    "read.heading",
                    message,
                    at,
                    "correct the unit, or name the currency in the head",
                )


def outlier_columns(columns: Sequence[tuple[Column, SourceRef]]) -> Iterator[Finding]:
    """A warning for the one column of a table that has another period, unit or scale than all
    others, and no head that says so.

    Shares, rates and counts beside amounts are otherwise by their nature; so are balances beside
    changes.
    """
    values = [(column, at) for column, at in columns if _of_money(column.aspects)]
    if (
        len(values) < _FEW
        or len(
            {bool(column.aspects.period and column.aspects.period.start) for column, _ in values}
        )
        > 1
    ):
        return
    for name in ("period", "unit", "scale"):
        yield from _odd_in(values, name)


def _odd_in(values: Sequence[tuple[Column, SourceRef]], name: str) -> Iterator[Finding]:
    counts = Counter(getattr(column.aspects, name) for column, _ in values)
    if len(counts) != 2 or min(counts.values()) != 1:
        return
    for column, at in values:
        own = getattr(column.aspects, name)
        if (
            counts[own] == 1
            and own is not None
            and not column.heading
            and not re.search(r"\d|%", column.name)
        ):
            other = next(value for value in counts if value != own)
            message = (
                f"'{column.name}' has the {name} {own}, every other column of its table {other}"
            )
            yield warning(
                "read.odd-column",
                message,
                at,
                "correct the definition, or give the column a heading that tells it",
            )


def _of_money(aspects: Aspects) -> bool:
    return not (aspects.formula or aspects.concept) and (
        not aspects.unit or bool(re.fullmatch(r"[A-Z]{3}", aspects.unit))
    )
