"""Periods: moments as XBRL 2.1 and xBRL-JSON write them, and the short forms of xBRL-CSV (xBRL-CSV
1.0, period values)."""

import re
from datetime import date, timedelta

from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef

HINT = "a period lies between 0001-01-01 and 9999-12-30 and ends after it begins; where a policy lets the filing in, the fact is left out"
_DAY = timedelta(days=1)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?")
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?")
_SHORT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|H([12])|Q([1-4])|W(\d\d))?")


class BadPeriod(ValueError):
    """The period can't be read; the text says why."""


def bad_period(text: str, why: object, where: SourceRef) -> Finding:
    """The finding for a fact whose period can't be read."""
    return error("ingest.period", f"the period '{text[:60]}' can't be read: {why}", where, HINT)


def days_of(start: str | None, end: str, *, bare: bool = False) -> tuple[date | None, date]:
    """First and last day inclusive: an end at midnight is that of the day before (XBRL 2.1, 4.7.2);
    with `bare` one without a time too."""
    first = None if start is None else _moment(start)[0]
    last, time = _moment(end)
    if _MIDNIGHT.fullmatch(time) or (bare and not time):
        if last == date.min:
            raise BadPeriod("it ends before the first day of the calendar, 0001-01-01")
        last -= _DAY
    if first is not None and first > last:
        raise BadPeriod("it ends before it begins")
    return first, last


def moments(text: str) -> tuple[date | None, date] | None:
    """The days of `2024-01-01T00:00:00/2025-01-01T00:00:00` or of one moment; None where it can't
    be read."""
    start, slash, end = text.partition("/")
    try:
        return days_of(start, end, bare=True) if slash else days_of(None, start, bare=True)
    except BadPeriod:
        return None


def _moment(text: str) -> tuple[date, str]:
    """The day, and the time as written."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise BadPeriod(f"'{text.strip()[:30]}' is no moment such as 2024-12-31T00:00:00")
    try:
        return date.fromisoformat(match[1]), match[2] or ""
    except ValueError:
        raise BadPeriod(f"there is no day {match[1]}") from None


def span(text: str) -> tuple[date, date] | None:
    """First and last day of `2024`, `2024H1`, `2024Q3`, `2024-05`, `2024W07`, `2024-05-31` or of
    `first..last`; None where it is none."""
    first, dots, last = text.partition("..")
    begin, end = _one(first), _one(last) if dots else None
    if begin is None or (dots and end is None):
        return None
    days = begin[0], (end or begin)[1]
    return (
        days if days[0] <= days[1] < date.max else None
    )  # the end is told as the midnight after it


def _one(text: str) -> tuple[date, date] | None:
    match = _SHORT.fullmatch(text)
    if match is None:
        return None
    year, month, day, half, quarter, week = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if week:
            monday = date.fromisocalendar(year, week, 1)
            return monday, monday + 6 * _DAY
        if half or quarter:
            months = 6 if half else 3
            return _months(year, (half or quarter) * months - months + 1, months)
        return _months(year, month or 1, 1 if match[2] else 12)
    except ValueError:
        return None


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    if first < 1 or first + count > 13:
        raise ValueError("there are twelve months")
    return date(year, first, 1), date(
        year + (first + count > 12), (first + count - 1) % 12 + 1, 1
    ) - _DAY
