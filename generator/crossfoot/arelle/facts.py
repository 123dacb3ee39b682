"""What Arelle read, as plain data: counts, assertions, and facts in terms that all syntaxes share
(OIM 1.0, 3)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from crossfoot.arelle.calculations import ARCROLE_10, ARCROLE_11
from crossfoot.xbrl.readers.contexts import members_of
from crossfoot.xbrl.readers.instance import decimals_of_precision

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FOOTNOTE = "http://www.xbrl.org/2003/role/footnote"


def describe(models: list[Any], *, with_facts: bool) -> dict[str, Any]:
    """Counts and assertions of all reports, and their facts where they are wanted."""
    counts = {
        "facts": sum(len(model.factsInInstance) for model in models),
        "contexts": sum(len(model.contexts) for model in models),
        "units": sum(len(model.units) for model in models),
        "calc_relationships": sum(_arcs(model) for model in models),
    }
    facts = [_fact(fact) for model in models for fact in _items(model)] if with_facts else None
    assertions = {name: counted for model in models for name, counted in _assertions(model)}
    return {
        "facts": facts,
        "counts": counts,
        "documents": sum(len(model.urlDocs) for model in models),
        "assertions": assertions,
    }


def _assertions(model: Any) -> Iterator[tuple[str, list[int]]]:
    """How often each assertion was satisfied and not: value, existence and consistency assertions;
    without the formula processor nothing is counted."""
    for assertion in (*model.modelVariableSets, *model.modelConsistencyAssertions):
        if assertion.id and hasattr(assertion, "countSatisfied"):
            yield assertion.id, [assertion.countSatisfied, assertion.countNotSatisfied]


def _arcs(model: Any) -> int:
    keys = [k for k in list(model.baseSets) if k[0] in (ARCROLE_10, ARCROLE_11) and all(k)]
    return sum(len(model.relationshipSet(*key).modelRelationships) for key in keys)


def _items(model: Any) -> list[Any]:
    return sorted((f for f in model.factsInInstance if f.isItem), key=lambda fact: fact.objectIndex)


def _fact(fact: Any) -> dict[str, Any]:
    """A fact in terms that all syntaxes share (OIM 1.0, 3), as far as Arelle could read it."""
    unit, concept = fact.unit, fact.concept
    text = concept is not None and concept.type is not None and concept.type.isOimTextFactType
    return {
        "id": fact.id,
        "concept": fact.qname.clarkNotation,
        "value": (value := _value(fact)),
        "nil": fact.isNil,
        "decimals": _decimals(fact, value),
        "unit": None if unit is None else _unit(unit),
        "language": _language(fact) if text and not fact.isNil else None,
        "footnotes": _footnotes(fact),
        **_context(fact.context),
    }


def _value(fact: Any) -> Any:
    """As reported; nothing for nil, the whole name for a QName, whose prefix means nothing
    elsewhere."""
    meant: Any = getattr(fact, "xValue", None)  # none where the content is no value at all
    if hasattr(meant, "clarkNotation"):
        return meant.clarkNotation
    if fact.isFraction and not fact.isNil:
        return "/".join(_fraction_terms(fact))
    value = None if fact.isNil else fact.value
    if (
        type(value).__name__ == "InvalidValue"
    ):  # a transformation that failed, or is not known: not what the page says
        value = fact.rawValue
    return value.strip() if value is not None and fact.isNumeric else value


def _fraction_terms(fact: Any) -> Iterator[str]:
    """Numerator and denominator (XBRL 2.1, 5.1.1); on a page each has its own transformation."""
    for child in fact.iter("{*}numerator", "{*}denominator"):
        yield str(child.value if hasattr(child, "format") else child.stringValue).strip()


def _decimals(fact: Any, value: Any) -> str | None:
    """The decimals, or those that its precision means (XBRL 2.1, 4.6.6)."""
    precision = fact.get("precision")
    if fact.get("decimals") is not None or precision is None:
        return None if fact.decimals is None else str(fact.decimals)
    decimals = decimals_of_precision(precision, value)
    return "INF" if decimals is None else str(decimals)


def _unit(unit: Any) -> list[list[str]]:
    """Numerators and denominators; none where a fraction has not both sides, of which Arelle warns
    and which it can't hold."""
    try:
        return [[measure.clarkNotation for measure in side] for side in unit.measures]
    except AttributeError:
        return [[], []]


def _language(element: Any) -> str | None:
    """The nearest xml:lang; Arelle's own property of a fact looks no higher than the parent."""
    languages = (node.get(XML_LANG) for node in (element, *element.iterancestors()))
    return (
        next((str(language).lower() for language in languages if language is not None), None)
        or None
    )


def _context(context: Any) -> dict[str, Any]:
    if context is None:
        return {"start": None, "end": None, "entity": ["", ""], "dimensions": []}
    begin = context.startDatetime if context.isStartEndPeriod else None
    end = None if context.isForeverPeriod else context.endDatetime
    return {
        "start": _date(begin, last=False),
        "end": _date(end, last=True),
        "entity": [part or "" for part in context.entityIdentifier],
        "dimensions": sorted(map(list, members_of(context)), key=_axis),
    }


def _axis(pair: list[str | None]) -> str:
    return pair[0] or ""


def _date(moment: Any, *, last: bool) -> str | None:
    """The date as people write it; Arelle holds an end as the midnight after it."""
    if moment is None:
        return None
    if (moment.hour, moment.minute, moment.second) != (0, 0, 0):
        return str(moment.isoformat())
    return str((moment - timedelta(days=1 if last else 0)).date().isoformat())


def _footnotes(fact: Any) -> list[list[str]]:
    """Role, language in lower case, and text of each, in order and once."""
    notes = [
        rel.toModelObject
        for rel in fact.modelXbrl.relationshipSet("XBRL-footnotes").fromModelObject(fact)
    ]
    texts = {_footnote(note) for note in notes if not hasattr(note, "contextID")}
    return [list(text) for text in sorted(texts)]


def _footnote(note: Any) -> tuple[str, str, str]:
    text = getattr(note, "htmlValue", None) or "".join(
        note.itertext()
    )  # `stringValue` loses elements of a note from xBRL-JSON
    return note.role or FOOTNOTE, (_language(note) or ""), " ".join(text.split())
