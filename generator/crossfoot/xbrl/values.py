"""The text of a value: one form for the same number, whatever syntax it is filed in and whoever
reads it."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE]([-+]?[0-9]{1,4}))?")
_PLAIN = re.compile(r"-?[1-9][0-9]*|0")
_MOST = 1000
"""powers of ten beyond which an exponent is left as it is written"""


def number_text(text: str) -> str:
    """Its digits in full: `2000` of `2,000.00` once transformed, of `2E3` and of `+2000.0`; what is
    no number without the spaces around it.

    How exact a number is stands in `decimals`, so zeros after the last digit that counts say
    nothing more.
    """
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return text
    match = _NUMBER.fullmatch(text)
    if match is None or abs(int(match[1] or "0")) > _MOST:
        return text
    number = Decimal(text)
    written = f"{number:f}" if number else "0"
    return written.rstrip("0").rstrip(".") if "." in written else written
