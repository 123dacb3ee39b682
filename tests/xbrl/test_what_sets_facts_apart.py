"""What makes two facts one or two, and what a value says, is the same with a taxonomy as without:
segments and scenarios, typed members, precision, fractions, QNames, tuples, many digits."""

from pathlib import Path

import pytest

from crossfoot.workflows import store_api
from own_output import take

NAMESPACES = (
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:h="http://h.example" '
    'xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:other="http://h.example"'
)
ITEM = (
    '<xs:element name="{0}" id="h_{0}" type="xbrli:{1}ItemType" substitutionGroup="xbrli:item" '
    'xbrli:periodType="instant" nillable="true"/>'
)
SCHEMA = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" '
    'xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:h="http://h.example" targetNamespace="http://h.example" '
    'elementFormDefault="qualified"><xs:import namespace="http://www.xbrl.org/2003/instance" '
    'schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/><xs:import '
    'namespace="http://xbrl.org/2005/xbrldt" schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>'
    + ITEM.format("Cash", "monetary")
    + ITEM.format("Rate", "fraction")
    + ITEM.format("Kind", "QName")
    + ITEM.format("Text", "string")
    + '<xs:element name="Place" type="xs:string" nillable="true"/>'
    '<xs:element name="Parent"/>'
    '<xs:element name="PlaceAxis" id="h_PlaceAxis" type="xbrli:stringItemType" abstract="true" '
    'substitutionGroup="xbrldt:dimensionItem" xbrli:periodType="instant" xbrldt:typedDomainRef="#h_Place2"/>'
    '<xs:element name="Place2" id="h_Place2" type="xs:string" nillable="true"/>'
    '<xs:element name="Group" substitutionGroup="xbrli:tuple"><xs:complexType><xs:sequence>'
    '<xs:element ref="h:Text"/></xs:sequence></xs:complexType></xs:element></xs:schema>'
)
PLACE = '<xbrldi:typedMember dimension="h:PlaceAxis"><h:Place2{0}</xbrldi:typedMember>'


def context(name: str, segment: str = "", scenario: str = "") -> str:
    inside = f"<xbrli:segment>{segment}</xbrli:segment>" if segment else ""
    after = f"<xbrli:scenario>{scenario}</xbrli:scenario>" if scenario else ""
    return (
        f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">7'
        f"</xbrli:identifier>{inside}</xbrli:entity><xbrli:period><xbrli:instant>2012-12-31"
        f"</xbrli:instant></xbrli:period>{after}</xbrli:context>"
    )


def cash(ref: str, value: str, accuracy: str = 'decimals="0"') -> str:
    return f'<h:Cash contextRef="{ref}" unitRef="u" {accuracy}>{value}</h:Cash>\n'


@pytest.fixture(params=[False, True], ids=["without taxonomy", "with taxonomy"])
def read(tmp_path: Path, request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    """(rows of the store in order, messages) of an instance with these contexts and facts."""

    def run(contexts: str, facts: str) -> tuple[list[dict[str, object]], list[str]]:
        path = tmp_path / "i.xbrl"
        if request.param:
            (tmp_path / "h.xsd").write_text(SCHEMA, encoding="utf-8")
        path.write_text(
            f'<xbrli:xbrl {NAMESPACES}><link:schemaRef xlink:type="simple" xlink:href="h.xsd"/>'
            f'{contexts}<xbrli:unit id="u"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>\n'
            f"{facts}</xbrli:xbrl>",
            encoding="utf-8",
        )
        (taken,) = take(tmp_path / "f.duckdb", path, without_taxonomy=not request.param)
        assert taken.verdict != "refused", taken.findings
        with store_api.connect(str(tmp_path / "f.duckdb")) as store:
            rows = store.sql(
                "SELECT concept, dimensions, decimals, nil, value_text FROM facts ORDER BY ordinal"
            )
        return rows, [f"{one.source}: {one.message}" for one in taken.findings]

    return run


def test_a_scenario_that_is_no_dimension_makes_another_fact(read) -> None:  # type: ignore[no-untyped-def]
    """Structure-equal content is one key: neither prefixes nor spaces nor the order of attributes
    nor ids count; another attribute or another container does."""
    contexts = (
        context("group")
        + context("parent", scenario='<h:Parent level="1" id="x"/>')
        + context("same", scenario='\n <other:Parent  level="1"></other:Parent>\n')
        + context("second", scenario='<h:Parent level="2"/>')
        + context("segment", segment='<h:Parent level="1"/>')
    )
    rows, _ = read(
        contexts,
        "".join(cash(name, "5") for name in ("group", "parent", "same", "second", "segment")),
    )
    assert [row["dimensions"] for row in rows] == [
        "",
        '{"scenario":"<h:Parent level=\\"1\\"/>"}',
        '{"scenario":"<h:Parent level=\\"1\\"/>"}',
        '{"scenario":"<h:Parent level=\\"2\\"/>"}',
        '{"segment":"<h:Parent level=\\"1\\"/>"}',
    ]


def test_what_stands_in_a_segment_is_no_period_or_identifier(tmp_path: Path) -> None:
    """Names of another vocabulary that sound like those of a context."""
    segment = '<h:identifier scheme="s">9</h:identifier><h:instant>2001-01-01</h:instant>'
    path = tmp_path / "i.xbrl"
    path.write_text(
        f'<xbrli:xbrl {NAMESPACES}><link:schemaRef xlink:type="simple" xlink:href="h.xsd"/>'
        f'{context("c", segment=segment)}<h:Text contextRef="c">x</h:Text></xbrli:xbrl>',
        encoding="utf-8",
    )
    (taken,) = take(tmp_path / "f.duckdb", path, without_taxonomy=True)
    assert taken.verdict != "refused", taken.findings
    with store_api.connect(str(tmp_path / "f.duckdb")) as store:
        (row,) = store.sql("SELECT filer, period_end FROM facts")
    assert (row["filer"], str(row["period_end"])) == ("cik:7", "2012-12-31")


def test_typed_members_nil_empty_and_text_are_three(read) -> None:  # type: ignore[no-untyped-def]
    members = (' xsi:nil="true"/>', "/>", "> nil </h:Place2>")
    contexts = "".join(
        context(f"c{number}", segment=PLACE.format(member)) for number, member in enumerate(members)
    )
    rows, _ = read(contexts, "".join(cash(f"c{number}", "5") for number in range(3)))
    assert [row["dimensions"] for row in rows] == [
        '{"h:PlaceAxis":null}',
        '{"h:PlaceAxis":""}',
        '{"h:PlaceAxis":"nil"}',
    ]


def test_precision_is_told_as_decimals_and_precision_nought_is_not_exact(read) -> None:  # type: ignore[no-untyped-def]
    """Decimals are precision less the place of the first digit less one: of 1000 to four digits 0,
    of 0.00123 to two 4, of 123456 to three -3. Of precision 0 no digit is known: -4 of 1234."""
    pairs = [
        ("1000", "4"),
        ("0.00123", "2"),
        ("123456", "3"),
        ("0", "2"),
        ("99", "INF"),
        ("1234", "0"),
    ]
    facts = (
        cash(f"c{number}", value, f'precision="{digits}"')
        for number, (value, digits) in enumerate(pairs)
    )
    contexts = (
        context(f"c{number}", segment=PLACE.format(f">{number}</h:Place2>"))
        for number in range(len(pairs))
    )
    rows, messages = read("".join(contexts), "".join(facts))
    assert [row["decimals"] for row in rows] == [0, 4, -3, None, None, -4]
    (told,) = [message for message in messages if "precision 0" in message]
    assert told.startswith("i.xbrl:7: precision 0 of Cash says that no digit of it is known")


def test_a_fraction_is_its_text_and_said_to_be_no_number(read) -> None:  # type: ignore[no-untyped-def]
    fraction = (
        '<h:Rate contextRef="c" unitRef="u"><xbrli:numerator> 1</xbrli:numerator>'
        "<xbrli:denominator>3 </xbrli:denominator></h:Rate>\n"
    )
    rows, messages = read(context("c"), fraction)
    assert [row["value_text"] for row in rows] == ["1/3"]
    assert "i.xbrl:2: the fraction Rate is kept as a text: no number is made of it" in messages


def test_a_qname_is_one_text_whatever_prefix_it_is_filed_with(read) -> None:  # type: ignore[no-untyped-def]
    facts = '<h:Kind contextRef="c">{0}:Cash</h:Kind>\n'
    rows, _ = read(context("c"), facts.format("h") + facts.format("other"))
    assert [row["value_text"] for row in rows] == ["h:Cash", "h:Cash"]


def test_tuples_are_told(read) -> None:  # type: ignore[no-untyped-def]
    rows, messages = read(context("c"), '<h:Group><h:Text contextRef="c">x</h:Text></h:Group>')
    assert [row["value_text"] for row in rows] == ["x"]
    assert "i.xbrl:2: tuples are not kept: what is in them is taken fact by fact" in messages


@pytest.mark.parametrize("judged", [False, True])
def test_a_page_keeps_all_digits_and_resolves_relative_addresses(
    tmp_path: Path, judged: bool
) -> None:
    """More digits than Python's 28, scaled; and what `<base>` says of a link in escaped text."""
    if judged:
        (tmp_path / "h.xsd").write_text(SCHEMA, encoding="utf-8")
    number = '<ix:nonFraction name="h:Cash" contextRef="c" unitRef="u" decimals="INF" scale="3">{}</ix:nonFraction>'
    page = (
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" {NAMESPACES}>'
        '<head><title>t</title><base href="http://h.example/docs/"/></head><body><div style="display:none"><ix:header>'
        '<ix:references><link:schemaRef xlink:type="simple" xlink:href="h.xsd"/></ix:references><ix:resources>'
        f'{context("c")}<xbrli:unit id="u"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit></ix:resources>'
        f"</ix:header></div><p>{number.format('12345678901234567890123456789.0123456')}</p>"
        '<div><ix:nonNumeric name="h:Text" contextRef="c" escape="true">see <a href="note.htm#x">n</a></ix:nonNumeric>'
        "</div></body></html>"
    )
    path = tmp_path / "p.htm"
    path.write_text(page, encoding="utf-8")
    take(tmp_path / "f.duckdb", path, without_taxonomy=not judged)
    with store_api.connect(str(tmp_path / "f.duckdb")) as store:
        rows = store.sql("SELECT value_text FROM facts ORDER BY concept")
    assert [row["value_text"] for row in rows] == [
        "12345678901234567890123456789012.3456",
        'see <a href="http://h.example/docs/note.htm#x">n</a>',
    ]
