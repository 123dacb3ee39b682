"""Inline XBRL transformations of dates: numbers, month names in 26 languages, Japanese eras, the
Indian national calendar."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from crossfoot.xbrl.transformations.month_names import MONTHS, month_in
from crossfoot.xbrl.transformations.words import BadText

Transform = Callable[[str], str]
_NUMBER = re.compile(r"[0-9]+")
_ERAS = {"明": 1867, "大": 1911, "昭": 1925, "平": 1988, "令": 2018}
_ERA = re.compile(
    r"(明治?|大正?|昭和?|平成?|令和?)\s*([0-9]{1,2}|元)\s*年\s*([0-9]{1,2})\s*月(?:\s*([0-9]{1,2})\s*日)?"
)
_CJK = re.compile(r"([0-9]{4}|[0-9]{1,2})\s*年\s*([0-9]{1,2})\s*月(?:\s*([0-9]{1,2})\s*日)?")
_LEAP = 2000
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_QUARTER = re.compile(r"(?<![0-9])[1-4](?![0-9])|first|second|third|fourth|last")


def numbered(order: str) -> Transform:
    """Numbers in the order that the letters say: `dmy`, `md`, `ym`."""

    def run(text: str) -> str:
        found = _NUMBER.findall(text)
        if len(found) != len(order):
            raise BadText(text)
        return _told(dict(zip(order, found, strict=True)))

    return run


def named(order: str, language: str) -> Transform:
    """The same with the month as a word, which stands in its place among the numbers."""
    place = order.index("m")
    others = order.replace("m", "")

    def run(text: str) -> str:
        found = list(_NUMBER.finditer(text))
        if len(found) != len(others):
            raise BadText(text)
        edges = [0, *(edge for one in found for edge in one.span()), len(text)]
        month = month_in(text[edges[2 * place] : edges[2 * place + 1]], language)
        if not month:
            raise BadText(text)
        return _told({**dict(zip(others, (one[0] for one in found), strict=True)), "m": str(month)})

    return run


def numbered_or_named(order: str, language: str) -> Transform:
    """Either of the two (registry 3, Hindi)."""
    by_number, by_name = numbered(order), named(order, language)

    def run(text: str) -> str:
        return by_number(text) if len(_NUMBER.findall(text)) == len(order) else by_name(text)

    return run


def _told(held: dict[str, str]) -> str:
    """A date, a year and month, or a month and day, of their digits."""
    month, day = int(held["m"]), int(held.get("d", "1"))
    year = _year(held["y"]) if "y" in held else ""
    try:
        date(int(year or _LEAP), month, day)
    except ValueError:
        raise BadText(str(held)) from None
    if not year:
        return f"--{month:02d}-{day:02d}"
    return f"{year}-{month:02d}-{day:02d}" if "d" in held else f"{year}-{month:02d}"


def _year(text: str) -> str:
    """Four digits; one or two are of this century."""
    if len(text) not in (1, 2, 4):
        raise BadText(text)
    return text if len(text) == 4 else f"20{text:0>2}"


def era(*, day: bool) -> Transform:
    """`平成22年3月31日`; the first year is `元`."""

    def run(text: str) -> str:
        match = _ERA.fullmatch(text)
        if match is None or (match[4] is not None) != day:
            raise BadText(text)
        year = _ERAS[match[1][0]] + (1 if match[2] == "元" else int(match[2]))
        return _told({"y": str(year), "m": match[3], **({"d": match[4]} if day else {})})

    return run


def cjk(*, day: bool) -> Transform:
    """`2010年3月31日`."""

    def run(text: str) -> str:
        match = _CJK.fullmatch(text)
        if match is None or (match[3] is not None) != day:
            raise BadText(text)
        return _told({"y": match[1], "m": match[2], **({"d": match[3]} if day else {})})

    return run


def quarter_end(text: str) -> str:
    """`Q3 1999`, `third quarter of 1999`: the last day of that quarter of the calendar (the SEC's
    datequarterend)."""
    years, found = re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", text), _QUARTER.findall(text.lower())
    if len(years) != 1 or len(found) != 1 or len(_NUMBER.findall(text)) > 2:
        raise BadText(text)
    month = 3 * (int(found[0]) if found[0].isdigit() else _QUARTERS[found[0]])
    return _told({"y": years[0], "m": str(month), "d": "31" if month in (3, 12) else "30"})


def saka(text: str) -> str:
    """A date of the Indian national calendar: Chaitra begins on 22 March, in leap years on the 21st
    and is a day longer."""
    found = _NUMBER.findall(text)
    month = month_in(text, "saka")
    if len(found) != 2 or not month:
        raise BadText(text)
    day, year = int(found[0]), _saka_year(found[1], month, int(found[0]))
    try:
        leap = (date(year + 79, 1, 1) - date(year + 78, 1, 1)).days == 366
    except ValueError:
        raise BadText(text) from None
    lengths = [30 + leap, *[31] * 5, *[30] * 6]
    if not 1 <= day <= lengths[month - 1]:
        raise BadText(text)
    return (
        date(year + 78, 3, 22 - leap) + timedelta(days=sum(lengths[: month - 1]) + day - 1)
    ).isoformat()


def _saka_year(text: str, month: int, day: int) -> int:
    """Two digits up to 21 Pausha 10 are of the 21st century of that calendar, those after it of the
    20th (registry 3)."""
    if len(text) not in (2, 4):
        raise BadText(text)
    if len(text) == 4:
        return int(text)
    late = text > "21" or (text == "21" and month >= 10 and day >= 11)
    return int(f"{19 if late else 20}{text}")


def _by_language() -> dict[str, Transform]:
    """`datedaymonthnameyearfr` and its likes; the registries before the fourth leave out `name`."""
    made: dict[str, Transform] = {}
    for language in (*(one for one in MONTHS if one != "saka"), "roman"):
        word, end = ("monthroman", "") if language == "roman" else ("monthname", language)
        for order, name in _ORDERS.items():
            made[f"date{name.replace('*', word)}{end}"] = named(order, language)
            made.setdefault(f"date{name.replace('*', 'month')}{language}", named(order, language))
    return made


_ORDERS = {
    "dm": "day*",
    "dmy": "day*year",
    "my": "*year",
    "md": "*day",
    "mdy": "*dayyear",
    "ym": "year*",
    "ymd": "year*day",
    "ydm": "yearday*",
}
DATES: dict[str, Transform] = {
    **_by_language(),
    **dict.fromkeys(("datedaymonthyear", "dateslasheu", "datedoteu"), numbered("dmy")),
    **dict.fromkeys(("datemonthdayyear", "dateslashus", "datedotus"), numbered("mdy")),
    **dict.fromkeys(("datemonthday", "dateslashmonthdayus"), numbered("md")),
    **dict.fromkeys(("datedaymonth", "dateslashdaymontheu"), numbered("dm")),
    "dateyearmonthday": numbered("ymd"),
    "datemonthyear": numbered("my"),
    "dateyearmonth": numbered("ym"),
    **dict.fromkeys(("datelonguk", "dateshortuk"), named("dmy", "en")),
    **dict.fromkeys(("datelongus", "dateshortus"), named("mdy", "en")),
    **dict.fromkeys(("datelongdaymonthuk", "dateshortdaymonthuk"), named("dm", "en")),
    **dict.fromkeys(
        ("datelongmonthdayus", "dateshortmonthdayus", "datelongmonthday"), named("md", "en")
    ),
    **dict.fromkeys(("datelongmonthyear", "dateshortmonthyear"), named("my", "en")),
    **dict.fromkeys(("datelongyearmonth", "dateshortyearmonth"), named("ym", "en")),
    "datedaymonthyearin": numbered_or_named("dmy", "hi"),
    "datemonthyearin": named("my", "hi"),
    **dict.fromkeys(("calindaymonthyear", "dateinddaymonthnameyearhi"), saka),
    **dict.fromkeys(("dateerayearmonthdayjp", "datejpnerayearmonthday"), era(day=True)),
    **dict.fromkeys(("dateerayearmonthjp", "datejpnerayearmonth"), era(day=False)),
    "datequarterend": quarter_end,
    "dateyearmonthdaycjk": cjk(day=True),
    "dateyearmonthcjk": cjk(day=False),
}
"""By local name without hyphens."""
