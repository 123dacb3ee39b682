"""Concepts, labels, roles and arcs of a filing's own schema and linkbases, read as files; nothing is fetched."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from crossfoot.ingest.names import standard_prefix
from crossfoot.ingest.own_taxonomy import Link, elements_of, more_of, written
from crossfoot.ingest.report import Table
from crossfoot.ingest.schema_files import concepts_of, published_concepts, trees
from crossfoot.ingest.xml_file import XML_LANG, declared, local, text_of

XLINK = "{http://www.w3.org/1999/xlink}"
NETWORKS = {"presentationLink": "presentation", "calculationLink": "calculation", "definitionLink": "definition"}
_ARCS = ("presentationArc", "calculationArc", "definitionArc")
_TARGET_ROLE = "{http://xbrl.org/2005/xbrldt}targetRole"
_ABOUT = ("weight", "preferredLabel", "xbrldt:targetRole")
_ROLE_NAME = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

CONCEPTS = ("concept", "namespace", "name", "type", "period_type", "balance", "abstract", "substitution", "custom")
LABELS = ("concept", "role", "language", "text")
ROLES = ("role", "name", "definition")
ARCS = ("network", "arcrole", "role", "parent", "child", "arc_order", "weight", "preferred_label", "target_role")


def taxonomy_tables(
    files: Mapping[str, bytes],
    prefixes: Mapping[str, str],
    base: Mapping[str, bytes],
    facts: Iterable[str],
    refs: Iterable[str],
    *,
    ours: bool = False,
) -> dict[str, Table]:
    """Columns from the filing's own files; `base` are published schemas that only say what their elements are.

    Of the published concepts those that `facts` or the networks name are kept. The filer's own schema is the one that the
    report refers to (`refs`), saved as `.xsd` or `.xsd.xml`: a package may bring published ones beside it. `ours`: most lines are as
    this program writes them.
    """
    names: dict[str, str] = {}
    concepts: list[tuple[Any, ...]] = []
    entries = {PurePosixPath(ref).name for ref in refs}
    links = dict(written(files)) if ours else {}
    files = {name: data for name, data in files.items() if name not in links}
    for name in [name for name in files if ours and name in entries]:
        rows, ids, files[name] = elements_of(files[name], prefixes, custom=True)
        concepts, names = concepts + rows, {**names, **ids}
    own = dict(trees(files))
    for address, root in own.items():
        if local(root) == "schema":
            concepts.extend(concepts_of(root, names, prefixes, custom=PurePosixPath(address).name.removesuffix(".xml") in entries))
    mine = {row[0] for row in concepts}  # a package brings the filing's own schema too
    for data in base.values():
        published, ids = published_concepts(data, tuple(sorted(prefixes.items())))
        concepts.extend(row for row in published if row[0] not in mine)
        names = {**ids, **names}
    parts = _Parts(names, prefixes)
    for name in sorted((*own, *links)):
        if name in own:
            parts.read(own[name])
        for link in links.get(name, ()):
            parts.take(link)
    used = parts.used | set(facts)
    concepts = [row for row in dict.fromkeys(concepts) if row[-1] or row[0] in used]
    concepts += _without_schema(used - {row[0] for row in concepts}, prefixes)
    tables = {"concepts": _table(CONCEPTS, concepts), "labels": _table(LABELS, dict.fromkeys(parts.labels))}
    tables["roles"] = _table(ROLES, dict.fromkeys(parts.roles))
    tables["arcs"] = {"position": list(range(len(parts.arcs))), **_table(ARCS, parts.arcs)}
    return tables


def _without_schema(concepts: Iterable[str], prefixes: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """Concepts whose schema nobody brought: their namespace, and that they are not the filer's own where it is a published one."""
    namespaces = {prefix: namespace for namespace, prefix in prefixes.items()}
    told = sorted((concept, *concept.partition(":")[::2]) for concept in concepts)
    found = ((concept, namespaces[prefix], name) for concept, prefix, name in told if prefix in namespaces)
    unknown = (None,) * (len(CONCEPTS) - 4)
    return [(*row, *unknown, False if standard_prefix(row[1]) else None) for row in found]


def _table(names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> Table:
    held = list(rows)
    return dict(zip(names, map(list, zip(*held, strict=True)), strict=True)) if held else {name: [] for name in names}


class _Parts:
    """Labels, roles and arcs of linkbases, in document order."""

    def __init__(self, names: Mapping[str, str], prefixes: Mapping[str, str]) -> None:
        self.names = names
        self.known = set(prefixes.values())
        self.labels: list[tuple[Any, ...]] = []
        self.roles: list[tuple[Any, ...]] = []
        self.arcs: list[tuple[Any, ...]] = []
        self.used: set[str] = set()

    def read(self, root: Any) -> None:
        for element in root.iter():
            kind = local(element)
            if kind == "roleType":
                self._role(element)
            elif kind in NETWORKS:
                self._arcs(element, NETWORKS[kind])
            elif kind == "labelLink":
                self._labels(element)

    def take(self, link: Link) -> None:
        """A link that was read by its lines."""
        located = {label: self._named(unescape(fragment)) for label, fragment in link.located.items()}
        self.used.update(located.values())
        if link.kind == "label":
            texts = {label: (unescape(role), language.lower(), unescape(words)) for label, role, language, words in link.labels}
            self.labels.extend((located[arc[1]], *texts[arc[2]]) for arc in link.arcs if arc[1] in located and arc[2] in texts)
            return
        more = {text: more_of(text) or {} for text in {arc[4] for arc in link.arcs}}
        about = {text: tuple(told.get(name) for name in _ABOUT) for text, told in more.items()}
        self.arcs.extend(
            (link.kind, arcrole, link.role, located[above], located[below], order or None, *about[rest])
            for arcrole, above, below, order, rest in link.arcs
            if above in located and below in located
        )

    def _role(self, element: Any) -> None:
        uri = element.get("roleURI") or ""
        definition = next((text_of(child).strip() for child in element if local(child) == "definition"), None)
        self.roles.append((uri, role_name(uri), definition))

    def _concept(self, href: str) -> str:
        """The concept that a locator names: by the schema's own ids, else by the custom `prefix_Name`."""
        return self._named(href.rpartition("#")[2])

    def _named(self, fragment: str) -> str:
        if fragment in self.names:
            return self.names[fragment]
        prefix, _, name = fragment.rpartition("_")
        return f"{prefix}:{name}" if prefix else fragment

    def _locators(self, link: Any) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for child in link:
            if local(child) == "loc":
                concept = self._concept(child.get(f"{XLINK}href") or "")
                found.setdefault(child.get(f"{XLINK}label") or "", []).append(concept)
                self.used.add(concept)
        return found

    def _arcs(self, link: Any, network: str) -> None:
        located, role = self._locators(link), link.get(f"{XLINK}role") or ""
        for arc in link:
            if local(arc) not in _ARCS or arc.get("use") == "prohibited":
                continue
            about = [arc.get(name) for name in ("order", "weight", "preferredLabel", _TARGET_ROLE)]
            for parent in located.get(arc.get(f"{XLINK}from") or "", ()):
                for child in located.get(arc.get(f"{XLINK}to") or "", ()):
                    self.arcs.append((network, arc.get(f"{XLINK}arcrole") or "", role, parent, child, *about))

    def _labels(self, link: Any) -> None:
        located = self._locators(link)
        texts: dict[str, list[tuple[str, str, str]]] = {}
        for child in link:
            if local(child) == "label":
                row = (child.get(f"{XLINK}role") or "", (child.get(XML_LANG) or "").lower(), text_of(child))
                texts.setdefault(child.get(f"{XLINK}label") or "", []).append(row)
        for arc in link:
            if local(arc) == "labelArc" and arc.get("use") != "prohibited":
                for concept in located.get(arc.get(f"{XLINK}from") or "", ()):
                    for row in texts.get(arc.get(f"{XLINK}to") or "", ()):
                        self.labels.append((concept, *row))


def role_name(uri: str) -> str:
    """`balance-sheet` of `.../role/BalanceSheet`: what a person types."""
    return _ROLE_NAME.sub("-", uri.rstrip("/").rpartition("/")[2]).lower()


def declared_in(files: Mapping[str, bytes]) -> set[tuple[str, str]]:
    """The (prefix, namespace) pairs of all the files."""
    found: set[tuple[str, str]] = set()
    for data in files.values():
        found |= declared(data[: 1 << 16])
    return found
