"""Ids of ties, made from what they compare."""

import re
from collections.abc import Iterable

from crossfoot.model.expression import parse_expression
from crossfoot.model.filing import TieRule

_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")


def sum_id(network: str, fact: str) -> str:
    """`sum.ebitda-reconciliation.is.OperatingIncomeLoss.2012-04-01_2012-12-31.JPY`, for the total
    with the id `fact`."""
    return f"sum.{network}.{fact}"


def tie_ids(rules: Iterable[TieRule]) -> dict[tuple[TieRule, str], str]:
    """`tie.cf.CashAndCashEquivalentsAtCarryingValue.periodEnd.FY2009-JPY` for each rule and column;
    a repeated one takes an ordinal."""
    used: dict[str, int] = {}
    ids = {}
    for rule in rules:
        first = next(iter(parse_expression(rule.left).references()), None)
        for column in rule.columns:
            parts = (
                ("tie", first.table, first.name, first.role or "", first.column or column)
                if first
                else ("tie", column)
            )
            name = _NOT_IN_ID.sub("-", ".".join(part for part in parts if part))
            count = used[name] = used.get(name, 0) + 1
            ids[rule, column] = name if count == 1 else f"{name}.{count}"
    return ids
