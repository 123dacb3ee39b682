"""What holds of the numbers of anyone's filing: `components.csv`, `per-share.csv` and
`nonnegative.csv` beside the concepts."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from crossfoot.curated.tables import here_column, read_list
from crossfoot.model.accounting_relations import AccountingRelations, Component, PerShare
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.taxonomy import Concept

COMPONENTS, PER_SHARE = ("equity", "member", "concept", "sign"), ("per_share", "amount", "shares")
NONNEGATIVE = ("name", "reason")
SIGNS = {"1": 1, "-1": -1}
_MONEY = ("equity", "concept", "amount")
_TYPES = dict.fromkeys(_MONEY, "monetary") | {
    "member": "member",
    "per_share": "perShare",
    "shares": "shares",
}


def read_accounting_relations(
    folder: Path, shown: str, concepts: Mapping[str, Concept]
) -> tuple[AccountingRelations, list[Finding]]:
    """Both lists of a base, empty where it has none; a line with a name or sign that can't be is a
    finding, and left out."""
    findings: list[Finding] = []
    components = [
        Component(equity=equity, member=member, concept=concept, sign=SIGNS[sign])
        for equity, member, concept, sign in _rows(
            folder, shown, "components.csv", COMPONENTS, concepts, findings
        )
    ]
    per_share = [
        PerShare(name=name, amounts=tuple(_names(amount)), shares=shares)
        for name, amount, shares in _rows(
            folder, shown, "per-share.csv", PER_SHARE, concepts, findings
        )
    ]
    return AccountingRelations(components=tuple(components), per_share=tuple(per_share)), findings


def _rows(
    folder: Path,
    shown: str,
    name: str,
    columns: tuple[str, ...],
    concepts: Mapping[str, Concept],
    findings: list[Finding],
) -> Iterator[tuple[str, ...]]:
    """The lines of a list in which nothing is wrong; what is becomes a finding."""
    for at, cells in read_list(folder, shown, name, columns, findings):
        wrong = [
            found
            for column, cell in zip(columns, cells, strict=True)
            for found in _amiss(column, cell, concepts, here_column(at, column))
        ]
        findings.extend(wrong)
        if not wrong:
            yield cells


def read_nonnegative(
    folder: Path, shown: str, concepts: Collection[str]
) -> tuple[frozenset[str], list[Finding]]:
    """The names of `nonnegative.csv`, if the folder (of the base, or of a company) has one: what
    can't be negative, and the members that deduct; a finding for each that no concept has."""
    findings: list[Finding] = []
    rows = read_list(folder, shown, "nonnegative.csv", NONNEGATIVE, findings)
    for at, (name, _) in rows:
        if name not in concepts:
            message, hint = f"there is no concept '{name}'", did_you_mean(name, concepts)
            findings.append(error("concept.unknown", message, at, hint))
    return frozenset(cells[0] for _, cells in rows), findings


def _amiss(
    column: str, cell: str, concepts: Mapping[str, Concept], at: SourceRef
) -> Iterator[Finding]:
    """What is wrong with one cell: a sign that is none, a concept that is not there or of another
    type."""
    if column == "sign":
        if cell not in SIGNS:
            yield error(
                "read.sign",
                f"'{cell}' is no sign",
                at,
                "1 where the line is printed as the component is, -1 where it is deducted",
            )
        return
    for name in _names(cell) if column == "amount" else (cell,):
        concept = concepts.get(name)
        if concept is None:
            yield error(
                "concept.unknown",
                f"there is no concept '{name}'",
                at,
                did_you_mean(name, _of_type(concepts, _TYPES[column])),
            )
        elif concept.type != _TYPES[column]:
            near = did_you_mean(
                name,
                _of_type(concepts, _TYPES[column]),
                f"name a concept of the type {_TYPES[column]}",
            )
            yield error(
                "concept.type",
                f"'{name}' is of the type {concept.type}, this column takes {_TYPES[column]}",
                at,
                near,
            )


def _of_type(concepts: Mapping[str, Concept], kind: str) -> Iterable[str]:
    return (name for name, concept in concepts.items() if concept.type == kind)


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";")]
