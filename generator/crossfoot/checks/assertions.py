"""Ties of a filing as assertions about its facts, and the cover facts that must be there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import reduce

from msgspec import Struct

from crossfoot.checks.declared import explaining
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.ids import sum_id, tie_ids
from crossfoot.checks.reference_resolver import CellIndex, Missing, cell_interval
from crossfoot.checks.sums import check_sums
from crossfoot.checks.ties import tie_in, with_other_lines
from crossfoot.model.assertion import Assertions, ExistenceAssertion, Operand, Term, ValueAssertion
from crossfoot.model.expression import Expression, Node, Reference, parse_expression
from crossfoot.model.filing import Declaration, Filing, TieRule
from crossfoot.model.instance import CellView, Fact, Instance
from crossfoot.model.taxonomy import Network, Taxonomy
from crossfoot.model.tieout import CONSISTENT

REQUIRED = ("EntityRegistrantName", "DocumentType", "DocumentPeriodEndDate")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")


class _LeftOut(Exception):
    """The tie can't be an assertion; the text says why."""


def assertions_of(
    filing: Filing, instance: Instance, taxonomy: Taxonomy, networks: Iterable[Network] = ()
) -> Assertions:
    """What XBRL Formula can assert; a filing without ties asserts nothing.

    :param networks: what is filed; where that is arcs of 1.0 alone, their totals of mixed
        precision, which have none, are asserted here
    """
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
    if filing.calculations == "1.0":
        values += _mixed_sums(networks, instance)
    existences = tuple(_existences(filing, taxonomy)) if values else ()
    return Assertions(
        values=tuple(values), existences=existences, left_out=tuple(sorted(left_out.items()))
    )


def _mixed_sums(networks: Iterable[Network], instance: Instance) -> Iterator[ValueAssertion]:
    """The summations without an arc, as 1.1 would judge them; those that fail are told by
    preflight."""
    mixed = {network.id: network for network in networks if network.mixed_totals()}
    for found in check_sums(mixed.values(), FactIndex(instance.facts)) if mixed else ():
        concept, network = found.total.concept, mixed[found.network]
        if concept.name not in network.mixed_totals() or found.verdict_11 != CONSISTENT:
            continue
        yield ValueAssertion(
            id=sum_id(network.id, found.total.id),
            name=f"{concept.label()}: {network.title}",
            name_ja=f"{concept.label(lang='ja')}: {network.title_ja or network.title}",
            column=found.total.source.column or "",
            left=_exact_operand(found.total),
            right=reduce(_plus, [_weighted(fact, weight) for fact, weight in found.parts]),
            declared="",
            source=found.total.source,
        )


def _exact_operand(fact: Fact) -> Operand:
    """A fact as reported, half a unit of its last digit either way."""
    half = Decimal(0) if fact.decimals is None else Decimal(5).scaleb(-fact.decimals - 1)
    return Operand(fact=fact, negated=False, slack=half)


def _weighted(fact: Fact, weight: int) -> Term:
    operand = _exact_operand(fact)
    return operand if weight == 1 else ("*", Decimal(weight), operand)


def _plus(left: Term, right: Term) -> Term:
    return "+", left, right


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
