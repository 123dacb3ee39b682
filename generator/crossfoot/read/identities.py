"""What two numbers of anyone's filing have to do with each other: `components.csv` and `per-share.csv` beside the base."""

from pathlib import Path

from crossfoot.model.finding import Finding, error
from crossfoot.model.identities import Component, Identities, PerShare
from crossfoot.read.tables import read_table

COMPONENTS, PER_SHARE = ("equity", "member", "concept", "sign"), ("per_share", "amount", "shares")


def read_identities(folder: Path, shown: str) -> tuple[Identities, list[Finding]]:
    """Both lists of a base; empty where it has none."""
    findings: list[Finding] = []
    components = [
        Component(equity=equity, member=member, concept=concept, sign=-1 if sign == "-1" else 1)
        for equity, member, concept, sign in _rows(folder, shown, "components.csv", COMPONENTS, findings)
    ]
    per_share = [
        PerShare(name=name, amounts=tuple(one.strip() for one in amount.split(";")), shares=shares)
        for name, amount, shares in _rows(folder, shown, "per-share.csv", PER_SHARE, findings)
    ]
    return Identities(components=tuple(components), per_share=tuple(per_share)), findings


def _rows(folder: Path, shown: str, name: str, columns: tuple[str, ...], findings: list[Finding]) -> list[tuple[str, ...]]:
    if not (folder / name).exists():
        return []
    table, problems = read_table(folder / name, f"{shown}/{name}")
    findings.extend(problems)
    if table is None or problems:
        return []
    if table.header != columns:
        findings.append(error("read.header", "the columns are not those of this list", table.at(1), f"known: {', '.join(columns)}"))
        return []
    return [cells for _, cells in table.rows]
