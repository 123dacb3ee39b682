"""What a rule is, and the groupings of a view that rules share."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import ABSTRACT_TYPES, MEMBER_TYPES, NUMERIC_TYPES
from crossfoot.model.view import CALCULATION, DEFINITION, PRESENTATION, Element, Line, View


class Violation(NamedTuple):
    """One breach of a rule."""

    message: str
    source: SourceRef
    also: tuple[SourceRef, ...] = ()


class LintContext(Struct):
    """A view with what many rules ask of it, gathered once."""

    view: View
    by_role: dict[tuple[str, str], list[Line]] = field(default_factory=lambda: defaultdict(list))
    shown: set[str] = field(default_factory=set)
    shown_in: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    placed: set[str] = field(default_factory=set)
    labels: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for line in self.view.lines:
            self.by_role[line.kind, line.role].append(line)
            if line.kind == PRESENTATION:
                self.shown_in[line.role].update((line.parent, line.child))
            if line.kind in (PRESENTATION, CALCULATION, DEFINITION):
                self.placed.update((line.parent, line.child))
        for label in self.view.labels:
            self.labels[label.element].add((label.role, label.lang))
        self.shown.update(*self.shown_in.values())

    def lines(self, kind: str) -> Iterator[Line]:
        """The arcs of one kind, in the order of the files."""
        return (line for line in self.view.lines if line.kind == kind)

    def element(self, key: str) -> Element | None:
        """The element if its schema was read."""
        found = self.view.elements.get(key)
        return found if found is not None and found.kind else None


class Rule(Struct, frozen=True, kw_only=True):
    """A rule of rules.csv with what a person needs to know of it; `applies` tells where it runs:
    all, curated or xml."""

    id: str
    severity: str
    title: str
    reason: str
    example: str
    fix: str
    applies: str


Checks = Mapping[str, Callable[[LintContext], Iterator[Violation]]]
"""Rule id to what looks at it."""


def is_fact_item(element: Element) -> bool:
    """Whether facts may be reported on the element: neither heading nor member."""
    return not element.abstract and element.kind not in ABSTRACT_TYPES | MEMBER_TYPES


def is_numeric(element: Element) -> bool:
    """Whether its facts are numbers; unknown types count as numbers, so that nothing is claimed of
    them."""
    return element.kind in NUMERIC_TYPES or element.kind == "other"
