"""Any taxonomy as a neutral view: the schemas and linkbases that are there, nothing fetched."""

from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.model.view import View
from crossfoot.xbrl.linkbase_reader import XLINK, read_links
from crossfoot.xbrl.schema_reader import LINK, XBRLI, XS, schema_elements
from crossfoot.xbrl.taxonomy_documents import address, open_documents
from crossfoot.xbrl.taxonomy_view import (
    Found,
    declared_element,
    declared_roles,
    joined,
    prefix_of,
    role_uses,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPECIFICATIONS = (
    "http://www.xbrl.org/",
    "https://www.xbrl.org/",
    "http://xbrl.org/",
    "https://xbrl.org/",
    "http://www.w3.org/",
)


def read_xbrl_taxonomy(path: Path) -> tuple[View, list[Finding]]:
    """The view of a schema with its linkbases, of a folder or of a package; findings of what can't
    be read or is not there."""
    files = open_documents(path)
    findings: list[Finding] = []
    found = Found(files=files)
    waiting, seen = list(files.entries), set(files.entries)
    while waiting:
        name = waiting.pop(0)
        root = files.root(name, findings)
        if root is None:
            continue
        _take(found, root, name)
        for href, at in _references(root, name):
            target = files.locate(href, name)[0]
            if target in files.names and target not in seen:
                seen.add(target)
                waiting.append(target)
            elif target not in files.names and not target.startswith(_SPECIFICATIONS):
                found.absent.setdefault(target, at)
    if found.absent:
        findings.append(_absent(found.absent))
    if not (found.elements or found.arcs or found.resources or findings):
        hint = "name a schema, a linkbase, or a folder or zip that holds one"
        findings.append(
            error(
                "read.nothing",
                "there is no schema and no linkbase here",
                SourceRef(file=files.shown),
                hint,
            )
        )
    return joined(found), findings


def _references(root: "_Element", name: str) -> list[tuple[str, SourceRef]]:
    nodes = [
        (node, node.get("schemaLocation", ""))
        for node in root.iterchildren(XS + "import", XS + "include")
    ]
    nodes += [
        (node, node.get(XLINK + "href", ""))
        for node in root.iter(LINK + "linkbaseRef", LINK + "schemaRef", LINK + "loc")
    ]
    return [
        (href, address(node, name)) for node, href in nodes if href and not href.startswith("#")
    ]


def _take(found: Found, root: "_Element", name: str) -> None:
    if root.tag == XS + "schema":
        prefix = prefix_of(root)
        found.namespaces[root.get("targetNamespace", "")] = prefix
        found.owners[name] = False
        for declared in schema_elements(root):
            element = declared_element(declared, name, prefix)
            if element is not None:
                found.elements[name, declared.id or element.name] = element
                found.owners[name] = True
        found.roles.update({role.id: role for role in declared_roles(root, name)})
    elif root.tag == XBRLI + "xbrl":
        for fact in root.iterchildren():
            if isinstance(fact.tag, str) and fact.get("contextRef") is not None:
                namespace, _, local = fact.tag[1:].partition("}")
                found.reported.setdefault((namespace, local), address(fact, name))
    links = read_links(root)
    found.arcs.extend((name, arc) for arc in links.arcs)
    found.resources.extend((name, resource) for resource in links.resources)
    found.uses.extend(role_uses(root, name))


def _absent(absent: dict[str, SourceRef]) -> Finding:
    names = sorted(absent)
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    message = f"{len(names)} document{'s are' if len(names) > 1 else ' is'} not here and not looked at: {shown}"
    hint = "rules that need their elements (types, balances) say nothing about them"
    return Finding(
        code="read.absent", severity="info", message=message, source=absent[names[0]], hint=hint
    )
