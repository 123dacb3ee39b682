"""Members of archives from outside: a name may be missing."""

import io
import zipfile

import pytest

from crossfoot.system.archive_guard import BadArchive, read_members


def test_a_member_without_a_name_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("x", b"1")
    data = held.getvalue()
    # one name of one byte, in the local header and in the directory: its length becomes 0, the byte
    # goes
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    spoiled = bytearray(data)
    spoiled[central + 28] = 0
    spoiled[local + 26] = 0
    del spoiled[central + 46]
    del spoiled[local + 30]
    end = spoiled.index(b"PK\x05\x06")
    spoiled[end + 12 : end + 16] = (
        int.from_bytes(spoiled[end + 12 : end + 16], "little") - 1
    ).to_bytes(4, "little")
    spoiled[end + 16 : end + 20] = (
        int.from_bytes(spoiled[end + 16 : end + 20], "little") - 1
    ).to_bytes(4, "little")
    with pytest.raises(BadArchive, match="an empty part in its path"):
        read_members(bytes(spoiled))
