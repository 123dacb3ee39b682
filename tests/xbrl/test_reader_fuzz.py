"""Broken files by the hundred: each ends in the store or in quarantine, none as a traceback, none
stops the batch."""

import json
import os
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_read_report import PAGE

from own_output import instance_text, take

FACT = '<ix:nonFraction id="f1" name="gaap:A" contextRef="c" unitRef="u" decimals="2" scale="3">12</ix:nonFraction>'
SPACES = {"g": "http://g.example", "cik": "http://www.sec.gov/CIK"}
ASPECTS = {"concept": "g:A", "entity": "cik:7", "period": "2024-01-01T00:00:00", "unit": "g:u"}
JSON = {
    "documentInfo": {
        "documentType": "https://xbrl.org/2021/xbrl-json",
        "namespaces": SPACES,
        "taxonomy": ["g.xsd"],
    },
    "facts": {"f": {"value": "1", "decimals": 0, "dimensions": ASPECTS}},
}
TOKENS = (
    *(b"<", b">", b"&", b'"', b"\x00", b"\xff\xfe", b"<!DOCTYPE a>", b"&#0;", b"]]>"),
    *(b"\\ud800", b"\\u0000", b"1e999999", b"-", b"99999999999999999999", b"{", b"[", b"null"),
)


def seeds(folder: Path) -> dict[str, bytes]:
    """One good file of each kind."""
    page = (PAGE % {"body": FACT, "hidden": ""}).encode()
    archive = folder / "seed.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "a/META-INF/reportPackage.json",
            '{"documentInfo": {"documentType": "https://xbrl.org/report-package/2023"}}',
        )
        made.writestr("a/reports/page.htm", page)
    return {
        ".xbrl": instance_text().encode(),
        ".htm": page,
        ".json": json.dumps(JSON).encode(),
        ".zip": archive.read_bytes(),
    }


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them cut, turned, doubled or replaced."""
    held = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(held) or 1)
        until = at + chance.randint(1, 40)
        action = chance.randrange(5)
        if action == 0:
            del held[at:until]
        elif action == 1 and held:
            held[at % len(held)] ^= 1 << chance.randrange(8)
        elif action == 2:
            held[at:at] = held[at:until]
        elif action == 3:
            held[at : at + chance.randint(0, 4)] = chance.choice(TOKENS)
        else:
            del held[at : len(held) if chance.random() < 0.2 else at + 1]
    return bytes(held)


def broken_files(folder: Path, count: int, seed: int) -> Iterator[Path]:
    chance = random.Random(seed)
    good = seeds(folder.parent)
    for number in range(count):
        suffix = chance.choice(list(good))
        path = folder / f"{number:05d}{suffix}"
        path.write_bytes(mutated(good[suffix], chance))
        yield path


MANY = int(os.environ.get("CROSSFOOT_BROKEN_FILES", "1000"))
"""how many the slow run takes"""


@pytest.mark.parametrize(
    ("count", "seed"), [(300, 1), pytest.param(MANY, 2, marks=pytest.mark.slow)]
)
def test_broken_files_end_in_the_store_or_in_quarantine(
    tmp_path: Path, count: int, seed: int
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    paths = list(broken_files(folder, count, seed))
    taken = take(tmp_path / "f.duckdb", *paths, without_taxonomy=True)
    assert len(taken) == count
    refused = {one.receipt["digest"]: one for one in taken if one.verdict == "refused"}
    kept = {path.name for path in (tmp_path / "f.quarantine").iterdir()}
    assert kept == set(refused)
    assert all(one.receipt["reasons"] for one in refused.values())
    assert [
        str(finding) for one in taken for finding in one.findings if finding.code == "ingest.failed"
    ] == []
    assert len(list((tmp_path / "f.receipts").iterdir())) == len(
        {one.receipt["digest"] for one in taken}
    )
    assert len(os.listdir(folder)) == count
