"""What a build may leave out, and what it gives back."""

from fractions import Fraction
from pathlib import Path

from msgspec import Struct, field

from crossfoot.model.finding import Finding, has_errors
from crossfoot.model.published import BaseUse, Published
from crossfoot.model.rule_results import Deviation
from crossfoot.model.tieout import Tie
from crossfoot.model.validation import CalculationRun


class BuildOptions(Struct, frozen=True, kw_only=True):
    """Switches of one build; `output` is the folder that gets `<company>/<period>/`."""

    output: Path
    preflight: bool = True
    causes: bool = True
    """look for the change that explains the checks that fail"""
    arelle: bool = True
    formula: bool = True
    viewer: bool = True
    charts: bool = True
    languages: tuple[str, ...] = ()
    """languages of further pages beside the English one"""
    base: Published | None = None
    """a published base in the place of ours"""

    @property
    def off(self) -> str:
        """What is switched off, for people; the viewer needs Arelle."""
        switches = (
            ("preflight", self.preflight),
            ("Arelle", self.arelle),
            ("formulas", self.formula),
            ("viewer", self.viewer and self.arelle),
            ("charts", self.charts),
            ("page in Japanese", "ja" in self.languages),
        )
        return ", ".join(name for name, on in switches if not on)


class BuildResult(Struct, frozen=True, kw_only=True):
    """What one build did: its findings, its checks, its counts, and seconds by stage (for the eye,
    never for a file)."""

    name: str
    folder: Path | None
    findings: tuple[Finding, ...]
    ties: tuple[Tie, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    seconds: tuple[tuple[str, float], ...] = ()
    rules: tuple[str, ...] = field(default_factory=tuple)
    base: BaseUse | None = None
    deviations: tuple[Deviation, ...] = ()
    accepted: tuple[Finding, ...] = ()
    """what Arelle says of differences that the filing explains"""
    calculations: tuple[CalculationRun, ...] = ()
    """how many summations each mode of Arelle's bound"""
    unproved: int = 0
    """numbers that stand in no check."""
    numbers: int = 0
    """numeric facts."""

    @property
    def clean(self) -> bool:
        return not has_errors(self.findings)

    @property
    def covered(self) -> Fraction | None:
        """The share of the numeric facts that a check covers; None where there are none, or
        nothing was checked."""
        if not self.numbers or not self.ties:
            return None
        return Fraction(self.numbers - self.unproved, self.numbers)
