"""Which reports lie in a folder, which of them tell again what another one tells, and what is no
report."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

_PAGES = (".htm", ".html", ".xhtml")
_PACKAGES = (".xbri", ".xbr", ".zip")
_INLINE = (b"http://www.xbrl.org/2013/inlineXBRL", b"http://www.xbrl.org/2008/inlineXBRL")
_INSTANCE = re.compile(rb"<(?:[\w.-]+:)?xbrl[\s>]")
_OIM = (b"/xbrl-json", b"/xbrl-csv")
_OWN = ("findings.json", "intake.json", "sources.json")
"""What a build of ours writes beside a report."""
_SHOWN = 5
_HEAD = 1 << 16
"""The declarations of a page, and the documentInfo of a JSON file, stand in so many bytes."""


class FolderReports(Struct, frozen=True, kw_only=True):
    """Reports to be judged; those of the same name in another syntax or packed, which are not; what
    is none, with the reason."""

    judged: tuple[Path, ...]
    left_out: tuple[str, ...] = ()
    no_reports: tuple[tuple[str, str], ...] = ()


def reports_in(folder: Path) -> FolderReports:
    """Pages and instances first; a JSON, CSV or package is judged where no page, instance or
    earlier one has its name."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    judged = [*(path for path in files if _is_page(path)), *_ending(files, ".xbrl")]
    told = {path.stem for path in judged}
    left_out: list[str] = []
    packages = filter(_is_report_package, files)
    for path in (*filter(_is_instance, files), *_oim_files(folder, files), *packages):
        if _stem(path) in told:
            left_out.append(path.relative_to(folder).as_posix())
        else:
            judged.append(path)
            told.add(_stem(path))
    if not judged and not _ending(files, ".xsd"):
        judged = _ending(files, *_PACKAGES)
    no_reports = (
        *_no_reports(folder, files),
        *_plain_pages([path for path in files if path not in judged]),
    )
    return FolderReports(judged=tuple(judged), left_out=tuple(left_out), no_reports=no_reports)


def _stem(path: Path) -> str:
    """The name that the forms of one report share; EDGAR calls the instance that it makes of
    `a.htm` `a_htm.xml`."""
    return path.stem.removesuffix("_htm") if path.suffix.lower() == ".xml" else path.stem


def _ending(files: list[Path], *suffixes: str) -> list[Path]:
    return [path for path in files if path.suffix.lower() in suffixes]


def _is_page(path: Path) -> bool:
    if path.name.endswith("-viewer.htm") or path.suffix.lower() not in (*_PAGES, ".xml"):
        return False
    return any(name in _head(path) for name in _INLINE)


def _is_instance(path: Path) -> bool:
    return (
        path.suffix.lower() == ".xml"
        and not _is_page(path)
        and _INSTANCE.search(_head(path)) is not None
    )


def _plain_pages(files: list[Path]) -> Iterator[tuple[str, str]]:
    """The pages without facts, such as the exhibits of a filing, in one line."""
    names = [
        path.name
        for path in files
        if path.suffix.lower() == ".htm" and not path.name.endswith("-viewer.htm")
    ]
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield (
            ", ".join(names[:_SHOWN]) + more,
            "a page without inline XBRL" if len(names) == 1 else "pages without inline XBRL",
        )


def _oim_files(folder: Path, files: list[Path]) -> Iterator[Path]:
    """xBRL-JSON, and the metadata of xBRL-CSV, which often has a folder of its own."""
    below = sorted(path for path in folder.glob("*/*.json") if path.is_file())
    for path in _ending([*files, *below], ".json"):
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
    """JSON files that a person may take for reports; our own records beside a report are no
    news."""
    below = sorted(path for path in folder.glob("*-csv/*.json") if path.is_file())
    for path in _ending([*files, *below], ".json"):
        if path.name not in _OWN and (reason := _unlike_oim(path)):
            yield path.relative_to(folder).as_posix(), reason


def _is_report_package(path: Path) -> bool:
    """A taxonomy package beside a report is what it needs, no report."""
    return path.suffix.lower() in _PACKAGES and not path.name.endswith("-taxonomy.zip")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)
