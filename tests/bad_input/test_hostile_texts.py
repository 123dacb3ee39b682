"""Texts that would run, break out or overflow: refused with a finding, or written so that they are
only text."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from harbor_case import Harbor

STEM = "hbr-20241231"
HOSTILE = [
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "</th></tr></table><b>unbalanced",
    "]]><!--",
    "&lt;script&gt;&#60;b&#62; &amp;amp;",
    "<ix:nonFraction name='gaap:Assets'>1</ix:nonFraction>",
    "${7*7} {% raw %}",
]
XHTML = "{http://www.w3.org/1999/xhtml}"
HARMLESS = {
    f"{XHTML}{name}"
    for name in (
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "div",
        "h1",
        "h2",
        "h3",
        "p",
        "table",
        "caption",
    )
} | {
    f"{XHTML}{name}"
    for name in ("thead", "tbody", "tr", "th", "td", "span", "sup", "a", "ol", "li", "img")
}


def places(harbor: Harbor, hostile: str) -> None:
    """Put the text where a preparer can put texts: a title, a heading, a printed label, a note, a
    cover fact, a chart."""
    quoted = json.dumps(hostile)
    harbor.edit("filing.yaml", '"Net Income per Share"', quoted)
    harbor.edit("filing.yaml", '["Year 2023"]', f"[{quoted}]")
    harbor.edit("filing.yaml", '"Shops run by dealers are not counted."', quoted)
    harbor.edit(
        "filing.yaml",
        'EntityRegistrantName: "Harbor Tools Corp."',
        f"EntityRegistrantName: {quoted}",
    )
    path = harbor.filing / "filing.yaml"
    rows = 'rows: [Assets]\n    columns: ["2023-12-31", "2024-12-31"]'
    path.write_text(
        f"{path.read_text()}charts:\n  - id: assets\n    title: {quoted}\n    table: bs\n    {rows}\n"
    )


def page_of(harbor: Harbor) -> tuple[str, ET.Element]:
    text = (harbor.output / f"{STEM}.htm").read_text(encoding="utf-8")
    return text, ET.fromstring(text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_text_is_shown_as_text_and_does_nothing(harbor: Harbor, hostile: str) -> None:
    places(harbor, hostile)
    told = harbor.build("--lang", "ja")
    expected = ("[rule.cover.name]", "[rule.text.pasted]")
    assert [text for text in told.texts if "rule." in text and not text.endswith(expected)] == []
    pasted = [text for text in told.texts if text.endswith("[rule.text.pasted]")]
    assert len(pasted) >= 5 or (hostile.startswith("${") and not pasted), (
        "title, heading, note, cover and chart are told"
    )
    assert told.code == 0
    _, root = page_of(harbor)
    assert {element.tag for element in root.iter() if element.tag.startswith(XHTML)} <= HARMLESS
    assert [
        name for element in root.iter() for name in element.attrib if name.lower().startswith("on")
    ] == []
    printed = "".join(root.itertext())
    assert printed.count(hostile) >= 4, "title, contents, heading, cover and chart show it as it is"
    links = [
        value
        for element in root.iter()
        for name, value in element.attrib.items()
        if name in ("href", "src")
    ]
    assert [
        link for link in links if not link.startswith(("#", "data:image/svg+xml;base64,"))
    ] == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_every_other_file_stays_what_it_is(harbor: Harbor, hostile: str) -> None:
    places(harbor, hostile)
    assert harbor.build().code == 0
    for path in sorted(harbor.output.glob(f"{STEM}*")):
        if path.suffix in (".xbrl", ".xsd", ".xml", ".htm"):
            ET.parse(path)
    facts = json.loads((harbor.output / f"{STEM}.json").read_text(encoding="utf-8"))[
        "facts"
    ].values()
    assert [
        fact["value"]
        for fact in facts
        if fact["dimensions"]["concept"].endswith(":EntityRegistrantName")
    ] == [hostile]
    report = (harbor.output / "findings.html").read_text(encoding="utf-8")
    assert len(re.findall("<script", report)) == 1, "our own"
    assert hostile not in report.partition("<h2>What ran")[0] or "<" not in hostile


@pytest.mark.parametrize(
    ("label", "code"), [("<b>Tools</b>", "rule.label.form"), ("a < b", "rule.label.form")]
)
def test_markup_in_an_element_s_label_is_refused(harbor: Harbor, label: str, code: str) -> None:
    rows = harbor.read("concepts.csv").decode().splitlines()
    name, kind, period, balance, first = rows[1].split(",")[:5]
    harbor.write(
        "concepts.csv",
        "\n".join(rows)
        .replace(
            f"{name},{kind},{period},{balance},{first}", f"{name},{kind},{period},{balance},{label}"
        )
        .encode(),
    )
    told = harbor.refused()
    assert [text for text in told.texts if f"[{code}]" in text]


def test_a_cell_of_a_megabyte_is_refused_at_its_place(harbor: Harbor) -> None:
    harbor.write("highlights.csv", b"concept,label,2024-12-31\nAssets," + b"x" * 2**20 + b",1\n")
    assert harbor.refused().texts == [
        "highlights.csv:2 [label]: the cell holds more than 100,000 characters [read.cell]"
    ]


def test_a_title_of_a_megabyte_is_refused_at_its_line(harbor: Harbor) -> None:
    harbor.edit("filing.yaml", '"Net Income per Share"', f'"{"x" * 2**20}"')
    assert [text for text in harbor.refused().texts if "100,000" in text]


def test_a_picture_cannot_carry_a_script(harbor: Harbor) -> None:
    import base64

    places(harbor, "<script>alert(1)</script>")
    assert harbor.build().code == 0
    text, _ = page_of(harbor)
    pictures = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', text)
    assert len(pictures) == 1
    svg = ET.fromstring(base64.b64decode(pictures[0]))
    assert {element.tag.rpartition("}")[2] for element in svg.iter()} <= {
        "svg",
        "defs",
        "title",
        "desc",
        "path",
        "rect",
        "text",
    }


def test_paths_of_hostile_names_do_not_leave_the_output(harbor: Harbor) -> None:
    harbor.edit("company.yaml", "prefix: hbr", "prefix: ../x")
    assert [text for text in harbor.refused().texts if "[company.prefix]" in text]
    assert not Path(harbor.root / "x").exists()


@pytest.mark.parametrize("lang", ["日本 <", 'en" onclick="x', "x y", "", "e"])
def test_a_language_that_would_break_out_of_its_attribute_is_refused_at_its_line(
    harbor: Harbor, lang: str
) -> None:
    harbor.edit("filing.yaml", "  - id: shops\n", f"  - id: shops\n    lang: {json.dumps(lang)}\n")
    assert harbor.refused().texts == [f"filing.yaml:52: '{lang}' is not a language [note.lang]"]


def test_a_note_may_be_in_any_language(harbor: Harbor) -> None:
    harbor.edit("filing.yaml", "  - id: shops\n", "  - id: shops\n    lang: zh-Hant-TW\n")
    assert harbor.build().code == 0
    assert 'xml:lang="zh-Hant-TW"' in page_of(harbor)[0]
