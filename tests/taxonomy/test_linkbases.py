"""Linkbases as text: locators, arcs, declared roles, in few words."""

import re

from crossfoot.model.arcroles import PARENT_CHILD
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Label
from crossfoot.taxonomy.arcs import Arc, Arcs
from crossfoot.taxonomy.linkbases import Link, arc_linkbase, label_linkbase


def linkbase(*arcs: Arc, roles: frozenset[str] = frozenset()) -> str:
    link = Link(
        role="r",
        role_href="x.xsd#r",
        arcs=Arcs(make=lambda: iter(arcs), arcroles=frozenset({PARENT_CHILD}), roles=roles),
    )
    return "".join(arc_linkbase("presentation", [link], lambda name: f"x.xsd#x_{name}"))


def arc(source: str, target: str, order: int = 1, extra: str = "") -> Arc:
    return source, target, PARENT_CHILD, order, extra


def ends(text: str) -> list[tuple[str, str]]:
    return re.findall(r'xlink:from="(\w+)" xlink:to="(\w+)"', text)


def test_each_concept_is_located_once_before_its_first_arc() -> None:
    text = linkbase(arc("Assets", "Cash"), arc("Assets", "Land", 2), arc("Land", "Lot"))
    assert re.findall(r'xlink:href="x.xsd#x_(\w+)" xlink:label="(\w+)"', text) == [
        (name, name) for name in ("Assets", "Cash", "Land", "Lot")
    ]
    assert text.index('label="Land"') < text.index('xlink:to="Land"')


def test_second_arc_to_one_target_from_the_same_line_goes_to_a_locator_of_its_own() -> None:
    """XBRL 2.1, 3.5.3.9.3: no two arcs between the same pair of labels."""
    text = linkbase(
        arc("Flows", "Cash"),
        arc("Flows", "Cash", 2),
        arc("Other", "Cash"),
        arc("Other", "Cash", 2),
        arc("Flows", "Cash", 3),
    )
    assert ends(text) == [
        ("Flows", "Cash"),
        ("Flows", "Cash_2"),
        ("Other", "Cash"),
        ("Other", "Cash_2"),
        ("Flows", "Cash_3"),
    ]
    assert re.findall(r'x_Cash" xlink:label="(\w+)"', text) == ["Cash", "Cash_2", "Cash_3"]


def test_negated_roles_are_declared_and_others_are_not() -> None:
    text = linkbase(arc("A", "B"), roles=frozenset({"", "total", "negatedTotal"}))
    assert re.findall(r'roleURI="([^"]*)"', text) == [
        "r",
        "http://www.xbrl.org/2009/role/negatedTotalLabel",
    ]


def test_link_without_arcs_is_left_out() -> None:
    empty = Link(
        role="r", role_href="x.xsd#r", arcs=Arcs(make=lambda: iter(()), arcroles=frozenset())
    )
    assert "presentationLink" not in "".join(arc_linkbase("presentation", [empty], str))


def test_thousands_of_arcs_are_all_there() -> None:
    assert ends(linkbase(*(arc("A", f"B{n}", n) for n in range(2500)))) == [
        ("A", f"B{n}") for n in range(2500)
    ]


def test_labels_of_a_concept_share_one_locator() -> None:
    cash = Concept(
        name="Cash",
        prefix="x",
        type="monetary",
        period="instant",
        labels=(Label(role="", lang="en", text="Cash <1>"),),
        source=AT,
    )
    text = "".join(
        label_linkbase(
            [(cash, "", "en", "Cash <1>"), (cash, "negated", "ja", "現金")],
            {"", "negated"},
            lambda name: f"x.xsd#x_{name}",
        )
    )
    assert text.count("<link:loc ") == 1
    assert '<link:label xlink:type="resource" xlink:label="Cash_label_en"' in text
    assert "Cash &lt;1&gt;</link:label>" in text
    assert 'xml:lang="ja" id="lab_Cash_negated_ja">現金</link:label>' in text
    assert re.findall(r'roleURI="([^"]*)"', text) == ["http://www.xbrl.org/2009/role/negatedLabel"]


AT = SourceRef(file="concepts.csv", row=2)
