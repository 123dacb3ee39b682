"""Inline XBRL transformations (registries 1 to 5, and the SEC's): printed text to the value that is
meant."""

import re
from collections.abc import Callable

from crossfoot.xbrl.transformations.dates import DATES
from crossfoot.xbrl.transformations.edgar_places import country_code, edgar_code, postal_code
from crossfoot.xbrl.transformations.words import (
    BadText,
    ballot_box,
    duration,
    duration_in_words,
    exchange,
    filer_category,
    number_in_words,
    place,
    yes_or_no,
)

Transform = Callable[[str], str]

_DIGITS = str.maketrans(
    {
        "，": ",",
        "．": ".",
        **{chr(zero + n): str(n) for zero in (0xFF10, 0x966) for n in range(10)},
        **dict.fromkeys("`´’′＇", "'"),
    }
)
"""full-width and Devanagari digits and signs, and what is printed for an apostrophe"""


def transformed(name: str, text: str) -> str:
    """The value for a transformation's local name; KeyError when it is not known, BadText when the
    text does not fit."""
    key = name.replace("-", "").lower()
    return TRANSFORMS[key](" ".join(text.translate(_DIGITS).replace("\u00a0", " ").split()))


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


TRANSFORMS: dict[str, Transform] = {
    **dict.fromkeys(
        ("numdotdecimal", "numcommadot", "numdotdecimalin", "numspacedot", "numdotdecimalapos"),
        _number("."),
    ),
    **dict.fromkeys(
        ("numcommadecimal", "numdotcomma", "numspacecomma", "numcomma", "numcommadecimalapos"),
        _number(","),
    ),
    **dict.fromkeys(("numunitdecimal", "numunitdecimalin", "numunitdecimalapos"), _parts),
    **dict.fromkeys(("fixedzero", "zerodash", "numdash"), _fixed("0")),
    **dict.fromkeys(("booleantrue", "fixedtrue"), _fixed("true")),
    **dict.fromkeys(("booleanfalse", "fixedfalse"), _fixed("false")),
    **dict.fromkeys(("fixedempty", "nocontent"), _fixed("")),
    **DATES,
    "duryear": duration("Y"),
    "durmonth": duration("M"),
    "durweek": duration("W"),
    "durday": duration("D"),
    "durhour": duration("H"),
    "numwordsen": number_in_words,
    "durwordsen": duration_in_words,
    "boolballotbox": ballot_box,
    "yesnoballotbox": yes_or_no,
    "exchnameen": exchange,
    "stateprovnameen": place(postal_code),
    "countrynameen": place(country_code),
    "edgarprovcountryen": place(edgar_code),
    "entityfilercategoryen": filer_category,
}
"""By local name without hyphens; the registries agree on what a name means."""
