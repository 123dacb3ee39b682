"""Printed numbers to exact values: `(1,413,102)`, `46.1%`, `JPY13,561`, `—`, `1,2?4`."""

import re
from decimal import Context, Decimal

from msgspec.structs import replace

from crossfoot.model.instance import Amount
from crossfoot.model.separators import SEPARATORS, SPACES, Separators

DASHES = frozenset({"-", "--", "---", "‐", "‑", "–", "—", "―", "−", "ー"})
_AMOUNT = re.compile(
    r"(?P<before>(?:[(△▲]\s*)?(?:[-−–‒+]\s?)?(?:(?:[A-Z]{3}|US\$|\$|¥|€|£)\s?)?(?:[-−–‒+△▲]\s?)?\(?)"
    r"(?P<digits>[0-9?][0-9?,]*(?:\.[0-9?]+)?)"
    r"(?P<after>\s?%?\)?\s?%?(?:\s[A-Za-z(][A-Za-z .()/]{0,30})?)\Z"
)
_GROUPED = re.compile(r"[0-9?]{1,3}(?:,[0-9?]{3})+(?:\.[0-9?]+)?\Z")
_PLAIN = re.compile(r"[0-9?]+(?:\.[0-9?]+)?\Z")
_COMMON = re.compile(r"(\(?)([0-9]{1,3}(?:,[0-9]{3}){1,10}|[0-9]{1,30})(\)?)\Z")
"""Most cells: whole numbers, some in parentheses."""
_EXCEL_ERRORS = frozenset(
    {"#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_GLUED = re.compile(r"(?P<number>.*[0-9?])(?P<word>[A-Za-z]{1,20})(?P<end>\)?)\Z")
_SIGN_WORDS = re.compile(r"\b(?:loss|deficit|cr|dr|credit|debit|negative|minus)\b", re.IGNORECASE)
_MARKED = re.compile(
    r"(?P<number>.*[0-9?)%—–-])\s?(?P<mark>\*{1,3}|[¹²³⁴-⁹]+|[†‡§]|\(\d{1,2}\)|\([a-z]\)|\[\w{1,2}\])\Z"
)
_OTHERWISE = (
    'a page that writes numbers otherwise says so in filing.yaml: numbers: "1.234,5", or "1 234,5"'
)
_COMMAS = "a comma stands before every three digits: 1,234"
_WRONG_FORMS = (
    (
        re.compile(r"[\d,.]+\s?[-−–]\Z"),
        "has its minus after the digits",
        "write it before them, or in parentheses: (1,234)",
    ),
    (
        re.compile(r"[-+]?[\d.]+[eE][-+]?\d+\Z"),
        "is in exponent form",
        "write all digits: 1e5 is 100,000",
    ),
    (re.compile(r"[(]?\d*,\d*[)]?%?\Z"), "is grouped wrongly", f"{_COMMAS}; {_OTHERWISE}"),
    (re.compile(r"(?=.*,)[(]?[\d,]+(?:\.\d+)?[)]?%?\Z"), "is grouped wrongly", _COMMAS),
    (
        re.compile(r"\(?[-−–]?\d{1,3}(?:[. \u00a0\u202f\u2009]\d{3})+(?:,\d+)?\)?\Z"),
        "is not a number",
        _OTHERWISE,
    ),
)
"""What is told of a text that is no number, by the first form that it has."""
_NO_NUMBER = (
    "is not a number",
    "write it as printed: 1,234, (1,234), 46.1, — or leave the cell empty",
)
_MAX_DIGITS = 60
_EXACT = Context(prec=120)


class NotANumber(ValueError):
    """The text is not a printed number; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def printed_amount(
    text: str, scale: int, decimals: int | None, unit: str, separators: Separators
) -> Amount:
    """As `parse_amount`, of a number that the page writes with these separators.

    `scale` and `decimals` are powers of ten as in XBRL; raises NotANumber with a hint that shows a
    number in the page's way of writing.
    """
    if separators.plain:
        return parse_amount(text, scale, decimals, unit)
    text = re.sub(f"[{SPACES[1:]}]", "\u00a0", text)
    try:
        amount = parse_amount(separators.to_plain(text), scale, decimals, unit)
    except NotANumber as refused:
        message = str(refused).replace(_shown(separators.to_plain(text)), _shown(text))
        example = next(name for name, known in SEPARATORS.items() if known == separators)
        wrong = "grouped wrongly" in message or message.endswith("is not a number")
        raise NotANumber(
            message, f'numbers are written as "{example}" here' if wrong else refused.hint
        ) from refused
    first, last = len(amount.before), len(amount.before) + len(amount.digits)
    return replace(
        amount,
        before=text[:first],
        digits=text[first:last],
        after=text[last:],
        separators=separators,
    )


def parse_amount(text: str, scale: int, decimals: int | None = None, unit: str = "") -> Amount:
    """The number that `text` prints, times ten to the power of `scale`.

    `decimals` overrides what the digits tell; the rule is the XBRL 2.1 one (4.6.5): digits after
    the point less the scale.
    `unit` is the one word that may stand right after the digits: `853.0Gbps`.
    """
    common = common_amount(text, scale, decimals)
    if common is not None:
        return common
    if text in DASHES:
        shown = -scale if decimals is None else decimals
        return Amount(
            before="",
            digits=text,
            after="",
            value=Decimal(0),
            scale=scale,
            decimals=shown,
            dash=True,
        )
    glued = _GLUED.match(text)
    if glued is None:
        return _uncommon(text, scale, decimals)
    if glued["word"] != unit:
        raise _letters(text, glued["word"])
    parted = _uncommon(f"{glued['number']}{glued['end']}", scale, decimals)
    return replace(parted, after=f"{glued['word']}{parted.after}")


def common_amount(text: str, scale: int, decimals: int | None) -> Amount | None:
    """A whole number, grouped or not, in parentheses or not; None for any other text.

    `scale` is the power of ten of the last digit; `decimals` None: what the digits tell, minus the
    scale.
    """
    common = _COMMON.match(text)
    if common is None:
        return None
    before, digits, after = common.groups()
    if (before == "") != (after == ""):
        return None
    sign = "-" if before and digits.strip("0,") else ""
    value = Decimal(f"{sign}{digits.replace(',', '')}E{scale}")
    shown = -scale if decimals is None else decimals
    return Amount(
        before=before,
        digits=digits if before else text,
        after=after,
        value=value,
        scale=scale,
        decimals=shown,
    )


def _uncommon(text: str, scale: int, decimals: int | None) -> Amount:
    match = _AMOUNT.match(text)
    digits = match["digits"] if match else ""
    if (
        match is None
        or len(digits) > _MAX_DIGITS
        or not (_GROUPED.match(digits) if "," in digits else _PLAIN.match(digits))
    ):
        raise _refusal(text)
    _check_words(match["after"], scale, text)
    negative = _negative(match["before"], match["after"], text)
    fraction = len(digits.partition(".")[2])
    value, farthest = (
        Decimal(digits.replace(",", "").replace("?", digit)).scaleb(scale, _EXACT) for digit in "09"
    )
    if negative:
        value, farthest = value.copy_negate() if value else value, farthest.copy_negate()
    return Amount(
        before=match["before"],
        digits=digits,
        after=match["after"],
        value=value,
        scale=scale,
        decimals=fraction - scale if decimals is None else decimals,
        farthest=farthest if "?" in digits else None,
        unreadable="?" in digits,
    )


def _check_words(after: str, scale: int, text: str) -> None:
    """NotANumber when what stands after the digits is the percent sign or the sign of another
    number."""
    if "%" in after and scale != -2:
        raise NotANumber(
            f"'{_shown(text)}' is a percentage, its column or row is not",
            "say 'scale: percent' there",
        )
    if said := _SIGN_WORDS.search(after):
        raise NotANumber(
            f"'{_shown(text)}' says its sign in a word: '{said[0]}'",
            "write (1,234) for a negative number, and the digits alone",
        )


def _negative(before: str, after: str, text: str) -> bool:
    opened, closed = before.count("("), re.sub(r"\s[A-Za-z(].*", "", after).count(")")
    if opened != closed:
        raise NotANumber(
            f"'{_shown(text)}' has a parenthesis that is not closed",
            "write (1,234) for a negative number",
        )
    signs = sum(before.count(mark) for mark in "-−–‒+△▲")
    sign = bool(signs) and "+" not in before
    if signs > 1:
        raise NotANumber(f"'{_shown(text)}' has two signs", "write (1,234) for a negative number")
    if opened and signs:
        raise NotANumber(
            f"'{_shown(text)}' has both a sign and parentheses",
            "write (1,234) for a negative number",
        )
    return bool(opened) or sign


def _refusal(text: str) -> NotANumber:
    shown = _shown(text)
    if text in _EXCEL_ERRORS:
        return NotANumber(
            f"'{shown}' is an Excel error, not a number", "repair the formula in the workbook"
        )
    if any("\uff10" <= char <= "\uff19" or char in "，．（）" for char in text):
        return NotANumber(f"'{shown}' has full-width characters", "type the digits in plain ASCII")
    if text.count("(") != text.count(")"):
        return NotANumber(
            f"'{shown}' has a parenthesis that is not closed", "write (1,234) for a negative number"
        )
    if marked := _MARKED.match(text):
        hint = f"leave the mark out: '{marked['number']}', and name the note in the column 'note' of this row"
        return NotANumber(f"'{shown}' has the mark of a footnote: '{marked['mark']}'", hint)
    what, hint = next((wrong for form, *wrong in _WRONG_FORMS if form.match(text)), _NO_NUMBER)
    return NotANumber(f"'{shown}' {what}", hint)


def _letters(text: str, word: str) -> NotANumber:
    shown = _shown(text)
    hint = f"if it is the unit, give the row the unit 'prefix:{word}' of the company; else write the digits alone"
    return NotANumber(f"'{shown}' is not a number: '{word}' stands right after the digits", hint)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
