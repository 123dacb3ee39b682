"""Where filings lie in what is handed in: a file, or a folder with all that is below it."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.model.illegal_characters import visible_line
from crossfoot.system.archives import SUFFIXES
from crossfoot.xbrl.archive_reports import HEAD, INLINE, INSTANCE, nested_archives, reports_within
from crossfoot.xbrl.manifest import read_manifest
from crossfoot.xbrl.page_sets import page_sets, report_stem

_PREFERENCE = ((".xbri", ".xbr"), INLINE, (".xbrl", ".xml"), (".json",), (".zip",))
"""of reports that share their name the syntax that is read"""
_KNOWN = frozenset(suffix for suffixes in _PREFERENCE for suffix in suffixes)
_TOLD = 3
_ASIDE = (".quarantine", ".receipts")
"""folders of this program beside a store, which are no filings handed in"""


class FilingLocation(Struct, frozen=True, kw_only=True):
    """Where a filing lies, before any of it is read: `kind` own, loose, unpacked, or unreadable for
    the reason in `error`."""

    kind: str
    path: Path
    error: str = ""
    aside: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    """in an archive or an unpacked package: the files of the report"""
    apart: tuple[str, ...] = ()
    """the files of all the reports in it, where there are several, each a filing of its own"""
    name: str = ""
    """of one of several reports"""
    pages: tuple[Path, ...] = ()
    """of an inline document set, its other pages"""


def find_filings(path: Path) -> Iterator[FilingLocation]:
    """Where the filings of a file or folder lie, in the order of their names."""
    try:
        yield from _spots(path)
    except OSError as broken:
        yield FilingLocation(
            kind="unreadable",
            path=path,
            error=f"the folder can't be read: {broken.strerror or broken}",
        )


def _spots(path: Path) -> Iterator[FilingLocation]:
    if not path.is_dir():
        if path.exists() and not path.is_file():  # a pipe never ends, nor does a device
            yield FilingLocation(
                kind="unreadable", path=path, error="this is neither a file nor a folder"
            )
        else:
            yield from _within(path, "loose")
        return
    if read_manifest(path) is not None:
        yield FilingLocation(kind="own", path=path)
        return
    if (path / "META-INF" / "reportPackage.json").is_file():
        yield from _within(path, "unpacked")
        return
    yield from _chosen(
        child for child in sorted(path.iterdir()) if child.is_file() and is_report(child)
    )
    for child in sorted(path.iterdir()):
        if (
            child.is_dir()
            and not child.name.startswith(".")
            and not child.name.endswith(_ASIDE)
            and not _leads_back(child)
        ):
            yield from find_filings(child)


def _within(path: Path, kind: str, aside: tuple[str, ...] = ()) -> Iterator[FilingLocation]:
    """The report at the path, or each of those in the archive or the unpacked package; archives in
    it are told with the first."""
    archive = path.suffix.lower() in SUFFIXES and kind != "unpacked"
    found = reports_within(path) if kind == "unpacked" or archive else ()
    closed = (
        tuple(printable_name(PurePosixPath(name).name) for name in nested_archives(path))
        if archive
        else ()
    )
    apart = (
        tuple(name for one in found for name in (*one.files, *one.aside)) if len(found) > 1 else ()
    )
    for number, one in enumerate(found):
        rest = (
            *aside,
            *(printable_name(PurePosixPath(name).name) for name in one.aside),
            *(() if number else closed),
        )
        yield FilingLocation(
            kind=kind,
            path=path,
            aside=rest,
            inside=one.files,
            apart=apart,
            name=one.name if apart else "",
        )
    if not found and closed:
        told = ", ".join(closed[:_TOLD]) + (
            f" and {len(closed) - _TOLD} more" if len(closed) > _TOLD else ""
        )
        yield FilingLocation(
            kind="unreadable",
            path=path,
            error=f"it holds archives, which are not opened ({told}): unpack it, and hand in the folder",
        )
    elif not found:
        yield FilingLocation(kind=kind, path=path, aside=aside)


def _leads_back(folder: Path) -> bool:
    """Whether a link leads to a folder that it lies in."""
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


def is_report(path: Path) -> bool:
    """Whether a file holds facts, by its name and its beginning."""
    suffix = path.suffix.lower()
    if path.name.startswith(".") or path.name.endswith(("-viewer.htm", "-taxonomy.zip")):
        return False
    if suffix in SUFFIXES or suffix == ".xbrl":
        return True
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return suffix in _KNOWN
    if suffix in INLINE:
        return b"inlineXBRL" in head
    if suffix == ".json":
        return b"xbrl.org/2021/xbrl-" in head
    return suffix == ".xml" and (bool(INSTANCE.search(head)) or b"inlineXBRL" in head)


def _chosen(reports: Iterable[Path]) -> Iterator[FilingLocation]:
    """Of reports that differ in their syntax alone those of one syntax; the others are named. The
    pages of an inline set are one."""
    found = list(reports)
    sets = page_sets(path for path in found if path.suffix.lower() in INLINE)
    parts = {page for pages in sets.values() for page in pages}
    groups: dict[str, list[Path]] = {}
    for report in found:
        if report not in parts:
            groups.setdefault(report_stem(report), []).append(report)
    for group in groups.values():
        first = min(map(_syntax, group))
        aside = tuple(printable_name(path.name) for path in group if _syntax(path) != first)
        for path in group:
            if _syntax(path) == first:
                yield from (
                    replace(spot, pages=sets.get(path, ()))
                    for spot in _within(path, "loose", aside)
                )


def _syntax(path: Path) -> int:
    return next(
        place for place, suffixes in enumerate(_PREFERENCE) if path.suffix.lower() in suffixes
    )


def printable_name(name: str) -> str:
    """A file name that can be printed and stored on one line, whatever bytes it is made of."""
    return visible_line(name.encode("utf-8", "replace").decode())
