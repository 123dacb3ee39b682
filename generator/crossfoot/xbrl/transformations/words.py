"""The SEC's transformations of words: numbers and durations in English, ballot boxes, exchanges,
states, kinds of filer."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

_UNITS = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
    ),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_DECADES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: 10 * (number + 2) for number, word in enumerate(_DECADES)}
_THOUSANDS = ("thousand", "million", "billion", "trillion", "quadrillion", "quintillion")
_SCALES = {"hundred": 100, **{word: 1000**power for power, word in enumerate(_THOUSANDS, 1)}}
_WORDS = {
    **{word: number for number, word in enumerate(_UNITS)},
    **_TENS,
    "no": 0,
    "none": 0,
    "nil": 0,
}
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
_MOST = 10**30
"""no number in words is as large"""
_UNIT_WORDS = re.compile(r"(years?|months?|weeks?|days?)")
_NUMBER_BACKWARDS = re.compile(r"[0-9,]+|[a-z -]+")
_DASHES = re.compile("[\u058a\u05be\u2010-\u2015\ufe58\ufe63\uff0d-]")
_CHECKED = "☑☒✓✔✕✖✗✘xX"
_UNCHECKED = "☐"
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
            number = Decimal(text.replace(",", "")) * (7 if letter == "W" else 1)
        except ArithmeticError:
            raise BadText(text) from None
        if not number.is_finite() or number.adjusted() > _LONGEST:
            raise BadText(text)
        told = "".join(
            f"{'T' if unit == 'H' else ''}{count}{unit}"
            for count, unit in _parted(abs(number), letter)
            if count
        )
        return f"{'-' if number < 0 else ''}P{told}" if told else f"P{zero}"

    zero = f"{'T' if letter == 'H' else ''}0{_UNITS_OF_TIME[letter][0][0]}"
    return run


def _parted(rest: Decimal, letter: str) -> Iterator[tuple[int, str]]:
    """Whole units of time, each of what the larger ones leave."""
    for unit, smaller in _UNITS_OF_TIME[letter]:
        whole = int(rest)
        yield whole, unit
        rest = (rest - whole) * smaller


def number_in_words(text: str) -> str:
    """`twenty-five thousand`: 25000."""
    if re.fullmatch(r"[0-9,]*[0-9](\.[0-9]+)?", text):
        return text.replace(",", "")
    total = current = 0
    words = re.findall(r"[a-z]+", text.lower())
    if text and not (_WORDS.keys() | _SCALES.keys()) & set(words):
        raise BadText(text)
    for word in words:
        if word in _WORDS:
            current += _WORDS[word]
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word != "hundred":
                total, current = total + current, 0
        elif word not in ("and", "a", "an"):
            raise BadText(text)
        if current > _MOST:
            raise BadText(text)
    return str(total + current)


def duration_in_words(text: str) -> str:
    """`five years`, `30 days`, `one year and six months`."""
    *parts, _ = _UNIT_WORDS.split(_DASHES.sub("-", text.lower()))
    if not parts:
        raise BadText(text)
    held = {
        unit[0].upper(): number_in_words(_last_number(before))
        for before, unit in zip(parts[::2], parts[1::2], strict=True)
    }
    if "W" in held:
        held["D"] = str(int(held.get("D", "0")) + 7 * int(held.pop("W")))
    return "P" + "".join(held[letter] + letter for letter in "YMD" if letter in held)


def _last_number(text: str) -> str:
    """The number, in digits or words, at the end of a text; read from there, so that a long text
    takes no longer than its length."""
    backwards = text.rstrip(" -")[::-1]
    found = _NUMBER_BACKWARDS.match(backwards)
    number = found[0][::-1].strip(" -,") if found else ""
    if (
        found is None or not number or backwards[found.end() :].startswith(".")
    ):  # half of a number with a point
        raise BadText(text)
    if number[0].isdigit() and len(number) > _LONGEST:
        raise BadText(text)
    return number


def ballot_box(text: str) -> str:
    if any(sign in text for sign in _CHECKED):
        return "true"
    if _UNCHECKED in text or not text:
        return "false"
    raise BadText(text)


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
    """A place by its English name. A code stands for itself, though the SEC does not say so: it can
    mean nothing else."""

    def run(text: str) -> str:
        code = (
            text
            if re.fullmatch(r"[A-Z][A-Z0-9]|[0-9][A-Z]", text) and text not in ("UK",)
            else code_of(text)
        )
        if not code:
            raise BadText(text)
        return code

    return run


def filer_category(text: str) -> str:
    for name in _FILERS:
        if text.lower().replace("‑", "-") == name.lower():
            return name
    raise BadText(text)
