"""What the command promises: exit codes, findings in order, JSON that a machine can read, help with
examples."""

import csv
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from crossfoot.cli.main import main
from harbor_case import CASES
from harbor_case import FILING as HARBOR
from real_filing import CHECKOUT, FILING, STEM, Built, crossfoot, environment, hashes


@pytest.fixture
def harbor_root(tmp_path: Path) -> Path:
    shutil.copytree(CASES / "harbor", tmp_path / "harbor", ignore=shutil.ignore_patterns("output"))
    return tmp_path / "harbor"


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one command, in this process."""
    capsys.readouterr()
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as end:
        code = int(end.code or 0)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def spoil(root: Path) -> None:
    """Put a letter into the cell of 2024 in row 4 of the balance sheet."""
    write_cell(root, "12x")


def write_cell(root: Path, text: str) -> None:
    table = root / "filings" / HARBOR / "balance-sheet.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[3][-1] = text
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def test_a_clean_build_ends_with_0_and_one_table(
    harbor_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "build", HARBOR, "--no-arelle", "--workspace", harbor_root)
    assert (code, err) == (0, "")
    (head,) = [line.split() for line in out.splitlines() if line.startswith("filing ")]
    assert {"facts", "holds", "rounding", "declared", "unchecked", "unreadable", "errors"} <= set(
        head
    )
    assert "Arelle is off: the filings are not validated" in out
    assert (harbor_root / "output" / HARBOR / "tieout.csv").is_file()


def test_quiet_prints_findings_alone(harbor_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(
        capsys, "build", HARBOR, "--no-arelle", "--quiet", "--workspace", harbor_root
    )
    assert (code, err) == (0, "")
    assert "clean" not in out
    assert "facts" not in out
    spoil(harbor_root)
    code, out, _ = run(
        capsys, "build", HARBOR, "--no-arelle", "--quiet", "--workspace", harbor_root
    )
    assert code == 1
    assert out.splitlines()[1].startswith("balance-sheet.csv:4 [2024-12-31]: '12x' is not a number")


def test_findings_end_with_1_and_write_nothing(
    harbor_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(harbor_root)
    code, out, _ = run(capsys, "build", HARBOR, "--no-arelle", "--workspace", harbor_root)
    assert code == 1
    assert "balance-sheet.csv:4" in out
    assert "'12x'" in out
    assert not (harbor_root / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["bild"], "invalid choice: 'bild'"),
        (["build", "--no-such-option"], "unrecognized arguments: --no-such-option"),
        (["build", "--jobs", "0"], "--jobs takes a number from 1"),
        (["validate"], "the following arguments are required: PATH"),
        (["validate", "no-such.xbrl"], "'no-such.xbrl' is not there"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_why(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_an_unknown_filing_ends_with_2_and_names_the_known_ones(
    harbor_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "build", "hbr/2024-12-30", "--workspace", harbor_root)
    assert (code, out) == (2, "")
    assert (
        err
        == "crossfoot: 'hbr/2024-12-30' is not a filing: no filing.yaml there\n  known: hbr/2024-12-31\n"
    )


def test_a_workspace_without_filings_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "build", "--workspace", tmp_path)
    assert code == 2
    assert "there is no filing under filings/" in err


def test_a_base_that_is_not_compiled_ends_with_3(
    harbor_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = harbor_root / "taxonomy" / "gaap" / "2026"
    shutil.copytree(
        CHECKOUT / "taxonomy" / "gaap" / "2026", base, ignore=shutil.ignore_patterns("xbrl")
    )
    code, _, err = run(capsys, "build", HARBOR, "--no-arelle", "--workspace", harbor_root)
    assert code == 3
    assert err == "crossfoot: the base gaap/2026 is not compiled\n  run: crossfoot taxonomy build\n"


def test_a_base_that_is_older_than_its_sources_ends_with_3(
    harbor_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = harbor_root / "taxonomy" / "gaap" / "2026"
    shutil.copytree(CHECKOUT / "taxonomy" / "gaap" / "2026", base)
    schema = base / "xbrl" / "gaap-2026.xsd"
    schema.write_text(
        schema.read_text(encoding="utf-8").replace('name="Assets"', 'name="Asset"'),
        encoding="utf-8",
    )
    code, _, err = run(capsys, "build", HARBOR, "--no-arelle", "--workspace", harbor_root)
    assert (code, "is older than its sources" in err) == (3, True)
    assert run(capsys, "taxonomy", "build", "--workspace", harbor_root)[0] == 0
    assert (
        run(capsys, "build", HARBOR, "--no-arelle", "--quiet", "--workspace", harbor_root)[0] == 0
    )


def test_json_goes_to_a_file(
    harbor_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(harbor_root)
    code, out, _ = run(
        capsys,
        "build",
        HARBOR,
        "--no-arelle",
        "--workspace",
        harbor_root,
        "--json",
        tmp_path / "told.json",
    )
    (told,) = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert (code, told["filing"], told["verdict"]) == (1, HARBOR, "findings")
    assert told["findings"][0]["address"]["file"] == "balance-sheet.csv"
    assert told["findings"][0]["address"]["row"] == 4
    assert told["findings"][0]["hint"]
    assert told["findings"][0]["message"] in out


@pytest.mark.parametrize("broken", [False, True])
def test_json_on_standard_output_is_all_there_is(
    harbor_root: Path, broken: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if broken:
        spoil(harbor_root)
    code, out, _ = run(
        capsys, "build", HARBOR, "--no-arelle", "--workspace", harbor_root, "--json", "-"
    )
    (told,) = json.loads(out)
    assert (code, told["verdict"]) == ((1, "findings") if broken else (0, "clean"))


@pytest.mark.parametrize("option", ["--json", "--junit", "--sarif"])
def test_a_result_that_cannot_be_written_ends_with_3(
    harbor_root: Path, tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(
        capsys,
        "build",
        HARBOR,
        "--no-arelle",
        "--workspace",
        harbor_root,
        option,
        tmp_path / "no" / "told.json",
    )
    assert code == 3
    assert err.startswith(
        "crossfoot: the result can't be written to told.json: No such file or directory"
    )


@pytest.mark.parametrize("place", ["", "missing/result.json"])
def test_what_was_printed_is_there_however_the_process_ends(
    harbor_root: Path, tmp_path: Path, place: str
) -> None:
    """A build ends its process at once: what waits in a pipe is written first, also when the last
    step fails."""
    more = ("--json", tmp_path / place) if place else ()
    ended = crossfoot(
        "build",
        HARBOR,
        "--no-arelle",
        "--workspace",
        harbor_root,
        *more,
        env=environment(PYTHONUNBUFFERED=""),
    )
    assert ended.returncode == (3 if place else 0)
    assert (
        f"{HARBOR}: clean" in ended.stdout
        and "Arelle is off: the filings are not validated" in ended.stdout
    )
    assert ended.stderr.startswith("crossfoot: the result can't be written" if place else "")


def test_a_reader_that_goes_away_is_no_traceback(harbor_root: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "crossfoot",
        "build",
        HARBOR,
        "--no-arelle",
        "--workspace",
        str(harbor_root),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as build:
        assert build.stdout is not None and build.stderr is not None
        build.stdout.close()
        assert build.stderr.read() == ""
    assert build.returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes streams")
@pytest.mark.parametrize(
    ("closed", "code"),
    [(">&-", 0), ("2>&-", 0), (">&- 2>&- <&-", 0), ("--json - >&-", 0), (">/dev/full", 3)],
)
def test_a_stream_that_is_closed_or_full_is_no_traceback(
    harbor_root: Path, closed: str, code: int
) -> None:
    """A build from a job that closes them ended with a traceback instead of its verdict."""
    if "/dev/full" in closed and not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    command = f"{sys.executable} -m crossfoot build --workspace {harbor_root} --output {harbor_root}/again --no-arelle {closed}"
    done = subprocess.run(
        ["sh", "-c", command], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert "Traceback" not in done.stdout + done.stderr
    assert (harbor_root / "again" / HARBOR / "findings.json").exists()
    if code:
        assert (
            done.stderr == "crossfoot: what it prints can't be written: No space left on device\n"
        )


def test_a_terminal_that_knows_no_unicode_is_no_reason_to_fail(harbor_root: Path) -> None:
    write_cell(harbor_root, "１２３")
    ended = crossfoot(
        "build",
        HARBOR,
        "--no-arelle",
        "--workspace",
        harbor_root,
        env=environment(PYTHONIOENCODING="ascii", PYTHONUTF8="0"),
    )
    assert ended.returncode == 1
    assert "balance-sheet.csv:4" in ended.stdout
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "command", [["build"], ["validate"], ["taxonomy"], ["taxonomy", "build"], []]
)
def test_the_help_of_every_command_shows_examples(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, *command, "--help")
    assert code == 0
    assert "examples:\n  crossfoot " in out


def test_findings_are_sorted_by_severity_then_by_address(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from crossfoot.model.finding import error, in_order, warning
    from crossfoot.model.source import SourceRef

    def at(file: str, row: int) -> SourceRef:
        return SourceRef(file=file, row=row)

    errors = [
        error("e", "2", at("b.csv", 10)),
        error("e", "1", at("b.csv", 9)),
        error("e", "0", at("a.csv", 30)),
    ]
    given = [warning("w", "w", at("a.csv", 1)), *errors]
    assert [finding.message for finding in in_order([*given, given[1]])] == ["0", "1", "2", "w"]


# ---- crossfoot validate -------------------------------------------------------------------------


def judge(
    capsys: pytest.CaptureFixture[str], *paths: Path, options: tuple[str | Path, ...] = ()
) -> tuple[int, list[dict[str, Any]]]:
    code, out, err = run(
        capsys, "validate", *paths, *options, "--workspace", CHECKOUT, "--json", "-"
    )
    assert "Traceback" not in err
    return code, json.loads(out)


def test_our_page_and_our_folder_are_clean(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = judge(capsys, built.page, built.folder)
    assert (code, {one["verdict"] for one in told}) == (0, {"clean"})
    assert [one["path"] for one in told] == [f"{STEM}.htm", f"{STEM}.htm"]
    assert {one["counts"]["facts"] for one in told} == {len(built.instance.facts)}
    for one in told:  # the profile sec files arcs of 1.0 alone
        bound = {run["mode"]: (run["summations"], run["bound"]) for run in one["calculations"]}
        assert bound["c10d"][0] == bound["c10d"][1] > 100
        assert "Calculations 1.1 (round to nearest): no relationships" in one["rules"]


def test_a_wrong_figure_in_our_page_is_led_back_to_its_cell(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(built.folder, tmp_path / "copy")
    page = tmp_path / "copy" / f"{STEM}.xbrl"
    text = page.read_text(encoding="utf-8")
    assert text.count(">24894642000<") >= 1
    page.write_text(text.replace(">24894642000<", ">24984642000<"), encoding="utf-8")
    code, (told,) = judge(capsys, page)
    assert (code, told["verdict"]) == (1, "findings")
    places = {
        (finding["address"]["file"], finding["address"]["column"]) for finding in told["findings"]
    }
    assert ("balance-sheet.csv", "2010-03-31 JPY") in places
    severities = [finding["severity"] for finding in told["findings"]]
    assert severities == sorted(severities, key=("error", "warning", "info").index)


def test_a_schema_alone_is_judged(capsys: pytest.CaptureFixture[str]) -> None:
    code, (told,) = judge(
        capsys, CHECKOUT / "taxonomy" / "gaap" / "2026" / "xbrl" / "gaap-2026.xsd"
    )
    assert (code, told["verdict"], told["findings"]) == (0, "clean", [])


def test_our_taxonomy_package_is_judged(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    code, (told,) = judge(capsys, built.package)
    assert (code, told["findings"]) == (0, [])
    assert told["counts"]["calc_relationships"] > 100


BROKEN = {
    "torn.xbrl": b"<?xml version='1.0'?><xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'><oops",
    "prose.xbrl": b"These are our results. Total assets were 51,115,450 thousand yen.\n",
    "empty.xbrl": b"",
    "other.xml": b"<?xml version='1.0'?><note><to>nobody</to></note>",
    "noise.zip": bytes(range(256)),
    "noise.xbri": b"PK\x03\x04 but no more",
    "half.json": b'{"documentInfo": {',
    "page.htm": b"<html><body><p>no facts here</p></body>",
    "table.csv": b"line,concept\n1,Assets\n",
    "picture.png": b"\x89PNG\r\n\x1a\n",
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict[str, Any]]:
    """The exit code and the verdicts of one run over all of them, by name."""
    folder = tmp_path_factory.mktemp("broken")
    for name, data in BROKEN.items():
        (folder / name).write_bytes(data)
    paths = [str(folder / name) for name in BROKEN]
    code = main(
        [
            "validate",
            *paths,
            "--quiet",
            "--workspace",
            str(CHECKOUT),
            "--json",
            str(folder / "told.json"),
        ]
    )
    return code, {
        one["path"]: one for one in json.loads((folder / "told.json").read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_what_is_no_report_is_a_finding_and_never_a_clean_bill(
    name: str, refused: tuple[int, dict[str, Any]]
) -> None:
    code, told = refused
    assert (code, told[name]["verdict"]) == (1, "findings")
    assert told[name]["findings"][0]["severity"] == "error"
    assert told[name]["findings"][0]["message"]
    assert "Traceback" not in json.dumps(told[name])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "entity",
    ['<!ENTITY a "evil">', '<!ATTLIST b c CDATA "]">\n<!ENTITY a SYSTEM "file:///etc/hostname">'],
)
def test_a_document_with_entities_of_its_own_is_refused_before_anyone_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], entity: str, encoding: str
) -> None:
    """Arelle reads &a; as nothing, other software as its text."""
    text = f"<?xml version='1.0' encoding='{encoding}'?>\n<!DOCTYPE x [{entity}]>\n<xbrl xmlns='http://www.xbrl.org/2003/instance'>&a;</xbrl>"
    (tmp_path / "a.xbrl").write_bytes(text.encode(encoding))
    code, (told,) = judge(capsys, tmp_path / "a.xbrl")
    assert (code, [(one["code"], one["address"]["row"]) for one in told["findings"]]) == (
        1,
        [("validate.entities", 2)],
    )


@pytest.mark.parametrize("command", ["validate", "ingest"])
def test_an_archive_of_schemas_that_is_no_package_is_a_wrong_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with zipfile.ZipFile(tmp_path / "taxonomy.zip", "w") as archive:
        archive.writestr("taxonomy/2024/core.xsd", "<schema/>")
    report = tmp_path / "a.xbrl"
    report.write_text("<xbrl xmlns='http://www.xbrl.org/2003/instance'/>", encoding="utf-8")
    code, _, err = run(capsys, command, report, "--package", tmp_path / "taxonomy.zip")
    assert code == 2
    assert (
        "taxonomy.zip' is no taxonomy package: there is no META-INF folder in its top folder" in err
    )


def test_a_report_whose_taxonomy_nobody_gave_says_so_first_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = "".join(f'<a:Item{n} contextRef="c">x</a:Item{n}>' for n in range(9))
    (tmp_path / "a.xbrl").write_text(
        f"""<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:a="https://example.org/a">
<link:schemaRef xlink:type="simple" xlink:href="https://example.org/a/a.xsd"/>
<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="https://example.org/id">1</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:instant>2024-12-31</xbrli:instant></xbrli:period></xbrli:context>{facts}</xbrli:xbrl>""",
        encoding="utf-8",
    )
    code, told = judge(capsys, tmp_path / "a.xbrl")
    (absent,) = told[0]["findings"]  # and nothing of the nine elements that it would declare
    assert code == 1
    assert absent["message"] == "the taxonomy is not at hand: https://example.org/a/a.xsd"
    assert "give it with --package ZIP" in absent["hint"]


def test_an_archive_without_a_report_is_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "letters.zip", "w") as archive:
        archive.writestr("letters/a.txt", "Dear shareholders")
    code, (told,) = judge(capsys, tmp_path / "letters.zip")
    assert (code, told["verdict"]) == (1, "findings")


def test_a_folder_without_a_report_is_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = judge(capsys, tmp_path)
    assert code == 1
    assert [finding["code"] for one in told for finding in one["findings"]] == ["validate.empty"]


def test_a_report_package_is_judged_whole(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "report.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr(
            "report/META-INF/reportPackage.json",
            '{"documentInfo": {"documentType": "https://xbrl.org/report-package/2023"}}',
        )
        with zipfile.ZipFile(built.package) as taxonomy:
            for info in taxonomy.infolist():
                archive.writestr("report/" + info.filename.partition("/")[2], taxonomy.read(info))
        page = built.page.read_text(encoding="utf-8").replace(
            f'"{STEM}.xsd"', f'"https://example.org/crossfoot/iij/20100331/{STEM}.xsd"'
        )
        archive.writestr(f"report/reports/{STEM}.htm", page)
    code, (told,) = judge(capsys, package)
    assert (code, told["findings"]) == (0, [])
    assert told["counts"]["facts"] == len(built.instance.facts)


def test_judging_leaves_what_it_judges_alone(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    before = hashes(built.folder)
    judge(capsys, built.xbrl)
    assert hashes(built.folder) == before
    assert FILING in str(built.folder)
