"""Near names for a name that is not known."""

from collections.abc import Iterable

_FEW = 8
OWN_CONCEPT = "no known name is near it; look for one in `crossfoot taxonomy docs`, or add yours to the company's concepts.csv"


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that lists up to three near names; else what `otherwise` says, or all names when they
    are few."""
    import difflib  # here, for a filing without a mistake has no use for it

    names = sorted(set(known))
    near = difflib.get_close_matches(name[:200], names, n=3, cutoff=0.75)
    if near:
        return f"did you mean {', '.join(near)}?"
    if otherwise:
        return otherwise
    return (
        f"known: {', '.join(names)}"
        if 0 < len(names) <= _FEW
        else "no known name is near it; look it up in the definitions"
    )
