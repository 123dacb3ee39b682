"""The reports in an archive, or in a package that was unpacked: pages of one set are one, and so
are syntaxes of one name."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.system.archive_guard import Archive, BadArchive, read_heads, read_members
from crossfoot.system.xml_parser import BadXml, local, parse_xml, text_of
from crossfoot.xbrl.readers.inline import InlineSet, two_reports
from crossfoot.xbrl.report_syntax import (
    HEAD,
    INLINE,
    is_manifest,
    read_head,
    report_stem,
    syntax_of,
)

_ORDER = ("xbrl", "csv", "json")
"""of one report in several syntaxes the one that is read, where no page tells it"""


class ContainedReport(Struct, frozen=True, kw_only=True):
    """One report: the files that hold its facts, and those that hold the same in another syntax;
    `name` as people are told it."""

    files: tuple[str, ...]
    aside: tuple[str, ...] = ()
    name: str = ""


def reports_within(source: Archive) -> tuple[ContainedReport, ...]:
    """The reports of an archive or a folder, in the order of their names; none where it can't be
    read, or holds none.

    In the folder `reports` of a package each page is a report, and those of its folders make one;
    where there are some of the first kind, the others are none (Report Package 1.0, 4).
    """
    try:
        heads = _heads(source)
        found = {name: syntax_of(name, head) for name, head in heads.items()}
        syntaxes = {name: syntax for name, syntax in found.items() if syntax != "none"}
        if len(syntaxes) < 2:
            return tuple(
                ContainedReport(files=(name,), name=PurePosixPath(name).name) for name in syntaxes
            )
        several_pages = list(syntaxes.values()).count("inline") > 1
        needed = {
            name
            for name in heads
            if syntaxes.get(name) == "csv"
            or is_manifest(name)
            or (several_pages and syntaxes.get(name) == "inline")
        }
        reports = sorted(_grouped(syntaxes, _read(source, needed)), key=lambda report: report.files)
        return tuple(_topmost(reports))
    except (BadArchive, OSError, ValueError, RecursionError):
        return ()


def _topmost(reports: list[ContainedReport]) -> list[ContainedReport]:
    """Without those in folders below `reports`, where reports lie in `reports` itself."""
    top = [report for report in reports if _in_reports(report.files[0])]
    if not top or len(top) == len(reports):
        return reports
    hidden = tuple(name for report in reports if report not in top for name in report.files)
    return [replace(top[0], aside=(*top[0].aside, *hidden)), *top[1:]]


def _in_reports(name: str) -> bool:
    return PurePosixPath(name).parent.name == "reports"


def _heads(source: Archive) -> dict[str, bytes]:
    """The beginnings of what may be a report: of what lies in folders `reports`, else of all
    outside META-INF."""
    if isinstance(source, bytes) or not source.is_dir():
        return read_heads(source, HEAD, candidates)
    files = {
        path.relative_to(source).as_posix(): path
        for path in sorted(source.rglob("*"))
        if path.is_file()
    }
    return {name: read_head(files[name]) for name in candidates(files)}


def candidates(names: Iterable[str]) -> list[str]:
    """The names that can be those of reports."""
    inside = [
        name
        for name in sorted(names)
        if "META-INF/" not in name
        and not PurePosixPath(name).name.startswith(".")
        and PurePosixPath(name).suffix.lower() in (*INLINE, ".xml", ".xbrl", ".json")
    ]
    return [name for name in inside if "/reports/" in f"/{name}"] or inside


def _read(source: Archive, wanted: set[str]) -> dict[str, bytes]:
    if isinstance(source, Path) and source.is_dir():
        return {name: (source / name).read_bytes() for name in sorted(wanted)}
    return read_members(source, wanted.__contains__)


def _grouped(syntaxes: Mapping[str, str], files: Mapping[str, bytes]) -> Iterator[ContainedReport]:
    """One for each report: the sets of pages first, then what has another name than these."""
    pages = [name for name, syntax in syntaxes.items() if syntax == "inline"]
    sets = list(_listed(files, pages, syntaxes))
    listed = {name for report in sets for name in (*report.files, *report.aside)}
    sets += _page_sets([name for name in pages if name not in listed], files)
    metadata = [files[name] for name, syntax in syntaxes.items() if syntax == "csv"]
    extended = {PurePosixPath(name).name for data in metadata for name in extended_metadata(data)}
    others = [name for name in syntaxes if syntaxes[name] != "inline" and name not in listed]
    left = [name for name in others if PurePosixPath(name).name not in extended]
    for report in sets:
        stems = {_stem(name) for name in report.files}
        same = [name for name in left if _stem(name) in stems]
        left = [name for name in left if name not in same]
        name = report.name or PurePosixPath(report.files[0]).name
        yield replace(report, aside=(*report.aside, *same), name=name)
    bases = tuple(name for name in syntaxes if PurePosixPath(name).name in extended)
    yield from _by_stem({name: syntaxes[name] for name in left}, bases)


def _by_stem(syntaxes: Mapping[str, str], bases: tuple[str, ...]) -> Iterator[ContainedReport]:
    """Of reports of one name those of the first syntax; `bases` is metadata that xBRL-CSV
    extends."""
    for stem in dict.fromkeys(map(_stem, syntaxes)):
        same = [name for name in syntaxes if _stem(name) == stem]
        first = min((syntaxes[name] for name in same), key=_ORDER.index)
        aside = tuple(name for name in same if syntaxes[name] != first)
        for name in same:
            if syntaxes[name] == first:
                files = (name, *(bases if first == "csv" else ()))
                yield ContainedReport(files=files, aside=aside, name=PurePosixPath(name).name)


def _stem(name: str) -> str:
    """The name that the forms of one report share, in whatever folder."""
    return report_stem(PurePosixPath(name))


def _listed(
    files: Mapping[str, bytes], pages: Iterable[str], syntaxes: Mapping[str, str]
) -> Iterator[ContainedReport]:
    """What manifests say belongs together."""
    free = set(pages)
    for manifest in filter(is_manifest, files):
        try:
            root = parse_xml(files[manifest])
        except BadXml:
            continue
        folder = PurePosixPath(manifest).parent
        for instance in (element for element in root.iter() if local(element) == "instance"):
            named = [
                str(folder / text_of(element).strip())
                for element in instance.iter()
                if local(element) == "ixbrl"
            ]
            found = tuple(page for page in named if page in free)
            free.difference_update(found)
            made = str(folder / (instance.get("preferredFilename") or "-"))
            if found:
                yield ContainedReport(
                    files=found,
                    aside=(made,) if made in syntaxes else (),
                    name=PurePosixPath(made).name.removeprefix("-"),
                )


def _page_sets(pages: Iterable[str], files: Mapping[str, bytes]) -> Iterator[ContainedReport]:
    """The pages of one folder are one report, unless two of them mean different things by one id,
    or the folder is that of a package in which each page is a report."""
    folders: dict[PurePosixPath, list[str]] = {}
    for page in pages:
        folders.setdefault(PurePosixPath(page).parent, []).append(page)
    for held in folders.values():
        if len(held) > 1 and (_in_reports(held[0]) or _apart(held, files)):
            yield from (ContainedReport(files=(page,)) for page in held)
        else:
            yield ContainedReport(files=tuple(held))


def _apart(pages: Iterable[str], files: Mapping[str, bytes]) -> bool:
    """Whether pages can't be of one set; a page that can't be read is broken by itself, and does
    not take the others with it."""
    try:
        roots = tuple((page, parse_xml(files[page])) for page in pages)
        return bool(two_reports(InlineSet(roots=roots, prefixes={})))
    except BadXml:
        return True


def extended_metadata(metadata: bytes) -> list[str]:
    """The addresses of metadata files that a report in xBRL-CSV extends."""
    try:
        return [str(name) for name in json.loads(metadata)["documentInfo"].get("extends", ())]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []
