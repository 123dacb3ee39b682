"""Concepts, labels, roles and arcs of a filing's own schema and linkbases, read as files; nothing
is fetched."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from crossfoot.system.xml_parser import declared, local
from crossfoot.xbrl.arrow_tables import are_once, as_coded, extended, one_column
from crossfoot.xbrl.linkbase_reader import RawArc, RawResource, in_force, read_links
from crossfoot.xbrl.names import standard_prefix
from crossfoot.xbrl.native_linkbases import links_of, located
from crossfoot.xbrl.native_taxonomy import Elements, elements_of
from crossfoot.xbrl.report_records import Table
from crossfoot.xbrl.schema_files import concepts_of, published_concepts, schema_owners, trees
from crossfoot.xbrl.schema_reader import role_types

Arc = tuple[str, str, RawArc]
"""the concepts at its ends, and the arc"""

_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
_EXTENDED = re.compile(r"us-gaap:|ifrs-[a-z]+:|jp[a-z]+_cor:")
"""vocabularies to which filers add elements of their own"""
_ROLE_NAME = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

CONCEPTS = (
    "concept",
    "namespace",
    "name",
    "type",
    "period_type",
    "balance",
    "abstract",
    "substitution",
    "custom",
)
LABELS = ("concept", "role", "language", "text")
ROLES = ("role", "name", "definition")
ARCS = (
    "network",
    "arcrole",
    "role",
    "parent",
    "child",
    "arc_order",
    "weight",
    "preferred_label",
    "target_role",
)


def taxonomy_tables(
    files: Mapping[str, bytes],
    prefixes: Mapping[str, str],
    base: Mapping[str, bytes],
    facts: Iterable[str],
    refs: Iterable[str],
    *,
    ours: bool = False,
) -> dict[str, Table]:
    """Columns from the filing's own files; `base` are published schemas that only say what their
    elements are.

    Of the published concepts those that `facts` or the networks name are kept. The filer's own
    elements are those in the namespace of the schema that the report refers to (`refs`), saved as
    `.xsd` or `.xsd.xml`: a package may bring published ones beside it. `ours`: most lines are as
    this program writes them.
    """
    # a prohibited arc reaches into other linkbases: then all are read in the general way
    ours = ours and not any(b'use="prohibited"' in data for data in files.values())
    linkbases = {name: data for name, data in files.items() if ours and name.endswith(".xml")}
    others = {name: data for name, data in files.items() if name not in linkbases}
    referred, reported = tuple(refs), set(facts)
    entries = {PurePosixPath(ref).name for ref in referred}
    entry = next((name for name in others if ours and name in entries), "")
    elements = elements_of(entry, others[entry], prefixes) if entry else None
    if elements is not None:
        others[entry] = elements.rest
    own = dict(trees(others))
    schemas = {name: root for name, root in own.items() if local(root) == "schema"}
    names: dict[str, str] = {}
    concepts = _own_concepts(schemas, referred, names, prefixes)
    fast_namespace = elements.namespace if elements is not None else None
    names = _add_published(concepts, names, base, prefixes, fast_namespace)
    parts = _Parts(names, elements)
    for name in sorted((*own, *linkbases)):
        parts.read(own[name]) if name in own else parts.linkbase(linkbases[name])
    published = _published_alone(referred, reported)
    return _tables(parts, concepts, parts.used | reported, prefixes, published=published)


def _own_concepts(
    schemas: Mapping[str, Any],
    refs: Sequence[str],
    names: dict[str, str],
    prefixes: Mapping[str, str],
) -> list[tuple[Any, ...]]:
    """The elements of the schemas that came with the report; `names` gets their ids."""
    return [
        row
        for name, (namespace, custom) in schema_owners(schemas, refs).items()
        for row in concepts_of(schemas[name], names, prefixes, custom=custom, namespace=namespace)
    ]


def _add_published(
    concepts: list[tuple[Any, ...]],
    names: dict[str, str],
    base: Mapping[str, bytes],
    prefixes: Mapping[str, str],
    namespace: str | None,
) -> dict[str, str]:
    """Add the published elements to `concepts`; the result is `names` with their ids.

    A package brings the filing's own schema too: its elements, and those of `namespace`, are there
    already.
    """
    known = {row[0] for row in concepts}
    for data in base.values():
        published, ids = published_concepts(data, prefixes)
        concepts.extend(row for row in published if row[0] not in known and row[1] != namespace)
        names = {**ids, **names}
    return names


def _tables(
    parts: "_Parts",
    concepts: Iterable[tuple[Any, ...]],
    used: set[str],
    prefixes: Mapping[str, str],
    *,
    published: bool,
) -> dict[str, Table]:
    """The filer's own concepts and those that are used, with what is known of them."""
    rows = [row for row in dict.fromkeys(concepts) if row[-1] or row[0] in used]
    own = parts.names.elements
    used = used.difference(own.concepts.to_pylist()) if own is not None else used
    rows += _without_schema(used - {row[0] for row in rows}, prefixes, published=published)
    concept_table = as_table(CONCEPTS, rows)
    pieces = parts.arc_tables()
    arcs = {name: one_column([piece[name] for piece in pieces]) for name in ARCS}
    return {
        "concepts": concept_table
        if own is None
        else {n: extended(own.columns[n], values) for n, values in concept_table.items()},
        "labels": _labels_once(parts),
        "roles": as_table(ROLES, dict.fromkeys(parts.roles)),
        "arcs": {"position": range(len(arcs["role"])), **arcs},
    }


def _labels_once(parts: "_Parts") -> Table:
    """Each label once, in the order read."""
    if len(parts.label_columns) == 1 and not parts.resources:
        (columns,) = parts.label_columns
        if are_once([as_coded(columns[name]) for name in LABELS[:-1]]):
            return columns
    columns_read = [
        zip(*(columns[name] for name in LABELS), strict=True) for columns in parts.label_columns
    ]
    return as_table(LABELS, dict.fromkeys(chain(parts.label_rows(), *columns_read)))


def _published_alone(refs: Sequence[str], concepts: Iterable[str]) -> bool:
    """Whether a report is made of a published taxonomy alone: it refers to no schema of its own,
    and uses none that filers extend."""
    return (
        bool(refs)
        and all(_ABSOLUTE.match(ref) for ref in refs)
        and not any(_EXTENDED.match(concept) for concept in concepts)
    )


def _without_schema(
    concepts: Iterable[str], prefixes: Mapping[str, str], *, published: bool
) -> list[tuple[Any, ...]]:
    """Concepts whose schema nobody brought: their namespace, and that they are not the filer's own
    where it is a published one."""
    namespaces = {prefix: namespace for namespace, prefix in prefixes.items()}
    qnames = sorted((concept, *concept.partition(":")[::2]) for concept in concepts)
    found = (
        (concept, namespaces[prefix], name)
        for concept, prefix, name in qnames
        if prefix in namespaces
    )
    unknown = (None,) * (len(CONCEPTS) - 4)
    return [
        (*row, *unknown, False if published or standard_prefix(row[1]) else None) for row in found
    ]


def as_table(names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> Table:
    held = list(rows)
    return (
        dict(zip(names, map(list, zip(*held, strict=True)), strict=True))
        if held
        else {name: [] for name in names}
    )


class _Names(dict[str, str]):
    """The concept that the fragment of a locator names: by the schema's own ids, else by the custom
    `prefix_Name`."""

    def __init__(self, names: Mapping[str, str], elements: Elements | None) -> None:
        super().__init__(names)
        self.elements = elements
        self._known = elements is None

    def __missing__(self, fragment: str) -> str:
        if not self._known and self.elements is not None:
            self._known = True
            self.update(self.elements.by_id())
            return self[fragment]
        if "&" in fragment:
            return self[unescape(fragment)]
        prefix, _, name = fragment.rpartition("_")
        return self.setdefault(fragment, f"{prefix}:{name}" if prefix else fragment)


class _Parts:
    """Labels, roles and arcs of linkbases, in document order."""

    def __init__(self, names: Mapping[str, str], elements: Elements | None) -> None:
        self.names = _Names(names, elements)
        self.roles: list[tuple[Any, ...]] = []
        self.resources: list[tuple[Hashable, tuple[str, RawResource]]] = []
        self.label_columns: list[Table] = []
        self.arcs: list[Table | list[Arc]] = []
        self.used: set[str] = set()

    def read(self, root: Any) -> None:
        """A schema or linkbase of whoever it is."""
        for role in role_types(root):
            self.roles.append((role.uri, role_name(role.uri), role.definition))
        links = read_links(root)
        concept = cache(lambda href: self.names[href.rpartition("#")[2]])
        self.used.update(map(concept, links.locators))
        if links.arcs:
            self.arcs.append([(concept(arc.parent), concept(arc.child), arc) for arc in links.arcs])
        for resource in links.resources:
            if resource.label:
                element = concept(resource.href)
                self.used.add(element)
                target = resource.target.rpartition("#")[2] or id(resource)
                self.resources.append((resource.same_as(element, target), (element, resource)))

    def linkbase(self, data: bytes) -> None:
        """A linkbase that this program wrote: by its lines, or where some are otherwise, as
        anyone's XML."""
        links = links_of(data)
        found = (
            None if links is None else located(links, self.names.__getitem__, self.names.elements)
        )
        if links is None or found is None:
            for _, root in trees({"linkbase.xml": data}):
                self.read(root)
            return
        columns, used = found
        self.used.update(used)
        if links.kind == "label":
            self.label_columns.append(columns)
        else:
            self.arcs.append(columns)

    def arc_tables(self) -> list[Table]:
        """The arcs that count, in document order."""
        raw = [arc for piece in self.arcs if isinstance(piece, list) for arc in piece]
        keyed = ((arc.same_as(parent, child), arc) for parent, child, arc in raw)
        counted = {id(arc) for _, arc in in_force(keyed)}
        tables: list[Table] = []
        for piece in self.arcs:
            if isinstance(piece, list):
                rows = [_arc_row(*arc) for arc in piece if id(arc[2]) in counted]
                tables += [as_table(ARCS, rows)] if rows else []
            else:
                tables.append(piece)
        return tables

    def label_rows(self) -> Iterator[tuple[Any, ...]]:
        """The labels that count; those of other documents have their text there."""
        keyed = [(key, resource) for key, (_, resource) in self.resources]
        counted = {id(resource) for _, resource in in_force(keyed)}
        for _, (concept, label) in self.resources:
            if label.text is not None and id(label) in counted:
                yield concept, label.role, label.language.lower(), label.text


def _arc_row(parent: str, child: str, arc: RawArc) -> tuple[Any, ...]:
    about = (arc.order, arc.weight, arc.preferred_label, arc.target_role)
    return (arc.network, arc.arcrole, arc.role, parent, child, *about)


def role_name(uri: str) -> str:
    """`balance-sheet` of `.../role/BalanceSheet`: what a person types."""
    return _ROLE_NAME.sub("-", uri.rstrip("/").rpartition("/")[2]).lower()


def declared_in(files: Mapping[str, bytes]) -> set[tuple[str, str]]:
    """The (prefix, namespace) pairs of all the files."""
    found: set[tuple[str, str]] = set()
    for data in files.values():
        found |= declared(data[: 1 << 16])
    return found
