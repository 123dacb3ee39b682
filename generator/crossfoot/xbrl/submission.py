"""What a path on the command line holds: one entry for each filing in it, with its identity."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.system.archives import SUFFIXES
from crossfoot.xbrl.filing_locations import FilingLocation, find_filings, is_report, printable_name
from crossfoot.xbrl.manifest import Manifest, read_manifest, verified_files
from crossfoot.xbrl.named_files import named_files

_TAXONOMY = (".xsd", ".xml", ".json")


class Submission(Struct, frozen=True, kw_only=True):
    """One filing as handed in: its report, what lies beside it, and our manifest where there is
    one."""

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


def submissions_in(path: Path) -> Iterator[Submission]:
    """The filings of a file or folder, in the order of their names."""
    return map(submission_at, find_filings(path))


def submission_at(spot: FilingLocation) -> Submission:
    """The filing that lies there, with its identity."""
    path = spot.path
    if spot.kind == "unreadable":
        return _unreadable(path, spot.error)
    try:
        if spot.kind == "unpacked":
            return _contained(_unpacked(path), spot)
        manifest = read_manifest(path if spot.kind == "own" else path.parent)
        if manifest is not None and (
            spot.kind == "own" or _sha256(path) == manifest.files.get(path.name)
        ):
            return _own(manifest)
        return _contained(_loose(path, spot.pages), spot)
    except OSError as broken:
        return _unreadable(path, f"its folder can't be read: {broken.strerror or broken}")


def _contained(entry: Submission, spot: FilingLocation) -> Submission:
    """The report of the spot; one of several in an archive has a digest of its own."""
    entry = replace(entry, aside=spot.aside, inside=spot.inside, apart=spot.apart)
    if not spot.apart:
        return entry
    digest = hashlib.sha256(
        "\n".join((entry.digest, *spot.inside)).encode("utf-8", "surrogatepass")
    ).hexdigest()
    return replace(entry, digest=digest, name=f"{entry.name}/{printable_name(spot.name)}")


def _unreadable(path: Path, why: str) -> Submission:
    digest = hashlib.sha256(str(path).encode("utf-8", "replace")).hexdigest()
    return Submission(name=printable_name(path.name), path=path, digest=digest, error=why)


def _own(manifest: Manifest) -> Submission:
    files = verified_files(manifest)
    if files is None:
        return replace(
            _loose(manifest.folder / f"{manifest.stem}.htm"), changed=True, filed=manifest.filed
        )
    folder = manifest.folder.resolve()
    return Submission(
        name=printable_name(f"{folder.parent.name}/{folder.name}"),
        path=manifest.folder / f"{manifest.stem}.htm",
        digest=manifest.digest,
        manifest=manifest,
        files=files,
        filed=manifest.filed,
    )


def _loose(path: Path, pages: tuple[Path, ...] = ()) -> Submission:
    """What is filed is the report with its pages and the files that it names; where these are not
    there, its bytes alone."""
    named = {} if path.suffix.lower() in SUFFIXES else named_files(path)
    error = ""
    try:
        digest = _digest([path, *pages], named)
    except OSError as broken:
        error = f"the file can't be read: {broken.strerror or broken}"
        digest = hashlib.sha256(str(path).encode("utf-8", "replace")).hexdigest()
    if away := [
        name for name in named if name.startswith("../") and not name.lower().endswith(_TAXONOMY)
    ]:
        error = (
            f"'{away[0]}', which it names, lies outside of its folder: hand both in as an archive"
        )
    return Submission(
        name=printable_name(path.name),
        path=path,
        digest=digest,
        beside=companion_files(path, named),
        error=error,
        pages=pages,
    )


def _digest(reports: Sequence[Path], named: Mapping[str, Path]) -> str:
    """The sha256 of the reports' bytes; of the names and hashes of the files that they name too,
    where there are some."""
    digest = hashlib.sha256()
    for report in reports:
        digest.update(report.read_bytes())
    for name in sorted(named):
        digest.update(f"\0{name}\0{_sha256(named[name])}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def companion_files(path: Path, named: Mapping[str, Path] | None = None) -> tuple[Path, ...]:
    """What a loose report may need: what it names in its folder and below, and the schemas and
    linkbases of its folder."""
    if path.suffix.lower() in SUFFIXES:
        return ()
    named = named_files(path) if named is None else named
    below = [path.parent / name for name in sorted(named) if not name.startswith("../")]
    found = [
        child
        for child in sorted(path.parent.iterdir())
        if child.suffix in (".xsd", ".xml") and child != path and child.is_file()
    ]
    return tuple(dict.fromkeys((*below, *(child for child in found if not is_report(child)))))


def _unpacked(folder: Path) -> Submission:
    """A report package that was unpacked: one filing, named by its folder."""
    files = tuple(path for path in sorted(folder.rglob("*")) if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(folder).as_posix()}\0{_sha256(path)}\n".encode())
    return Submission(
        name=printable_name(folder.name), path=folder, digest=digest.hexdigest(), beside=files
    )


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
