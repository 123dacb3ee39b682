"""What a printed column head says, against what the column is defined as: a column under the wrong period or unit adds up as well."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeVar

from crossfoot.model.filing import Aspects, Column
from crossfoot.model.finding import Finding, warning
from crossfoot.model.source import SourceRef

_T = TypeVar("_T")
_NAMES = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
)
_MONTHS = {name: number for names in _NAMES for number, name in enumerate(names.split(), 1)}
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_DAYS = (
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})\b",
    rf"\b(?P<day>\d{{1,2}})\.?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b",
    r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b",
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
    r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b",
)
_SCALES = {
    3: r"\bthousands?\b|\bTsd\b|\bTausend\b|\bmilliers\b|\b[TK]EUR\b|\b[TK]€|千円|千ドル",
    6: r"\bmillions?\b|\bMio\b|\bMillionen\b|\bMEUR\b|\bM€|百万",
    9: r"\bbillions?\b|\bMrd\b|\bMilliarden\b|\bmilliards\b|十億",
}
_CURRENCIES = {
    "JPY": r"\bJPY\b|\byen\b|¥|円",
    "USD": r"\bUSD\b|\bU\.?S\.? dollars?\b|US\$|米ドル",
    "EUR": r"\b[TKM]?EUR\b|\beuros?\b|€",
    "GBP": r"\bGBP\b|£",
}


def heading_findings(column: Column, at: SourceRef) -> Iterator[Finding]:
    """A warning for each date, power of ten or currency of the head that is not the column's."""
    text, aspects = " ".join(column.heading), column.aspects
    if text and not aspects.formula:
        yield from (warning("read.heading", f"the head of '{column.name}' {message}", at, _HINT) for message in _told(text, aspects))


_HINT = "correct the column's definition; a head that is misprinted stays as it is"


def _told(text: str, aspects: Aspects) -> Iterator[str]:
    days = set(_dates(text))
    if aspects.period is not None and days and not days & _ends(aspects.period.start, aspects.period.end):
        yield f"says {', '.join(sorted(days))}, the column is {aspects.period}"
    scale = _one(_SCALES, text)
    if scale is not None and aspects.scale is not None and not aspects.percent and aspects.scale != scale:
        yield f"says 10 to the power of {scale}, the column's scale is {aspects.scale}"
    currency = _one(_CURRENCIES, text)
    if currency is not None and re.fullmatch(r"[A-Z]{3}", aspects.unit) and aspects.unit != currency:
        yield f"says {currency}, the column is {aspects.unit}"


def _dates(text: str) -> Iterator[str]:
    for form in _DAYS if re.search(r"\d{4}", text) else ():
        for match in re.finditer(form, text, re.I):
            month = match["month"].lower()
            try:
                number = _MONTHS[month] if month in _MONTHS else int(month)
                yield date(int(match["year"]), number, int(match["day"])).isoformat()
            except ValueError:
                continue


def _ends(start: str, end: str) -> set[str]:
    """The days that may name a period: its first and last, and the day before its first (an opening balance)."""
    return {end} if not start else {end, start, (date.fromisoformat(start) - timedelta(1)).isoformat()}


def _one(words: dict[_T, str], text: str) -> _T | None:
    """The one key whose words stand in the text; None for none or several (a head may name two currencies)."""
    found = [key for key, form in words.items() if re.search(form, text, re.I)]
    return found[0] if len(found) == 1 else None
