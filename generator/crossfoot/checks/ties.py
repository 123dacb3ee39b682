"""Ties: two formulas that must agree, across statements and filings."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.checks.derived import unknown_in
from crossfoot.checks.display_location import shown
from crossfoot.checks.ids import tie_ids
from crossfoot.checks.reference_resolver import (
    CellIndex,
    Missing,
    all_legible,
    cell_interval,
    fact_claimed,
)
from crossfoot.checks.tieout_fields import computed_range
from crossfoot.model.expression import (
    Expression,
    Interval,
    Reference,
    parse_expression,
    references_of,
)
from crossfoot.model.filing import TieRule
from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.instance import CellView
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.tieout import Tie


def check_ties(
    rules: tuple[TieRule, ...],
    grid: CellIndex,
    others: Mapping[str, CellIndex],
    findings: list[Finding],
) -> Iterator[Tie]:
    """One record for each rule and column."""
    ids = tie_ids(rules)
    for rule in rules:
        broken = [
            found
            for reference in references_of(rule.left, rule.right)
            if (found := _unknown(reference, grid, others, rule.source))
        ]
        findings.extend(broken)
        if not broken:
            for column in rule.columns:
                tie = tie_in(rule, column, grid, others)
                if rule.besides and tie.status == "error":
                    tie = replace(tie, status="unchecked")
                    findings.append(_unexplained(rule, tie))
                yield replace(tie, assertion=ids[rule, column])


def tie_in(rule: TieRule, column: str, grid: CellIndex, others: Mapping[str, CellIndex]) -> Tie:
    """The record of a rule in one column."""
    return _Sides(
        rule=with_other_lines(rule, column, grid, others), column=column, grid=grid, others=others
    ).tie()


def with_other_lines(
    rule: TieRule, column: str, grid: CellIndex, others: Mapping[str, CellIndex]
) -> TieRule:
    """The rule with those of its other lines, up or down, with which it holds in a column; itself
    where it needs none or none helps."""
    ways = sorted(
        product(("", " + ", " - "), repeat=len(rule.besides)), key=lambda way: sum(map(bool, way))
    )
    for way in ways:
        moved = "".join(
            f"{sign}{name}" for sign, name in zip(way, rule.besides, strict=True) if sign
        )
        found = replace(rule, right=f"{rule.right}{moved}")
        if len(ways) == 1 or _Sides(
            rule=found, column=column, grid=grid, others=others
        ).tie().status in ("holds", "rounding"):
            return found
    return rule


def _unexplained(rule: TieRule, tie: Tie) -> Finding:
    printed, computed = (
        shown(value or Fraction(0), tie.scale) for value in (tie.reported, tie.computed)
    )
    names = ", ".join(name.rpartition(":")[2].partition("@")[0] for name in rule.besides)
    message = f"{rule.name} is {printed}; it should be {computed}, and no line between explains it ({names})"
    hint = f"{tie.note}: look at these cells again; if the lines between do not move it, write the tie in filing.yaml"
    return replace(
        warning("calc.tie", message, tie.addresses[0], hint), also=tuple(tie.addresses[1:])
    )


def _unknown(
    reference: Reference, grid: CellIndex, others: Mapping[str, CellIndex], at: SourceRef
) -> Finding | None:
    if not reference.filing:
        return unknown_in(reference, grid, at)
    if reference.filing not in others:
        hint = did_you_mean(reference.filing, others, "build it beside this one")
        return error(
            "tie.filing",
            f"the tie names the filing '{reference.filing}', which is not there",
            at,
            hint,
        )
    return unknown_in(reference, others[reference.filing], at)


class _Sides(Struct):
    """Evaluates both sides of a rule in one column, and remembers the cells."""

    rule: TieRule
    column: str
    grid: CellIndex
    others: Mapping[str, CellIndex]
    cells: list[CellView] = field(default_factory=list)

    def resolve(self, reference: Reference) -> Interval:
        grid = self.others[reference.filing] if reference.filing else self.grid
        self.cells.append(grid.find(reference, reference.table, None, self.column))
        return cell_interval(self.cells[-1])

    def tie(self) -> Tie:
        left, right = parse_expression(self.rule.left), parse_expression(self.rule.right)
        reported, computed = self._value(left), self._value(right)
        reference = next(iter(left.references()), Reference())
        tie = Tie(
            **computed_range(computed),
            kind="tie",
            statement=reference.table,
            item=reference.name,
            role=reference.role or "",
            column=reference.column or self.column,
            period="",
            unit="",
            reported=reported.value if reported else None,
            status=_status(reported, computed, self.rule.exact and all_legible(self.cells)),
            addresses=tuple(cell.source for cell in self.cells) or (self.rule.source,),
            note=f"{self.rule.left} = {self.rule.right}",
            label=self.rule.name,
        )
        return _of_cell(tie, self.cells[0]) if self.cells else tie

    def _value(self, side: Expression) -> Interval | None:
        try:
            return side.evaluate(self.resolve)
        except (Missing, ZeroDivisionError):
            return None


def _of_cell(tie: Tie, first: CellView) -> Tie:
    """With what the first cell tells: scale, period, unit, and the statement where the formula
    names none."""
    fact = fact_claimed(first)
    assert fact is not None and first.amount is not None
    unit = fact.unit.id if fact.unit else ""
    statement = tie.statement or fact.id.partition(".")[0]
    return replace(
        tie, statement=statement, period=str(fact.period), unit=unit, scale=first.amount.scale
    )


def _status(reported: Interval | None, computed: Interval | None, equal: bool) -> str:
    if reported is None or computed is None:
        return "unchecked"
    if reported.value == computed.value:
        return "holds"
    return "rounding" if reported.meets(computed) and not equal else "error"
