"""Schemas as files: the concepts they declare, and what they import that nobody brought."""

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from crossfoot.system.xml_parser import BadXml, declared, local, parse_xml, root_of
from crossfoot.xbrl.names import named, standard_prefix
from crossfoot.xbrl.schema_reader import XS, schema_elements

_SCHEMA_REF = re.compile(rb"<(?:[\w.-]+:)?schemaRef\b[^<>]*?href\s*=\s*[\"']([^\"']+)")
_IMPORT = re.compile(rb"<(?:[\w.-]+:)?import\b[^<>]*?namespace\s*=\s*[\"']([^\"']+)")
_HEAD = 1 << 16
"""imports stand before everything that a schema declares"""
_OF_XII = re.compile(r"https?://(?:www\.)?(?:xbrl\.org|w3\.org)/")


def trees(files: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    """The schemas and linkbases that can be read, by name."""
    for address, data in files.items():
        if address.endswith((".xsd", ".xml")):
            try:
                yield address, parse_xml(data)
            except BadXml:
                continue


def concepts_of(
    root: Any,
    names: dict[str, str],
    prefixes: Mapping[str, str],
    *,
    custom: bool | None,
    namespace: str | None = None,
) -> Iterator[tuple[Any, ...]]:
    """The elements of a schema as rows of the store's concepts.

    `names` gets element id to name, under the prefix of the schema's `namespace`, which is that of
    the including schema where it has none of its own; `custom` is None where it can't be known
    whose elements they are.
    """
    space = namespace or root.get("targetNamespace") or ""
    text = cache(partial(named, prefixes=prefixes))
    own = custom and not standard_prefix(space)
    first = named(f"{{{space}}}", prefixes)  # what stands before each name
    for element in schema_elements(root):
        concept = first + element.name
        if element.id:
            names[element.id] = concept
        yield (
            concept,
            space,
            element.name,
            text(element.type) or None,
            element.period_type,
            element.balance,
            element.abstract,
            text(element.substitution) or None,
            own,
        )


Published = tuple[tuple[tuple[Any, ...], ...], dict[str, str]]


def published_concepts(data: bytes, prefixes: Mapping[str, str]) -> Published:
    """Concepts and ids of a published schema; the same one comes with filing after filing, each
    with a prefix for its own names."""
    return _published(
        data, tuple((space, prefixes[space]) for space in _spaces(data) if space in prefixes)
    )


@lru_cache(maxsize=256)
def _spaces(data: bytes) -> tuple[str, ...]:
    """The namespaces that the schema can speak of."""
    return tuple(sorted({space for _, space in declared(data)}))


@lru_cache(maxsize=64)
def _published(data: bytes, prefixes: tuple[tuple[str, str], ...]) -> Published:
    names: dict[str, str] = {}
    try:
        root = parse_xml(data)
    except BadXml:
        return (), names
    return (
        tuple(concepts_of(root, names, dict(prefixes), custom=False))
        if local(root) == "schema"
        else ()
    ), names


@lru_cache(maxsize=256)
def _namespace(data: bytes) -> str | None:
    """The target namespace of a published schema; the same one comes with filing after filing."""
    try:
        return str(root_of(data).get("targetNamespace") or "") or None
    except BadXml:
        return None


def unmet_imports(schemas: Mapping[str, bytes]) -> bool:
    """Whether published schemas import a namespace that none of them declares."""
    here = {_namespace(data) for data in schemas.values()}
    wanted = {
        unescape(namespace.decode("utf-8", "replace"))
        for data in schemas.values()
        for namespace in _IMPORT.findall(data[:_HEAD])
    }
    return any(name not in here and not _OF_XII.match(name) for name in wanted)


def missing_schemas(files: Mapping[str, bytes], base: Mapping[str, bytes]) -> list[str]:
    """What the report and its schemas need and nobody brought: entry points, and namespaces that
    are imported.

    XBRL International's own schemas come with Arelle.
    """
    own = dict(
        trees({name: data for name, data in files.items() if name.endswith((".xsd", ".xsd.xml"))})
    )
    here = {root.get("targetNamespace") for root in own.values()} | {
        _namespace(data) for data in base.values()
    }
    imported = (
        element.get("namespace") or ""
        for root in own.values()
        for element in root.iter(XS + "import")
    )
    wanted = dict.fromkeys(namespace for namespace in imported if namespace not in here)
    names = {PurePosixPath(name).name for name in (*files, *base)}
    for name, data in files.items():
        for href in entry_points(name, data):
            if PurePosixPath(href).name not in names:
                wanted.setdefault(href)
    return [name for name in wanted if name and not _OF_XII.match(name)]


def entry_points(name: str, data: bytes) -> Iterator[str]:
    """The schemas that a report says it is based on."""
    if not name.endswith(".json"):
        for found in _SCHEMA_REF.findall(data):
            yield unescape(found.decode("utf-8", "replace"))
        return
    try:
        yield from (str(ref) for ref in json.loads(data)["documentInfo"]["taxonomy"])
    except (
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
    ):  # the reader will say what is wrong with it
        return


def schema_owners(
    schemas: Mapping[str, Any], refs: Iterable[str]
) -> dict[str, tuple[str, bool | None]]:
    """Of each schema, by file name, the namespace of its elements, and whether these are the
    filer's own; None where it can't be known.

    `schemas` are the roots of what came with the report, `refs` the addresses of the schemas that
    the report refers to: their namespaces are the filer's, in whatever file. A schema without a
    namespace has that of the schema that includes it (XML Schema 1.0, 4.2.1). One of another
    namespace that the filer's import from beside them may be either's; the rest is published.
    """
    entries = {PurePosixPath(ref).name for ref in refs}
    files = {PurePosixPath(name).name: name for name in schemas}
    spaces = _namespaces(schemas, files)
    referred = (name for name in spaces if PurePosixPath(name).name.removesuffix(".xml") in entries)
    own = {spaces[name] for name in referred if not standard_prefix(spaces[name])}
    filers = [root for name, root in schemas.items() if spaces[name] in own]
    near = {file for root in filers for file in _beside(root, "import")}
    unknown = {spaces[files[file]] for file in near & files.keys()}
    return {
        name: (space, True if space in own else _not_own(space, unknown, bool(entries)))
        for name, space in spaces.items()
    }


def _namespaces(schemas: Mapping[str, Any], files: Mapping[str, str]) -> dict[str, str]:
    """The namespace of each schema's elements; `files` leads from a name without folder to it."""
    spaces = {name: root.get("targetNamespace") or "" for name, root in schemas.items()}
    for name, root in schemas.items():
        for file in _beside(root, "include"):
            if file in files and not spaces[files[file]]:
                spaces[files[file]] = spaces[name]
    return spaces


def _not_own(space: str, unknown: Container[str], referred: bool) -> bool | None:
    """Not the filer's, or None: nobody knows."""
    known = standard_prefix(space) or (referred and space not in unknown)
    return False if known else None


def _beside(root: Any, kind: str) -> Iterator[str]:
    """The file names of the schemas that are included or imported by a relative address."""
    for node in root.iter(XS + kind):
        location = node.get("schemaLocation") or ""
        if location and "://" not in location:
            yield PurePosixPath(location).name
