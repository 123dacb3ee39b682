"""Pages and instances read without their taxonomy: what is not right is told, never guessed, and
two reports never become one."""

from pathlib import Path

import pytest
from test_packages_of_others import PAGE as JUDGED
from test_packages_of_others import package

from crossfoot.workflows import store_api
from own_output import take

PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:g="http://g.example"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:link="http://www.xbrl.org/2003/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink"><body><ix:header><ix:references><link:schemaRef xlink:type="simple" xlink:href="me.xsd"/>
</ix:references><ix:resources>{resources}</ix:resources></ix:header><p>
<ix:nonNumeric name="g:W" contextRef="c">w</ix:nonNumeric>
{fact}</p></body></html>"""
INSTANCE = """<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:g="http://g.example" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"><link:schemaRef xlink:type="simple"
 xlink:href="me.xsd"/>{resources}<g:W contextRef="c">w</g:W>
{fact}</xbrli:xbrl>"""
CONTEXT = (
    '<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">7</xbrli:identifier></xbrli:entity>'
    "<xbrli:period><xbrli:instant>{}</xbrli:instant></xbrli:period></xbrli:context>"
)
UNIT = '<xbrli:unit id="u"><xbrli:measure>iso4217:{}</xbrli:measure></xbrli:unit>'
RIGHT = CONTEXT.format("2023-12-31") + UNIT.format("USD")
NUMBER = '<ix:nonFraction name="g:A" contextRef="c" unitRef="u" decimals="0">5</ix:nonFraction>'
ITEM = '<g:A contextRef="c" unitRef="u" decimals="0">5</g:A>'


def read(folder: Path, name: str, fact: str, resources: str = RIGHT) -> tuple[list[str], list[str]]:
    """What the findings say, and the values in the store."""
    path = folder / name
    path.write_text(
        (PAGE if name.endswith("htm") else INSTANCE).format(fact=fact, resources=resources),
        encoding="utf-8",
    )
    (taken,) = take(folder / "f.duckdb", path, without_taxonomy=True)
    with store_api.connect(str(folder / "f.duckdb")) as facts:
        values = (
            [
                row["value_text"]
                for row in facts.sql("SELECT value_text FROM facts ORDER BY ordinal")
            ]
            if facts.filings()
            else []
        )
    return [
        f"{one.severity} {one.source}: {one.message}"
        for one in taken.findings
        if one.code != "ingest.unvalidated"
    ], values


@pytest.mark.parametrize(
    ("fact", "item", "why"),
    [
        (
            'decimals="2.5"',
            'decimals="2.5"',
            "decimals '2.5' of g:A is neither a whole number nor INF",
        ),
        ('decimals=""', 'decimals=""', "decimals '' of g:A is neither a whole number nor INF"),
        (
            'precision="few"',
            'precision="few"',
            "precision 'few' of g:A is neither a whole number nor INF",
        ),
        ("", "", "the number g:A has no unit"),
    ],
)
def test_a_number_without_unit_or_with_an_accuracy_that_is_none_is_an_error_and_not_stored(
    tmp_path: Path, fact: str, item: str, why: str
) -> None:
    """Read as they stood, it would be a text, or exact to the last digit."""
    new = f'unitRef="u" {fact}' if fact else 'decimals="0"'
    for name, whole, line in (("p.htm", NUMBER, 6), ("i.xbrl", ITEM, 4)):
        folder = tmp_path / name[0]
        folder.mkdir()
        told, values = read(folder, name, whole.replace('unitRef="u" decimals="0"', new))
        assert (told, values) == ([f"error {name}:{line}: {why}"], [])


def test_a_name_with_a_prefix_that_nobody_declared_is_an_error(tmp_path: Path) -> None:
    told, values = read(tmp_path, "p.htm", NUMBER.replace("g:A", "z:A"))
    assert (told, values) == (["error p.htm:6: the fact z:A has a prefix that is not declared"], [])


def test_a_text_whose_continuation_is_missing_is_told(tmp_path: Path) -> None:
    told, values = read(
        tmp_path,
        "p.htm",
        '<ix:nonNumeric name="g:T" contextRef="c" continuedAt="x">begins</ix:nonNumeric>',
    )
    assert (told, values) == (
        ["warning p.htm:6: the text g:T goes on at 'x', which is not there; its beginning is kept"],
        ["w", "begins"],
    )


@pytest.mark.parametrize("name", ["p.htm", "i.xbrl"])
@pytest.mark.parametrize(
    ("more", "why"),
    [
        (CONTEXT.format("2022-12-31"), "two contexts have the id 'c' and differ"),
        (UNIT.format("EUR"), "two units have the id 'u' and differ"),
    ],
)
def test_an_id_that_means_two_contexts_or_units_makes_no_report(
    tmp_path: Path, name: str, more: str, why: str
) -> None:
    """The last one was taken."""
    told, values = read(tmp_path, name, NUMBER if name == "p.htm" else ITEM, RIGHT + more)
    assert (len(told), values) == (1, [])
    assert why in told[0]
    folder = tmp_path / "twice"
    folder.mkdir()
    same = read(folder, name, NUMBER if name == "p.htm" else ITEM, RIGHT + RIGHT)
    assert same == ([], ["w", "5"])


def test_a_fraction_has_its_two_parts_apart_and_tuples_are_told(tmp_path: Path) -> None:
    fraction = '<g:F contextRef="c" unitRef="u"><g:numerator>1</g:numerator><g:denominator>3</g:denominator></g:F>'.replace(
        "g:num", "xbrli:num"
    )
    told, values = read(
        tmp_path,
        "i.xbrl",
        fraction.replace("g:den", "xbrli:den") + '\n<g:T><g:N contextRef="c">n</g:N></g:T>',
    )
    assert values == ["w", "1/3", "n"]
    assert told == [
        "warning i.xbrl:4: the fraction F is kept as a text: no number is made of it",
        "warning i.xbrl:5: tuples are not kept: what is in them is taken fact by fact",
    ]


@pytest.mark.parametrize("judged", [False, True])
def test_a_page_that_tells_two_reports_is_no_single_filing(tmp_path: Path, judged: bool) -> None:
    path = tmp_path / "p.htm"
    path.write_text(
        JUDGED.replace('<ix:nonNumeric id="n"', '<ix:nonNumeric target="other" id="n"'),
        encoding="utf-8",
    )
    from test_packages_of_others import OWN

    (tmp_path / "me.xsd").write_text(OWN, encoding="utf-8")
    options = {"packages": (package(tmp_path),)} if judged else {"without_taxonomy": True}
    (taken,) = take(tmp_path / "f.duckdb", path, **options)  # type: ignore[arg-type]
    assert [one.message for one in taken.findings] == [
        "it has facts for target documents without references of their own: other"
    ]
