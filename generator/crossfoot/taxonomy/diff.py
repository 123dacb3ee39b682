"""Two versions of a taxonomy compared: concepts, labels, references, networks, arcs."""

from collections.abc import Iterable, Iterator, Mapping

from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy_diff import KINDS, Change, TaxonomyDiff
from crossfoot.model.view import ANCHOR, CALCULATION, Element, Line, View

Texts = Mapping[tuple[str, ...], tuple[str, SourceRef]]


def diff(old: View, new: View) -> TaxonomyDiff:
    """Every change; concepts are matched by local name, renamed ones by the column `replaces` of
    the new version.

    Sources against what is compiled from them: kinds stand for types, and what compiling adds
    (fallback labels, the full text
    of references) is no change.
    """
    names, alike = _successors(old, new), old.curated == new.curated
    changes = [*_concepts(old, new, names, alike), *_roles(old, new), *_arcs(old, new, names)]
    changes += [
        change for change in _labels(old, new, names) if alike or change.kind != "label.added"
    ]
    changes += _references(old, new, names) if alike else ()
    order = list(KINDS)
    changes.sort(
        key=lambda change: (order.index(change.kind), change.subject, change.before, change.after)
    )
    return TaxonomyDiff(old=old.name, new=new.name, changes=tuple(changes))


def _own(view: View) -> dict[str, Element]:
    return {element.name: element for element in view.own}


def _successors(old: View, new: View) -> dict[str, str]:
    """Old name to new name, of what was renamed."""
    before, after = _own(old), _own(new)
    return {
        element.replaces: element.name
        for element in after.values()
        if element.replaces in before
        and element.replaces not in after
        and element.name not in before
    }


def _concepts(old: View, new: View, names: Mapping[str, str], alike: bool) -> Iterator[Change]:
    before, after = _own(old), _own(new)
    renamed = set(names.values())
    for name, element in after.items():
        if name not in before and name not in renamed:
            yield Change(
                kind="concept.added", subject=name, after=element.type, source=element.source
            )
    for name, element in before.items():
        twin = after.get(names.get(name, name))
        if twin is None:
            yield Change(
                kind="concept.removed", subject=name, before=element.type, source=element.source
            )
            continue
        if twin.name != name:
            yield Change(
                kind="concept.renamed",
                subject=name,
                before=name,
                after=twin.name,
                source=twin.source,
            )
        yield from _properties(element, twin, alike)


def _properties(element: Element, twin: Element, alike: bool) -> Iterator[Change]:
    pairs = {
        "concept.type": (element.type, twin.type) if alike else (_kind(element), _kind(twin)),
        "concept.period": (element.period, twin.period),
        "concept.balance": (element.balance or "none", twin.balance or "none"),
        "concept.abstract": (
            "abstract" if element.abstract else "concrete",
            "abstract" if twin.abstract else "concrete",
        ),
    }
    for kind, (before, after) in pairs.items():
        if before != after:
            yield Change(
                kind=kind, subject=twin.name, before=before, after=after, source=twin.source
            )


def _kind(element: Element) -> str:
    """A count is a decimal once it is compiled."""
    return "decimal" if element.kind == "count" else element.kind


def _labels(old: View, new: View, names: Mapping[str, str]) -> Iterator[Change]:
    before, after = _label_texts(old, names), _label_texts(new, {})
    for key in before.keys() | after.keys():
        subject = f"{key[0]} ({key[1] or 'standard'}, {key[2]})"
        if key not in before:
            yield Change(
                kind="label.added", subject=subject, after=after[key][0], source=after[key][1]
            )
        elif key not in after:
            if key[0] in _own(new):
                yield Change(
                    kind="label.removed",
                    subject=subject,
                    before=before[key][0],
                    source=before[key][1],
                )
        elif before[key][0] != after[key][0]:
            yield Change(
                kind="label.changed",
                subject=subject,
                before=before[key][0],
                after=after[key][0],
                source=after[key][1],
            )


def _label_texts(view: View, names: Mapping[str, str]) -> Texts:
    local = {
        key: names.get(element.name, element.name)
        for key, element in view.elements.items()
        if element.own
    }
    return {
        (local[label.element], label.role, label.lang): (label.text, label.source)
        for label in view.labels
        if label.element in local
    }


def _references(old: View, new: View, names: Mapping[str, str]) -> Iterator[Change]:
    before, after = _reference_texts(old, names), _reference_texts(new, {})
    remaining = _own(new)
    for name, text in before.keys() - after.keys():
        if name in remaining:
            yield Change(
                kind="reference.removed", subject=name, before=text, source=before[name, text][1]
            )
    for name, text in after.keys() - before.keys():
        yield Change(kind="reference.added", subject=name, after=text, source=after[name, text][1])


def _reference_texts(view: View, names: Mapping[str, str]) -> Texts:
    local = {
        key: names.get(element.name, element.name)
        for key, element in view.elements.items()
        if element.own
    }
    return {
        (local[reference.element], reference.text): (reference.text, reference.source)
        for reference in view.references
        if reference.element in local
    }


def _roles(old: View, new: View) -> Iterator[Change]:
    before = {_role(role.id): role for role in old.roles}
    after = {_role(role.id): role for role in new.roles}
    for name in before.keys() | after.keys():
        if name not in before:
            yield Change(
                kind="role.added",
                subject=name,
                after=after[name].definition,
                source=after[name].source,
            )
        elif name not in after:
            yield Change(
                kind="role.removed",
                subject=name,
                before=before[name].definition,
                source=before[name].source,
            )
        elif before[name].definition != after[name].definition:
            texts = before[name].definition, after[name].definition
            yield Change(
                kind="role.changed",
                subject=name,
                before=texts[0],
                after=texts[1],
                source=after[name].source,
            )


def _role(role: str) -> str:
    """The last part of a role's address, and our ids in the form that they have there."""
    last = role.rstrip("/").rpartition("/")[2]
    return last if "/" in role else "".join(word.capitalize() for word in last.split("-"))


def _arcs(old: View, new: View, names: Mapping[str, str]) -> Iterator[Change]:
    before, after = _keyed(old, names), _keyed(new, {})
    for key in before.keys() | after.keys():
        kind, role, _, parent, child, label = key
        subject = f"{kind} of {role}: {parent} > {child}{f' [{label}]' if label else ''}"
        if key not in before:
            yield Change(
                kind="arc.added", subject=subject, after=after[key].weight, source=after[key].source
            )
        elif key not in after:
            yield Change(
                kind="arc.removed",
                subject=subject,
                before=before[key].weight,
                source=before[key].source,
            )
        elif kind == CALCULATION and _number(before[key].weight) != _number(after[key].weight):
            weights = before[key].weight, after[key].weight
            yield Change(
                kind="weight.changed",
                subject=subject,
                before=weights[0],
                after=weights[1],
                source=after[key].source,
            )


def _keyed(view: View, names: Mapping[str, str]) -> dict[tuple[str, str, str, str, str, str], Line]:
    local = {key: names.get(element.name, element.name) for key, element in view.elements.items()}
    return {
        (
            line.kind,
            _role(line.role),
            _arcrole(line),
            local[line.parent],
            local[line.child],
            line.preferred,
        ): line
        for line in _told(view.lines)
        if line.parent in local and line.child in local
    }


def _told(lines: Iterable[Line]) -> Iterator[Line]:
    return (line for line in lines if line.kind != ANCHOR)


def _arcrole(line: Line) -> str:
    """Calculations 1.0 and 1.1 say the same."""
    return "" if line.kind == CALCULATION else line.arcrole.rpartition("/")[2]


def _number(weight: str) -> str:
    return weight.strip().removesuffix(".0")
