"""Footnotes of one report in each syntax, by both readers: role, language and text as the file says
them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from crossfoot.arelle.session import ArelleSession
from crossfoot.model.source import SourceRef
from crossfoot.store.store import open_store
from crossfoot.workflows.ingest_arelle import Judging
from crossfoot.xbrl.readers.read_report import read_light
from crossfoot.xbrl.report_records import Report
from crossfoot.xbrl.submission import submissions_in
from crossfoot.xbrl.submission_files import ArelleInput, read_submission_files
from own_output import take

ROLE = "http://www.xbrl.org/2003/role/"
OWN_ROLE = "http://me.example/role/unaudited"
SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:link="http://www.xbrl.org/2003/linkbase" targetNamespace="http://me.example/2024" elementFormDefault="qualified">
<xs:annotation><xs:appinfo><link:roleType id="own" roleURI="http://me.example/role/unaudited"><link:usedOn>link:footnote</link:usedOn>
</link:roleType></xs:appinfo></xs:annotation>
<xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<xs:element id="me_A" name="A" substitutionGroup="xbrli:item" type="xbrli:decimalItemType" xbrli:periodType="instant" nillable="true"/>
<xs:element id="me_B" name="B" substitutionGroup="xbrli:item" type="xbrli:decimalItemType" xbrli:periodType="instant" nillable="true"/>
</xs:schema>"""
HEAD = """xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:me="http://me.example/2024" """
REF = '<link:schemaRef xlink:type="simple" xlink:href="me.xsd"/>'
OWN_REF = f'<link:roleRef roleURI="{OWN_ROLE}" xlink:type="simple" xlink:href="me.xsd#own"/>'
RESOURCES = """<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000007</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:instant>2024-12-31</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="p"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>"""
TEXT = 'as <b xmlns="http://www.w3.org/1999/xhtml">restated</b> &amp;\n  audited'
INSTANCE = f"""<xbrli:xbrl {HEAD}>{REF}{OWN_REF}{RESOURCES}
<me:A id="a" contextRef="c" unitRef="p" decimals="0">1</me:A><me:B id="b" contextRef="c" unitRef="p" decimals="0">2</me:B>
<link:footnoteLink xlink:type="extended" xlink:role="{ROLE}link">
<link:loc xlink:type="locator" xlink:href="#a" xlink:label="a"/><link:loc xlink:type="locator" xlink:href="#b" xlink:label="b"/>
<link:footnote xlink:type="resource" xlink:label="n1" xlink:role="{ROLE}footnote" xml:lang="en-US">{TEXT}</link:footnote>
<link:footnote xlink:type="resource" xlink:label="n2" xlink:role="{OWN_ROLE}" xml:lang="ja">未監査</link:footnote>
<link:footnoteArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote" xlink:from="a" xlink:to="n2" order="1"/>
<link:footnoteArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote" xlink:from="a" xlink:to="n1" order="2"/>
<link:footnoteArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote" xlink:from="b" xlink:to="n1"/>
</link:footnoteLink></xbrli:xbrl>"""
PAGE = f"""<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" {HEAD} xml:lang="en-US">
<head><title>t</title></head><body><div style="display:none"><ix:header><ix:references>{REF}</ix:references>
<ix:resources>{OWN_REF}{RESOURCES}<ix:relationship fromRefs="a b" toRefs="n1"/><ix:relationship fromRefs="a" toRefs="n2"/></ix:resources>
</ix:header></div><p><ix:nonFraction id="a" name="me:A" contextRef="c" unitRef="p" decimals="0">1</ix:nonFraction>
<ix:nonFraction id="b" name="me:B" contextRef="c" unitRef="p" decimals="0">2</ix:nonFraction></p>
<p><ix:footnote id="n1" continuedAt="k">as <b>restated</b><ix:exclude> (page 9)</ix:exclude></ix:footnote></p>
<p><ix:continuation id="k"> &amp; audited</ix:continuation></p>
<p><ix:footnote id="n2" footnoteRole="{OWN_ROLE}" xml:lang="ja">未監査</ix:footnote></p></body></html>"""


def _fact(name: str, value: str, notes: list[str]) -> dict[str, Any]:
    held = {"concept": f"me:{name}", "entity": "cik:0000000007", "period": "2025-01-01T00:00:00"}
    return {"value": value, "decimals": 0, "dimensions": held, "links": {"footnote": {"_": notes}}}


def _note(name: str, language: str, value: str) -> dict[str, Any]:
    return {
        "value": value,
        "dimensions": {"concept": "xbrl:note", "noteId": name, "language": language},
    }


SPACES = {
    "me": "http://me.example/2024",
    "cik": "http://www.sec.gov/CIK",
    "xbrl": "https://xbrl.org/2021",
}
JSON: dict[str, Any] = {
    "documentInfo": {
        "documentType": "https://xbrl.org/2021/xbrl-json",
        "namespaces": {**SPACES, "xhtml": "http://www.w3.org/1999/xhtml"},
        "linkTypes": {"footnote": "http://www.xbrl.org/2003/arcrole/fact-footnote"},
        "linkGroups": {"_": f"{ROLE}link"},
        "taxonomy": ["me.xsd"],
    },
    "facts": {
        "a": _fact("A", "1", ["n2", "n1"]),
        "b": _fact("B", "2", ["n1"]),
        "n1": _note(
            "n1", "en-us", 'as <b xmlns="http://www.w3.org/1999/xhtml">restated</b> &amp;\n audited'
        ),
        "n2": _note("n2", "ja", "未監査"),
    },
}
FILES = {"r.xbrl": INSTANCE, "r.htm": PAGE, "r.json": json.dumps(JSON)}
ENGLISH = (f"{ROLE}footnote", "en-us", "as restated & audited")


@pytest.fixture(scope="module")
def judging(arelle: ArelleSession) -> Judging:
    return Judging(_session=arelle)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("reader", ["light", "arelle"])
def test_a_footnote_has_the_role_language_and_text_of_its_file(
    tmp_path: Path, judging: Judging, name: str, reader: str
) -> None:
    (tmp_path / "me.xsd").write_text(SCHEMA, encoding="utf-8")
    (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    material = read_submission_files(next(one for one in submissions_in(tmp_path / name)))
    read: Report | None = read_light(material, name, {})
    if reader == "arelle":
        read, findings = judging.report(
            ArelleInput(file=tmp_path / name), (), material, SourceRef(file=name), {}
        )
        assert [finding.message for finding in findings if finding.severity == "error"] == []
    assert read is not None
    japanese = (
        OWN_ROLE if name != "r.json" else f"{ROLE}footnote",
        "ja",
        "未監査",
    )  # xBRL-JSON has no roles of footnotes
    assert carried(read) == {"a": {ENGLISH, japanese}, "b": {ENGLISH}}


def carried(read: Report) -> dict[str, set[tuple[str, str, str]]]:
    notes, pairs = read.tables["footnotes"], read.tables["fact_footnotes"]
    by_number = {
        number: (role, language, text)
        for number, role, language, text in zip(
            notes["footnote"], notes["role"], notes["language"], notes["text"], strict=True
        )
    }
    told: dict[str, set[tuple[str, str, str]]] = {}
    for ordinal, number in zip(pairs["ordinal"], pairs["footnote"], strict=True):
        told.setdefault(read.tables["facts"]["fact_id"][ordinal], set()).add(by_number[number])
    assert len(by_number) == len(set(by_number.values()))
    return told


def test_a_fact_of_inline_xbrl_1_0_names_its_footnotes_itself(tmp_path: Path) -> None:
    page = PAGE.replace("2013/inlineXBRL", "2008/inlineXBRL").replace(
        "<ix:footnote id=", "<ix:footnote footnoteID="
    )
    page = page.replace(
        '<ix:relationship fromRefs="a b" toRefs="n1"/><ix:relationship fromRefs="a" toRefs="n2"/>',
        "",
    )
    page = page.replace('id="a" name', 'id="a" footnoteRefs="n1 n2" name').replace(
        'id="b" name', 'id="b" footnoteRefs="n1" name'
    )
    (tmp_path / "r.htm").write_text(page, encoding="utf-8")
    read = read_light(read_submission_files(next(submissions_in(tmp_path / "r.htm"))), "r.htm", {})
    assert carried(read) == {"a": {ENGLISH, (OWN_ROLE, "ja", "未監査")}, "b": {ENGLISH}}


def test_our_own_footnotes_are_the_same_by_the_fast_path_by_arelle_and_lightly_in_each_syntax(
    releases: Path, tmp_path: Path
) -> None:
    folder = releases / "2008-09-30"
    sql = (
        "SELECT f.fact_id, n.role, n.language, n.text FROM fact_footnotes c JOIN facts f ON f.filing = c.filing AND f.ordinal = c.ordinal "
        "JOIN footnotes n ON n.filing = c.filing AND n.footnote = c.footnote ORDER BY f.fact_id, n.role, n.language, n.text"
    )
    told = {}
    for judge in (False, True):
        store = tmp_path / f"{judge}.duckdb"
        take(store, folder, judge=judge)
        with open_store(str(store)) as opened:
            told[str(judge)] = opened.rows(sql).rows
    stem = "iij-20080930"
    for ending in (".htm", ".xbrl", ".json"):
        (tmp_path / ending[1:]).mkdir()
        copied = shutil.copy(folder / f"{stem}{ending}", tmp_path / ending[1:])
        notes = carried(
            read_light(read_submission_files(next(submissions_in(Path(copied)))), stem, {})
        )
        told[ending] = tuple(sorted((fact, *note) for fact, held in notes.items() for note in held))
    assert len(told["False"]) >= 25
    assert {role for _, role, _, _ in told["False"]} == {f"{ROLE}footnote"}
    assert [name for name, rows in told.items() if rows != told["False"]] == []
