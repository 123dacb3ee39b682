"""Ties of a filing as assertions about its facts, and the cover facts that must be there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from crossfoot.checks.declared import explaining
from crossfoot.checks.ids import tie_ids
from crossfoot.checks.reference_resolver import CellIndex, Missing, cell_interval
from crossfoot.checks.ties import tie_in, with_other_lines
from crossfoot.model.assertion import Assertions, ExistenceAssertion, Operand, Term, ValueAssertion
from crossfoot.model.expression import Expression, Node, Reference, parse_expression
from crossfoot.model.filing import Declaration, Filing, TieRule
from crossfoot.model.instance import CellView, Instance
from crossfoot.model.taxonomy import Taxonomy

REQUIRED = ("EntityRegistrantName", "DocumentType", "DocumentPeriodEndDate")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")


class _LeftOut(Exception):
    """The tie can't be an assertion; the text says why."""


def assertions_of(filing: Filing, instance: Instance, taxonomy: Taxonomy) -> Assertions:
    """What XBRL Formula can assert; a filing without ties asserts nothing."""
    grid = CellIndex().add(instance.statements if filing.ties else ())
    ids = tie_ids(filing.ties)
    values = []
    left_out: Counter[str] = Counter()
    for rule in filing.ties:
        for column in rule.columns:
            try:
                values.append(_value(rule, column, ids[rule, column], grid, filing.declarations))
            except _LeftOut as reason:
                left_out[str(reason)] += 1
    existences = tuple(_existences(filing, taxonomy)) if values else ()
    return Assertions(
        values=tuple(values), existences=existences, left_out=tuple(sorted(left_out.items()))
    )


def _value(
    rule: TieRule, column: str, name: str, grid: CellIndex, declarations: Iterable[Declaration]
) -> ValueAssertion:
    if rule.filings:
        raise _LeftOut("names another filing")
    rule = with_other_lines(rule, column, grid, {})
    left, right = (
        _Side(column, grid, rule.exact).term(parse_expression(side))
        for side in (rule.left, rule.right)
    )
    tie = tie_in(rule, column, grid, {})
    if rule.besides and tie.status == "error":
        raise _LeftOut("a line between may move it")
    declared = explaining(tie, declarations) if tie.status == "error" else None
    return ValueAssertion(
        id=name,
        name=rule.name,
        name_ja=rule.name_ja or rule.name,
        column=column,
        left=left,
        right=right,
        declared=declared.reason if declared is not None else "",
        source=rule.source,
    )


class _Side(Struct):
    """One side of a tie in one column."""

    column: str
    grid: CellIndex
    exact: bool

    def term(self, side: Expression) -> Term:
        try:
            side.evaluate(lambda reference: cell_interval(self._cell(reference)))
        except (Missing, ZeroDivisionError):
            raise _LeftOut("a number is not printed") from None
        return self._term(side.root)

    def _term(self, node: Node) -> Term:
        if isinstance(node, tuple):
            return node[0], self._term(node[1]), self._term(node[2])
        return node if isinstance(node, Decimal) else _operand(self._cell(node), self.exact)

    def _cell(self, reference: Reference) -> CellView:
        return self.grid.find(reference, reference.table, None, self.column)


def _operand(cell: CellView, exact: bool) -> Operand:
    if not cell.facts or cell.amount is None:
        raise _LeftOut("a number is not tagged")
    return Operand(
        fact=cell.facts[0],
        negated=cell.negated,
        slack=Decimal(0) if exact else cell.amount.high - cell.amount.value,
    )


def _existences(filing: Filing, taxonomy: Taxonomy) -> Iterator[ExistenceAssertion]:
    """The cover facts that the filing names, and those that every filing has."""
    named = {name: at for name, _, at in filing.cover}
    for name in dict.fromkeys((*REQUIRED, *named)):
        if (concept := taxonomy.concepts.get(name)) is not None:
            yield ExistenceAssertion(
                id=f"cover.{_NOT_IN_ID.sub('-', name)}",
                concept=concept,
                period=filing.context,
                source=named.get(name, filing.at),
            )
