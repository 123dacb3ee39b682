"""What follows from facts, made when it is looked at: the ids and addresses of all that take part
in a check, without a copy of each."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any, TypeVar, cast, overload

from crossfoot.model.instance import Fact
from crossfoot.model.source import SourceRef

T = TypeVar("T")


class _LazyAttribute(Sequence[T]):
    """One attribute of each fact, in order; equal to the tuple of them, and pickled as it."""

    __slots__ = ("facts",)
    read: Any

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self.facts = facts

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple(map(self.read, self.facts[place]))
        return cast(T, self.read(self.facts[place]))

    def __len__(self) -> int:
        return len(self.facts)

    def __iter__(self) -> Iterator[T]:
        return map(self.read, self.facts)

    def __eq__(self, other: object) -> bool:
        return (
            tuple(self) == tuple(other)
            if isinstance(other, (tuple, _LazyAttribute))
            else NotImplemented
        )

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)


class LazyIds(_LazyAttribute[str]):
    """The ids of facts."""

    __slots__ = ()
    read = attrgetter("id")


class LazySources(_LazyAttribute[SourceRef]):
    """The addresses of facts."""

    __slots__ = ()
    read = attrgetter("source")
