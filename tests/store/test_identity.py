"""What a filing is: the report with the files that it names. Another label linkbase is another
filing; another name of the file is not."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest

from crossfoot.workflows import store_api
from crossfoot.xbrl.named_files import named_files
from own_output import take

LATER = datetime(2026, 11, 23)
_INSTANCE = """<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:m="http://me.example" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:iso4217="http://www.xbrl.org/2003/iso4217">
<link:schemaRef xlink:type="simple" xlink:href="tax/me.xsd#x"/><context id="c"><entity><identifier scheme="http://www.sec.gov/CIK">7
</identifier></entity><period><instant>2023-12-31</instant></period></context><unit id="u"><measure>iso4217:USD</measure></unit>
<m:Cash contextRef="c" unitRef="u" decimals="0">1</m:Cash></xbrl>"""
_SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:link="http://www.xbrl.org/2003/linkbase" targetNamespace="http://me.example"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrli="http://www.xbrl.org/2003/instance"><xs:annotation><xs:appinfo>
<link:linkbaseRef xlink:type="simple" xlink:href="../lab.xml" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>
</xs:appinfo></xs:annotation><xs:import namespace="http://www.xbrl.org/2003/instance"
 schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<xs:import namespace="http://far.example" schemaLocation="far.xsd"
/><xs:element id="me_Cash" name="Cash" substitutionGroup="xbrli:item" type="xbrli:monetaryItemType" xbrli:periodType="instant"/>
</xs:schema>"""
_LABELS = """<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"><link:labelLink
 xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link"><link:loc xlink:type="locator" xlink:href="tax/me.xsd#me_Cash"
 xlink:label="c"/><link:label xlink:type="resource" xlink:label="l" xlink:role="http://www.xbrl.org/2003/role/label"
 xml:lang="en">{}</link:label>
<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" xlink:from="c" xlink:to="l"/>
</link:labelLink></link:linkbase>"""


def filing(folder: Path, label: str, name: str = "r.xbrl") -> Path:
    (folder / "tax").mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(_INSTANCE, encoding="utf-8")
    (folder / "tax" / "me.xsd").write_text(_SCHEMA, encoding="utf-8")
    (folder / "lab.xml").write_text(_LABELS.format(label), encoding="utf-8")
    (folder / "other.xml").write_text("<nothing/>", encoding="utf-8")
    return folder / name


def test_a_report_names_its_schema_and_that_its_linkbases(tmp_path: Path) -> None:
    assert list(named_files(filing(tmp_path, "Cash"))) == ["tax/me.xsd", "lab.xml"]


def test_the_same_instance_beside_another_label_linkbase_is_another_filing(tmp_path: Path) -> None:
    place = tmp_path / "f.duckdb"
    (first,) = take(place, filing(tmp_path / "a", "Cash"), without_taxonomy=True)
    (other,) = take(place, filing(tmp_path / "b", "Money"), without_taxonomy=True, when=LATER)
    assert (other.repeat, other.receipt["supersedes"], other.receipt["differs"]["labels"]) == (
        False,
        [first.receipt["digest"]],
        2,
    )
    with store_api.connect(str(place)) as facts:
        assert [row["text"] for row in facts.sql("SELECT text FROM labels ORDER BY text")] == [
            "Cash",
            "Money",
        ]
        assert facts.sql(
            "SELECT label FROM (SELECT text AS label, filing FROM labels) l JOIN current_filings USING (filing)"
        ) == [{"label": "Money"}]


def test_a_file_beside_it_that_it_does_not_name_and_its_own_name_make_no_difference(
    tmp_path: Path,
) -> None:
    place = tmp_path / "f.duckdb"
    (first,) = take(place, filing(tmp_path / "a", "Cash"), without_taxonomy=True)
    second = filing(tmp_path / "b", "Cash", "renamed.xbrl")
    (tmp_path / "b" / "other.xml").write_text("<something/>", encoding="utf-8")
    (again,) = take(place, second, without_taxonomy=True)
    assert (again.repeat, again.receipt["digest"]) == (True, first.receipt["digest"])


def test_a_report_that_names_nothing_that_is_there_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "r.xbrl").write_text(_INSTANCE, encoding="utf-8")
    (taken,) = take(tmp_path / "f.duckdb", tmp_path / "r.xbrl", without_taxonomy=True)
    assert taken.receipt["digest"] == hashlib.sha256(_INSTANCE.encode()).hexdigest()


def tables(folder: Path, url: str, value: str) -> Path:
    column = {
        "dimensions": {
            "concept": "m:Cash",
            "entity": "k:7",
            "period": "2023-12-31@end",
            "unit": "iso4217:USD",
        },
        "decimals": 0,
    }
    spaces = {
        "m": "http://me.example",
        "k": "http://www.sec.gov/CIK",
        "iso4217": "http://www.xbrl.org/2003/iso4217",
    }
    report = {
        "documentInfo": {
            "documentType": "https://xbrl.org/2021/xbrl-csv",
            "namespaces": spaces,
            "taxonomy": ["http://me.example/me.xsd"],
        },
        "tableTemplates": {"t": {"columns": {"value": column}}},
        "tables": {"t": {"url": url}},
    }
    (folder / url).parent.mkdir(parents=True, exist_ok=True)
    (folder / "r.json").write_text(json.dumps(report), encoding="utf-8")
    (folder / url).write_text(f"value\n{value}\n", encoding="utf-8")
    return folder / "r.json"


def test_a_table_below_the_metadata_belongs_to_the_report(tmp_path: Path) -> None:
    place = tmp_path / "f.duckdb"
    for number, value in enumerate(("5", "6")):
        (taken,) = take(
            place, tables(tmp_path / f"{number}", "tables/t.csv", value), without_taxonomy=True
        )
        assert (taken.verdict, taken.repeat) == ("accepted with findings", False)
    with store_api.connect(str(place)) as facts:
        assert [row["value_text"] for row in facts.history("cik:7", "Cash")] == ["5", "6"]


@pytest.mark.parametrize("light", [True, False])
def test_a_table_elsewhere_is_refused_for_its_bytes_are_nobody_s_filing(
    tmp_path: Path, light: bool
) -> None:
    (tmp_path / "in").mkdir()
    (refused,) = take(
        tmp_path / "f.duckdb", tables(tmp_path / "in", "../t.csv", "5"), without_taxonomy=light
    )
    assert [(one.code, one.message) for one in refused.findings] == [
        (
            "ingest.unreadable",
            "'../t.csv', which it names, lies outside of its folder: hand both in as an archive",
        )
    ]
