"""Archives from outside, looked at before anything unpacks them; nothing is read but their
directory."""

import stat
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from crossfoot.errors import UsageError
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef

ARCHIVES = (".zip", ".xbri", ".xbr")
MAX_ENTRIES = 50_000
MAX_BYTES = 1 << 30
_NESTED = (*ARCHIVES, ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
"""Encrypted, strongly encrypted, directory masked (APPNOTE 4.4.4)."""
_TOLD = 20
_SHOWN = 120


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
            return any(
                PurePosixPath(name).parts[1:2] == ("META-INF",) for name in archive.namelist()
            )
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        UnicodeDecodeError,
        ValueError,
        EOFError,
        OSError,
    ):
        return True


def check_archive(
    path: Path, *, max_bytes: int = MAX_BYTES, max_entries: int = MAX_ENTRIES
) -> list[Finding]:
    """What forbids to open the archive; empty when it is safe. Its sizes bind: more than an entry
    declares is never unpacked."""
    here = SourceRef(file=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        UnicodeDecodeError,
        ValueError,
        EOFError,
    ) as broken:
        return [
            error(
                "package.broken", f"this is not a readable ZIP archive: {_shown(str(broken))}", here
            )
        ]
    except OSError as broken:
        return [
            error("package.broken", f"the archive can't be read: {broken.strerror or broken}", here)
        ]
    if len(entries) > max_entries:
        return [
            error(
                "package.entries",
                f"the archive has {len(entries):,} entries; more than {max_entries:,} are refused",
                here,
            )
        ]
    found = list(_findings(entries, here))
    total = sum(entry.file_size for entry in entries)
    if total > max_bytes:
        message = f"the archive unpacks to {total:,} bytes; more than {max_bytes:,} are refused"
        found.insert(0, error("package.size", message, here, "judge its parts one by one"))
    if len(found) > _TOLD:
        found[_TOLD:] = [
            error("package.more", f"{len(found) - _TOLD:,} more entries are refused", here)
        ]
    return found


def _findings(entries: list[zipfile.ZipInfo], here: SourceRef) -> Iterator[Finding]:
    seen: set[str] = set()
    folders: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        for code, wrong, hint in _problems(entry, name):
            yield error(code, f"'{_shown(name)}' {wrong}", here, hint)
        plain = unicodedata.normalize("NFC", name.rstrip("/"))
        if plain in seen:
            yield error(
                "package.duplicate",
                f"'{_shown(name)}' is there twice; programs differ in which they take",
                here,
            )
        seen.add(plain)
        folders.update(str(parent) for parent in PurePosixPath(plain).parents)
    files = {
        unicodedata.normalize("NFC", entry.orig_filename) for entry in entries if not entry.is_dir()
    }
    for name in sorted(files & folders):
        yield error("package.duplicate", f"'{_shown(name)}' is both a file and a folder", here)


def _problems(entry: zipfile.ZipInfo, name: str) -> Iterator[tuple[str, str, str]]:
    """(code, what is wrong, hint) for one entry."""
    yield from _path_problems(name)
    yield from _kind_problems(entry)
    if name.lower().endswith(_NESTED):
        yield (
            "package.nested",
            "is an archive inside the archive, which is not followed",
            "unpack it and judge it by itself",
        )


def _path_problems(name: str) -> Iterator[tuple[str, str, str]]:
    if "\\" in name:
        yield "package.path", "has a backslash in its path", "write paths with /"
    elif name.startswith("/") or name[1:2] == ":":
        yield "package.path", "is an absolute path", "paths begin inside the archive"
    elif not {"..", ".", ""}.isdisjoint(name.rstrip("/").split("/")):
        yield (
            "package.path",
            "leaves its folder, or has an empty part in its path",
            "paths have no '..', '.' or '//'",
        )
    if any(ord(char) < 32 or ord(char) == 127 for char in name):
        yield "package.path", "has a control character in its path", ""


def _kind_problems(entry: zipfile.ZipInfo) -> Iterator[tuple[str, str, str]]:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield (
            "package.link",
            "is a link or a device, not a file",
            "put the file itself into the archive",
        )
    if entry.flag_bits & _ENCRYPTED:
        yield (
            "package.encrypted",
            "is encrypted",
            "packages are open (Taxonomy Packages 1.0; Report Package 1.0)",
        )
    elif entry.compress_type not in _METHODS:
        yield (
            "package.compression",
            "is compressed in a way that packages do not allow",
            "store or deflate (ISO/IEC 21320-1)",
        )


def _shown(text: str) -> str:
    """Text from outside, fit for one line of a terminal."""
    safe = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text[:_SHOWN])
    return safe + ("..." if len(text) > _SHOWN else "")


def known_paths(paths: Sequence[Path], packages: Sequence[Path], hint: str) -> None:
    """UsageError where a path is not there, or where a taxonomy package is none."""
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
