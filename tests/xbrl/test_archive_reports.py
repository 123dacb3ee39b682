"""Archives as a regulator hands them out: several reports in one, each a filing with its own
digest, receipt and verdict."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from test_packages_of_others import HEAD, INSTANCE, OWN, PAGE, REF, RESOURCES, package

from crossfoot.workflows import store_api
from crossfoot.xbrl.archive_reports import reports_within
from own_output import take

MANIFEST = (
    '<manifest xmlns="http://disclosure.edinet-fsa.go.jp/2013/manifest"><list>{}</list></manifest>',
    '<instance id="{0}" type="Public" preferredFilename="{0}.xbrl">{1}</instance>',
)
SECOND = (
    f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" {HEAD}><head><title>t</title></head><body>'
    '<p><ix:nonNumeric id="n2" name="b:Note" contextRef="d">Cash &amp; cash</ix:nonNumeric></p></body></html>'
)
"""a further page of the same report: its contexts stand on the first"""


def manifest(**sets: list[str]) -> str:
    whole, one = MANIFEST
    return whole.format(
        "".join(
            one.format(name, "".join(f"<ixbrl>{page}</ixbrl>" for page in pages))
            for name, pages in sets.items()
        )
    )


def download(path: Path, *, other: str = "1,234,568") -> Path:
    """A folder PublicDoc with a report on two pages and one on a third, and a folder AuditDoc with
    one; instances made of them beside."""
    alike = PAGE.replace("1,234,567", other)
    members = {
        "XBRL/PublicDoc/0000_header.htm": PAGE,
        "XBRL/PublicDoc/0001_honbun.htm": SECOND,
        "XBRL/PublicDoc/0002_other.htm": alike,
        "XBRL/PublicDoc/asr-000.xbrl": INSTANCE,
        "XBRL/PublicDoc/me.xsd": OWN,
        "XBRL/PublicDoc/manifest_PublicDoc.xml": manifest(
            **{"asr-000": ["0000_header.htm", "0001_honbun.htm"], "asr-001": ["0002_other.htm"]}
        ),
        "XBRL/AuditDoc/aai.htm": PAGE.replace("1,234,567", "9"),
        "XBRL/AuditDoc/me.xsd": OWN,
        "XBRL/AuditDoc/manifest_AuditDoc.xml": manifest(aai=["aai.htm"]),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return path


def test_a_manifest_says_which_pages_are_one_report_and_which_instance_was_made_of_them(
    tmp_path: Path,
) -> None:
    found = reports_within(download(tmp_path / "S100.zip"))
    assert [
        (one.name, [Path(file).name for file in one.files], [Path(file).name for file in one.aside])
        for one in found
    ] == [
        ("aai.xbrl", ["aai.htm"], []),
        ("asr-000.xbrl", ["0000_header.htm", "0001_honbun.htm"], ["asr-000.xbrl"]),
        ("asr-001.xbrl", ["0002_other.htm"], []),
    ]


@pytest.mark.parametrize("judged", [False, True])
@pytest.mark.parametrize("jobs", [1, 2])
def test_each_report_of_a_download_goes_in_by_itself(
    tmp_path: Path, judged: bool, jobs: int
) -> None:
    path, place = download(tmp_path / "S100.zip"), tmp_path / "f.duckdb"
    options = {"packages": (package(tmp_path),)} if judged else {"without_taxonomy": True}
    taken = take(place, path, jobs=jobs, **options)
    assert [one.name for one in taken] == [
        "S100.zip/aai.xbrl",
        "S100.zip/asr-000.xbrl",
        "S100.zip/asr-001.xbrl",
    ]
    assert {one.verdict for one in taken} == {"accepted" if judged else "accepted with findings"}, [
        str(f) for o in taken for f in o.findings
    ]
    assert [(one.receipt["reader"], one.receipt["counts"]["facts"]) for one in taken] == [
        ("arelle" if judged else "light", n) for n in (3, 4, 3)
    ]
    assert len({one.receipt["digest"] for one in taken}) == 3
    assert taken[1].receipt["aside"] == ["asr-000.xbrl"]
    with store_api.connect(str(place)) as facts:
        cash = facts.sql("SELECT value FROM facts WHERE concept = 'b:Cash' ORDER BY value")
        assert [row["value"] for row in cash] == [
            Decimal(9000),
            Decimal(1234567000),
            Decimal(1234568000),
        ]
        assert {row["period_end"] for row in facts.filings()} == {date(2024, 12, 31)}
    assert [one.repeat for one in take(place, path, jobs=jobs, **options)] == [True] * 3
    assert len(list((tmp_path / "f.receipts").iterdir())) == 3


def test_a_report_that_is_wrong_is_refused_and_the_others_of_its_archive_are_in(
    tmp_path: Path,
) -> None:
    path = download(tmp_path / "S100.zip", other="about ten")
    taken = take(tmp_path / "f.duckdb", path, packages=(package(tmp_path),))
    assert [one.verdict for one in taken] == ["accepted", "accepted", "refused"]
    kept = Path(taken[2].receipt["quarantine"])
    assert (kept / "original" / "S100.zip").read_bytes() == path.read_bytes()


def test_a_package_unpacked_into_a_folder_holds_as_many_filings(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    for name, text in (
        (
            "META-INF/reportPackage.json",
            '{"documentInfo": {"documentType": "https://xbrl.org/report-package/2023"}}',
        ),
        ("reports/a/a.xbrl", INSTANCE),
        ("reports/a/me.xsd", OWN),
        ("reports/b/b.htm", PAGE.replace("1,234,567", "8")),
        ("reports/b/me.xsd", OWN),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    taken = take(tmp_path / "f.duckdb", folder, without_taxonomy=True)
    assert [(one.name, one.receipt["counts"]["facts"]) for one in taken] == [
        ("pack/a.xbrl", 3),
        ("pack/b.htm", 3),
    ]
    assert REF in INSTANCE and RESOURCES in INSTANCE
