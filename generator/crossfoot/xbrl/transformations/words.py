"""The SEC's transformations of words: numbers and durations in English, ballot boxes, exchanges,
states, kinds of filer."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ["thousand", "million", "billion", "trillion", "quadrillion", "quintillion"]
_NOTHING = ("zero", "no", "none", "nil")
_KINDS = {
    **dict.fromkeys(_UNITS, "u"),
    **dict.fromkeys(_TEENS, "e"),
    **dict.fromkeys(_TENS, "t"),
    **dict.fromkeys(("a", "an"), "a"),
    "hundred": "h",
    "and": "&",
    **{word: str(power) for power, word in enumerate(_SCALES, 1)},
}
"""words to letters, so that a pattern can say in which order they make a number"""
_VALUES = {
    **{word: number for number, word in enumerate((*_UNITS, *_TEENS), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **dict.fromkeys(("a", "an"), 1),
}
_SMALL = "(?:e|tu?|u)"
_GROUP = f"(?:(?:{_SMALL}|a)?h(?:&?{_SMALL})?|{_SMALL})"
_NUMBER = re.compile(
    "".join(f"(?:(?:{_GROUP}|a){power}&?)?" for power in range(len(_SCALES), 0, -1)) + f"{_GROUP}?"
)
_WORD_GAPS = re.compile("(?:[ \xa0-]|,(?![0-9]))+")
_MOST_WORDS = 60
_MONTH = Decimal("30.4375")
_UNITS_OF_TIME = {
    "Y": (("Y", 12), ("M", _MONTH), ("D", 0)),
    "M": (("M", _MONTH), ("D", 0)),
    "W": (("D", 0),),
    "D": (("D", 24), ("H", 0)),
    "H": (("H", 0),),
}
"""units into which a duration falls, each with how many of the next make it up; a month is a
twelfth of 365.25 days"""
_LONGEST = 18
_ABBREVIATED = 3
"""letters of `U.S.A.`, which may be capitals"""
_SHORT = re.compile("[0-9,]{1,18}|[a-z ]+")
"""a number of a duration: in digits, or in words"""
_UNIT_WORD = re.compile("(year|month|week|day)s?")
_DASHES = re.compile("[\u058a\u05be\u2010-\u2015\ufe58\ufe63\uff0d-]")
_BALLOT_BOXES = {"☐": "false", "☑": "true", "☒": "true"}
_EXCHANGES = (
    *(
        ("nasdaq bx", "BX"),
        ("nasdaq gemx", "GEMX"),
        ("nasdaq ise", "ISE"),
        ("nasdaq mrx", "MRX"),
        ("nasdaq phlx", "Phlx"),
    ),
    *(
        ("cboe byx", "CboeBYX"),
        ("cboe bzx", "CboeBZX"),
        ("cboe c2", "C2"),
        ("cboe edga", "CboeEDGA"),
        ("cboe edgx", "CboeEDGX"),
    ),
    *(
        ("nyse american", "NYSEAMER"),
        ("nyse arca", "NYSEArca"),
        ("nyse national", "NYSENAT"),
        ("nyse chicago", "CHX"),
    ),
    *(
        ("miax pearl", "PEARL"),
        ("miami international", "MIAX"),
        ("investors exchange", "IEX"),
        ("box exchange", "BOX"),
    ),
    *(
        ("chicago stock exchange", "CHX"),
        ("cboe exchange", "CBOE"),
        ("nasdaq", "NASDAQ"),
        ("nyse", "NYSE"),
        ("new york stock", "NYSE"),
    ),
)
"""what a name begins with, and EDGAR's code of the exchange; a name that begins with another one
stands before it"""
_FILERS = (
    "Large Accelerated Filer",
    "Accelerated Filer",
    "Non-accelerated Filer",
    "Smaller Reporting Company",
)


class BadText(ValueError):
    """The text is not of the form that the transformation takes."""


def duration(letter: str) -> Callable[[str], str]:
    """`2.5` years: P2Y6M; whole units as they are, a fraction in the smaller ones, of which nothing
    is left over (the SEC's way)."""

    def run(text: str) -> str:
        try:
            number = Decimal(text) * (7 if letter == "W" else 1)
        except ArithmeticError:
            raise BadText(text) from None
        if not number.is_finite() or number.adjusted() > _LONGEST:
            raise BadText(text)
        units = "".join(
            f"{'T' if unit == 'H' else ''}{count}{unit}"
            for count, unit in _parted(abs(number), letter)
            if count
        )
        return f"{'-' if number < 0 else ''}P{units}" if units else f"P{zero}"

    zero = f"{'T' if letter == 'H' else ''}0{_UNITS_OF_TIME[letter][0][0]}"
    return run


def _parted(rest: Decimal, letter: str) -> Iterator[tuple[int, str]]:
    """Whole units of time, each of what the larger ones leave."""
    for unit, smaller in _UNITS_OF_TIME[letter]:
        whole = int(rest)
        yield whole, unit
        rest = (rest - whole) * smaller


def number_in_words(text: str) -> str:
    """`twenty-five thousand`: 25000; also a number in digits, and none for no text.

    BadText for words that make no number together, such as `zero hundred` or `five five`.
    """
    if not text or re.fullmatch(r"[0-9,]*[0-9](\.[0-9]+)?", text):
        return text.replace(",", "") or "0"
    words = _WORD_GAPS.split(_DASHES.sub("-", text.lower()))
    if len(words) == 1 and words[0] in _NOTHING:
        return "0"
    kinds = "".join(_KINDS.get(word, "?") for word in words)
    if len(words) > _MOST_WORDS or not _NUMBER.fullmatch(kinds):
        raise BadText(text)
    total = group = 0
    for word, kind in zip(words, kinds, strict=True):
        if kind == "h":
            group = max(group, 1) * 100
        elif kind.isdigit():
            total, group = total + group * 1000 ** int(kind), 0
        else:
            group += _VALUES.get(word, 0)
    return str(total + group)


def duration_in_words(text: str) -> str:
    """`five years`, `30 days`, `twelve years, six months and four days`."""
    counts: dict[str, int] = {}
    number: list[str] = []
    for word in _WORD_GAPS.split(_DASHES.sub("-", text.lower())):
        unit = _UNIT_WORD.fullmatch(word)
        if unit is None:
            number += [word] if number or word != "and" else []
            continue
        written = " ".join(number)
        if not number or unit[1] in counts or not _SHORT.fullmatch(written):
            raise BadText(text)
        counts[unit[1]], number = int(number_in_words(written)), []
    if number or not counts:
        raise BadText(text)
    if "week" in counts:
        counts["day"] = counts.get("day", 0) + 7 * counts["week"]
    return "P" + "".join(
        f"{counts[unit]}{unit[0].upper()}" for unit in ("year", "month", "day") if unit in counts
    )


def ballot_box(text: str) -> str:
    """`true` of a box with a mark, `false` of one without."""
    if text not in _BALLOT_BOXES:
        raise BadText(text)
    return _BALLOT_BOXES[text]


def yes_or_no(text: str) -> str:
    """A ballot box as a word."""
    return "Yes" if ballot_box(text) == "true" else "No"


def exchange(text: str) -> str:
    name = " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower()).split()).removeprefix("the ")
    for words, code in _EXCHANGES:
        if f"{name} ".startswith(f"{words} "):
            return code
    raise BadText(text)


def place(code_of: Callable[[str], str]) -> Callable[[str], str]:
    """A place by its English name, which the SEC does not take in capitals alone. A code stands for
    itself, though the SEC does not say so: it can mean nothing else."""

    def run(text: str) -> str:
        if re.fullmatch(r"[A-Z][A-Z0-9]|[0-9][A-Z]", text) and text != "UK":
            return text
        capitals = text.isupper() and sum(map(str.isalpha, text)) > _ABBREVIATED
        code = "" if capitals else code_of(text)
        if not code:
            raise BadText(text)
        return code

    return run


def filer_category(text: str) -> str:
    for name in _FILERS:
        if text.lower().replace("‑", "-") == name.lower():
            return name
    raise BadText(text)
