"""Archives from outside, unpacked in memory with limits: no path that leaves, no bomb, nothing
encrypted."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

MAX_MEMBERS = 20_000
MAX_TOTAL = 1 << 30
SUFFIXES = (".zip", ".xbri", ".xbr")


class BadArchive(ValueError):
    """The archive can't be taken; the text says why."""


def unpack(data: bytes, wanted: Callable[[str], bool] = lambda _: True) -> dict[str, bytes]:
    """Member name to bytes, of the members that are wanted."""
    with _opened(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in _members(archive) if wanted(name)}


def heads_of(
    path: Path, size: int, wanted: Callable[[Iterable[str]], Iterable[str]]
) -> dict[str, bytes]:
    """Member name to its first `size` bytes, of the members that are wanted."""
    heads = {}
    with _opened(path) as archive:
        for name in wanted(_members(archive)):
            with archive.open(name) as member:
                heads[name] = member.read(size)
    return heads


@contextmanager
def _opened(source: Path | io.BytesIO) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever is wrong with it, then or while it is read, is BadArchive."""
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        OverflowError,
    ) as broken:
        if isinstance(broken, BadArchive):
            raise
        raise BadArchive(f"the archive can't be read: {broken}") from None


def _members(archive: zipfile.ZipFile) -> list[str]:
    members = [info for info in archive.infolist() if not info.filename.endswith("/")]
    _check(members)
    return [info.filename for info in members]


def _check(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise BadArchive(f"the archive holds {len(members)} files; {MAX_MEMBERS} are taken")
    if sum(info.file_size for info in members) > MAX_TOTAL:
        raise BadArchive("the archive unpacks to more than a gigabyte")
    names = [info.filename for info in members]
    if "" in names:
        raise BadArchive("the archive holds a file without a name")
    if len(set(names)) != len(names):
        raise BadArchive("the archive holds a name twice")
    for info in members:
        if info.flag_bits & 1:
            raise BadArchive("the archive is encrypted")
        parts = info.filename.replace("\\", "/").split("/")
        if info.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise BadArchive(f"'{info.filename}' leads out of the archive")
