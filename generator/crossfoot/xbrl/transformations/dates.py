"""Dates of the transformation registries 1 to 5: numbers, names of months, Japanese eras, the
Indian national calendar.

A form is written with D, M and Y for day, month and year (E for a year of two or four digits, no
fewer), `~` for what separates them (at least one character that is no digit) and pieces of a
regular expression. M is a name where a language is given.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from crossfoot.xbrl.transformations.month_names import SAKA, month_numbers, month_pattern
from crossfoot.xbrl.transformations.words import BadText

Transform = Callable[[str], str]
_ERAS = {"明": 1867, "大": 1911, "昭": 1925, "平": 1988, "令": 2018}
_SEPARATED = "[^0-9]*[^0-9a-zA-Z]+"
"""no letter of ASCII before the name of the month, where its beginning ends other words too"""
_LEAP = 2000
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_QUARTER = re.compile(r"(?<![0-9])[1-4](?![0-9])|first|second|third|fourth|last")
FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
DEVANAGARI = {0x966 + digit: str(digit) for digit in range(10)}


@cache
def _compiled(form: str, language: str) -> re.Pattern[str]:
    """The form as a regular expression; made when a page uses it first."""
    month = month_pattern(language) if language else "[0-9]{1,2}"
    pieces = {
        "D": "(?P<d>[0-9]{1,2})",
        "M": f"(?P<m>{month})",
        "Y": "(?P<y>[0-9]{4}|[0-9]{1,2})",
        "E": "(?P<y>[0-9]{4}|[0-9]{2})",
        "~": "[^0-9]+",
        "_": _SEPARATED,
    }
    return re.compile(re.sub("[DMYE~_]", lambda piece: pieces[piece[0]], form))


def dated(form: str, language: str = "", *, digits: dict[int, str] | None = None) -> Transform:
    """The transformation of a form.

    `language` is that of the month's name, empty for a number; `digits` are those of another script
    that the registry takes. The result is a date, a year and month or a month and day of XML
    Schema; BadText for a text of another form and for a day that the calendar lacks.
    """

    def run(text: str) -> str:
        match = _compiled(form, language).fullmatch(text.translate(digits or {}))
        if match is None:
            raise BadText(text)
        found = match.groupdict()
        month = month_numbers(language)[found["m"]] if language else int(found["m"])
        return _written(found.get("y"), month, found.get("d"))

    return run


def _written(year: str | None, month: int, day: str | None) -> str:
    """A year of one or two digits is of this century."""
    whole = "" if year is None else year if len(year) == 4 else f"20{year:0>2}"
    try:
        date(int(whole or _LEAP), month, int(day or 1))
    except ValueError:
        raise BadText(f"{whole}-{month}-{day}") from None
    if day is None:
        return f"{whole}-{month:02d}"
    return f"{whole or '-'}-{month:02d}-{int(day):02d}"


def danish(form: str) -> Transform:
    """A form with a Danish or Swedish month in any case: after its beginning come letters or a
    point, and not both."""
    find = re.compile(form.replace("M", f"(?P<m>{month_pattern('da')})(?![A-Za-z]+[.])"), re.I)

    def run(text: str) -> str:
        match = find.fullmatch(text)
        if match is None:
            raise BadText(text)
        found = match.groupdict()
        return _written(found.get("y"), month_numbers("da")[found["m"].lower()], found.get("d"))

    return run


def cjk(form: str, *, era: bool = False) -> Transform:
    """`2010年3月31日`, or with an era `平成22年3月31日`, whose first year is `元`; `form` holds the
    signs `年月` or `年月日`."""
    years = "(?P<e>明治?|大正?|昭和?|平成?|令和?)\\s*(?P<y>[0-9]{1,2}|元)"
    pieces = {
        "年": years if era else "(?P<y>[0-9]{4}|[0-9]{1,2})",
        "月": "(?P<m>[0-9]{1,2})",
        "日": "(?P<d>[0-9]{1,2})",
    }
    find = re.compile(r"\s*" + r"\s*".join(f"{pieces[sign]}\\s*{sign}" for sign in form) + r"\s*")

    def run(text: str) -> str:
        match = find.fullmatch(text.translate(FULL_WIDTH))
        if match is None:
            raise BadText(text)
        found = match.groupdict()
        year = found["y"]
        if era:
            year = str(_ERAS[found["e"][0]] + (1 if year == "元" else int(year)))
        return _written(year, int(found["m"]), found.get("d"))

    return run


def hindi(month: str, *, day: bool) -> Transform:
    """A Hindi month and year, and with `day` the day before them, each number with digits of ASCII
    or of Devanagari; `month` is the pattern of the month."""
    number, words = "[0-9]{{{0}}}|[०-९]{{{0}}}", month_numbers("hi")
    begin = f"(?P<d>{number.format('1,2')})[^0-9०-९]+" if day else ""
    year = f"{number.format(4)}|{number.format(2)}"
    find = re.compile(f"{begin}(?P<m>{month})[^0-9०-९]+(?P<y>{year})")

    def run(text: str) -> str:
        match = find.fullmatch(text)
        if match is None:
            raise BadText(text)
        found = match.groupdict()
        plain = {name: part and part.translate(DEVANAGARI) for name, part in found.items()}
        return _written(plain["y"], words.get(found["m"]) or int(plain["m"] or 0), plain.get("d"))

    return run


def quarter_end(text: str) -> str:
    """`Q3 1999`, `third quarter of 1999`: the last day of that quarter of the calendar (the SEC's
    datequarterend)."""
    years, quarters = (
        re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", text),
        _QUARTER.findall(text.lower()),
    )
    if len(years) != 1 or len(quarters) != 1 or len(re.findall("[0-9]+", text)) > 2:
        raise BadText(text)
    month = 3 * (int(quarters[0]) if quarters[0].isdigit() else _QUARTERS[quarters[0]])
    return _written(years[0], month, "31" if month in (3, 12) else "30")


_SAKA = re.compile(
    f"([0-9]{{1,2}}|[०-९]{{1,2}})[^0-9०-९]+({'|'.join(SAKA)})[^0-9०-९]+"
    "([0-9]{2}|[0-9]{4}|[०-९]{2}|[०-९]{4})"
)


def saka(text: str) -> str:
    """A date of the Indian national calendar: Chaitra begins on 22 March, in leap years on the 21st
    and is a day longer."""
    match = _SAKA.fullmatch(text)
    if match is None:
        raise BadText(text)
    name = match[2]
    month = next(number for number, way in enumerate(SAKA, 1) if re.fullmatch(way, name))
    day = int(match[1].translate(DEVANAGARI))
    year = _saka_year(match[3].translate(DEVANAGARI), month, day)
    try:
        leap = (date(year + 79, 1, 1) - date(year + 78, 1, 1)).days == 366
    except ValueError:
        raise BadText(text) from None
    lengths = [30 + leap, *[31] * 5, *[30] * 6]
    if not 1 <= day <= lengths[month - 1]:
        raise BadText(text)
    days = sum(lengths[: month - 1]) + day - 1
    return (date(year + 78, 3, 22 - leap) + timedelta(days=days)).isoformat()


def _saka_year(text: str, month: int, day: int) -> int:
    """Two digits up to 21 Pausha 10 are of the 21st century of that calendar, those after it of the
    20th (registry 3)."""
    if len(text) == 4:
        return int(text)
    late = text > "21" or (text == "21" and month >= 10 and day >= 11)
    return int(f"{19 if late else 20}{text}")


def _danish_forms() -> dict[str, Transform]:
    """Registry 3 has the same three under names of its own."""
    day, year = "(?P<d>[0-9]{1,2})[^0-9]+", "[^0-9]*(?P<y>[0-9]{4}|[0-9]{1,2})"
    return {
        "date-day-monthname": danish(f"{day}M(?:[A-Za-z]+|[.]*)"),
        "date-day-monthname-year": danish(f"{day}M{year}"),
        "date-monthname-year": danish(f"M{year}"),
    }


def _by_language(welsh: bool = False) -> dict[str, Transform]:
    """The dates whose month is a word, by their names since registry 4; Welsh is of registry 5."""
    made = {}
    for order, languages, form in _NAMED:
        for language, tail in re.findall("([a-z]+)([0-9]*)", languages):
            words = (
                f"{language} my" if order == "month-year" and language in ("cs", "cy") else language
            )
            name = f"date-{order}".replace(
                "month", "monthroman" if language == "roman" else "monthname"
            )
            whole = f"{form}[^0-9]{{0,{tail}}}" if tail else form
            if (language == "cy") == welsh:
                made[name if language == "roman" else f"{name}-{language}"] = dated(whole, words)
    return made


_NAMED = (
    ("day-month", "bg6 de6 el8 es7 et5 fr5 hr6 it6 lv6 nl6 no6 pt6 ro7 sk6 sl6 en", "D~M"),
    ("day-month", "cy7 fi8 pl9", "D_M"),
    ("day-month", "cs", "D~M[.]?"),
    ("day-month", "roman", "D[^0-9]*[^XVIxvi]M"),
    ("day-month-year", "de el en es et fr hr it nl no pt ro sk sl", "D~M~Y"),
    ("day-month-year", "bg", "D~M~Y[^0-9]*"),
    ("day-month-year", "cs", "D~M[^0-9a-zA-Z]+[^0-9]*Y"),
    ("day-month-year", "cy fi", "D_M~Y"),
    ("day-month-year", "pl", "D_M~Y[^0-9]*"),
    ("day-month-year", "roman", "D[^0-9]*[^XVIxvi]M[^XVIxvi][^0-9]*Y"),
    ("month-year", "cy de el en es et fi fr hr it nl no pt ro sk sl", "M~Y"),
    ("month-year", "bg pl", "M~Y[^0-9]*"),
    ("month-year", "cs", "M[^0-9a-zA-Z]+[^0-9]*Y"),
    ("month-year", "roman", "M[^XVIxvi][^0-9]*Y"),
    ("month-day", "en", "M~D[A-Za-z]{0,2}"),
    ("month-day", "hu", "M~D"),
    ("month-day", "lt", "M~D[^0-9]*"),
    ("month-day-year", "en", "M~D~Y"),
    ("year-month", "en", "Y~M"),
    ("year-month", "hu7 lv7", "Y~M"),
    ("year-month", "lt", "Y_M[^0-9]*"),
    ("year-month-day", "hu", "Y~M~D"),
    ("year-month-day", "lt", "Y_M~D[^0-9]*"),
    ("year-day-month", "lv", "Y~D~M[^0-9]*"),
)
"""Order, languages, and the form with them; a number after a language is how many characters may
follow the beginning of its month."""
_HINDI = month_pattern("hi")
_DANISH = _danish_forms()
_NAMES = _by_language()
ERA_DATES = {"年月日": cjk("年月日", era=True), "年月": cjk("年月", era=True)}
REGISTRY_1: dict[str, Transform] = {
    "dateslashus": dated("M/D/Y"),
    "dateslasheu": dated("D/M/Y"),
    "datedotus": dated("M[.]D[.]Y"),
    "datedoteu": dated("D[.]M[.]Y"),
    "datelongus": dated("M D, E", "en long"),
    "dateshortus": dated("M D, E", "en short"),
    "datelonguk": dated("D M E", "en long"),
    "dateshortuk": dated("D M E", "en short"),
    "datelongdaymonthuk": dated("D M", "en long"),
    "dateshortdaymonthuk": dated(r"D\s+M", "en short"),
    "datelongmonthdayus": dated("M D", "en long"),
    "dateshortmonthdayus": dated(r"M\s+D[A-Za-z]{0,2}", "en short"),
    "dateslashdaymontheu": dated("D/M"),
    "dateslashmonthdayus": dated("M/D"),
    "datelongyearmonth": dated(r"E\s+M", "en long"),
    "dateshortyearmonth": dated(r"E\s+M", "en short"),
    "datelongmonthyear": dated(r"M\s+E", "en long"),
    "dateshortmonthyear": dated(r"M\s+E", "en short"),
}
REGISTRY_2: dict[str, Transform] = {
    "datedaymonth": dated("D~M"),
    "datedaymonthyear": dated("D~M~Y"),
    "datemonthday": dated("M~D[A-Za-z]*"),
    "datemonthdayyear": dated("M~D~Y"),
    **{
        name.replace("monthname", "month").replace("-", ""): _NAMES[name]
        for name in (
            "date-day-monthname-en",
            "date-day-monthname-year-en",
            "date-monthname-day-en",
            "date-monthname-day-year-en",
            "date-monthname-year-en",
            "date-year-monthname-en",
        )
    },
    "dateerayearmonthdayjp": ERA_DATES["年月日"],
    "dateerayearmonthjp": ERA_DATES["年月"],
    "dateyearmonthdaycjk": cjk("年月日"),
    "dateyearmonthcjk": cjk("年月"),
}
REGISTRY_3: dict[str, Transform] = {
    **REGISTRY_2,
    "calindaymonthyear": saka,
    **{
        f"{name.replace('monthname', 'month').replace('-', '')}dk": run
        for name, run in _DANISH.items()
    },
    "datedaymonthyearin": hindi(f"{_HINDI}|[०-९]{{1,2}}", day=True),
    "datemonthyear": dated("M~Y"),
    "datemonthyearin": hindi(_HINDI, day=False),
    "dateyearmonthday": dated("Y~M~D[^0-9]*", digits=FULL_WIDTH),
}
REGISTRY_4: dict[str, Transform] = {
    **_NAMES,
    **{f"{name}-{language}": run for name, run in _DANISH.items() for language in ("da", "sv")},
    "date-day-month": dated("D~M"),
    "date-day-month-year": dated("D~M~Y", digits=DEVANAGARI),
    "date-month-day": dated("M~D[A-Za-z]*"),
    "date-month-day-year": dated("M~D~Y"),
    "date-month-year": dated("M~Y", digits=DEVANAGARI),
    "date-year-month": dated("Y~M[^0-9]*", digits=FULL_WIDTH),
    "date-year-month-day": REGISTRY_3["dateyearmonthday"],
    "date-day-monthname-year-hi": hindi(_HINDI, day=True),
    "date-monthname-year-hi": hindi(_HINDI, day=False),
    "date-ind-day-monthname-year-hi": saka,
    "date-jpn-era-year-month-day": ERA_DATES["年月日"],
    "date-jpn-era-year-month": ERA_DATES["年月"],
}
REGISTRY_5: dict[str, Transform] = {**REGISTRY_4, **_by_language(welsh=True)}
