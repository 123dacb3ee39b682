"""Periods that no calendar holds: refused with the fact's address and the reason, in each syntax,
never taken for forever."""

import copy
import json
from pathlib import Path

import pytest
from test_reader_footnotes import INSTANCE, JSON, PAGE, SCHEMA

from own_output import take

NO_DAY = "there is no day 0000-01-01"
TOO_EARLY = "it ends before the first day of the calendar, 0001-01-01"
NO_MOMENT = "'10000-01-01T00:00:00' is no moment such as 2024-12-31T00:00:00"
BACKWARDS = "it ends before it begins"


def told(folder: Path, name: str, text: str, **options: bool) -> tuple[str, list[str]]:
    (folder / name).write_text(text, encoding="utf-8")
    result = take(folder / "s.duckdb", folder / name, **{"without_taxonomy": True, **options})[0]  # type: ignore[arg-type]
    return result.verdict, [
        f"{finding.source}: {finding.message}"
        for finding in result.findings
        if finding.severity == "error"
    ]


@pytest.mark.parametrize(
    ("period", "why"),
    [
        ("0001-01-01T00:00:00", TOO_EARLY),
        ("0000-01-01T00:00:00", NO_DAY),
        ("9999-12-31T00:00:00/10000-01-01T00:00:00", NO_MOMENT),
        ("2024-01-01T00:00:00/2023-01-01T00:00:00", BACKWARDS),
        ("soon", "'soon' is no moment such as 2024-12-31T00:00:00"),
    ],
)
def test_a_period_in_json_that_is_none_names_its_fact_and_line(
    tmp_path: Path, period: str, why: str
) -> None:
    report = copy.deepcopy(JSON)
    report["facts"]["b"]["dimensions"]["period"] = period
    text = json.dumps(report, indent=1)
    line = text[: text.index('"b": {')].count("\n") + 1
    assert told(tmp_path, "r.json", text) == (
        "refused",
        [f"r.json:{line} [b]: the period '{period}' can't be read: {why}"],
    )


def test_the_last_day_that_there_is_can_be_told(tmp_path: Path) -> None:
    report = copy.deepcopy(JSON)
    report["facts"]["b"]["dimensions"]["period"] = "9999-12-31T00:00:00"
    assert told(tmp_path, "r.json", json.dumps(report)) == ("accepted with findings", [])


@pytest.mark.parametrize(("name", "text"), [("r.xbrl", INSTANCE), ("r.htm", PAGE)])
@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("0000-01-01", NO_DAY),
        ("0001-01-01T00:00:00", TOO_EARLY),
        ("some day", "'some day' is no moment such as 2024-12-31T00:00:00"),
    ],
)
def test_a_context_whose_day_is_none_is_not_forever(
    tmp_path: Path, name: str, text: str, day: str, why: str
) -> None:
    verdict, findings = told(
        tmp_path, name, text.replace("<xbrli:instant>2024-12-31<", f"<xbrli:instant>{day}<")
    )
    line = next(
        number
        for number, one in enumerate(text.splitlines(), 1)
        if "me:A" in one and "contextRef" in one
    )
    assert (verdict, findings[0]) == (
        "refused",
        f"{name}:{line}: the period '{day}' can't be read: {why}",
    )


def test_a_cell_of_a_table_is_named_by_row_and_column(tmp_path: Path) -> None:
    spaces = {"g": "http://g.example", "cik": "http://www.sec.gov/CIK"}
    column = {
        "dimensions": {
            "concept": "g:Cash",
            "entity": "cik:1",
            "period": "$when",
            "unit": "xbrli:shares",
        },
        "decimals": 0,
    }
    meta = {
        "documentInfo": {
            "documentType": "https://xbrl.org/2021/xbrl-csv",
            "namespaces": spaces,
            "taxonomy": ["g.xsd"],
        },
        "tableTemplates": {"t": {"columns": {"when": {}, "cash": column}}},
        "tables": {"t": {"url": "t.csv"}},
    }
    (tmp_path / "t.csv").write_text(
        "when,cash\n2024-05-31@end,1\n2024Q5,2\n0001-01-01T00:00:00,3\n", encoding="utf-8"
    )
    verdict, findings = told(tmp_path, "m.json", json.dumps(meta))
    why = "can't be read: write 2024, 2024Q3, 2024-05-31@end, 2024-01-01..2024-12-31 or the like"
    assert verdict == "refused"
    assert findings == [
        f"t.csv:3 [cash]: the period '2024Q5' {why}",
        f"t.csv:4 [cash]: the period '0001-01-01T00:00:00' {why}",
    ]


def test_a_schema_beside_a_report_in_json_is_at_hand(tmp_path: Path) -> None:
    (tmp_path / "me.xsd").write_text(SCHEMA, encoding="utf-8")
    assert told(tmp_path, "r.json", json.dumps(JSON), without_taxonomy=False) == ("accepted", [])


@pytest.mark.parametrize(
    ("period", "why"), [("0001-01-01T00:00:00", TOO_EARLY), ("0000-01-01T00:00:00", NO_DAY)]
)
def test_a_report_in_json_that_arelle_judges_has_its_address_too(
    tmp_path: Path, period: str, why: str
) -> None:
    (tmp_path / "me.xsd").write_text(SCHEMA, encoding="utf-8")
    report = copy.deepcopy(JSON)
    report["facts"]["b"]["dimensions"]["period"] = period
    text = json.dumps(report, indent=1)
    line = text[: text.index('"b": {')].count("\n") + 1
    verdict, findings = told(tmp_path, "q.json", text, without_taxonomy=False)
    assert verdict == "refused"
    assert f"q.json:{line} [b]: the period '{period}' can't be read: {why}" in findings
    assert [one for one in findings if not one.startswith("q.json")] == [], (
        "Arelle's own instance of the report is nobody's file"
    )
