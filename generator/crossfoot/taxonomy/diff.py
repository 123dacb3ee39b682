"""Two versions of a taxonomy compared: concepts, labels, references, networks, arcs."""

from collections.abc import Callable, Iterator, Mapping
from operator import ne

from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy_diff import KINDS, Change, TaxonomyDiff
from crossfoot.model.view import ANCHOR, CALCULATION, Element, View

Key = tuple[str, ...]
Text = tuple[str, SourceRef]
NOWHERE = SourceRef(file="")
_KINDS = {"arc.changed": "weight.changed"}


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


def _changes(
    what: str,
    before: Mapping[Key, Text],
    after: Mapping[Key, Text],
    subject: Callable[[Key], str],
    changed: Callable[[str, str], bool] = ne,
) -> Iterator[Change]:
    """What was added, removed or changed of texts with the same keys."""
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        kind = "added" if old is None else "removed" if new is None else "changed"
        if old is None or new is None or changed(old[0], new[0]):
            yield Change(
                kind=_KINDS.get(f"{what}.{kind}", f"{what}.{kind}"),
                subject=subject(key),
                before=old[0] if old else "",
                after=new[0] if new else "",
                source=(new or old or ("", NOWHERE))[1],
            )


def _labels(old: View, new: View, names: Mapping[str, str]) -> Iterator[Change]:
    before, after, remaining = _label_texts(old, names), _label_texts(new, {}), _own(new)
    return _changes(
        "label",
        {key: text for key, text in before.items() if key[0] in remaining},
        after,
        lambda key: f"{key[0]} ({key[1] or 'standard'}, {key[2]})",
    )


def _label_texts(view: View, names: Mapping[str, str]) -> dict[Key, Text]:
    local = _local(view, names)
    return {
        (local[label.element], label.role, label.lang): (label.text, label.source)
        for label in view.labels
        if label.element in local
    }


def _references(old: View, new: View, names: Mapping[str, str]) -> Iterator[Change]:
    before, after, remaining = _reference_texts(old, names), _reference_texts(new, {}), _own(new)
    return _changes(
        "reference",
        {key: text for key, text in before.items() if key[0] in remaining},
        after,
        lambda key: key[0],
    )


def _reference_texts(view: View, names: Mapping[str, str]) -> dict[Key, Text]:
    local = _local(view, names)
    return {
        (local[reference.element], reference.text): (reference.text, reference.source)
        for reference in view.references
        if reference.element in local
    }


def _local(view: View, names: Mapping[str, str]) -> dict[str, str]:
    """The names of a taxonomy's own elements by their keys, renamed ones by their new name."""
    return {element.key: names.get(element.name, element.name) for element in view.own}


def _roles(old: View, new: View) -> Iterator[Change]:
    return _changes("role", _role_texts(old), _role_texts(new), lambda key: key[0])


def _role_texts(view: View) -> dict[Key, Text]:
    return {(_role(role.id),): (role.definition, role.source) for role in view.roles}


def _role(role: str) -> str:
    """The last part of a role's address, and our ids in the form that they have there."""
    last = role.rstrip("/").rpartition("/")[2]
    return last if "/" in role else "".join(word.capitalize() for word in last.split("-"))


def _arcs(old: View, new: View, names: Mapping[str, str]) -> Iterator[Change]:
    return _changes(
        "arc",
        _keyed(old, names),
        _keyed(new, {}),
        lambda key: f"{key[0]} of {key[1]}: {key[3]} > {key[4]}{f' [{key[5]}]' if key[5] else ''}",
        lambda before, after: _number(before) != _number(after),
    )


def _keyed(view: View, names: Mapping[str, str]) -> dict[Key, Text]:
    """The weight of each arc but anchors, empty where the kind of arc has none."""
    local = {key: names.get(element.name, element.name) for key, element in view.elements.items()}
    return {
        (
            line.kind,
            _role(line.role),
            # Calculations 1.0 and 1.1 say the same
            "" if line.kind == CALCULATION else line.arcrole.rpartition("/")[2],
            local[line.parent],
            local[line.child],
            line.preferred,
        ): (line.weight if line.kind == CALCULATION else "", line.source)
        for line in view.lines
        if line.kind != ANCHOR and line.parent in local and line.child in local
    }


def _number(weight: str) -> str:
    return weight.strip().removesuffix(".0")
