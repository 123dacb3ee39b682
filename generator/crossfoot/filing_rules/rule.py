"""What a rule is, and what it looks at."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from msgspec import Struct, field

from crossfoot.model.filing import Filing
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.profile import PROFILES, Profile
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Network, Taxonomy


class Problem(NamedTuple):
    """One place where a rule is not kept."""

    message: str
    source: SourceRef
    hint: str = ""


class FilingContext(Struct, frozen=True, kw_only=True, dict=True):
    """The finished filing; no slots, so that what several rules need is found once.

    `page` may be without cells that hold one tagged number and nothing else; `references` are what
    those refer to, ids by attribute.
    """

    filing: Filing
    instance: Instance
    taxonomy: Taxonomy
    networks: tuple[Network, ...]
    container: str
    page: str
    files: tuple[str, ...]
    references: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def profile(self) -> Profile:
        return self.filing.company.profile

    @property
    def rules(self) -> str:
        """The built-in profile whose rules of the catalogue apply."""
        return self.profile.rules or self.profile.name

    @property
    def at_page(self) -> SourceRef:
        return SourceRef(file=f"{self.instance.stem}.htm")

    @cached_property
    def facts(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.instance.facts}

    @cached_property
    def samples(self) -> tuple[Fact, ...]:
        """The first fact of each row and of each column, and all that are no usual cells: all that
        facts say but values stands in these."""
        row, columns, found = None, set[int](), []
        fact: Any
        for fact in self.instance.facts:
            if fact.__class__ is PackedCell:
                if fact.row is row and id(fact.column) in columns:
                    continue
                row = fact.row
                columns.add(id(fact.column))
            found.append(fact)
        return tuple(found)

    @cached_property
    def unusual(self) -> tuple[Fact, ...]:
        """The facts that are no usual cells: texts, nil, numbers with a point or a dash."""
        return tuple(fact for fact in self.samples if not isinstance(fact, PackedCell))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The types of the concepts that have facts."""
        return frozenset(fact.concept.type for fact in self.samples)

    def facts_of(self, kinds: Collection[str]) -> tuple[Fact, ...]:
        """The facts, if there is one whose concept is of such a type."""
        return () if self.kinds.isdisjoint(kinds) else self.instance.facts

    @cached_property
    def presented(self) -> frozenset[str]:
        return frozenset(node.concept for network in self.networks for node in network.nodes)

    @cached_property
    def used(self) -> dict[str, Fact]:
        """Concepts of facts, axes and members, each with the fact that uses it first."""
        used: dict[str, Fact] = {}
        for fact in self.samples:
            used.setdefault(fact.concept.name, fact)
            for pair in fact.members:
                for name in pair:
                    used.setdefault(name, fact)
        return used

    @cached_property
    def own(self) -> tuple[Concept, ...]:
        """The company's own elements that the extension declares."""
        return tuple(
            self.taxonomy.concepts[name] for name in sorted(self.presented & self.taxonomy.own)
        )

    @cached_property
    def shown(self) -> tuple[Concept, ...]:
        """Every element that stands in a tree."""
        return tuple(self.taxonomy.concepts[name] for name in sorted(self.presented))

    def role_uri(self, network: Network) -> str:
        return self.taxonomy.vocabulary.role_uri(network)


Check = Callable[[FilingContext], Iterator[Problem]]
Checks = dict[str, Check]
"""Rule id to what looks at it; the rest of a rule stands in catalogue.csv."""


class Rule(Struct, frozen=True, kw_only=True):
    """One rule with the ids that authorities give it; `held` says where it is kept when no check
    looks at it.

    `deviations` are reasons by profile: there the rule is looked at and told, and does not count as
    a finding.
    """

    id: str
    title: str
    efm: str
    esef: str
    edinet: str
    severity: str
    profiles: tuple[str, ...] = PROFILES
    held: str = ""
    deviations: Mapping[str, str]

    @property
    def ids(self) -> str:
        """`EFM 6.5.7; ESEF 2.1.2`."""
        pairs = (("EFM", self.efm), ("ESEF", self.esef), ("EDINET", self.edinet))
        return "; ".join(f"{name} {ids}" for name, ids in pairs if ids)
