"""Numbers of which a digit can't be read: what their other digits allow, and what another place
prints for the same fact."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from msgspec.structs import replace

from crossfoot.checks.comparatives import PriorFiling
from crossfoot.checks.display_location import DisplayLocation, claims_of, shown
from crossfoot.checks.duplicates import duplicate_tie
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import exact
from crossfoot.model.finding import Finding
from crossfoot.model.instance import CellView, Fact, Instance, Members
from crossfoot.model.taxonomy import Network
from crossfoot.model.tieout import Tie

_CONTRADICTS = "the digits that can be read contradict it"


def unreadable_duplicates(
    instance: Instance, index: FactIndex, others: Iterable[PriorFiling]
) -> Iterator[Tie]:
    """A record for each unreadable cell whose fact is printed elsewhere, here or in an earlier
    filing; the cell is never filled from it."""
    earlier = sorted(others, key=lambda other: other.period_end, reverse=True)
    for place, cell, claim in _unreadable(instance):
        twin, where = _duplicate_of(claim, index, earlier)
        if twin is not None:
            tie = duplicate_tie(claim, twin, "unreadable", place)
            explanation = (
                f"'{cell.text}' can't be read; {where or twin.source} says {_as_printed(twin, tie)}"
            )
            note = explanation if _allows(cell, twin) else f"{explanation}, and {_CONTRADICTS}"
            yield replace(
                tie,
                reported=None,
                note=note,
                addresses=tie.addresses[:1] if where else tie.addresses,
            )


def _unreadable(instance: Instance) -> Iterator[tuple[DisplayLocation, CellView, Fact]]:
    return (found for found in claims_of(instance.statements) if found[1].status == "unreadable")


def _duplicate_of(
    claim: Fact, index: FactIndex, earlier: Iterable[PriorFiling]
) -> tuple[Fact | None, str]:
    """The most exact fact of the same aspects in this filing, else that of the latest filing before
    it, with its name."""
    here = index.twin(claim)
    if here is not None:
        return here, ""
    found = next((other for other in earlier if claim.aspects in other.facts), None)
    return (
        (found.facts[claim.aspects], f"the filing {found.name}")
        if found is not None
        else (None, "")
    )


def _as_printed(twin: Fact, tie: Tie) -> str:
    return shown(exact(twin), tie.scale, tie.negated)


def _allows(cell: CellView, twin: Fact) -> bool:
    """Whether the twin can be what the cell prints: digit by digit where both are of one precision,
    else by the interval."""
    assert cell.amount is not None
    value = -exact(twin) if cell.negated else exact(twin)
    amount = cell.amount
    if twin.decimals != amount.decimals:
        return min(amount.low, amount.high) <= value <= max(amount.low, amount.high)
    pattern = amount.plain_digits.replace(",", "").replace(".", "")
    steps = abs(value) * Fraction(10) ** amount.decimals
    digits = str(steps.numerator).zfill(len(pattern))
    same = len(digits) == len(pattern) and all(
        digit in ("?", known) for digit, known in zip(pattern, digits, strict=True)
    )
    return same and (not value or (value < 0) == (amount.low < 0))


def unreadable_findings(ties: Iterable[Tie]) -> Iterator[Finding]:
    """What another place prints for an unreadable cell: information, or a warning where the digits
    contradict it."""
    for tie in ties:
        if tie.kind == "duplicate" and tie.status == "unreadable":
            severity = "warning" if tie.note.endswith(_CONTRADICTS) else "info"
            yield Finding(
                code="calc.unreadable",
                severity=severity,
                message=tie.note,
                source=tie.addresses[0],
                hint="look at the page again: type what it shows, with the evidence in readings.csv; it is never filled in by itself",
                also=tuple(tie.addresses[1:]),
            )


_ClaimKey = tuple[str, str, Members, str]


def explain_unreadable(
    ties: list[Tie], instance: Instance, networks: Iterable[Network]
) -> list[Tie]:
    """A sum that fails only because a missing part can't be read: it is unreadable, when the digits
    allow the difference."""
    claims = _claimed(instance)
    if not claims:
        return ties
    weights = {
        (n.id, part.total, node.concept): part.weight
        for n in networks
        for node in n.nodes
        for part in node.parts
    }
    return [
        _with_claims(tie, claims, weights) if tie.kind == "sum" and tie.status == "error" else tie
        for tie in ties
    ]


def _claimed(instance: Instance) -> dict[_ClaimKey, tuple[Fraction, Fraction]]:
    """What the digits of each unreadable fact allow; of several cells, what all of them do."""
    claims: dict[_ClaimKey, tuple[Fraction, Fraction]] = {}
    for _, cell, fact in _unreadable(instance):
        assert cell.amount is not None
        sign = -1 if cell.negated else 1
        low, high = sorted((Fraction(cell.amount.low) * sign, Fraction(cell.amount.high) * sign))
        key = (str(fact.period), fact.unit.id if fact.unit else "", fact.members, fact.concept.name)
        known = claims.get(key, (low, high))
        claims[key] = (max(low, known[0]), min(high, known[1]))
    return claims


def _with_claims(
    tie: Tie,
    claims: Mapping[_ClaimKey, tuple[Fraction, Fraction]],
    weights: Mapping[tuple[str, str, str], int],
) -> Tie:
    low, high = tie.low or Fraction(0), tie.high or Fraction(0)
    used = False
    for part in tie.missing:
        claim = claims.get((tie.period, tie.unit, tie.members, part))
        if claim is not None:
            ends = sorted(bound * weights[tie.network, tie.item, part] for bound in claim)
            low, high, used = low + ends[0], high + ends[1], True
    if not used or tie.reported is None:
        return tie
    status = "unreadable" if low <= tie.reported <= high else "error"
    return replace(tie, low=low, high=high, status=status, note="a part can't be read")
