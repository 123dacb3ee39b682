"""An inline document set that lies in a folder as its pages: one filing, whatever country it is
from."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.workflows import store_api
from crossfoot.xbrl.report_finder import find_filings
from crossfoot.xbrl.report_syntax import report_stem
from own_output import take

ROOT = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xml:lang="en"
 xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:me="http://me.example/2024"><head><title>t</title></head><body>%s</body></html>"""
CONTEXT = """<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">%s</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:instant>2024-12-31</xbrli:instant></xbrli:period></xbrli:context>"""
UNIT = '<xbrli:unit id="u"><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit>'
NOTE = '<p><ix:nonNumeric id="%s" name="me:Note" contextRef="c">%s</ix:nonNumeric></p>'
_NUMBER = (
    'id="cash" name="me:Cash" contextRef="c" unitRef="u" decimals="0" format="ixt:num-dot-decimal"'
)
CASH = f"<p><ix:nonFraction {_NUMBER}>1,234</ix:nonFraction></p>"
SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 targetNamespace="http://me.example/2024" elementFormDefault="qualified">
<xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<xs:element id="me_Cash" name="Cash" substitutionGroup="xbrli:item" type="xbrli:monetaryItemType" xbrli:periodType="instant"/>
<xs:element id="me_Note" name="Note" substitutionGroup="xbrli:item" type="xbrli:stringItemType" xbrli:periodType="instant"/></xs:schema>"""


def holder(body: str, schema: str = "me.xsd", filer: str = "0000000007") -> str:
    """A page with the contexts."""
    refs = f'<ix:references><link:schemaRef xlink:type="simple" xlink:href="{schema}"/></ix:references>'
    resources = f"<ix:resources>{CONTEXT % filer}{UNIT}</ix:resources>"
    return ROOT % f'<div style="display:none"><ix:header>{refs}{resources}</ix:header></div>{body}'


def page(body: str, schema: str = "") -> str:
    """A page that tells facts by the contexts of another; with a schema as EDGAR has it, without
    any header as EDINET does."""
    refs = f'<ix:header><ix:references><link:schemaRef xlink:type="simple" xlink:href="{schema}"/></ix:references></ix:header>'
    return ROOT % ((f'<div style="display:none">{refs}</div>' if schema else "") + body)


def lay(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def told(store: Path) -> list[tuple[str, str]]:
    with store_api.connect(str(store)) as facts:
        return [
            (str(one["document"]), str(one["value_text"]))
            for one in facts.sql(
                "SELECT document, value_text FROM facts JOIN filings USING (filing) ORDER BY document, value_text"
            )
        ]


EDINET = {
    "0000000_header_jp-001_ixbrl.htm": holder(NOTE % ("n", "cover")),
    "0101010_honbun_jp-001_ixbrl.htm": page(CASH),
}


def test_the_pages_of_one_report_are_one_filing_and_the_instance_made_of_them_is_left_aside(
    tmp_path: Path,
) -> None:
    instance = f'<xbrl xmlns="http://www.xbrl.org/2003/instance">{CONTEXT % "0000000007"}</xbrl>'
    folder = lay(
        tmp_path / "PublicDoc",
        {
            **EDINET,
            "jp-001.xbrl": instance,
            "0102010_honbun_jp-001_ixbrl.htm": page(NOTE % ("m", "more")),
        },
    )
    (taken,) = take(tmp_path / "f.duckdb", folder, without_taxonomy=True)
    assert (taken.name, taken.verdict) == (
        "0000000_header_jp-001_ixbrl.htm",
        "accepted with findings",
    )
    assert told(tmp_path / "f.duckdb") == [
        ("0000000_header_jp-001_ixbrl.htm", text) for text in ("1234", "cover", "more")
    ]
    assert taken.receipt["aside"] == ["jp-001.xbrl"]
    with store_api.connect(str(tmp_path / "f.duckdb")) as facts:
        assert {one["name"] for one in facts.sql("SELECT name FROM files")} == {
            *EDINET,
            "0102010_honbun_jp-001_ixbrl.htm",
        }
    (again,) = take(tmp_path / "f.duckdb", folder, without_taxonomy=True)
    assert again.repeat


def test_a_page_of_a_set_that_changed_is_another_filing(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", EDINET)
    take(tmp_path / "f.duckdb", folder, without_taxonomy=True)
    lay(folder, {"0101010_honbun_jp-001_ixbrl.htm": page(CASH.replace("1,234", "1,235"))})
    (taken,) = take(tmp_path / "f.duckdb", folder, without_taxonomy=True)
    assert not taken.repeat
    assert sorted(text for _, text in told(tmp_path / "f.duckdb")) == [
        "1234",
        "1235",
        "cover",
        "cover",
    ]


def test_a_page_belongs_to_the_page_that_names_its_schema(tmp_path: Path) -> None:
    files = {
        "a.htm": holder(NOTE % ("n", "of a"), "a.xsd"),
        "b.htm": holder(NOTE % ("n", "of b"), "b.xsd", "0000000008"),
    }
    folder = lay(
        tmp_path / "in",
        {
            **files,
            "ex13.htm": page(CASH, "https://b.example/b.xsd"),
            "ex99.htm": page("<p>no facts</p>"),
        },
    )
    spots = {spot.path.name: [one.name for one in spot.pages] for spot in find_filings(folder)}
    assert spots == {"a.htm": [], "b.htm": ["ex13.htm"], "ex99.htm": []}


@pytest.mark.parametrize(
    "others", [{}, {"a.htm": holder(CASH), "b.htm": holder(CASH, filer="0000000008")}]
)
def test_a_page_whose_contexts_nobody_knows_says_what_is_amiss(
    tmp_path: Path, others: dict[str, str]
) -> None:
    files = {**others, "x.htm": page(CASH, "me.xsd")}
    taken = take(tmp_path / "f.duckdb", lay(tmp_path / "in", files), without_taxonomy=True)
    (lost,) = [one for one in taken if one.name == "x.htm"]
    assert [(one.code, one.message) for one in lost.findings] == [
        ("ingest.empty", "none of its facts (1) has a context and unit in it")
    ]
    assert "hand in the folder" in lost.findings[0].hint


def test_arelle_judges_the_pages_together(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", {**EDINET, "me.xsd": SCHEMA})
    (taken,) = take(tmp_path / "f.duckdb", folder)
    assert (taken.verdict, taken.receipt["reader"]) == ("accepted", "arelle"), [
        str(one) for one in taken.findings
    ]
    assert [text for _, text in told(tmp_path / "f.duckdb")] == ["1234", "cover"]
    shutil.rmtree(folder)
    wrong = lay(
        tmp_path / "wrong",
        {
            **EDINET,
            "me.xsd": SCHEMA,
            "0101010_honbun_jp-001_ixbrl.htm": page(CASH.replace("me:Cash", "me:Gold")),
        },
    )
    (refused,) = take(tmp_path / "w.duckdb", wrong)
    assert refused.verdict == "refused"


def test_the_forms_of_one_report_share_a_name() -> None:
    names = [
        "a.htm",
        "a_htm.xml",
        "0000000_header_a_ixbrl.htm",
        "0101010_honbun_a_ixbrl.htm",
        "a_ixbrl.htm",
        "a.xbrl",
    ]
    assert {report_stem(Path(name)) for name in names} == {"a"}
    assert [
        report_stem(Path(name)) for name in ("2024_annual_report.htm", "0000000_header.htm")
    ] == [
        "2024_annual_report",
        "0000000_header",
    ]


def zipped(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_archives_in_a_plain_zip_are_filings_of_their_own_and_a_bad_one_stops_none(
    tmp_path: Path,
) -> None:
    """The daily zip of Companies House: pages, and archives of pages, one level deep."""
    inner = zipped(tmp_path / "inner.zip", {"accounts/a.xhtml": holder(CASH)})
    deeper = zipped(tmp_path / "deeper.zip", {"x/inner.zip": inner.read_bytes()}).read_bytes()
    day: dict[str, str | bytes] = {
        "b.html": holder(CASH),
        "c.html": holder(CASH, filer="0000000008"),
        "CIC.zip": inner.read_bytes(),
        "deeper.zip": deeper,
    }
    taken = take(tmp_path / "f.duckdb", zipped(tmp_path / "day.zip", day), without_taxonomy=True)
    assert [(one.name, one.verdict) for one in taken] == [
        ("day.zip/b.html", "accepted with findings"),
        ("day.zip/c.html", "accepted with findings"),
        ("day.zip/CIC.zip", "accepted with findings"),
        ("day.zip/deeper.zip", "refused"),
    ]
    assert [one.code for one in taken[3].findings] == ["package.nested"]
    (again,) = take(tmp_path / "f.duckdb", inner, without_taxonomy=True)
    assert again.repeat  # the same archive, handed in alone


def test_validate_judges_the_pages_of_a_folder_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = lay(tmp_path / "in", {**EDINET, "me.xsd": SCHEMA})
    assert main(["validate", str(folder), "--json", str(tmp_path / "told.json")]) == 0
    (told,) = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert (told["path"], told["verdict"], told["counts"]["facts"]) == (
        "0000000_header_jp-001_ixbrl.htm",
        "clean",
        2,
    )
    lay(folder, {"0101010_honbun_jp-001_ixbrl.htm": page(CASH.replace("me:Cash", "me:Gold"))})
    assert main(["validate", str(folder)]) == 1
    assert "0101010_honbun_jp-001_ixbrl.htm:" in capsys.readouterr().out
