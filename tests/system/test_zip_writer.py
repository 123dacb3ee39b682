"""Archives that are put together from deflated members, read back by the standard library."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path

import pytest

from crossfoot.system.zip_writer import Deflated, deflated, write_deflated, zip_archive


@pytest.fixture
def open_files() -> Iterator[ExitStack]:
    with ExitStack() as files:
        yield files


def opened(members: dict[str, Deflated]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(zip_archive(members))))


def test_members_come_back_as_they_were_and_in_order() -> None:
    archive = opened(
        {"b/é.txt": deflated("十".encode()), "a": deflated(b""), "c": deflated(b"1" * 100_000)}
    )
    assert archive.namelist() == ["a", "b/é.txt", "c"]
    assert [archive.read(name) for name in archive.namelist()] == [
        b"",
        "十".encode(),
        b"1" * 100_000,
    ]
    assert archive.testzip() is None


def test_every_member_has_the_same_time_and_mode() -> None:
    info = opened({"a": deflated(b"1")}).getinfo("a")
    assert (info.date_time, info.external_attr >> 16, info.create_system) == (
        (1980, 1, 1, 0, 0, 0),
        0o100644,
        3,
    )


def test_what_is_written_in_pieces_is_packed_like_the_whole(
    tmp_path: Path, open_files: ExitStack
) -> None:
    pieces = [f"line {number} — ¥\n" for number in range(200_000)]
    whole = "".join(pieces).encode()
    packed = write_deflated(tmp_path / "page.htm", iter(pieces), open_files)
    assert (tmp_path / "page.htm").read_bytes() == whole
    at_once = deflated(whole)
    assert (packed.size, packed.checksum, packed.length) == (
        at_once.size,
        at_once.checksum,
        at_once.length,
    )
    assert b"".join(packed.parts()) == b"".join(at_once.parts())


def test_many_deflated_bytes_lie_on_disk_and_go_into_two_archives_at_once(
    tmp_path: Path, open_files: ExitStack
) -> None:
    numbers = (f"{number * 7919 % 1_000_003} " for number in range(600_000))
    packed = write_deflated(tmp_path / "page.htm", numbers, open_files)
    assert packed.length > 2**20
    first, second = zip_archive({"a": packed}), zip_archive({"b": packed})
    pairs = list(zip_longest(first, second, fillvalue=b""))
    for side, name in ((0, "a"), (1, "b")):
        archive = zipfile.ZipFile(io.BytesIO(b"".join(pair[side] for pair in pairs)))
        assert archive.read(name) == (tmp_path / "page.htm").read_bytes()
