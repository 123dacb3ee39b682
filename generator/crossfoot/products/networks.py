"""Statements as a filing's own presentation network draws them: lines in printed order, and what
kind of statement each is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from crossfoot.store.connection import Store
from crossfoot.system.exact_numbers import number

_STATEMENT = re.compile(r"\s-\s+Statement\s+-\s", re.IGNORECASE)
_KINDS = (
    ("CF", re.compile(r"cash\s?flow", re.IGNORECASE)),
    ("BS", re.compile(r"balance\s?sheet|financial\s?(position|condition)", re.IGNORECASE)),
    ("SI", re.compile(r"schedules?\s?of\s?investments", re.IGNORECASE)),
    (
        "EQ",
        re.compile(
            r"equity|stock\s?holders|share\s?holders|partners.{0,3}\s?capital|net\s?assets",
            re.IGNORECASE,
        ),
    ),
    (
        "IS",
        re.compile(
            r"income(?!\s?\(?loss\)?\s?tax)(?<!comprehensive income)|operations|earnings|profit|net income per",
            re.IGNORECASE,
        ),
    ),
    ("CI", re.compile(r"comprehensive", re.IGNORECASE)),
)
_PARTS_OF_TABLES = re.compile(r"(Axis|Domain|Member)\Z|(?<!LineItems)Table\Z")
_LABEL = "http://www.xbrl.org/2003/role/label"


class Network(Struct, frozen=True, kw_only=True):
    """One role with a presentation network; `report` its place among them by definition, from 1."""

    role: str
    name: str
    definition: str
    report: int

    @property
    def statement(self) -> bool:
        """A primary statement, by its definition: `101 - Statement - ...`."""
        return bool(_STATEMENT.search(self.definition))

    @property
    def parenthetical(self) -> bool:
        return "parenthetical" in self.definition.lower()

    @property
    def title(self) -> str:
        return self.definition.rpartition(" - ")[2] or self.name

    @property
    def kind(self) -> str:
        """BS, IS, CF, EQ, CI, SI or UN."""
        return next((kind for kind, pattern in _KINDS if pattern.search(self.title)), "UN")


class Row(Struct, frozen=True, kw_only=True):
    """One line of the tree; `part` an axis, a member or a table, which print no line."""

    concept: str
    depth: int
    label_role: str
    part: bool

    @property
    def negated(self) -> bool:
        return "negated" in self.label_role.lower()

    @property
    def role_name(self) -> str:
        return self.label_role.rpartition("/")[2]


def networks_of(store: Store, filing: int) -> list[Network]:
    """The filing's presentation networks by definition."""
    sql = (
        "SELECT DISTINCT a.role, r.name, r.definition FROM arcs a LEFT JOIN roles r ON r.filing = a.filing AND r.role = a.role "
        "WHERE a.filing = ? AND a.network = 'presentation'"
    )
    found = [
        (role, name or role.rpartition("/")[2], definition or name or role)
        for role, name, definition in store.rows(sql, (filing,)).rows
    ]
    ordered = sorted(found, key=lambda one: (one[2], one[0]))
    return [
        Network(role=role, name=name, definition=told, report=place)
        for place, (role, name, told) in enumerate(ordered, 1)
    ]


def rows_of(store: Store, filing: int, role: str) -> list[Row]:
    """The network as lines from its roots down."""
    sql = (
        "SELECT DISTINCT parent, child, arc_order, preferred_label, position FROM arcs "
        "WHERE filing = ? AND role = ? AND network = 'presentation' ORDER BY position"
    )
    children: dict[str, list[tuple[Decimal, int, str, str]]] = {}
    for parent, child, order, label, position in store.rows(sql, (filing, role)).rows:
        children.setdefault(parent, []).append(
            (number(order) or Decimal(1), position, child, label or _LABEL)
        )
    below = {child for held in children.values() for _, _, child, _ in held}
    parts = table_parts(store, filing)
    return [
        row
        for root in children
        if root not in below
        for row in _walk(children, parts, (root, _LABEL), (), 0)
    ]


class TableParts(Struct, frozen=True, kw_only=True):
    """Concepts that are parts of a table (axis, domain, member, hypercube) and print no line."""

    placed: frozenset[str]
    """by their place in a definition network, which decides, whatever their type"""
    declared: Mapping[str, bool]
    """by their declaration: whether substitution group or type say so"""

    def __contains__(self, concept: object) -> bool:
        """By place, else by declaration, else by the ending that names have by convention."""
        if concept in self.placed:
            return True
        declared = self.declared.get(str(concept))
        return bool(_PARTS_OF_TABLES.search(str(concept))) if declared is None else declared


def table_parts(store: Store, filing: int) -> TableParts:
    """The parts of the filing's tables (XBRL Dimensions 1.0, 2.3 to 2.6)."""
    sql = (
        "SELECT concept, substitution LIKE 'xbrldt:%' OR coalesce(type, '') LIKE '%domainItemType%' "
        "FROM concepts WHERE filing = ? AND substitution IS NOT NULL"
    )
    declared = {concept: bool(is_part) for concept, is_part in store.rows(sql, (filing,)).rows}
    return TableParts(placed=frozenset(_placed_parts(store, filing)), declared=declared)


def _placed_parts(store: Store, filing: int) -> Iterator[str]:
    """Hypercubes, axes, domains, and what domain-member arcs reach from a domain.

    The same arcrole leads from line items to lines, so it says nothing by itself. An arc with a
    target role is followed by those of that role (XBRL Dimensions 1.0, 2.4.3).
    """
    sql = (
        "SELECT arcrole, role, parent, child, target_role FROM arcs "
        "WHERE filing = ? AND network = 'definition' ORDER BY position"
    )
    members: dict[tuple[str, str], list[tuple[str, str]]] = {}
    domains: list[tuple[str, str]] = []
    for arcrole, role, parent, child, target in store.rows(sql, (filing,)).rows:
        kind, reached = (arcrole or "").rpartition("/")[2], (target or role, child)
        if kind == "domain-member":
            members.setdefault((role, parent), []).append(reached)
        elif kind == "dimension-domain":
            domains.append(reached)
            yield parent
        elif kind == "hypercube-dimension":
            yield from (parent, child)
    seen: set[tuple[str, str]] = set()
    while domains:
        if (place := domains.pop()) not in seen:
            seen.add(place)
            yield place[1]
            domains.extend(members.get(place, ()))


def _walk(
    children: Mapping[str, Sequence[tuple[Decimal, int, str, str]]],
    parts: TableParts,
    at: tuple[str, str],
    above: tuple[str, ...],
    depth: int,
) -> Iterator[Row]:
    concept, label = at
    if concept in above:  # a cycle; Arelle reports it
        return
    part = concept in parts
    yield Row(concept=concept, depth=depth, label_role=label, part=part)
    for _, _, child, role in sorted(children.get(concept, ())):
        yield from _walk(
            children, parts, (child, role), (*above, concept), depth if part else depth + 1
        )
