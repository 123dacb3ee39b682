"""Fact ids from content: statement, concept, period, unit, members."""

import re

from msgspec import Struct, field

from crossfoot.model.filing import Period
from crossfoot.model.instance import Members, Unit

_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")


def id_tail(period: Period, unit: Unit | None, members: Members) -> str:
    """What follows statement and concept; the same for every fact of a column.

    `.2009-04-01_2010-03-31.JPY.RetainedEarnings`: what an XML id can't hold becomes a hyphen.
    """
    parts = [
        period.key,
        *([unit.id] if unit is not None else []),
        *(member.removesuffix("Member") for _, member in members),
    ]
    return _NOT_IN_ID.sub("-", "." + ".".join(parts))


class FactIds(Struct):
    """The ids of one statement; a repeated one takes an ordinal."""

    used: dict[str, int] = field(default_factory=dict)

    def give(self, name: str) -> str:
        count = self.used.get(name, 0) + 1
        self.used[name] = count
        return name if count == 1 else f"{name}.{count}"
