"""What the pages of the taxonomy site show, gathered from a view: trees, sums, labels, uses."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from msgspec import Struct, field

from crossfoot.model.view import (
    ANCHOR,
    CALCULATION,
    PRESENTATION,
    Element,
    ElementLabel,
    Line,
    Role,
    View,
)

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_DEEPEST = 60


class Entry(Struct, frozen=True, kw_only=True):
    """One line of a tree; `children` in printed order."""

    element: Element
    role: str
    children: tuple["Entry", ...]


class Relation(Struct, frozen=True, kw_only=True):
    """An arc as a concept's page tells it: the other end, the network, the weight or the kind."""

    element: Element
    network: str
    text: str


class SiteData(Struct):
    """A view with look-ups by element and role; `uses` are the filings that report an element."""

    view: View
    uses: Mapping[str, tuple[str, ...]]
    labels: dict[str, list[ElementLabel]] = field(default_factory=lambda: defaultdict(list))
    references: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    below: dict[tuple[str, str], list[Line]] = field(default_factory=lambda: defaultdict(list))
    at: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[str, Role] = field(default_factory=dict)

    def __post_init__(self) -> None:
        view = self.view
        for label in view.labels:
            self.labels[label.element].append(label)
        for reference in view.references:
            self.references[reference.element].append(reference.text)
        for line in view.lines:
            if line.kind == PRESENTATION:
                self.below[line.role, line.parent].append(line)
            for end in dict.fromkeys((line.parent, line.child)):
                self.at[end].append(line)
        for lines in self.below.values():
            lines.sort(key=lambda line: _number(line.order))
        shown = {role for role, _ in self.below}
        known = {role.id: role for role in view.roles}
        self.roles = {
            role: known.get(role) or Role(id=role, definition=role, source=view.lines[0].source)
            for role in shown
        }

    def networks(self) -> list[Role]:
        """The networks that have a tree, in the order of their definitions."""
        return sorted(self.roles.values(), key=lambda role: (role.definition, role.id))

    def lines_in(self, role: str) -> int:
        """How many lines a tree has below its root."""
        return sum(len(lines) for (one, _), lines in self.below.items() if one == role)

    def concepts(self) -> list[Element]:
        """What has a page: own elements, and those that a tree or a sum shows."""
        return sorted(
            (
                element
                for element in self.view.elements.values()
                if element.own or element.key in self.at
            ),
            key=lambda element: element.key,
        )

    def label(self, key: str, lang: str, role: str = "") -> str:
        """The label of this role, else the standard one; empty when there is none in the
        language."""
        texts = {label.role: label.text for label in self.labels.get(key, ()) if label.lang == lang}
        return texts.get(role) or texts.get("", "")

    def title(self, key: str) -> str:
        """What a reader sees first: English, any other language, the name."""
        standard = [label.text for label in self.labels.get(key, ()) if not label.role]
        return self.label(key, "en") or (standard[0] if standard else self.view.elements[key].name)

    def trees(self, role: str) -> list[Entry]:
        """The roots of a network with all below."""
        children = {
            line.child for (one, _), lines in self.below.items() if one == role for line in lines
        }
        roots = [parent for one, parent in self.below if one == role and parent not in children]
        return [self._entry(role, root, "", 0) for root in roots]

    def _entry(self, role: str, key: str, label: str, depth: int) -> Entry:
        lines = self.below.get((role, key), ()) if depth < _DEEPEST else ()
        children = tuple(self._entry(role, line.child, line.preferred, depth + 1) for line in lines)
        return Entry(element=self.view.elements[key], role=label, children=children)

    def relations(self, key: str, kind: str, *, down: bool) -> Iterator[Relation]:
        """The sums or anchors of an element: what lies under it, or what it lies under; each
        once."""
        seen: set[tuple[str, str, str]] = set()
        for line in self.at.get(key, ()):
            end, other = (line.parent, line.child) if down else (line.child, line.parent)
            if line.kind != kind or end != key or (line.role, other, line.weight) in seen:
                continue
            seen.add((line.role, other, line.weight))
            yield Relation(element=self.view.elements[other], network=line.role, text=_sign(line))

    def stands_in(self, key: str) -> list[Role]:
        """The networks whose tree shows the element."""
        found = {line.role for line in self.at.get(key, ()) if line.kind == PRESENTATION}
        return [role for role in self.networks() if role.id in found]


def file_of(element: Element) -> str:
    """The page of an element."""
    return f"concepts/{_UNSAFE.sub('_', element.key)}.html"


def file_of_role(role: str) -> str:
    """The page of a network."""
    return f"networks/{_UNSAFE.sub('_', role.rstrip('/').rpartition('/')[2] or role)}.html"


def _sign(line: Line) -> str:
    if line.kind != CALCULATION:
        return "anchored" if line.kind == ANCHOR else ""
    return "−" if line.weight.strip().startswith("-") else "+"


def _number(order: str) -> Decimal:
    try:
        return Decimal(order)
    except InvalidOperation:
        return Decimal(0)
