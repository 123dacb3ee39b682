"""States, provinces and countries as EDGAR names them: edgar_places.csv beside this file, read when
it is first asked.

A place has its English name, its country (ISO 3166-1), the postal code of a state or province, and
EDGAR's own code
("EDGAR State and Country Codes"; empty where none is known). What else it is called stands in
`also`.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

_FORM = re.compile(
    r"^(?:(?:state|kingdom|commonwealth|republic|principality|sultanate|province|territory|duchy|grand duchy|cooperative republic|"
    r"federal republic|federative republic|federal democratic republic|islamic republic|arab republic|hellenic republic|union|"
    r"federation|independent state) of )"
)
"""what may stand before the name of a state"""
_NOT_LISTED = (
    "the democratic republic of the congo",
    "republic of congo",
    "cocos keeling islands",
)
"""what the SEC refuses, though it takes names that differ by an article, a form or brackets"""
_WORDS = 12
_CANADA = re.compile(r",? canada$")


class Place(Struct, frozen=True):
    """One row of the list."""

    name: str
    country: str
    postal: str
    edgar: str
    also: str

    @property
    def part(self) -> bool:
        """Whether it is a state of the US or a province of Canada, and no country of its own."""
        return bool(self.postal) and self.country in ("US", "CA")


@cache
def places() -> tuple[Place, ...]:
    """The list."""
    text = Path(__file__).with_suffix(".csv").read_text(encoding="utf-8")
    return tuple(Place(**row) for row in csv.DictReader(text.splitlines()))


def postal_code(name: str) -> str:
    """`NY` of New York, `ON` of Ontario; empty for what is no state, province or territory."""
    return "" if _plain(name).startswith("republic of ") else _found(name, _states())


def country_code(name: str) -> str:
    """`JP` of Japan; empty for what is no country."""
    return "" if _of_the_us(name) or name.lower() in _NOT_LISTED else _found(name, _countries())


def edgar_code(name: str) -> str:
    """`M0` of Japan, `A1` of British Columbia; empty for what EDGAR has no code for, and for states
    of the US."""
    return "" if _of_the_us(name) else _found(name, _abroad())


def _of_the_us(name: str) -> bool:
    """Whether it calls itself a state of the US, as `State of Georgia` does."""
    plain = _plain(name)
    return plain.startswith("state of ") and plain.removeprefix("state of ") in _states()


@cache
def country_of_code(code: str) -> str:
    """The country (ISO 3166-1) of a code of EDGAR's; empty where it is not known."""
    return next((place.country for place in places() if code and place.edgar == code), "")


@cache
def _states() -> Mapping[str, str]:
    return _by_name(lambda place: place.postal)


@cache
def _countries() -> Mapping[str, str]:
    return _by_name(lambda place: "" if place.part else place.country)


@cache
def _abroad() -> Mapping[str, str]:
    return _by_name(lambda place: "" if place.part and place.country == "US" else place.edgar)


def _by_name(code: Callable[[Place], str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for place in places():
        for name in (place.name, *filter(None, place.also.split(";"))) if code(place) else ():
            found.setdefault(_plain(name), code(place))
    return found


def _found(name: str, known: Mapping[str, str]) -> str:
    return next((known[way] for way in _ways(_plain(name)) if way in known), "")


def _ways(name: str) -> Iterator[str]:
    """The name as it stands, and without what may stand around it."""
    yield name
    yield _CANADA.sub("", name)
    yield _FORM.sub("", name)
    words = name.split()
    if words[-1:] == ["of"] and len(words) <= _WORDS:  # `Korea, Republic of`, as lists have it
        turned = [" ".join((*words[at:], *words[:at])) for at in range(1, len(words) - 1)]
        yield from turned
        yield from (_FORM.sub("", way) for way in turned)


def _plain(name: str) -> str:
    """Lower case, without accents, points, apostrophes, hyphens, commas, brackets and articles:
    `us` of `the U.S.`"""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)
    )
    words = (
        re.sub(r"[,()\[\]-]", " ", re.sub("[.'’]", "", bare.lower())).replace("&", " and ").split()
    )
    return " ".join("saint" if word == "st" else word for word in words if word != "the")
