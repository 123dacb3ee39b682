"""What a printed column head says of day, year, length, power of ten and currency, and whether the
column is that."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeVar

from crossfoot.model.filing import Aspects, Period

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
"""A fiscal year is named by the calendar year in which it begins or ends, at other days of it
too."""
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
MONTHS = {name: number for names in _NAMES for number, name in enumerate(names.split(), 1)}
_MONTH = f"(?P<month>{'|'.join(MONTHS)})"
_DAYS = (
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})\b",
    rf"\b(?P<day>\d{{1,2}})\.?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b",
    r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b",
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
    r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b",
)
_FROM = re.compile(
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:,?\s+\d{{4}})?\s+(?:to|through|until|[-–])\s+(?:{'|'.join(MONTHS)})\b",
    re.I,
)
SCALES = {
    3: r"\bthousands?\b|\bTsd\b|\bTausend\b|\bmilliers\b|\b[TK]EUR\b|\b[TK]€|千円|千ドル",
    6: r"\bmillions?\b|\bMio\b|\bMillionen\b|\bMEUR\b|\bM€|百万",
    9: r"\bbillions?\b|\bMrd\b|\bMilliarden\b|\bmilliards\b|十億",
}
CURRENCIES = {
    "JPY": r"\bJPY\b|\byen\b|¥|円",
    "USD": r"\bUSD\b|\bU\.?S\.? dollars?\b|US\$|米ドル",
    "EUR": r"\b[TKM]?EUR\b|\beuros?\b|€",
    "GBP": r"\bGBP\b|£",
}
YEAR = r"(?<![\d,.])(?:19|20)\d\d(?![\d,.])"
_MOST_OF_A_YEAR = 10
"""months"""


def _named(text: str, aspects: Aspects) -> Period | None:
    """The column's period, unless the head names a part of a year by the day on which the year
    ends."""
    return None if _PART.search(text) else aspects.period


def _other_day(text: str, aspects: Aspects) -> Iterator[str]:
    days, period = set(_dates(text)), _named(text, aspects)
    if period is not None and days and not days & _ends(period) and not _AROUND.search(text):
        yield f"says {', '.join(sorted(days))}, the column is {period}"


def _other_year(text: str, aspects: Aspects) -> Iterator[str]:
    period = _named(text, aspects)
    years = set() if any(_dates(text)) else set(re.findall(YEAR, text))
    if period is None or not years:
        return
    known = {day[:4] for day in _ends(period)}
    if _FISCAL.search(text) and _months(period) <= _MOST_OF_A_YEAR:
        known |= {str(int(period.end[:4]) + more) for more in (-1, 1)}
    if not years & known and not (_DUE.search(text) and min(years) > period.end[:4]):
        yield f"says {', '.join(sorted(years))}, the column is {period}"


def _other_length(text: str, aspects: Aspects) -> Iterator[str]:
    months, period = one_of(_LENGTHS, text), _named(text, aspects)
    if months and period is not None and (found := _months(period)) and abs(found - months) > 1:
        yield f"says {months} months, the column is {period}"


def _other_first_day(text: str, aspects: Aspects) -> Iterator[str]:
    if aspects.period is not None and aspects.period.start and (first := _FROM.search(text)):
        start = date.fromisoformat(aspects.period.start)
        if (start.month, start.day) != (MONTHS[first["month"].lower()], int(first["day"])):
            yield f"begins with {first['month']} {first['day']}, the column is {aspects.period}"


def _other_scale(text: str, aspects: Aspects) -> Iterator[str]:
    scale = one_of(SCALES, text)
    if (
        scale is not None
        and aspects.scale is not None
        and not aspects.percent
        and aspects.scale != scale
    ):
        yield f"says 10 to the power of {scale}, the column's scale is {aspects.scale}"


def _other_currency(text: str, aspects: Aspects) -> Iterator[str]:
    currency = one_of(CURRENCIES, text.replace(_SHARED.get(aspects.unit, "\0"), ""))
    if (
        currency is not None
        and re.fullmatch(r"[A-Z]{3}", aspects.unit)
        and aspects.unit != currency
    ):
        yield f"says {currency}, the column is {aspects.unit}"


RULES = (_other_day, _other_year, _other_length, _other_first_day, _other_scale, _other_currency)
"""What a head may tell that its column is not."""


def _dates(text: str) -> Iterator[str]:
    for form in _DAYS if re.search(r"\d{4}", text) else ():
        for match in re.finditer(form, text, re.I):
            month = match["month"].lower()
            try:
                number = MONTHS[month] if month in MONTHS else int(month)
                yield date(int(match["year"]), number, int(match["day"])).isoformat()
            except ValueError:
                continue


def _months(period: Period) -> int:
    """The length to the nearest month; 0 for a day."""
    days = days_of(period) + 1 if period.start else 0
    return (days * 12 + 183) // 366


def _ends(period: Period) -> set[str]:
    """The days that may name a period: its first and last, and the day before its first (an opening
    balance)."""
    start, end = period.start, period.end
    return (
        {end} if not start else {end, start, (date.fromisoformat(start) - timedelta(1)).isoformat()}
    )


def one_of(words: dict[_T, str], text: str) -> _T | None:
    """The one key whose words stand in the text; None for none or several (a head may name two
    currencies)."""
    found = [key for key, form in words.items() if re.search(form, text, re.I)]
    return found[0] if len(found) == 1 else None


def days_of(period: Period) -> int:
    """From the first day to the last."""
    return (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days
