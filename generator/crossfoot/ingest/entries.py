"""What a path on the command line holds: one entry for each filing in it, with its identity."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.ingest.archives import SUFFIXES
from crossfoot.ingest.manifest import Manifest, read_manifest, verified_files

INLINE = (".htm", ".html", ".xhtml")
_PREFERENCE = (".xbri", ".xbr", ".htm", ".html", ".xhtml", ".xbrl", ".xml", ".json", ".zip")
_INSTANCE = re.compile(rb"<(?:[\w.-]+:)?xbrl[\s>]")
_HEAD = 1 << 16


class Entry(Struct, frozen=True, kw_only=True):
    """One filing as handed in: its report, what lies beside it, and our manifest where there is one."""

    name: str
    path: Path
    digest: str
    beside: tuple[Path, ...] = ()
    manifest: Manifest | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    """of our own output: what is read, each file with the hash that the manifest knows"""
    changed: bool = False
    """our own output, but not as it was judged"""
    filed: date | None = None
    """the day of filing that our own output declares"""
    error: str = ""

    @property
    def archive(self) -> bool:
        return self.path.suffix.lower() in SUFFIXES

    def originals(self) -> tuple[Path, ...]:
        """Every file that was handed in."""
        if self.manifest is not None:
            return tuple(path for path in sorted(self.manifest.folder.rglob("*")) if path.is_file())
        return (self.path, *self.beside)


class Spot(Struct, frozen=True, kw_only=True):
    """Where a filing lies, before any of it is read: `kind` own, loose, unpacked, or unreadable for the reason in `error`."""

    kind: str
    path: Path
    error: str = ""


def entries_in(path: Path) -> Iterator[Entry]:
    """The filings of a file or folder, in the order of their names."""
    return map(entry_at, spots_in(path))


def spots_in(path: Path) -> Iterator[Spot]:
    """Where the filings of a file or folder lie, in the order of their names."""
    try:
        yield from _spots(path)
    except OSError as broken:
        yield Spot(kind="unreadable", path=path, error=f"the folder can't be read: {broken.strerror or broken}")


def _spots(path: Path) -> Iterator[Spot]:
    if not path.is_dir():
        yield Spot(kind="loose", path=path)
        return
    if read_manifest(path) is not None:
        yield Spot(kind="own", path=path)
        return
    if (path / "META-INF" / "reportPackage.json").is_file():
        yield Spot(kind="unpacked", path=path)
        return
    reports = list(_chosen(child for child in sorted(path.iterdir()) if child.is_file() and is_report(child)))
    for report in reports:
        yield Spot(kind="loose", path=report)
    if not reports:
        for child in sorted(path.iterdir()):
            if child.is_dir() and not child.name.startswith("."):
                yield from spots_in(child)


def entry_at(spot: Spot) -> Entry:
    """The filing that lies there, with its identity."""
    path = spot.path
    if spot.kind == "unreadable":
        digest = hashlib.sha256(str(path).encode("utf-8", "replace")).hexdigest()
        return Entry(name=_shown(path.name), path=path, digest=digest, error=spot.error)
    if spot.kind == "unpacked":
        return _unpacked(path)
    manifest = read_manifest(path if spot.kind == "own" else path.parent)
    if manifest is not None and (spot.kind == "own" or _sha256(path) == manifest.files.get(path.name)):
        return _own(manifest)
    return _loose(path)


def is_report(path: Path) -> bool:
    """Whether a file holds facts, by its name and its beginning."""
    suffix = path.suffix.lower()
    if path.name.startswith(".") or path.name.endswith(("-viewer.htm", "-taxonomy.zip")):
        return False
    if suffix in SUFFIXES or suffix == ".xbrl":
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return suffix in _PREFERENCE
    if suffix in INLINE:
        return b"inlineXBRL" in head
    if suffix == ".json":
        return b"xbrl.org/2021/xbrl-" in head
    return suffix == ".xml" and bool(_INSTANCE.search(head))


def _chosen(reports: Iterable[Path]) -> Iterator[Path]:
    """Of reports that differ in their syntax alone, one."""
    groups: dict[str, list[Path]] = {}
    for report in reports:
        groups.setdefault(report.stem.removesuffix("_htm"), []).append(report)
    for group in groups.values():
        yield min(group, key=lambda path: (_PREFERENCE.index(path.suffix.lower()), path.name))


def _own(manifest: Manifest) -> Entry:
    files = verified_files(manifest)
    if files is None:
        return replace(_loose(manifest.folder / f"{manifest.stem}.htm"), changed=True, filed=manifest.filed)
    folder = manifest.folder.resolve()
    return Entry(
        name=_shown(f"{folder.parent.name}/{folder.name}"),
        path=manifest.folder / f"{manifest.stem}.htm",
        digest=manifest.digest,
        manifest=manifest,
        files=files,
        filed=manifest.filed,
    )


def _shown(name: str) -> str:
    """A file name that can be printed and stored, whatever bytes it is made of."""
    return name.encode("utf-8", "replace").decode()


def _loose(path: Path) -> Entry:
    beside = beside_of(path)
    digest, error = hashlib.sha256(), ""
    try:
        digest.update(path.read_bytes())
        for table in _csv_tables(path) if path.suffix.lower() == ".json" else ():
            digest.update(table.read_bytes())
    except OSError as broken:
        error = f"the file can't be read: {broken.strerror or broken}"
        digest.update(str(path).encode("utf-8", "replace"))
    return Entry(name=_shown(path.name), path=path, digest=digest.hexdigest(), beside=beside, error=error)


def beside_of(path: Path) -> tuple[Path, ...]:
    """What a loose report may need: tables of xBRL-CSV; schemas and linkbases of its folder."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return ()
    tables = _csv_tables(path) if suffix == ".json" else ()
    found = [child for child in sorted(path.parent.iterdir()) if child.suffix in (".xsd", ".xml") and child != path and child.is_file()]
    return (*tables, *(child for child in found if not is_report(child)))


def _csv_tables(path: Path) -> tuple[Path, ...]:
    """The tables that the metadata of an xBRL-CSV report names, inside its folder."""
    try:
        tables = json.loads(path.read_bytes())["tables"]
        named = [path.parent / str(table["url"]) for table in tables.values()]
        return tuple(table for table in named if table.is_file() and table.resolve().is_relative_to(path.parent.resolve()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()


def _unpacked(folder: Path) -> Entry:
    """A report package that was unpacked: one filing, named by its folder."""
    files = tuple(path for path in sorted(folder.rglob("*")) if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(folder).as_posix()}\0{_sha256(path)}\n".encode())
    return Entry(name=_shown(folder.name), path=folder, digest=digest.hexdigest(), beside=files)


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
