"""Frozen records made by the hundred thousand: the same records, in a fifth of the time.

A frozen dataclass sets each field past its freeze. `quick` fills a twin with the same slots that is not frozen,
and then makes it the record: equal to one made the usual way, and frozen from then on. For what is made once a cell or concept.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from crossfoot.model.record import shape_of

T = TypeVar("T")


def quick(record: type[T]) -> Callable[..., T]:
    """A constructor of a frozen dataclass with slots; it takes the same keywords and has the same defaults."""
    shape = shape_of(record)
    twin: Any = type(record.__name__, (), {"__slots__": shape.names})
    scope: dict[str, Any] = {f"default_{name}": value for name, value in shape.defaults.items()}
    takes = ", ".join(f"{name}=default_{name}" if name in shape.defaults else name for name in shape.names)
    steps = "".join(f"    self.{name} = {name}\n" for name in shape.names)
    scope |= {"blank": twin.__new__, "twin": twin, "record": record}
    exec(f"def make(*, {takes}):\n    self = blank(twin)\n{steps}    self.__class__ = record\n    return self\n", scope)
    made: Callable[..., T] = scope["make"]
    return made
