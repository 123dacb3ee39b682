"""Facts that are told more than once: they agree, agree within rounding, or contradict each other."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from crossfoot.model.instance import CellView, Fact, Instance
from crossfoot.model.tieout import Tie
from crossfoot.validate.places import Place, place_of
from crossfoot.validate.sums import exact, interval_of, nil, precision

Aspects = tuple[object, ...]


def numeric_duplicates(facts: Iterable[Fact]) -> dict[Aspects, list[Fact]]:
    """Numeric facts by what makes them duplicates (concept, period, members, unit)."""
    groups: dict[Aspects, list[Fact]] = {}
    for fact in facts:
        if fact.unit is not None and not nil(fact):
            groups.setdefault(fact.aspects, []).append(fact)
    return groups


def check_duplicates(instance: Instance, places: Mapping[str, Place]) -> Iterator[Tie]:
    """A record for each fact that repeats an earlier, more precise one; and for each untagged claim."""
    groups = numeric_duplicates(instance.facts)
    for group in groups.values():
        if len(group) > 1:
            best = max(group, key=precision)
            for fact in group:
                if fact is not best:
                    yield duplicate_tie(fact, best, agreement(fact, best), place_of(fact, places))
    for place, cell in _claims(instance):
        claim = cell.claim
        assert claim is not None
        twins = groups.get(claim.aspects, [])
        if cell.status == "untagged":
            best_twin = max(twins, key=precision) if twins else None
            status = "nothing" if best_twin is None or agreement(claim, best_twin) != "error" else "error"
            yield duplicate_tie(claim, best_twin, status, place)


def _claims(instance: Instance) -> Iterator[tuple[Place, CellView]]:
    for statement in instance.statements:
        for line in statement.lines:
            label = "".join(part.text for part in line.label)
            for name, cell in zip(statement.column_names, line.cells, strict=True):
                if cell.claim is not None:
                    scale = cell.amount.scale if cell.amount else 0
                    yield (
                        Place(statement=statement.id, label=label, role=line.role, column=name, scale=scale, negated=cell.negated),
                        cell,
                    )


def agreement(fact: Fact, best: Fact) -> str:
    """`holds` when equal, `rounding` when their intervals meet, else `error`."""
    if exact(fact) == exact(best):
        return "holds"
    one, other = interval_of(fact), interval_of(best)
    if one is None or other is None or fact.decimals == best.decimals:
        return "error"
    return "rounding" if one[0] <= other[1] and other[0] <= one[1] else "error"


def duplicate_tie(fact: Fact, best: Fact | None, status: str, place: Place, *, kind: str = "duplicate", note: str = "") -> Tie:
    """The record of a fact that is told again: `best` is the other, more exact or earlier one."""
    interval = interval_of(best) if best is not None else None
    return Tie(
        kind=kind,
        note=note,
        statement=place.statement,
        item=fact.concept.name,
        role=place.role,
        column=place.column,
        period=str(fact.period),
        unit=fact.unit.id if fact.unit else "",
        reported=exact(fact),
        computed=exact(best) if best is not None else None,
        low=Fraction(interval[0]) if interval else None,
        high=Fraction(interval[1]) if interval else None,
        verdict_10="",
        verdict_11="",
        status=status,
        addresses=(fact.source, best.source) if best is not None else (fact.source,),
        fact=fact.id,
        facts=tuple(one.id for one in (fact, best) if one is not None and one.id),
        scale=place.scale,
        label=place.label,
    )
