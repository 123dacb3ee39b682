"""Ties: two formulas that must agree, across statements and filings."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.model.expression import Expression, Interval, Reference, parse_expression
from crossfoot.model.filing import TieRule
from crossfoot.model.finding import Finding, error
from crossfoot.model.instance import CellView
from crossfoot.model.source import SourceRef
from crossfoot.model.suggest import did_you_mean
from crossfoot.model.tieout import Tie
from crossfoot.validate.derived import unknown_in
from crossfoot.validate.grid import Grid, Missing, all_read, claim_of, interval_of_cell
from crossfoot.validate.ids import tie_ids


def check_ties(rules: tuple[TieRule, ...], grid: Grid, others: Mapping[str, Grid], findings: list[Finding]) -> Iterator[Tie]:
    """One record for each rule and column."""
    ids = tie_ids(rules)
    for rule in rules:
        left, right = parse_expression(rule.left), parse_expression(rule.right)
        broken = [
            found for reference in (*left.references(), *right.references()) if (found := _unknown(reference, grid, others, rule.source))
        ]
        findings.extend(broken)
        if not broken:
            for column in rule.columns:
                tie = _Side(rule=rule, column=column, grid=grid, others=others).tie(left, right)
                yield replace(tie, assertion=ids[rule, column])


def _unknown(reference: Reference, grid: Grid, others: Mapping[str, Grid], at: SourceRef) -> Finding | None:
    if not reference.filing:
        return unknown_in(reference, grid, at)
    if reference.filing not in others:
        hint = did_you_mean(reference.filing, others, "build it beside this one")
        return error("tie.filing", f"the tie names the filing '{reference.filing}', which is not there", at, hint)
    return unknown_in(reference, others[reference.filing], at)


class _Side(Struct):
    """Evaluates both sides of a rule in one column, and remembers the cells."""

    rule: TieRule
    column: str
    grid: Grid
    others: Mapping[str, Grid]
    cells: list[CellView] = field(default_factory=list)

    def resolve(self, reference: Reference) -> Interval:
        grid = self.others[reference.filing] if reference.filing else self.grid
        self.cells.append(grid.find(reference, reference.table, None, self.column))
        return interval_of_cell(self.cells[-1])

    def tie(self, left: Expression, right: Expression) -> Tie:
        reported, computed = self._value(left), self._value(right)
        first = self.cells[0] if self.cells else None
        fact = claim_of(first) if first is not None else None
        reference = left.references()[0] if left.references() else Reference()
        return Tie(
            kind="tie",
            statement=reference.table or (fact.id.partition(".")[0] if fact else ""),
            item=reference.name,
            role=reference.role or "",
            column=reference.column or self.column,
            period=str(fact.period) if fact else "",
            unit=fact.unit.id if fact and fact.unit else "",
            reported=reported.value if reported else None,
            computed=computed.value if computed else None,
            low=computed.low if computed else None,
            high=computed.high if computed else None,
            status=_status(reported, computed, self.rule.exact and all_read(self.cells)),
            addresses=tuple(cell.source for cell in self.cells) or (self.rule.source,),
            scale=first.amount.scale if first is not None and first.amount else 0,
            note=f"{self.rule.left} = {self.rule.right}",
            label=self.rule.name,
        )

    def _value(self, side: Expression) -> Interval | None:
        try:
            return side.evaluate(self.resolve)
        except (Missing, ZeroDivisionError):
            return None


def _status(reported: Interval | None, computed: Interval | None, equal: bool) -> str:
    if reported is None or computed is None:
        return "unchecked"
    if reported.value == computed.value:
        return "holds"
    return "rounding" if reported.meets(computed) and not equal else "error"
