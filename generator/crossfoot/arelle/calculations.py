"""Arelle's calculation modes on a report that is loaded, and which totals each of them really
compared."""

# mypy: disable-error-code="import-untyped"

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

ARCROLE_10 = "http://www.xbrl.org/2003/arcrole/summation-item"
ARCROLE_11 = "https://xbrl.org/2023/arcrole/summation-item"
_SUMMATIONS = (ARCROLE_10, ARCROLE_11)


class _Mode(NamedTuple):
    """A mode of ours: Arelle's name for how it checks, and the arcs that it is shown."""

    name: str
    arcroles: tuple[str, ...]


MODES = {
    "c10": _Mode("XBRL_v2_1", (ARCROLE_10,)),
    "c10d": _Mode("XBRL_v2_1_DEDUPLICATE", (ARCROLE_10,)),
    "c11": _Mode("ROUND_TO_NEAREST", (ARCROLE_11,)),
    "c11o": _Mode("ROUND_TO_NEAREST", (ARCROLE_10,)),
    "c11r": _Mode("ROUND_TO_NEAREST", _SUMMATIONS),
    "c11t": _Mode("TRUNCATION", _SUMMATIONS),
}


class _Summation(NamedTuple):
    """Facts of a total and of its contributing items that share parent, context and unit."""

    arcrole: str
    role: str
    totals: list[Any]
    items: list[list[Any]]


def calculate(model: Any, mode: str) -> tuple[list[list[str]], list[Any]]:
    """Run one mode on a loaded report, as Arelle's ValidateXbrl does.

    :param model: Arelle's ModelXbrl
    :param mode: a key of MODES
    :returns: the totals that were compared (mode, fact id, role, arcrole), and the counts of
        `CalculationRun`; without a verdict, where the facts are broken otherwise, nothing is bound
    """
    from arelle import ValidateXbrlCalcs as Calcs

    with _shown(model, MODES[mode].arcroles) as relationships:
        checker = Calcs.ValidateXbrlCalcs(model, getattr(Calcs.ValidateCalcsMode, MODES[mode].name))
        try:
            for validation in checker.validate():
                model.validation(validation)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            code = f"exception:{type(error).__name__}"
            model.error(code, "Calculations not checked: %(error)s", error=error)
            return [], [mode, relationships, 0, 0]
        compared_facts = _compared_11 if checker.calc11 else _compared_10
        summations = list(_summations(model, checker))
        compared = [list(compared_facts(checker, one.totals, one.items)) for one in summations]
    rows = [
        [mode, str(fact.id or ""), one.role, one.arcrole]
        for one, facts in zip(summations, compared, strict=True)
        for fact in facts
    ]
    return rows, [mode, relationships, len(summations), sum(map(bool, compared))]


@contextmanager
def _shown(model: Any, arcroles: tuple[str, ...]) -> Iterator[int]:
    """While this lasts, Arelle sees summations of these arcroles alone; how many there are.

    Arelle's 1.1 takes the arcs of both arcroles; what was filed under 1.0 is judged under 1.0.
    """
    everything = model.baseSets
    shown = {
        key: links
        for key, links in everything.items()
        if key[0] not in _SUMMATIONS or key[0] in arcroles
    }
    keys = [key for key in shown if key[0] in arcroles and all(key)]
    model.baseSets = defaultdict(list, shown)
    try:
        yield sum(len(model.relationshipSet(*key).modelRelationships) for key in keys)
    finally:
        model.baseSets = everything


def _summations(model: Any, checker: Any) -> Iterator[_Summation]:
    """What could be bound, by the checker's own tables."""
    for arcrole, role, link, arc in list(model.baseSets):
        if arcrole not in _SUMMATIONS or not (role and link and arc):
            continue
        for total, arcs in (
            model.relationshipSet(arcrole, role, link, arc).fromModelObjects().items()
        ):
            items = [rel.toModelObject for rel in arcs if rel.toModelObject is not None]
            keys = set().union(*(checker.itemConceptBindKeys.get(item, ()) for item in items))
            for key in keys & checker.sumConceptBindKeys.get(total, set()):
                reported = [checker.itemFacts.get((item, *key), []) for item in items]
                yield _Summation(arcrole, role, checker.sumFacts.get((total, *key), []), reported)


def _compared_10(checker: Any, totals: list[Any], items: list[list[Any]]) -> Iterator[Any]:
    """XBRL 2.1, 5.2.5.2: neither the total nor an item may have duplicates; nil ones do not
    count."""
    present = [fact for facts in items for fact in facts if not fact.isNil]
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


def _compared_11(checker: Any, totals: list[Any], items: list[list[Any]]) -> list[Any]:
    """Calculations 1.1: every duplicate takes part; nil ones do not, and contradicting ones stop
    the check.

    Arelle misses a contradiction between duplicates of equal decimals and compares the first of
    them; that says nothing about the others, so it does not count as checked here.
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

    lows = [low(facts) for facts in items if facts]
    if not totals or any(x is INCONSISTENT for x in lows) or all(x is NIL_FACT_SET for x in lows):
        return []
    total = low(totals)
    return [] if total is INCONSISTENT or total is NIL_FACT_SET else totals
