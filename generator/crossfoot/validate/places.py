"""Where on the page each fact stands: its statement, line label, column and scale."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from crossfoot.model.instance import Fact, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The printed surroundings of one fact or claim."""

    statement: str
    label: str
    role: str
    column: str
    scale: int
    negated: bool


def places_of(statements: Iterable[Statement]) -> dict[str, Place]:
    """The place of every fact that a statement shows, by fact id."""
    places: dict[str, Place] = {}
    for statement in statements:
        for line in statement.lines:
            label = "".join(part.text for part in line.label)
            for name, cell in zip(statement.column_names, line.cells, strict=True):
                for fact in cell.facts:
                    scale = cell.amount.scale if cell.amount else 0
                    places[fact.id] = Place(
                        statement=statement.id, label=label, role=line.role, column=name, scale=scale, negated=cell.negated
                    )
            for part in line.label:
                for fact in part.facts:
                    scale = part.amount.scale if part.amount else 0
                    name = fact.concept.label()
                    places[fact.id] = Place(statement=statement.id, label=name, role="", column="label", scale=scale, negated=False)
    return places


def place_of(fact: Fact, places: Mapping[str, Place]) -> Place:
    """The place of a fact; cover facts have none and get an empty one."""
    found = places.get(fact.id)
    if found is not None:
        return found
    return Place(statement=fact.id.partition(".")[0], label=fact.concept.label(), role="", column="", scale=0, negated=False)


def shown(value: Fraction, scale: int, negated: bool = False) -> str:
    """A value in the page's unit and sign: `24,894,642`, `(1,413,102)`."""
    number = value / Fraction(10) ** scale
    if negated:
        number = -number
    text = grouped(abs(number))
    return f"({text})" if number < 0 else text


def grouped(number: Fraction) -> str:
    """A number in groups of three; up to six digits after the point, marked when it goes on."""
    if number.denominator == 1:
        return f"{number.numerator:,}"
    steps = (abs(number) * 10**6 + Fraction(1, 2)).__floor__()
    whole, rest = divmod(steps, 10**6)
    digits = f"{rest:06d}".rstrip("0")
    sign = "-" if number < 0 else ""
    return f"{sign}{whole:,}.{digits}" if digits else f"{sign}{whole:,}"
