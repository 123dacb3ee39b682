"""Derived cells: the formula computed with exact intervals, and compared with what is printed."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from crossfoot.checks.reference_resolver import CellIndex, Missing, cell_interval
from crossfoot.checks.tieout_fields import computed_range
from crossfoot.model.expression import Interval, Reference, parse_expression
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import Amount, CellView, Line, Statement
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.tieout import Tie


def any_derived(statements: tuple[Statement, ...]) -> bool:
    """Whether a cell is computed from others."""
    return any(
        cell.status == "derived"
        for statement in statements
        for line in statement.lines
        for cell in line.cells
    )


def check_derived(
    statements: tuple[Statement, ...], grid: CellIndex, findings: list[Finding]
) -> Iterator[Tie]:
    """One record for each derived cell that prints a number (a dash says: not meaningful)."""
    for statement in statements:
        for line in statement.lines:
            for place, cell in enumerate(line.cells):
                if cell.status == "derived" and cell.amount is not None and not cell.amount.dash:
                    if tie := _check(statement, line, place, grid, findings):
                        yield tie


def _check(
    statement: Statement,
    line: Line,
    place: int,
    grid: CellIndex,
    findings: list[Finding],
) -> Tie | None:
    cell = line.cells[place]
    column = statement.column_names[place]
    used: list[CellView] = []
    expression = parse_expression(cell.formula)
    unknown = next(
        (
            found
            for reference in expression.references()
            if (found := unknown_in(reference, grid, cell.source))
        ),
        None,
    )
    if unknown is not None:
        if not any(_same_column(finding, unknown) for finding in findings):
            findings.append(unknown)
        return None

    def resolve(reference: Reference) -> Interval:
        used.append(grid.find(reference, statement.id, line, column))
        return cell_interval(used[-1])

    try:
        computed: Interval | None = expression.evaluate(resolve)
    except (Missing, ZeroDivisionError):
        computed = None
    return _record(statement, line, place, computed, used)


def _record(
    statement: Statement, line: Line, place: int, computed: Interval | None, used: list[CellView]
) -> Tie:
    cell = line.cells[place]
    amount = cell.amount
    assert amount is not None
    return Tie(
        **computed_range(computed),
        kind="derived",
        statement=statement.id,
        item=line.concept.name if line.concept else cell.formula,
        role=line.role,
        column=statement.column_names[place],
        period="",
        unit="",
        reported=Fraction(amount.value),
        status=_status(amount, computed),
        addresses=(cell.source, *(used_cell.source for used_cell in used)),
        scale=amount.scale,
        step=Fraction(10) ** -amount.decimals,
        label="".join(part.text for part in line.label),
        note=cell.formula,
    )


def _same_column(first: Finding, second: Finding) -> bool:
    """A column's formula is told once, at the first of its cells."""
    return (first.message, first.source.file, first.source.sheet, first.source.column) == (
        second.message,
        second.source.file,
        second.source.sheet,
        second.source.column,
    )


def unknown_in(reference: Reference, grid: CellIndex, at: SourceRef) -> Finding | None:
    """A finding when a reference names a table, column or concept that the filing does not have."""
    if reference.table and reference.table not in grid.tables:
        hint = did_you_mean(reference.table, grid.tables)
        return error(
            "derived.table",
            f"the formula names the table '{reference.table}', which is not there",
            at,
            hint,
        )
    if reference.column and reference.column not in grid.columns:
        hint = did_you_mean(reference.column, grid.columns)
        return error(
            "derived.column",
            f"the formula names the column '{reference.column}', which no table has",
            at,
            hint,
        )
    if reference.name and reference.name not in grid.entries:
        hint = did_you_mean(reference.name, grid.entries)
        return error(
            "derived.concept", f"the formula names '{reference.name}', which no line has", at, hint
        )
    if (
        reference.name
        and reference.period is not None
        and reference.period not in (periods := grid.periods(reference))
    ):
        hint = did_you_mean(str(reference.period), sorted(map(str, periods)))
        return error(
            "derived.period",
            f"the formula names {reference.name} of {reference.period}, which no cell is of",
            at,
            hint,
        )
    return None


def _status(amount: Amount, computed: Interval | None) -> str:
    if computed is None:
        return "unchecked"
    if amount.unreadable:
        return (
            "unreadable" if computed.low <= amount.high and amount.low <= computed.high else "error"
        )
    if rounded(computed.value, amount) == amount.value:
        return "holds"
    return "rounding" if computed.low <= amount.high and amount.low <= computed.high else "error"


def rounded(value: Fraction, amount: Amount) -> Decimal:
    """The computed value in the digits that the cell prints, half away from zero."""
    unit = Fraction(10) ** -amount.decimals
    steps = (abs(value) / unit + Fraction(1, 2)).__floor__()
    whole = Decimal(f"{steps}E{-amount.decimals}")
    return whole.copy_negate() if value < 0 else whole
