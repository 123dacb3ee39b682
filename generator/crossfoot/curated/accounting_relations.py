"""What two numbers of anyone's filing have to do with each other: `components.csv` and
`per-share.csv` beside the base."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from crossfoot.curated.tables import RawTable, read_table
from crossfoot.model.accounting_relations import AccountingRelations, Component, PerShare
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.taxonomy import Concept

COMPONENTS, PER_SHARE = ("equity", "member", "concept", "sign"), ("per_share", "amount", "shares")
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
    if not (folder / name).exists():
        return
    table, problems = read_table(folder / name, f"{shown}/{name}")
    findings.extend(problems)
    if table is None or problems:
        return
    if table.header != columns:
        findings.append(
            error(
                "read.header",
                "the columns are not those of this list",
                table.at(1),
                _header_hint(table, columns),
            )
        )
        return
    for number, cells in table.rows:
        named = zip(columns, cells, strict=True)
        amiss = [
            found
            for column, cell in named
            for found in _amiss(column, cell, concepts, table.at(number, column))
        ]
        findings.extend(amiss)
        if not amiss:
            yield cells


def _header_hint(table: RawTable, columns: tuple[str, ...]) -> str:
    strange = next((name for name in table.header if name not in columns), "")
    known = f"known, in this order: {', '.join(columns)}"
    near = did_you_mean(strange, columns, known) if strange else known
    return near if near == known else f"{near} {known}"


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
