"""What a column or row definition says: period, unit, scale, members, formula. Texts to checked
aspects."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from crossfoot.model.currencies import CODES, is_currency_form, near_codes
from crossfoot.model.expression import BadExpression, parse_expression
from crossfoot.model.filing import Aspects, Period
from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.source import SourceRef
from crossfoot.system.bounded import bounded_integer

SCALES = {"ones": 0, "thousands": 3, "millions": 6, "billions": 9, "percent": -2}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_FIRST, _LAST = "0001-01-02", "9999-12-30"
"""The day before a period and the day after it have to be days too: an opening balance stands on
the one, the end of a period in XBRL on the other."""
_UNIT = re.compile(r"(?:[A-Z]{3}|shares|pure|[A-Za-z][\w-]*:[A-Za-z][\w-]*)\Z", re.ASCII)
_MOST_DIGITS = 2
_Tell = Callable[[str, str, str], None]


def parse_aspects(
    fields: Mapping[str, str], members: Mapping[str, str], at: SourceRef, findings: list[Finding]
) -> Aspects:
    """Aspects from the texts of `period unit scale decimals concept formula` and the members.

    `members` are axis and member by local name; `at` is the row or definition that says it. What
    can't be read goes to `findings`, and is left out of the result.
    """

    def tell(code: str, message: str, hint: str) -> None:
        findings.append(error(code, message, at, hint))

    scale, percent = _scale(fields.get("scale", ""), tell)
    unit = fields.get("unit", "")
    if unit and not _UNIT.match(unit):
        tell("read.unit", f"'{unit}' is not a unit", "JPY, USD, shares, pure, or prefix:name")
    elif is_currency_form(unit) and unit not in CODES:
        findings.append(unknown_currency(unit, at))
    formula = fields.get("formula", "")
    if formula:
        try:
            parse_expression(formula)
        except BadExpression as broken:
            tell(
                "read.formula",
                f"the formula '{formula[:60]}' can't be read: {broken}",
                "for example: [FY2009 JPY] / Revenues[FY2009 JPY]",
            )
            formula = ""
    return Aspects(
        period=parse_period(fields.get("period", ""), tell),
        unit=unit,
        scale=scale,
        percent=percent,
        decimals=_integer(fields.get("decimals", ""), tell),
        members=tuple(sorted(members.items())),
        concept=fields.get("concept", ""),
        formula=formula,
    )


def unknown_currency(code: str, at: SourceRef) -> Finding:
    """A code of the right form that no list has; a currency that is no more may be one."""
    near = near_codes(code)
    hint = (
        f"did you mean {', '.join(near)}?"
        if near
        else "a currency that is no more is taken as it stands"
    )
    return warning("read.currency", f"'{code}' is not among the currencies of ISO 4217", at, hint)


def parse_period(text: str, tell: _Tell) -> Period | None:
    """`2010-03-31` or `2009-04-01/2010-03-31`; None, and a finding, when it is neither."""
    if not text:
        return None
    days = text.split("/")
    if len(days) > 2 or not all(is_date(day) for day in days):
        tell(
            "read.date",
            f"'{text}' is not a date or a period",
            "write 2010-03-31, or 2009-04-01/2010-03-31",
        )
        return None
    if len(days) == 2 and days[0] > days[1]:
        tell(
            "read.period",
            f"the period '{text}' ends before it starts",
            "write the first day, a slash, the last day",
        )
        return None
    return Period(start=days[0] if len(days) == 2 else "", end=days[-1])


def is_date(text: str) -> bool:
    """Whether the text is a day of the calendar in the form YYYY-MM-DD."""
    if not _DATE.match(text) or not _FIRST <= text <= _LAST:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def parse_members(text: str, at: SourceRef, findings: list[Finding]) -> dict[str, str]:
    """`Axis=Member; Axis=Member` as a mapping.

    Local names; a part that is no pair, or an axis that comes twice, goes to `findings` with the
    address `at`.
    """
    members: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        axis, separator, member = (piece.strip() for piece in part.partition("="))
        if not separator or not axis or not member or axis in members:
            findings.append(
                error(
                    "read.members",
                    f"'{part}' is not an axis with a member",
                    at,
                    "Axis=Member; Axis=Member, each axis once",
                )
            )
            continue
        members[axis] = member
    return members


def _scale(text: str, tell: _Tell) -> tuple[int | None, bool]:
    if not text:
        return None, False
    if text in SCALES:
        return SCALES[text], text == "percent"
    power = bounded_integer(text, _MOST_DIGITS)
    if power is not None:
        return power, False
    tell(
        "read.scale",
        f"'{text}' is not a scale",
        f"known: {' '.join(SCALES)}, or a whole number such as 3",
    )
    return None, False


def _integer(text: str, tell: _Tell) -> int | None:
    if not text:
        return None
    number = bounded_integer(text, _MOST_DIGITS)
    if number is not None:
        return number
    tell("read.decimals", f"'{text}' is not a number of decimals", "a whole number such as -3")
    return None
