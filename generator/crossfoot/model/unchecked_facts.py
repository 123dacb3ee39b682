"""Numbers that stand in no check: a typing error there would go unseen."""

from collections.abc import Iterable

from crossfoot.model.instance import Fact
from crossfoot.model.lazy_refs import LazyIds
from crossfoot.model.source import SourceRef
from crossfoot.model.tieout import Tie

_COMPARED = frozenset({"holds", "rounding", "declared", "restated", "error"})


def unchecked_facts(facts: Iterable[Fact], ties: Iterable[Tie]) -> tuple[Fact, ...]:
    """The numeric facts, in page order, that no sum, formula, tie, repeat or earlier filing was
    compared with.

    A check that was not made (unchecked, unreadable) proves nothing.
    """
    seen: set[int] = set()
    known: set[str] = set()
    places: set[SourceRef] = set()
    for tie in ties:
        if tie.status in _COMPARED:
            if isinstance(tie.facts, LazyIds):
                seen.update(map(id, tie.facts.facts))
            elif tie.facts:
                known.update(tie.facts)
            else:
                known.add(tie.fact)
                places.update(tie.addresses)
    return tuple(
        [
            fact
            for fact in facts
            if id(fact) not in seen
            and fact.unit is not None
            and fact.id not in known
            and fact.source not in places
        ]
    )


def coverage_warning(numbers: int, unchecked: int) -> str:
    """What the verdict adds where checks cover less than half of the numbers; else nothing."""
    covered = numbers - unchecked
    if not numbers or covered * 2 >= numbers:
        return ""
    return f"; checks cover only {covered:,} of {numbers:,} numbers ({covered * 100 // numbers} %)"
