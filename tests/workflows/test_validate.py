"""What `validate` says of a report: every message, what was checked and by how much, and whose
differences are accepted."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from crossfoot.arelle.accepted_differences import FILE
from crossfoot.model.validation import CalculationRun, ValidationResult
from crossfoot.workflows.validate import ValidateOptions, validate_paths
from crossfoot.workspace import Workspace
from summation_report import INLINE, ROUNDED, TRUE, TWICE, WRONG, write_report

CONTRADICTING = INLINE.replace(
    "</p></body>",
    '<ix:nonFraction id="more" name="t:Cash" contextRef="true" unitRef="JPY" decimals="0"'
    ' target="second">8</ix:nonFraction><ix:nonFraction id="other" name="t:Cash" contextRef="true"'
    ' unitRef="JPY" decimals="0" target="second">9</ix:nonFraction></p></body>',
)
CONSISTENCY = """<?xml version="1.0"?>
<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:t="http://example.org/t"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:generic="http://xbrl.org/2008/generic"
 xmlns:formula="http://xbrl.org/2008/formula" xmlns:cf="http://xbrl.org/2008/filter/concept"
 xmlns:ca="http://xbrl.org/2008/assertion/consistency" xmlns:va="http://xbrl.org/2008/variable"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="
  http://xbrl.org/2008/generic http://www.xbrl.org/2008/generic-link.xsd
  http://xbrl.org/2008/formula http://www.xbrl.org/2008/formula.xsd
  http://xbrl.org/2008/filter/concept http://www.xbrl.org/2008/concept-filter.xsd
  http://xbrl.org/2008/assertion/consistency http://www.xbrl.org/2008/consistency-assertion.xsd
  http://xbrl.org/2008/variable http://www.xbrl.org/2008/variable.xsd">
 <link:roleRef roleURI="http://www.xbrl.org/2008/role/link" xlink:type="simple"
  xlink:href="http://www.xbrl.org/2008/generic-link.xsd#standard-link-role"/>
 <link:arcroleRef arcroleURI="http://xbrl.org/arcrole/2008/variable-set" xlink:type="simple"
  xlink:href="http://www.xbrl.org/2008/variable.xsd#variable-set"/>
 <link:arcroleRef arcroleURI="http://xbrl.org/arcrole/2008/variable-filter" xlink:type="simple"
  xlink:href="http://www.xbrl.org/2008/variable.xsd#variable-filter"/>
 <link:arcroleRef arcroleURI="http://xbrl.org/arcrole/2008/consistency-assertion-formula"
  xlink:type="simple"
  xlink:href="http://www.xbrl.org/2008/consistency-assertion.xsd#consistency-assertion-formula"/>
 <generic:link xlink:type="extended" xlink:role="http://www.xbrl.org/2008/role/link">
  <ca:consistencyAssertion xlink:type="resource" xlink:label="a" id="twice-cash" strict="false"
   absoluteAcceptanceRadius="0"/>
  <formula:formula xlink:type="resource" xlink:label="f" value="$cash + 40" source="cash"
   aspectModel="dimensional" implicitFiltering="true"><formula:decimals>'INF'</formula:decimals>
   <formula:aspects><formula:concept><formula:qname>t:Assets</formula:qname></formula:concept>
   </formula:aspects></formula:formula>
  <va:factVariable xlink:type="resource" xlink:label="v" bindAsSequence="false"/>
  <cf:conceptName xlink:type="resource" xlink:label="n"><cf:concept><cf:qname>t:Cash</cf:qname>
   </cf:concept></cf:conceptName>
  <generic:arc xlink:type="arc" xlink:from="a" xlink:to="f" order="1"
   xlink:arcrole="http://xbrl.org/arcrole/2008/consistency-assertion-formula"/>
  <va:variableArc xlink:type="arc" name="cash" xlink:from="f" xlink:to="v" order="1"
   xlink:arcrole="http://xbrl.org/arcrole/2008/variable-set"/>
  <va:variableFilterArc xlink:type="arc" complement="false" cover="true" xlink:from="v"
   xlink:to="n" order="1" xlink:arcrole="http://xbrl.org/arcrole/2008/variable-filter"/>
 </generic:link></link:linkbase>"""
WRONG_ELSEWHERE = [(name, "rounded", value, decimals) for name, _, value, decimals in WRONG]
"""60 + 30 against 100 once more, in another period"""


def validated(path: Path, calculations: str = "filed") -> ValidationResult:
    options = ValidateOptions(calculations=calculations)
    (result,) = validate_paths(Workspace(root=path.parent), [path], [], options)
    return result


def codes(result: ValidationResult) -> list[tuple[str, str]]:
    return [(found.severity, found.code.rpartition(":")[2]) for found in result.findings]


def test_two_wrong_totals_on_one_line_are_two_findings(tmp_path: Path) -> None:
    entry = write_report(tmp_path, WRONG + WRONG_ELSEWHERE)
    entry.write_text(entry.read_text().replace("\n", " "))
    result = validated(entry, "1.0")
    assert [str(found.source) for found in result.findings] == ["t.xbrl:1", "t.xbrl:1"]
    assert codes(result) == [("error", "calcInconsistency")] * 2


def test_findings_of_json_name_the_file_that_there_is_and_its_fact(tmp_path: Path) -> None:
    write_report(tmp_path, TRUE)
    aspects = {"entity": "e:A", "period": "2006-04-01T00:00:00", "unit": "iso4217:JPY"}
    namespaces = {
        "t": "http://example.org/t",
        "e": "http://example.org/id",
        "iso4217": "http://www.xbrl.org/2003/iso4217",
        "xbrl": "https://xbrl.org/2021",
    }
    document = {
        "documentType": "https://xbrl.org/2021/xbrl-json",
        "taxonomy": ["t.xsd"],
        "namespaces": namespaces,
    }
    facts = {
        name: {
            "value": value,
            "decimals": 0,
            "dimensions": {"concept": f"t:{name}", **aspects},
        }
        for name, value in (("Cash", "60"), ("Assets", "100"))
    }
    report = {"documentInfo": document, "facts": facts}
    (tmp_path / "r.json").write_text(json.dumps(report))
    result = validated(tmp_path / "r.json")
    assert [str(found.source) for found in result.findings] == ["r.json [Assets]"] * 2


def test_arcs_of_1_0_are_judged_under_1_0_and_those_of_1_1_under_1_1(tmp_path: Path) -> None:
    # 60 and 40 against 101: off by one under 1.0, inside the rounding intervals of 1.1
    entry = write_report(tmp_path, ROUNDED)
    filed = validated(entry)
    assert codes(filed) == [("error", "calcInconsistency")]
    assert filed.calculations == (
        CalculationRun("c10", 2, 1, 1),
        CalculationRun("c10d", 2, 1, 1),
        CalculationRun("c11", 2, 1, 1),
    )
    assert "Calculations 1.0: 2 relationships, 1 of 1 summations bound" in filed.rules
    assert codes(validated(entry, "1.1")) == []
    assert codes(validated(entry, "both")) == [("error", "calcInconsistency")]


def test_a_total_reported_twice_is_not_bound_and_an_error_where_it_is_wrong_all_the_same(
    tmp_path: Path,
) -> None:
    # 60 + 30 against 100, which stands there twice
    result = validated(write_report(tmp_path, TWICE), "1.0")
    assert codes(result) == [("error", "calcInconsistency")]
    assert "Calculations 1.0: 2 relationships, 0 of 1 summations bound" in result.rules


def test_a_total_reported_twice_that_is_rounded_is_a_warning(tmp_path: Path) -> None:
    # 60 + 40 against 101, and 100 to the nearest ten: off by one, inside the intervals of 1.1
    twice = [*ROUNDED, ("Assets", "rounded", 100, -1)]
    result = validated(write_report(tmp_path, twice), "1.0")
    assert codes(result) == [("warning", "calcInconsistency")]
    assert result.clean


def test_facts_of_a_second_target_document_are_validated(tmp_path: Path) -> None:
    write_report(tmp_path, TRUE)
    context = '<xbrli:context id="true"><xbrli:entity><xbrli:identifier scheme="http://example.org/id">A</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2006-03-31</xbrli:instant></xbrli:period></xbrli:context>'
    page = tmp_path / "page.htm"
    references = (
        '<ix:references><link:schemaRef xlink:type="simple" xlink:href="t.xsd"/></ix:references>'
    )
    page.write_text(
        CONTRADICTING.format(context=context).replace(
            references,
            references + references.replace("<ix:references>", '<ix:references target="second">'),
        )
    )
    results = list(validate_paths(Workspace(root=tmp_path), [page], []))
    assert [code for result in results for code in codes(result)] == [("warning", "duplicateFacts")]
    assert [dict(result.counts)["facts"] for result in results] == [2, 2]


def test_consistency_assertions_are_counted_and_told(tmp_path: Path) -> None:
    entry = write_report(tmp_path, [*TRUE, *WRONG])
    (tmp_path / "t_for.xml").write_text(CONSISTENCY)
    schema = tmp_path / "t.xsd"
    reference = '<link:linkbaseRef xlink:type="simple" xlink:href="t_cal.xml"'
    arcrole = ' xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
    schema.write_text(
        schema.read_text().replace(
            reference, reference.replace("_cal", "_for") + arcrole + reference
        )
    )
    result = validated(entry, "1.0")
    # 60 + 40 are the 100 of both periods
    assert result.assertions == (("twice-cash", 2, 0),)
    assert "XBRL Formula 1.0 (1 assertions)" in result.rules


@pytest.mark.parametrize(
    "href", ["file://{outside}/s.xsd", "../outside/s.xsd", "link.xsd", "file:///etc/passwd"]
)
def test_nothing_outside_the_report_s_folder_is_opened(tmp_path: Path, href: str) -> None:
    folder, outside = tmp_path / "report", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "s.xsd").write_text("<not-even-closed")
    (folder / "link.xsd").symlink_to(outside / "s.xsd")
    entry = write_report(folder, TRUE)
    schema = folder / "t.xsd"
    wanted = f'<xs:import namespace="http://x" schemaLocation="{href.format(outside=outside)}"/>'
    schema.write_text(schema.read_text().replace("<xs:import", wanted + "<xs:import", 1))
    messages = [found.message for found in validated(entry).findings]
    assert any("outside the report's folder" in message for message in messages)
    assert not any("s.xsd" in message and "not-even" in message for message in messages)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not there")
def test_the_system_sees_no_file_outside_opened_and_no_connection(tmp_path: Path) -> None:
    folder, outside = tmp_path / "report", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "s.xsd").write_text("<x/>")
    (outside / "d.dtd").write_text("")
    entry = write_report(folder, TRUE, schema=f"{outside}/s.xsd")
    hostile = f'<!DOCTYPE x SYSTEM "file://{outside}/d.dtd">'
    entry.write_text(entry.read_text().replace("?>", "?>" + hostile, 1))
    seen = tmp_path / "seen"
    command = ["strace", "-f", "-e", "trace=open,openat,connect", "-o", str(seen)]
    program = [
        sys.executable,
        "-m",
        "crossfoot",
        "validate",
        "--workspace",
        str(folder),
        str(entry),
    ]
    done = subprocess.run(
        [*command, *program], check=False, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 1, done.stderr
    calls = seen.read_text(errors="replace").splitlines()
    assert len(calls) > 100
    assert [call for call in calls if str(outside) in call] == []
    assert [call for call in calls if "connect(" in call and "AF_INET" in call] == []


def test_a_stranger_s_accepted_difference_is_an_inconsistency_with_his_words_beside(
    tmp_path: Path,
) -> None:
    entry = write_report(tmp_path, WRONG)
    (found,) = validated(entry, "1.0").findings
    words = {
        "reason": "the page prints it so",
        "calculations": "1.0",
        "role": "http://example.org/role/sums10",
        "concept": "t:Assets",
        "reported": "100",
        "computed": "90",
    }
    (tmp_path / FILE).write_text(json.dumps({"version": 1, "differences": [words]}))
    (again,) = validated(entry, "1.0").findings
    assert (again.severity, again.message) == ("error", found.message)
    assert again.hint == "the preparer says: the page prints it so"


@pytest.mark.parametrize("spoiled", ["", "{}", "[]", '{"differences": 1}', '{"differences": [{}]}'])
def test_a_list_that_is_none_accepts_nothing(tmp_path: Path, spoiled: str) -> None:
    entry = write_report(tmp_path, WRONG)
    (tmp_path / FILE).write_text(spoiled)
    assert codes(validated(entry, "1.0")) == [("error", "calcInconsistency")]


def test_our_own_page_and_package_get_the_verdict_of_the_build(releases: Path) -> None:
    folder = releases / "2012-12-31"
    paths = [
        folder / "iij-20121231.htm",
        folder / "iij-20121231.xbri",
        folder / "iij-20121231.xbrl",
    ]
    workspace = Workspace(root=releases.parent)
    for result in validate_paths(workspace, paths, []):
        assert result.clean, result.findings
        accepted = [f for f in result.findings if f.message.startswith("inconsistent, accepted")]
        assert len(accepted) >= 8
        assert {found.severity for found in accepted} == {"info"}


def test_the_same_package_with_one_byte_changed_is_a_stranger_s(
    releases: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "iij-20121231.xbri"
    shutil.copy(releases / "2012-12-31" / changed.name, changed)
    with zipfile.ZipFile(changed, "a") as package:
        package.comment = b"from elsewhere"
    (result,) = validate_paths(Workspace(root=tmp_path), [changed], [])
    assert not result.clean
    hints = {found.hint for found in result.findings if found.severity == "error"}
    assert all(hint.startswith("the preparer says: ") for hint in hints)


def how_to_commands(folder: Path) -> list[list[str]]:
    """The commands of docs/how-to/check-with-arelle.md, for one filing."""
    root = Path(__file__).parents[2]
    text = (root / "docs/how-to/check-with-arelle.md").read_text(encoding="utf-8")
    stem = f"iij-{folder.name.replace('-', '')}"
    code = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    lines = "\n".join(code).replace("\\\n", " ").splitlines()
    mine = (
        line.replace("output/iij/2010-03-31", str(folder)).replace("iij-20100331", stem)
        for line in lines
        if line.startswith("arelleCmdLine")
    )
    return [line.split() for line in mine]


@pytest.mark.parametrize(
    ("period", "differences"),
    [("2008-09-30", 1), ("2008-12-31", 1), ("2009-09-30", 1), ("2010-03-31", 0), ("2012-12-31", 8)],
)
def test_arelle_says_what_the_how_to_says(releases: Path, period: str, differences: int) -> None:
    """Under 1.1, 1.0 and 1.0 with duplicates merged, Arelle's own command finds the accepted
    differences of the filing and nothing else."""
    folder = releases / period
    path = folder / FILE
    entries = json.loads(path.read_text())["differences"] if path.exists() else []
    named = [entry for entry in entries if "fact" in entry]
    assert len({entry["fact"] for entry in named}) == differences
    totals = {(entry["concept"], entry["reported"], entry["computed"]) for entry in named}
    binaries = Path(sys.executable).parent
    commands = how_to_commands(folder)
    assert len(commands) >= 4
    for command in commands:
        done = subprocess.run(
            [str(binaries / command[0]), *command[1:]],
            check=False,
            capture_output=True,
            text=True,
            timeout=600,
            env={**os.environ, "XDG_CONFIG_HOME": os.devnull},
        )
        said = [
            line
            for line in (done.stdout + done.stderr).splitlines()
            if line.startswith("[") and not line.startswith(("[info", "[]"))
        ]
        unexpected = [
            line
            for line in said
            if not line.startswith("[message:tie.")
            and not any(all(f" {part} " in line for part in total) for total in totals)
        ]
        assert unexpected == [], command
