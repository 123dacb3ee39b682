"""What the filing rules said of one filing."""

from crossfoot.model.finding import Finding
from crossfoot.model.record import dataclass

PROFILES = ("sec", "esef", "edinet", "plain")
"""Whose rules apply; `plain` is no authority's: only what every report should keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A rule that this profile's filings do not keep, on purpose: the reason, and in how many places."""

    rule: str
    title: str
    ids: str
    reason: str
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Findings of the rules that apply, deviations that were met, and how many rules were looked at."""

    profile: str
    version: str
    checked: int
    findings: tuple[Finding, ...] = ()
    deviations: tuple[Deviation, ...] = ()

    @property
    def name(self) -> str:
        return f"crossfoot filing rules {self.version}, profile {self.profile} ({self.checked} rules)"
