"""Networks and labels of a published taxonomy, as far as a report uses them: a report without an
extension brings none of its own."""

from collections.abc import Iterator
from typing import Any

from crossfoot.arelle.calculations import ARCROLE_10, ARCROLE_11

PARENT_CHILD = "http://www.xbrl.org/2003/arcrole/parent-child"
CONCEPT_LABEL = "http://www.xbrl.org/2003/arcrole/concept-label"
KINDS = {PARENT_CHILD: "presentation", ARCROLE_10: "calculation", ARCROLE_11: "calculation"}


def networks_of(models: list[Any]) -> dict[str, Any]:
    """Arcs of the roles in which a reported concept stands, the labels of what stands there, and
    what the roles are called.

    An arc is network, arcrole, role, parent, child, order, weight, preferred label; names in Clark
    notation.
    """
    arcs = [row for model in models for row in _arcs(model)]
    names = {name for row in arcs for name in row[3:5]}
    roles = {row[2] for row in arcs}
    return {
        "arcs": arcs,
        "labels": sorted(
            {row for model in models for name in names for row in _labels(model, name)}
        ),
        "roles": sorted({(role, _definition(model, role)) for model in models for role in roles}),
    }


def _arcs(model: Any) -> Iterator[list[Any]]:
    used = {fact.qname for fact in model.factsInInstance}
    for arcrole, role in sorted(
        {key[:2] for key in list(model.baseSets) if key[0] in KINDS and all(key)}
    ):
        relationships = [
            (parent, child, arc)
            for arc in model.relationshipSet(arcrole, role).modelRelationships
            for parent, child in _ends(arc)
        ]
        if any(parent in used or child in used for parent, child, _ in relationships):
            for parent, child, arc in relationships:
                more = [arc.get("order"), arc.get("weight"), arc.preferredLabel]
                yield [
                    KINDS[arcrole],
                    arcrole,
                    role,
                    parent.clarkNotation,
                    child.clarkNotation,
                    *more,
                ]


def _ends(arc: Any) -> Iterator[tuple[Any, Any]]:
    """The names of parent and child, where both are concepts."""
    parent, child = (
        getattr(end, "qname", None) for end in (arc.fromModelObject, arc.toModelObject)
    )
    if parent is not None and child is not None:
        yield parent, child


def _labels(model: Any, name: str) -> Iterator[tuple[str, str, str, str]]:
    from arelle.ModelValue import qname

    concept = model.qnameConcepts.get(qname(name))
    for arc in (
        model.relationshipSet(CONCEPT_LABEL).fromModelObject(concept) if concept is not None else ()
    ):
        label = arc.toModelObject
        if hasattr(label, "textValue") and hasattr(
            label, "xmlLang"
        ):  # an arc of a broken linkbase may end anywhere
            yield (
                name,
                str(getattr(label, "role", None) or ""),
                str(label.xmlLang or "").lower(),
                str(label.textValue),
            )


def _definition(model: Any, role: str) -> str:
    types = model.roleTypes.get(role)
    return str(types[0].definition or "") if types else ""
