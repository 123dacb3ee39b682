"""How a taxonomy stands to a published list of names and arcs."""

from collections.abc import Mapping

from msgspec import Struct

from crossfoot.model.finding import Finding
from crossfoot.model.source import SourceRef


class Published(Struct, frozen=True, kw_only=True):
    """Names, and the signs (1, -1) that arcs have there by (total, part); no prefix."""

    names: frozenset[str]
    signs: Mapping[tuple[str, str], frozenset[int]]


class Explained(Struct, frozen=True, kw_only=True):
    """A name that the author vouches for although no list has it."""

    name: str
    reason: str
    source: SourceRef


class Alignment(Struct, frozen=True, kw_only=True):
    """The counts of one taxonomy, and what is not as published."""

    name: str
    names: int
    names_known: int
    names_explained: int
    arcs: int
    arcs_agreeing: int
    arcs_opposite: int
    arcs_absent: int
    findings: tuple[Finding, ...]

    @property
    def score(self) -> str:
        """Names and arcs that are as published, of all that were compared, in percent with one
        digit."""
        compared, good = self.names + self.arcs, self.names_known + self.arcs_agreeing
        thousandths = (good * 2000 // compared + 1) // 2 if compared else 1000
        return f"{thousandths // 10}.{thousandths % 10}"
