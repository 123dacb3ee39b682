"""Optional libraries: one that is not installed is told with the line that installs it."""

from collections.abc import Iterator
from contextlib import contextmanager

from crossfoot.errors import SetupError


@contextmanager
def missing_driver(name: str, extra: str) -> Iterator[None]:
    """A driver that is not installed is told with the line that installs it."""
    try:
        yield
    except ImportError as missing:
        raise SetupError(
            f"{name} is not installed", f"pip install 'crossfoot[{extra}]'"
        ) from missing
