"""What a validation by Arelle came to, for whoever asked for it."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from crossfoot.model.finding import Finding, has_errors
from crossfoot.model.tieout import Tie


class CalculationRun(Struct, frozen=True, array_like=True):
    """One mode over one report: how much there was to check, and how much was checked.

    A summation is a total with at least one contributing item in the same context and unit; what
    is not `bound` was not evaluated (duplicate or nil facts), and silence says nothing about it.
    """

    mode: str
    relationships: int
    summations: int
    bound: int


class ValidationResult(Struct, frozen=True, kw_only=True):
    """Findings traced to source cells where addresses are known, and what was checked."""

    name: str
    folder: Path | None
    findings: tuple[Finding, ...]
    counts: tuple[tuple[str, int], ...] = ()
    """facts, contexts, units, calc_relationships"""
    rules: tuple[str, ...] = ()
    """what was checked, in words, with how much of it was evaluated"""
    calculations: tuple[CalculationRun, ...] = ()
    assertions: tuple[tuple[str, int, int], ...] = ()
    """id of each XBRL Formula assertion, how often it was satisfied, how often not"""
    ties: Sequence[Tie] = ()
    """none: the checks of a build are its own"""

    @property
    def clean(self) -> bool:
        return not has_errors(self.findings)
