"""Ties that hold in anyone's statements: written once beside the base, taken up by every table that
prints their lines."""

import re
from collections.abc import Collection, Container, Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from crossfoot.curated.tables import read_list
from crossfoot.model.expression import BadExpression, Reference, references_of
from crossfoot.model.filing import Aspects, Filing, Row, Table, TieRule
from crossfoot.model.finding import Finding, error
from crossfoot.model.suggestions import did_you_mean

COLUMNS = ("name", "name_ja", "left", "right")
_NAME = re.compile(r"\b(?=[A-Z])")
_NOT_ZERO = re.compile(r"[1-9?]")
_FEW = 4
"""Among more lines some sum or other would fit by chance."""


def read_base_ties(
    folder: Path, shown: str, concepts: Collection[str]
) -> tuple[tuple[TieRule, ...], list[Finding]]:
    """The rules of `ties.csv`, if the base has one; they name concepts, and neither tables nor
    columns."""
    findings: list[Finding] = []
    rules = []
    for at, cells in read_list(folder, shown, "ties.csv", COLUMNS, findings):
        name, name_ja, left, right = cells
        rule = TieRule(name=name, name_ja=name_ja, left=left, right=right, columns=(), source=at)
        try:
            named = [
                reference
                for reference in references_of(rule.left, rule.right)
                if reference.name not in concepts
            ]
        except BadExpression as broken:
            findings.append(
                error(
                    "read.tie",
                    f"the tie can't be read: {broken}",
                    rule.source,
                    "Concept@role + Concept",
                )
            )
            continue
        findings.extend(
            error(
                "tie.concept",
                f"there is no concept '{reference.name}'",
                rule.source,
                did_you_mean(reference.name, concepts),
            )
            for reference in named
        )
        rules.append(rule)
    return tuple(rules), findings


def applied(rules: Iterable[TieRule], filing: Filing) -> Iterator[TieRule]:
    """The rules in each table that prints all of their lines, in its columns that have all of their
    numbers.

    What a tie of the filing compares already is left to it. Other lines that may move a balance go
    with the rule.
    """
    stated = {(_compared(tie), column) for tie in filing.ties for column in tie.columns}
    for rule in rules:
        named = references_of(rule.left, rule.right)
        for table in filing.tables:
            if any(_row(table, reference) is None for reference in named):
                continue
            left, right = (_NAME.sub(f"{table.id}:", side) for side in (rule.left, rule.right))
            tie = replace(rule, left=left, right=right, exact=table.exact)
            known = {column for compared, column in stated if compared == _compared(tie)}
            yield from _in_table(tie, table, known)


def _in_table(tie: TieRule, table: Table, known: Container[str]) -> Iterator[TieRule]:
    """The tie in the columns that are not known, apart for each set of other lines that may move
    the balance."""
    rows = [_row(table, reference) for reference in references_of(tie.left, tie.right)]
    found: dict[tuple[Row, ...], list[str]] = {}
    for name, moving in _columns(
        table, rows, _besides(table, rows, references_of(tie.left, tie.right))
    ):
        if name not in known:
            found.setdefault(moving, []).append(name)
    for moving, columns in found.items():
        if len(moving) <= _FEW and all(_plain(table, row) for row in moving):
            names = tuple(f"{table.id}:{row.concept}@{row.role}" for row in moving)
            yield replace(tie, columns=tuple(columns), besides=names)


def _compared(tie: TieRule) -> frozenset[tuple[str, str]]:
    return frozenset(
        (reference.table, f"{reference.name}@{reference.role or ''}")
        for reference in references_of(tie.left, tie.right)
    )


def _row(table: Table, reference: Reference) -> Row | None:
    """The one plain line of the concept; None when there is none, or several."""
    found = [
        row
        for row in table.rows
        if row.concept == reference.name
        and (reference.role is None or row.role == reference.role)
        and not (row.aspects.members or row.aspects.period or row.aspects.formula)
    ]
    return found[0] if len(found) == 1 else None


def _besides(
    table: Table, rows: Iterable[Row | None], references: Iterable[Reference]
) -> list[Row]:
    """Other lines between the changes and the closing balance, such as cash of what is held for
    sale."""
    found = [
        (row, reference) for row, reference in zip(rows, references, strict=True) if row is not None
    ]
    changes = [table.rows.index(row) for row, reference in found if not reference.role]
    closing = next((row for row, reference in found if reference.role == "periodEnd"), None)
    if closing is None or not changes:
        return []
    known = [row for row, _ in found]
    return [
        row
        for row in table.rows[min(changes) : table.rows.index(closing)]
        if row.concept and row not in known
    ]


def _plain(table: Table, row: Row) -> bool:
    """Whether a line is of the table's own aspects, and the one of its concept and role."""
    return (
        row.aspects == Aspects()
        and [(other.concept, other.role) for other in table.rows].count((row.concept, row.role))
        == 1
    )


def _columns(
    table: Table, rows: Iterable[Row | None], besides: Iterable[Row]
) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """The columns in which every row prints a number, with those of the others that print one which
    is not zero."""
    lines, others = list(rows), list(besides)
    for place, column in enumerate(table.columns):
        plain = not (column.aspects.formula or column.aspects.concept or column.aspects.members)
        if plain and all(row is not None and row.cells[place] for row in lines):
            yield column.name, tuple(row for row in others if _NOT_ZERO.search(row.cells[place]))
