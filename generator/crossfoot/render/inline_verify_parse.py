"""What a tag of the page tells, read without looking at the fact behind it."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from crossfoot.model.separators import SEPARATORS
from crossfoot.render.inline_facts import DASH, DIGITS, MONTHS, transformation_of

PLAIN_CELL = re.compile(
    r"<td>[^<>&\x00-\x1f\ufffe\uffff]*"
    r'<ix:nonFraction id="([^"<>&\x00-\x1f]*)" name="([^"<>&\x00-\x1f]*)"( contextRef="[^<>&\x00-\x1f]*")>'
    r"(\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?)</ix:nonFraction>"
    r'(?:[^<>&\x00-\x1f\ufffe\uffff]*|<span class="hang">[^<>&\x00-\x1f\ufffe\uffff]*</span>)</td>',
    re.ASCII,
)
"""A cell that holds one tagged number: id, name, the other attributes, digits. What it matches is
well-formed by itself."""
PLAIN_ROW = re.compile(
    r'<tr class="[a-z0-9 ]*"><th scope="row">[^<>&\x00-\x1f\ufffe\uffff]*</th></tr>\n'
)
"""What is left of a table row whose cells were all such: its label."""
_ATTRIBUTE = re.compile(r' (contextRef|unitRef|decimals|scale|format|sign)="([^"]*)"')
_DIGITS = re.compile(r"\d{1,3}(,\d{3})*(\.\d+)?\Z|\d+(\.\d+)?\Z", re.ASCII)
_SCALE = re.compile(r"-?\d{1,3}\Z", re.ASCII)
_ENGLISH_DATE = re.compile(
    r"(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2})(?:, (?P<year>\d{4}))?\Z", re.ASCII
)
_CJK_DATE = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日?\Z", re.ASCII)


def plain_attributes(written: str) -> dict[str, str] | None:
    """The attributes of a number, each once, in its most usual form; None when they are anything
    else."""
    pairs = _ATTRIBUTE.findall(written)
    held = dict(pairs)
    if len(held) != len(pairs) or "".join(f' {name}="{value}"' for name, value in pairs) != written:
        return None
    usual = (
        held.get("format") == DIGITS
        and held.get("sign", "-") == "-"
        and _SCALE.match(held.get("scale", "0"))
    )
    return held if usual and {"unitRef", "decimals"} <= held.keys() else None


def read_back(printed: str, form: str, said: dict[str, str]) -> Decimal | None:
    """The number that a tag tells: digits times ten to the power of the scale, with the sign; None
    when it tells none."""
    if form == DASH:
        return Decimal(0)
    printed = next(
        (candidate for candidate in _plain(printed, form) if _DIGITS.match(candidate)), ""
    )
    if not printed:
        return None
    try:
        value = Decimal(f"{printed.replace(',', '')}E{int(said.get('scale', '0'))}")
    except (InvalidOperation, ValueError):
        return None
    return value.copy_negate() if said.get("sign") == "-" else value


def _plain(printed: str, form: str) -> Iterator[str]:
    """The digits as `1,234.5`, in each way of writing that the transformation reads."""
    return (
        separators.to_plain(printed)
        for separators in SEPARATORS.values()
        if transformation_of(separators) == form
    )


def read_text(printed: str, form: str) -> str | None:
    """The text, date or flag that a tag tells."""
    if not form:
        return printed
    if form in ("ixt:fixed-true", "ixt:fixed-false"):
        return form.removeprefix("ixt:fixed-")
    match = (_ENGLISH_DATE if form.endswith("-en") else _CJK_DATE).match(printed)
    if match is None or not (match["month"] in MONTHS or match["month"].isdigit()):
        return None
    month = MONTHS.index(match["month"]) + 1 if match["month"] in MONTHS else int(match["month"])
    return f"{match['year'] or '-'}-{month:02d}-{int(match['day']):02d}"
