"""The shape of `taxonomy/bases/<name>.yaml`: which published schemas a base is made of."""

from pathlib import Path

from msgspec import Struct, field

from crossfoot.curated.yaml_file import read_yaml
from crossfoot.curated.yaml_schema import shaped
from crossfoot.errors import SetupError
from crossfoot.model.taxonomy import Vocabulary


class SchemaShape(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    prefix: str
    namespace: str
    address: str


class BaseShape(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    schemas: list[SchemaShape]
    names: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)

    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """One for each schema; the address is parted into folder and file."""
        parted = [(one, one.address.rpartition("/")) for one in self.schemas]
        return tuple(
            Vocabulary(
                prefix=one.prefix, namespace=one.namespace, base_url=folder + slash, schema=file
            )
            for one, (folder, slash, file) in parted
        )


def read_base_definition(path: Path) -> BaseShape:
    """`taxonomy/bases/<name>.yaml`; a broken one is a broken set-up."""
    shown = f"bases/{path.name}"
    hint = "docs/reference/formats.md lists what a base definition takes"
    document, findings = read_yaml(path, shown)
    shape = (
        shaped(BaseShape, document.data, document, (), findings) if document is not None else None
    )
    if shape is None:
        raise SetupError(str(findings[0]), hint)
    if not shape.schemas:
        raise SetupError(f"{shown} names no schema", hint)
    return shape
