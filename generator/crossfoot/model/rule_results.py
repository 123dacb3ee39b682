"""What the filing rules said of one filing."""

from msgspec import Struct

from crossfoot.model.finding import Finding


class Deviation(Struct, frozen=True, kw_only=True):
    """A rule that this profile's filings do not keep, on purpose: the reason, and in how many
    places."""

    rule: str
    title: str
    ids: str
    reason: str
    places: int


class RuleResults(Struct, frozen=True, kw_only=True):
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
