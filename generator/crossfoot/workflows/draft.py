"""The record that a build fills stage by stage."""

from msgspec import Struct, field

from crossfoot.arelle.accepted_differences import AcceptedDifference
from crossfoot.model.assertion import NONE, Assertions
from crossfoot.model.filing import Filing
from crossfoot.model.finding import Finding
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.published import BaseUse
from crossfoot.model.rule_results import Deviation, RuleResults
from crossfoot.model.taxonomy import Network, Taxonomy
from crossfoot.model.tieout import Tie
from crossfoot.model.validation import CalculationRun
from crossfoot.system.zip_writer import Deflated


class Draft(Struct):
    """A build in the making."""

    filing: Filing | None = None
    taxonomy: Taxonomy | None = None
    instance: Instance | None = None
    networks: tuple[Network, ...] = ()
    base_files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    explained: tuple[Finding, ...] = ()
    """what Arelle says of summations that the filing explains, as anyone else hears it"""
    accepted: tuple[Finding, ...] = ()
    """the same as the preparer has accepted it"""
    differences: list[AcceptedDifference] = field(default_factory=list)
    files: dict[str, Deflated] = field(default_factory=dict)
    """the extension's schema and linkbases, as packages hold them"""
    page: Deflated | None = None
    calculations: tuple[CalculationRun, ...] = ()
    ties: tuple[Tie, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    use: BaseUse | None = None
    assertions: Assertions = NONE
    ruling: RuleResults | None = None
    unproved: tuple[Fact, ...] = ()

    @property
    def built(self) -> tuple[Instance, Taxonomy, Filing]:
        """Instance, taxonomy and filing of a draft that has them: one without errors."""
        assert self.instance is not None and self.taxonomy is not None
        assert self.filing is not None
        return self.instance, self.taxonomy, self.filing

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        return self.ruling.deviations if self.ruling else ()
