"""Our own schemas and linkbases read by their lines give what the XML reader gives."""

from pathlib import Path

import pytest

from crossfoot.ingest.archives import BadArchive, unpack
from crossfoot.ingest.names import prefixes_of
from crossfoot.ingest.own_taxonomy import links_of, more_of
from crossfoot.ingest.schema_files import published_concepts
from crossfoot.ingest.taxonomy_files import declared_in, taxonomy_tables
from crossfoot.packages import zip_bytes

LINKS = (
    '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">\n'
    '<link:presentationLink xlink:type="extended" xlink:role="http://a.example/role/B">\n'
    '<link:loc xlink:type="locator" xlink:href="a.xsd#a_Up" xlink:label="Up"/>\n'
    '<link:loc xlink:type="locator" xlink:href="a.xsd#a_Down" xlink:label="Down"/>\n'
    '<link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" xlink:from="Up" xlink:to="Down" '
    'order="1.5"{0}/>\n</link:presentationLink>\n</link:linkbase>\n'
)


def test_every_release_has_the_same_concepts_labels_roles_and_arcs_either_way(releases: Path) -> None:
    for folder in sorted(releases.iterdir()):
        files = {path.name: path.read_bytes() for path in folder.glob("iij-*") if path.suffix in (".xsd", ".xml")}
        prefixes = prefixes_of(declared_in(files))
        refs = [name for name in files if name.endswith(".xsd")]
        by_line, by_tree = (taxonomy_tables(files, prefixes, {}, ["gaap:Revenues"], refs, ours=ours) for ours in (True, False))
        assert sum(links_of(data) is not None for name, data in files.items() if name.endswith(".xml")) >= 4
        for table, columns in by_tree.items():
            assert {name: list(column) for name, column in by_line[table].items()} == {
                name: list(column) for name, column in columns.items()
            }
            assert table in ("labels", "roles") or len(columns["position" if table == "arcs" else "concept"]) > 50


def test_what_an_arc_says_more_is_read(tmp_path: Path) -> None:
    told = LINKS.format(' preferredLabel="http://www.xbrl.org/2003/role/totalLabel"').encode()
    tables = taxonomy_tables({"a_pre.xml": told}, {}, {}, (), (), ours=True)
    assert list(tables["arcs"]["preferred_label"]) == ["http://www.xbrl.org/2003/role/totalLabel"]
    assert (tables["arcs"]["parent"], tables["arcs"]["child"], tables["arcs"]["arc_order"]) == (["a:Up"], ["a:Down"], ["1.5"])


@pytest.mark.parametrize("more", [' use="prohibited"', " order='2'", ' title="x"'])
def test_what_we_do_not_write_is_left_to_the_xml_reader(more: str) -> None:
    assert links_of(LINKS.format(more).encode()) is None
    assert links_of(LINKS.format("").replace("<link:loc xlink:type", "<link:loc  xlink:type", 1).encode()) is None
    assert more_of(' weight="-1"') == {"weight": "-1"}


@pytest.mark.parametrize("name", ["a.xsd", "a.xsd.xml"])
def test_the_schema_that_the_report_refers_to_is_the_filers_own_under_either_name(name: str) -> None:
    """A regulator's archive saves a schema as `.xsd.xml`."""
    head = b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://a.com/1">'
    schema = head + b'<xs:element name="Own" id="a_Own"/></xs:schema>'
    tables = taxonomy_tables({name: schema, "b.xsd": schema.replace(b"Own", b"Other")}, {"http://a.com/1": "a"}, {}, ["a:Other"], ["a.xsd"])
    assert dict(zip(tables["concepts"]["concept"], tables["concepts"]["custom"], strict=True)) == {"a:Own": True, "a:Other": False}


def test_a_published_schema_is_read_once_for_filers_whose_own_prefixes_differ() -> None:
    head = b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:g="http://g.com/1" targetNamespace="http://g.com/1">'
    schema = head + b'<xs:element name="Assets" id="g_Assets"/></xs:schema>'
    one, two = (published_concepts(schema, {"http://g.com/1": "g", f"http://{own}.com/1": own}) for own in ("a", "b"))
    assert one is two
    assert (one[0][0][0], one[1]) == ("g:Assets", {"g_Assets": "g:Assets"})
    assert published_concepts(schema, {"http://g.com/1": "g2"})[0][0][0] == "g2:Assets"


def test_of_an_archive_only_what_is_wanted_is_unpacked_and_all_of_it_is_checked() -> None:
    packed = zip_bytes({"t/a.xsd": b"own", "t/gaap/b.xsd": b"base", "t/a_pre.xml": b"tree"})
    assert unpack(packed, lambda name: name == "t/gaap/b.xsd") == {"t/gaap/b.xsd": b"base"}
    with pytest.raises(BadArchive, match="leads out"):
        unpack(zip_bytes({"../a.xsd": b"own"}), lambda _: False)
