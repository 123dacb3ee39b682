"""A taxonomy seen neutrally: the same records from curated sources and from anyone's XML, for lint,
diff, alignment and docs."""

from collections.abc import Mapping

from msgspec import Struct

from crossfoot.model.source import SourceRef

PRESENTATION, CALCULATION, DEFINITION, ANCHOR = (
    "presentation",
    "calculation",
    "definition",
    "anchor",
)


class Element(Struct, frozen=True, kw_only=True):
    """A concept; `key` is prefix:name, `kind` one of the model's types, `other`, or empty when its
    schema was not read."""

    key: str
    name: str
    kind: str
    source: SourceRef
    own: bool = True
    type: str = ""
    period: str = ""
    balance: str = ""
    abstract: bool = False
    typed: bool = False
    us_gaap: str = ""
    replaces: str = ""

    @property
    def prefix(self) -> str:
        return self.key.partition(":")[0]


class ElementLabel(Struct, frozen=True, kw_only=True):
    """A label; `role` is a short name such as `total`, empty for the standard label."""

    element: str
    role: str
    lang: str
    text: str
    source: SourceRef


class ElementReference(Struct, frozen=True, kw_only=True):
    """A reference to the literature, as one text."""

    element: str
    text: str
    source: SourceRef


class Role(Struct, frozen=True, kw_only=True):
    """A network: `id` is ours, or the address of the role."""

    id: str
    definition: str
    source: SourceRef
    own: bool = True


class Line(Struct, frozen=True, kw_only=True):
    """One arc of a network; `kind` is presentation, calculation, definition or anchor; `weight` as
    written."""

    kind: str
    role: str
    arcrole: str
    parent: str
    child: str
    source: SourceRef
    order: str = ""
    weight: str = ""
    preferred: str = ""


class RoleUse(Struct, frozen=True, kw_only=True):
    """A role or arcrole that a linkbase uses, and whether it declares it (XML only)."""

    kind: str
    uri: str
    declared: bool
    source: SourceRef


class View(Struct, frozen=True, kw_only=True):
    """A taxonomy; `languages` are those it promises labels in, `extends` tells whether it stands
    over a base."""

    name: str
    elements: Mapping[str, Element]
    labels: tuple[ElementLabel, ...] = ()
    references: tuple[ElementReference, ...] = ()
    roles: tuple[Role, ...] = ()
    lines: tuple[Line, ...] = ()
    uses: tuple[RoleUse, ...] = ()
    facts: tuple[tuple[str, SourceRef], ...] = ()
    languages: tuple[str, ...] = ()
    curated: bool = False
    extends: bool = False

    @property
    def own(self) -> tuple[Element, ...]:
        """The elements that this taxonomy itself declares."""
        return tuple(element for element in self.elements.values() if element.own)
