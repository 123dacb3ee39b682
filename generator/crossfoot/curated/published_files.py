"""The files that a published schema is made of, found by their addresses in a folder or an archive
that the user has."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from crossfoot.errors import SetupError

_SUFFIXES = (".xsd", ".xml")
_MOST_FILES = 20_000
_LARGEST = 200_000_000
_LOCATION = re.compile(rb"""(?:schemaLocation|xlink:href)\s*=\s*["']([^"'#\s]+)[^"']*["']""")
_KNOWN_HOSTS = ("www.xbrl.org", "xbrl.org", "www.w3.org")
"""Arelle brings what these publish."""


class _Shelf(Struct, frozen=True):
    """The files of a folder or archive: their paths, and how to read one."""

    paths: tuple[str, ...]
    read: Callable[[str], bytes]

    def find(self, address: str) -> str | None:
        """The file whose path ends most like the address."""
        wanted = urlsplit(address).path.split("/")[::-1]
        same_name = [path for path in self.paths if path.rsplit("/", 1)[-1] == wanted[0]]
        return max(
            same_name, key=lambda path: (_common(path.split("/")[::-1], wanted), path), default=None
        )


def _common(path: list[str], other: list[str]) -> int:
    return next(
        (place for place, (a, b) in enumerate(zip(path, other, strict=False)) if a != b),
        min(len(path), len(other)),
    )


def published_files(source: Path, addresses: Iterable[str]) -> dict[str, bytes]:
    """The named schemas and all that they import and link, by address; SetupError names what is not
    there."""
    try:
        if source.is_dir():
            return _gathered(_folder(source), addresses, source)
        with zipfile.ZipFile(source) as archive:
            return _gathered(_archive(archive), addresses, source)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as broken:
        hint = "--taxonomy-package takes a folder with the schemas, or a zip of them"
        raise SetupError(f"'{source}' can't be read: {broken}", hint) from broken


def _folder(source: Path) -> _Shelf:
    paths = []
    for number, path in enumerate(source.rglob("*"), 1):
        if number > _MOST_FILES:
            raise SetupError(
                f"'{source}' holds more than {_MOST_FILES:,} files",
                "name the folder of the schemas alone",
            )
        if path.suffix.lower() in _SUFFIXES and path.is_file():
            paths.append(path.relative_to(source).as_posix())
    return _Shelf(
        tuple(paths),
        lambda path: _limited(path, (source / path).stat().st_size, (source / path).read_bytes),
    )


def _archive(archive: zipfile.ZipFile) -> _Shelf:
    paths = tuple(name for name in archive.namelist() if name.lower().endswith(_SUFFIXES))
    return _Shelf(
        paths,
        lambda path: _limited(path, archive.getinfo(path).file_size, lambda: archive.read(path)),
    )


def _limited(path: str, size: int, read: Callable[[], bytes]) -> bytes:
    if size > _LARGEST:
        raise SetupError(f"'{path}' is larger than {_LARGEST:,} bytes", "this is hardly a schema")
    return read()


def _gathered(shelf: _Shelf, addresses: Iterable[str], source: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    waiting = list(addresses)
    while waiting:
        address = waiting.pop()
        if address in found or urlsplit(address).hostname in _KNOWN_HOSTS:
            continue
        path = shelf.find(address)
        if path is None:
            hint = (
                "put it beside the others, in the folder or archive that --taxonomy-package names"
            )
            raise SetupError(f"'{source}' does not hold {address}", hint)
        found[address] = shelf.read(path)
        waiting.extend(_locations(address, found[address]))
    return found


def _locations(address: str, data: bytes) -> Iterator[str]:
    """What a document imports, includes or links, as addresses."""
    for place in _LOCATION.findall(data):
        yield urljoin(address, place.decode("utf-8", "replace"))
