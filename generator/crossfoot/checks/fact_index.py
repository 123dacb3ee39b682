"""The numeric facts of a filing, found by concept, and by period, members and unit."""

from collections.abc import Iterable

from crossfoot.checks.fact_values import nil, precision
from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Members
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.taxonomy import Concept

Key = tuple[Period, Members, str]


class FactIndex:
    """Numeric facts by concept, in their order; by key only for the concepts that are asked for.

    A key is a number that stands for period, members and unit: the same for equal ones, whatever
    object says them.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts: dict[str, list[Fact]] = {}
        self._keys: dict[Key, int] = {}
        self._columns: dict[int, int] = {}
        concept: Concept | None = None
        reported: list[Fact] = []
        for fact in facts:
            if fact.unit is not None:
                if fact.concept is not concept:
                    concept = fact.concept
                    reported = self.facts.setdefault(concept.name, [])
                reported.append(fact)

    def key(self, fact: Fact) -> int:
        """The key of a numeric fact; those of one column are looked up once."""
        column = fact.column if type(fact) is PackedCell else None  # type: ignore[comparison-overlap]
        if column is None:
            return self._key(fact)
        found = self._columns.get(id(column))
        if found is None:
            found = self._columns[id(column)] = self._key(fact)
        return found

    def _key(self, fact: Fact) -> int:
        assert fact.unit is not None
        return self._keys.setdefault((fact.period, fact.members, fact.unit.id), len(self._keys))

    def twin(self, claim: Fact) -> Fact | None:
        """The most exact fact of the same aspects."""
        found = [
            fact
            for fact in self.facts.get(claim.concept.name, ())
            if fact.aspects == claim.aspects and not nil(fact)
        ]
        return max(found, key=precision) if found else None

    def keyed(self, concept: str) -> dict[int, list[Fact]]:
        """The facts of a concept by key."""
        found: dict[int, list[Fact]] = {}
        columns = self._columns.get
        for fact in self.facts.get(concept, ()):
            key = columns(id(fact.column)) if type(fact) is PackedCell else None  # type: ignore[comparison-overlap]
            if key is None:
                key = self.key(fact)
            if key in found:
                found[key].append(fact)
            else:
                found[key] = [fact]
        return found
