"""`nonnegative.csv` beside the concepts of the base and of a company: what can't be negative, and
the members that deduct."""

from collections.abc import Collection
from pathlib import Path

from crossfoot.curated.tables import read_table
from crossfoot.model.finding import Finding, error
from crossfoot.model.suggestions import did_you_mean

COLUMNS = ("name", "reason")


def read_nonnegative(
    folder: Path, shown: str, concepts: Collection[str]
) -> tuple[frozenset[str], list[Finding]]:
    """The names of the list, if the folder has one; a finding for each that no concept has."""
    path = folder / "nonnegative.csv"
    if not path.exists():
        return frozenset(), []
    table, findings = read_table(path, f"{shown}/nonnegative.csv")
    if table is None:
        return frozenset(), findings
    if table.header != COLUMNS:
        known = f"known: {', '.join(COLUMNS)}"
        return frozenset(), [
            *findings,
            error("read.header", "the columns are not those of this list", table.at(1), known),
        ]
    for number, (name, *_) in table.rows:
        if name not in concepts:
            findings.append(
                error(
                    "concept.unknown",
                    f"there is no concept '{name}'",
                    table.at(number),
                    did_you_mean(name, concepts),
                )
            )
    return frozenset(cells[0] for _, cells in table.rows), findings
