"""What a build may leave out, and what it gives back."""

from dataclasses import dataclass, field
from pathlib import Path

from crossfoot.model.finding import Finding, has_errors
from crossfoot.model.tieout import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """Switches of one build; `output` is the folder that gets `<company>/<period>/`."""

    output: Path
    preflight: bool = True
    arelle: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What one build did: its findings, its checks, its counts, and seconds by stage (for the eye, never for a file)."""

    name: str
    folder: Path | None
    findings: tuple[Finding, ...]
    ties: tuple[Tie, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    seconds: tuple[tuple[str, float], ...] = ()
    rules: tuple[str, ...] = field(default_factory=tuple)

    @property
    def clean(self) -> bool:
        return not has_errors(self.findings)
