"""What a path on the command line holds: one entry for each filing in it, with its identity."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.ingest.archives import SUFFIXES
from crossfoot.ingest.manifest import Manifest, read_manifest, verified_files
from crossfoot.ingest.spots import Spot, is_report, shown_name, spots_in


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
    aside: tuple[str, ...] = ()
    """reports of the same name in another syntax, which were left aside"""
    inside: tuple[str, ...] = ()
    """in an archive or an unpacked package: the files of the report"""
    apart: tuple[str, ...] = ()
    """the files of all the reports in it, where there are several"""
    pages: tuple[Path, ...] = ()
    """of an inline document set, the pages without contexts of their own"""

    @property
    def archive(self) -> bool:
        return self.path.suffix.lower() in SUFFIXES

    def originals(self) -> tuple[Path, ...]:
        """Every file that was handed in."""
        if self.manifest is not None:
            return tuple(path for path in sorted(self.manifest.folder.rglob("*")) if path.is_file())
        return (self.path, *self.pages, *self.beside)


def entries_in(path: Path) -> Iterator[Entry]:
    """The filings of a file or folder, in the order of their names."""
    return map(entry_at, spots_in(path))


def entry_at(spot: Spot) -> Entry:
    """The filing that lies there, with its identity."""
    path = spot.path
    if spot.kind == "unreadable":
        return _unreadable(path, spot.error)
    try:
        if spot.kind == "unpacked":
            return _contained(_unpacked(path), spot)
        manifest = read_manifest(path if spot.kind == "own" else path.parent)
        if manifest is not None and (spot.kind == "own" or _sha256(path) == manifest.files.get(path.name)):
            return _own(manifest)
        return _contained(_loose(path, spot.pages), spot)
    except OSError as broken:
        return _unreadable(path, f"its folder can't be read: {broken.strerror or broken}")


def _contained(entry: Entry, spot: Spot) -> Entry:
    """The report of the spot; one of several in an archive has a digest of its own."""
    entry = replace(entry, aside=spot.aside, inside=spot.inside, apart=spot.apart)
    if not spot.apart:
        return entry
    digest = hashlib.sha256("\n".join((entry.digest, *spot.inside)).encode("utf-8", "surrogatepass")).hexdigest()
    return replace(entry, digest=digest, name=f"{entry.name}/{shown_name(spot.name)}")


def _unreadable(path: Path, why: str) -> Entry:
    digest = hashlib.sha256(str(path).encode("utf-8", "replace")).hexdigest()
    return Entry(name=shown_name(path.name), path=path, digest=digest, error=why)


def _own(manifest: Manifest) -> Entry:
    files = verified_files(manifest)
    if files is None:
        return replace(_loose(manifest.folder / f"{manifest.stem}.htm"), changed=True, filed=manifest.filed)
    folder = manifest.folder.resolve()
    return Entry(
        name=shown_name(f"{folder.parent.name}/{folder.name}"),
        path=manifest.folder / f"{manifest.stem}.htm",
        digest=manifest.digest,
        manifest=manifest,
        files=files,
        filed=manifest.filed,
    )


def _loose(path: Path, pages: tuple[Path, ...] = ()) -> Entry:
    beside = beside_of(path)
    digest, error = hashlib.sha256(), ""
    try:
        digest.update(path.read_bytes())
        for part in _csv_tables(path) if path.suffix.lower() == ".json" else pages:
            digest.update(part.read_bytes())
    except OSError as broken:
        error = f"the file can't be read: {broken.strerror or broken}"
        digest.update(str(path).encode("utf-8", "replace"))
    return Entry(name=shown_name(path.name), path=path, digest=digest.hexdigest(), beside=beside, error=error, pages=pages)


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
    return Entry(name=shown_name(folder.name), path=folder, digest=digest.hexdigest(), beside=files)


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
