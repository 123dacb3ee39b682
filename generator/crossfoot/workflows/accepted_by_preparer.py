"""The differences that a report's preparer accepts, from the report package or the folder."""

import hashlib
import json
import zipfile
from pathlib import Path

from crossfoot.arelle.accepted_differences import FILE, Accepted, accepted, read_differences
from crossfoot.system.archive_guard import is_archive
from crossfoot.workflows.build_record import recorded_builds

_LARGEST = 1 << 20
"""of our own the largest has some 100 entries of 500 bytes"""


def accepted_by_preparer(report: Path) -> Accepted:
    """What travels with a report: in its package, or beside it or its folder of xBRL-CSV.

    It is our own where a build of this machine's wrote both the report and the list.
    """
    if is_archive(report):
        return accepted(read_differences(_packed(report)), own=_digest(report) in recorded_builds())
    folders = (report.parent, report.parent.parent)
    beside = folders if report.parent.name.endswith("-csv") else folders[:1]
    for folder in beside:
        path = folder / FILE
        if path.is_file() and path.stat().st_size <= _LARGEST:
            own = _is_listed(folder, report) and _is_listed(folder, path)
            return accepted(read_differences(path.read_bytes()), own=own)
    return Accepted()


def _is_listed(folder: Path, path: Path) -> bool:
    """Whether the manifest of a build of this machine's lists a file as it is now."""
    try:
        manifest = (folder / "intake.json").read_bytes()
        if hashlib.sha256(manifest).hexdigest() not in recorded_builds():
            return False
        listed = json.loads(manifest)["files"][path.relative_to(folder).as_posix()]
        return bool(listed["sha256"] == _digest(path))
    except (OSError, ValueError, LookupError):
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _packed(archive: Path) -> bytes:
    """The list in the top folder of a package; empty where there is none."""
    try:
        with zipfile.ZipFile(archive) as opened:
            for entry in opened.infolist():
                _, _, name = entry.filename.partition("/")
                if name == FILE and entry.file_size <= _LARGEST:
                    return opened.read(entry)
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        pass
    return b""
