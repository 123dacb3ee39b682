"""findings.json, findings.html, JUnit and SARIF tell the same findings."""

import json
import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from crossfoot.cli.main import main
from crossfoot.model.filing import Period
from crossfoot.model.finding import CAUSES, CERTAINTIES, Finding, error, in_order, warning
from crossfoot.model.instance import Unit
from crossfoot.model.lazy_refs import LazySources
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.model.packed_cell import Binding, PackedCell, Printed
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept
from crossfoot.model.tieout import Tie
from crossfoot.report.junit_sarif import junit_xml, sarif_json
from crossfoot.report.page import Report, findings_page, grouped
from crossfoot.report.tables import finding_record, tieout_csv
from harbor_case import Harbor
from real_filing import Built
from small_filing import good

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "reference" / "findings.schema.json").read_text(
        encoding="utf-8"
    )
)
CELL = SourceRef(file="bs.csv", row=2)
BAD = error(
    "calc.sum",
    "Assets is 100; its parts add up to 90",
    CELL,
    "correct the cell",
    (SourceRef(file="bs.csv", row=3),),
)
ODD = warning("rule.cover.form", "the cover lacks <AmendmentFlag>", SourceRef(file="filing.yaml"))


def page(**changes: object) -> str:
    report = Report(
        name="sml/2024",
        instance=good().instance,
        findings=(BAD, ODD),
        ties=(),
        rules=("XBRL 2.1",),
        off="viewer",
    )
    return "".join(findings_page(replace(report, **changes)))  # type: ignore[arg-type]


def result(*findings: object) -> BuildResult:
    return BuildResult(name="sml/2024", folder=None, findings=findings)  # type: ignore[arg-type]


def test_the_record_of_a_cause_follows_the_schema_and_comes_before_other_errors() -> None:
    cause = replace(
        error(
            "cause.swapped-digits",
            "Cash is 1,593 where the rest says 1,539",
            SourceRef(file="z.csv", row=9),
        ),
        cause="swapped-digits",
        suggestion="1,539",
        certainty="certain",
        consequences=(BAD,),
    )
    assert in_order([ODD, BAD, cause]) == [cause, BAD, ODD]
    record = finding_record(cause)
    schema = {"$ref": "#/$defs/finding", "$defs": SCHEMA["$defs"]}
    jsonschema.Draft202012Validator(schema).validate(record)
    assert record["consequences"] == [finding_record(BAD)]
    assert "cause" not in finding_record(BAD)
    del record["certainty"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(record)


def test_findings_json_follows_its_published_schema(built: Built, harbor: Harbor) -> None:
    assert harbor.build().code == 0
    for folder in (built.folder, harbor.output):
        data = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(SCHEMA).validate(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate({**data, "verdict": "fine"})


def test_the_page_says_the_verdict_what_ran_and_what_was_off() -> None:
    text = page()
    assert '<p class="verdict bad">1 error: 0 checks, 10 facts</p>' in text
    assert "<li>XBRL 2.1</li>" in text
    assert "Switched off: viewer." in text
    assert '<p class="verdict good">Clean: 0 checks, 10 facts, no error</p>' in page(findings=())
    numbers = tuple(fact for fact in good().instance.facts if fact.unit is not None)
    told = page(findings=(), unproved=numbers)
    assert f"no error; checks cover only 0 of {len(numbers)} numbers (0 %)</p>" in told
    told = [
        Finding(code="x", severity=kind, message="m", source=SourceRef(file="x"))
        for kind in ("warning", "info", "info")
    ]
    assert "no error, 1 warning, 2 notes</p>" in page(findings=tuple(told))


@pytest.mark.parametrize(
    ("switches", "off"),
    [
        ({"languages": ("ja",)}, ""),
        ({}, "page in Japanese"),
        ({"charts": False, "viewer": False, "languages": ("ja",)}, "viewer, charts"),
        ({"arelle": False}, "Arelle, viewer, page in Japanese"),
        ({"preflight": False, "formula": False}, "preflight, formulas, page in Japanese"),
    ],
)
def test_what_a_build_leaves_out_is_named(switches: dict[str, Any], off: str) -> None:
    assert BuildOptions(output=Path("out"), **switches).off == off


def test_the_summary_says_what_was_off(harbor: Harbor, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--workspace", str(harbor.root), "--no-arelle", "--no-charts"]) == 0
    assert "switched off: Arelle, viewer, charts, page in Japanese" in capsys.readouterr().out
    assert (
        json.loads((harbor.output / "findings.json").read_text(encoding="utf-8"))["off"]
        == "Arelle, viewer, charts, page in Japanese"
    )


def test_a_finding_leads_to_the_cell_in_the_filing() -> None:
    # bs.csv row 2 is the fact bs.Cash of the small filing
    assert '<a href="sml-20241231.htm#bs.Cash">bs.csv:2</a> <code>calc.sum</code>' in page()
    assert '<p class="where">filing.yaml <code>rule.cover.form</code></p>' in page()


def test_texts_of_findings_are_escaped() -> None:
    assert "the cover lacks &lt;AmendmentFlag&gt;" in page()


def test_every_link_of_the_page_has_its_target_in_the_filing(built: Built) -> None:
    text = (built.folder / "findings.html").read_text(encoding="utf-8")
    ids = set(re.findall(r'\sid="([^"]+)"', built.page.read_text(encoding="utf-8")))
    targets = set(re.findall(rf'href="{built.page.name}#([^"]+)"', text))
    assert len(targets) > 300
    assert targets - ids == set()
    assert text.count("<tr data-statement=") == len(built.result.ties)


def test_the_page_loads_nothing(built: Built) -> None:
    text = (built.folder / "findings.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert re.findall(r'(?:src|href)="(?:https?:)?//', text) == []


def test_digits_are_grouped_by_thousands() -> None:
    assert [grouped(one) for one in ("1234567", "-1234.50", "12", "")] == [
        "1,234,567",
        "-1,234.50",
        "12",
        "",
    ]


def test_junit_has_one_failure_for_each_error() -> None:
    suite = ET.fromstring("".join(junit_xml([result(BAD, ODD)])))[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    failure = suite.find("testcase/failure")
    assert failure is not None and failure.get("message") == "Assets is 100; its parts add up to 90"


def test_sarif_names_file_row_level_and_a_stable_fingerprint() -> None:
    told = [
        json.loads(
            sarif_json([result(BAD, ODD)], "1.0", lambda name, file: f"filings/{name}/{file}")
        )
        for _ in range(2)
    ]
    assert told[0] == told[1]
    first, second = told[0]["runs"][0]["results"]
    assert (first["ruleId"], first["level"], second["level"]) == ("calc.sum", "error", "warning")
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "filings/sml/2024/bs.csv"},
        "region": {"startLine": 2},
    }
    assert first["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    assert told[0]["version"] == "2.1.0"
    assert [rule["id"] for rule in told[0]["runs"][0]["tool"]["driver"]["rules"]] == [
        "calc.sum",
        "rule.cover.form",
    ]


def test_the_commands_write_both_on_request(harbor: Harbor, tmp_path: Path) -> None:
    junit, sarif = tmp_path / "a.xml", tmp_path / "a.sarif"
    main(
        [
            "build",
            "--workspace",
            str(harbor.root),
            "--no-arelle",
            "--quiet",
            "--junit",
            str(junit),
            "--sarif",
            str(sarif),
        ]
    )
    assert ET.parse(junit).getroot()[0].get("name") == "hbr/2024-12-31"
    assert json.loads(sarif.read_text())["runs"][0]["tool"]["driver"]["name"] == "crossfoot"


def test_addresses_of_usual_cells_are_those_of_their_records() -> None:
    """The table of checks puts them together from row and column, and keeps a row for the next
    column."""
    day, unit = Period(start="", end="2024-12-31"), Unit(id="USD", numerators=("iso4217:USD",))
    row = Printed(
        source=SourceRef(file="b.csv", row=7, document="d.txt", line="12"),
        concept=Concept(
            name="Cash",
            prefix="t",
            type="monetary",
            period="instant",
            source=SourceRef(file="c.csv"),
        ),
        stem="bs.Cash",
        negated=False,
    )
    other = replace(row, source=replace(row.source, row=8, sheet="S", line="12"))
    column = Binding(
        column="c 1",
        context=(day, ()),
        period=day,
        members=(),
        unit=unit,
        scale=0,
        decimals=0,
        stated_decimals=None,
        tail=".t",
    )
    columns = [replace(column, column=name) for name in ("c 1", "c 2")]
    cells: Any = tuple(
        PackedCell(row=at, column=one, text="5", value=Decimal(5))
        for one in columns
        for at in (row, other)
    )
    tie = Tie(
        kind="sum", statement="bs", item="Cash", role="", column="c 1", period="2024-12-31", unit="USD", reported=Fraction(10),
        computed=Fraction(9), low=None, high=None, verdict_10="", verdict_11="", status="error", addresses=LazySources(cells),
        label="-1 =x",
    )  # fmt: skip
    same = replace(tie, computed=Fraction(10), addresses=LazySources(cells[2:]))
    short = "".join(tieout_csv([tie, same]))
    assert short == "".join(
        tieout_csv([replace(one, addresses=tuple(one.addresses)) for one in (tie, same)])
    )
    assert "b.csv:7 [c 1]; b.csv#S:8 [c 1]; b.csv:7 [c 2]; b.csv#S:8 [c 2],12," in short
    assert "10,9,1,,," in short and "10,10,0,,," in short


def test_table_of_thousands_of_checks_has_one_heading_and_every_row() -> None:
    tie = Tie(
        kind="sum", statement="bs", item="", role="", column="", period="", unit="", reported=Fraction(1), computed=None, low=None,
        high=None, verdict_10="", verdict_11="", status="unchecked", addresses=(),
    )  # fmt: skip
    rows = "".join(
        tieout_csv(replace(tie, item=str(number)) for number in range(2500))
    ).splitlines()
    assert [row.split(",")[2] for row in rows] == ["item", *map(str, range(2500))]


def test_the_schema_and_the_record_name_the_same_causes() -> None:
    named = SCHEMA["$defs"]["finding"]["properties"]
    assert named["cause"]["enum"] == [*CAUSES]
    assert named["certainty"]["enum"] == [*CERTAINTIES]
