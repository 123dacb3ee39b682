"""What the header of the page says is read back: a tampered entity, day, member, measure, prefix or
schema is found."""
# ruff: noqa: E501 (a table reads best with one line a case)

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest
from msgspec.structs import replace

from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Footnote, Instance, Unit
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.render.inline import inline_text
from small_filing import CONCEPTS, DAY, USD, YEAR, at, check_inline, good

EARNED = Unit(id="USD_per_share", numerators=("iso4217:USD",), denominators=("xbrli:shares",))


def number(
    name: str, concept: str, period: Period, unit: Unit, members: tuple[tuple[str, str], ...] = ()
) -> Fact:
    return Fact(
        id=name,
        concept=CONCEPTS[concept],
        period=period,
        members=members,
        value=Decimal(60),
        unit=unit,
        decimals=0,
        source=at("bs.csv"),
    )


FACTS = (
    number("bs.1", "Cash", DAY, USD, (("ClassAxis", "HouseMember"),)),
    number("bs.2", "Assets", YEAR, EARNED),
)
NOTE = Footnote(id="note-1", text="Counted by hand.", lang="en", facts=("bs.1",))


def taken() -> tuple[Instance, Taxonomy]:
    done = good()
    return replace(done.instance, facts=FACTS, cover=(), footnotes=(NOTE,)), done.taxonomy


@cache
def page(container: str) -> str:
    instance, taxonomy = taken()
    return "".join(inline_text(instance, taxonomy, container))


def told(shown: str, container: str = "segment") -> list[str]:
    return [f.message for f in check_inline([shown], *taken(), container)]


def test_a_page_as_it_should_be_is_silent_in_both_containers() -> None:
    assert told(page("segment")) == told(page("scenario"), "scenario") == []


ENTITY = "identifier http://www.sec.gov/CIK 0000000042"
DATED, HOUSE = (
    "c.2024-12-31.Class-House",
    "explicitMember b:ClassAxis sml:HouseMember in the segment",
)
LASTING = "c.2024-01-01_2024-12-31"
TAMPERED = [
    ("0000000042", "0000000043", f"the context '{DATED}' says identifier http://www.sec.gov/CIK 0000000043, the facts say {ENTITY}"),
    ("sec.gov/CIK", "sec.gov/cik", f"the context '{DATED}' says identifier http://www.sec.gov/cik 0000000042, the facts say {ENTITY}"),
    ("<xbrli:instant>2024-12-31", "<xbrli:instant>2023-12-31", f"the context '{DATED}' says instant 2023-12-31, the facts say instant 2024-12-31"),
    ("<xbrli:startDate>2024-01-01", "<xbrli:startDate>2024-01-02", f"the context '{LASTING}' says startDate 2024-01-02, the facts say startDate 2024-01-01"),
    ("<xbrli:endDate>2024-12-31", "<xbrli:endDate>2024-12-30", f"the context '{LASTING}' says endDate 2024-12-30, the facts say endDate 2024-12-31"),
    ("sml:HouseMember", "sml:SmallStock", f"the context '{DATED}' says explicitMember b:ClassAxis sml:SmallStock in the segment, the facts say {HOUSE}"),
    ("b:ClassAxis", "b:OtherAxis", f"the context '{DATED}' says explicitMember b:OtherAxis sml:HouseMember in the segment, the facts say {HOUSE}"),
    ("<xbrli:segment>", "<xbrli:segment><b:Cash/>", "the header holds 'Cash'"),
    ('<xbrldi:explicitMember dimension="b:ClassAxis">sml:HouseMember</xbrldi:explicitMember>', "", f"the context '{DATED}' says too little, the facts say {HOUSE}"),
    ("iso4217:USD</xbrli:measure></xbrli:unit>", "iso4217:JPY</xbrli:measure></xbrli:unit>", "the unit 'USD' says measure iso4217:JPY, the facts say measure iso4217:USD"),
    ("xbrli:shares<", "xbrli:pure<", "the unit 'USD_per_share' says measure xbrli:pure in the unitDenominator, the facts say measure xbrli:shares in the unitDenominator"),
    ('id="USD_per_share"', 'id="USD_a_share"', "the unit 'USD_a_share' belongs to no fact"),
    ('href="sml-20241231.xsd"', 'href="sml-20231231.xsd"', "the page refers to sml-20231231.xsd, the instance to sml-20241231.xsd"),
    ('<link:schemaRef xlink:type="simple" xlink:href="sml-20241231.xsd"/>', "", "the page refers to no schema, the instance to sml-20241231.xsd"),
    ('fromRefs="bs.1"', 'fromRefs="bs.2"', "the relationship 'fromRefs: bs.1 toRefs: note-1' is not on the page"),
    ('toRefs="note-1"/>', 'toRefs="note-1" order="2"/>', "the relationship 'fromRefs: bs.1 toRefs: note-1' is not on the page"),
    ('xmlns:iso4217="http://www.xbrl.org/2003/iso4217"', 'xmlns:iso4217="http://www.xbrl.org/2003/utr"', "the prefix 'iso4217' stands for http://www.xbrl.org/2003/utr, not for http://www.xbrl.org/2003/iso4217"),
    ('xmlns:sml="https://example.org/small/20241231"', 'xmlns:sml="https://example.org/small/20231231"', "the prefix 'sml' stands for https://example.org/small/20231231, not for https://example.org/small/20241231"),
    (' xmlns:iso4217="http://www.xbrl.org/2003/iso4217"', "", "the prefix 'iso4217' is not declared"),
    ('<p class="note"', '<p xmlns:b="http://example.org/" class="note"', "the prefix 'b' stands for http://example.org/, not for http://fasb.org/us-gaap/2024"),
    ("</body>", "<ix:fraction/></body>", "the page holds 'fraction', which no fact of ours is"),
    ("</body>", '<ix:nonNumeric name="b:Cash" contextRef="c">1</ix:nonNumeric></body>', "the tag '' is not a fact of the instance"),
    ("<body", '<body xml:base="https://example.org/"', "'body' leads its facts to another place"),
    ("<ix:references", '<ix:references target="other"', "'references' leads its facts to another place"),
    ('xml:lang="en-US">Counted', 'xml:lang="ja">Counted', "the footnote 'note-1' is not the one of the instance"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), TAMPERED)
def test_whatever_is_tampered_with_in_the_header_is_found(
    old: str, new: str, expected: str
) -> None:
    assert old in " ".join(page("segment").split("\n  ")), old
    shown = page("segment").replace(old.strip(), new, 1)
    assert expected in told(shown)


def test_dimensions_in_the_other_container_are_found() -> None:
    message = (
        f"the context '{DATED}' says {HOUSE}, the facts say {HOUSE.replace('segment', 'scenario')}"
    )
    assert message in told(page("segment"), "scenario")


def moved(*changes: tuple[str, str]) -> Iterator[str]:
    shown = page("segment")
    for old, new in changes:
        assert old in shown
        shown = shown.replace(old, new, 1)
    yield from told(shown)


def test_a_second_context_of_the_same_id_and_a_missing_one_are_found() -> None:
    twice = '<xbrli:context id="c.2024-01-01_2024-12-31">'
    found = list(moved((twice, f'<xbrli:context id="{DATED}">')))
    assert f"the id '{DATED}' stands twice" in found
    assert f"the context '{LASTING}' is not on the page" in found
    assert f"the context '{DATED}' belongs to no fact" in found


@pytest.mark.parametrize(
    "more",
    ['xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', 'target="other"'],
)
def test_an_attribute_that_changes_what_a_tag_means_is_found(more: str) -> None:
    found = list(moved(('<ix:nonFraction id="bs.1"', f'<ix:nonFraction {more} id="bs.1"')))
    name = more.partition("=")[0].rpartition(":")[2]
    assert f"bs.1: the tag says {name}, which no fact does" in found
