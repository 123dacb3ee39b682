"""What a printed column head says, against what the column is defined as: a column under the wrong period or unit adds up as well."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TypeVar

from crossfoot.model.filing import Aspects, Column, Period
from crossfoot.model.finding import Finding, warning
from crossfoot.model.source import SourceRef

_LENGTHS = {
    3: r"\b(?:three|3) months\b|\bdrei Monate\b|\btrois mois\b",
    6: r"\b(?:six|6) months\b|\bHalbjahr\b|\bsemestre\b|\bsechs Monate\b|\bsix mois\b",
    9: r"\b(?:nine|9) months\b|\bneun Monate\b|\bneuf mois\b",
    12: r"\b(?:twelve|12) months\b|\byear ended\b|\bzwölf Monate\b|\bdouze mois\b",
}
"""Months by what a head says; a quarter may be meant with all before it."""
_PART = re.compile(r"(?:quarter|half|months|\b[1-4]Q|\bQ[1-4])\b.*\byear end(?:ed|ing)\b", re.I)
"""A part of a year that is named by the day on which the year ends."""
_FISCAL = re.compile(r"\bfiscal\b|\bFY|\b[1-4]Q\b|\bQ[1-4]\b|年度", re.I)
"""A fiscal year is named by the calendar year in which it begins or ends, at other days of it too."""
_AROUND = re.compile(r"announced|published|restated|revised|forecast|予想|公表|発表|修正", re.I)
"""The day is perhaps that of the announcement."""
_DUE = re.compile(r"\bdue\b|\bmatur|\bnotes?\b|\bbonds?\b|\bdebentures?\b|\bseries\b", re.I)
_SHARED = {"CNY": "¥", **dict.fromkeys(("EGP", "FKP", "GIP", "LBP", "SHP", "SYP"), "£")}
"""Signs that are not of one currency alone."""
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
_FROM = re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:,?\s+\d{{4}})?\s+(?:to|through|until|[-–])\s+(?:{'|'.join(_MONTHS)})\b", re.I)
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
    """A warning for each date, year, length, power of ten or currency of the head that is not the column's."""
    text, aspects = " ".join(column.heading), column.aspects
    if text and not aspects.formula:
        for rule in _RULES:
            yield from (warning("read.heading", f"the head of '{column.name}' {message}", at, _HINT) for message in rule(text, aspects))


def like_heads(columns: Iterable[tuple[Column, SourceRef]]) -> Iterator[Finding]:
    """A warning for each column whose head is that of another but for the year, and whose period is longer or shorter by ten days."""
    first: dict[str, Column] = {}
    for column, at in columns:
        text, period = " ".join(column.heading), column.aspects.period
        if period is None or period.instant or column.aspects.formula or not re.search(_YEAR, text):
            continue
        other = first.setdefault(re.sub(_YEAR, "", text), column)
        told = other.aspects.period
        if told is not None and abs(_days(told) - _days(period)) > _LEAP:
            message = f"the head of '{column.name}' is that of '{other.name}' but for the year; {period} and {told} are not of one length"
            yield warning("read.heading", message, at, _HINT)


def like_scales(columns: Sequence[tuple[Column, SourceRef]]) -> Iterator[Finding]:
    """A warning for the one column of another scale than all whose head is its own but for digits: a page prints them alike."""
    groups: dict[tuple[str, str], list[tuple[Column, SourceRef]]] = {}
    for column, at in columns:
        text = " ".join(column.heading)
        if column.aspects.scale is not None and re.search(r"\d", text) and _of_money(column.aspects) and _one(_SCALES, text) is None:
            months = "|".join(_MONTHS)
            groups.setdefault((column.aspects.unit, re.sub(rf"\d+|\b(?:{months})\b", "", text, flags=re.I)), []).append((column, at))
    for group in groups.values():
        scales = Counter(column.aspects.scale for column, _ in group)
        if len(scales) > 1:
            usual = scales.most_common(1)[0][0]
            for column, at in group:
                if column.aspects.scale != usual:
                    message = f"'{column.name}' has the scale {column.aspects.scale}, another column with a head like its own {usual}"
                    yield warning("read.odd-column", message, at, "correct the definition, or let the heads tell the scale")


def near_days(columns: Iterable[tuple[Column, SourceRef]], period_end: str) -> Iterator[Finding]:
    """A warning for each column that ends one to three days beside another one, or beside the end of the filing's period."""
    seen = {period_end: "the filing"} if period_end else {}
    for column, at in columns:
        period = column.aspects.period
        if period is None or period.end in seen:
            continue
        day = date.fromisoformat(period.end)
        near = next((end for end in seen if 0 < abs((date.fromisoformat(end) - day).days) <= _NEAR), "")
        if near:
            message = f"'{column.name}' ends {period.end}, {seen[near]} ends {near}"
            yield warning("read.period-near", message, at, "a day was perhaps mistaken; periods that really end so stay as they are")
        seen[period.end] = f"'{column.name}'"


def foreign_money(columns: Iterable[tuple[Column, SourceRef]], currency: str) -> Iterator[Finding]:
    """A warning for each column in another currency than the company's, whose name and head do not tell it."""
    for column, at in columns:
        unit = column.aspects.unit
        if re.fullmatch(r"[A-Z]{3}", currency) and re.fullmatch(r"[A-Z]{3}", unit) and unit != currency and not column.aspects.formula:
            told = " ".join((column.name, *column.heading))
            if not re.search(_CURRENCIES.get(unit, rf"\b{unit}\b"), told, re.I):
                message = f"the column '{column.name}' is in {unit}, the company's currency is {currency}, and its head tells neither"
                yield warning("read.heading", message, at, "correct the unit, or name the currency in the head")


def odd_ones(columns: Sequence[tuple[Column, SourceRef]]) -> Iterator[Finding]:
    """A warning for the one column of a table that has another period, unit or scale than all others, and no head that says so.

    Shares, rates and counts beside amounts are otherwise by their nature; so are balances beside changes.
    """
    values = [(column, at) for column, at in columns if _of_money(column.aspects)]
    if len(values) < _FEW or len({bool(column.aspects.period and column.aspects.period.start) for column, _ in values}) > 1:
        return
    for name in ("period", "unit", "scale"):
        yield from _odd_in(values, name)


def _odd_in(values: Sequence[tuple[Column, SourceRef]], name: str) -> Iterator[Finding]:
    told = Counter(getattr(column.aspects, name) for column, _ in values)
    if len(told) != 2 or min(told.values()) != 1:
        return
    for column, at in values:
        own = getattr(column.aspects, name)
        if told[own] == 1 and own is not None and not column.heading and not re.search(r"\d|%", column.name):
            other = next(one for one in told if one != own)
            message = f"'{column.name}' has the {name} {own}, every other column of its table {other}"
            yield warning("read.odd-column", message, at, "correct the definition, or give the column a heading that tells it")


def _of_money(aspects: Aspects) -> bool:
    return not (aspects.formula or aspects.concept) and (not aspects.unit or bool(re.fullmatch(r"[A-Z]{3}", aspects.unit)))


def _days(period: Period) -> int:
    return (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days


_YEAR = r"(?<![\d,.])(?:19|20)\d\d(?![\d,.])"
_LEAP, _NEAR, _FEW, _MOST_OF_A_YEAR = 10, 3, 3, 10
"""Days: a year of 53 weeks is seven longer; a slip of the pen is one or two beside. Columns; months."""
_HINT = "correct the column's definition; a head that is misprinted stays as it is"


def _named(text: str, aspects: Aspects) -> Period | None:
    """The column's period, unless the head names a part of a year by the day on which the year ends."""
    return None if _PART.search(text) else aspects.period


def _other_day(text: str, aspects: Aspects) -> Iterator[str]:
    days, period = set(_dates(text)), _named(text, aspects)
    if period is not None and days and not days & _ends(period) and not _AROUND.search(text):
        yield f"says {', '.join(sorted(days))}, the column is {period}"


def _other_year(text: str, aspects: Aspects) -> Iterator[str]:
    period = _named(text, aspects)
    years = set() if any(_dates(text)) else set(re.findall(_YEAR, text))
    if period is None or not years:
        return
    known = {day[:4] for day in _ends(period)}
    if _FISCAL.search(text) and _months(period) <= _MOST_OF_A_YEAR:
        known |= {str(int(period.end[:4]) + more) for more in (-1, 1)}
    if not years & known and not (_DUE.search(text) and min(years) > period.end[:4]):
        yield f"says {', '.join(sorted(years))}, the column is {period}"


def _other_length(text: str, aspects: Aspects) -> Iterator[str]:
    months, period = _one(_LENGTHS, text), _named(text, aspects)
    if months and period is not None and (found := _months(period)) and abs(found - months) > 1:
        yield f"says {months} months, the column is {period}"


def _other_first_day(text: str, aspects: Aspects) -> Iterator[str]:
    if aspects.period is not None and aspects.period.start and (first := _FROM.search(text)):
        start = date.fromisoformat(aspects.period.start)
        if (start.month, start.day) != (_MONTHS[first["month"].lower()], int(first["day"])):
            yield f"begins with {first['month']} {first['day']}, the column is {aspects.period}"


def _other_scale(text: str, aspects: Aspects) -> Iterator[str]:
    scale = _one(_SCALES, text)
    if scale is not None and aspects.scale is not None and not aspects.percent and aspects.scale != scale:
        yield f"says 10 to the power of {scale}, the column's scale is {aspects.scale}"


def _other_currency(text: str, aspects: Aspects) -> Iterator[str]:
    currency = _one(_CURRENCIES, text.replace(_SHARED.get(aspects.unit, "\0"), ""))
    if currency is not None and re.fullmatch(r"[A-Z]{3}", aspects.unit) and aspects.unit != currency:
        yield f"says {currency}, the column is {aspects.unit}"


_RULES = (_other_day, _other_year, _other_length, _other_first_day, _other_scale, _other_currency)
"""What a head may tell that its column is not."""


def _dates(text: str) -> Iterator[str]:
    for form in _DAYS if re.search(r"\d{4}", text) else ():
        for match in re.finditer(form, text, re.I):
            month = match["month"].lower()
            try:
                number = _MONTHS[month] if month in _MONTHS else int(month)
                yield date(int(match["year"]), number, int(match["day"])).isoformat()
            except ValueError:
                continue


def _months(period: Period) -> int:
    """The length to the nearest month; 0 for a day."""
    days = _days(period) + 1 if period.start else 0
    return (days * 12 + 183) // 366


def _ends(period: Period) -> set[str]:
    """The days that may name a period: its first and last, and the day before its first (an opening balance)."""
    start, end = period.start, period.end
    return {end} if not start else {end, start, (date.fromisoformat(start) - timedelta(1)).isoformat()}


def _one(words: dict[_T, str], text: str) -> _T | None:
    """The one key whose words stand in the text; None for none or several (a head may name two currencies)."""
    found = [key for key, form in words.items() if re.search(form, text, re.I)]
    return found[0] if len(found) == 1 else None
