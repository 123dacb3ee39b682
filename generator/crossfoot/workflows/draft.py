"""The record that a build fills stage by stage."""

from msgspec import Struct, field

from crossfoot.model.assertion import NONE, Assertions
from crossfoot.model.filing import Filing
from crossfoot.model.finding import Finding
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.published import BaseUse
from crossfoot.model.rule_results import Deviation, RuleResults
from crossfoot.model.taxonomy import Network, Taxonomy
from crossfoot.model.tieout import Tie


class Draft(Struct):
    """A build in the making."""

    filing: Filing | None = None
    taxonomy: Taxonomy | None = None
    instance: Instance | None = None
    networks: tuple[Network, ...] = ()
    base_files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    explained: tuple[Finding, ...] = ()
    """what Arelle says of sums that are declared or unreadable"""
    ties: tuple[Tie, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    use: BaseUse | None = None
    assertions: Assertions = NONE
    ruling: RuleResults | None = None
    unproved: tuple[Fact, ...] = ()

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        return self.ruling.deviations if self.ruling else ()
