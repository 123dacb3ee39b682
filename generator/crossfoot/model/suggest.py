"""Near names for a name that is not known."""

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint that lists up to three near names, or nothing."""
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.75)
    return f"did you mean {', '.join(near)}?" if near else ""
