"""A folder of reports: each is judged once, in whatever syntax it lies there, and what is left out
is named."""

import json
import shutil
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.xbrl.report_finder import find_filings
from real_filing import STEM, Built

JSON = '{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}}'
CSV = '{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-csv"}}'
INSTANCE = '<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance"/>'
LINKBASE = '<linkbase xmlns="http://www.xbrl.org/2003/linkbase"/>'
INLINE = '<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"/>'


def lay(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def found(folder: Path) -> tuple[list[str], list[str]]:
    """The reports that are taken, and the names of those that are left aside."""
    locations = [one for one in find_filings(folder) if one.kind != "empty"]
    taken = [one.path.relative_to(folder).as_posix() for one in locations]
    return taken, [name for one in locations for name in one.aside]


@pytest.mark.parametrize(
    ("files", "judged", "left_out"),
    [
        (
            {"a_htm": INLINE, "a_xbrl": "", "a_json": JSON, "a_xbri": ""},
            ["a.xbri"],
            ["a.htm", "a.json", "a.xbrl"],
        ),
        ({"a-htm_xml": INSTANCE, "a_xsd": "", "a-cal_xml": LINKBASE}, ["a-htm.xml"], []),
        ({"a_xml": INLINE, "b_xml": f"<!-- of 2009 -->{INSTANCE}"}, ["a.xml", "b.xml"], []),
        ({"a_htm": INLINE, "a_xml": INSTANCE, "R2_htm": "<html/>"}, ["a.htm"], ["a.xml"]),
        (
            {"a_json": JSON, "b_json": "{}", "c__a_json": CSV, "c__d_json": CSV},
            ["a.json", "c/d.json"],
            ["c/a.json"],
        ),
        ({"a_xhtml": INLINE, "findings_html": "<html/>", "b_zip": ""}, ["a.xhtml", "b.zip"], []),
        ({"a-viewer_htm": "", "a_xbri": "", "a-taxonomy_zip": ""}, ["a.xbri"], []),
        ({"a-taxonomy_zip": "", "b_txt": ""}, [], []),
        ({"a-taxonomy_zip": "", "a_xsd": ""}, [], []),
        ({}, [], []),
    ],
)
def test_each_report_is_judged_once(
    tmp_path: Path, files: dict[str, str], judged: list[str], left_out: list[str]
) -> None:
    assert found(lay(tmp_path, **files)) == (judged, left_out)


@pytest.mark.parametrize(
    ("files", "no_reports"),
    [
        ({"a_json": "{}", "b_json": JSON}, [("a.json", "it has no documentInfo")]),
        ({"a_json": " \n"}, [("a.json", "it is empty")]),
        ({"a_json": " " * 70_000 + JSON}, [("a.json", "it is empty in its first 65,536 bytes")]),
        (
            {"a_json": '{"a": "' + "x" * 70_000 + '"}'},
            [("a.json", "it has no documentInfo in its first 65,536 bytes")],
        ),
        (
            {"a_json": '{"documentInfo": {}}'},
            [("a.json", "its documentInfo names no documentType of xBRL-JSON or xBRL-CSV")],
        ),
        (
            {"a_htm": INLINE, "a-csv__a_json": "[]", "other__b_json": "[]"},
            [
                ("a-csv/a.json", "it has no documentInfo"),
                ("other/b.json", "it has no documentInfo"),
            ],
        ),
        (
            {"a_htm": INLINE, "ex99_htm": "<html/>", "a-viewer_htm": ""},
            [("ex99.htm", "a page without inline XBRL")],
        ),
        (
            {f"R{n}_htm": "" for n in range(1, 9)},
            [("R1.htm, R2.htm, R3.htm, R4.htm, R5.htm and 3 more", "pages without inline XBRL")],
        ),
        ({"findings_json": "{}", "sources_json": "{}", "intake_json": "{}"}, []),
    ],
)
def test_what_is_no_report_is_named_with_the_reason(
    tmp_path: Path, files: dict[str, str], no_reports: list[tuple[str, str]]
) -> None:
    (*_, last) = find_filings(lay(tmp_path, **files))
    assert list(last.no_reports) == no_reports


def test_json_that_is_no_report_is_said_whatever_else_lies_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(tmp_path / "in", odd_json='{"facts": {}}')
    assert main(["validate", str(tmp_path / "in")]) == 1
    printed = capsys.readouterr().out
    assert "in: no report, it has no documentInfo: odd.json [validate.left-out]" in printed
    lay(tmp_path / "in", a_json=JSON)
    main(["validate", str(tmp_path / "in")])
    assert (
        "in: no report, it has no documentInfo: odd.json [validate.left-out]"
        in capsys.readouterr().out
    )


def test_what_was_left_out_is_said_in_one_line_and_is_no_error(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    linkbases = [path.name for path in built.folder.glob(f"{STEM}_*.xml")]
    for name in (
        f"{STEM}.json",
        f"{STEM}.xbri",
        f"{STEM}-taxonomy.zip",
        f"{STEM}.xsd",
        "sources.json",
        "findings.json",
        *linkbases,
    ):
        shutil.copy(built.folder / name, tmp_path / "in")
    assert (
        main(
            [
                "validate",
                str(tmp_path / "in"),
                "--workspace",
                str(built.workspace),
                "--json",
                str(tmp_path / "out.json"),
            ]
        )
        == 0
    )
    printed = capsys.readouterr().out
    assert (
        f"in: not validated, the same report in another syntax or package: {STEM}.json [validate.left-out]"
        in printed
    )
    (record,) = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (record["path"], record["verdict"], record["counts"]["facts"]) == (
        f"{STEM}.xbri",
        "clean",
        len(built.instance.facts),
    )


def test_the_instance_that_edgar_makes_of_a_page_is_the_page_again(tmp_path: Path) -> None:
    (tmp_path / "a_htm.xml").write_text(INSTANCE, encoding="utf-8")
    assert found(tmp_path) == (["a_htm.xml"], [])
    (tmp_path / "a.htm").write_text(INLINE, encoding="utf-8")
    assert found(tmp_path) == (["a.htm"], ["a_htm.xml"])


def test_json_that_is_too_deep_is_a_finding_without_the_stack_of_arelle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(
        tmp_path,
        deep_json='{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json", "a": '
        + "[" * 100_000,
    )
    assert main(["validate", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "deep.json: " in printed
    assert "Traceback" not in printed
