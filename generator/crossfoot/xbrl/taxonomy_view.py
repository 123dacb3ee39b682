"""Documents to one view: ends of arcs joined to elements, prohibited arcs taken out, own from
imported."""

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.model.source import SourceRef
from crossfoot.model.view import Element, ElementLabel, ElementReference, Line, Role, RoleUse, View
from crossfoot.xbrl.linkbase_reader import RawArc, RawResource
from crossfoot.xbrl.taxonomy_documents import TaxonomyDocuments

Place = tuple[str, str]


class Found(Struct):
    """What the documents hold, before their ends are joined."""

    files: TaxonomyDocuments
    elements: dict[Place, Element] = field(default_factory=dict)
    owners: dict[str, bool] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    arcs: list[tuple[str, RawArc]] = field(default_factory=list)
    resources: list[tuple[str, RawResource]] = field(default_factory=list)
    uses: list[RoleUse] = field(default_factory=list)
    reported: dict[tuple[str, str], SourceRef] = field(default_factory=dict)
    namespaces: dict[str, str] = field(default_factory=dict)
    absent: dict[str, SourceRef] = field(default_factory=dict)
    unnamed: dict[Place, Element] = field(default_factory=dict)

    def element(self, href: str, base: str) -> Element:
        """The element that a locator means; one that is not here is known by its id alone."""
        place = self.files.locate(href, base)
        found = self.elements.get(place) or self.unnamed.get(place)
        if found is None:
            prefix, _, name = place[1].rpartition("_")
            key = f"{prefix or 'unknown'}:{name}"
            found = Element(key=key, name=name, kind="", own=False, source=SourceRef(file=place[0]))
            self.unnamed[place] = found
        return found


def joined(found: Found) -> View:
    lines = tuple(_line(found, base, arc) for base, arc in _in_force(found))
    told = [
        (found.element(resource.href, base).key, resource) for base, resource in found.resources
    ]
    own = _own_documents(found)
    elements = {element.key: element for element in found.unnamed.values()}
    elements.update(
        {element.key: _owned(element, place[0] in own) for place, element in found.elements.items()}
    )
    return View(
        name=found.files.shown,
        elements=elements,
        labels=tuple(
            ElementLabel(
                element=key, role=one.role, lang=one.lang, text=one.text, source=one.source
            )
            for key, one in told
            if one.lang
        ),
        references=tuple(
            ElementReference(element=key, text=one.text, source=one.source)
            for key, one in told
            if not one.lang
        ),
        roles=tuple(_owned_role(role, role.source.file in own) for role in found.roles.values()),
        lines=lines,
        uses=tuple(found.uses),
        facts=tuple(
            (f"{found.namespaces.get(key[0], '')}:{key[1]}", at)
            for key, at in found.reported.items()
        ),
        extends=any(not element.own for element in elements.values()),
    )


def _own_documents(found: Found) -> set[str]:
    """The schemas asked for that declare elements; all that were read when the entry points declare
    none."""
    asked = {name for name in found.files.entries if name in found.owners}
    return asked if any(found.owners[name] for name in asked) else set(found.owners)


def _owned(element: Element, own: bool) -> Element:
    return element if own else replace(element, own=False)


def _owned_role(role: Role, own: bool) -> Role:
    return role if own else replace(role, own=False)


def _in_force(found: Found) -> list[tuple[str, RawArc]]:
    """Arcs without those that a prohibiting arc of the same or a higher priority takes away (XBRL
    2.1, 3.5.3.9.7.5)."""
    if not any(arc.prohibited for _, arc in found.arcs):
        return found.arcs
    barred: dict[tuple[str, ...], int] = {}
    for base, arc in found.arcs:
        if arc.prohibited:
            key = _same(found, base, arc)
            barred[key] = max(arc.priority, barred.get(key, arc.priority))
    return [
        (base, arc)
        for base, arc in found.arcs
        if not arc.prohibited
        and arc.priority > barred.get(_same(found, base, arc), arc.priority - 1)
    ]


def _same(found: Found, base: str, arc: RawArc) -> tuple[str, ...]:
    ends = (found.element(arc.parent, base).key, found.element(arc.child, base).key)
    return (arc.role, arc.arcrole, *ends, arc.order, arc.weight, arc.preferred)


def _line(found: Found, base: str, arc: RawArc) -> Line:
    return Line(
        kind=arc.kind,
        role=arc.role,
        arcrole=arc.arcrole,
        parent=found.element(arc.parent, base).key,
        child=found.element(arc.child, base).key,
        order=arc.order,
        weight=arc.weight,
        preferred=arc.preferred,
        source=arc.source,
    )
