"""The elements and roles that an XBRL schema declares, whoever wrote it."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from crossfoot.system.xml_parser import clark

XS = "{http://www.w3.org/2001/XMLSchema}"
LINK = "{http://www.xbrl.org/2003/linkbase}"
XBRLI = "{http://www.xbrl.org/2003/instance}"
XBRLDT = "{http://xbrl.org/2005/xbrldt}"


class SchemaElement(Struct, frozen=True, kw_only=True, gc=False):
    """A global element of a schema (XBRL 2.1, 5.1.1); `type` and `substitution` in Clark notation,
    empty where there is none."""

    id: str
    name: str
    type: str
    substitution: str
    period_type: str | None
    balance: str | None
    abstract: bool
    typed_domain: bool
    """whether it is a dimension with a typed domain (Dimensions 1.0, 2.5.2.1)"""
    row: int | None

    @property
    def type_name(self) -> str:
        return local_part(self.type)

    @property
    def group(self) -> str:
        """The local name of its substitution group."""
        return local_part(self.substitution)


class RoleType(Struct, frozen=True, kw_only=True):
    """A role that a schema defines; `used_on` are the local names of what may carry it."""

    uri: str
    definition: str | None
    used_on: frozenset[str]
    row: int | None


def schema_elements(root: Any) -> Iterator[SchemaElement]:
    """Every global element of the schema, typed domains and parts of references among them."""
    for node in root.iterchildren(XS + "element"):
        yield SchemaElement(
            id=node.get("id") or "",
            name=node.get("name") or "",
            type=clark(node, node.get("type") or ""),
            substitution=clark(node, node.get("substitutionGroup") or ""),
            period_type=node.get(XBRLI + "periodType"),
            balance=node.get(XBRLI + "balance"),
            abstract=node.get("abstract", "").strip() in ("true", "1"),
            typed_domain=node.get(XBRLDT + "typedDomainRef") is not None,
            row=node.sourceline,
        )


def role_types(root: Any) -> Iterator[RoleType]:
    """Every roleType in the schema (XBRL 2.1, 5.1.3)."""
    for node in root.iter(LINK + "roleType"):
        definition = node.find(LINK + "definition")
        yield RoleType(
            uri=node.get("roleURI") or "",
            definition=None if definition is None else "".join(definition.itertext()).strip(),
            used_on=frozenset(
                local_part((used.text or "").strip()) for used in node.iterchildren(LINK + "usedOn")
            ),
            row=node.sourceline,
        )


def local_part(name: str) -> str:
    """The local name of a QName, in Clark notation or with a prefix."""
    return name.rpartition("}")[2].rpartition(":")[2]
