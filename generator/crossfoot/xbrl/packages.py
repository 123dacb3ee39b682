"""Zip archives with equal bytes for equal input: taxonomy package 1.0 and report package 1.0."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from crossfoot.model.taxonomy import Vocabulary
from crossfoot.model.xml_text import DECLARATION, attribute, text
from crossfoot.system.zip_writer import Deflated, deflated, zip_archive

_REPORT = '{"documentInfo": {"documentType": "https://xbrl.org/report-package/2023/xbri"}}\n'

Texts = tuple[tuple[str, str], ...]
"""(language, text); the first is the package's own language."""


class EntryPoint(Struct, frozen=True, kw_only=True):
    """Where software may begin to read a taxonomy."""

    names: Texts
    descriptions: Texts
    address: str


class PackageDescription(Struct, frozen=True, kw_only=True):
    """What a package says of itself; `name` is its top folder."""

    name: str
    version: str
    publisher: str
    titles: Texts
    entry_points: tuple[EntryPoint, ...]


Files = Mapping[str, bytes] | Mapping[str, Deflated] | Mapping[str, bytes | Deflated]
Folders = Iterable[tuple[Vocabulary, str, Files]]
"""(vocabulary, folder, files): the vocabulary's address leads to the folder."""


def zip_bytes(members: Files) -> bytes:
    """Members sorted by name, fixed times and modes, deflated."""
    return b"".join(zip_pieces(members))


def zip_pieces(members: Files) -> Iterator[bytes]:
    """The same, piece by piece."""
    return zip_archive(
        {
            name: data if isinstance(data, Deflated) else deflated(data)
            for name, data in members.items()
        }
    )


def taxonomy_package(described: PackageDescription, folders: Folders) -> Iterator[bytes]:
    """A taxonomy package (Taxonomy Packages 1.0), piece by piece."""
    return zip_pieces(_taxonomy_members(described, folders))


def report_package(
    described: PackageDescription,
    own: tuple[Vocabulary, Files],
    others: Folders,
    page: tuple[str, bytes | Deflated],
    further: Mapping[str, bytes] = MappingProxyType({}),
) -> Iterator[bytes]:
    """A report package (Report Package 1.0, `.xbri`) that is a taxonomy package too and needs
    nothing beside it.

    The extension lies beside the page, whose schemaRef is relative: the page is the same inside and
    outside. `further` files lie in the package's top folder, where the specification leaves them
    alone.
    """
    vocabulary, files = own
    members = _taxonomy_members(
        described, [(vocabulary, "reports", {**files, page[0]: page[1]}), *others]
    )
    members[f"{described.name}/META-INF/reportPackage.json"] = _REPORT.encode()
    members.update({f"{described.name}/{file}": data for file, data in further.items()})
    return zip_pieces(members)


def _taxonomy_members(
    described: PackageDescription, folders: Folders
) -> dict[str, bytes | Deflated]:
    members: dict[str, bytes | Deflated] = {}
    rewrites = []
    for vocabulary, folder, files in folders:
        rewrites.append((vocabulary.base_url, f"../{folder}/"))
        members.update({f"{described.name}/{folder}/{file}": data for file, data in files.items()})
    members[f"{described.name}/META-INF/catalog.xml"] = "".join(_catalog(rewrites)).encode()
    members[f"{described.name}/META-INF/taxonomyPackage.xml"] = "".join(
        _metadata(described)
    ).encode()
    return members


def _catalog(rewrites: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'{DECLARATION}<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">\n'
    for start, prefix in sorted(rewrites):
        yield f'<rewriteURI uriStartString="{attribute(start)}" rewritePrefix="{attribute(prefix)}"/>\n'
    yield "</catalog>\n"


def _metadata(described: PackageDescription) -> Iterator[str]:
    lang = described.titles[0][0]
    yield f'{DECLARATION}<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package" xml:lang="{lang}">\n'
    yield f"<tp:identifier>https://example.org/crossfoot/package/{text(described.name)}</tp:identifier>\n"
    yield from _texts("name", described.titles)
    yield from _texts("description", described.titles)
    yield f"<tp:version>{text(described.version)}</tp:version>\n<tp:publisher>{text(described.publisher)}</tp:publisher>\n"
    yield "<tp:entryPoints>\n"
    for entry in described.entry_points:
        yield "<tp:entryPoint>\n"
        yield from _texts("name", entry.names)
        yield from _texts("description", entry.descriptions)
        yield f'<tp:entryPointDocument href="{attribute(entry.address)}"/>\n</tp:entryPoint>\n'
    yield "</tp:entryPoints>\n</tp:taxonomyPackage>\n"


def _texts(element: str, texts: Texts) -> Iterator[str]:
    for lang, words in texts:
        yield f'<tp:{element} xml:lang="{lang}">{text(words)}</tp:{element}>\n'
