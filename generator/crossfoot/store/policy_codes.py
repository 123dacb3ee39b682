"""Codes of findings that a filing can bring to the gate, so that a policy that names none of them
is told."""

from fnmatch import fnmatchcase

from crossfoot.model.suggestions import did_you_mean

LISTED = {
    "calc": ("sum", "derived", "tie", "duplicate", "comparative", "blank", "disagree", "negative", "unreadable"),
    "ingest": (
        "accession", "changed", "empty", "fact", "failed", "filed", "filer", "nothing", "period", "stands", "taxonomy", "unreadable",
        "unvalidated", "value", "worker",
    ),
}  # fmt: skip
"""families of which every code is known here"""
OPEN = (
    "arelle", "align", "base", "build", "cause", "company", "concept", "coverage", "declared", "derived", "label", "lint", "network",
    "note", "package", "read", "release", "render", "rule", "table", "taxonomy", "tie", "validate",
)  # fmt: skip
"""families that other software names, or other parts of this program"""
_WILD = "*?["


def no_such_code(pattern: str) -> str | None:
    """Why no finding has a code that fits the pattern, as a hint; None where one can."""
    family, dot, rest = pattern.partition(".")
    families = [*LISTED, *OPEN]
    if any(sign in family for sign in _WILD):
        begins = family if dot else f"{family}*"
        fits = (
            any(fnmatchcase(one, begins) or fnmatchcase(f"{one}.", begins) for one in families)
            or pattern[0] in "*?"
        )
        return None if fits else _near(pattern)
    if family not in families:
        return _near(family, rest if dot else "*")
    codes = [f"{family}.{name}" for name in LISTED.get(family, ())]
    if not dot or (codes and not any(fnmatchcase(code, pattern) for code in codes)):
        return did_you_mean(
            pattern, [*codes, f"{family}.*"], f"known: {', '.join(codes) or f'{family}.*'}"
        )
    return None


def _near(family: str, rest: str = "*") -> str:
    """The family that was meant, with the rest of the pattern."""
    return did_you_mean(
        f"{family}.{rest}",
        [f"{one}.{rest}" for one in (*LISTED, *OPEN)],
        f"known: {', '.join((*LISTED, *OPEN))}",
    )
