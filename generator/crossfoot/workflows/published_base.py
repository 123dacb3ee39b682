"""Published bases: the user's schemas read once, and made a package that opens them offline."""

from pathlib import Path

from crossfoot.curated.concepts import anchors_of
from crossfoot.curated.definitions_base import BaseSchema, read_base_definition
from crossfoot.curated.published_files import published_files
from crossfoot.model.published import Published
from crossfoot.model.taxonomy import Vocabulary
from crossfoot.system.atomic_file import replace_file, writing
from crossfoot.workspace import Workspace
from crossfoot.xbrl.packages import EntryPoint, PackageDescription, taxonomy_package
from crossfoot.xbrl.published import read_elements


def open_base(workspace: Workspace, name: str, source: Path, output: Path) -> Published:
    """The base `name` from the folder or package `source`; its own package is written as
    `output/<name>-taxonomy.zip`."""
    shape = read_base_definition(workspace.base_definition(name))
    vocabularies = shape.vocabularies()
    files = published_files(source, [one.address for one in shape.schemas])
    elements = {
        element.name: element
        for vocabulary in reversed(vocabularies)
        for element in read_elements(vocabulary, files[vocabulary.base_url + vocabulary.schema])
    }
    return Published(
        name=name,
        title=shape.name,
        vocabularies=vocabularies,
        elements=elements,
        package=_package(name, shape, files, output),
        names=shape.names,
        anchors={name: anchors_of(text) for name, text in shape.anchors.items()},
    )


def _package(name: str, shape: BaseSchema, files: dict[str, bytes], output: Path) -> Path:
    """A taxonomy package of the files by their addresses; it lies beside the filings, in none of
    them."""
    folders: dict[str, dict[str, bytes]] = {}
    for address, data in files.items():
        folder, slash, file = address.rpartition("/")
        folders.setdefault(folder + slash, {})[file] = data
    titles = (("en", shape.name),)
    entries = tuple(
        EntryPoint(names=(("en", one.prefix),), descriptions=titles, address=one.address)
        for one in shape.schemas
    )
    described = PackageDescription(
        name=f"{name}-taxonomy",
        version=name,
        publisher=shape.schemas[0].namespace,
        titles=titles,
        entry_points=entries,
    )
    parts = [
        (
            Vocabulary(prefix="", namespace="", base_url=start, schema=""),
            start.partition("://")[2].strip("/"),
            held,
        )
        for start, held in sorted(folders.items())
    ]
    target = output / f"{name}-taxonomy.zip"
    with writing("the output folder can't be written", "name another with --output"):
        output.mkdir(parents=True, exist_ok=True)
        replace_file(target, b"".join(taxonomy_package(described, parts)))
    return target
