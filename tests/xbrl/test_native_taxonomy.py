"""Our own schemas and linkbases read by their lines give what the XML reader gives."""

from pathlib import Path

import pytest

from crossfoot.system.archive_guard import BadArchive, read_members
from crossfoot.xbrl.names import prefixes_of
from crossfoot.xbrl.native_linkbases import links_of
from crossfoot.xbrl.native_taxonomy import elements_of, more_of
from crossfoot.xbrl.packages import zip_bytes
from crossfoot.xbrl.schema_files import published_concepts
from crossfoot.xbrl.taxonomy_files import declared_in, taxonomy_tables

LINKS = (
    '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">\n'
    '<link:presentationLink xlink:type="extended" xlink:role="http://a.example/role/B">\n'
    '<link:loc xlink:type="locator" xlink:href="a.xsd#a_Up" xlink:label="Up"/>\n'
    '<link:loc xlink:type="locator" xlink:href="a.xsd#a_Down" xlink:label="Down"/>\n'
    '<link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" xlink:from="Up" xlink:to="Down" '
    'order="1.5"{0}/>\n</link:presentationLink>\n</link:linkbase>\n'
)


def test_every_release_has_the_same_concepts_labels_roles_and_arcs_either_way(
    releases: Path,
) -> None:
    for folder in sorted(releases.iterdir()):
        files = {
            path.name: path.read_bytes()
            for path in folder.glob("iij-*")
            if path.suffix in (".xsd", ".xml")
        }
        prefixes = prefixes_of(declared_in(files))
        refs = [name for name in files if name.endswith(".xsd")]
        by_line, by_tree = (
            taxonomy_tables(files, prefixes, {}, ["gaap:Revenues"], refs, ours=ours)
            for ours in (True, False)
        )
        assert (
            sum(links_of(data) is not None for name, data in files.items() if name.endswith(".xml"))
            >= 4
        )
        for table, columns in by_tree.items():
            assert {name: list(column) for name, column in by_line[table].items()} == {
                name: list(column) for name, column in columns.items()
            }
            assert (
                table in ("labels", "roles")
                or len(columns["position" if table == "arcs" else "concept"]) > 50
            )


def test_what_an_arc_says_more_is_read(tmp_path: Path) -> None:
    told = LINKS.format(' preferredLabel="http://www.xbrl.org/2003/role/totalLabel"').encode()
    tables = taxonomy_tables({"a_pre.xml": told}, {}, {}, (), (), ours=True)
    assert list(tables["arcs"]["preferred_label"]) == ["http://www.xbrl.org/2003/role/totalLabel"]
    assert [list(tables["arcs"][name]) for name in ("parent", "child", "arc_order")] == [
        ["a:Up"],
        ["a:Down"],
        ["1.5"],
    ]


@pytest.mark.parametrize("more", [' use="prohibited"', " order='2'", ' title="x"'])
def test_what_we_do_not_write_is_left_to_the_xml_reader(more: str) -> None:
    assert links_of(LINKS.format(more).encode()) is None
    assert (
        links_of(
            LINKS.format("").replace("<link:loc xlink:type", "<link:loc  xlink:type", 1).encode()
        )
        is None
    )
    assert more_of(' weight="-1"') == {"weight": "-1"}


HEAD = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"{0}>{1}<xs:element name="{2}" id="a_{2}"/></xs:schema>'
NEAR, FAR = (
    f'<xs:import namespace="http://n.com/1" schemaLocation="{at}n.xsd"/>'
    for at in ("", "https://n.com/")
)


def schema(name: str, namespace: str = "http://a.com/1", more: str = "") -> bytes:
    target = f' targetNamespace="{namespace}"' if namespace else ""
    return HEAD.format(target, more, name).encode()


@pytest.mark.parametrize("name", ["a.xsd", "a.xsd.xml"])
@pytest.mark.parametrize(
    ("import_", "refs", "custom"),
    [
        (FAR, ["a.xsd"], {"Own": True, "In": True, "Bare": True, "Near": False, "Other": False}),
        # whose it is that lies beside the filer's schema, nobody knows
        (NEAR, ["a.xsd"], {"Own": True, "In": True, "Bare": True, "Near": None, "Other": False}),
        # a report that refers to no schema: nobody knows anything
        (FAR, [], dict.fromkeys(("Own", "In", "Bare", "Near", "Other"))),
    ],
)
def test_the_filers_own_elements_are_those_of_the_namespace_that_the_report_refers_to(
    name: str, import_: str, refs: list[str], custom: dict[str, bool | None]
) -> None:
    """In whatever file: a regulator's archive saves a schema as `.xsd.xml`, and a schema may
    include others, one without a namespace of its own too (XML Schema 1.0, 4.2.1)."""
    included = '<xs:include schemaLocation="in.xsd"/><xs:include schemaLocation="bare.xsd"/>'
    files = {
        name: schema("Own", more=included + import_),
        "in.xsd": schema("In"),
        "bare.xsd": schema("Bare", ""),
        "n.xsd": schema("Near", "http://n.com/1"),
        "b.xsd": schema("Other", "http://b.com/1"),
    }
    spaces = {f"http://{prefix}.com/1": prefix for prefix in "anb"}
    facts = ["a:Own", "a:In", "a:Bare", "n:Near", "b:Other"]
    concepts = taxonomy_tables(files, spaces, {}, facts, refs)["concepts"]
    found = dict(zip(concepts["name"], concepts["custom"], strict=True))
    assert {name: found[name] for name in custom} == custom


CALCULATION = (
    '<link:calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item" '
    'xlink:from="Up" xlink:to="Down" order="1" weight="1"{0}/>'
)


@pytest.mark.parametrize(
    ("ours", "changes", "orders"),
    [
        (False, [], ["1"]),
        (False, [' use="prohibited"'], []),  # of the same priority the prohibiting one counts
        (False, [' use="prohibited" priority="-1"'], ["1"]),
        (False, [' use="prohibited" priority="2"', ' priority="3"'], ["1"]),
        (False, ['  priority="4"', " "], ["1"]),  # told twice, counted once
        (True, [' use="prohibited" priority="1"'], []),
    ],
)
def test_arcs_that_are_prohibited_or_overridden_count_nowhere(
    ours: bool, changes: list[str], orders: list[str]
) -> None:
    """Also where the change stands in another linkbase, and writes 1.0 for 1 (XBRL 2.1,
    3.5.3.9.7.5)."""
    link = LINKS.format("").replace("presentation", "calculation")
    start, end = link.index("<link:calculationArc"), link.index("</link:calculationLink>")
    first, *more = (
        (link[:start] + CALCULATION.format(change) + link[end:]).encode()
        for change in ["", *changes]
    )
    files = {"a_cal.xml": first}
    for number, data in enumerate(more):
        files[f"b{number}.xml"] = data.replace(b'order="1" weight="1"', b'weight="1.0" order="1.0"')
    arcs = taxonomy_tables(files, {}, {}, (), (), ours=ours)["arcs"]
    assert [str(order).removesuffix(".0") for order in arcs["arc_order"]] == orders


def test_a_label_that_another_linkbase_prohibits_is_no_label() -> None:
    link = (
        '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
        '<link:loc xlink:type="locator" xlink:href="a.xsd#a_Own" xlink:label="c"/>{0}'
        '<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" '
        'xlink:from="c" xlink:to="l"{1}/></link:labelLink></link:linkbase>'
    )
    label = '<link:label xlink:type="resource" xlink:label="l" id="l1" xml:lang="en" xlink:role="r">Old</link:label>'
    away = '<link:loc xlink:type="locator" xlink:href="a_lab.xml#l1" xlink:label="l"/>'
    files = {"a_lab.xml": link.format(label, "").encode()}
    assert list(taxonomy_tables(files, {}, {}, (), ())["labels"]["text"]) == ["Old"]
    files["b_lab.xml"] = link.format(away, ' use="prohibited" priority="1"').encode()
    assert list(taxonomy_tables(files, {}, {}, (), ())["labels"]["text"]) == []


def test_a_published_schema_is_read_once_for_filers_whose_own_prefixes_differ() -> None:
    head = b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:g="http://g.com/1" targetNamespace="http://g.com/1">'
    schema = head + b'<xs:element name="Assets" id="g_Assets"/></xs:schema>'
    one, two = (
        published_concepts(schema, {"http://g.com/1": "g", f"http://{own}.com/1": own})
        for own in ("a", "b")
    )
    assert one is two
    assert (one[0][0][0], one[1]) == ("g:Assets", {"g_Assets": "g:Assets"})
    assert published_concepts(schema, {"http://g.com/1": "g2"})[0][0][0] == "g2:Assets"


def test_of_an_archive_only_what_is_wanted_is_unpacked_and_all_of_it_is_checked() -> None:
    packed = zip_bytes({"t/a.xsd": b"own", "t/gaap/b.xsd": b"base", "t/a_pre.xml": b"tree"})
    assert read_members(packed, lambda name: name == "t/gaap/b.xsd") == {"t/gaap/b.xsd": b"base"}
    with pytest.raises(BadArchive, match="leaves its folder"):
        read_members(zip_bytes({"../a.xsd": b"own"}), lambda _: False)


LINK = '<link:presentationLink xlink:type="extended" xlink:role="http://a.example/role/{0}">\n{1}</link:presentationLink>\n'
LOC = '<link:loc xlink:type="locator" xlink:href="a.xsd#{1}" xlink:label="{0}"/>\n'
ARC = (
    '<link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" '
    'xlink:from="{0}" xlink:to="{1}" order="{2}"{3}/>\n'
)
TOTAL = ' preferredLabel="http://www.xbrl.org/2003/role/totalLabel"'


def both_ways(inside: str) -> list[list[tuple[object, ...]]]:
    """The arcs and labels of a linkbase by its lines and as anyone's XML."""
    data = f"{LINKS[: LINKS.index('<link:presentationLink')]}{inside}</link:linkbase>\n".encode()
    told = []
    for ours in (True, False):
        tables = taxonomy_tables({"a_pre.xml": data}, {}, {}, (), (), ours=ours)
        arcs = [
            tables["arcs"][name]
            for name in ("role", "parent", "child", "arc_order", "preferred_label")
        ]
        labels = [tables["labels"][name] for name in ("concept", "role", "language", "text")]
        told.append([*zip(*arcs, strict=True), *zip(*labels, strict=True)])
    return told


def test_arcs_that_say_more_keep_their_place_and_their_link() -> None:
    located = "".join(LOC.format(name, f"a_{name}") for name in ("Up", "One", "Two"))
    arcs = ARC.format("Up", "One", "1", "") + ARC.format("Up", "Two", "2", TOTAL)
    first = LINK.format("B", located + arcs)
    second = LINK.format("C", LOC.format("Up", "a_Up") + ARC.format("Up", "Up", "3", TOTAL))
    third = LINK.format("D", located + arcs)
    by_line, by_tree = both_ways(first + second + third)
    total = TOTAL.partition('"')[2][:-1]
    assert by_line == [
        ("http://a.example/role/B", "a:Up", "a:One", "1", None),
        ("http://a.example/role/B", "a:Up", "a:Two", "2", total),
        ("http://a.example/role/C", "a:Up", "a:Up", "3", total),
        ("http://a.example/role/D", "a:Up", "a:One", "1", None),
        ("http://a.example/role/D", "a:Up", "a:Two", "2", total),
    ]
    assert by_tree == by_line


def test_a_label_of_locators_that_means_another_concept_in_another_link_is_read_link_by_link() -> (
    None
):
    links = (
        LOC.format("Up", f"{prefix}_Up")
        + LOC.format("X", f"{prefix}_X")
        + ARC.format("Up", "X", "1", "")
        for prefix in "ab"
    )
    by_line, by_tree = both_ways(
        "".join(LINK.format(name, inside) for name, inside in zip("BC", links, strict=True))
    )
    assert [row[1:3] for row in by_line] == [("a:Up", "a:X"), ("b:Up", "b:X")]
    assert by_tree == by_line


LABEL_LINK = '<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">\n{0}</link:labelLink>\n'
LABEL = (
    '<link:label xlink:type="resource" xlink:label="{0}" xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="{1}" '
    'id="lab_{0}">{2}</link:label>\n'
    '<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" xlink:from="X" xlink:to="{0}"/>\n'
)


@pytest.mark.parametrize("last", ["ラベル", "two\nlines"])
def test_labels_with_marks_and_references_and_one_told_twice(last: str) -> None:
    words = (
        ("X_1", "en-US", "Rock &amp; Roll"),
        ("X_2", "ja", 'the "big" one'),
        ("X_3", "en-US", "Rock &amp; Roll"),
        ("X_4", "ja", last),
    )
    by_line, by_tree = both_ways(
        LABEL_LINK.format(LOC.format("X", "a_X") + "".join(LABEL.format(*one) for one in words))
    )
    role = "http://www.xbrl.org/2003/role/label"
    told = [("en-us", "Rock & Roll"), ("ja", 'the "big" one'), ("ja", last)]
    assert by_line == [("a:X", role, *one) for one in told]
    assert by_tree == by_line


SCHEMA = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" '
    'xmlns:a="http://a.example/1" targetNamespace="http://a.example/1">\n{0}</xs:schema>\n'
)
ELEMENT = (
    '<xs:element id="{1}" name="{0}" nillable="true" substitutionGroup="xbrli:item" type="xbrli:monetaryItemType"{2} '
    'xbrli:periodType="instant"{3}/>\n'
)
ASSETS = ELEMENT.format("Assets", "a_Assets", "", ' xbrli:balance="debit"')


@pytest.mark.parametrize(
    ("more", "by_lines"),
    [
        (ELEMENT.format("Abstract", "a_Abstract", ' abstract="true"', ""), True),
        (ELEMENT.format("Long", "a_Long", "", "").replace(" type=", "\n type="), False),
        (ELEMENT.format("Other", "a_Other", "", ' block="restriction"'), False),
        (ELEMENT.format("Amp", "a_Amp&amp;", "", ""), False),
    ],
)
def test_a_schema_gives_the_same_concepts_by_its_lines_and_as_xml(
    more: str, by_lines: bool
) -> None:
    schema = SCHEMA.format(ASSETS + more).encode()
    prefixes = {"http://a.example/1": "a", "http://www.xbrl.org/2003/instance": "xbrli"}
    assert (elements_of("a.xsd", schema, prefixes) is not None) is by_lines
    located = "".join(LOC.format(name, f"a_{name}") for name in ("Assets", "Strange"))
    links = f"{LINKS[: LINKS.index('<link:presentationLink')]}{LINK.format('B', located + ARC.format('Assets', 'Strange', '1', ''))}"
    files = {"a.xsd": schema, "a_pre.xml": f"{links}</link:linkbase>\n".encode()}
    told = [
        {
            name: list(column)
            for name, column in taxonomy_tables(
                files, prefixes, {}, ["a:Assets"], ["a.xsd"], ours=ours
            )["concepts"].items()
        }
        for ours in (True, False)
    ]
    assert told[0] == told[1]
    assert told[0]["concept"][0::2] == ["a:Assets", "a:Strange"]
    assert [
        told[0][name][0] for name in ("type", "period_type", "balance", "abstract", "custom")
    ] == [*("xbrli:monetaryItemType", "instant", "debit", False, True)]
