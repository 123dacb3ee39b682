"""The SEC's transformations of words: numbers and durations in English, ballot boxes, exchanges, states, kinds of filer."""

import re
from collections.abc import Callable
from decimal import Decimal

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_DECADES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: 10 * (number + 2) for number, word in enumerate(_DECADES)}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORDS = {**{word: number for number, word in enumerate(_UNITS)}, **_TENS, "no": 0, "none": 0, "nil": 0}
_CHECKED = "☑☒✓✔✕✖✗✘xX"
_UNCHECKED = "☐"
_EXCHANGE_WORDS = (
    ("american", "NYSEAMER"),
    ("arca", "NYSEArca"),
    ("nasdaq", "NASDAQ"),
    ("chicago", "CHX"),
    ("cboe", "CboeBZX"),
    ("boston", "BOX"),
    ("nyse", "NYSE"),
    ("new york stock exchange", "NYSE"),
)
_STATES = (
    "Alabama AL,Alaska AK,Arizona AZ,Arkansas AR,California CA,Colorado CO,Connecticut CT,Delaware DE,District of Columbia DC,Florida FL,"
    "Georgia GA,Hawaii HI,Idaho ID,Illinois IL,Indiana IN,Iowa IA,Kansas KS,Kentucky KY,Louisiana LA,Maine ME,Maryland MD,Massachusetts MA,"
    "Michigan MI,Minnesota MN,Mississippi MS,Missouri MO,Montana MT,Nebraska NE,Nevada NV,New Hampshire NH,New Jersey NJ,New Mexico NM,"
    "New York NY,North Carolina NC,North Dakota ND,Ohio OH,Oklahoma OK,Oregon OR,Pennsylvania PA,Puerto Rico PR,Rhode Island RI,"
    "South Carolina SC,South Dakota SD,Tennessee TN,Texas TX,Utah UT,Vermont VT,Virginia VA,Washington WA,West Virginia WV,Wisconsin WI,"
    "Wyoming WY,British Columbia A1,Ontario A6,Bermuda D0,Cayman Islands E9,Israel L3,Ireland L2,Japan M0,Netherlands P7,Switzerland V8,"
    "England and Wales X0,United Kingdom X0"
)
_STATE_CODES = {row.rpartition(" ")[0].lower(): row.rpartition(" ")[2] for row in _STATES.split(",")}
_FILERS = ("Large Accelerated Filer", "Accelerated Filer", "Non-accelerated Filer", "Smaller Reporting Company")


class BadText(ValueError):
    """The text is not of the form that the transformation takes."""


def duration(letter: str) -> Callable[[str], str]:
    """`2.5` years: P2Y6M; whole units as they are, a fraction in the next smaller one (the SEC's way)."""

    def run(text: str) -> str:
        try:
            number = Decimal(text.replace(",", ""))
        except ArithmeticError:
            raise BadText(text) from None
        whole = int(number)
        rest = number - whole
        if letter == "Y":
            months = int(rest * 12)
            days = int((rest * 12 - months) * 30)
            return _period((whole, "Y"), (months, "M"), (days, "D"))
        if letter == "M":
            return _period((whole, "M"), (int(rest * 30), "D"))
        return f"P{whole * 7}D" if letter == "W" else f"P{whole}D"

    return run


def _period(first: tuple[int, str], *rest: tuple[int, str]) -> str:
    """Zero is told of the unit that was asked for alone."""
    return "P" + "".join(f"{count}{letter}" for count, letter in (first, *rest) if count or (count, letter) == first)


def number_in_words(text: str) -> str:
    """`twenty-five thousand`: 25000."""
    if re.fullmatch(r"[\d,]+(\.\d+)?", text):
        return text.replace(",", "")
    total = current = 0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _WORDS:
            current += _WORDS[word]
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word != "hundred":
                total, current = total + current, 0
        elif word not in ("and", "a", "an"):
            raise BadText(text)
    return str(total + current)


def duration_in_words(text: str) -> str:
    """`five years`, `30 days`, `one year and six months`."""
    found = re.findall(r"([\d,]+|[a-z -]+?)[\s-]*(years?|months?|weeks?|days?)", text.lower())
    if not found:
        raise BadText(text)
    held = {unit[0].upper(): number_in_words(number.strip(" -")) for number, unit in found}
    weeks = int(held.pop("W", "0"))
    if weeks:
        held["D"] = str(int(held.get("D", "0")) + 7 * weeks)
    return "P" + "".join(held[letter] + letter for letter in "YMD" if letter in held)


def ballot_box(text: str) -> str:
    if any(sign in text for sign in _CHECKED):
        return "true"
    if _UNCHECKED in text or not text:
        return "false"
    raise BadText(text)


def exchange(text: str) -> str:
    for words, code in _EXCHANGE_WORDS:
        if words in text.lower():
            return code
    raise BadText(text)


def state(text: str) -> str:
    if re.fullmatch(r"[A-Z]{2}", text):
        return text
    try:
        return _STATE_CODES[text.lower().removeprefix("the ").removeprefix("state of ")]
    except KeyError:
        raise BadText(text) from None


def filer_category(text: str) -> str:
    for name in _FILERS:
        if text.lower().replace("‑", "-") == name.lower():
            return name
    raise BadText(text)
