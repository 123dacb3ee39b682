"""What is handed in: nothing in a folder is passed over in silence, no two reports become one
filing, nothing hangs or ends the batch."""

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from crossfoot.report.facts import intake_line, rows_text
from crossfoot.workflows import store_api
from own_output import own_output, take

_REPORT = """<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:g="http://fasb.org/us-gaap/2023" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:iso4217="http://www.xbrl.org/2003/iso4217">
<link:schemaRef xlink:type="simple" xlink:href="me.xsd"/><context id="c"><entity><identifier scheme="http://www.sec.gov/CIK">{filer}
</identifier></entity><period><instant>2023-12-31</instant></period></context><unit id="u"><measure>iso4217:USD</measure></unit>
<g:Cash contextRef="c" unitRef="u" decimals="0">{cash}</g:Cash></xbrl>"""
_PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:g="http://fasb.org/us-gaap/2023"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"><body><ix:header>
<ix:references><link:schemaRef xlink:type="simple" xlink:href="me.xsd"/></ix:references><ix:resources>
<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">{filer}</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:instant>2023-12-31</xbrli:instant></xbrli:period></xbrli:context><xbrli:unit id="u">
<xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header><p>
<ix:nonFraction name="g:{name}" contextRef="c" unitRef="u" decimals="0">5</ix:nonFraction></p></body></html>"""


def report(path: Path, filer: str = "7", cash: str = "1") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_REPORT.format(filer=filer, cash=cash), encoding="utf-8")
    return path


def packed(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return path


def test_a_report_in_a_folder_hides_none_below_it(tmp_path: Path) -> None:
    """Nor does a link that leads back go round in circles; what this program put aside is no filing
    handed in."""
    report(tmp_path / "in" / "a.xbrl", "7")
    report(tmp_path / "in" / "2023" / "b.xbrl", "8")
    report(tmp_path / "in" / "2023" / "q4" / "c.xbrl", "9")
    report(tmp_path / "in" / "facts.quarantine" / "1" / "original" / "d.xbrl", "10")
    (tmp_path / "in" / "2023" / "back").symlink_to(tmp_path / "in")
    taken = take(tmp_path / "f.duckdb", tmp_path / "in", without_taxonomy=True)
    assert [one.name for one in taken] == ["a.xbrl", "b.xbrl", "c.xbrl"]


def test_what_is_no_report_is_named_with_the_reason(tmp_path: Path) -> None:
    report(tmp_path / "in" / "a.xbrl")
    (tmp_path / "in" / "odd.json").write_text('{"facts": {}}', encoding="utf-8")
    (taken,) = take(tmp_path / "f.duckdb", tmp_path / "in", without_taxonomy=True)
    assert taken.receipt["aside"] == ["odd.json (it has no documentInfo)"]
    (tmp_path / "in" / "a.xbrl").unlink()
    (nothing,) = take(tmp_path / "f.duckdb", tmp_path / "in")
    assert nothing.findings[0].hint.endswith("no report: odd.json: it has no documentInfo")


def test_reports_of_one_name_and_one_syntax_are_both_taken_and_other_syntaxes_named(
    tmp_path: Path,
) -> None:
    for name, filer in (("q.xbrl", "7"), ("q.xml", "8"), ("q.json", "9")):
        report(tmp_path / "in" / name, filer)
    (tmp_path / "in" / "q.json").write_text(
        '{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}}', encoding="utf-8"
    )
    taken = take(tmp_path / "f.duckdb", tmp_path / "in", without_taxonomy=True)
    assert [(one.name, one.receipt["aside"]) for one in taken] == [
        ("q.xbrl", ["q.json"]),
        ("q.xml", ["q.json"]),
    ]
    assert intake_line(taken[0].receipt, repeat=False).endswith(
        "not validated, left aside: q.json)"
    )


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (
            {"a_xml": _REPORT.format(filer=7, cash=1), "b_xml": _REPORT.format(filer=8, cash=1)},
            ["a.zip/a.xml", "a.zip/b.xml"],
        ),
        (
            {
                "a_xml": _REPORT.format(filer=7, cash=1),
                "b_json": '{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}}',
            },
            ["a.zip/a.xml", "a.zip/b.json refused"],
        ),
        (
            {"a_xml": "<xbrl", "b_xml": _REPORT.format(filer=7, cash=1)},
            ["a.zip"],
        ),  # the first is nothing that we know
        (
            {"a_xml": "<xbrl >", "b_xml": _REPORT.format(filer=7, cash=1)},
            ["a.zip/a.xml refused", "a.zip/b.xml"],
        ),
        (
            {
                "a_htm": _PAGE.format(filer=7, name="Cash"),
                "b_htm": _PAGE.format(filer=8, name="Cash"),
            },
            ["a.zip/a.htm", "a.zip/b.htm"],
        ),
        (
            {
                "a_htm": _PAGE.format(filer=7, name="Cash"),
                "b_htm": _PAGE.format(filer=7, name="Debt"),
            },
            ["a.zip"],
        ),  # pages of one report
        (
            {
                "a_xml": _REPORT.format(filer=7, cash=1),
                "a_json": '{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}}',
            },
            ["a.zip"],
        ),  # one report in two syntaxes
        (
            {"a_htm": _PAGE.format(filer=7, name="Cash"), "a_htm_xml": "", "a__htm_xml": ""},
            ["a.zip"],
        ),
    ],
)
def test_each_report_of_an_archive_is_a_filing_and_a_broken_one_stops_none(
    tmp_path: Path, files: dict[str, str], names: list[str]
) -> None:
    taken = take(tmp_path / "f.duckdb", packed(tmp_path / "a.zip", **files), without_taxonomy=True)
    assert [one.name + (" refused" if one.verdict == "refused" else "") for one in taken] == names
    assert len({one.receipt["digest"] for one in taken}) == len(names)
    again = take(tmp_path / "f.duckdb", tmp_path / "a.zip", without_taxonomy=True)
    assert [one.repeat for one in again] == ["refused" not in name for name in names]


def test_what_is_neither_file_nor_folder_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    taken = take(tmp_path / "f.duckdb", tmp_path / "pipe.xml", Path(os.devnull))
    assert [one.receipt["reasons"][0]["message"] for one in taken] == [
        "this is neither a file nor a folder"
    ] * 2


@pytest.mark.parametrize("spoilt", ["[" * 100_000, "size", "stem"])
def test_a_hostile_manifest_ends_no_batch(tmp_path: Path, spoilt: str) -> None:
    folder = own_output(tmp_path / "t" / "2024-12-31")
    manifest = json.loads((folder / "intake.json").read_text(encoding="utf-8"))
    if spoilt == "size":
        del manifest["files"]["tst-20241231.xbrl"]["size"]
    manifest["stem"] = "../2024-12-31/tst-20241231" if spoilt == "stem" else manifest["stem"]
    (folder / "intake.json").write_text(
        spoilt if spoilt[0] == "[" else json.dumps(manifest), encoding="utf-8"
    )
    shutil.move(report(tmp_path / "next.xbrl"), tmp_path / "t" / "next.xbrl")
    taken = take(tmp_path / "f.duckdb", folder, tmp_path / "t" / "next.xbrl", without_taxonomy=True)
    assert taken[-1].verdict == "accepted with findings"
    with store_api.connect(str(tmp_path / "f.duckdb")) as facts:
        assert {row["reader"] for row in facts.sql("SELECT reader FROM filings")} == {
            "light"
        }  # not taken at its word


def test_a_name_can_not_speak_to_the_terminal(tmp_path: Path) -> None:
    path = report(tmp_path / "in" / "a\x1b[31m\nb: accepted.xbrl")
    (taken,) = take(tmp_path / "f.duckdb", path, without_taxonomy=True)
    shown = "a\\u001b[31m\\u000ab: accepted.xbrl"
    assert intake_line(taken.receipt, repeat=False).startswith(
        f"{shown}: accepted with findings (1 facts"
    )
    assert str(taken.findings[0]).startswith(f"{shown}: the facts were taken")
    table = rows_text(("concept", "value"), [("g:A", "x\x1b[2J\x9b1m"), ("g:B", "y")])
    assert "g:A      x\\u001b[2J\\u009b1m" in table
