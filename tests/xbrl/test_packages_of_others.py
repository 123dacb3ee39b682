"""Filings of others with their base: an instance whose schema imports what only a taxonomy package
holds, in two formats."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crossfoot.store.acceptance_policy import policy_of
from crossfoot.workflows import store_api
from own_output import take

XS = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" '
    'xmlns:b="http://base.example/2024" targetNamespace="{0}" elementFormDefault="qualified">'
    '<xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
    "{1}</xs:schema>"
)
ITEM = '<xs:element id="{0}" name="{1}" nillable="true" substitutionGroup="xbrli:item" type="xbrli:{2}ItemType" xbrli:periodType="{3}"/>'
BASE = XS.format(
    "http://base.example/2024",
    ITEM.format("b_Cash", "Cash", "monetary", "instant")
    + ITEM.format("b_Note", "Note", "string", "duration"),
)
IMPORT = '<xs:import namespace="http://base.example/2024" schemaLocation="http://base.example/2024/base.xsd"/>'
OWN = XS.format(
    "http://me.example/2024", IMPORT + ITEM.format("me_Barrels", "Barrels", "decimal", "instant")
)
CATALOG = (
    '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
    '<rewriteURI uriStartString="http://base.example/2024/" rewritePrefix="../base/"/></catalog>'
)
PACKAGE = (
    '<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package" xml:lang="en"><tp:identifier>http://base.example/2024</tp:identifier>'
    "<tp:name>Base</tp:name><tp:version>1</tp:version></tp:taxonomyPackage>"
)
HEAD = (
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:b="http://base.example/2024" xmlns:me="http://me.example/2024" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
REF = '<link:schemaRef xlink:type="simple" xlink:href="me.xsd"/>'
ENTITY = '<xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000007</xbrli:identifier></xbrli:entity>'
RESOURCES = (
    f'<xbrli:context id="i">{ENTITY}<xbrli:period><xbrli:instant>2024-12-31</xbrli:instant></xbrli:period></xbrli:context>'
    f'<xbrli:context id="d">{ENTITY}<xbrli:period><xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate>'
    '</xbrli:period></xbrli:context><xbrli:unit id="u"><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit>'
    '<xbrli:unit id="p"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>'
)
INSTANCE = (
    f"<xbrli:xbrl {HEAD}>{REF}{RESOURCES}"
    '<b:Cash id="a" contextRef="i" unitRef="u" decimals="-3">1234567000</b:Cash>'
    '<me:Barrels id="m" contextRef="i" unitRef="p" decimals="1">-12.50</me:Barrels>'
    '<b:Note id="n" contextRef="d">Cash &amp; cash</b:Note></xbrli:xbrl>'
)
PAGE = (
    f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
    f'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" {HEAD}><head><title>t</title></head>'
    '<body><div style="display:none">'
    f"<ix:header><ix:references>{REF}</ix:references><ix:resources>{RESOURCES}</ix:resources></ix:header></div><p>"
    '<ix:nonFraction id="a" name="b:Cash" contextRef="i" unitRef="u" decimals="-3" scale="3" '
    'format="ixt:num-dot-decimal">1,234,567</ix:nonFraction> '
    '(<ix:nonFraction id="m" name="me:Barrels" contextRef="i" unitRef="p" decimals="1" sign="-">'
    "12.50</ix:nonFraction>) "
    '<ix:nonNumeric id="n" name="b:Note" contextRef="d">Cash &amp; cash</ix:nonNumeric></p></body></html>'
)
TOLD = {
    ("b:Cash", None, date(2024, 12, 31), "EUR", -3, Decimal(1234567000)),
    ("me:Barrels", None, date(2024, 12, 31), "pure", 1, Decimal("-12.5")),
    ("b:Note", date(2024, 1, 1), date(2024, 12, 31), None, None, "Cash & cash"),
}


def package(folder: Path, base: str = BASE) -> Path:
    path = folder / "base.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, text in (
            ("META-INF/catalog.xml", CATALOG),
            ("META-INF/taxonomyPackage.xml", PACKAGE),
            ("base/base.xsd", base),
        ):
            made.writestr(f"base/{name}", f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return path


def told(store: Path) -> set[tuple[Any, ...]]:
    with store_api.connect(str(store)) as facts:
        rows = facts.sql("SELECT * FROM facts")
    names = ("concept", "period_start", "period_end", "unit", "decimals")
    return {
        (
            *(row[name] for name in names),
            Decimal(row["value_text"]) if row["unit"] else row["value_text"],
        )
        for row in rows
    }


@pytest.fixture(params=[("me.xbrl", INSTANCE), ("me.htm", PAGE)], ids=["xbrl", "inline"])
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "me.xsd").write_text(OWN, encoding="utf-8")
    name, text = request.param
    (folder / name).write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', encoding="utf-8")
    return Path(folder / name)


def test_with_the_package_the_report_is_judged_and_without_it_refused_or_taken_as_it_stands(
    report: Path, tmp_path: Path
) -> None:
    (refused,) = take(tmp_path / "no.duckdb", report)
    assert (refused.verdict, [one.code for one in refused.findings]) == (
        "refused",
        ["ingest.taxonomy"],
    )
    assert "http://base.example/2024" in refused.findings[0].message
    (light,) = take(tmp_path / "light.duckdb", report, without_taxonomy=True)
    (judged,) = take(tmp_path / "judged.duckdb", report, packages=(package(tmp_path),))
    assert (light.receipt["reader"], light.receipt["validated"]) == ("light", False)
    assert (judged.receipt["reader"], judged.receipt["validated"]) == ("arelle", True), [
        str(one) for one in judged.findings
    ]
    assert told(tmp_path / "light.duckdb") == told(tmp_path / "judged.duckdb") == TOLD


def test_a_package_that_lacks_what_it_needs_itself_is_a_taxonomy_that_is_not_at_hand(
    report: Path, tmp_path: Path
) -> None:
    deeper = '<xs:import namespace="http://deeper.example/types" schemaLocation="http://deeper.example/types.xsd"/>'
    given = package(tmp_path, BASE.replace("<xs:element", f"{deeper}<xs:element", 1))
    (refused,) = take(tmp_path / "no.duckdb", report, packages=(given,))
    message = "the taxonomy is not at hand: http://deeper.example/types.xsd"
    assert (refused.verdict, [(one.code, one.message) for one in refused.findings]) == (
        "refused",
        [("ingest.taxonomy", message)],
    )
    (light,) = take(tmp_path / "light.duckdb", report, packages=(given,), without_taxonomy=True)
    assert (light.verdict, light.receipt["reader"]) == ("accepted with findings", "light")
    assert told(tmp_path / "light.duckdb") == TOLD


def test_what_arelle_can_not_transform_is_refused_and_stands_as_printed_where_a_policy_lets_it_in(
    tmp_path: Path,
) -> None:
    (tmp_path / "me.xsd").write_text(OWN, encoding="utf-8")
    page = PAGE.replace(">1,234,567<", ">1,234,567 and some<").replace(
        'format="ixt:num-dot-decimal"', 'format="ixt:num-unit-decimal"', 1
    )
    (tmp_path / "me.htm").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{page}', encoding="utf-8"
    )
    (refused,) = take(tmp_path / "no.duckdb", tmp_path / "me.htm", packages=(package(tmp_path),))
    assert refused.verdict == "refused"
    lenient = policy_of({"rules": [{"code": "arelle.*", "verdict": "accept"}]}, "lenient")
    (taken,) = take(
        tmp_path / "f.duckdb", tmp_path / "me.htm", packages=(package(tmp_path),), policy=lenient
    )
    assert taken.verdict == "accepted with findings"
    with store_api.connect(str(tmp_path / "f.duckdb")) as facts:
        (row,) = facts.facts(concept="b:Cash")
    assert row["value_text"] == "1,234,567 and some"


def test_a_report_that_its_base_finds_wrong_is_refused(report: Path, tmp_path: Path) -> None:
    report.write_text(
        report.read_text(encoding="utf-8").replace("b:Note", "b:Nothing"), encoding="utf-8"
    )
    (taken,) = take(tmp_path / "f.duckdb", report, packages=(package(tmp_path),))
    assert taken.verdict == "refused"
    assert taken.findings


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "<xbrli:measure>iso4217:EUR</xbrli:measure>",
            "<xbrli:divide><xbrli:unitNumerator/></xbrli:divide>",
            "unitDenominator",
        ),
        (
            '<b:Note id="n" contextRef="d">',
            '<b:Note id="n" contextRef="d"><b:Cash/>',
            "child elements",
        ),
        (' scheme="http://www.sec.gov/CIK"', "", "scheme"),
    ],
)
def test_what_breaks_the_form_of_an_instance_is_told_and_is_no_mistake_of_ours(
    report: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """A fraction without its two sides, an element in a text, an identifier without its scheme."""
    text = report.read_text(encoding="utf-8")
    if old.startswith("<b:") and report.suffix == ".htm":
        pytest.skip("a page has no elements of the taxonomy")
    assert old in text
    report.write_text(text.replace(old, new), encoding="utf-8")
    (taken,) = take(tmp_path / "f.duckdb", report, packages=(package(tmp_path),))
    assert taken.verdict == "refused"
    assert not {"arelle.failed", "ingest.failed"} & {finding.code for finding in taken.findings}
    assert any(said in finding.message for finding in taken.findings), [
        finding.message for finding in taken.findings
    ]
