"""Periods as xBRL-CSV writes them, short forms too (xBRL-CSV 1.0, period values)."""

import re
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SHORT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|H([12])|Q([1-4])|W(\d\d))?")


def span(text: str) -> tuple[date, date] | None:
    """First and last day of `2024`, `2024H1`, `2024Q3`, `2024-05`, `2024W07`, `2024-05-31` or of `first..last`; None where it is none."""
    first, dots, last = text.partition("..")
    begin, end = _one(first), _one(last) if dots else None
    if begin is None or (dots and end is None):
        return None
    days = begin[0], (end or begin)[1]
    return days if days[0] <= days[1] < date.max else None  # the end is told as the midnight after it


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
    return date(year, first, 1), date(year + (first + count > 12), (first + count - 1) % 12 + 1, 1) - _DAY
