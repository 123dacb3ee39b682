"""Facts read without Arelle: every value worked out by hand."""

from pathlib import Path

import pytest

from crossfoot.system.xml_parser import BadXml, parse_xml
from crossfoot.xbrl.readers.read_report import Unreadable, read_light
from crossfoot.xbrl.report_records import Report
from crossfoot.xbrl.submission import submissions_in
from crossfoot.xbrl.submission_files import read_submission_files

PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:gaap="http://fasb.org/us-gaap/2023"
 xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" xmlns:xbrli="http://www.xbrl.org/2003/instance" xml:lang="en-US"
 xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:me="http://me.example/2023">
<body><ix:header><ix:hidden>%(hidden)s</ix:hidden><ix:references><link:schemaRef xlink:type="simple" xlink:href="me.xsd"/></ix:references>
<ix:resources>
<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000007</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:startDate>2023-01-01</xbrli:startDate><xbrli:endDate>2023-12-31</xbrli:endDate></xbrli:period>
<xbrli:scenario><xbrldi:explicitMember dimension="gaap:ScenarioAxis">me:PlanMember</xbrldi:explicitMember>
<xbrldi:typedMember dimension="gaap:LeaseAxis"><me:lease>A-1</me:lease></xbrldi:typedMember></xbrli:scenario></xbrli:context>
<xbrli:unit id="u"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator>
<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
<ix:relationship fromRefs="f1" toRefs="n1"/></ix:resources></ix:header>%(body)s
<ix:footnote id="n1">as <b>restated</b></ix:footnote></body></html>"""


def read(folder: Path, body: str, hidden: str = "") -> Report:
    path = folder / "page.htm"
    path.write_text(PAGE % {"body": body, "hidden": hidden}, encoding="utf-8")
    return read_light(read_submission_files(next(submissions_in(path))), "page.htm", {})


def number(folder: Path, attributes: str, text: str) -> tuple[str | None, list[str]]:
    report = read(
        folder,
        f'<p><ix:nonFraction id="f1" name="gaap:A" contextRef="c" unitRef="u" decimals="2" {attributes}>{text}</ix:nonFraction></p>',
    )
    return report.tables["facts"]["value_text"][0], [
        finding.message for finding in report.findings[1:]
    ]


@pytest.mark.parametrize(
    ("attributes", "text", "value"),
    [
        ('format="ixt:num-dot-decimal" scale="3"', "1,234.5", "1234500"),
        ('format="ixt:num-comma-decimal" sign="-"', "1.234,50", "-1234.5"),
        ('format="ixt:fixed-zero"', "—", "0"),
        ('scale="-2"', "46.1", "0.461"),
        ('sign="-" format="ixt:fixed-zero"', "nil", "0"),
        (
            'format="ixt:num-dot-decimal" scale="6"',
            "<b>1</b><ix:exclude>note 3</ix:exclude>2",
            "12000000",
        ),
        (
            'scale="3"',
            "99999999999999999999999999999999.125",
            "99999999999999999999999999999999125",
        ),
        ('xsi:nil="true"', "", None),
    ],
)
def test_a_number_is_its_text_with_format_scale_and_sign(
    tmp_path: Path, attributes: str, text: str, value: str | None
) -> None:
    assert number(tmp_path, attributes, text) == (value, [])


def test_a_number_in_a_number_is_two_facts(tmp_path: Path) -> None:
    inner = '<ix:nonFraction name="gaap:B" contextRef="c" unitRef="u" decimals="0" scale="3">7</ix:nonFraction>'
    report = read(
        tmp_path,
        f'<p><ix:nonFraction name="gaap:A" contextRef="c" unitRef="u" decimals="0" scale="0">{inner}</ix:nonFraction></p>',
    )
    assert list(
        zip(report.tables["facts"]["concept"], report.tables["facts"]["value_text"], strict=True)
    ) == [
        ("us-gaap:A", "7"),
        ("us-gaap:B", "7000"),
    ]


def test_aspects_of_a_fact_are_those_of_its_context_unit_and_language(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        '<ix:nonFraction id="f1" name="gaap:A" contextRef="c" unitRef="u" decimals="INF">1</ix:nonFraction>',
    )
    facts = {name: column[0] for name, column in report.tables["facts"].items()}
    assert (
        facts["dimensions"] == '{"us-gaap:LeaseAxis":"A-1","us-gaap:ScenarioAxis":"me:PlanMember"}'
    )
    assert (facts["unit"], facts["decimals"], facts["filer"], facts["language"]) == (
        "USD/shares",
        None,
        "cik:0000000007",
        None,
    )
    assert (str(facts["period_start"]), str(facts["period_end"])) == ("2023-01-01", "2023-12-31")
    assert report.tables["footnotes"]["text"] == ["as restated"]
    assert report.tables["addresses"]["file"] == ["page.htm"]


def test_a_text_goes_on_where_it_is_continued_and_a_loop_ends(tmp_path: Path) -> None:
    body = (
        '<ix:nonNumeric id="t" name="gaap:Policy" contextRef="c" continuedAt="k1">One <ix:exclude>page 3</ix:exclude></ix:nonNumeric>'
        '<ix:continuation id="k1" continuedAt="k2">two </ix:continuation><ix:continuation id="k2" continuedAt="k1">three</ix:continuation>'
        '<ix:nonNumeric name="gaap:Block" contextRef="c" escape="true"><p class="a">x &lt; <ix:nonFraction name="gaap:A" contextRef="c" '
        'unitRef="u" decimals="0">1</ix:nonFraction></p></ix:nonNumeric>'
    )
    values = read(tmp_path, body).tables["facts"]
    assert values["value_text"] == ["One two three", '<p class="a">x &lt; 1</p>', "1"]
    assert values["language"] == ["en-us", "en-us", None]


def test_what_can_not_be_read_is_left_out_and_told_with_its_line(tmp_path: Path) -> None:
    kept = '<ix:nonNumeric name="gaap:T" contextRef="c">y</ix:nonNumeric>'
    for fact, why in (
        ('"c" format="ixt:from-mars">x', "the transformation ixt:from-mars is not known"),
        ('"c" format="ixt:date-day-month">31', "ixt:date-day-month does not take '31'"),
        ('"nowhere">x', "names a context or unit that is not there"),
    ):
        body = f'{kept}\n<ix:nonNumeric name="gaap:T" contextRef={fact}</ix:nonNumeric>'
        report = read(tmp_path, body)
        assert report.tables["facts"]["value_text"] == ["y"]
        (finding,) = report.findings[1:]
        assert (finding.severity, finding.source.row, why in finding.message) == ("error", 14, True)


@pytest.mark.parametrize(
    "data", [b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", b"", b"\x00<x/>", b"<x>", b"not xml"]
)
def test_entities_document_types_and_broken_xml_are_refused(data: bytes) -> None:
    with pytest.raises(BadXml):
        parse_xml(data)


def test_a_document_type_below_the_first_kilobytes_is_refused_too() -> None:
    with pytest.raises(BadXml):
        parse_xml(b"<!--" + b"x" * 9000 + b"--><!DOCTYPE x><x/>")


def test_a_page_without_facts_is_nothing_to_take(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read(tmp_path, "<p>hello</p>")
