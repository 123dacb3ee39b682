"""What was proved: one record for each summation, derived value, tie and duplicate."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from crossfoot.model.source import SourceRef

CONSISTENT, INCONSISTENT, UNCHECKED = "consistent", "inconsistent", "unchecked"
STATUSES = ("holds", "rounding", "declared", "restated", "error", "unchecked", "unreadable")


class Tie(Struct, frozen=True, kw_only=True, gc=False):
    """One check: what is reported against what it should be.

    `low` and `high` bound the computed value. `fact` is the id of the reported fact where there is
    one; with `network` and `members`
    Arelle's verdict finds its record. A declaration names `kind`, `statement`, `item`, `column` and
    `role`, the role of the line's label.
    """

    kind: str
    statement: str
    item: str
    role: str
    column: str
    period: str
    unit: str
    reported: Fraction | None
    """None where nothing is printed that could be compared."""
    computed: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None
    verdict_10: str = ""
    verdict_10d: str = ""
    """under 1.0, of duplicate facts the most precise one"""
    verdict_11: str = ""
    status: str
    addresses: Sequence[SourceRef]
    fact: str = ""
    network: str = ""
    members: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    """of a summation: the parts that no fact reports in this context."""
    scale: int = 0
    negated: bool = False
    step: Fraction = Fraction(0)
    note: str = ""
    label: str = ""
    facts: Sequence[str] = ()
    """ids of all facts that take part; the first `totals` of them are the reported side."""
    totals: int = 1
    arelle_10: str = ""
    arelle_10d: str = ""
    arelle_11: str = ""
    assertion: str = ""
    """id of the formula that asserts a tie; `arelle_formula` is what Arelle's formula processor
    said of it."""
    arelle_formula: str = ""

    @property
    def difference(self) -> Fraction | None:
        return (
            None
            if self.computed is None or self.reported is None
            else self.reported - self.computed
        )
