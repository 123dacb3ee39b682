"""Text blocks: a table as a fact, cut in two on the page, and the same markup in all four
syntaxes."""

import json
import xml.etree.ElementTree as ET

import pytest

from crossfoot.arelle.session import ArelleSession
from crossfoot.render.escaped import escaped_texts
from harbor_case import Harbor

STEM = "hbr-20241231"
BLOCK = "eps.EarningsPerShareTextBlock.2024-01-01_2024-12-31"
HOSTILE = "<script>alert(1)</script> & \"so\" 'on' ]]> ${7*7}"


def page(body: str) -> list[str]:
    return [
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL">{body}</html>'
    ]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (
            "<p>out</p><ix:nonNumeric id='a' escape='true'><p>in</p> tail</ix:nonNumeric>",
            "<p>in</p> tail",
        ),
        (
            "<ix:nonNumeric id='a' escape='1'>1 &lt; 2 &amp; 3 &gt; 2</ix:nonNumeric>",
            "1 &lt; 2 &amp; 3 &gt; 2",
        ),
        (
            "<ix:nonNumeric id='a' escape='true'><b>1<ix:nonFraction id='n'>2</ix:nonFraction></b></ix:nonNumeric>",
            "<b>12</b>",
        ),
        (
            "<ix:nonNumeric id='a' escape='true'>x<ix:exclude><p>no</p></ix:exclude>y</ix:nonNumeric>",
            "xy",
        ),
        (
            "<ix:nonNumeric id='a' escape='true'><ix:nonNumeric id='b'>1</ix:nonNumeric>2</ix:nonNumeric>3",
            "12",
        ),
        (
            "<ix:nonNumeric id='a' escape='true'><br/><td/><col span='2'/></ix:nonNumeric>",
            '<br/><td></td><col span="2"/>',
        ),
        (
            "<ix:nonNumeric id='a' escape='true'><i title='&quot;&lt;' id='b'>x</i></ix:nonNumeric>",
            '<i id="b" title="&quot;&lt;">x</i>',
        ),
        (
            "<ix:continuation id='c'>3</ix:continuation><ix:nonNumeric id='a' escape='true' continuedAt='b'>1</ix:nonNumeric>"
            "<ix:continuation id='b' continuedAt='c'><i>2</i></ix:continuation>",
            "1<i>2</i>3",
        ),
    ],
)
def test_the_markup_of_an_escaped_tag_is_its_text(body: str, value: str) -> None:
    assert escaped_texts(page(body))["a"] == value


def test_what_is_not_escaped_is_no_markup() -> None:
    assert escaped_texts(page("<ix:nonNumeric id='a'><b>x</b></ix:nonNumeric>")) == {}


def test_a_chain_that_bites_its_tail_ends() -> None:
    head = "<ix:nonNumeric id='a' escape='true' continuedAt='b'>1</ix:nonNumeric>"
    assert escaped_texts(
        page(f"{head}<ix:continuation id='b' continuedAt='b'>2</ix:continuation>")
    ) == {"a": "12"}


def add_blocks(
    harbor: Harbor, *, name: str = "EarningsPerShareTextBlock", network: bool = True
) -> None:
    """The two tables of Harbor that stand far from each other, per share and highlights, as one
    text block."""
    if network:
        harbor.write(
            "networks/per-share.csv",
            harbor.read("networks/per-share.csv") + b"1,EarningsPerShareTextBlock,,,\n",
        )
    harbor.edit(
        "filing.yaml",
        "    networks: [per-share]\n",
        f"    networks: [per-share]\n    text_block: {name}\n",
    )
    harbor.edit(
        "filing.yaml",
        "    networks: [highlights]\n",
        f"    networks: [highlights]\n    text_block: {name}\n",
    )


def told(harbor: Harbor) -> str:
    facts = json.loads((harbor.output / f"{STEM}.json").read_text(encoding="utf-8"))["facts"]
    return str(facts[BLOCK]["value"])


def test_two_tables_of_one_name_are_one_fact_and_the_second_continues_the_first(
    harbor: Harbor,
) -> None:
    add_blocks(harbor)
    assert harbor.build().code == 0
    text = (harbor.output / f"{STEM}.htm").read_text(encoding="utf-8")
    assert text.count('escape="true"') == text.count("<ix:continuation ") == 1
    assert f'<ix:continuation id="{BLOCK}.2">' in text
    assert f'continuedAt="{BLOCK}.2">' in text
    value = told(harbor)
    assert value.count("<table") == 2
    assert [value.index(title) for title in ("Net Income per Share", "Highlights")] == sorted(
        value.index(title) for title in ("Net Income per Share", "Highlights")
    )
    assert "ix:" not in value
    assert "↩" not in value, "the way back to a mark is the page's, not the company's"
    ET.fromstring(f"<x>{value}</x>")
    assert value == value.strip(), "other readers strip texts; there is nothing to strip"
    place = json.loads((harbor.output / "sources.json").read_text(encoding="utf-8"))[BLOCK]
    assert (place["file"], place["row"]) == ("filing.yaml", 32)


@pytest.mark.parametrize("title", ["Net Income per Share", HOSTILE])
def test_arelle_reads_the_same_markup_in_all_four_syntaxes(
    harbor: Harbor, arelle: ArelleSession, title: str
) -> None:
    add_blocks(harbor)
    harbor.edit("filing.yaml", '"Net Income per Share"', json.dumps(title))
    assert harbor.build("--lang", "ja").code == 0
    value = told(harbor)
    assert title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in value
    package = harbor.output / f"{STEM}-taxonomy.zip"
    for name in (
        f"{STEM}.htm",
        f"{STEM}.xbrl",
        f"{STEM}.json",
        f"{STEM}-csv/{STEM}.json",
        f"{STEM}-ja.htm",
    ):
        result = arelle.validate(harbor.output / name, packages=[package], facts=True)
        assert [m.text for m in result.messages if m.mode == ""] == [], name
        read = [
            fact
            for fact in result.facts or ()
            if fact.concept.endswith("}EarningsPerShareTextBlock")
        ]
        assert [(fact.value, fact.language) for fact in read] == [(value, "en-us")], name


@pytest.mark.parametrize(
    ("name", "network", "finding"),
    [
        (
            "EarningPerShareTextBlock",
            True,
            "filing.yaml:32: there is no concept 'EarningPerShareTextBlock' [build.concept]",
        ),
        (
            "Assets",
            True,
            "filing.yaml:32: Assets has the type monetary and can't hold the text of a table [build.text-block]",
        ),
        (
            "EarningsPerShareTextBlock",
            False,
            "filing.yaml:32: EarningsPerShareTextBlock does not stand in 'per-share' or 'highlights' [build.place]",
        ),
        (
            "[Assets]",
            True,
            "filing.yaml:32: 'text_block' should be a text, it is a list [read.definition]",
        ),
    ],
)
def test_a_name_that_is_no_text_block_is_refused_at_its_line(
    harbor: Harbor, name: str, network: bool, finding: str
) -> None:
    add_blocks(harbor, name=name, network=network)
    assert harbor.refused().texts[0] == finding


def test_a_text_block_on_the_cover_is_sent_to_its_table(harbor: Harbor) -> None:
    harbor.edit(
        "filing.yaml", "cover:\n", "cover:\n  SegmentReportingDisclosureTextBlock: Two segments.\n"
    )
    wanted = "filing.yaml:7: SegmentReportingDisclosureTextBlock is a text block, no cover text [build.cover]"
    assert harbor.refused().texts == [wanted]


def test_a_page_without_text_blocks_has_neither_escapes_nor_exclusions(harbor: Harbor) -> None:
    assert harbor.build().code == 0
    text = (harbor.output / f"{STEM}.htm").read_text(encoding="utf-8")
    assert not any(one in text for one in ("escape=", "ix:exclude", "ix:continuation"))
