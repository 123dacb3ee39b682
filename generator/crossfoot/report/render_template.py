"""Templates of reports filled in."""

from collections.abc import Iterator
from typing import Any

from crossfoot.system.templates import templates


def filled(template: str, **values: Any) -> str:
    """The template filled in; every value is escaped."""
    return templates().get_template(template).render(**values)


def filled_pieces(template: str, **values: Any) -> Iterator[str]:
    """The same, piece by piece."""
    return templates().get_template(template).generate(**values)
