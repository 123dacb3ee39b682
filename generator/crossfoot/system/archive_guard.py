"""Archives from outside: the directory is checked before anything is unpacked, and unpacking keeps
to the sizes that the directory declares.

The rules are those of Taxonomy Packages 1.0 (3.1), Report Package 1.0 (3.1) and ISO/IEC 21320-1;
`validate` and `ingest` open no archive in any other way.
"""

import io
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from crossfoot.errors import UsageError
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef

ARCHIVES = (".zip", ".xbri", ".xbr")
MAX_ENTRIES = 50_000
MAX_BYTES = 1 << 30
Archive = Path | bytes
"""an archive on disk, or one that came out of another"""
_NESTED = (*ARCHIVES, ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
"""Encrypted, strongly encrypted, directory masked (APPNOTE 4.4.4)."""
_MAX_FINDINGS = 20
_MAX_SHOWN = 120
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a compression or a version that Python does not know
    RuntimeError,  # an encrypted member
    OverflowError,
    ValueError,
)


class BadArchive(ValueError):
    """The archive is refused; `findings` say why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(finding.message for finding in self.findings))


def is_archive(path: Path) -> bool:
    """Whether Arelle would open the file as an archive, by its suffix."""
    return path.suffix.lower() in ARCHIVES


def is_taxonomy_package(path: Path) -> bool:
    """Whether a readable ZIP archive describes itself as a package (Taxonomy Packages 1.0, 3.2);
    what can't be read is told elsewhere."""
    if not is_archive(path):
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            return _in_top_folder(archive.namelist(), "META-INF")
    except (*_BROKEN, OSError):
        return True


def check_archive(
    source: Archive, name: str = "", *, max_bytes: int = MAX_BYTES, max_entries: int = MAX_ENTRIES
) -> list[Finding]:
    """What forbids to open the archive; empty when it is safe.

    Parameters: the archive and the `name` that findings show (the file's own by default); at most
    `max_bytes` unpacked, as its directory declares, in at most `max_entries` entries.

    An archive inside is refused, but for one kind: a plain zip on disk, no package, in which a
    regulator hands out archives, each a filing of its own. They are checked when they are opened,
    and hold no archives themselves.
    """
    here = SourceRef(file=name or (source.name if isinstance(source, Path) else "archive"))
    try:
        with _zip_file(source) as archive:
            entries = archive.infolist()
    except _BROKEN as broken:
        message = f"this is not a readable ZIP archive: {_shown(str(broken))}"
        return [error("package.broken", message, here)]
    except OSError as broken:
        message = f"the archive can't be read: {broken.strerror or broken}"
        return [error("package.broken", message, here)]
    if len(entries) > max_entries:
        message = f"the archive has {len(entries):,} entries; more than {max_entries:,} are refused"
        return [error("package.entries", message, here)]
    found = list(_findings(entries, here, nested=isinstance(source, Path)))
    total = sum(entry.file_size for entry in entries)
    if total > max_bytes:
        message = f"the archive unpacks to {total:,} bytes; more than {max_bytes:,} are refused"
        found.insert(0, error("package.size", message, here, "validate its parts one by one"))
    if len(found) > _MAX_FINDINGS:
        message = f"{len(found) - _MAX_FINDINGS:,} more entries are refused"
        found[_MAX_FINDINGS:] = [error("package.more", message, here)]
    return found


def read_members(
    source: Archive, wanted: Callable[[str], bool] = lambda _: True, name: str = ""
) -> dict[str, bytes]:
    """The wanted members by name; BadArchive where the archive is refused or broken."""
    with _checked(source, name) as archive:
        return {member: archive.read(member) for member in _files(archive) if wanted(member)}


def read_heads(
    source: Archive, size: int, choose: Callable[[Iterable[str]], Iterable[str]]
) -> dict[str, bytes]:
    """The first `size` bytes of the members that are chosen among all names; BadArchive where the
    archive is refused or broken."""
    heads = {}
    with _checked(source, "") as archive:
        for member in choose(_files(archive)):
            with archive.open(member) as file:
                heads[member] = file.read(size)
    return heads


def nested_archives(path: Path) -> list[str]:
    """The archives in a plain zip that was checked, sorted by name."""
    with _checked(path, "") as archive:
        names = sorted(_files(archive))
    return [name for name in names if name.lower().endswith(ARCHIVES)]


def _zip_file(source: Archive) -> zipfile.ZipFile:
    return zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source))


@contextmanager
def _checked(source: Archive, name: str) -> Iterator[zipfile.ZipFile]:
    """The archive, checked; whatever turns out to be wrong with it while it is read is BadArchive
    too."""
    if refused := check_archive(source, name):
        raise BadArchive(refused)
    try:
        with _zip_file(source) as archive:
            yield archive
    except (*_BROKEN, OSError) as broken:
        here = SourceRef(file=name or (source.name if isinstance(source, Path) else "archive"))
        message = f"the archive can't be read: {_shown(str(broken))}"
        raise BadArchive([error("package.broken", message, here)]) from None


def _files(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if not name.endswith("/")]


def _in_top_folder(names: Iterable[str], folder: str) -> bool:
    return any(PurePosixPath(name).parts[1:2] == (folder,) for name in names)


def _findings(
    entries: list[zipfile.ZipInfo], here: SourceRef, *, nested: bool
) -> Iterator[Finding]:
    """Of all entries; `nested` where the archive may hold others if it is no package."""
    names = [entry.orig_filename for entry in entries]
    packaged = _in_top_folder(names, "META-INF") or _in_top_folder(names, "reports")
    refused = _NESTED if packaged or not nested else tuple(set(_NESTED).difference(ARCHIVES))
    seen: set[str] = set()
    folders: set[str] = set()
    for entry, name in zip(entries, names, strict=True):
        for code, wrong, hint in _problems(entry, name, refused):
            yield error(code, f"'{_shown(name)}' {wrong}", here, hint)
        plain = unicodedata.normalize("NFC", name.rstrip("/"))
        if plain in seen:
            message = f"'{_shown(name)}' is there twice; programs differ in which they take"
            yield error("package.duplicate", message, here)
        seen.add(plain)
        folders.update(str(parent) for parent in PurePosixPath(plain).parents)
    files = {unicodedata.normalize("NFC", name) for name in names if not name.endswith("/")}
    for name in sorted(files & folders):
        yield error("package.duplicate", f"'{_shown(name)}' is both a file and a folder", here)


def _problems(
    entry: zipfile.ZipInfo, name: str, nested: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    """(code, what is wrong, hint) for one entry; `nested` are the suffixes of refused archives."""
    yield from _path_problems(name)
    yield from _kind_problems(entry)
    if name.lower().endswith(nested):
        hint = "unpack it and validate it by itself"
        yield "package.nested", "is an archive inside the archive, which is not followed", hint


def _path_problems(name: str) -> Iterator[tuple[str, str, str]]:
    code = "package.path"
    if "\\" in name:
        yield code, "has a backslash in its path", "write paths with /"
    elif name.startswith("/") or name[1:2] == ":":
        yield code, "is an absolute path", "paths begin inside the archive"
    elif not {"..", ".", ""}.isdisjoint(name.rstrip("/").split("/")):
        hint = "paths have no '..', '.' or '//'"
        yield code, "leaves its folder, or has an empty part in its path", hint
    if any(ord(char) < 32 or ord(char) == 127 for char in name):
        yield code, "has a control character in its path", ""


def _kind_problems(entry: zipfile.ZipInfo) -> Iterator[tuple[str, str, str]]:
    # the high half of the attributes is the mode that Unix gives a file, 0 where it is not known
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        hint = "put the file itself into the archive"
        yield "package.link", "is a link or a device, not a file", hint
    if entry.flag_bits & _ENCRYPTED:
        hint = "packages are open (Taxonomy Packages 1.0; Report Package 1.0)"
        yield "package.encrypted", "is encrypted", hint
    elif entry.compress_type not in _METHODS:
        hint = "store or deflate (ISO/IEC 21320-1)"
        yield "package.compression", "is compressed in a way that packages do not allow", hint


def _shown(text: str) -> str:
    """Text from outside, fit for one line of a terminal."""
    safe = "".join(
        char if char.isprintable() else f"\\x{ord(char):02x}" for char in text[:_MAX_SHOWN]
    )
    return safe + ("..." if len(text) > _MAX_SHOWN else "")


def known_paths(paths: Sequence[Path], packages: Sequence[Path], hint: str) -> None:
    """UsageError where a path is not there, or where a taxonomy package is none; `hint` says what
    to name instead."""
    missing = [path for path in (*paths, *packages) if not path.exists()]
    if missing:
        raise UsageError(f"'{missing[0]}' is not there", hint)
    for package in packages:
        if not is_taxonomy_package(package):
            what = (
                f"'{package}' is no taxonomy package: there is no META-INF folder in its top folder"
            )
            raise UsageError(
                what,
                "standard setters offer their taxonomies as packages; plain archives of schemas can't be opened offline",
            )
