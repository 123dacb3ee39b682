"""Our own output read without Arelle: numbers as a table, words and nil one by one, in the order of
the document."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from crossfoot.store.native_addresses import address_columns
from crossfoot.store.native_facts import NotOurs, extent, fact_columns
from crossfoot.store.native_report import read_own
from crossfoot.store.store import open_store
from crossfoot.xbrl.manifest import read_manifest, verified_files
from crossfoot.xbrl.readers.contexts import ContextRow
from crossfoot.xbrl.report_records import Held, Table
from own_output import FACTS, own_output, take
from real_filing import Built
from store_state import VERDICTS

YEAR = ContextRow(
    filer="cik:7", entity=("s", "7"), start=date(2024, 1, 1), end=date(2024, 12, 31), dimensions=""
)
UNITS = {None: None, "JPY": "JPY"}
NUMBER = '<g:A id="{0}" contextRef="y" unitRef="JPY" decimals="-3">{1}</g:A>\n'


def read(lines: str) -> Table:
    data = f"<xbrli:xbrl>\n{lines}</xbrli:xbrl>\n".encode()
    return fact_columns(data, *extent(data), {"y": YEAR}, UNITS).columns


def test_words_between_numbers_keep_their_place_quotes_and_line_ends() -> None:
    note = '<g:T id="t" contextRef="y" xml:lang="en-US">A &quot;B&quot; "c" &amp;\n\n  unitRef="x" d="e"\nend</g:T>\n'
    facts = read(NUMBER.format("a", "1") + note + NUMBER.format("b", "-2.50"))
    assert list(facts["fact_id"]) == ["a", "t", "b"]
    assert list(facts["value_text"]) == ["1", 'A "B" "c" &\n\n  unitRef="x" d="e"\nend', "-2.5"]
    assert list(facts["unit"]) == ["JPY", None, "JPY"]
    assert list(facts["language"]) == [None, "en-us", None]
    assert list(facts["decimals"]) == [-3, None, -3]


def test_a_table_as_text_whose_lines_have_as_many_quotation_marks_as_a_fact_is_one_fact() -> None:
    line = '&lt;td class="a" id="b" style="c" title="d"&gt;1&lt;/td&gt;\n'
    block = f'<g:B id="t" contextRef="y" xml:lang="en-US">&lt;table&gt;\n{line}{line}&lt;/table&gt;</g:B>\n'
    facts = read(NUMBER.format("a", "1") + block + NUMBER.format("b", "2"))
    assert list(facts["fact_id"]) == ["a", "t", "b"]
    assert facts["value_text"][1].count('<td class="a" id="b" style="c" title="d">1</td>\n') == 2


def test_a_nil_number_and_a_nil_text_have_no_value() -> None:
    nil = '<g:A id="n" contextRef="y" unitRef="JPY" xsi:nil="true"/>\n<g:T id="m" contextRef="y" xml:lang="ja" xsi:nil="true"/>\n'
    facts = read(nil + NUMBER.format("a", "1"))
    rows = [*zip(facts["fact_id"], facts["nil"], facts["value_text"], strict=True)]
    assert rows == [("n", True, None), ("m", True, None), ("a", False, "1")]
    assert list(facts["concept"]) == ["g:A", "g:T", "g:A"]
    assert list(facts["unit"]) == ["JPY", None, "JPY"]


def test_what_we_do_not_write_is_not_read() -> None:
    with pytest.raises(NotOurs):
        read(NUMBER.format("a", "1") + '<g:A contextRef="y" id="b" unitRef="JPY">2</g:A>\n')
    with pytest.raises(KeyError):
        read(NUMBER.format("a", "1").replace('"y"', '"unknown"'))


def test_an_instance_without_facts_is_left_to_arelle() -> None:
    with pytest.raises(ValueError, match="Empty"):
        read("")


def places(text: str, ids: list[str]) -> Table:
    from crossfoot.xbrl.arrow_columns import array_of

    return address_columns(text.encode(), Held(array=array_of(ids)))


TOLD = (
    '{\n "a":\t{"file": "t.csv",\t"sheet": null,\t"row": 2,\t"column": "Year, \u00a5",\t"document": "d.txt",\t"line": "7-8"},\n'
    ' "b":\t{"file": "t.csv",\t"sheet": null,\t"row": null,\t"column": "Year, \u00a5",\t"document": "d.txt",\t"line": "9"}\n}\n'
)


def test_addresses_are_the_same_line_by_line_and_as_any_json() -> None:
    ours, any_json = (places(text, ["a", "b"]) for text in (TOLD, json.dumps(json.loads(TOLD))))
    assert isinstance(ours["ordinal"], range)
    assert isinstance(any_json["ordinal"], list)
    for found in (ours, any_json):
        assert list(found["row_number"]) == [2, None]
        assert list(found["column_name"]) == ["Year, \u00a5"] * 2
        assert list(found["line"]) == ["7-8", "9"]
        assert list(found["sheet"]) == [None, None]


@pytest.mark.parametrize(
    ("told", "other"), [('{"file"', '{ "file"'), ("\t", " "), (",\n", ",\n\n")]
)
def test_lines_that_are_written_otherwise_are_read_as_any_json(told: str, other: str) -> None:
    found = places(TOLD.replace(told, other), ["a", "b"])
    assert isinstance(found["ordinal"], list)
    assert (list(found["file"]), list(found["row_number"])) == (["t.csv", "t.csv"], [2, None])


def test_a_build_writes_its_addresses_so_that_they_are_read_as_a_table(built: Built) -> None:
    text = (built.folder / "sources.json").read_text(encoding="utf-8")
    ids = list(json.loads(text))
    assert text.count("\n") == len(ids) + 2
    assert isinstance(places(text, ids)["ordinal"], range)


def test_an_address_that_is_missing_or_has_a_quotation_mark_is_found_by_its_id() -> None:
    told = {
        "b": {
            "file": 'a "b".csv',
            "sheet": None,
            "row": 2,
            "column": None,
            "document": None,
            "line": None,
        }
    }
    found = places(json.dumps(told), ["a", "b"])
    assert (list(found["ordinal"]), list(found["file"])) == ([1], ['a "b".csv'])


@pytest.mark.parametrize("rules", [["crossfoot filing rules 1.0"], []])
def test_what_arelle_never_judged_does_not_take_the_fast_path(
    tmp_path: Path, rules: list[str]
) -> None:
    folder = own_output(tmp_path / "t" / "2024-12-31")
    manifest = json.loads((folder / "intake.json").read_text(encoding="utf-8"))
    (folder / "intake.json").write_text(json.dumps({**manifest, "rules": rules}), encoding="utf-8")
    known = read_manifest(folder)
    assert known is not None
    files = verified_files(known)
    assert files is not None
    assert read_own(known, files) is None


def test_the_five_releases_take_the_fast_path(releases: Path, tmp_path: Path) -> None:
    taken = take(tmp_path / "f.duckdb", releases)
    assert [(one.verdict, one.receipt["reader"]) for one in taken] == [
        (verdict, "crossfoot") for verdict in VERDICTS
    ]


def test_the_fast_path_reads_what_the_file_holds(tmp_path: Path) -> None:
    folder = own_output(tmp_path / "t" / "2024-12-31")
    assert [one.receipt["reader"] for one in take(tmp_path / "f.duckdb", folder)] == ["crossfoot"]
    known = read_manifest(folder)
    assert known is not None
    report = read_own(known, verified_files(known) or {})
    assert report is not None
    facts = report.tables["facts"]
    assert [*zip(facts["fact_id"], facts["value_text"], strict=True)][1:] == [
        (fact[0], fact[-1]) for fact in FACTS
    ]
    assert report.head.form == "6-K & more"


def test_a_forged_manifest_is_found_out_by_judging_again(tmp_path: Path) -> None:
    """Its hashes fit and it says that Arelle was content, yet there is no schema that the instance
    could follow."""
    folder = own_output(tmp_path / "t" / "2024-12-31")
    (taken,) = take(tmp_path / "f.duckdb", folder)
    assert (taken.verdict, taken.receipt["reader"]) == ("accepted", "crossfoot")
    (judged,) = take(tmp_path / "g.duckdb", folder, judge=True)
    assert judged.verdict == "refused"
    assert [finding.message for finding in judged.findings] == [
        "tst-20241231.htm can't be read: No such file or directory"
    ]


def test_an_output_that_is_judged_again_keeps_its_day(releases: Path, tmp_path: Path) -> None:
    (taken,) = take(tmp_path / "f.duckdb", releases / "2008-09-30", judge=True)
    assert (taken.verdict, taken.receipt["reader"], taken.receipt["filed"]) == (
        "accepted with findings",
        "arelle",
        "2008-11-13",
    )


def test_an_output_that_was_changed_keeps_the_day_that_it_declares(
    releases: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "iij" / "2008-09-30"
    shutil.copytree(releases / "2008-09-30", folder)
    (folder / "sources.json").write_text("{}")
    (taken,) = take(tmp_path / "f.duckdb", folder)
    assert [finding.code for finding in taken.findings] == [
        "arelle.xbrl.5.2.5.2:calcInconsistency",  # of amounts in billions, each rounded by itself
        "ingest.changed",
    ]
    assert (taken.receipt["reader"], taken.receipt["filed"], taken.receipt["filed_from"]) == (
        "arelle",
        "2008-11-13",
        "declared",
    )
    with open_store(str(tmp_path / "f.duckdb")) as store:
        assert store.rows("SELECT count(*) FROM addresses WHERE column_name IS NOT NULL").rows == (
            (0,),
        ), "nothing vouches for the cells"


def test_an_output_that_is_judged_again_keeps_its_cells(releases: Path, tmp_path: Path) -> None:
    told = []
    for judge in (False, True):
        store = tmp_path / f"{judge}.duckdb"
        take(store, releases / "2008-09-30", judge=judge)
        with open_store(str(store)) as opened:
            told.append(sorted(opened.rows("SELECT * FROM addresses").rows, key=str))
    assert len(told[0]) == 129
    assert told[1] == told[0]


def test_an_output_that_is_judged_again_keeps_its_taxonomy(releases: Path, tmp_path: Path) -> None:
    """Labels, roles and arcs lie beside the report, whoever reads it."""
    sql = "SELECT 'label', concept, role, text FROM labels UNION ALL SELECT network, role, parent, child FROM arcs"
    told = []
    for judge in (False, True):
        store = tmp_path / f"{judge}.duckdb"
        take(store, releases / "2008-09-30", judge=judge)
        with open_store(str(store)) as opened:
            told.append(sorted(opened.rows(sql).rows))
    assert told[0]
    assert told[1] == told[0]
