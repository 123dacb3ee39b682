"""Zip archives from members that are deflated already, so that a file in two packages is compressed
once (APPNOTE 6.3.10, 4.3)."""

import io
import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from msgspec import Struct

LEVEL = 1
"""Taxonomies shrink to a thirteenth at level 1; level 6 takes three times as long for a fifth
less."""
_BLOCK = 1 << 19
_MADE_BY_UNIX, _VERSION, _DEFLATED, _UTF8 = 3 << 8 | 20, 20, 8, 1 << 11
_FIRST_DAY = 1 << 5 | 1  # 1980-01-01, midnight
_MODE = 0o100644 << 16
_MOST = 2**32 - 1


class Deflated(Struct, frozen=True, kw_only=True):
    """The bytes of a file as a zip archive holds them: `length` of them, which lie on disk when
    they are many, as long as whoever asked for them keeps `held` open."""

    size: int
    checksum: int
    length: int
    held: IO[bytes]

    def parts(self) -> Iterator[bytes]:
        """The bytes, block by block, as often as they are wanted."""
        place = 0
        while place < self.length:
            self.held.seek(place)
            block = self.held.read(_BLOCK)
            yield block
            place += len(block)


def deflated(data: bytes) -> Deflated:
    """Bytes that are at hand."""
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    packed = press.compress(data) + press.flush()
    return Deflated(
        size=len(data), checksum=zlib.crc32(data), length=len(packed), held=io.BytesIO(packed)
    )


def write_deflated(
    path: Path, pieces: Iterable[str], open_files: ExitStack, *, ascii_only: bool = False
) -> Deflated:
    """Write pieces of text as UTF-8, and deflate them on the way.

    What is returned can be read until `open_files` is closed; `ascii_only`: XML in which other
    characters become references.
    """
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    size = checksum = 0
    packed = tempfile.SpooledTemporaryFile(_BLOCK)  # noqa: SIM115  (open_files closes it)
    open_files.enter_context(packed)
    with path.open("wb") as out:
        for text in _blocks(pieces):
            block = _ascii(text) if ascii_only else text.encode()
            out.write(block)
            size, checksum = size + len(block), zlib.crc32(block, checksum)
            packed.write(press.compress(block))
    packed.write(press.flush())
    return Deflated(size=size, checksum=checksum, length=packed.tell(), held=packed)


def _ascii(text: str) -> bytes:
    """XML in the characters that EDGAR takes (EFM 5.2.1, table 5-1): ASCII without the
    circumflex."""
    return text.encode("ascii", "xmlcharrefreplace").replace(b"^", b"&#94;")


def _blocks(pieces: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def zip_archive(members: Mapping[str, Deflated]) -> Iterator[bytes]:
    """The archive, piece by piece: members sorted by name, fixed times and modes."""
    directory, place = bytearray(), 0
    for name in sorted(members):
        member, path = members[name], name.encode()
        if max(member.size, place + member.length) > _MOST:
            raise ValueError("an archive of more than 4 GB")
        flags = 0 if name.isascii() else _UTF8
        sizes = (member.checksum, member.length, member.size, len(path), 0)
        head = (_VERSION, flags, _DEFLATED, 0, _FIRST_DAY, *sizes)
        directory += (
            struct.pack("<4s6H3L5H2L", b"PK\1\2", _MADE_BY_UNIX, *head, 0, 0, 0, _MODE, place)
            + path
        )
        local = struct.pack("<4s5H3L2H", b"PK\3\4", *head) + path
        yield local
        yield from member.parts()
        place += len(local) + member.length
    end = (0, 0, len(members), len(members), len(directory), place, 0)
    yield bytes(directory) + struct.pack("<4s4H2LH", b"PK\5\6", *end)
