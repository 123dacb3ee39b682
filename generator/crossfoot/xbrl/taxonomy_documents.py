"""The XML files of a folder or zip, parsed without entities and without network."""

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct, field

from crossfoot.errors import UsageError
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.system.archive_guard import check_archive
from crossfoot.system.text_file import MAX_BYTES
from crossfoot.system.xml_parser import BadXml, parse_xml

if TYPE_CHECKING:
    from lxml import etree

SUFFIXES = (".xsd", ".xml", ".xbrl")
_CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}rewriteURI"
_ENTRY = "{http://xbrl.org/2016/taxonomy-package}entryPointDocument"
_LEVELS_UP = 5


class TaxonomyDocuments(Struct):
    """Files by their name inside a root; `entries` are those that were asked for."""

    shown: str
    names: frozenset[str]
    entries: tuple[str, ...]
    load: Callable[[str], bytes]
    rewrites: list[tuple[str, str]] = field(default_factory=list)

    def locate(self, href: str, base: str) -> tuple[str, str]:
        """The document and fragment that `href` in the document `base` means; a document that is
        not here keeps its address."""
        address, _, fragment = href.partition("#")
        if not address:
            return base, fragment
        for start, prefix in self.rewrites:
            if address.startswith(start):
                address = prefix + address[len(start) :]
                return posixpath.normpath(unquote(address)), fragment
        if "://" in address or address.startswith(("/", "urn:")):
            return address, fragment
        if "://" in base:
            return posixpath.join(posixpath.dirname(base), address), fragment
        return posixpath.normpath(
            posixpath.join(posixpath.dirname(base), unquote(address))
        ), fragment

    def root(self, name: str, findings: list[Finding]) -> "etree._Element | None":
        """The root element; None with a finding when it is not XML that we read."""
        try:
            root: etree._Element = parse_xml(self.load(name))
        except BadXml as broken:
            here = SourceRef(file=name, row=broken.row)
            code, hint = "read.xml", ""
            if broken.doctype:
                code, hint = "read.doctype", "take it out; XBRL does not need one"
            findings.append(error(code, str(broken), here, hint))
            return None
        except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as broken:
            what = f"the file can't be read: {broken}"
            findings.append(error("read.file", what, SourceRef(file=name)))
            return None
        return root


def open_documents(path: Path) -> TaxonomyDocuments:
    """A schema or linkbase with what lies beside it, a folder, or a zip."""
    if path.is_dir():
        names = frozenset(_names_in(path))
        return _with_catalogs(
            TaxonomyDocuments(shown=path.name, names=names, entries=_xml(names), load=_loader(path))
        )
    if zipfile.is_zipfile(path):
        return _with_catalogs(_zipped(path))
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"'{path.name}' is not a taxonomy",
            f"a folder, a zip, or a file that ends in {', '.join(SUFFIXES)}",
        )
    root = _root_of(path)
    names = frozenset(_names_in(root))
    entry = path.resolve().relative_to(root.resolve()).as_posix()
    return _with_catalogs(
        TaxonomyDocuments(shown=path.name, names=names, entries=(entry,), load=_loader(root))
    )


def address(node: "etree._Element", file: str) -> SourceRef:
    """File and line of an element."""
    row: object = node.sourceline
    return SourceRef(file=file, row=row if isinstance(row, int) else None)


def _root_of(path: Path) -> Path:
    """The package that the file lies in, else its folder."""
    for folder in list(path.resolve().parents)[:_LEVELS_UP]:
        if (folder / "META-INF" / "catalog.xml").is_file():
            return folder
    return path.resolve().parent


def _names_in(folder: Path) -> Iterator[str]:
    root = folder.resolve()
    for found in sorted(folder.rglob("*")):
        if (
            found.suffix.lower() in SUFFIXES
            and found.is_file()
            and found.resolve().is_relative_to(root)
        ):
            yield found.relative_to(folder).as_posix()


def _loader(folder: Path) -> Callable[[str], bytes]:
    def load(name: str) -> bytes:
        path = folder / name
        if path.stat().st_size > MAX_BYTES:
            raise OSError(f"larger than {MAX_BYTES // 2**20} MB")
        return path.read_bytes()

    return load


def _zipped(path: Path) -> TaxonomyDocuments:
    """UsageError where the archive is refused, as `validate` and `ingest` would refuse it."""
    if refused := check_archive(path):
        first = refused[0]
        raise UsageError(
            f"'{path.name}': {first.message}", first.hint or "unpack it, and name the folder"
        )
    archive = zipfile.ZipFile(path)
    sizes = {info.filename: info.file_size for info in archive.infolist()}

    def load(name: str) -> bytes:
        if sizes[name] > MAX_BYTES:
            raise OSError(f"larger than {MAX_BYTES // 2**20} MB")
        return archive.read(name)

    names = frozenset(name for name in sizes if name.lower().endswith(SUFFIXES))
    return TaxonomyDocuments(shown=path.name, names=names, entries=_xml(names), load=load)


def _xml(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if "META-INF/" not in name))


def _with_catalogs(files: TaxonomyDocuments) -> TaxonomyDocuments:
    for name in sorted(name for name in files.names if name.endswith("META-INF/catalog.xml")):
        root = files.root(name, [])
        for rewrite in root.iter(_CATALOG) if root is not None else ():
            start, prefix = rewrite.get("uriStartString", ""), rewrite.get("rewritePrefix", "")
            if start and "://" not in prefix:
                local = posixpath.normpath(posixpath.join(posixpath.dirname(name), prefix))
                files.rewrites.append((start, local + "/" if prefix.endswith("/") else local))
    files.rewrites.sort(key=lambda pair: -len(pair[0]))
    files.entries = _entry_points(files) if len(files.entries) > 1 else files.entries
    return files


def _entry_points(files: TaxonomyDocuments) -> tuple[str, ...]:
    """What a package names as its entry points; every file when it names none that is there."""
    found = []
    for name in sorted(
        name for name in files.names if name.endswith("META-INF/taxonomyPackage.xml")
    ):
        root = files.root(name, [])
        for document in root.iter(_ENTRY) if root is not None else ():
            found.append(files.locate(document.get("href", ""), name)[0])
    return tuple(name for name in dict.fromkeys(found) if name in files.names) or files.entries
