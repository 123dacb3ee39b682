"""What a cell stands for: the row's and the column's aspects joined and checked against the
concept."""

import re
from datetime import date, timedelta

from msgspec.structs import replace

from crossfoot.facts.ids import id_tail
from crossfoot.model.filing import Aspects, Period
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import Amount, Members, Unit
from crossfoot.model.packed_cell import Binding
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.taxonomy import Concept, Taxonomy

PURE = Unit(id="pure", numerators=("xbrli:pure",))
SHARES = Unit(id="shares", numerators=("xbrli:shares",))
_FIXED_SCALE = {
    "perShare": 0,
    "shares": 0,
    "percent": -2,
    "pure": 0,
    "integer": 0,
    "decimal": 0,
    "count": 0,
}


class Refused(Exception):
    """The cell can't be a fact; carries the finding."""

    def __init__(self, code: str, message: str, at: SourceRef, hint: str) -> None:
        super().__init__(message)
        self.finding: Finding = error(code, message, at, hint)


def bind(concept: Concept, role: str, row: Aspects, column: Aspects, at: SourceRef) -> Binding:
    """The binding of one cell; Refused when row and column do not make a fact of this concept.

    `role` is the preferred label role, which says whether a balance is an opening one; the row's
    aspects go before the column's. `scale` and `decimals` of the binding are powers of ten (XBRL
    2.1, 4.6.5).
    """
    period = _period(concept, role, row.period or column.period, at)
    members = tuple(sorted({**dict(column.members), **dict(row.members)}.items()))
    unit = _unit(concept, row.unit, column.unit, at)
    scale = scale_of(concept, row, column)
    stated = column.decimals if row.decimals is None else row.decimals
    return Binding(
        column=at.column or "",
        context=(period, members),
        period=period,
        members=members,
        unit=unit,
        scale=scale,
        decimals=-scale if stated is None else stated,
        stated_decimals=stated,
        tail=id_tail(period, unit, members),
    )


def scale_of(concept: Concept | None, row: Aspects, column: Aspects) -> int:
    """The power of ten that the printed number is in; money takes the column's, other types have
    their own.

    The scale of a column belongs to its unit: shops on a row of their own in a column of millions
    of dollars are ones.
    """
    if row.scale is not None:
        return row.scale
    if (
        concept is not None
        and concept.type in _FIXED_SCALE
        and not (concept.type == "count" and not (row.unit and column.unit))
    ):
        return _FIXED_SCALE[concept.type]
    return column.scale or 0


def word_of(unit: str) -> str:
    """The word of a unit of the company, which the page may print right after the digits: `Gbps` of
    `iij:Gbps`."""
    prefix, _, word = unit.partition(":")
    return "" if prefix in ("iso4217", "xbrli") else word


def _period(concept: Concept, role: str, period: Period | None, at: SourceRef) -> Period:
    if period is None:
        message = "neither the column nor the row says the period"
        raise Refused(
            "build.period", message, _head(at), "give the column a 'period' in filing.yaml"
        )
    if concept.period == "duration":
        if period.instant:
            message = f"{concept.name} is measured over a period, the column is the day {period}"
            raise Refused(
                "build.period",
                message,
                at,
                "use a column with a period such as 2009-04-01/2010-03-31",
            )
        return period
    if period.instant:
        return period
    if role in ("periodStart", "negatedPeriodStart"):
        return Period(
            start="", end=(date.fromisoformat(period.start) - timedelta(days=1)).isoformat()
        )
    return Period(start="", end=period.end)


def _unit(concept: Concept, row_unit: str, column_unit: str, at: SourceRef) -> Unit:
    return _UNITS.get(concept.type, _pure)(concept, row_unit, column_unit, at)


def _shares(concept: Concept, row_unit: str, _column_unit: str, at: SourceRef) -> Unit:
    if row_unit and row_unit != "shares":
        raise Refused(
            "build.unit",
            f"{concept.name} counts shares, its unit can't be '{row_unit}'",
            at,
            "leave the row's unit empty",
        )
    return SHARES


def _money(concept: Concept, row_unit: str, column_unit: str, at: SourceRef) -> Unit:
    unit = row_unit or column_unit
    if not unit:
        message = "neither the column nor the row says the currency"
        raise Refused("build.unit", message, _head(at), "give the column a 'unit' in filing.yaml")
    if len(unit) != 3:
        raise Refused(
            "build.unit",
            f"{concept.name} is an amount of money, '{unit}' is not a currency",
            at,
            "JPY, USD, ... (ISO 4217)",
        )
    return Unit(id=unit, numerators=(f"iso4217:{unit}",))


def _per_share(concept: Concept, row_unit: str, column_unit: str, at: SourceRef) -> Unit:
    money = _money(concept, row_unit, column_unit, at)
    return Unit(
        id=f"{money.id}_per_share", numerators=money.numerators, denominators=SHARES.numerators
    )


def _of_company(concept: Concept, row_unit: str, column_unit: str, at: SourceRef) -> Unit:
    unit = row_unit or column_unit
    if not unit.startswith(f"{concept.prefix}:"):
        hint = f"give the row a unit such as {concept.prefix}:contract"
        raise Refused(
            "build.unit", f"{concept.name} needs a unit of the company, '{unit}' is none", at, hint
        )
    return Unit(id=unit.replace(":", "_"), numerators=(unit,))


def _pure(concept: Concept, row_unit: str, _column_unit: str, at: SourceRef) -> Unit:
    if row_unit and row_unit != "pure":
        raise Refused(
            "build.unit",
            f"{concept.name} is a pure number, its unit can't be '{row_unit}'",
            at,
            "leave the row's unit empty",
        )
    return PURE


_UNITS = {"shares": _shares, "monetary": _money, "perShare": _per_share, "count": _of_company}
"""The unit of a concept by its type; any other type is a pure number. The row's unit goes before
the column's."""


def _head(at: SourceRef) -> SourceRef:
    """The head of the cell's column: what is missing there is told once, not for each cell."""
    return (
        at
        if at.column == "label"
        else SourceRef(file=at.file, sheet=at.sheet, row=1, column=at.column)
    )


def check_members(
    members: Members, row: Aspects, axes: dict[str, set[str]], taxonomy: Taxonomy, at: SourceRef
) -> None:
    """Refused when a member does not stand under its axis in the table's networks (`axes`).

    `members` are (axis, member) by local name, those of `row` said by the row, the others by the
    column; the finding stands where they are said, so that it is told once and not for each cell
    (XBRL Dimensions 1.0, 2.4).
    """
    for axis, member in members:
        said = replace(at, column="members") if axis in dict(row.members) else _head(at)
        known = taxonomy.concepts
        if axis not in axes:
            what = "is not an axis of this table's networks" if axis in known else "is not known"
            hint = f"axes here: {', '.join(sorted(axes)) or 'none'}"
            raise Refused("build.axis", f"'{axis}' {what}", said, hint)
        if member not in known:
            hint = did_you_mean(member, axes[axis], "add it to the company's concepts.csv")
            raise Refused("build.member", f"there is no member '{member}'", said, hint)
        if member not in axes[axis]:
            hint = f"members: {', '.join(sorted(axes[axis]))}"
            raise Refused("build.member", f"'{member}' does not stand under {axis}", said, hint)


_MONEY_WORDS = {"$": "USD", "US$": "USD", "¥": "JPY", "€": "EUR", "£": "GBP"}
_SCALE_WORDS = {
    "thousand": 3,
    "thousands": 3,
    "million": 6,
    "millions": 6,
    "billion": 9,
    "billions": 9,
}


def check_printed_words(amount: Amount, unit: Unit, scale: int, at: SourceRef) -> None:
    """Refused when a currency or a scale printed in the cell contradicts the column's.

    `scale` is the power of ten that the number is taken times; words are `$`, `JPY`, `million` and
    the like beside the digits.
    """
    if not amount.before and not amount.after:
        return
    if word := _other_money(amount, unit.numerators):
        raise Refused(
            "build.currency",
            f"'{word}' is printed, the column is in {unit.id}",
            at,
            "give the column or the row its own unit",
        )
    printed_scale = next(
        (
            power
            for name, power in _SCALE_WORDS.items()
            if name in amount.after.lower().strip("() ").split()
        ),
        None,
    )
    if printed_scale is not None and printed_scale != scale:
        raise Refused(
            "build.scale",
            f"'{amount.after.strip()}' is printed, the number is taken times 10^{scale}",
            at,
            "correct the scale",
        )


def _other_money(amount: Amount, measures: tuple[str, ...]) -> str:
    """The currency that is printed before or after the digits and is not the column's; nothing
    where there is none."""
    word = amount.before.strip("(△▲-−–‒+ \u00a0")
    before = _MONEY_WORDS.get(word, word)
    if before and not any(measure.endswith(f":{before}") for measure in measures):
        return word
    after = next(
        (word for word in re.findall(r"[A-Z]{3}\b|[$¥€£]", amount.after) if word != before), ""
    )
    if not after or not measures[0].startswith("iso4217:"):
        return ""
    return after if measures[0] != f"iso4217:{_MONEY_WORDS.get(after, after)}" else ""


MOST_DIGITS = 26
"""Arelle computes with 28 digits; half a unit and the carry of a sum take two. XML Schema promises
18 (part 2, 3.2.3)."""


def check_digits(amount: Amount, at: SourceRef) -> None:
    """Refused when a number is longer than the judge can compute with: in inline XBRL it would read
    another number or none."""
    if len(amount.digits) + abs(amount.scale) <= MOST_DIGITS:
        return
    count = len(
        f"{amount.farthest or amount.value:f}".replace("-", "").replace(".", "").lstrip("0")
    )
    if count > MOST_DIGITS:
        message = f"the number has {count} digits, with its scale; {MOST_DIGITS} are what software can add up"
        raise Refused(
            "build.digits",
            message,
            at,
            "if it is no slip, print the table in a larger unit, with fewer digits",
        )
