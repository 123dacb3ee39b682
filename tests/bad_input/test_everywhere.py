"""The same harm in every file that a preparer can write: each is read through the same two
doors."""

import zipfile
from functools import partial

import pytest

from crossfoot.cli.main import main
from crossfoot.curated import published_files, workbook
from crossfoot.system import archive_guard
from crossfoot.xbrl import taxonomy_documents
from harbor_case import CASES, Harbor

COMPANY = CASES / "harbor" / "filings" / "hbr"
FILES = sorted(
    path.relative_to(COMPANY).as_posix() for path in COMPANY.rglob("*") if path.is_file()
)
CHARACTERS = {
    "\u202e": "U+202E turns",
    "\u2067": "U+2067 turns",
    "\x07": "U+0007 is not",
    "\x1b": "U+001B is not",
}


@pytest.mark.parametrize("character", CHARACTERS, ids=["override", "isolate", "bell", "escape"])
@pytest.mark.parametrize("name", FILES)
def test_a_character_that_turns_or_hides_text_is_refused_in_every_file(
    harbor: Harbor, name: str, character: str
) -> None:
    path = harbor.company / name
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = (
        f"{lines[1][0]}{character}{lines[1][1:]}"
        if name.endswith(".csv")
        else f"{lines[1]} # {character}"
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = [text for text in harbor.refused().texts if CHARACTERS[character] in text]
    assert len(told) == 1
    assert path.name in told[0].partition(":")[0]
    assert not any(one in told[0] for one in CHARACTERS), "the message itself can't turn a terminal"


def bomb(harbor: Harbor, name: str, member: str) -> None:
    """Two megabytes of zeros in two kilobytes; the tests lower the limits instead of writing
    gigabytes."""
    with zipfile.ZipFile(harbor.filing / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, b"\0" * 2**21)


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_opened(
    harbor: Harbor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 2**20)
    bomb(harbor, "book.xlsx", "xl/workbook.xml")
    harbor.edit("filing.yaml", "file: highlights.csv", 'file: "book.xlsx#Highlights"')
    assert harbor.refused().texts == [
        "book.xlsx#Highlights: the workbook unpacks to more than 1 MB [read.size]"
    ]


def test_a_taxonomy_that_unpacks_to_too_much_is_not_linted(
    harbor: Harbor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guard = partial(archive_guard.check_archive, max_bytes=2**20)
    monkeypatch.setattr(taxonomy_documents, "check_archive", guard)
    bomb(harbor, "big.zip", "a.xsd")
    assert main(["taxonomy", "lint", str(harbor.filing / "big.zip")]) == 2
    assert "more than 1,048,576 are refused" in capsys.readouterr().err


def test_a_published_schema_that_is_too_large_is_not_read(
    harbor: Harbor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(published_files, "_LARGEST", 2**20)
    bomb(harbor, "tide.zip", "example.org/tide.xsd")
    bases = harbor.root / "taxonomy" / "bases"
    bases.mkdir(parents=True)
    schema = '{prefix: tide, namespace: "https://example.org/ns", address: "https://example.org/tide.xsd"}'
    (bases / "tide.yaml").write_text(f"name: Tide\nschemas:\n  - {schema}\n", encoding="utf-8")
    source = str(harbor.filing / "tide.zip")
    assert (
        main(
            [
                "build",
                "--workspace",
                str(harbor.root),
                "--no-arelle",
                "--base",
                "tide",
                "--taxonomy-package",
                source,
            ]
        )
        == 3
    )
    assert "'example.org/tide.xsd' is larger than 1,048,576 bytes" in capsys.readouterr().err
