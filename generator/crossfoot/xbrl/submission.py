"""One filing as it was submitted: its report, what lies beside it, and its identity."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from crossfoot.system.archive_guard import is_archive, read_members
from crossfoot.xbrl.manifest import Manifest, read_manifest, verified_files
from crossfoot.xbrl.named_files import named_files
from crossfoot.xbrl.report_finder import FilingLocation, find_filings
from crossfoot.xbrl.report_syntax import file_syntax, printable_name

_TAXONOMY = (".xsd", ".xml", ".json")


class Submission(Struct, frozen=True, kw_only=True):
    """One filing as handed in; `digest` is the same for the same bytes."""

    name: str
    path: Path
    digest: str
    location: FilingLocation
    beside: tuple[Path, ...] = ()
    manifest: Manifest | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    """of our own output: what is read, each file with the hash that the manifest knows"""
    changed: bool = False
    """our own output, but not as it was validated when it was built"""
    filed: date | None = None
    """the day of filing that our own output declares"""
    error: str = ""

    @property
    def archive(self) -> bool:
        return is_archive(self.path)

    @property
    def aside(self) -> tuple[str, ...]:
        """What lies there and is not read, with the reason where it is no report; of our own output
        nothing, whose forms are known to be the same."""
        if self.location.kind == "own":
            return ()
        ignored = (f"{printable_name(name)} ({why})" for name, why in self.location.no_reports)
        return (*self.location.aside, *ignored)

    def originals(self) -> tuple[Path, ...]:
        """Every file that was handed in."""
        if self.manifest is not None:
            return tuple(path for path in sorted(self.manifest.folder.rglob("*")) if path.is_file())
        return (self.path, *self.location.pages, *self.beside)


def submissions_in(path: Path) -> Iterator[Submission]:
    """The filings of a file or folder, in the order of their names."""
    return map(submission_at, find_filings(path))


def submission_at(location: FilingLocation) -> Submission:
    """The filing that lies there, with its identity."""
    path = location.path
    if location.kind == "unreadable" and not location.findings:
        return _unreadable(location, location.error)
    try:
        if location.kind == "unpacked":
            return _several(_unpacked(location))
        manifest = read_manifest(path if location.kind == "own" else path.parent)
        if manifest is not None and (
            location.kind == "own" or _sha256(path) == manifest.files.get(path.name)
        ):
            return _own(location, manifest)
        return _several(_nested(location) if location.nested else _loose(location, path))
    except OSError as broken:
        why = f"its folder can't be read: {broken.strerror or broken}"
        return _unreadable(location, why)


def _several(submission: Submission) -> Submission:
    """One of several reports in an archive or of a page has a digest of its own."""
    location = submission.location
    parts = list(location.members) if location.other_members else []
    if location.target is not None:
        parts.append(f"target {location.target}")
    if not parts:
        return submission
    identity = "\n".join((submission.digest, *parts)).encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(identity).hexdigest()
    name = submission.name
    return replace(
        submission, digest=digest, name=name if location.nested else f"{name}/{location.name}"
    )


def _unreadable(location: FilingLocation, why: str) -> Submission:
    path = location.path
    digest = hashlib.sha256(str(path).encode("utf-8", "replace")).hexdigest()
    name = printable_name(path.name)
    return Submission(name=name, path=path, digest=digest, location=location, error=why)


def _own(location: FilingLocation, manifest: Manifest) -> Submission:
    files = verified_files(manifest)
    page = manifest.folder / f"{manifest.stem}.htm"
    if files is None:
        return replace(_loose(location, page), changed=True, filed=manifest.filed)
    folder = manifest.folder.resolve()
    return Submission(
        name=printable_name(f"{folder.parent.name}/{folder.name}"),
        path=page,
        digest=manifest.digest,
        location=location,
        manifest=manifest,
        files=files,
        filed=manifest.filed,
    )


def _nested(location: FilingLocation) -> Submission:
    """An archive inside a plain zip: its bytes are its identity, wherever it lies."""
    path = location.path
    data = read_members(path, location.nested.__eq__)[location.nested]
    name = f"{printable_name(path.name)}/{location.name}"
    digest = hashlib.sha256(data).hexdigest()
    return Submission(name=name, path=path, digest=digest, location=location)


def _loose(location: FilingLocation, path: Path) -> Submission:
    """What is filed is the report with its pages and the files that it names; where these are not
    there, its bytes alone."""
    named = {} if is_archive(path) else named_files(path)
    error = ""
    try:
        digest = _digest([path, *location.pages], named)
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
        location=location,
        beside=companion_files(path, named),
        error=error,
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
    linkbases of its folder.

    `named` are the files that it names, by relative address, where they are known already.
    """
    if is_archive(path):
        return ()
    named = named_files(path) if named is None else named
    below = [path.parent / name for name in sorted(named) if not name.startswith("../")]
    found = [
        child
        for child in sorted(path.parent.iterdir())
        if child.suffix in (".xsd", ".xml") and child != path and child.is_file()
    ]
    taxonomy = (child for child in found if file_syntax(child) == "none")
    return tuple(dict.fromkeys((*below, *taxonomy)))


def _unpacked(location: FilingLocation) -> Submission:
    """A report package that was unpacked: one filing, named by its folder."""
    folder = location.path
    files = tuple(path for path in sorted(folder.rglob("*")) if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(folder).as_posix()}\0{_sha256(path)}\n".encode())
    return Submission(
        name=printable_name(folder.name),
        path=folder,
        digest=digest.hexdigest(),
        location=location,
        beside=files,
    )


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
