"""The reports in an archive, or in a package that was unpacked: pages of one set are one, and so
are syntaxes of one name."""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from crossfoot.system.archives import SUFFIXES, BadArchive, heads_of, unpack
from crossfoot.system.xml_parser import BadXml, local, parse_xml, text_of
from crossfoot.xbrl.page_sets import report_stem
from crossfoot.xbrl.readers.inline import InlineSet, two_reports

INLINE = (".htm", ".html", ".xhtml")
INSTANCE = re.compile(rb"<(?:[\w.-]+:)?xbrl[\s>]")
HEAD = 1 << 16
"""bytes that say what a file is"""
_MANIFEST = re.compile(r"manifest[\w.-]*\.xml", re.IGNORECASE)
"""of EDINET: which pages make up which instance"""
_ORDER = ("xbrl", "csv", "json")
"""of one report in several syntaxes the one that is read, where no page tells it"""


class ContainedReport(Struct, frozen=True, kw_only=True):
    """One report: the files that hold its facts, and those that hold the same in another syntax;
    `name` as it is told."""

    files: tuple[str, ...]
    aside: tuple[str, ...] = ()
    name: str = ""


def reports_within(path: Path) -> tuple[ContainedReport, ...]:
    """The reports of an archive or a folder, in the order of their names; none where it can't be
    read, or holds none."""
    try:
        heads = _heads(path)
        kinds = {
            name: kind for name, head in heads.items() if (kind := syntax_of(name, head)) != "none"
        }
        if len(kinds) < 2:
            return tuple(
                ContainedReport(files=(name,), name=PurePosixPath(name).name) for name in kinds
            )
        pages = [name for name, kind in kinds.items() if kind == "inline"]
        wanted = {
            name
            for name in heads
            if kinds.get(name) == "csv" or is_manifest(name) or (name in pages and len(pages) > 1)
        }
        return tuple(sorted(_grouped(kinds, _read(path, wanted)), key=lambda one: one.files))
    except (BadArchive, OSError, ValueError, RecursionError, zipfile.BadZipFile):
        return ()


def _heads(path: Path) -> dict[str, bytes]:
    """The beginnings of what may be a report: of what lies in folders `reports`, else of all
    outside META-INF."""
    if not path.is_dir():
        return heads_of(path, HEAD, candidates)
    names = {
        one.relative_to(path).as_posix(): one for one in sorted(path.rglob("*")) if one.is_file()
    }
    return {name: _head(names[name]) for name in candidates(names)}


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def nested_archives(path: Path) -> tuple[str, ...]:
    """The archives in an archive, which are not opened; none where it can't be read, which is told
    elsewhere."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = sorted(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return ()
    return tuple(
        name
        for name in names
        if PurePosixPath(name).suffix.lower() in SUFFIXES and "META-INF/" not in name
    )


def candidates(names: Iterable[str]) -> list[str]:
    """The names that can be those of reports."""
    inside = [
        name
        for name in sorted(names)
        if "META-INF/" not in name and not PurePosixPath(name).name.startswith(".")
    ]
    inside = [
        name
        for name in inside
        if PurePosixPath(name).suffix.lower() in (*INLINE, ".xml", ".xbrl", ".json")
    ]
    return [name for name in inside if "/reports/" in f"/{name}"] or inside


def is_manifest(name: str) -> bool:
    """Whether a file may say which pages of an archive belong together."""
    return _MANIFEST.fullmatch(PurePosixPath(name).name) is not None


def _read(path: Path, wanted: set[str]) -> dict[str, bytes]:
    if path.is_dir():
        return {name: (path / name).read_bytes() for name in sorted(wanted)}
    return unpack(path.read_bytes(), wanted.__contains__)


def syntax_of(name: str, data: bytes) -> str:
    """What a file is, by its name and its beginning: inline, xbrl, json, csv or none."""
    suffix, head = PurePosixPath(name).suffix.lower(), data[:HEAD]
    if suffix == ".json":
        return "csv" if b"xbrl-csv" in head else "json" if b"xbrl-json" in head else "none"
    if suffix in INLINE:
        return "inline" if b"inlineXBRL" in head else "none"
    if suffix in (".xml", ".xbrl"):
        return "xbrl" if INSTANCE.search(head) else "inline" if b"inlineXBRL" in head else "none"
    return "none"


def _grouped(kinds: Mapping[str, str], files: Mapping[str, bytes]) -> Iterator[ContainedReport]:
    """One for each report."""
    pages = [name for name, kind in kinds.items() if kind == "inline"]
    sets = list(_listed(files, pages, kinds))
    listed = {name for one in sets for name in (*one.files, *one.aside)}
    sets += _page_sets([name for name in pages if name not in listed], files)
    based = {
        base for name, kind in kinds.items() if kind == "csv" for base in extended(files[name])
    }
    left = [
        name
        for name in kinds
        if kinds[name] != "inline" and name not in listed and PurePosixPath(name).name not in based
    ]
    for one in sets:
        stems = {_stem(name) for name in one.files}
        same = [name for name in left if _stem(name) in stems]
        left = [name for name in left if name not in same]
        yield ContainedReport(
            files=one.files,
            aside=(*one.aside, *same),
            name=one.name or PurePosixPath(one.files[0]).name,
        )
    bases = tuple(name for name in kinds if PurePosixPath(name).name in based)
    for stem in dict.fromkeys(map(_stem, left)):
        told = [name for name in left if _stem(name) == stem]
        first = min((kinds[name] for name in told), key=_ORDER.index)
        for name in told:
            if kinds[name] == first:
                rest = tuple(other for other in told if kinds[other] != first)
                yield ContainedReport(
                    files=(name, *(bases if first == "csv" else ())),
                    aside=rest,
                    name=PurePosixPath(name).name,
                )


def _stem(name: str) -> str:
    """The name that the forms of one report share, in whatever folder."""
    return report_stem(PurePosixPath(name))


def _listed(
    files: Mapping[str, bytes], pages: Iterable[str], kinds: Mapping[str, str]
) -> Iterator[ContainedReport]:
    """What manifests say belongs together."""
    free = set(pages)
    for name in filter(is_manifest, files):
        try:
            root = parse_xml(files[name])
        except BadXml:
            continue
        folder = PurePosixPath(name).parent
        for instance in (element for element in root.iter() if local(element) == "instance"):
            told = [
                str(folder / text_of(one).strip())
                for one in instance.iter()
                if local(one) == "ixbrl"
            ]
            found = tuple(page for page in told if page in free)
            free.difference_update(found)
            made = str(folder / (instance.get("preferredFilename") or "-"))
            if found:
                yield ContainedReport(
                    files=found,
                    aside=(made,) if made in kinds else (),
                    name=PurePosixPath(made).name.removeprefix("-"),
                )


def _page_sets(pages: Iterable[str], files: Mapping[str, bytes]) -> Iterator[ContainedReport]:
    """The pages of one folder are one report, unless two of them mean different things by one
    id."""
    folders: dict[PurePosixPath, list[str]] = {}
    for page in pages:
        folders.setdefault(PurePosixPath(page).parent, []).append(page)
    for held in folders.values():
        if len(held) > 1 and _apart(held, files):
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


def extended(metadata: bytes) -> list[str]:
    """The names of metadata files that a report in xBRL-CSV extends."""
    try:
        return [
            PurePosixPath(str(one)).name
            for one in json.loads(metadata)["documentInfo"].get("extends", ())
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []
