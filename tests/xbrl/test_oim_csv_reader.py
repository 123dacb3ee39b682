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
