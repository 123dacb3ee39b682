"""What EDGAR takes of a page, held against Arelle's reading of the manual: its lists, its DTD, its
characters."""

from pathlib import Path

from arelle.ValidateFilingText import (
    disallowedCharactersPattern,
    efmBlockedInlineHtmlElementAttributes,
    efmBlockedInlineHtmlElements,
)
from lxml import etree

import arelle
from crossfoot.filing_rules.markup import BLOCKED, refused_markup
from crossfoot.render.escaped import escaped_texts
from harbor_case import Harbor

STEM = "hbr-20241231"
SUBMITTED = ("{}.htm", "{}.xsd", "{}_pre.xml", "{}_cal.xml", "{}_def.xml", "{}_lab.xml")


def test_the_blocked_elements_are_those_of_arelle() -> None:
    """Its list has names of handlers too, which are attributes; the style sheet has a rule of its
    own."""
    handlers = {"onclick", "oncontextmenu", "ondblclick", "onfocus", "onload"}
    assert {*BLOCKED, "style"} == efmBlockedInlineHtmlElements - handlers
    attributes = [
        (name, said)
        for name, told in efmBlockedInlineHtmlElementAttributes.items()
        for said in told
    ]
    found = [list(refused_markup(f'<{name} id="x" {said}="y">')) for name, said in attributes]
    assert found == [[f"the attribute {said} of <{name}>"] for name, said in attributes]
    assert list(refused_markup('<a id="name=">x</a><tbody><thead><span class="a">')) == []


def with_block(harbor: Harbor) -> None:
    harbor.write(
        "networks/per-share.csv",
        harbor.read("networks/per-share.csv") + b"1,EarningsPerShareTextBlock,,,\n",
    )
    harbor.edit(
        "filing.yaml",
        "    networks: [per-share]\n",
        "    networks: [per-share]\n    text_block: EarningsPerShareTextBlock\n",
    )
    harbor.edit(
        "filing.yaml",
        "    networks: [highlights]\n",
        "    networks: [highlights]\n    text_block: EarningsPerShareTextBlock\n",
    )


def test_every_file_of_a_submission_is_ascii_and_says_the_same(harbor: Harbor) -> None:
    """Dashes of the statements and Japanese labels stand as references; the XBRL 2.1 instance is
    not sent and stays as people read it."""
    harbor.edit("company.yaml", "profile: plain", "profile: sec")
    harbor.edit(
        "filing.yaml",
        "Shops run by dealers are not counted.",
        "Shops run by dealers — 特約店 — are not counted ^ here.",
    )
    told = harbor.build()
    assert (told.code, [text for text in told.texts if "page." in text]) == (0, [])
    for name in SUBMITTED:
        text = (harbor.output / name.format(STEM)).read_bytes().decode("ascii")
        assert disallowedCharactersPattern.search(text) is None, name
    page = (harbor.output / f"{STEM}.htm").read_text(encoding="ascii")
    assert "dealers &#8212; &#29305;&#32004;&#24215; &#8212; are not counted &#94; here" in page
    assert "特約店 — are not counted ^ here" in "".join(etree.fromstring(page.encode()).itertext())
    assert "特約店" in (harbor.output / f"{STEM}.xbrl").read_text(encoding="utf-8")


def test_files_of_other_authorities_stay_utf_8(harbor: Harbor) -> None:
    harbor.edit(
        "filing.yaml",
        "Shops run by dealers are not counted.",
        "Shops run by dealers — 特約店 — are not counted.",
    )
    assert harbor.build().code == 0
    assert "dealers — 特約店 — are" in (harbor.output / f"{STEM}.htm").read_text(encoding="utf-8")


def test_the_text_of_a_block_keeps_to_the_dtd_that_the_manual_names(harbor: Harbor) -> None:
    """EFM 6.5.16, which Arelle tests with the DTD beside it."""
    with_block(harbor)
    assert harbor.build().code == 0
    values = escaped_texts([(harbor.output / f"{STEM}.htm").read_text(encoding="utf-8")])
    assert len(values) == 1
    with (Path(arelle.__file__).parent / "config" / "xhtml1-strict-ix.dtd").open(
        encoding="utf-8"
    ) as file:
        dtd = etree.DTD(file)
    for value in values.values():
        body = etree.fromstring(f"<body><div>{value}</div></body>")
        assert dtd.validate(body), dtd.error_log.filter_from_errors()
        assert list(refused_markup(value)) == []
