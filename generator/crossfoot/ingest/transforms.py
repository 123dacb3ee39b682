"""Inline XBRL transformations (registries 1 to 5, and the SEC's): printed text to the value that is meant."""

import re
from collections.abc import Callable

from crossfoot.ingest.transform_words import (
    BadText,
    ballot_box,
    duration,
    duration_in_words,
    exchange,
    filer_category,
    number_in_words,
    state,
)

Transform = Callable[[str], str]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def transformed(name: str, text: str) -> str:
    """The value for a transformation's local name; KeyError when it is not known, BadText when the text does not fit."""
    key = name.replace("-", "").lower()
    return TRANSFORMS[key](" ".join(text.replace("\u00a0", " ").split()))


def _number(point: str) -> Transform:
    def run(text: str) -> str:
        kept = re.sub(r"[\s']" + ("|," if point == "." else r"|\."), "", text).replace(point, ".")
        if not re.fullmatch(r"\d+(\.\d*)?|\.\d+", kept):
            raise BadText(text)
        return kept

    return run


def _parts(text: str) -> str:
    """`3 pounds 7 pence` (num-unit-decimal): the first number and the second as its hundredths."""
    numbers = re.findall(r"[\d,.' ]*\d", text)
    if len(numbers) != 2:
        raise BadText(text)
    return f"{re.sub(r'[^0-9]', '', numbers[0])}.{numbers[1].strip().zfill(2)}"


def _fixed(value: str) -> Transform:
    return lambda _text: value


def _year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}"


def _ymd(year: str, month: str, day: str) -> str:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        raise BadText(f"{year} {month} {day}")
    return f"{_year(year)}-{int(month):02d}-{int(day):02d}"


def _date(order: str) -> Transform:
    """Numbers in the order that the letters say: `dmy`, `mdy`, `ymd`."""

    def run(text: str) -> str:
        found = re.findall(r"\d+", text)
        if len(found) != 3:
            raise BadText(text)
        held = dict(zip(order, found, strict=True))
        return _ymd(held["y"], held["m"], held["d"])

    return run


def _named(order: str) -> Transform:
    """The same with the month as an English word."""

    def run(text: str) -> str:
        word = re.search(r"[A-Za-z]{3,}", text)
        found = re.findall(r"\d+", text)
        if word is None or word[0][:3].lower() not in _MONTHS:
            raise BadText(text)
        month = str(_MONTHS.index(word[0][:3].lower()) + 1)
        held = dict(zip(order.replace("m", ""), found, strict=False))
        if "d" in order and "y" not in order:
            return f"--{int(month):02d}-{int(held.get('d', '0')):02d}"
        if "d" not in order:
            return f"{_year(held.get('y', ''))}-{int(month):02d}"
        return _ymd(held.get("y", ""), month, held.get("d", "0"))

    return run


def _month_day(order: str) -> Transform:
    def run(text: str) -> str:
        found = re.findall(r"\d+", text)
        if len(found) != 2:
            raise BadText(text)
        held = dict(zip(order, found, strict=True))
        return f"--{int(held['m']):02d}-{int(held['d']):02d}"

    return run


TRANSFORMS: dict[str, Transform] = {
    **dict.fromkeys(("numdotdecimal", "numcommadot", "numdotdecimalin", "numspacedot"), _number(".")),
    **dict.fromkeys(("numcommadecimal", "numdotcomma", "numspacecomma"), _number(",")),
    **dict.fromkeys(("numunitdecimal", "numunitdecimalin"), _parts),
    **dict.fromkeys(("fixedzero", "zerodash", "numdash"), _fixed("0")),
    **dict.fromkeys(("booleantrue", "fixedtrue"), _fixed("true")),
    **dict.fromkeys(("booleanfalse", "fixedfalse"), _fixed("false")),
    **dict.fromkeys(("fixedempty", "nocontent"), _fixed("")),
    **dict.fromkeys(("datedaymonthyear", "dateslasheu", "datedoteu"), _date("dmy")),
    **dict.fromkeys(("datemonthdayyear", "dateslashus", "datedotus"), _date("mdy")),
    "dateyearmonthday": _date("ymd"),
    **dict.fromkeys(("datedaymonthnameyearen", "datedaymonthyearen", "datelonguk", "dateshortuk"), _named("dmy")),
    **dict.fromkeys(("datemonthnamedayyearen", "datemonthdayyearen", "datelongus", "dateshortus"), _named("mdy")),
    "dateyearmonthnamedayen": _named("ymd"),
    **dict.fromkeys(("datemonthnamedayen", "datemonthdayen", "datelongmonthday"), _named("md")),
    **dict.fromkeys(("datedaymonthnameen", "datedaymonthen"), _named("dm")),
    **dict.fromkeys(("datemonthnameyearen", "datemonthyearen"), _named("my")),
    **dict.fromkeys(("datemonthday", "dateslashmonthdayus"), _month_day("md")),
    **dict.fromkeys(("datedaymonth", "dateslashdaymontheu"), _month_day("dm")),
    "duryear": duration("Y"),
    "durmonth": duration("M"),
    "durweek": duration("W"),
    "durday": duration("D"),
    "numwordsen": number_in_words,
    "durwordsen": duration_in_words,
    "boolballotbox": ballot_box,
    "exchnameen": exchange,
    "stateprovnameen": state,
    "entityfilercategoryen": filer_category,
}
"""By local name without hyphens; the registries agree on what a name means."""
