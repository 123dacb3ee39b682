"""The bytes of one submission in memory: its reports, and the schemas and linkbases that came with
it; and the file that Arelle opens for it."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from crossfoot.system.archive_guard import is_archive, read_members
from crossfoot.system.xml_parser import as_utf8
from crossfoot.xbrl.packages import zip_bytes
from crossfoot.xbrl.report_syntax import INLINE, is_manifest, printable_name, syntax_of
from crossfoot.xbrl.submission import Submission, companion_files

_XML = (".xml", ".xbrl", ".xsd", *INLINE)
_REPORT_PACKAGES = {"/xbri": ".xbri", "/xbr": ".xbr"}
"""the last part of the documentType of a report package, and the suffix that goes with it"""


class SubmissionFiles(Struct, frozen=True, kw_only=True):
    """`files` by name inside the submission, XML in UTF-8; `reports` the names of those that hold
    facts; `syntax` inline, xbrl, json, csv or none; `target` the target document that is meant
    where the pages make several."""

    files: Mapping[str, bytes]
    reports: tuple[str, ...]
    syntax: str
    target: str | None = None

    @property
    def has_networks(self) -> bool:
        """Whether a presentation of its own came with the report."""
        return any(b"presentationArc" in data for data in self.taxonomy.values())

    @property
    def taxonomy(self) -> dict[str, bytes]:
        """Schemas and linkbases that came with the report, outside META-INF."""
        return {
            name: data
            for name, data in self.files.items()
            if name not in self.reports
            and name.endswith((".xsd", ".xml"))
            and "META-INF/" not in name
        }


def read_submission_files(submission: Submission) -> SubmissionFiles:
    """Everything of the submission that is not of another report beside it; BadArchive or OSError
    where it can't be read."""
    location = submission.location
    files = {
        name: as_utf8(data) if name.lower().endswith(_XML) else data
        for name, data in _files(submission).items()
    }
    reports = location.members
    if not (submission.archive or submission.path.is_dir()):
        reports = tuple(path.name for path in (submission.path, *location.pages))
    syntax = syntax_of(reports[0], files[reports[0]]) if reports else "none"
    return SubmissionFiles(files=files, reports=reports, syntax=syntax, target=location.target)


def _files(submission: Submission) -> dict[str, bytes]:
    """The files by name, as they were handed in."""
    path, location = submission.path, submission.location
    others = set(location.other_members)

    def wanted(name: str) -> bool:
        # a manifest speaks of all the reports of an archive, and would lead back to the others
        return name not in others and not (others and is_manifest(name))

    if submission.archive and location.nested:
        return read_members(nested_archive(submission), wanted, location.name)
    if submission.archive:
        return read_members(path, wanted, submission.name)
    if path.is_dir():
        found = {file.relative_to(path).as_posix(): file for file in submission.beside}
        return {name: file.read_bytes() for name, file in found.items() if wanted(name)}
    # ours, but validated: its taxonomy lies beside it too
    beside = submission.beside if submission.manifest is None else companion_files(path)
    files = (path, *location.pages, *beside)
    return {file.relative_to(path.parent).as_posix(): file.read_bytes() for file in files}


def nested_archive(submission: Submission) -> bytes:
    """The archive inside a plain zip that the submission is, or lies in."""
    nested = submission.location.nested
    return read_members(submission.path, nested.__eq__)[nested]


class ArelleInput(Struct, frozen=True, kw_only=True):
    """What Arelle opens; `target` is the target document that is meant, with the names of the pages
    where `file` is an archive."""

    file: Path
    target: tuple[str, tuple[str, ...]] | None = None


def arelle_input(submission: Submission, scratch: Path) -> ArelleInput:
    """The file as it was handed in where Arelle can open it, otherwise an archive written into the
    folder `scratch`. BadArchive or OSError where the submission can't be read.

    Arelle reads pages of one set from archives alone; a package that was unpacked is packed again,
    and one report of several is packed without the others.
    """
    location, path = submission.location, submission.path
    packed = location.pages or location.other_members or location.nested or path.is_dir()
    file = _packed(submission, scratch) if packed else path
    if location.target is None:
        return ArelleInput(file=file)
    names = location.members or tuple(page.name for page in (path, *location.pages))
    top = _top_folder(path)
    pages = tuple(f"{top}{name}" for name in names) if is_archive(file) else ()
    return ArelleInput(file=file, target=(location.target, pages))


def _packed(submission: Submission, scratch: Path) -> Path:
    """The archive that is written for Arelle."""
    location, path = submission.location, submission.path
    suffix = PurePosixPath(location.nested or path.name).suffix if submission.archive else ".zip"
    if location.nested and not location.other_members:
        file = scratch / f"{submission.digest[:16]}{suffix}"
        file.write_bytes(nested_archive(submission))
        return file
    files = _files(submission)
    if path.is_dir():
        suffix = _package_suffix(files.get("META-INF/reportPackage.json", b""))
    file = scratch / f"{submission.digest[:16]}{suffix}"
    top = _top_folder(path)
    file.write_bytes(zip_bytes({f"{top}{name}": data for name, data in files.items()}))
    return file


def _top_folder(path: Path) -> str:
    """What stands before the names of an unpacked package: its top folder."""
    return f"{printable_name(path.name)}/" if path.is_dir() else ""


def _package_suffix(report_package: bytes) -> str:
    """The suffix that the documentType of a report package asks for (Report Package 1.0, 3.4)."""
    try:
        kind = str(json.loads(report_package)["documentInfo"]["documentType"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ".zip"
    return next((suffix for end, suffix in _REPORT_PACKAGES.items() if kind.endswith(end)), ".zip")


def base_schemas(packages: Iterable[Path]) -> dict[str, bytes]:
    """The schemas of taxonomy packages, by package and member: what published elements are.
    BadArchive where one is refused."""
    found: dict[str, bytes] = {}
    for package in packages:
        schemas = read_members(package, lambda name: name.endswith(".xsd"))
        found.update({f"{package.name}/{name}": data for name, data in schemas.items()})
    return found
