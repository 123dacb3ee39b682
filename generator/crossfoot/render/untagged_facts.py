"""The facts that a page has not told so far."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from crossfoot.model.instance import Fact


class UntaggedFacts:
    """Gives each fact once; most pages tell their facts in the order of the instance."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._order: Iterator[Fact] = iter(facts)
        self._waiting: dict[str, Fact] | None = None

    def run(self, names: list[str]) -> list[Fact | None]:
        """The facts of these ids; None for an id that no fact has, or that was told before."""
        if self._waiting is None:
            facts = list(islice(self._order, len(names)))
            if [fact.id for fact in facts] == names:
                return list(facts)
            self._order = chain(facts, self._order)
        return [self.take(name) for name in names]

    def take(self, fact_id: str) -> Fact | None:
        """The fact of this id."""
        if self._waiting is None:
            fact = next(self._order, None)
            if fact is not None and fact.id == fact_id:
                return fact
            self._waiting = {
                other.id: other for other in chain((fact,) if fact else (), self._order)
            }
        return self._waiting.pop(fact_id, None)

    def rest(self) -> Iterator[Fact]:
        """Those that were not taken."""
        return chain(self._order, (self._waiting or {}).values())
