"""Everything that can be proved before Arelle sees the filing: sums, derived values, duplicates, ties; and what was declared."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from msgspec.structs import replace

from crossfoot.model.compact import unusual_lines
from crossfoot.model.filing import Filing
from crossfoot.model.finding import Finding, error
from crossfoot.model.identities import Identities
from crossfoot.model.instance import Instance
from crossfoot.model.taxonomy import Network
from crossfoot.model.tieout import CONSISTENT, INCONSISTENT, UNCHECKED, Tie
from crossfoot.model.told import ToldIds, ToldSources
from crossfoot.validate.blanks import blank_findings, blank_totals, holes, never_checked
from crossfoot.validate.crossing import check_crossing, crossing_findings
from crossfoot.validate.declared import apply_declarations
from crossfoot.validate.derived import any_derived, check_derived
from crossfoot.validate.duplicates import check_duplicates
from crossfoot.validate.grid import Grid
from crossfoot.validate.history import OtherFiling, check_history
from crossfoot.validate.identities import check_components, check_per_share, per_share_findings
from crossfoot.validate.places import Places, place_of, places_of, shown
from crossfoot.validate.signs import Unsigned, sign_findings
from crossfoot.validate.sums import FactIndex, Sum, check_sums, exact, nil
from crossfoot.validate.ties import check_ties
from crossfoot.validate.told import told_of
from crossfoot.validate.unreadable import explain_unreadable, unreadable_findings, unreadable_twins

_WAY_OUT = "correct the cell; if the page really prints this, declare it in filing.yaml with the reason"
_WORDS = {"sum": "its parts add up to", "derived": "its formula gives", "duplicate": "the other place says", "tie": "it should be"}


NO_IDENTITIES = Identities()


def preflight(
    filing: Filing,
    instance: Instance,
    networks: tuple[Network, ...],
    others: Mapping[str, OtherFiling] | None = None,
    unsigned: Unsigned | None = None,
    identities: Identities = NO_IDENTITIES,
) -> tuple[tuple[Tie, ...], list[Finding]]:
    """Every check of the filing as a record, and a finding for each that fails and is not declared.

    `others` are the company's other filings by folder name, for ties across filings and for comparatives.
    """
    findings: list[Finding] = []
    index = FactIndex(instance.facts)
    unusual = unusual_lines(instance)
    grid = Grid().add(instance.statements if filing.ties or any_derived(unusual.statements) else ())
    places = places_of(instance.statements)
    exact_tables = frozenset(statement.id for statement in instance.statements if statement.exact)
    ties = [
        *(_sum_tie(found, places, exact_tables) for found in _sums(filing.calculations, networks, index)),
        *blank_totals(instance, networks, index),
        *check_derived(unusual.statements, grid, findings),
        *check_duplicates(instance, unusual, index, places),
        *unreadable_twins(unusual, index, (others or {}).values()),
        *check_ties(filing.ties, grid, {name: other.grid for name, other in (others or {}).items()}, findings),
        *check_crossing(instance, networks),
        *check_components(identities, index, places),
        *check_history(instance, filing.period_end, (others or {}).values(), places),
    ]
    ties.extend(check_per_share(identities, index, places, ties))
    blanks = list(blank_findings(ties))
    told = {blank.source for blank in blanks}
    blanks += [hole for hole in holes(instance, filing.readings) if hole.source not in told]
    findings.extend((*never_checked(ties), *blanks, *crossing_findings(ties)))
    findings.extend(per_share_findings(ties))
    if unsigned is not None:
        findings.extend(sign_findings(index, unsigned, places))
    ties = explain_unreadable(ties, unusual, networks)
    findings.extend(unreadable_findings(ties))
    declared = apply_declarations(ties, filing.declarations, findings)
    findings.extend(tie_finding(tie) for tie in declared if tie.status == "error")
    return tuple(declared), findings


def _sums(calculations: str, networks: Iterable[Network], index: FactIndex) -> Iterator[Sum]:
    """Every summation; without arcs of the old arcrole nothing is bound under 1.0 (1.1 takes both arcroles)."""
    for found in check_sums(networks, index):
        yield replace(found, verdict_10=UNCHECKED) if calculations == "1.1" else found


def _sum_tie(found: Sum, places: Places, exact_tables: frozenset[str]) -> Tie:
    total = found.total
    note = f"not reported: {', '.join(found.missing)}" if found.missing else ""
    reported = Fraction(0) if nil(total) else exact(total)
    parts = [fact for fact, _ in found.parts]
    cells = (total, *parts)
    return Tie(
        **told_of(total, place_of(total, places)),
        kind="sum",
        reported=reported,
        computed=reported if reported == found.computed else found.computed,
        low=found.low,
        high=found.high,
        verdict_10=found.verdict_10,
        verdict_11=found.verdict_11,
        status=_sum_status(found, reported, exact_tables, places),
        addresses=ToldSources(cells),
        fact=total.id,
        facts=ToldIds(cells if len(found.totals) == 1 else (*found.totals, *parts)),
        totals=len(found.totals),
        network=found.network,
        members=total.members,
        missing=found.missing,
        note=note,
    )


def _sum_status(found: Sum, reported: Fraction, exact_tables: frozenset[str], places: Places) -> str:
    """How a summation ended; inside the interval is still an error where the tables say that their totals are exact."""
    verdicts = (found.verdict_10, found.verdict_11)
    if found.verdict_11 == INCONSISTENT or verdicts == (INCONSISTENT, UNCHECKED):
        return "error"
    if verdicts == (UNCHECKED, UNCHECKED):
        return "unchecked"
    if nil(found.total):
        return "unchecked"
    if reported == found.computed:
        return "holds"
    if not exact_tables:
        return "rounding"
    facts = (found.total, *(fact for fact, _ in found.parts))
    alike = len({fact.decimals for fact in facts}) == 1
    return "error" if alike and all(place_of(fact, places).statement in exact_tables for fact in facts) else "rounding"


def tie_finding(tie: Tie) -> Finding:
    """The finding of a check that failed: printed value, computed value, the cell and what takes part in it."""
    reported = shown(tie.reported, tie.scale, tie.negated) if tie.reported is not None else "nothing"
    computed = shown(tie.computed, tie.scale, tie.negated) if tie.computed is not None else "nothing"
    name = tie.label or tie.item
    message = f"{name} is {reported}; {_WORDS.get(tie.kind, 'it should be')} {computed} (error)"
    hint = f"{tie.note}: {_WAY_OUT}" if tie.note else _WAY_OUT
    return error(f"calc.{tie.kind}", message, tie.addresses[0], hint, tuple(tie.addresses[1:]))


def verdicts(ties: Iterable[Tie]) -> Iterator[str]:
    """All verdicts that are not empty, for counting."""
    for tie in ties:
        yield from (verdict for verdict in (tie.verdict_10, tie.verdict_11) if verdict in (CONSISTENT, INCONSISTENT, UNCHECKED))
