"""Which reports lie in a folder, which of them tell again what another one tells, and which JSON is no report."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

_PAGES = (".htm", ".html", ".xhtml")
_PACKAGES = (".xbri", ".xbr", ".zip")
_INLINE = (b"http://www.xbrl.org/2013/inlineXBRL", b"http://www.xbrl.org/2008/inlineXBRL")
_OIM = (b"/xbrl-json", b"/xbrl-csv")
_OWN = ("findings.json", "intake.json", "sources.json")
"""What a build of ours writes beside a report."""
_HEAD = 1 << 16
"""The declarations of a page, and the documentInfo of a JSON file, stand in so many bytes."""


class FolderReports(Struct, frozen=True, kw_only=True):
    """Reports to be judged; those of the same name in another syntax or packed, which are not; JSON that is none, with the reason."""

    judged: tuple[Path, ...]
    left_out: tuple[str, ...] = ()
    no_reports: tuple[tuple[str, str], ...] = ()


def reports_in(folder: Path) -> FolderReports:
    """Pages and instances first; a JSON, CSV or package is judged where no page, instance or earlier one has its name."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    judged = [path for path in files if _is_page(path)] + [path for path in files if path.suffix.lower() == ".xbrl"]
    told = {path.stem for path in judged}
    left_out: list[str] = []
    for path in (*_oim_files(folder, files), *(path for path in files if _is_report_package(path))):
        if path.stem in told:
            left_out.append(path.relative_to(folder).as_posix())
        else:
            judged.append(path)
            told.add(path.stem)
    if not judged and not any(path.suffix.lower() == ".xsd" for path in files):
        judged = [path for path in files if path.suffix.lower() in _PACKAGES]
    return FolderReports(judged=tuple(judged), left_out=tuple(left_out), no_reports=tuple(_no_reports(folder, files)))


def _is_page(path: Path) -> bool:
    if path.name.endswith("-viewer.htm") or path.suffix.lower() not in _PAGES:
        return False
    return path.suffix.lower() == ".htm" or any(name in _head(path) for name in _INLINE)


def _oim_files(folder: Path, files: list[Path]) -> Iterator[Path]:
    """xBRL-JSON, and the metadata of xBRL-CSV, which often has a folder of its own."""
    below = sorted(path for path in folder.glob("*/*.json") if path.is_file())
    for path in (*files, *below):
        if path.suffix.lower() == ".json":
            if not _unlike_oim(path):
                yield path


def _unlike_oim(path: Path) -> str:
    """Why a JSON file is no xBRL-JSON and no metadata of xBRL-CSV, or nothing."""
    head = _head(path)
    within = f" in its first {_HEAD:,} bytes" if len(head) == _HEAD else ""
    if not head.strip():
        return f"it is empty{within}"
    if b'"documentInfo"' not in head:
        return f"it has no documentInfo{within}"
    if not any(kind in head for kind in _OIM):
        return "its documentInfo names no documentType of xBRL-JSON or xBRL-CSV"
    return ""


def _no_reports(folder: Path, files: list[Path]) -> Iterator[tuple[str, str]]:
    """JSON files that a person may take for reports; our own records beside a report are no news."""
    below = sorted(path for path in folder.glob("*-csv/*.json") if path.is_file())
    for path in (*files, *below):
        if path.suffix.lower() == ".json" and path.name not in _OWN and (reason := _unlike_oim(path)):
            yield path.relative_to(folder).as_posix(), reason


def _is_report_package(path: Path) -> bool:
    """A taxonomy package beside a report is what it needs, no report."""
    return path.suffix.lower() in _PACKAGES and not path.name.endswith("-taxonomy.zip")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)
