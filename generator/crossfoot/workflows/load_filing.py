"""What a build reads: the filing, its base, the company's extension, and the filings that came
before; each base and filing once."""

from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.checks.comparatives import PriorFiling, prior_filing
from crossfoot.checks.signs import NonNegative
from crossfoot.curated.accounting_relations import read_accounting_relations, read_nonnegative
from crossfoot.curated.base_ties import applied, read_base_ties
from crossfoot.curated.filing import read_filing
from crossfoot.curated.taxonomies import read_base, read_extension
from crossfoot.errors import SetupError
from crossfoot.facts.build import build_instance
from crossfoot.model.accounting_relations import AccountingRelations
from crossfoot.model.filing import Filing
from crossfoot.model.finding import Finding, error
from crossfoot.model.published import Published
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.taxonomy.check import check_networks
from crossfoot.taxonomy.compile import compile_base
from crossfoot.workspace import Workspace


class Reading(Struct, frozen=True, kw_only=True):
    """A filing with the taxonomy that it is told in; `rebased` are findings that hold for elements
    only if they are used."""

    filing: Filing
    taxonomy: Taxonomy
    base_files: dict[str, bytes]
    unsigned: NonNegative
    rebased: dict[str, list[Finding]]


class Library(Struct):
    """Reads the filings of one workspace, on its own base or on a published one."""

    workspace: Workspace
    published: Published | None = None
    bases: dict[tuple[str, frozenset[str]], tuple[Taxonomy, list[Finding], dict[str, bytes]]] = (
        field(default_factory=dict)
    )
    others: dict[Path, PriorFiling | None] = field(default_factory=dict)

    def read(self, folder: Path) -> tuple[Reading | None, list[Finding]]:
        """The filing and its taxonomy; None where there is no reading it."""
        filing, findings = read_filing(folder)
        if filing is None:
            return None, findings
        if not self.workspace.has_base(filing.base):
            at, hint = (
                SourceRef(file=filing.at.file),
                "known: the folders under taxonomy/, such as gaap/2026",
            )
            return None, [
                *findings,
                error("read.base", f"the base taxonomy '{filing.base}' is not there", at, hint),
            ]
        base, problems, base_files = self._base(filing)
        rules, more = read_base_ties(
            self.workspace.base_folder(filing.base), filing.base, base.concepts
        )
        findings = [*findings, *problems, *more]
        taxonomy, rebased = self._extended(folder, filing, base, findings)
        reading = Reading(
            filing=replace(filing, ties=(*filing.ties, *applied(rules, filing))),
            taxonomy=taxonomy,
            base_files=base_files,
            unsigned=self._unsigned(folder.parent, filing.base, taxonomy, findings),
            rebased=rebased,
        )
        return reading, findings

    def _extended(
        self, folder: Path, filing: Filing, base: Taxonomy, findings: list[Finding]
    ) -> tuple[Taxonomy, dict[str, list[Finding]]]:
        """The base with the company's extension, on the published base where one is asked for."""
        wanted = {network for table in filing.tables for network in table.networks}
        taxonomy, problems = read_extension(
            folder.parent, filing.company, filing.stem, base, wanted
        )
        findings.extend(problems)
        findings.extend(check_networks(taxonomy, wanted))
        if self.published is None:
            return taxonomy, {}
        from crossfoot.taxonomy.map_to_base import map_to_base

        return map_to_base(taxonomy, self.published)

    def identities(self, filing: Filing) -> tuple[AccountingRelations, list[Finding]]:
        """What holds between concepts of the base wherever they are told."""
        return read_accounting_relations(
            self.workspace.base_folder(filing.base), filing.base, self._base(filing)[0].concepts
        )

    def before(self, folder: Path, filing: Filing) -> dict[str, PriorFiling]:
        """The filings of this company that came before, and those that its ties name."""
        here = folder.resolve()
        named = {name for tie in filing.ties for name in tie.filings}
        found = {}
        for other in sorted(here.parent.glob("*/filing.yaml")):
            name = other.parent.name
            if other.parent != here and (name in named or name < here.name):
                if other.parent not in self.others:
                    self.others[other.parent] = self._other(other.parent)
                if (one := self.others[other.parent]) is not None:
                    found[name] = one
        return found

    def _unsigned(
        self, company: Path, base: str, taxonomy: Taxonomy, findings: list[Finding]
    ) -> NonNegative:
        """What the base and the company say can't be negative."""
        names: frozenset[str] = frozenset()
        for folder, shown in ((self.workspace.base_folder(base), base), (company, company.name)):
            listed, problems = read_nonnegative(folder, shown, taxonomy.concepts)
            findings.extend(problems)
            names |= listed
        return NonNegative(names, taxonomy.concepts)

    def _base(self, filing: Filing) -> tuple[Taxonomy, list[Finding], dict[str, bytes]]:
        wanted = frozenset(network for table in filing.tables for network in table.networks)
        if (filing.base, wanted) not in self.bases:
            folder = self.workspace.base_folder(filing.base)
            taxonomy, findings = read_base(folder, filing.base, wanted)
            schema = taxonomy.vocabulary.schema
            needed = (schema, f"{schema.removesuffix('.xsd')}-parts.xsd")
            try:
                files = {name: (folder / "xbrl" / name).read_bytes() for name in needed}
            except OSError as missing:
                raise SetupError(
                    f"the base {filing.base} is not compiled", "run: crossfoot taxonomy build"
                ) from missing
            if "".join(compile_base(taxonomy)[schema]).encode() != files[schema] and not findings:
                raise SetupError(
                    f"the compiled base {filing.base} is older than its sources",
                    "run: crossfoot taxonomy build",
                )
            self.bases[filing.base, wanted] = (taxonomy, findings, files)
        return self.bases[filing.base, wanted]

    def _other(self, folder: Path) -> PriorFiling | None:
        filing, _ = read_filing(folder)
        if filing is None:
            return None
        wanted = {network for table in filing.tables for network in table.networks}
        taxonomy, _ = read_extension(
            folder.parent, filing.company, filing.stem, self._base(filing)[0], wanted
        )
        return prior_filing(folder.name, filing.period_end, build_instance(filing, taxonomy)[0])
