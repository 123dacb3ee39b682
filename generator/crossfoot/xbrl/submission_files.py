"""The bytes of one entry in memory: its reports, and the schemas and linkbases that came with
it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from crossfoot.system.archives import unpack
from crossfoot.xbrl.archive_reports import is_manifest, syntax_of
from crossfoot.xbrl.submission import Submission, companion_files


class SubmissionFiles(Struct, frozen=True, kw_only=True):
    """`files` by name inside the entry; `reports` the names of those that hold facts; `syntax`
    inline, xbrl, json, csv or none."""

    files: Mapping[str, bytes]
    reports: tuple[str, ...]
    syntax: str

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


def read_submission_files(entry: Submission) -> SubmissionFiles:
    """Everything of the entry; BadArchive or OSError where it can't be read."""
    if entry.archive:
        files: Mapping[str, bytes] = unpack(entry.path.read_bytes())
    elif entry.path.is_dir():
        files = {
            path.relative_to(entry.path).as_posix(): path.read_bytes() for path in entry.beside
        }
    else:
        beside = (
            entry.beside if entry.manifest is None else companion_files(entry.path)
        )  # ours, but judged: its taxonomy lies beside it too
        reports = tuple(path.name for path in (entry.path, *entry.pages))
        folder = entry.path.parent
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in (entry.path, *entry.pages, *beside)
        }
        return SubmissionFiles(
            files=files, reports=reports, syntax=syntax_of(entry.path.name, files[entry.path.name])
        )
    if not entry.inside:
        return SubmissionFiles(files=files, reports=(), syntax="none")
    others = {
        name for name in files if entry.apart and (name in entry.apart or is_manifest(name))
    }.difference(entry.inside)
    kept = {name: data for name, data in files.items() if name not in others}
    return SubmissionFiles(
        files=kept, reports=entry.inside, syntax=syntax_of(entry.inside[0], files[entry.inside[0]])
    )


def base_schemas(packages: Iterable[Path]) -> dict[str, bytes]:
    """The schemas of taxonomy packages: what published elements are."""
    found: dict[str, bytes] = {}
    for package in packages:
        found.update(
            {
                f"{package.name}/{name}": data
                for name, data in unpack(package.read_bytes()).items()
                if name.endswith(".xsd")
            }
        )
    return found
