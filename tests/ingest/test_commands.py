"""`crossfoot ingest` and `crossfoot facts` as a person runs them."""

import csv
import io
import json
from pathlib import Path

import pytest
from own_output import FACTS, changed, own_output

from crossfoot.cli import main

NOON = "2026-11-22T12:00:00Z"


@pytest.fixture
def store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A store with two filings of one company, the second of which tells one number otherwise."""
    place = str(tmp_path / "f.duckdb")
    first = own_output(tmp_path / "a" / "2024-12-31", filed="2025-02-14")
    second = own_output(tmp_path / "b" / "2025-03-31", changed(FACTS, "bs.Assets", "95000"), filed="2025-05-14")
    assert main(["ingest", str(first), str(second), "--store", place, "--received", NOON]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == [
        "a/2024-12-31: accepted (7 facts, filed 2025-02-14)",
        "b/2025-03-31: accepted (7 facts, filed 2025-05-14, supersedes 1)",
    ]
    assert told[-1] == f"2 filings with 14 facts into {place}; 0 were there, 0 refused"
    return place


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["facts", *arguments]) == 0
    return capsys.readouterr().out


def test_history_is_a_table_with_every_digit(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ask(capsys, "history", "0000000007", "Assets", "--unit", "JPY", "--store", store).splitlines()
    assert [line.split()[-4:] for line in lines[2:]] == [
        ["90000", "-3", "2025-02-14", "2024-12-31"],
        ["95000", "-3", "2025-05-14", "2024-12-31"],
    ]


def test_as_of_as_json_and_csv_says_the_same(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    question = ("as-of", "2025-05-13", "Test Company", "Assets", "--unit", "JPY", "--store", store)
    records = json.loads(ask(capsys, *question, "--json"))
    assert [(one["value_text"], one["filed"], one["decimals"]) for one in records] == [("90000", "2025-02-14", -3)]
    rows = list(csv.DictReader(io.StringIO(ask(capsys, *question, "--csv"))))
    assert [(one["value_text"], one["filed"], one["decimals"]) for one in rows] == [("90000", "2025-02-14", "-3")]


def test_against_and_restatements_show_what_changed(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    against = json.loads(ask(capsys, "as-of", "2025-03-01", "--against", "2025-06-01", "--store", store, "--json"))
    assert [(one["concept"], one["on 2025-03-01"], one["on 2025-06-01"]) for one in against] == [("gaap:Assets", "90000", "95000")]
    restated = json.loads(ask(capsys, "restatements", "--store", store, "--json"))
    assert [(one["before"], one["after"], one["difference"], one["address_after"]) for one in restated] == [
        ("90000", "95000", "5000", "table.csv:2 [A] (doc.txt:100)")
    ]


def test_compare_export_list_and_search_answer(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compared = json.loads(ask(capsys, "compare", "Assets", "tst", "nobody", "--store", store, "--json"))
    assert [(one["unit"], one["tst"], one["nobody"]) for one in compared] == [("JPY", "95000", None), ("USD", "600000", None)]
    ask(capsys, "export", str(tmp_path / "x.csv"), "--concept", "Ratio", "--store", store)
    exported = list(csv.DictReader((tmp_path / "x.csv").open()))
    assert [(one["value"], one["file"], one["line"]) for one in exported] == [("0.1234", "table.csv", "105")] * 2
    assert len(json.loads(ask(capsys, "list", "--start", "2023-01-01", "--store", store, "--json"))) == 2
    assert [one["concept"] for one in json.loads(ask(capsys, "search", "assets", "--store", store, "--json"))] == ["gaap:Assets"]
    assert ask(capsys, "search", "nothing like it", "--store", store) == "nothing found\n"


def test_a_refused_file_ends_with_one_and_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.xbrl").write_text("no xml")
    code = main(["ingest", str(tmp_path / "bad.xbrl"), "--store", str(tmp_path / "f.duckdb"), "--received", NOON, "--json", "-"])
    printed = capsys.readouterr()
    record = json.loads(printed.out)[0]
    assert (code, record["verdict"], record["reasons"][0]["code"]) == (1, "refused", "ingest.unreadable")
    assert "this is not a report that we know" in printed.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest", "nowhere"],
        ["ingest", ".", "--received", "yesterday"],
        ["ingest", ".", "--filed", "31.12.2024"],
        ["facts", "as-of", "2024", "--store", "STORE"],
        ["facts", "filings", "--store", "nowhere.duckdb"],
    ],
)
def test_a_wrong_call_is_a_usage_error(arguments: list[str], store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([store if one == "STORE" else one for one in arguments]) == 2
    assert capsys.readouterr().err.startswith("crossfoot: ")


def test_a_policy_file_decides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gate.yaml").write_text("rules:\n  - {severity: error, verdict: accept}\n")
    (tmp_path / "bad.xbrl").write_text("no xml")
    code = main(["ingest", str(tmp_path / "bad.xbrl"), "--store", str(tmp_path / "f.duckdb"), "--policy", str(tmp_path / "gate.yaml")])
    assert code == 1, "what can't be read is not in, whatever the policy says"
    assert "refused" in capsys.readouterr().out
