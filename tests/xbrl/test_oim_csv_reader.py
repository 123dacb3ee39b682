"""xBRL-CSV without its taxonomy: cells, parameters and special words, worked out by hand; and our
own against our own xBRL-JSON."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crossfoot.xbrl.readers.read_report import Unreadable, read_light
from crossfoot.xbrl.report_records import Report, Table
from crossfoot.xbrl.submission import submissions_in
from crossfoot.xbrl.submission_files import read_submission_files
from own_output import take

SPACES = {
    "g": "http://g.example",
    "cik": "http://www.sec.gov/CIK",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
}
META: dict[str, Any] = {
    "documentInfo": {
        "documentType": "https://xbrl.org/2021/xbrl-csv",
        "namespaces": SPACES,
        "taxonomy": ["g.xsd"],
    },
    "tableTemplates": {
        "t": {
            "rowIdColumn": "id",
            "dimensions": {"entity": "cik:0000000007", "period": "$when", "g:Axis": "$part"},
            "columns": {
                "id": {},
                "when": {},
                "part": {},
                "places": {},
                "cash": {
                    "dimensions": {"concept": "g:Cash", "unit": "$money"},
                    "decimals": "$places",
                },
                "note": {
                    "dimensions": {"concept": "g:Note", "language": "en", "period": "$when@start"}
                },
            },
        }
    },
    "tables": {"t": {"url": "t.csv", "parameters": {"money": "iso4217:EUR"}}},
}
ROWS = (
    "id,when,part,places,cash,note\n"
    "a,2024-01-01..2024-12-31,,-3,1234567000,\n"
    "b,2024-12-31@end,g:East,#none,#nil,\n"
    "c,2024-12-31,#none,2,-0.50,\n"
    'd,2024-12-31,,,,"##1, or\n""so"""\n'
    "e,2024-12-31,,,,#empty\n"
)


def read(folder: Path, rows: str = ROWS, meta: dict[str, Any] = META) -> Report:
    (folder / "m.json").write_text(json.dumps(meta), encoding="utf-8")
    (folder / "t.csv").write_text(rows, encoding="utf-8")
    return read_light(read_submission_files(next(submissions_in(folder / "m.json"))), "m.json", {})


def test_a_cell_is_a_fact_with_what_report_template_and_column_say(tmp_path: Path) -> None:
    facts = read(tmp_path).tables["facts"]
    names = (
        "fact_id",
        "concept",
        "period_start",
        "period_end",
        "unit",
        "dimensions",
        "decimals",
        "value_text",
    )
    year, last = date(2024, 1, 1), date(2024, 12, 31)
    east = '{"g:Axis":"g:East"}'
    assert [*zip(*(facts[name] for name in names), strict=True)] == [
        ("t.a.cash", "g:Cash", year, last, "EUR", "", -3, "1234567000"),
        ("t.b.cash", "g:Cash", None, last, "EUR", east, None, None),
        ("t.c.cash", "g:Cash", last, last, "EUR", "", 2, "-0.5"),
        ("t.d.note", "g:Note", None, date(2024, 12, 30), None, "", None, '#1, or\n"so"'),
        ("t.e.note", "g:Note", None, date(2024, 12, 30), None, "", None, ""),
    ]


@pytest.mark.parametrize("wrong", ["extends", "propertyGroups", "url"])
def test_what_is_not_read_is_told(tmp_path: Path, wrong: str) -> None:
    meta = json.loads(json.dumps(META))
    if wrong == "extends":
        meta["documentInfo"]["extends"] = ["other.json"]
    elif wrong == "url":
        meta["tables"]["t"]["url"] = "missing.csv"
    else:
        meta["tableTemplates"]["t"]["columns"]["id"]["propertyGroups"] = {}
    with pytest.raises(Unreadable, match=r"needs Arelle|is not there"):
        read(tmp_path, meta=meta)


def test_a_report_goes_in_unvalidated(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    read(folder)
    (taken,) = take(tmp_path / "f.duckdb", folder / "m.json", without_taxonomy=True)
    assert (taken.verdict, taken.receipt["reader"], taken.receipt["counts"]["facts"]) == (
        "accepted with findings",
        "light",
        5,
    )


def told(table: Table) -> list[tuple[Any, ...]]:
    names = (
        "concept",
        "period_start",
        "period_end",
        "unit",
        "dimensions",
        "language",
        "decimals",
        "nil",
        "value_text",
    )
    return sorted(zip(*(map(str, table[name]) for name in names), strict=True))


def test_our_own_csv_says_what_our_own_json_says(releases: Path, tmp_path: Path) -> None:
    for folder in sorted(releases.iterdir()):
        alone = (
            tmp_path / f"{folder.name}.json"
        )  # away from the manifest, which would lead to the page
        shutil.copyfile(next(folder.glob("iij-*.json")), alone)
        files = [next(folder.glob("*-csv/iij-*.json")), alone]
        ours, theirs = (
            read_light(read_submission_files(next(submissions_in(path))), path.name, {}).tables
            for path in files
        )
        assert told(ours["facts"]) == told(theirs["facts"])
        assert sorted(ours["footnotes"]["text"]) == sorted(theirs["footnotes"]["text"])
        assert len(ours["fact_footnotes"]["ordinal"]) == len(theirs["fact_footnotes"]["ordinal"])


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2023Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2020W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("2023Q4..2024-05-31", date(2023, 10, 1), date(2024, 5, 31)),
        ("2024@end", None, date(2024, 12, 31)),
        ("2024Q2@start", None, date(2024, 3, 31)),
    ],
)
def test_a_short_period_is_the_days_it_stands_for(
    tmp_path: Path, told: str, first: date | None, last: date
) -> None:
    """An instant at the start of the second quarter is the midnight after 31 March."""
    facts = read(tmp_path, f"id,when,part,places,cash,note\na,{told},,0,7,\n").tables["facts"]
    assert (list(facts["period_start"]), list(facts["period_end"])) == ([first], [last])


NO_PERIODS = (
    *("2024Q5", "2024-13", "2021W53", "soon", "2024-05-31..2024-01-01", "2024@noon", "24"),
    *("9999", "2024..9999-12-31", "0001-01-01T00:00:00"),
)


@pytest.mark.parametrize("told", NO_PERIODS)
def test_a_period_that_nobody_can_read_is_refused_and_not_taken_for_forever(
    tmp_path: Path, told: str
) -> None:
    with pytest.raises(Unreadable):
        read(tmp_path, f"id,when,part,places,cash,note\na,{told},,0,7,\n")


def told_of(folder: Path, rows: str, meta: dict[str, Any] = META) -> tuple[list[str], list[Any]]:
    """Errors with their addresses, and (decimals, value, dimensions) of what is taken."""
    report = read(folder, rows + "z,2024,,0,1,\n", meta)
    facts = report.tables["facts"]
    taken = [*zip(facts["decimals"], facts["value_text"], facts["dimensions"], strict=True)][:-1]
    return [
        f"{one.source}: {one.message}" for one in report.findings if one.severity == "error"
    ], taken


HEADER = "id,when,part,places,cash,note\n"


@pytest.mark.parametrize(
    ("row", "where", "code"),
    [
        ("a,2024,#odd,0,5,", "[cash]", "xbrlce:unknownSpecialValue"),
        ("a,2024,,0,#odd,", "[cash]", "xbrlce:unknownSpecialValue"),
        ("a,2024,,0,#none,", "[cash]", "xbrlce:illegalUseOfNone"),
        ("a,2024,,2.5,5,", "[cash]", "xbrlce:invalidDecimalsValue"),
        ("a,2024,,0,5dX,", "[cash]", "xbrlce:invalidDecimalsSuffix"),
        (",2024,,0,5,", "", "xbrlce:missingRowIdentifier"),
        ("a,2024,,0,5,,more", "", "xbrlce:unmappedCellValue"),
    ],
)
def test_what_a_cell_or_row_may_not_hold_is_told_at_its_place_and_never_taken(
    tmp_path: Path, row: str, where: str, code: str
) -> None:
    (error,), taken = told_of(tmp_path, f"{HEADER}{row}\n")
    assert error.startswith(f"t.csv:2{' ' if where else ''}{where}: ")
    assert error.endswith(f"({code})")
    assert taken == []


def test_a_row_identifier_that_stands_twice_is_told_and_no_fact_vanishes_in_silence(
    tmp_path: Path,
) -> None:
    errors, taken = told_of(tmp_path, f"{HEADER}a,2024,,0,5,\na,2024,,0,6,\n")
    assert errors == [
        "t.csv:3: the row identifier 'a' stands a second time (xbrlce:repeatedRowIdentifier)"
    ]
    assert taken == [(0, "5", "")]


def test_a_number_may_bring_its_decimals(tmp_path: Path) -> None:
    """`5d0` is 5 to 0 decimals, `8dINF` is exactly 8; the suffix counts before the column."""
    _, taken = told_of(tmp_path, f"{HEADER}a,2024,,7,5d0,\nb,2024,,7,-6.50d-3,\nc,2024,,7,8dINF,\n")
    assert taken == [(0, "5", ""), (-3, "-6.5", ""), (None, "8", "")]


def test_a_typed_member_is_nil_empty_or_a_text(tmp_path: Path) -> None:
    rows = "a,2024,#nil,0,1,\nb,2024,#empty,0,1,\nc,2024,##nil,0,1,\nd,2024,#none,0,1,\n"
    _, taken = told_of(tmp_path, HEADER + rows)
    assert [dimensions for _, _, dimensions in taken] == [
        '{"g:Axis":null}',
        '{"g:Axis":""}',
        '{"g:Axis":"#nil"}',
        "",
    ]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("id,when,part,places,cash,cash", "xbrlce:repeatedColumnIdentifier"),
        ("id,when,part,places,cash,other", "xbrlce:unknownColumn"),
        ("id,when,part,places,cash,1st", "xbrlce:invalidHeaderValue"),
    ],
)
def test_columns_are_each_defined_once(tmp_path: Path, header: str, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        read(tmp_path, f"{header}\na,2024,,0,5,6\n")


def changed(**members: Any) -> dict[str, Any]:
    return {**json.loads(json.dumps(META)), **members}


def test_parameters_may_stand_in_a_file(tmp_path: Path) -> None:
    meta = changed(parameterURL="p.csv", parameters={"money": "iso4217:EUR"})
    del meta["tables"]["t"]["parameters"]
    meta["tableTemplates"]["t"]["dimensions"]["entity"] = "$who"
    (tmp_path / "p.csv").write_text("name,value\nwho,cik:0000000009\n", encoding="utf-8")
    report = read(tmp_path, f"{HEADER}a,2024,,0,5,\n", meta)
    assert list(report.tables["facts"]["filer"]) == ["cik:0000000009"]
    for text, code in (
        ("name,value\nwho,cik:9\nwho,cik:8\n", "xbrlce:invalidParameterCSVFile"),
        ("who,cik:9\n", "xbrlce:invalidParameterCSVFile"),
        ("name,value\nmoney,iso4217:USD\n", "xbrlce:illegalReportParameterRedefinition"),
    ):
        (tmp_path / "p.csv").write_text(text, encoding="utf-8")
        with pytest.raises(Unreadable, match=code):
            read(tmp_path, f"{HEADER}a,2024,,0,5,\n", meta)
    (tmp_path / "p.csv").unlink()
    with pytest.raises(Unreadable, match="xbrlce:missingParametersFile"):
        read(tmp_path, f"{HEADER}a,2024,,0,5,\n", meta)


def test_a_reference_to_nothing_drops_no_dimension(tmp_path: Path) -> None:
    meta = changed()
    meta["tableTemplates"]["t"]["dimensions"]["g:Axis"] = "$region"
    with pytest.raises(Unreadable, match="xbrlce:invalidReferenceTarget"):
        read(tmp_path, f"{HEADER}a,2024,,0,5,\n", meta)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"tabels": {}}, "xbrlce:invalidJSONStructure"),
        ({"tables": {"t": {"url": "t.csv", "template": "u"}}}, "xbrlce:unknownTableTemplate"),
        (
            {
                "documentInfo": {
                    **META["documentInfo"],
                    "documentType": "https://xbrl.org/CR-2021-02-03/xbrl-csv",
                }
            },
            "oimce:unsupportedDocumentType",
        ),
    ],
)
def test_metadata_that_the_specification_does_not_know_is_no_report(
    tmp_path: Path, change: dict[str, Any], code: str
) -> None:
    with pytest.raises(Unreadable, match=code):
        read(tmp_path, meta=changed(**change))
