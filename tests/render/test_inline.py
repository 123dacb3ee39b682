"""The inline page: tags worked out by hand, notes both ways, and the same values read back by
Arelle."""

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import small_filing
from crossfoot.arelle.session import ArelleSession
from crossfoot.model.filing import Note, Period
from crossfoot.model.finding import Finding
from crossfoot.model.instance import (
    Amount,
    CellView,
    Fact,
    Footnote,
    Instance,
    LabelPart,
    Line,
    Statement,
    Unit,
)
from crossfoot.model.packed_cell import Binding, PackedCell, Printed
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Label, Network, Node, Taxonomy, Vocabulary
from crossfoot.render.inline import inline_text
from crossfoot.render.inline_cells import Cells, value_cell
from crossfoot.render.inline_head import head_rows
from crossfoot.render.inline_notes import notes_of
from crossfoot.render.inline_strings import WORDS
from crossfoot.render.inline_verify import PageCheck
from crossfoot.render.inline_verify_parse import PLAIN_ROW
from crossfoot.render.xbrl import contexts_of

AT = SourceRef(file="bs.csv", row=2, column="2010 JPY")
DAY = Period(start="", end="2010-03-31")
JPY = Unit(id="JPY", numerators=("iso4217:JPY",))
PURE = Unit(id="pure", numerators=("xbrli:pure",))


def concept(name: str, kind: str = "monetary", ja: str = "") -> Concept:
    labels = (
        Label(role="", lang="en", text=name),
        *([Label(role="", lang="ja", text=ja)] if ja else []),
    )
    return Concept(name=name, prefix="t", type=kind, period="instant", labels=labels, source=AT)


CASH, OTHER, RATIO = (
    concept("Cash", ja="現金"),
    concept("Other", ja="その他"),
    concept("Ratio", "percent"),
)
NAME, ENDS, FLAG, CLOSES = (
    concept("Name", "string"),
    concept("Ends", "date"),
    concept("Flag", "boolean"),
    concept("Closes", "gMonthDay"),
)
CONCEPTS = {c.name: c for c in (CASH, OTHER, RATIO, NAME, ENDS, FLAG, CLOSES)}
NODES = (Node(concept="Cash", level=1, parent=-1, role="total", source=AT),)
NETWORK = Network(
    id="bs",
    number=1,
    kind="Statement",
    title="Balance",
    title_ja="貸借対照表",
    nodes=NODES,
    source=AT,
)
TAXONOMY = Taxonomy(
    vocabulary=Vocabulary(
        prefix="t", namespace="http://example.org/t", base_url="http://example.org/", schema="t.xsd"
    ),
    concepts=CONCEPTS,
    networks=(NETWORK,),
)


def amount(
    before: str, digits: str, after: str, value: str, scale: int = 3, *, dash: bool = False
) -> Amount:
    exact = Decimal(value)
    return Amount(
        before=before,
        digits=digits,
        after=after,
        value=exact,
        scale=scale,
        decimals=-scale,
        dash=dash,
    )


def fact(name: str, of: Concept, value: str, unit: Unit | None = JPY, decimals: int = -3) -> Fact:
    exact: Decimal | str = Decimal(value) if unit else value
    lang = "en" if of.type == "string" else ""
    return Fact(
        id=name,
        concept=of,
        period=DAY,
        members=(),
        value=exact,
        unit=unit,
        decimals=decimals,
        lang=lang,
        source=AT,
    )


LOSS = CellView(
    text="(1,413,102)",
    source=AT,
    amount=amount("(", "1,413,102", ")", "-1413102000"),
    facts=(fact("bs.Cash.a", CASH, "-1413102000"),),
)
NEGATED = replace(LOSS, facts=(fact("bs.Other.b", OTHER, "1413102000"),), negated=True)
SHARE = CellView(
    text="46.1",
    source=AT,
    amount=amount("", "46.1", "", "0.461", -2),
    facts=(fact("bs.Ratio.c", RATIO, "0.461", PURE, 3),),
)
NOTHING = CellView(
    text="—",
    source=AT,
    amount=amount("", "—", "", "0", dash=True),
    facts=(fact("bs.Cash.d", CASH, "0"),),
)
PLAIN = LabelPart(text="Cash <script>alert(1)</script> & so on")


def line(
    *cells: CellView, label: tuple[LabelPart, ...] = (PLAIN,), notes: tuple[str, ...] = ()
) -> Line:
    return Line(
        label=label,
        concept=CASH,
        role="",
        level=1,
        heading=False,
        total=False,
        notes=notes,
        cells=cells,
        source=AT,
    )


def report(*lines: Line, columns: int = 1, cover: tuple[Fact, ...] = ()) -> Instance:
    statement = Statement(
        id="bs",
        title="Balance Sheet",
        networks=("bs",),
        column_names=tuple(f"c{n}" for n in range(columns)),
        headings=tuple(("2010", f"c{n}") for n in range(columns)),
        derived=(False,) * columns,
        lines=lines,
    )
    facts = [f for row in lines for part in (*row.label, *row.cells) for f in part.facts]
    return Instance(
        stem="t-20100331", title="Results", scheme="http://example.org/id", identifier="A", facts=(*cover, *facts), cover=cover,
        statements=(statement,), footnotes=(), notes=(),
    )  # fmt: skip


def page(instance: Instance, lang: str = "en") -> str:
    return "".join(inline_text(instance, TAXONOMY, "segment", lang=lang))


def check_inline(
    pieces: Iterable[str], instance: Instance, container: str = "segment"
) -> list[Finding]:
    return small_filing.check_inline(pieces, instance, TAXONOMY, container)


def tag(name: str, of: str, how: str, digits: str, unit: str = "JPY", decimals: str = "-3") -> str:
    return (
        f'<ix:nonFraction id="{name}" name="t:{of}" contextRef="c.2010-03-31" unitRef="{unit}" '
        f'decimals="{decimals}"{how}>{digits}</ix:nonFraction>'
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            LOSS,
            "("
            + tag(
                "bs.Cash.a", "Cash", ' scale="3" format="ixt:num-dot-decimal" sign="-"', "1,413,102"
            )
            + '<span class="hang">)</span>',
        ),
        (
            NEGATED,
            "("
            + tag("bs.Other.b", "Other", ' scale="3" format="ixt:num-dot-decimal"', "1,413,102")
            + '<span class="hang">)</span>',
        ),
        (
            SHARE,
            tag(
                "bs.Ratio.c",
                "Ratio",
                ' scale="-2" format="ixt:num-dot-decimal"',
                "46.1",
                "pure",
                "3",
            ),
        ),
        (NOTHING, tag("bs.Cash.d", "Cash", ' format="ixt:fixed-zero"', "—")),
    ],
)
def test_only_the_digits_are_tagged_and_the_sign_is_that_of_the_fact(
    cell: CellView, expected: str
) -> None:
    instance = report(line(cell))
    assert f"<td>{expected}</td>" in page(instance)
    assert check_inline([page(instance)], instance) == []


BINDING = Binding(
    column="2010 JPY",
    context=(DAY, ()),
    period=DAY,
    members=(),
    unit=JPY,
    scale=3,
    decimals=-3,
    stated_decimals=None,
    tail=".2010-03-31.JPY",
)


def usual(
    stem: str, text: str, value: str, *, negated: bool = False, column: Binding = BINDING
) -> Any:
    """A usual cell: its own fact and amount."""
    return PackedCell(
        row=Printed(source=AT, concept=CASH, stem=stem, negated=negated),
        column=column,
        text=text,
        value=Decimal(value),
    )


def test_the_short_way_of_a_line_says_what_each_cell_would_say_by_itself() -> None:
    """The root of the page's speed: `Cells.row` writes at once what `value_cell` writes cell by
    cell."""
    ratio = replace(BINDING, unit=PURE, scale=0, decimals=0, tail=".pure")
    cells = (
        usual("a", "1,413,102", "1413102E3"),
        usual("a", "7", "7", column=ratio),
        usual("b", "(1,413,102)", "-1413102E3"),
        usual("c", "(5)", "5E3", negated=True),
        usual("d", "5", "-5E3", negated=True),
        usual("noted", "0", "0E3"),
        *(LOSS, SHARE, NEGATED, NOTHING),
        CellView(text="", source=AT),
        CellView(text="n/a <1>", source=AT),
        CellView(
            text="46.1", source=AT, amount=amount("", "46.1", "", "0.461", -2), status="derived"
        ),
        replace(LOSS, amount=amount("about <", "1,413,102", "& more", "-1413102000")),
    )
    rate = Footnote(
        id="note-rate", text="x", lang="en", facts=("noted.2010-03-31.JPY", "bs.Cash.a")
    )
    for instance in (
        report(line(*cells), columns=len(cells)),
        replace(report(line(*cells)), footnotes=(rate,)),
    ):
        used, told = (
            contexts_of([f for cell in cells for f in cell.facts]),
            [frozenset[str]()] * len(cells),
        )
        apart, together = notes_of(instance, WORDS["en"]), notes_of(instance, WORDS["en"])
        one_by_one = "".join(value_cell(cell, told[0], used, apart) for cell in cells)
        assert Cells(used=used, notes=together).row(cells, told) == one_by_one
        assert one_by_one.count("</sup>") == (3 if instance.footnotes else 0)


def test_one_number_in_a_label_that_stands_for_two_facts_is_two_nested_tags() -> None:
    both = (fact("bs.Cash.x", CASH, "16701000"), fact("bs.Other.y", OTHER, "16701000"))
    number = LabelPart(text="16,701", amount=amount("", "16,701", "", "16701000"), facts=both)
    instance = report(
        line(LOSS, label=(LabelPart(text="net of JPY "), number, LabelPart(text=" thousand")))
    )
    how = ' scale="3" format="ixt:num-dot-decimal"'
    nested = tag("bs.Cash.x", "Cash", how, tag("bs.Other.y", "Other", how, "16,701"))
    assert f'<th scope="row">net of JPY {nested} thousand</th>' in page(instance)
    assert check_inline([page(instance)], instance) == []


def test_a_fact_that_can_not_share_the_tag_is_hidden_and_not_lost() -> None:
    shares = fact("bs.Ratio.z", RATIO, "16701000", PURE, 0)
    number = LabelPart(
        text="16,701",
        amount=amount("", "16,701", "", "16701000"),
        facts=(fact("bs.Cash.x", CASH, "16701000"), shares),
    )
    instance = report(line(LOSS, label=(number,)))
    hidden = tag("bs.Ratio.z", "Ratio", ' format="ixt:num-dot-decimal"', "16701000", "pure", "0")
    assert f"<ix:hidden>\n{hidden}\n</ix:hidden>" in page(instance)
    assert check_inline([page(instance)], instance) == []
    assert "ix:hidden" not in page(report(line(LOSS)))


def test_printed_text_is_escaped() -> None:
    shown = page(replace(report(line(LOSS)), title="<b>R&D</b>"))
    assert "Cash &lt;script&gt;alert(1)&lt;/script&gt; &amp; so on" in shown
    assert "<h1>&lt;b&gt;R&amp;D&lt;/b&gt;</h1>" in shown
    assert "<script" not in shown and "<b>" not in shown


def test_equal_first_lines_of_neighbours_merge_and_short_heads_reach_down() -> None:
    rows = head_rows((("2010", "JPY"), ("2010", "%"), ("Total",)), ("", "", ""))
    told = [[(cell.text, cell.columns, cell.rows) for cell in row] for row in rows]
    assert told == [[("2010", 2, 1), ("Total", 1, 2)], [("JPY", 1, 1), ("%", 1, 1)]]


def noted() -> Instance:
    instance = report(line(LOSS, NEGATED), columns=2)
    rate = Footnote(id="note-rate", text="At 93.40 < 94", lang="en", facts=("bs.Cash.a",))
    return replace(
        instance, footnotes=(rate,), notes=(Note(id="rate", text="At 93.40 < 94", columns=("c0",)),)
    )


def test_a_note_of_a_column_is_marked_once_in_its_head_and_leads_both_ways() -> None:
    shown = page(noted())
    mark = '<sup class="mark"><a id="mark.bs.note-rate.1" href="#at.bs.note-rate" title="Note 1">1</a></sup>'
    assert f'<th scope="col">c0{mark}</th>' in shown
    assert shown.count('class="mark"') == 1
    assert '<ix:footnote id="note-rate" xml:lang="en-US">At 93.40 &lt; 94</ix:footnote>' in shown
    assert 'href="#mark.bs.note-rate.1"' in shown
    assert '<ix:relationship fromRefs="bs.Cash.a" toRefs="note-rate"/>' in shown


def test_an_untagged_cell_leads_to_the_reason_declared_with_its_twin() -> None:
    claim = fact("", CASH, "-1413101000")
    cell = CellView(
        text="(1,413,101)",
        source=AT,
        amount=amount("(", "1,413,101", ")", "-1413101000"),
        status="untagged",
        claim=claim,
    )
    reason = Footnote(id="declared-1", text="Printed otherwise", lang="en", facts=("bs.Cash.a",))
    instance = replace(report(line(LOSS), line(cell)), footnotes=(reason,))
    expected = '<td class="untagged">(1,413,101<span class="hang">)</span><sup class="mark"><a id="mark.bs.declared-1.2"'
    assert expected in page(instance)
    assert check_inline([page(instance)], instance) == []


def test_cover_facts_are_printed_for_people_and_read_back_as_they_are() -> None:
    cover = (fact("c.n.1", NAME, "A & Co", None), fact("c.e.1", ENDS, "2010-03-31", None), fact("c.f.1", FLAG, "false", None),
             fact("c.m.1", CLOSES, "--03-31", None))  # fmt: skip
    instance = report(cover=cover)
    english, japanese = page(instance), page(instance, "ja")
    for printed in (' xml:lang="en-US">A &amp; Co<', ">March 31, 2010<", ">No<", ">March 31<"):
        assert printed in english
    for printed in (">2010年3月31日<", ">いいえ<", ">3月31</ix:nonNumeric>日<"):
        assert printed in japanese
    assert check_inline([english], instance) == check_inline([japanese], instance) == []


def test_the_japanese_page_has_the_labels_of_the_taxonomy_and_the_same_facts() -> None:
    number = LabelPart(
        text="16,701",
        amount=amount("", "16,701", "", "16701000"),
        facts=(fact("bs.Other.y", OTHER, "16701000"),),
    )
    instance = report(line(LOSS, label=(LabelPart(text="Cash, net of "), number)))
    shown = page(instance, "ja")
    how = ' scale="3" format="ixt:num-dot-decimal"'
    assert (
        f'<th scope="row">現金（その他 {tag("bs.Other.y", "Other", how, "16,701")}）</th>' in shown
    )
    assert "<h2>貸借対照表</h2>" in shown
    assert check_inline([shown], instance) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "1,413,102",
            "1,413,103",
            "bs.Cash.a: the tag reads '-1413103000', the fact is '-1413102000'",
        ),
        (' sign="-"', "", "bs.Cash.a: the tag reads '1413102000', the fact is '-1413102000'"),
        (
            ' scale="3"',
            ' scale="6"',
            "bs.Cash.a: the tag reads '-1413102000000', the fact is '-1413102000'",
        ),
        ("t:Cash", "t:Other", "bs.Cash.a: name is t:Other, the fact says t:Cash"),
        ("At 93.40", "At 93.41", "the footnote 'note-rate' is not the one of the instance"),
        ('id="bs.Cash.a"', 'id="bs.Cash.q"', "the tag 'bs.Cash.q' is not a fact of the instance"),
        ("</h1>", "", "the page is not well-formed"),
    ],
)
def test_the_self_check_sees_every_tampering(old: str, new: str, told: str) -> None:
    instance = noted()
    shown = page(instance)
    assert check_inline([shown], instance) == []
    assert old in shown
    found = check_inline([shown.replace(old, new, 1)], instance)
    assert found and found[0].message.startswith(told)


def told_apart(shown: str, instance: Instance) -> list[list[str]]:
    """What the check finds with plain cells taken out, and with every letter handed to the parser
    by itself."""
    return [
        sorted(f.message for f in check_inline(pieces, instance))
        for pieces in ([shown], list(shown))
    ]


def plain_cells() -> Instance:
    """Two lines of cells that the short way takes, the first one a record of its own."""
    own = CellView(
        text="x",
        source=AT,
        amount=amount("", "1,413,102", "", "1413102000"),
        facts=(fact("bs.Cash.1", CASH, "1413102000"),),
    )
    bound = replace(BINDING, tail="")
    others = [
        usual(f"bs.Cash.{n}", f"{n},413,102", f"{n}413102E3", column=bound) for n in range(2, 5)
    ]
    return report(line(own, others[0]), line(*others[1:]), columns=2)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "1,413,102",
            "1,413,103",
            "bs.Cash.1: the tag reads '1413103000', the fact is '1413102000'",
        ),
        ("1,413,102", "1413,102", "bs.Cash.1: the tag reads '', the fact is '1413102000'"),
        ('unitRef="JPY"', 'unitRef="USD"', "bs.Cash.1: unitRef is USD, the fact says JPY"),
        ('decimals="-3"', 'decimals="0"', "bs.Cash.1: decimals is 0, the fact says -3"),
        ("c.2010-03-31", "c.2011-03-31", "the context 'c.2011-03-31' belongs to no fact"),
        (
            ' scale="3"',
            ' scale="3" sign="-"',
            "bs.Cash.1: the tag reads '-1413102000', the fact is '1413102000'",
        ),
        (' scale="3"', ' scale="3" scale="3"', "the page is not well-formed"),
        (
            "num-dot-decimal",
            "num-comma-decimal",
            "bs.Cash.1: the tag reads '', the fact is '1413102000'",
        ),
        ('id="bs.Cash.1"', 'id="bs.Cash.2"', "the tag 'bs.Cash.2' is not a fact of the instance"),
        ("<td><ix", "<td>\x01<ix", "the page is not well-formed"),
        ("<td><ix", "<td>&nothing;<ix", "the page is not well-formed"),
        ("<tbody>", "<tbody><!--", "the page is not well-formed"),
        ("<tbody>", '<tbody id="bs.Cash.1">', "the id 'bs.Cash.1' stands twice"),
    ],
)
def test_what_is_wrong_in_a_plain_cell_is_told_as_by_the_parser(
    old: str, new: str, told: str
) -> None:
    instance = plain_cells()
    shown = page(instance)
    assert told_apart(shown, instance) == [[], []]
    place = shown.index(
        old, shown.index("<tbody>") if old != "<tbody>" and "c.2010" not in old else 0
    )
    spoiled = shown[:place] + new + shown[place + len(old) :]
    short, long = told_apart(spoiled, instance)
    assert short == long and any(message.startswith(told) for message in short)


def test_cells_in_a_comment_are_not_shown() -> None:
    shown = page(plain_cells())
    hidden = (
        shown.replace("<tbody>", "<!-- ")
        .replace("</tbody>", " --><tbody/>")
        .replace("--></table>", "")
    )
    short, long = told_apart(hidden, plain_cells())
    assert short == long == [f"bs.Cash.{n} is not on the page" for n in range(1, 5)]


@pytest.mark.parametrize(
    "other", [{"unit": PURE}, {"decimals": 0}, {"period": Period(start="", end="2011-03-31")}]
)
def test_cell_whose_column_says_otherwise_than_the_page_is_told(other: dict[str, Any]) -> None:
    instance = plain_cells()
    cell: Any = instance.facts[3]
    context = (other.get("period", DAY), ())
    bent = PackedCell(
        row=cell.row,
        column=replace(cell.column, context=context, **other),
        text=cell.text,
        value=cell.value,
    )
    changed = replace(instance, facts=(*instance.facts[:3], bent))
    short, long = told_apart(page(instance), changed)
    assert short == long and [
        message.partition(":")[0] for message in short if "not on the page" not in message
    ] == ["bs.Cash.4"]


def test_cells_in_another_order_are_found() -> None:
    instance = plain_cells()
    assert told_apart(page(instance), replace(instance, facts=instance.facts[::-1])) == [[], []]


def test_the_page_for_the_rules_lacks_the_plain_cells_and_nothing_else() -> None:
    check = PageCheck(plain_cells(), TAXONOMY, "segment")
    shown = "".join(check.through([page(plain_cells())]))
    bare = check.rest()
    assert (
        re.sub("<td>.*?</td>", "", shown[shown.index("<tbody>") :]) == bare[bare.index("<tbody>") :]
    )
    assert check.references == {"contextRef": {"c.2010-03-31"}, "unitRef": {"JPY"}}


@pytest.mark.parametrize(
    ("label", "taken"),
    [
        ("Cash", True),
        ("現金 and so on, 12%", True),
        ("", True),
        ("Cash &amp; so on", False),
        ("<b>Cash</b>", False),
        ("a\x0bb", False),
    ],
)
def test_a_row_without_cells_is_taken_out_where_its_label_is_plain_text(
    label: str, taken: bool
) -> None:
    row = f'<tr class="in1 total"><th scope="row">{label}</th></tr>\n'
    assert PLAIN_ROW.sub("", f"<tbody>\n{row}</tbody>") == (
        "<tbody>\n</tbody>" if taken else f"<tbody>\n{row}</tbody>"
    )
    assert PLAIN_ROW.sub("", row.replace("</th>", "</th><td>1</td>")) == row.replace(
        "</th>", "</th><td>1</td>"
    )


def test_a_fact_that_is_on_no_page_is_told() -> None:
    instance = report(line(LOSS))
    more = replace(instance, facts=(*instance.facts, fact("bs.Other.b", OTHER, "1413102000")))
    assert [f.message for f in check_inline([page(instance)], more)] == [
        "bs.Other.b is not on the page"
    ]


SCHEMA = """<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
  targetNamespace="http://example.org/t" elementFormDefault="qualified">
 <xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
 {elements}
</xs:schema>"""
ELEMENT = '<xs:element name="{0}" id="t_{0}" type="xbrli:{1}ItemType" substitutionGroup="xbrli:item" nillable="true" xbrli:periodType="instant"/>'  # noqa: E501


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_arelle_reads_the_same_values_and_has_nothing_to_say(tmp_path: Path, lang: str) -> None:
    types = {"percent": "pure"}
    elements = "".join(ELEMENT.format(c.name, types.get(c.type, c.type)) for c in CONCEPTS.values())
    (tmp_path / "t.xsd").write_text(SCHEMA.format(elements=elements))
    both = (fact("bs.Cash.x", CASH, "16701000"), fact("bs.Other.y", OTHER, "16701000"))
    label = (
        PLAIN,
        LabelPart(text="16,701", amount=amount("", "16,701", "", "16701000"), facts=both),
    )
    cover = (fact("cover.Name.1", NAME, "A <&> Co", None), fact("cover.Ends.1", ENDS, "2010-03-31", None),
             fact("cover.Flag.1", FLAG, "true", None), fact("cover.Closes.1", CLOSES, "--03-31", None))  # fmt: skip
    instance = report(
        line(LOSS, SHARE, label=label), line(NEGATED, NOTHING), columns=2, cover=cover
    )
    rate = Footnote(
        id="note-rate", text="At 93.40 < 94", lang="en", facts=("bs.Cash.a", "bs.Ratio.c")
    )
    entry = tmp_path / "t-20100331.htm"
    entry.write_text(page(replace(instance, footnotes=(rate,)), lang), encoding="utf-8")
    with ArelleSession() as session:
        result = session.validate(entry, facts=True)
    values = {found.id: found.value for found in result.facts or ()}
    assert [m for m in result.messages if m.code != "arelle:duplicateFacts"] == []
    assert {name: value for name, value in values.items() if name and name.startswith("cover")} == {
        "cover.Name.1": "A <&> Co", "cover.Ends.1": "2010-03-31", "cover.Flag.1": "true", "cover.Closes.1": "--03-31"
    }  # fmt: skip
    numbers = {
        name: Decimal(value)
        for name, value in values.items()
        if name and value and name.startswith("bs")
    }
    assert numbers == {f.id: f.value for f in instance.facts if f.unit}
    assert {f.id for f in result.facts or () if f.footnotes} == {"bs.Cash.a", "bs.Ratio.c"}
