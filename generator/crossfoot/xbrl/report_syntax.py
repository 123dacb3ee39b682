"""What a file is, by its name and its beginning: which syntax of a report, an archive, or none."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePath, PurePosixPath

from crossfoot.model.illegal_characters import visible_line
from crossfoot.system.archive_guard import ARCHIVES
from crossfoot.system.xml_parser import as_utf8

INLINE = (".htm", ".html", ".xhtml")
HEAD = 1 << 16
"""bytes that say what a file is"""
_XML = (".xml", ".xbrl")
_INSTANCE = re.compile(rb"<(?:[\w.-]+:)?xbrl[\s>]")
_INLINE_NAMESPACE = re.compile(rb"http://www\.xbrl\.org/20(?:13|08)/inlineXBRL")
_OIM = (("csv", b"/xbrl-csv"), ("json", b"/xbrl-json"))
_EDINET = re.compile(r"\A\d{7}_[a-z]+_(?=.*_ixbrl\Z)")
"""the place in the order of pages that EDINET puts before the name of a report"""
_MANIFEST = re.compile(r"manifest[\w.-]*\.xml", re.IGNORECASE)
"""of EDINET: which pages make up which instance"""
_REFERENCES = re.compile(rb"<(?:[\w.-]+:)?references\b([^<>]*)>")
_TARGET = re.compile(rb"\starget\s*=\s*[\"']([^\"']*)[\"']")


def syntax_of(name: str, data: bytes) -> str:
    """inline, xbrl, json, csv, or none; `data` may be the beginning of the file alone."""
    suffix, head = PurePosixPath(name).suffix.lower(), as_utf8(data[:HEAD])
    if suffix == ".json":
        known = (syntax for syntax, mark in _OIM if b'"documentInfo"' in head and mark in head)
        return next(known, "none")
    if suffix in _XML and _INSTANCE.search(head):
        return "xbrl"
    if suffix in (*INLINE, *_XML) and _INLINE_NAMESPACE.search(head):
        return "inline"
    return "none"


def file_syntax(path: Path) -> str:
    """The same of a file on disk, `package` for an archive; none for our viewer, a taxonomy package
    beside a report and hidden files. What is called `.xbrl`, or can't be read, is taken for what
    its name says: the reader tells what is wrong with it."""
    suffix = path.suffix.lower()
    if path.name.startswith(".") or path.name.endswith(("-viewer.htm", "-taxonomy.zip")):
        return "none"
    if suffix in ARCHIVES:
        return "package"
    if suffix == ".xbrl":
        return "xbrl"
    if suffix not in (*INLINE, ".xml", ".json"):
        return "none"
    try:
        return syntax_of(path.name, read_head(path))
    except OSError:
        return {".xml": "xbrl", ".json": "json"}.get(suffix, "inline")


def read_head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def report_stem(path: PurePath) -> str:
    """The name that the forms of one report share: `a` of EDGAR's `a.htm` and `a_htm.xml`, of
    EDINET's `0000000_header_a_ixbrl.htm` and `a.xbrl`."""
    return _EDINET.sub("", path.stem).removesuffix("_ixbrl").removesuffix("_htm")


def is_manifest(name: str) -> bool:
    """Whether a file may say which pages of a folder belong together, as EDINET's do."""
    return _MANIFEST.fullmatch(PurePosixPath(name).name) is not None


def targets_of(pages: Iterable[bytes]) -> tuple[str, ...]:
    """The target documents that inline pages make, sorted; "" is the default one.

    Each has references of its own (Inline XBRL 1.1, 11.1.2).
    """
    attributes = (found for page in pages for found in _REFERENCES.findall(as_utf8(page)))
    targets = {match[1].decode() if (match := _TARGET.search(a)) else "" for a in attributes}
    return tuple(sorted(targets))


def printable_name(name: str) -> str:
    """A file name that can be printed and stored on one line, whatever bytes it is made of."""
    return visible_line(name.encode("utf-8", "replace").decode())
