"""A number of a workbook in the digits that its cell shows: sections, grouping, decimals, percent,
thousands, sign, currency."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from msgspec import Struct

_EXCEL_DIGITS = Context(prec=15)
"""What Excel keeps of a number; what the file holds beyond them is binary noise."""
_EXACT = Context(prec=400)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[0-9A-Fa-f]+)?\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_BEYOND = re.compile(r"\[[<>=]|[Ee][+-]|/")
"""Conditions, exponents and fractions: the number is told in full instead."""
_FRACTION = re.compile(r"\.([0#?]+)")
_GROUPS = re.compile(r"[0#?],[0#?]")
_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")
"""Commas after the last digit: the number is shown in thousands, millions."""
_MONEY = frozenset({"$", "US$", "¥", "€", "£"})


class _Section(Struct, frozen=True):
    """One of the up to four parts of a format."""

    digits: str
    """its placeholders, without literals"""
    literals: str
    money: str

    @property
    def signed(self) -> bool:
        """Whether the section prints a minus or a parenthesis before the digits."""
        return self.literals.lstrip(" $¥€£").startswith(("(", "-", "−", "–"))


@cache
def _sections(number_format: str) -> tuple[_Section, ...]:
    return tuple(_section(text) for text in _split(number_format))


def _split(text: str) -> list[str]:
    """The sections; a semicolon inside quotation marks or after a backslash parts nothing."""
    return [
        part.replace("\0", ";")
        for part in re.sub(r'"[^"]*"|\\.', lambda m: m[0].replace(";", "\0"), text).split(";")
    ]


def _section(text: str) -> _Section:
    money = next((match[1] for match in _CURRENCY.finditer(text) if match[1]), "")
    text = _CURRENCY.sub("", text)
    literals = "".join((match[1] or match[2] or "") for match in _LITERAL.finditer(text))
    digits = re.sub(r"\[[^\]]*\]", "", _LITERAL.sub("", text))
    literals += re.sub(r"[0#?.,%]", "", digits)
    money = money or next((word for word in ("US$", "$", "¥", "€", "£") if word in literals), "")
    return _Section(
        digits=digits,
        literals=literals,
        money=money if money in _MONEY or re.fullmatch("[A-Z]{3}", money) else "",
    )


def shown_number(value: Decimal, number_format: str) -> str:
    """The text that the cell shows; a format that can't be followed shows the number in full."""
    if number_format in ("General", "@", "") or _BEYOND.search(_LITERAL.sub("", number_format)):
        return _general(value)
    sections = _sections(number_format)
    part = _part_for(value, sections)
    if "General" in part.digits or "@" in part.digits:
        return _general(value)
    if not re.search("[0#]", part.digits):  # no digit is shown: a dash, a word, or nothing
        return part.literals.strip()
    text = _digits(abs(value), part.digits)
    if "%" in part.literals:
        text += "%"
    money = f"{part.money} " if part.money else ""
    return (
        f"({money}{text})"
        if _shown_negative(value, sections) and re.search("[1-9]", text)
        else f"{money}{text}"
    )


def _part_for(value: Decimal, sections: tuple[_Section, ...]) -> _Section:
    """The first section is for all, where there are more for what is positive; the second for
    negative numbers, the third for zero."""
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _shown_negative(value: Decimal, sections: tuple[_Section, ...]) -> bool:
    """Whether the cell shows a sign; a format may turn it, with one at its positive section
    alone."""
    part = _part_for(value, sections)
    if value < 0:
        return not (len(sections) > 1 and sections[0].signed and not part.signed)
    return value > 0 and part.signed


def _digits(value: Decimal, places: str) -> str:
    percent = "%" in places
    if percent:
        value = value.scaleb(2, _EXACT)
    if thousands := _THOUSANDS.search(places):
        value = value.scaleb(-3 * len(thousands[1]), _EXACT)
    fraction = _FRACTION.search(places)
    most = len(fraction[1]) if fraction else 0
    value = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP, _EXACT)
    text = f"{value:,f}" if _GROUPS.search(places) else f"{value:f}"
    least = fraction[1].rfind("0") + 1 if fraction else 0
    while most > least and text.endswith("0"):
        text, most = text[:-1], most - 1
    return text.rstrip(".") + ("%" if percent else "")


def _general(value: Decimal) -> str:
    value = _EXCEL_DIGITS.create_decimal(value).normalize(_EXCEL_DIGITS)
    return f"({abs(value):f})" if value < 0 else f"{value:f}"
