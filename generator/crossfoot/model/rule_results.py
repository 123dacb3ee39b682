"""What the filing rules said of one filing."""

from msgspec import Struct

from crossfoot.model.finding import Finding

PROFILES = ("sec", "esef", "edinet", "plain")
"""Whose rules apply; `plain` is no authority's: only what every report should keep."""
_CALCULATIONS = {"sec": "1.0", "esef": "1.1"}


def calculations_of(profile: str) -> str:
    """The arcroles of summations that a profile takes: EFM 6.9.6 (its list has no 1.1), ESEF
    reporting manual 3.4.1; else both."""
    return _CALCULATIONS.get(profile, "both")


class Deviation(Struct, frozen=True, kw_only=True):
    """A rule that this profile's filings do not keep, on purpose: the reason, and in how many
    places."""

    rule: str
    title: str
    ids: str
    reason: str
    places: int


class Ruling(Struct, frozen=True, kw_only=True):
    """Findings of the rules that apply, deviations that were met, and how many rules were looked
    at."""

    profile: str
    version: str
    checked: int
    findings: tuple[Finding, ...] = ()
    deviations: tuple[Deviation, ...] = ()

    @property
    def name(self) -> str:
        return (
            f"crossfoot filing rules {self.version}, profile {self.profile} ({self.checked} rules)"
        )
