"""Archives made by hand to do harm: refused with a reason, and never given to Arelle."""

import json
import struct
import zipfile
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.system.archive_guard import check_archive

GOOD = {"top/META-INF/reportPackage.json": b"{}", "top/reports/a.htm": b"<html/>"}


def archive(path: Path, entries: list[tuple[zipfile.ZipInfo | str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in [*GOOD.items(), *entries]:
            out.writestr(name, data)
    return path


def codes(path: Path, **limits: int) -> list[str]:
    return [finding.code for finding in check_archive(path, **limits)]


def entry(name: str, **fields: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    for field, value in fields.items():
        setattr(info, field, value)
    return info


def test_a_plain_archive_is_let_through(tmp_path: Path) -> None:
    folder = entry("top/pictures/", external_attr=0o40755 << 16)
    assert (
        check_archive(archive(tmp_path / "good.xbri", [(folder, b""), ("top/資料/b.xsd", b"x")]))
        == []
    )


@pytest.mark.parametrize(
    "name",
    [
        "../evil.htm",
        "top/../../evil.htm",
        "top/./a",
        "top//a",
        "/etc/passwd",
        "C:/evil",
        "top\\reports\\a.htm",
        "top/a\nb.htm",
        "..",
    ],
)
def test_a_path_that_leaves_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    (finding,) = check_archive(archive(tmp_path / "bad.zip", [(name, b"x")]))
    assert finding.code == "package.path"
    assert finding.source.file == "bad.zip"
    assert "\n" not in finding.message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_second_entry_of_the_same_name_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "bad.zip", [("top/reports/a.htm", b"<html>other</html>")])
    assert [str(finding) for finding in check_archive(path)] == [
        "bad.zip: 'top/reports/a.htm' is there twice; programs differ in which they take [package.duplicate]"
    ]


def test_names_that_only_look_different_are_the_same(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "bad.zip", [("top/caf\u00e9.xsd", b"1"), ("top/cafe\u0301.xsd", b"2")]
    )
    assert codes(path) == ["package.duplicate"]


def test_a_file_that_is_a_folder_too_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "bad.zip", [("top/x", b"1"), ("top/x/y.xsd", b"2")])
    assert codes(path) == ["package.duplicate"]


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    link = entry("top/reports/b.htm", external_attr=0o120777 << 16, create_system=3)
    assert codes(archive(tmp_path / "bad.zip", [(link, b"/etc/passwd")])) == ["package.link"]


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "bad.zip", [])
    data = bytearray(path.read_bytes())
    place = data.rindex(b"PK\x01\x02")  # the last record of the directory: flags at 8
    data[place + 8] |= 1
    path.write_bytes(bytes(data))
    assert codes(path) == ["package.encrypted"]


def test_another_compression_is_refused(tmp_path: Path) -> None:
    assert codes(
        archive(tmp_path / "bad.zip", [(entry("top/a.xsd", compress_type=zipfile.ZIP_BZIP2), b"x")])
    ) == ["package.compression"]


def test_an_archive_inside_is_refused_and_not_followed(tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", [("../../evil", b"x")])
    assert codes(archive(tmp_path / "bad.zip", [("top/inner.ZIP", inner.read_bytes())])) == [
        "package.nested"
    ]


def test_four_gigabytes_of_zeros_are_refused_by_their_declared_size(tmp_path: Path) -> None:
    path = archive(tmp_path / "bomb.zip", [("top/zeros.xml", b"\0")])
    data = bytearray(path.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 2**32 - 2)  # the size that the entry unpacks to
    path.write_bytes(bytes(data))
    (finding,) = check_archive(path)
    assert finding.code == "package.size"
    assert (
        finding.message
        == "the archive unpacks to 4,294,967,303 bytes; more than 1,073,741,824 are refused"
    )


def test_real_zeros_are_refused_without_unpacking_them(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xbri"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out,
        out.open("top/zeros.xml", "w") as zeros,
    ):
        for _ in range(64):
            zeros.write(bytes(1 << 20))
    assert codes(path, max_bytes=(64 << 20) - 1) == ["package.size"]
    assert codes(path, max_bytes=64 << 20) == []


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "many.zip", [(f"top/{number}.xsd", b"") for number in range(30)])
    assert codes(path, max_entries=31) == ["package.entries"]
    assert codes(path, max_entries=32) == []


def test_many_wrong_entries_are_told_in_part(tmp_path: Path) -> None:
    found = check_archive(
        archive(tmp_path / "bad.zip", [(f"../{number}", b"") for number in range(30)])
    )
    assert len(found) == 21
    assert found[-1].message == "10 more entries are refused"


@pytest.mark.parametrize(
    "data", [b"", b"not a zip", b"PK\x05\x06" + bytes(10), b"PK\x03\x04" + bytes(100)]
)
def test_what_is_no_archive_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.xbri"
    path.write_bytes(data)
    assert codes(path) == ["package.broken"]


def test_validate_refuses_the_archive_and_goes_on_with_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = archive(tmp_path / "bad.xbri", [("top/../../evil.htm", b"x")])
    good = tmp_path / "other.txt"
    good.write_text("x")
    assert main(["validate", str(bad), str(good), "--json", str(tmp_path / "told.json")]) == 1
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert [[finding["code"] for finding in one["findings"]] for one in told] == [
        ["package.path"],
        ["validate.kind"],
    ]
    assert "leaves its folder" in capsys.readouterr().out


def test_a_package_that_is_only_needed_is_looked_at_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = archive(tmp_path / "bad.zip", [("/etc/passwd", b"x")])
    page = tmp_path / "page.xbrl"
    page.write_text("<x/>")
    assert main(["validate", str(page), "--package", str(bad)]) == 1
    assert "[package.path]" in capsys.readouterr().out
