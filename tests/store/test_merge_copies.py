"""Copies of one filing: each adds what the others did not say, nothing is doubled, and the order in
which they come makes no difference."""

from datetime import date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from crossfoot.errors import UsageError
from crossfoot.store.acceptance_policy import ACCEPTED
from crossfoot.store.loading import Incoming, load
from crossfoot.store.native_report import read_own
from crossfoot.store.store import open_store
from crossfoot.workflows import store_api
from crossfoot.xbrl.manifest import read_manifest, verified_files
from crossfoot.xbrl.report_records import Report, Table
from own_output import FACTS, changed, own_output, take
from store_state import state

NOON = datetime(2026, 11, 22, 12)
LABEL = "http://www.xbrl.org/2003/role/label"


def copies(folder: Path) -> dict[str, Report]:
    """One filing as our own folder tells it, as Arelle reads its package, and as it is taken
    lightly from its page."""
    manifest = read_manifest(own_output(folder))
    assert manifest is not None
    own = read_own(manifest, verified_files(manifest) or {})
    assert own is not None
    facts = {name: list(column) for name, column in own.tables["facts"].items()}
    labels = {"concept": ["gaap:Assets"], "role": [LABEL], "language": ["en"], "text": ["Assets"]}
    lines: Table = {
        "ordinal": facts["ordinal"],
        "file": ["tst.htm"] * len(facts["ordinal"]),
        "row_number": facts["ordinal"],
    }
    lightly: Table = {**facts, "language": ["en-us"] * len(facts["ordinal"])}
    told = {
        "own": {**own.tables, "labels": labels},
        "package": {**own.tables, "facts": facts, "addresses": lines, "labels": labels},
    }
    told["page"] = {"facts": lightly, "addresses": lines}
    undated = replace(own.head, filed=None, document="tst.htm", prefix="")
    return {
        "own": replace(own, tables=told["own"]),
        "package": replace(own, tables=told["package"], head=undated, reader="arelle"),
        "page": replace(
            own,
            tables=told["page"],
            head=replace(undated, name=""),
            reader="light",
            validated=False,
            rules=(),
        ),
    }


def put(place: Path | str, name: str, report: Report, **more: Any) -> dict[str, Any]:
    """The receipt of the report, put into the store under a digest made of its name; empty where it
    was there."""
    digest = name.encode().hex().ljust(64, "0")
    files = ((f"{name}.zip", digest, 1),)
    incoming = Incoming(
        digest=digest,
        name=name,
        received=NOON,
        verdict=ACCEPTED,
        files=files,
        report=report,
        receipt={},
        **more,
    )
    with open_store(str(place), write=True) as store:
        assert load(store, incoming) == bool(incoming.receipt)
    return incoming.receipt


def test_whatever_copy_comes_first_the_store_says_the_same_in_the_end(tmp_path: Path) -> None:
    told = copies(tmp_path / "t" / "2024-12-31")
    found = []
    for number, order in enumerate(permutations(told)):
        place = tmp_path / f"{number}.duckdb"
        receipts = [put(place, name, told[name]) for name in order]
        assert ["same_as" in one for one in receipts] == [False, True, True], order
        found.append(state(place))
    assert all(one == found[0] for one in found[1:])
    with store_api.connect(str(tmp_path / "0.duckdb")) as facts:
        assert [
            (str(row["filed"]), row["fact_count"], row["validated"]) for row in facts.filings()
        ] == [("2025-02-14", 7, True)]
        assert facts.sql(
            "SELECT filed_from, prefix, filer_name FROM filings JOIN filers USING (filer)"
        ) == [{"filed_from": "declared", "prefix": "tst", "filer_name": "Test Company"}]
        assert facts.sql(
            "SELECT count(DISTINCT digest) AS copies, count(DISTINCT filing) AS filings FROM receipts"
        ) == [{"copies": 3, "filings": 1}]
        (traced,) = facts.lineage("tst", "Assets", unit="JPY")
        assert (traced["file"], traced["row_number"], traced["column_name"], traced["line"]) == (
            "table.csv",
            2,
            "A",
            "100",
        )


def test_a_date_that_comes_later_is_known_from_then_on_with_what_said_it(tmp_path: Path) -> None:
    told, place = copies(tmp_path / "t" / "2024-12-31"), tmp_path / "f.duckdb"
    put(place, "package", told["package"])
    with store_api.connect(str(place)) as facts:
        assert facts.as_of(date(2026, 11, 21), "0000000007", "Assets", unit="JPY") == []
        assert len(facts.as_of(date(2026, 11, 22), "0000000007", "Assets", unit="JPY")) == 1, (
            "known from the day it was received"
        )
    receipt = put(place, "own", told["own"])
    assert receipt["adds"]["filed"] == {
        "now": "2025-02-14 (declared)",
        "was": "2026-11-22 (received)",
    }
    assert receipt["adds"]["told"] == ["addresses"]
    with store_api.connect(str(place)) as facts:
        assert facts.as_of(date(2025, 1, 31), "0000000007", "Assets", unit="JPY") == []
        assert [str(row["filed"]) for row in facts.history("tst", "Assets", unit="JPY")] == [
            "2025-02-14"
        ]
        assert facts.sql("SELECT filed_by, told_by FROM filings") == [
            dict.fromkeys(("filed_by", "told_by"), b"own".hex().ljust(64, "0"))
        ]


def test_no_fact_is_written_again_where_the_copies_tell_it_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crossfoot.store.backends.duckdb import DuckStore

    told, place = copies(tmp_path / "t" / "2024-12-31"), tmp_path / "f.duckdb"
    put(place, "package", told["package"])
    written: list[str] = []
    execute = DuckStore.execute
    monkeypatch.setattr(
        DuckStore,
        "execute",
        lambda self, sql, values=(): (written.append(sql), execute(self, sql, values)),
    )
    put(place, "own", told["own"])
    assert [sql for sql in written if sql.startswith("DELETE") and "receipts" not in sql] == [
        "DELETE FROM addresses WHERE filing = ?"
    ]


def test_a_package_that_is_in_says_its_day_when_it_is_handed_in_again(tmp_path: Path) -> None:
    place = tmp_path / "f.duckdb"
    folder = own_output(tmp_path / "a" / "2024-12-31", filed=None)
    (first,) = take(place, folder)
    assert (first.receipt["filed"], first.receipt["filed_from"]) == ("2026-11-22", "received")
    rebuilt = own_output(tmp_path / "b" / "2024-12-31", filed="2025-02-14")
    (again,) = take(place, rebuilt)
    assert (again.repeat, again.receipt["adds"]["filed"]["now"]) == (True, "2025-02-14 (declared)")
    (third,) = take(place, folder)
    assert "adds" not in third.receipt
    assert [one["filed"]["was"] for one in third.receipt["later"]] == ["2026-11-22 (received)"]
    with store_api.connect(str(place)) as facts:
        assert [str(row["filed"]) for row in facts.filings()] == ["2025-02-14"]


def test_what_a_person_gives_counts_and_can_be_corrected(tmp_path: Path) -> None:
    place, folder = tmp_path / "f.duckdb", own_output(tmp_path / "a" / "2024-12-31")
    take(place, folder, filed=date(2025, 2, 20))
    for given, number, known in ((None, 1, "2025-02-20"), (date(2025, 2, 21), 2, "2025-02-21")):
        take(place, folder, filed=given, accession=f"0000000007-25-00000{number}")
        with store_api.connect(str(place)) as facts:
            assert facts.sql(
                "SELECT CAST(filed AS TEXT) AS filed, filed_from, accession FROM filings"
            ) == [
                {"filed": known, "filed_from": "given", "accession": f"0000000007-25-00000{number}"}
            ]
    with store_api.connect(str(place)) as facts:
        ((receipt,),) = facts.store.rows("SELECT record FROM receipts").rows
    assert "0000000007-25-000002 (was 0000000007-25-000001)" in receipt


def test_an_accession_number_is_that_of_one_filing(tmp_path: Path) -> None:
    place, number = tmp_path / "f.duckdb", "0000000007-25-000001"
    first, second = (
        own_output(tmp_path / name / "2024-12-31", changed(FACTS, "bs.Assets", name))
        for name in ("1", "2")
    )
    with pytest.raises(UsageError, match="is not an accession number"):
        take(place, first, accession="12")
    with pytest.raises(UsageError, match="the number of one filing, and there are several"):
        take(place, first, second, accession=number)
    take(place, first, accession=number)
    (refused,) = take(place, second, accession=number)
    assert (refused.verdict, [one.code for one in refused.findings]) == (
        "refused",
        ["ingest.accession"],
    )
    take(place, second)
    (again,) = take(place, second, accession=number)
    assert (again.repeat, [one.code for one in again.findings]) == (True, ["ingest.accession"])
    with store_api.connect(str(place)) as facts:
        assert [
            row["accession"]
            for row in facts.sql("SELECT accession FROM filings ORDER BY accession IS NULL")
        ] == [number, None]


@pytest.mark.parametrize("order", [("2025-02-14", "2025-06-30"), ("2025-06-30", "2025-02-14")])
def test_of_two_declared_days_the_earlier_counts_and_it_is_told(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    place = tmp_path / "f.duckdb"
    folders = [own_output(tmp_path / filed / "2024-12-31", filed=filed) for filed in order]
    taken = take(place, *folders)
    assert [one.code for one in taken[1].findings] == ["ingest.filed"]
    assert "2025-02-14 and on 2025-06-30; 2025-02-14 stands" in taken[1].findings[0].message
    with store_api.connect(str(place)) as facts:
        assert [str(row["filed"]) for row in facts.filings()] == ["2025-02-14"]


def test_another_label_is_another_filing_in_whatever_syntax(tmp_path: Path) -> None:
    told, place = copies(tmp_path / "t" / "2024-12-31"), tmp_path / "f.duckdb"
    put(place, "own", told["own"])
    package = told["package"]
    relabelled = {
        **package.tables,
        "labels": {**package.tables["labels"], "text": ["Total assets"]},
    }
    receipt = put(place, "other", replace(package, tables=relabelled))
    assert (len(receipt["supersedes"]), receipt["differs"]["labels"]) == (1, 2)


def test_the_same_facts_under_another_accession_number_are_another_filing(tmp_path: Path) -> None:
    told, place = copies(tmp_path / "t" / "2024-12-31"), tmp_path / "f.duckdb"
    put(place, "own", told["own"], accession="0000000007-25-000001")
    receipt = put(place, "package", told["package"], accession="0000000007-25-000009")
    assert receipt["differs"]["accession"] == "0000000007-25-000001"
    assert "same_as" in put(place, "page", told["page"], accession="0000000007-25-000001")


def test_what_supersedes_says_in_what_it_differs(tmp_path: Path) -> None:
    place = tmp_path / "f.duckdb"
    take(place, own_output(tmp_path / "a" / "2024-12-31"))
    other = [
        *changed(FACTS[1:], "bs.Assets.USD", "610000"),
        ("x", "Extra", "d2024", "JPY", "0", "1"),
    ]
    (taken,) = take(place, own_output(tmp_path / "b" / "2024-12-31", other, filed="2025-03-01"))
    differs = taken.receipt["differs"]
    assert {name: differs[name] for name in ("changed", "added", "dropped")} == {
        "changed": 1,
        "added": 1,
        "dropped": 1,
    }
    assert differs["examples"] == [
        "changed gaap:Assets 2024-12-31 USD: 600000 (-3), now 610000 (-3)",
        "added gaap:Extra 2024-01-01..2024-12-31 JPY: 1 (0)",
        "dropped gaap:Assets 2024-12-31 JPY: 90000 (-3)",
    ]


_PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:dei="http://xbrl.sec.gov/dei/2023"
 xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" xmlns:xbrli="http://www.xbrl.org/2003/instance" xml:lang="en-US"
 xmlns:ixs="http://www.sec.gov/inlineXBRL/transformation/2015-08-31" xmlns:g="http://fasb.org/us-gaap/2023"
 xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
<body><ix:header><ix:references><link:schemaRef xlink:type="simple" xlink:href="me.xsd"/></ix:references><ix:resources>{context}{unit}
</ix:resources></ix:header><p><ix:nonNumeric name="dei:DocumentType" contextRef="c" id="f0">10-Q</ix:nonNumeric>
<ix:nonFraction name="g:Cash" contextRef="c" unitRef="u" decimals="-5" scale="6" format="ixt:num-dot-decimal" id="f1">1.0</ix:nonFraction>
and again <ix:nonFraction name="g:Cash" contextRef="c" unitRef="u" decimals="-5" scale="6" format="ixt:num-dot-decimal">1.0</ix:nonFraction>
<ix:nonNumeric name="g:Term" contextRef="c" format="ixs:duryear" id="f2">5.75</ix:nonNumeric>
<ix:nonNumeric name="g:Note" contextRef="c" id="f3">One <b>two</b>
 three</ix:nonNumeric></p></body></html>"""
_EXTRACTED = """<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:dei="http://xbrl.sec.gov/dei/2023" xml:lang="en-US"
 xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:g="http://fasb.org/us-gaap/2023"><link:schemaRef xlink:type="simple" xlink:href="me.xsd"/>{context}{unit}
<g:Note contextRef="c" id="f3">One two three</g:Note><g:Term contextRef="c" id="f2">P5Y9M0D</g:Term>
<g:Cash contextRef="c" unitRef="u" decimals="-5" id="f1">{cash}</g:Cash><dei:DocumentType contextRef="c" id="f0">10-Q</dei:DocumentType>
</xbrli:xbrl>"""
_CONTEXT = (
    '<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000007</xbrli:identifier></xbrli:entity>'
    "<xbrli:period><xbrli:startDate>2023-01-01</xbrli:startDate><xbrli:endDate>2023-03-31</xbrli:endDate></xbrli:period></xbrli:context>"
)
_UNIT = '<xbrli:unit id="u"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>'


@pytest.mark.parametrize("first", ["page.htm", "page_htm.xml"])
def test_a_page_and_the_instance_extracted_from_it_are_one_filing(
    tmp_path: Path, first: str
) -> None:
    """Though the page tags a number twice, tells it in another order and writes its duration
    otherwise."""
    folders = {"page.htm": tmp_path / "a", "page_htm.xml": tmp_path / "b"}
    for name, text in (("page.htm", _PAGE), ("page_htm.xml", _EXTRACTED)):
        folders[name].mkdir()
        (folders[name] / name).write_text(
            text.format(context=_CONTEXT, unit=_UNIT, cash="1000000"), encoding="utf-8"
        )
    place = tmp_path / "f.duckdb"
    order = sorted(folders, key=lambda name: name != first)
    taken = [take(place, folders[name] / name, without_taxonomy=True)[0] for name in order]
    assert ["same_as" in one.receipt for one in taken] == [False, True]
    with store_api.connect(str(place)) as facts:
        assert [(row["value_text"], row["fact_id"]) for row in facts.history(concept="Cash")] == [
            ("1000000", "f1")
        ]
        assert facts.sql("SELECT document, fact_count FROM filings") == [
            {"document": "page.htm", "fact_count": 5}
        ]
    (folders["page_htm.xml"] / "page_htm.xml").write_text(
        _EXTRACTED.format(context=_CONTEXT, unit=_UNIT, cash="1000001")
    )
    (other,) = take(place, folders["page_htm.xml"] / "page_htm.xml", without_taxonomy=True)
    assert other.receipt["differs"]["examples"] == [
        "changed us-gaap:Cash 2023-01-01..2023-03-31 USD: 1000000 (-5), now 1000001 (-5)"
    ]


_INSTANCE = """<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:g="http://fasb.org/us-gaap/2023"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"
 xmlns:xlink="http://www.w3.org/1999/xlink"><link:schemaRef xlink:type="simple"
 xlink:href="me.xsd"/>{contexts}<unit id="u"><measure>iso4217:USD</measure></unit>
<g:Cash id="a" contextRef="c7" unitRef="u" decimals="0">{first}</g:Cash>
<g:Cash id="b" contextRef="c9" unitRef="u" decimals="0">{second}</g:Cash>
<g:Debt id="d" contextRef="c7" unitRef="u" decimals="0">3</g:Debt>
<link:footnoteLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
<link:loc xlink:type="locator" xlink:href="#{noted}" xlink:label="f"/>
<link:footnote xlink:type="resource" xlink:label="n" xml:lang="en">unaudited</link:footnote><link:footnoteArc
 xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote" xlink:from="f" xlink:to="n"/></link:footnoteLink></xbrl>"""
_OF = (
    '<context id="c{0}"><entity><identifier scheme="http://www.sec.gov/CIK">000000000{0}</identifier></entity>'
    "<period><instant>2023-12-31</instant></period></context>"
)


@pytest.mark.parametrize(
    ("amended", "differs"),
    [
        ({"noted": "d"}, {"footnotes": 2}),  # the footnote is another number's now
        ({"first": "20", "second": "10"}, {"changed": 2}),  # two filers' numbers changed places
        ({"contexts": _OF.format(9) + _OF.format(7)}, {}),  # only in another order
    ],
)
@pytest.mark.parametrize("back", [False, True])
def test_what_is_told_of_another_filer_or_noted_at_another_number_is_an_amendment(
    tmp_path: Path, amended: dict[str, str], differs: dict[str, int], back: bool
) -> None:
    first = {"first": "10", "second": "20", "noted": "a", "contexts": _OF.format(7) + _OF.format(9)}
    pair = [first, {**first, **amended}]
    for name, told in zip("ab", reversed(pair) if back else pair, strict=True):
        (tmp_path / f"{name}.xbrl").write_text(_INSTANCE.format(**told), encoding="utf-8")
    place = tmp_path / "f.duckdb"
    receipts = [
        take(place, tmp_path / f"{name}.xbrl", without_taxonomy=True)[0].receipt for name in "ab"
    ]
    found = receipts[1].get("differs", {})
    assert {name: found.get(name) for name in differs} == differs
    assert ("same_as" in receipts[1]) == (not differs)


_NOTES = (
    '{{"documentInfo": {{"documentType": "https://xbrl.org/2021/xbrl-json", "namespaces": {{"g": "http://fasb.org/us-gaap/2023", '
    '"k": "http://www.sec.gov/CIK"}}, "taxonomy": ["me.xsd"]}}, "facts": {{{}}}}}'
)
_NOTE = '"{0}": {{"value": "{1}", "dimensions": {{"concept": "g:{2}", "entity": "k:0000000007", "period": "2024-01-01T00:00:00"{3}}}}}'


def notes(folder: Path, first: str, second: str, day: str = "") -> Path:
    """Two texts of one concept in these languages, and a date, which has one in a page alone."""
    folder.mkdir()
    told = [
        _NOTE.format(n, text, "Note", f', "language": "{one}"')
        for n, text, one in (("a", "Cash", first), ("b", "Kasse", second))
    ]
    (folder / "n.json").write_text(
        _NOTES.format(", ".join([*told, _NOTE.format("c", "2024-05-01", "Day", day)])),
        encoding="utf-8",
    )
    return folder / "n.json"


@pytest.mark.parametrize("back", [False, True])
def test_texts_that_changed_languages_are_an_amendment_though_one_copy_was_taken_lightly(
    tmp_path: Path, back: bool
) -> None:
    place = tmp_path / "f.duckdb"
    copies_ = [("en", "de"), ("de", "en")]
    folders = [
        notes(tmp_path / str(n), *pair)
        for n, pair in enumerate(reversed(copies_) if back else copies_)
    ]
    receipts = [take(place, path, without_taxonomy=True)[0].receipt for path in folders]
    assert receipts[1]["differs"]["languages"] == 2
    now = "de, now en" if back else "en, now de"
    assert receipts[1]["differs"]["examples"][0] == f"language us-gaap:Note 'Cash': {now}"
    same = notes(tmp_path / "same", *copies_[not back], ', "language": "en"')
    assert "same_as" in take(place, same, without_taxonomy=True)[0].receipt, (
        "whether a date has a language nobody knows without its taxonomy"
    )
