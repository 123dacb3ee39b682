"""Concepts and networks, as the compiler and the instance builder see them."""

from collections.abc import Mapping

from msgspec import Struct, field

from crossfoot.model.source import SourceRef

NUMERIC_TYPES = frozenset(
    {"monetary", "shares", "perShare", "percent", "pure", "decimal", "integer", "count"}
)
ABSTRACT_TYPES = frozenset({"abstract", "table", "axis", "lineItems"})
MEMBER_TYPES = frozenset({"domain", "member"})
TEXT_TYPES = frozenset({"string", "date", "boolean", "gMonthDay", "gYear", "textBlock"})
TYPES = NUMERIC_TYPES | ABSTRACT_TYPES | MEMBER_TYPES | TEXT_TYPES

LABEL_ROLES = {
    "": "http://www.xbrl.org/2003/role/label",
    "total": "http://www.xbrl.org/2003/role/totalLabel",
    "terse": "http://www.xbrl.org/2003/role/terseLabel",
    "verbose": "http://www.xbrl.org/2003/role/verboseLabel",
    "periodStart": "http://www.xbrl.org/2003/role/periodStartLabel",
    "periodEnd": "http://www.xbrl.org/2003/role/periodEndLabel",
    "documentation": "http://www.xbrl.org/2003/role/documentation",
    "negated": "http://www.xbrl.org/2009/role/negatedLabel",
    "negatedTotal": "http://www.xbrl.org/2009/role/negatedTotalLabel",
    "negatedTerse": "http://www.xbrl.org/2009/role/negatedTerseLabel",
    "negatedPeriodStart": "http://www.xbrl.org/2009/role/negatedPeriodStartLabel",
    "negatedPeriodEnd": "http://www.xbrl.org/2009/role/negatedPeriodEndLabel",
}
"""Label roles: XBRL 2.1, 5.2.2.2.2, and the link role registry's negated labels."""


class Label(Struct, frozen=True, kw_only=True, gc=False):
    """One label of a concept; `role` is a key of LABEL_ROLES; `source` is known where the label has
    a row of its own."""

    role: str
    lang: str
    text: str
    source: SourceRef | None = None


class Anchor(Struct, frozen=True, kw_only=True, gc=False):
    """A relation of a company's concept to the base: the concept is narrower, or wider, than
    `base`."""

    base: str
    wider: bool = False


class Concept(Struct, frozen=True, kw_only=True, gc=False):
    """An element of the base or of an extension; `name` is the local name."""

    name: str
    prefix: str
    type: str
    period: str
    balance: str = ""
    labels: tuple[Label, ...] = ()
    references: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    us_gaap: str = ""
    replaces: str = ""
    element: str = ""
    """the element's name in its schema, where that is another than `name`"""
    source: SourceRef

    @property
    def numeric(self) -> bool:
        return self.type in NUMERIC_TYPES

    @property
    def abstract(self) -> bool:
        return self.type in ABSTRACT_TYPES

    @property
    def id(self) -> str:
        return f"{self.prefix}_{self.element or self.name}"

    @property
    def qname(self) -> str:
        return f"{self.prefix}:{self.element or self.name}"

    def label(self, role: str = "", lang: str = "en") -> str:
        """The label text, falling back from negated to plain, from any role to standard, from any
        language to English."""
        plain = PLAIN_ROLE.get(role, role)
        for wanted_lang in (lang, "en"):
            for wanted in (role, plain, ""):
                for label in self.labels:
                    if label.role == wanted and label.lang == wanted_lang:
                        return label.text
        return self.name


PLAIN_ROLE = {
    "negated": "",
    "negatedTotal": "total",
    "negatedTerse": "terse",
    "negatedPeriodStart": "periodStart",
    "negatedPeriodEnd": "periodEnd",
}


class Part(Struct, frozen=True, kw_only=True, gc=False):
    """Membership of a line in a total: one calculation arc."""

    total: str
    weight: int
    mixed: bool = False
    """whether the total is reported more precisely than what it is made of: no arc of 1.0 then"""


class Node(Struct, frozen=True, kw_only=True, gc=False):
    """One line of a network's tree; `parent` is the index of the parent line, -1 for the root."""

    concept: str
    level: int
    parent: int
    role: str = ""
    parts: tuple[Part, ...] = ()
    source: SourceRef

    @property
    def negated(self) -> bool:
        return self.role.startswith("negated")


class Network(Struct, frozen=True, kw_only=True):
    """One extended link role: a tree that is written once."""

    id: str
    number: int
    kind: str
    title: str
    title_ja: str
    nodes: tuple[Node, ...]
    source: SourceRef

    @property
    def definition(self) -> str:
        """The role definition in the form of EFM 6.7.12."""
        return f"{self.number:06d} - {self.kind} - {self.title}"

    def totals(self) -> dict[str, list[tuple[str, int]]]:
        """The totals of the tree, each with its parts and their weights, in the order of the
        lines."""
        found: dict[str, list[tuple[str, int]]] = {}
        for node in self.nodes:
            for part in node.parts:
                found.setdefault(part.total, []).append((node.concept, part.weight))
        return found

    def mixed_totals(self) -> frozenset[str]:
        """The totals that are reported more precisely than their parts."""
        return frozenset(part.total for node in self.nodes for part in node.parts if part.mixed)

    @property
    def role_name(self) -> str:
        return "".join(word.capitalize() for word in self.id.split("-"))


class Vocabulary(Struct, frozen=True, kw_only=True):
    """A prefix with its namespace and where its files live on the web (never fetched)."""

    prefix: str
    namespace: str
    base_url: str
    schema: str

    def role_uri(self, network: Network) -> str:
        return f"{self.namespace}/role/{network.role_name}"


class Taxonomy(Struct, frozen=True, kw_only=True):
    """A vocabulary with its concepts and networks; an extension knows its base.

    A published base has `further` vocabularies where it comes in several schemas, and its own
    `base` is ours, in whose place it stands.
    """

    vocabulary: Vocabulary
    concepts: Mapping[str, Concept]
    networks: tuple[Network, ...]
    base: "Taxonomy | None" = None
    own: frozenset[str] = field(default_factory=frozenset)
    status: str = ""
    further: tuple[Vocabulary, ...] = ()

    @property
    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """Every vocabulary that this one's files name, its own first."""
        below = (self.base.vocabulary, *self.base.further) if self.base else ()
        return (self.vocabulary, *self.further, *below)

    @property
    def own_networks(self) -> tuple[Network, ...]:
        """The networks that are not the base's."""
        inherited = {id(network) for network in self.base.networks} if self.base else set()
        return tuple(network for network in self.networks if id(network) not in inherited)

    def network(self, network_id: str) -> Network | None:
        return next((network for network in self.networks if network.id == network_id), None)
