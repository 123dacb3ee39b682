"""Schemas as files: the concepts they declare, and what they import that nobody brought."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, partial
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from crossfoot.system.xml_parser import BadXml, clark, declared, local, parse_xml, root_of
from crossfoot.xbrl.names import named, standard_prefix

_XBRLI = "{http://www.xbrl.org/2003/instance}"
_XS = "{http://www.w3.org/2001/XMLSchema}"
_SCHEMA_REF = re.compile(rb"<(?:[\w.-]+:)?schemaRef\b[^>]*?href\s*=\s*[\"']([^\"']+)")
_IMPORT = re.compile(rb"<(?:[\w.-]+:)?import\b[^>]*?namespace\s*=\s*[\"']([^\"']+)")
_HEAD = 1 << 16
"""imports stand before everything that a schema declares"""
_OF_XII = re.compile(r"https?://(?:www\.)?(?:xbrl\.org|w3\.org)/")


def trees(files: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    """Files that can be read, by name without a folder."""
    for address, data in files.items():
        if address.endswith((".xsd", ".xml")):
            try:
                yield address, parse_xml(data)
            except BadXml:
                continue


def concepts_of(
    root: Any, names: dict[str, str], prefixes: Mapping[str, str], *, custom: bool
) -> Iterator[tuple[Any, ...]]:
    """The elements of a schema; `names` gets element id to name, under the schema's namespace
    prefix."""
    namespace = root.get("targetNamespace") or ""
    told, own = cache(partial(named, prefixes=prefixes)), custom and not standard_prefix(namespace)
    first = named(f"{{{namespace}}}", prefixes)  # what stands before each name
    for element in root.iterchildren(f"{_XS}element"):
        name = element.get("name") or ""
        concept = first + name
        if element.get("id"):
            names[element.get("id")] = concept
        kind, group = (
            clark(element, element.get(one) or "") for one in ("type", "substitutionGroup")
        )
        yield (
            concept,
            namespace,
            name,
            told(kind) or None,
            element.get(f"{_XBRLI}periodType"),
            element.get(f"{_XBRLI}balance"),
            element.get("abstract") == "true",
            told(group) or None,
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
        unescape(one.decode("utf-8", "replace"))
        for data in schemas.values()
        for one in _IMPORT.findall(data[:_HEAD])
    }
    return any(one not in here and not _OF_XII.match(one) for one in wanted)


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
        for element in root.iter(f"{_XS}import")
    )
    wanted = dict.fromkeys(namespace for namespace in imported if namespace not in here)
    names = {PurePosixPath(name).name for name in (*files, *base)}
    for name, data in files.items():
        for href in entry_points(name, data):
            if PurePosixPath(href).name not in names:
                wanted.setdefault(href)
    return [one for one in wanted if one and not _OF_XII.match(one)]


def entry_points(name: str, data: bytes) -> Iterator[str]:
    """The schemas that a report says it is based on."""
    if not name.endswith(".json"):
        for found in _SCHEMA_REF.findall(data):
            yield unescape(found.decode("utf-8", "replace"))
        return
    try:
        yield from (str(one) for one in json.loads(data)["documentInfo"]["taxonomy"])
    except (
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
    ):  # the reader will say what is wrong with it
        return
