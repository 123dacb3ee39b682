"""Templates of reports filled in; the owner of Jinja2 in this stage."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from crossfoot.workspace import templates_folder

if TYPE_CHECKING:
    from jinja2 import Environment


def filled(template: str, **values: Any) -> str:
    """The template filled in; every value is escaped."""
    return _environment().get_template(template).render(**values)


def filled_pieces(template: str, **values: Any) -> Iterator[str]:
    """The same, piece by piece."""
    return _environment().get_template(template).generate(**values)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
