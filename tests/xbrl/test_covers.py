"""Who filed what, as the covers of several countries say it, and one name for a vocabulary whatever
the accounting program calls it."""

from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from crossfoot.products.filing_metadata import cik_of
from crossfoot.system.xml_parser import BadXml, parse_xml
from crossfoot.xbrl.names import filer_key, standard_prefix
from crossfoot.xbrl.readers.read_report import read_light
from crossfoot.xbrl.report_records import Head, Report
from crossfoot.xbrl.submission import submissions_in
from crossfoot.xbrl.submission_files import read_submission_files

FRC = "http://xbrl.frc.org.uk"


def instance(namespace: str, scheme: str, facts: dict[str, str], prefix: str = "v") -> str:
    told = "".join(
        f'<{prefix}:{name} contextRef="c">{escape(text)}</{prefix}:{name}>'
        for name, text in facts.items()
    )
    return f"""<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:{prefix}="{namespace}" xml:lang="en">
<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="{scheme}">
  07  </xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:startDate>2023-01-01</xbrli:startDate><xbrli:endDate>2023-12-31</xbrli:endDate></xbrli:period></xbrli:context>
{told}</xbrli:xbrl>"""


def read(folder: Path, text: str) -> Report:
    path = folder / "a.xbrl"
    path.write_text(text, encoding="utf-8")
    return read_light(read_submission_files(next(submissions_in(path))), "a.xbrl", {})


def told(head: Head) -> tuple[object, ...]:
    return (
        head.name,
        head.form,
        head.amendment,
        head.period_end,
        head.fiscal_year,
        head.fiscal_period,
        head.fiscal_year_end,
    )


DEI = "http://disclosure.edinet-fsa.go.jp/taxonomy/jpdei/2013-08-31/jpdei_cor"


@pytest.mark.parametrize(
    ("namespace", "facts", "head"),
    [
        (
            f"{FRC}/cd/2025-01-01/business",
            {
                "EntityCurrentLegalOrRegisteredName": "Quay & Sons Limited",
                "EndDateForPeriodCoveredByReport": "2023-09-30",
                "ReportAnAmendedRevisedVersionPreviouslyFiledReportTruefalse": "true",
                "ReportPeriod": "",
            },
            ("Quay & Sons Limited", "", True, date(2023, 9, 30), "", "", ""),
        ),
        (
            DEI,
            {
                "FilerNameInJapaneseDEI": "港湾株式会社",
                "DocumentTypeDEI": "第四号の三様式",
                "AmendmentFlagDEI": "false",
                "CurrentPeriodEndDateDEI": "2023-09-30",
                "TypeOfCurrentPeriodDEI": "HY",
                "CurrentFiscalYearEndDateDEI": "2024-03-31",
            },
            ("港湾株式会社", "第四号の三様式", False, date(2023, 9, 30), "", "HY", "--03-31"),
        ),
        (
            DEI,
            {"FilerNameInJapaneseDEI": "港湾", "FilerNameInEnglishDEI": "Harbour Inc"},
            ("Harbour Inc", "", False, None, "", "", ""),
        ),
        (
            "http://ferc.gov/form/2024-04-01/ferc",
            {
                "RespondentLegalName": "Mole Power",
                "FormType": "60",
                "SubmissionType": "R",
                "ReportYear": "2023",
                "ReportPeriod": "Q4",
            },
            ("Mole Power", "60", True, None, "2023", "", ""),
        ),
        (
            "http://xbrl.dcca.dk/gsd",
            {"NameOfReportingEntity": "Mole ApS", "ReportingPeriodEndDate": "2023-06-30"},
            ("Mole ApS", "", False, date(2023, 6, 30), "", "", ""),
        ),
        (
            "http://xbrl.sec.gov/dei/2023",
            {
                "EntityRegistrantName": "Pier Corp",
                "DocumentType": "10-K/A",
                "CurrentFiscalYearEndDate": "--12-31",
            },
            ("Pier Corp", "10-K", True, None, "", "", "--12-31"),
        ),
        (
            "http://www.bseindia.com/xbrl/fin/2020-03-31/in-bse-fin",
            {"NameOfTheCompany": "Jetty Ltd", "DateOfEndOfReportingPeriod": "2023-03-31"},
            ("Jetty Ltd", "", False, date(2023, 3, 31), "", "", ""),
        ),
    ],
)
def test_the_cover_says_who_filed_what(
    tmp_path: Path, namespace: str, facts: dict[str, str], head: tuple[object, ...]
) -> None:
    expected = tuple(date(2023, 12, 31) if part is None else part for part in head)
    assert (
        told(read(tmp_path, instance(namespace, "http://example.org/id", facts)).head) == expected
    )


@pytest.mark.parametrize(
    ("namespace", "prefix"),
    [
        (f"{FRC}/fr/2014-09-01/core", "uk-core"),
        (f"{FRC}/fr/2025-01-01/core", "uk-core"),
        (f"{FRC}/cd/2021-01-01/business", "uk-bus"),
        (f"{FRC}/reports/2023-01-01/direp", "uk-direp"),
        (f"{FRC}/general/2021-01-01/common", "uk-common"),
        (f"{FRC}/FRS-102/2021-01-01", ""),
        ("http://www.xbrl.org/uk/gaap/core/2009-09-01", "uk-gaap"),
        ("http://www.xbrl.org/uk/cd/business/2009-09-01", "uk-bus"),
        ("http://www.xbrl.org/uk/reports/aurep/2009-09-01", "uk-aurep"),
        ("http://xbrl.dcca.dk/fsa", "fsa"),
        ("http://ferc.gov/form/2022-01-01/ferc", "ferc"),
        ("http://fasb.org/us-gaap/2023", "us-gaap"),
        ("http://jetty.example/20231231", ""),
    ],
)
def test_a_vocabulary_has_one_prefix_whatever_the_year(namespace: str, prefix: str) -> None:
    assert standard_prefix(namespace) == prefix


@pytest.mark.parametrize("prefix", ["core", "d", "ns6"])
def test_concept_axis_and_member_have_the_name_that_other_filings_give_them(
    tmp_path: Path, prefix: str
) -> None:
    text = instance(
        f"{FRC}/fr/2023-01-01/core", "http://www.companieshouse.gov.uk/", {"Equity": "x"}, prefix
    )
    opened = f'<m:explicitMember xmlns:m="http://xbrl.org/2006/xbrldi" dimension="{prefix}:AgeDimension">'
    member = f"{opened}\n{prefix}:Old\n</m:explicitMember>"
    report = read(
        tmp_path,
        text.replace(
            "</xbrli:identifier>", f"</xbrli:identifier><xbrli:segment>{member}</xbrli:segment>"
        ),
    )
    facts = {name: column[0] for name, column in report.tables["facts"].items()}
    assert (facts["concept"], facts["dimensions"]) == (
        "uk-core:Equity",
        '{"uk-core:AgeDimension":"uk-core:Old"}',
    )
    assert facts["filer"] == "gb-coh:07"
    assert report.tables["concepts"]["custom"] == [False]


def test_a_filer_has_a_short_key_where_its_scheme_is_known() -> None:
    assert filer_key("http://www.companieshouse.gov.uk/", " SC123456 ") == "gb-coh:SC123456"
    assert filer_key("http://www.ferc.gov/CID", "C000007") == "ferc:C000007"
    assert filer_key("http://www.example.org/", "7") == "http://www.example.org/#7"


@pytest.mark.parametrize(
    ("key", "cik"),
    [
        ("cik:0001090633", 1090633),
        ("lei:5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"),
        ("http://www.example.org/id:x#INE 7", "INE 7"),
        ("by-hand/results#QUAY LIMITED", "QUAY LIMITED"),
    ],
)
def test_products_name_a_filer_by_its_identifier_alone(key: str, cik: int | str) -> None:
    assert cik_of(key) == cik


@pytest.mark.parametrize(
    ("href", "namespace", "custom"),
    [
        (
            "http://www.bseindia.com/xbrl/fin/entry.xsd",
            "http://www.bseindia.com/xbrl/fin/2020-03-31/in-bse-fin",
            [False],
        ),
        ("jetty-20231231.xsd", "http://jetty.example/20231231", [None]),
        ("", "http://jetty.example/20231231", [None]),
    ],
)
def test_what_a_report_without_a_schema_of_its_own_uses_is_published(
    tmp_path: Path, href: str, namespace: str, custom: list[bool | None]
) -> None:
    ref = f'<l:schemaRef xmlns:l="http://www.xbrl.org/2003/linkbase" xmlns:x="http://www.w3.org/1999/xlink" x:href="{href}"/>'
    text = instance(namespace, "http://example.org/id", {"RevenueFromOperations": "x"})
    report = read(
        tmp_path, text.replace("<xbrli:context", f"{ref if href else ''}<xbrli:context", 1)
    )
    assert report.tables["concepts"]["custom"] == custom


def test_an_extension_that_lies_elsewhere_is_not_taken_for_a_published_taxonomy(
    tmp_path: Path,
) -> None:
    ref = '<l:schemaRef xmlns:l="http://www.xbrl.org/2003/linkbase" xmlns:x="http://www.w3.org/1999/xlink" x:href="http://me.example/me.xsd"/>'
    ifrs = '<i:Assets xmlns:i="https://xbrl.ifrs.org/taxonomy/2022-03-24/ifrs-full" contextRef="c">x</i:Assets>'
    text = instance("http://me.example/me", "http://example.org/id", {"Ships": "x"})
    concepts = read(tmp_path, text.replace("<v:", f"{ref}{ifrs}<v:", 1)).tables["concepts"]
    assert dict(zip(concepts["concept"], concepts["custom"], strict=True)) == {
        "ifrs-full:Assets": False,
        "v:Ships": None,
    }


NAMED = b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"\n "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"\xef\xbb\xbf",
        b"<?xml version='1.0'?>\r\n",
        b"<?xml version='1.0'?><!-- a - b --><?x y?>\n",
    ],
)
def test_a_document_type_that_declares_nothing_is_passed_over_and_lines_stay(before: bytes) -> None:
    root = parse_xml(before + NAMED + b"\n<html><body/></html>")
    assert (root.tag, root[0].tag, root.sourceline) == ("html", "body", before.count(b"\n") + 3)


@pytest.mark.parametrize(
    "data",
    [
        NAMED[:-1] + b" [<!ENTITY a 'b'>]><html>&a;</html>",
        NAMED + b"<html>&nbsp;</html>",
        NAMED + NAMED + b"<html/>",
        b"<html>" + NAMED + b"</html>",
        b'<!DOCTYPE x SYSTEM "a>b"><x/>',
        b"<!-- " + b"-" * 4000 + b"<!DOCTYPE x>",
    ],
)
def test_a_document_type_that_declares_something_or_stands_elsewhere_is_refused(
    data: bytes,
) -> None:
    with pytest.raises(BadXml):
        parse_xml(data)
