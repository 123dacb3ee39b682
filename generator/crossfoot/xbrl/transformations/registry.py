"""The transformations of inline XBRL by the namespace of their registry: the registries 1 to 5 of
XBRL International, and the SEC's. Arelle is given the same tables."""

import re
from collections.abc import Callable, Mapping

from crossfoot.xbrl.transformations.dates import (
    FULL_WIDTH,
    REGISTRY_1,
    REGISTRY_2,
    REGISTRY_3,
    REGISTRY_4,
    REGISTRY_5,
    quarter_end,
)
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
SEC = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"
_REGISTRY = "http://www.xbrl.org/inlineXBRL/transformation/"
_APOSTROPHES = "'`´’′"
_SPACES = re.compile("[ \t\r\n]+")
_PLAIN = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")


def transformed(name: str, text: str) -> str:
    """The value that a printed text means.

    `name` is that of the transformation in Clark notation. Spaces of XML around and between words
    count as one, as transformations have it. KeyError where the registry of that namespace has no
    such name, BadText where it does not take the text.
    """
    namespace, _, local = name.removeprefix("{").rpartition("}")
    return TRANSFORMATIONS[namespace][local](_SPACES.sub(" ", text).strip(" "))


def _grouped(group: str, point: str, *, optional: bool = False) -> Transform:
    """Digits in groups of three, each after one of the characters of `group`, which with `optional`
    may be missing."""
    find = re.compile(f"[0-9]{{1,3}}([{group}]{'?' * optional}[0-9]{{3}})*([{point}][0-9]+)?")

    def run(text: str) -> str:
        if not find.fullmatch(text):
            raise BadText(text)
        return re.sub(f"[{group}]", "", text).replace(point, ".")

    return run


def _loose(group: str, point: str) -> Transform:
    """Registry 4: separators anywhere before the point, spaces anywhere, and the number without
    needless zeros."""
    find = re.compile(f"[{group} \xa00-9]*([{point}][ \xa00-9]+)?")

    def run(text: str) -> str:
        number = re.sub(f"[{group} \xa0]", "", text).replace(point, ".")
        if not find.fullmatch(text) or not _PLAIN.fullmatch(number):
            raise BadText(text)
        return _shortest(number)

    return run


def _shortest(number: str) -> str:
    """Without zeros before the first digit and after the last."""
    whole, _, fraction = number.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def _units(
    whole: str,
    between: str,
    after: str,
    *,
    shortest: bool = False,
    digits: Mapping[int, str] = FULL_WIDTH,
) -> Transform:
    """`3 pounds 7 pence`: a number of the pattern `whole`, and after what is `between` one or two
    digits that are its hundredths; `digits` are those of another script."""
    find = re.compile(f"({whole}){between}([0-9]{{1,2}}){after}")

    def run(text: str) -> str:
        match = find.fullmatch(text.translate(digits))
        units = re.sub("[^0-9]", "", match[1]) if match else ""
        if match is None or not units:
            raise BadText(text)
        number = f"{units}.{match[match.lastindex or 0]:0>2}"
        return _shortest(number) if shortest else number

    return run


def _loose_units(group: str) -> Transform:
    """Registry 4: separators anywhere in the larger number."""
    return _units(f"[0-9{group}]+", f"[^0-9{group}][^0-9]*", "[^0-9]*", shortest=True)


def _indian(text: str) -> str:
    """`12,34,567.89`, or without separators."""
    if not re.fullmatch(rf"({_LAKHS}|[0-9]+)(\.[0-9]+)?", text):
        raise BadText(text)
    return re.sub("[, \xa0]", "", text)


def _comma(text: str) -> str:
    """`1234,5`, without separators."""
    if not re.fullmatch("[0-9]+(,[0-9]+)?", text):
        raise BadText(text)
    return text.replace(",", ".")


def _trimmed(function: Transform) -> Transform:
    """The SEC takes no space but those of XML around a text."""

    def run(text: str) -> str:
        if text != text.strip():
            raise BadText(text)
        return function(text)

    return run


def _then(first: Transform, second: Transform) -> Transform:
    return lambda text: second(first(text))


def _one_of(characters: str, value: str) -> Transform:
    def run(text: str) -> str:
        if len(text) != 1 or text not in characters:
            raise BadText(text)
        return value

    return run


def _fixed(value: str) -> Transform:
    return lambda _text: value


_LAKHS = "(?:[0-9]{1,2}[, \xa0])?(?:[0-9]{2}[, \xa0])*[0-9]{3}"
_DASHES = "-\u058a\u05be\u2010\u2011\u2012\u2013\u2014\u2015\ufe58\ufe63\uff0d"
_STOPS = ".,\uff0c\uff0e"
_FIXED_2 = {
    "booleanfalse": _fixed("false"),
    "booleantrue": _fixed("true"),
    "nocontent": _fixed(""),
    "zerodash": _one_of(_DASHES, "0"),
    "numdotdecimal": _grouped(", \xa0", ".", optional=True),
    "numcommadecimal": _grouped(". \xa0", ",", optional=True),
    "numunitdecimal": _units(
        f"0|[1-9][0-9]{{0,2}}(?:[{_STOPS}]?[0-9]{{3}})*", f"[^0-9{_STOPS}]+", f"[^0-9{_STOPS}]*"
    ),
}
_NUMBERS_4 = {
    "fixed-empty": _fixed(""),
    "fixed-false": _fixed("false"),
    "fixed-true": _fixed("true"),
    "fixed-zero": _fixed("0"),
    "num-dot-decimal": _loose(",", "."),
    "num-comma-decimal": _loose(".", ","),
    "numdotdecimalin": _then(_indian, _shortest),
    "num-unit-decimal": _loose_units(".,\uff0c"),
}
_FIRST: Mapping[str, Transform] = {
    **REGISTRY_1,
    "numdash": _one_of("-", "0"),
    "numcommadot": _grouped(",", "."),
    "numspacedot": _grouped(" \xa0", "."),
    "numdotcomma": _grouped(".", ","),
    "numspacecomma": _grouped(" \xa0", ","),
    "numcomma": _comma,
}

TRANSFORMATIONS: Mapping[str, Mapping[str, Transform]] = {
    "http://www.xbrl.org/2008/inlineXBRL/transformation": _FIRST,
    f"{_REGISTRY}2010-04-20": _FIRST,
    f"{_REGISTRY}2011-07-31": {**REGISTRY_2, **_FIXED_2},
    f"{_REGISTRY}2015-02-26": {
        **REGISTRY_3,
        **_FIXED_2,
        "numdotdecimalin": _indian,
        "numunitdecimalin": _units(f"{_LAKHS}|[0-9]+", "[^0-9]+", "[^0-9]*", digits={}),
    },
    f"{_REGISTRY}2020-02-12": {**REGISTRY_4, **_NUMBERS_4},
    f"{_REGISTRY}2022-02-16": {
        **REGISTRY_5,
        **_NUMBERS_4,
        "num-dot-decimal-apos": _loose(f",{_APOSTROPHES}", "."),
        "num-comma-decimal-apos": _loose(f".{_APOSTROPHES}", ","),
        "num-unit-decimal-apos": _loose_units(f".,\uff0c{_APOSTROPHES}\uff07"),
    },
    SEC: {
        name: _trimmed(function)
        for name, function in {
            "duryear": duration("Y"),
            "durmonth": duration("M"),
            "durweek": duration("W"),
            "durday": duration("D"),
            "durhour": duration("H"),
            "numwordsen": number_in_words,
            "durwordsen": duration_in_words,
            "datequarterend": quarter_end,
            "boolballotbox": ballot_box,
            "yesnoballotbox": yes_or_no,
            "exchnameen": exchange,
            "stateprovnameen": place(postal_code),
            "countrynameen": place(country_code),
            "edgarprovcountryen": place(edgar_code),
            "entityfilercategoryen": filer_category,
        }.items()
    },
}
"""By namespace and local name; 2008 is that of the registry's drafts."""
