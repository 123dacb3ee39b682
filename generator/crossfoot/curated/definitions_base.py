"""The shape of `taxonomy/bases/<name>.yaml`: which published schemas a base is made of."""

from pathlib import Path

from msgspec import Struct, field

from crossfoot.curated.yaml_file import read_yaml
from crossfoot.curated.yaml_schema import decode_as
from crossfoot.errors import SetupError
from crossfoot.model.taxonomy import Vocabulary


class PublishedSchema(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    prefix: str
    namespace: str
    address: str


class BaseSchema(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    schemas: list[PublishedSchema]
    names: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)

    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """One for each schema; the address is parted into folder and file."""
        parted = [(schema, schema.address.rpartition("/")) for schema in self.schemas]
        return tuple(
            Vocabulary(
                prefix=schema.prefix,
                namespace=schema.namespace,
                base_url=folder + slash,
                schema=file,
            )
            for schema, (folder, slash, file) in parted
        )


def read_base_definition(path: Path) -> BaseSchema:
    """`taxonomy/bases/<name>.yaml`; a broken one is a broken set-up."""
    shown = f"bases/{path.name}"
    hint = "docs/reference/formats.md lists what a base definition takes"
    document, findings = read_yaml(path, shown)
    shape = (
        decode_as(BaseSchema, document.data, document, (), findings)
        if document is not None
        else None
    )
    if shape is None:
        raise SetupError(str(findings[0]), hint)
    if not shape.schemas:
        raise SetupError(f"{shown} names no schema", hint)
    return shape
