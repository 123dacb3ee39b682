"""Periods on the calendar: frames such as CY2019Q2I, month ends and quarters, as the SEC's products
count them."""

from datetime import date, timedelta

_DAY = timedelta(days=1)
_MONTH, _QUARTER, _YEAR = range(1, 32), range(61, 122), range(335, 396)
"""Lengths in days, both ends counted: measured 29 to 31, 89 to 92, 337, 365 and 366, and never 181,
182, 273, 274 or 396."""


def length(start: date, end: date) -> int:
    """Days, both ends counted."""
    return (end - start).days + 1


def frame_of(start: date | None, end: date) -> str:
    """The frame of a period: CYyyyy, CYyyyyQn, CYyyyyQnI; empty for half a year and the like.

    A duration belongs where its middle lies; an instant, and a period of a month or less, to the
    nearest end of a quarter.
    """
    days = length(start, end) if start is not None else 0
    if start is None or days in _MONTH:
        near = nearest_quarter_end(end)
        return f"CY{near.year:04}Q{near.month // 3}I"
    middle = start + timedelta(days=(days - 1) // 2)
    if days in _YEAR:
        return f"CY{middle.year:04}"
    return f"CY{middle.year:04}Q{(middle.month + 2) // 3}" if days in _QUARTER else ""


def misfit(start: date | None, end: date) -> int:
    """How many days the period is off from that of its frame."""
    frame = frame_of(start, end)
    first, last = frame_period(frame)
    return abs((end - last).days) + (
        abs((start - first).days) if start is not None and not frame.endswith("I") else 0
    )


def frame_period(frame: str) -> tuple[date, date]:
    """First and last day of a frame; ValueError where it is none."""
    if len(frame) == len("CY2019"):
        year = int(frame[2:])
        return date(year, 1, 1), date(year, 12, 31)
    year, quarter = int(frame[2:6]), int(frame[7])
    last = _last_of(year, 3 * quarter)
    return date(year, 3 * quarter - 2, 1), last


def nearest_quarter_end(day: date) -> date:
    """Of 31 March, 30 June, 30 September and 31 December the nearest."""
    ends = [
        _last_of(year, month)
        for year in (day.year - 1, day.year)
        if year
        for month in (3, 6, 9, 12)
    ]
    return min(ends, key=lambda end: (abs((end - day).days), end))


def month_end(day: date) -> date:
    """The nearest end of a month; the later of two as near."""
    first, after = day.replace(day=1), _last_of(day.year, day.month)
    before = first - _DAY if first > date.min else after
    return before if day - before < after - day else after


def quarters(start: date | None, end: date) -> int:
    """`qtrs`: 0 for an instant, else the length in quarters, rounded."""
    return 0 if start is None else (length(start, end) * 8 + 365) // 730


def _last_of(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - _DAY
