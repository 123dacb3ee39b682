"""Everything that can be proved before Arelle sees the filing: sums, derived values, duplicates,
ties; and what was declared."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.checks.accounting_relations import (
    check_components,
    check_per_share,
    per_share_findings,
)
from crossfoot.checks.comparatives import PriorFiling, check_history, earlier, restated_findings
from crossfoot.checks.convenience_translation import translation_findings
from crossfoot.checks.crossfooting import check_crossfooting, crossfooting_findings
from crossfoot.checks.declared import apply_declarations
from crossfoot.checks.derived import any_derived, check_derived
from crossfoot.checks.display_location import DisplayLocations, location_of, locations_of, shown
from crossfoot.checks.duplicates import check_duplicates
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact, nil
from crossfoot.checks.ids import sum_id
from crossfoot.checks.missing_values import blank_totals, missing_value_findings, unchecked_findings
from crossfoot.checks.per_share_signs import opposite_sign_findings
from crossfoot.checks.period_sums import check_period_sums, period_sum_findings
from crossfoot.checks.reference_resolver import CellIndex
from crossfoot.checks.rollforward_gaps import rollforward_gap_findings
from crossfoot.checks.signs import NonNegative, sign_findings
from crossfoot.checks.sums import Sum, check_sums
from crossfoot.checks.tieout_fields import fact_fields
from crossfoot.checks.ties import check_ties
from crossfoot.checks.transpositions import transposition_findings
from crossfoot.checks.unreadable import (
    explain_unreadable,
    unreadable_duplicates,
    unreadable_findings,
)
from crossfoot.model.accounting_relations import AccountingRelations
from crossfoot.model.filing import Filing
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import Instance
from crossfoot.model.lazy_refs import LazyIds, LazySources
from crossfoot.model.packed_cell import lines_with_other_cells
from crossfoot.model.taxonomy import Network
from crossfoot.model.tieout import INCONSISTENT, UNCHECKED, Tie

_WAY_OUT = (
    "correct the cell; if the page really prints this, declare it in filing.yaml with the reason"
)
_WORDS = {
    "sum": "its parts add up to",
    "derived": "its formula gives",
    "duplicate": "the other place says",
    "tie": "it should be",
}


NO_IDENTITIES = AccountingRelations()


class _Page(Struct, frozen=True, kw_only=True):
    """A filing with its facts and cells in the order that the checks ask for them."""

    filing: Filing
    instance: Instance
    networks: tuple[Network, ...]
    others: Mapping[str, PriorFiling]
    identities: AccountingRelations
    index: FactIndex
    places: DisplayLocations
    unusual: Instance
    """the lines that hold another cell than usual ones"""

    def ties(self, findings: list[Finding]) -> list[Tie]:
        """Every check as a record; what can't be checked, as a finding."""
        filing, instance, index, places, others = (
            self.filing,
            self.instance,
            self.index,
            self.places,
            self.others,
        )
        grid = CellIndex().add(
            instance.statements if filing.ties or any_derived(self.unusual.statements) else ()
        )
        exact_tables = frozenset(
            statement.id for statement in instance.statements if statement.exact
        )
        ties = [
            *(
                _sum_tie(found, places, exact_tables, filed)
                for found, filed in _sums(filing.calculations, self.networks, index)
            ),
            *blank_totals(instance, self.networks, index),
            *check_derived(self.unusual.statements, grid, findings),
            *check_duplicates(instance, self.unusual, index, places),
            *unreadable_duplicates(self.unusual, index, others.values()),
            *check_ties(
                filing.ties, grid, {name: other.grid for name, other in others.items()}, findings
            ),
            *check_crossfooting(instance, self.networks),
            *check_components(self.identities, index, places),
            *check_history(instance, filing.period_end, others.values(), places),
            *check_period_sums(
                instance, index, earlier(filing.period_end, others.values()), places
            ),
        ]
        return [*ties, *check_per_share(self.identities, index, places, ties)]

    def doubts(self, ties: list[Tie], unsigned: NonNegative | None) -> Iterator[Finding]:
        """Warnings: what was not checked, and what is odd though no check fails."""
        yield from unchecked_findings(ties)
        yield from missing_value_findings(self.instance, ties, self.filing.readings)
        yield from crossfooting_findings(ties)
        yield from period_sum_findings(ties)
        yield from rollforward_gap_findings(self.instance, self.index)
        yield from translation_findings(self.instance)
        yield from transposition_findings(
            self.index, earlier(self.filing.period_end, self.others.values()), self.places
        )
        yield from per_share_findings(ties)
        yield from opposite_sign_findings(self.identities, self.index, self.places)
        if unsigned is not None:
            yield from sign_findings(self.index, unsigned, self.places)


def preflight(
    filing: Filing,
    instance: Instance,
    networks: tuple[Network, ...],
    others: Mapping[str, PriorFiling] | None = None,
    unsigned: NonNegative | None = None,
    identities: AccountingRelations = NO_IDENTITIES,
) -> tuple[tuple[Tie, ...], list[Finding]]:
    """Every check of the filing as a record, and a finding for each that fails and is not declared.

    `others` are the company's other filings by folder name, for ties across filings and for
    comparatives.
    """
    page = _Page(
        filing=filing,
        instance=instance,
        networks=networks,
        others=others or {},
        identities=identities,
        index=FactIndex(instance.facts),
        places=locations_of(instance.statements),
        unusual=lines_with_other_cells(instance),
    )
    findings: list[Finding] = []
    ties = page.ties(findings)
    findings.extend(page.doubts(ties, unsigned))
    ties = explain_unreadable(ties, page.unusual, networks)
    findings.extend(unreadable_findings(ties))
    declared = apply_declarations(ties, filing.declarations, findings)
    findings.extend(restated_findings(declared))
    findings.extend(tie_finding(tie) for tie in declared if tie.status == "error")
    return tuple(declared), findings


def _sums(
    calculations: str, networks: Iterable[Network], index: FactIndex
) -> Iterator[tuple[Sum, bool]]:
    """Every summation, and whether the filing has arcs for it.

    Without arcs of the old arcrole nothing is bound under 1.0 (1.1 takes both arcroles); a total of
    mixed precision has none of 1.0.
    """
    networks = tuple(networks)
    mixed = {network.id: network.mixed_totals() for network in networks}
    for found in check_sums(networks, index):
        without_10 = found.total.concept.name in mixed[found.network]
        if calculations == "1.1" or without_10:
            found = replace(found, verdict_10=UNCHECKED, verdict_10d=UNCHECKED)
        yield found, not (without_10 and calculations == "1.0")


def _sum_tie(
    found: Sum, places: DisplayLocations, exact_tables: frozenset[str], filed: bool
) -> Tie:
    total = found.total
    note = f"not reported: {', '.join(found.missing)}" if found.missing else ""
    reported = Fraction(0) if nil(total) else exact(total)
    parts = [fact for fact, _ in found.parts]
    cells = (total, *parts)
    return Tie(
        **fact_fields(total, location_of(total, places)),
        kind="sum",
        reported=reported,
        computed=reported if reported == found.computed else found.computed,
        low=found.low,
        high=found.high,
        verdict_10=found.verdict_10,
        verdict_10d=found.verdict_10d,
        verdict_11=found.verdict_11 if filed else UNCHECKED,
        status=_sum_status(found, reported, exact_tables, places),
        addresses=LazySources(cells),
        fact=total.id,
        assertion="" if filed else sum_id(found.network, total.id),
        facts=LazyIds(cells if len(found.totals) == 1 else (*found.totals, *parts)),
        totals=len(found.totals),
        network=found.network,
        members=total.members,
        missing=found.missing,
        note=note,
    )


def _sum_status(
    found: Sum, reported: Fraction, exact_tables: frozenset[str], places: DisplayLocations
) -> str:
    """How a summation ended; inside the interval is still an error where the tables say that their
    totals are exact."""
    verdicts = (found.verdict_10, found.verdict_11)
    if found.verdict_11 == INCONSISTENT or verdicts == (INCONSISTENT, UNCHECKED):
        return "error"
    if verdicts == (UNCHECKED, UNCHECKED) or nil(found.total):
        return "unchecked"
    if reported == found.computed:
        return "holds"
    return "error" if exact_tables and _of_exact_tables(found, exact_tables, places) else "rounding"


def _of_exact_tables(found: Sum, exact_tables: frozenset[str], places: DisplayLocations) -> bool:
    """Whether all that take part are printed to the same digit, in tables that say that their
    totals are exact."""
    facts = (found.total, *(fact for fact, _ in found.parts))
    alike = len({fact.decimals for fact in facts}) == 1
    return alike and all(location_of(fact, places).statement in exact_tables for fact in facts)


def tie_finding(tie: Tie) -> Finding:
    """The finding of a check that failed: printed value, computed value, the cell and what takes
    part in it."""
    reported = (
        shown(tie.reported, tie.scale, tie.negated) if tie.reported is not None else "nothing"
    )
    computed = (
        shown(tie.computed, tie.scale, tie.negated) if tie.computed is not None else "nothing"
    )
    name = tie.label or tie.item
    message = f"{name} is {reported}; {_WORDS.get(tie.kind, 'it should be')} {computed} (error)"
    hint = f"{tie.note}: {_WAY_OUT}" if tie.note else _WAY_OUT
    return error(f"calc.{tie.kind}", message, tie.addresses[0], hint, tuple(tie.addresses[1:]))
