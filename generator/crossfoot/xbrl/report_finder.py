"""Where filings lie in what is handed in: a file, or a folder with all that is below it.

`validate` and `ingest` both ask here, so that the verdict is about the file that is stored.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.system.archive_guard import (
    Archive,
    BadArchive,
    check_archive,
    is_archive,
    is_taxonomy_package,
    nested_archives,
    read_members,
)
from crossfoot.system.xml_parser import as_utf8
from crossfoot.xbrl.archive_reports import ContainedReport, reports_within
from crossfoot.xbrl.manifest import MANIFEST, Manifest, read_manifest
from crossfoot.xbrl.report_syntax import (
    HEAD,
    INLINE,
    file_syntax,
    is_manifest,
    printable_name,
    read_head,
    report_stem,
    targets_of,
)
from crossfoot.xbrl.schema_files import entry_points

_OWN_FOLDERS = (".quarantine", ".receipts")
"""folders of this program beside a store, which are no filings handed in"""
_OWN_FILES = ("findings.json", "sources.json", MANIFEST)
"""what a build writes beside a report"""
_CONTEXT = re.compile(rb"<(?:[\w.-]+:)?context\s")
_PREFERENCE = ((".xbri", ".xbr"), INLINE, (".xbrl", ".xml"), (".json",), (".zip",))
"""of reports that share their name the syntax that is read, and stored"""
_LAST = len(_PREFERENCE)
_MAX_SHOWN = 5


class FilingLocation(Struct, frozen=True, kw_only=True):
    """Where a filing lies, before any of it is read.

    `kind` is own (a folder that a build wrote), loose (a file), unpacked (a folder that is one
    package), unreadable for the reason in `error` or in `findings`, or empty (nothing there).
    """

    kind: str
    path: Path
    error: str = ""
    findings: tuple[Finding, ...] = ()
    """why an archive is refused, or what its package breaks"""
    nested: str = ""
    """the archive inside the plain zip at `path` that is the filing, or holds it"""
    members: tuple[str, ...] = ()
    """in an archive or an unpacked package: the files of the report"""
    other_members: tuple[str, ...] = ()
    """files of the other reports in it, each a filing of its own"""
    name: str = ""
    """of one of several reports"""
    pages: tuple[Path, ...] = ()
    """of an inline document set in a folder, its other pages"""
    target: str | None = None
    """the target document that is meant where pages make several, "" for the default one"""
    aside: tuple[str, ...] = ()
    """the same report in another syntax or package"""
    no_reports: tuple[tuple[str, str], ...] = ()
    """(name, reason) of what a person may take for a report, and is none"""


def find_filings(path: Path) -> Iterator[FilingLocation]:
    """Where the filings of a file or folder lie, in the order of their names; one of kind `empty`
    where there are none."""
    ignored: list[tuple[str, str]] = []
    last: FilingLocation | None = None
    for location in _found(path, path, ignored):
        if last is not None:
            yield last
        last = replace(location, no_reports=tuple(ignored))
        ignored.clear()
    if last is None:
        last = FilingLocation(kind="empty", path=path)
    yield replace(last, no_reports=(*last.no_reports, *ignored))


def packages_beside(path: Path) -> list[Path]:
    """The taxonomy packages beside a report, or beside the folder of an xBRL-CSV report; an archive
    or a folder that is a package brings its own."""
    if is_archive(path) or path.is_dir():
        return []
    csv = path.parent.name.endswith("-csv")
    folders = (path.parent, path.parent.parent) if csv else (path.parent,)
    found = (sorted(folder.glob("*-taxonomy.zip")) for folder in folders)
    return next((packages for packages in found if packages), [])


def _found(
    path: Path, top: Path, ignored: list[tuple[str, str]], claimed: frozenset[Path] = frozenset()
) -> Iterator[FilingLocation]:
    """The filings of a path; `claimed` are files that are reports of the folder above."""
    try:
        if path.is_dir():
            yield from _in_folder(path, top, ignored, claimed)
        elif path.exists() and not path.is_file():  # a pipe never ends, nor does a device
            yield _unreadable(path, "this is neither a file nor a folder")
        else:
            yield from _at_file(path)
    except OSError as broken:
        yield _unreadable(path, f"the folder can't be read: {broken.strerror or broken}")


def _unreadable(path: Path, why: str) -> FilingLocation:
    return FilingLocation(kind="unreadable", path=path, error=why)


def _in_folder(
    folder: Path, top: Path, ignored: list[tuple[str, str]], claimed: frozenset[Path]
) -> Iterator[FilingLocation]:
    if (manifest := read_manifest(folder)) is not None:
        yield FilingLocation(kind="own", path=folder, aside=_other_forms(manifest))
        return
    children = sorted(folder.iterdir())
    files = [child for child in children if child.is_file() and child not in claimed]
    if _is_package(folder, files):
        package = FilingLocation(kind="unpacked", path=folder)
        yield from _contained(package, folder, reports_within(folder))
        return
    syntaxes = {child: file_syntax(child) for child in files}
    reports = [child for child in files if syntaxes[child] != "none"]
    ignored.extend(_no_reports(files, syntaxes, top))
    stems = {report_stem(path) for path in reports}
    below = [path for path in _oim_below(children) if report_stem(path) in stems]
    yield from _chosen(reports, below, top, ignored)
    for child in children:
        ours = child.name.startswith(".") or child.name.endswith(_OWN_FOLDERS)
        if child.is_dir() and not ours and not _leads_back(child):
            yield from _found(child, top, ignored, frozenset(below))


def _is_package(folder: Path, files: Iterable[Path]) -> bool:
    """Whether a folder is a report package that was unpacked, or one of EDINET's."""
    if (folder / "META-INF" / "reportPackage.json").is_file():
        return True
    manifests = (path for path in files if is_manifest(path.name))
    return any(b"disclosure.edinet-fsa.go.jp" in read_head(path) for path in manifests)


def _other_forms(manifest: Manifest) -> tuple[str, ...]:
    """What a build wrote of the report beside the page that is validated."""
    stem = manifest.stem
    forms = (f"{stem}.xbrl", f"{stem}.json", f"{stem}-csv/{stem}.json", f"{stem}.xbri")
    return tuple(name for name in forms if (manifest.folder / name).is_file())


def _at_file(
    path: Path, aside: tuple[str, ...] = (), pages: tuple[Path, ...] = ()
) -> Iterator[FilingLocation]:
    """The report at the path with the other pages of its set, or each report of the archive."""
    if is_archive(path) and path.is_file():
        yield from _in_archive(path, aside)
        return
    location = FilingLocation(kind="loose", path=path, aside=aside, pages=pages)
    names = tuple(page.name for page in (path, *pages))
    yield from _by_target(location, _pages_of(path.parent, names))


def _in_archive(path: Path, aside: tuple[str, ...]) -> Iterator[FilingLocation]:
    """The reports of an archive, and of the archives in it where it is a plain zip."""
    location = FilingLocation(kind="loose", path=path, aside=aside)
    if refused := check_archive(path, printable_name(path.name)):
        yield replace(location, kind="unreadable", findings=tuple(refused))
        return
    reports, inner = reports_within(path), nested_archives(path)
    if reports or not inner:
        yield from _contained(location, path, reports)
    for name in inner:
        shown = printable_name(PurePosixPath(name).name)
        nested = replace(location, nested=name, name=shown, aside=())
        data = read_members(path, name.__eq__)[name]
        if refused := check_archive(data, shown):
            yield replace(nested, kind="unreadable", findings=tuple(refused))
        else:
            yield from _contained(nested, data, reports_within(data))


def _contained(
    location: FilingLocation, source: Archive, reports: tuple[ContainedReport, ...]
) -> Iterator[FilingLocation]:
    """One location for each report in an archive or unpacked package; the archive itself where
    there are none, for the reader to say so."""
    if not reports:
        yield location
        return
    members = [{*report.files, *report.aside} for report in reports]
    findings = _too_many(location.path, reports)
    for report, own in zip(reports, members, strict=True):
        others = sorted(set().union(*members).difference(own, report.files))
        name = printable_name(report.name) if len(reports) > 1 else ""
        shown = tuple(printable_name(PurePosixPath(file).name) for file in report.aside)
        found = replace(
            location,
            members=report.files,
            other_members=tuple(others),
            name="/".join(filter(None, (location.name, name))),
            aside=(*location.aside, *shown),
            findings=findings,
        )
        yield from _by_target(found, _pages_of(source, report.files))


def _too_many(path: Path, reports: tuple[ContainedReport, ...]) -> tuple[Finding, ...]:
    """`.xbri` and `.xbr` hold one report (Report Package 1.0, rpe:multipleReports)."""
    if len(reports) < 2 or path.suffix.lower() not in (".xbri", ".xbr"):
        return ()
    message = f"the package holds {len(reports)} reports, and may hold one: each is taken by itself"
    hint = "pack each by itself, or all of them as .zip"
    return (error("package.reports", message, SourceRef(file=printable_name(path.name)), hint),)


def _pages_of(source: Archive, names: tuple[str, ...]) -> list[bytes]:
    """The pages among the files; none that can't be read, which the reader tells."""
    pages = {name for name in names if PurePosixPath(name).suffix.lower() in (*INLINE, ".xml")}
    try:
        if isinstance(source, Path) and source.is_dir():
            return [(source / name).read_bytes() for name in sorted(pages)]
        return list(read_members(source, pages.__contains__).values()) if pages else []
    except (BadArchive, OSError):
        return []


def _by_target(location: FilingLocation, pages: Iterable[bytes]) -> Iterator[FilingLocation]:
    """The location once for each target document that its pages make (Inline XBRL 1.1, 3)."""
    targets = targets_of(pages)
    for target in targets if len(targets) > 1 else ():
        shown = printable_name(target or "default")
        yield replace(location, target=target, name="/".join(filter(None, (location.name, shown))))
    if len(targets) < 2:
        yield location


def _leads_back(folder: Path) -> bool:
    """Whether a link leads to a folder that it lies in."""
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


def _oim_below(children: Iterable[Path]) -> list[Path]:
    """xBRL-JSON and the metadata of xBRL-CSV one folder down, where the latter often lies."""
    found = (path for child in children if child.is_dir() for path in sorted(child.glob("*.json")))
    return [path for path in found if path.is_file() and file_syntax(path) != "none"]


def _chosen(
    reports: list[Path], below: list[Path], top: Path, ignored: list[tuple[str, str]]
) -> Iterator[FilingLocation]:
    """Of reports that share their name those of one syntax, the others are named; the pages of an
    inline set are one. A package comes first, for it brings its taxonomy."""
    sets = page_sets(path for path in reports if path.suffix.lower() in INLINE)
    further = {page for pages in sets.values() for page in pages}
    groups: dict[str, list[Path]] = {}
    for path in (*reports, *below):
        if path not in further:
            groups.setdefault(report_stem(path), []).append(path)
    for group in groups.values():
        ranks = {path: _preference(path) if path not in below else _LAST for path in group}
        first = min(ranks.values())
        aside = tuple(
            printable_name(path.relative_to(top).as_posix() if path in below else path.name)
            for path in group
            if ranks[path] != first
        )
        for path in (path for path in group if ranks[path] == first):
            yield from _report_or_taxonomy(path, aside, sets.get(path, ()), top, ignored)


def _report_or_taxonomy(
    path: Path,
    aside: tuple[str, ...],
    pages: tuple[Path, ...],
    top: Path,
    ignored: list[tuple[str, str]],
) -> Iterator[FilingLocation]:
    """The reports of a file; a package without one is no report, and joins the `ignored`."""
    for location in _at_file(path, aside, pages):
        if _is_taxonomy(location):
            name = path.relative_to(top).as_posix()
            ignored.append((name, "a taxonomy package without a report"))
        else:
            yield location


def _is_taxonomy(location: FilingLocation) -> bool:
    """Whether an archive is a package in which no report was found."""
    if location.kind != "loose" or location.members or not is_archive(location.path):
        return False
    return not location.nested and is_taxonomy_package(location.path)


def _preference(path: Path) -> int:
    """The place of a file's syntax in the order in which one is chosen."""
    suffix = path.suffix.lower()
    return next(place for place, suffixes in enumerate(_PREFERENCE) if suffix in suffixes)


class _Page(Struct, frozen=True, kw_only=True):
    path: Path
    has_contexts: bool
    schemas: frozenset[str]


def page_sets(pages: Iterable[Path]) -> Mapping[Path, tuple[Path, ...]]:
    """The page with the contexts to the pages that report facts by them: those that name its
    schema, or any where it is the only one (Inline XBRL 1.1, 2.1)."""
    paths = list(pages)
    read = [page for path in paths if (page := _read_page(path)) is not None] if paths[1:] else []
    holders = [page for page in read if page.has_contexts]
    sets: dict[Path, tuple[Path, ...]] = {}
    for page in read:
        near = [holder for holder in holders if not page.schemas or page.schemas & holder.schemas]
        if not page.has_contexts and len(near) == 1:
            sets[near[0].path] = (*sets.get(near[0].path, ()), page.path)
    return sets


def _read_page(path: Path) -> _Page | None:
    """What of the page decides; None for one without facts, and for one that can't be read, which
    is told later."""
    try:
        data = as_utf8(path.read_bytes())
    except OSError:
        return None
    if b"contextRef" not in data:
        return None
    schemas = frozenset(PurePosixPath(href).name for href in entry_points(path.name, data))
    return _Page(path=path, has_contexts=_CONTEXT.search(data) is not None, schemas=schemas)


def _no_reports(
    files: Iterable[Path], syntaxes: Mapping[Path, str], top: Path
) -> Iterator[tuple[str, str]]:
    """JSON files that a person may take for reports, and pages without facts, such as the exhibits
    of a filing, in one line; our own records beside a report are no news."""
    plain: list[str] = []
    for path in files:
        name = path.relative_to(top).as_posix()
        if syntaxes[path] != "none" or path.name.endswith("-viewer.htm"):
            continue
        if path.suffix.lower() == ".json" and path.name not in _OWN_FILES:
            yield name, _unlike_oim(path)
        elif path.suffix.lower() == ".htm":
            plain.append(name)
    if plain:
        more = f" and {len(plain) - _MAX_SHOWN} more" if len(plain) > _MAX_SHOWN else ""
        reason = "pages without inline XBRL" if plain[1:] else "a page without inline XBRL"
        yield ", ".join(plain[:_MAX_SHOWN]) + more, reason


def _unlike_oim(path: Path) -> str:
    """Why a JSON file is no xBRL-JSON and no metadata of xBRL-CSV."""
    head = read_head(path)
    within = f" in its first {HEAD:,} bytes" if len(head) == HEAD else ""
    if not head.strip():
        return f"it is empty{within}"
    if b'"documentInfo"' not in head:
        return f"it has no documentInfo{within}"
    return "its documentInfo names no documentType of xBRL-JSON or xBRL-CSV"
