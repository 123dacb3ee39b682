"""Arelle's calculation modes on a report that is loaded, and which totals each of them really
compared."""

# mypy: disable-error-code="import-untyped"

from collections.abc import Iterator
from typing import Any

MODES = {
    "c10": "XBRL_v2_1",
    "c10d": "XBRL_v2_1_DEDUPLICATE",
    "c11r": "ROUND_TO_NEAREST",
    "c11t": "TRUNCATION",
}
ARCROLE_10 = "http://www.xbrl.org/2003/arcrole/summation-item"
ARCROLE_11 = "https://xbrl.org/2023/arcrole/summation-item"


def calculate(model: Any, mode: str) -> list[list[str]]:
    """Run one mode as ValidateXbrl does, and tell which totals it compared: mode, fact id, role,
    arcrole."""
    from arelle import ValidateXbrlCalcs as Calcs

    checker = Calcs.ValidateXbrlCalcs(model, getattr(Calcs.ValidateCalcsMode, MODES[mode]))
    try:
        for validation in checker.validate():
            model.validation(validation)
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:  # on facts broken otherwise
        model.error(
            f"exception:{type(error).__name__}", "Calculations not checked: %(error)s", error=error
        )
        return []
    compared = _compared_11 if checker.calc11 else _compared_10
    return [
        [mode, str(fact.id or ""), role, arcrole]
        for arcrole, role, totals, parts in _bindings(model, checker)
        for fact in compared(checker, totals, parts)
    ]


def _bindings(model: Any, checker: Any) -> Iterator[tuple[str, str, list[Any], list[list[Any]]]]:
    """Facts of a total and of its parts that share parent, context and unit, by the checker's own
    tables."""
    arcroles = (ARCROLE_10, ARCROLE_11) if checker.calc11 else (ARCROLE_10,)
    for arcrole, role, link, arc in list(model.baseSets):
        if arcrole not in arcroles or not (role and link and arc):
            continue
        for total, arcs in (
            model.relationshipSet(arcrole, role, link, arc).fromModelObjects().items()
        ):
            items = [rel.toModelObject for rel in arcs if rel.toModelObject is not None]
            keys = set().union(*(checker.itemConceptBindKeys.get(item, ()) for item in items))
            for key in keys & checker.sumConceptBindKeys.get(total, set()):
                parts = [checker.itemFacts.get((item, *key), []) for item in items]
                yield arcrole, role, checker.sumFacts.get((total, *key), []), parts


def _compared_10(checker: Any, totals: list[Any], parts: list[list[Any]]) -> Iterator[Any]:
    """XBRL 2.1, 5.2.5.2: neither the total nor a part may have duplicates; nil ones do not
    count."""
    present = [fact for facts in parts for fact in facts if not fact.isNil]
    if checker.duplicatedFacts.intersection(present) or checker.consistentDupFacts.issuperset(
        present
    ):
        return
    if len(totals) > 1 and not checker.deDuplicate:
        return
    for fact in totals:
        if fact in checker.duplicatedFacts:
            return
        if not fact.isNil and fact not in checker.consistentDupFacts:
            yield fact


def _compared_11(checker: Any, totals: list[Any], parts: list[list[Any]]) -> list[Any]:
    """Calculations 1.1: every duplicate takes part; nil ones do not, and contradicting ones stop
    the check.

    Arelle misses a contradiction between duplicates of equal decimals and compares the first of
    them;
    that says nothing about the others, so it does not count as checked here.
    """
    from arelle.ValidateXbrlCalcs import INCONSISTENT, NIL_FACT_SET

    def low(facts: list[Any]) -> Any:
        contradicting = len({(f.decimals, f.xValue) for f in facts}) > len(
            {f.decimals for f in facts}
        )
        return (
            INCONSISTENT
            if contradicting
            else checker.consistentFactValueInterval(facts, checker.calc11t)[1][0]
        )

    lows = [low(facts) for facts in parts if facts]
    if not totals or any(x is INCONSISTENT for x in lows) or all(x is NIL_FACT_SET for x in lows):
        return []
    total = low(totals)
    return [] if total is INCONSISTENT or total is NIL_FACT_SET else totals
