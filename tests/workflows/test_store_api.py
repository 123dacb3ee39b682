"""The Python interface does what the command does."""

import argparse
import inspect
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from crossfoot.cli.facts_options import add_ingest
from crossfoot.cli.main import main
from crossfoot.errors import UsageError
from crossfoot.report.facts import plain
from crossfoot.workflows import store_api
from own_output import FACTS, changed, own_output

NUMBER = "0000000007-25-000001"
WHEN = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Two outputs, the second of which tells one number otherwise."""
    first = own_output(tmp_path / "a" / "2024-12-31", filed="2025-02-14")
    return [
        first,
        own_output(
            tmp_path / "b" / "2025-03-31", changed(FACTS, "bs.Assets", "95000"), filed="2025-05-14"
        ),
    ]


def told(store: Path) -> tuple[list[store_api.Row], list[store_api.Row]]:
    with store_api.connect(store) as facts:
        filings = facts.sql(
            "SELECT filing, filed, filed_from, received, accession, verdict FROM filings ORDER BY filing"
        )
        return filings, facts.facts_with_addresses()


def test_what_is_handed_in_by_python_is_in_as_by_the_command(
    folders: list[Path], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.xbrl"
    bad.write_text("no xml")
    for folder, number in zip(folders, (NUMBER, NUMBER[:-1] + "2"), strict=True):
        (one,) = store_api.ingest(
            [folder],
            tmp_path / "py.duckdb",
            received=WHEN,
            trust=True,
            filed=date(2025, 7, 1),
            accession=number,
        )
        assert (one.verdict, one.receipt["filed_from"]) == ("accepted", "given")
        line = [
            "ingest",
            "--trust",
            str(folder),
            "--store",
            str(tmp_path / "c.duckdb"),
            "--received",
            "2026-11-22T10:00:00+01:00",
        ]
        assert main([*line, "--filed", "2025-07-01", "--accession", number]) == 0
    assert told(tmp_path / "py.duckdb") == told(tmp_path / "c.duckdb")
    places = {"quarantine": tmp_path / "q", "receipts": str(tmp_path / "r")}
    (refused,) = store_api.ingest([str(bad)], tmp_path / "py.duckdb", wait=1, **places)  # type: ignore[arg-type]
    assert [path.parent.parent for path in (tmp_path / "q").glob("*/reasons.json")] == [
        tmp_path / "q"
    ]
    assert (refused.verdict, len(list((tmp_path / "r").iterdir()))) == ("refused", 1)


def test_python_takes_every_option_of_the_command() -> None:
    parser = argparse.ArgumentParser()
    add_ingest(parser.add_subparsers(), lambda ingest: None)
    options = {name for name in vars(parser.parse_args(["ingest", "."])) if name != "run"}
    names = {"package": "packages"}
    assert {names.get(one, one) for one in options} == set(
        inspect.signature(store_api.ingest).parameters
    )


def test_each_question_has_the_answer_of_the_command(
    folders: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "f.duckdb")
    store_api.ingest(folders, store, received=WHEN, trust=True)
    questions: list[tuple[list[str], str, tuple[Any, ...], dict[str, Any]]] = [
        (["filings", "tst"], "filings", ("tst",), {}),
        (["receipts"], "receipts", (), {}),
        (["search", "assets"], "search", ("assets",), {}),
        (["list", "tst", "Assets", "--unit", "JPY"], "facts", ("tst", "Assets"), {"unit": "JPY"}),
        (
            ["history", "tst", "Assets", "--no-dimensions"],
            "history",
            ("tst", "Assets"),
            {"dimensions": ""},
        ),
        (["as-of", "2025-03-01", "tst"], "as_of", (date(2025, 3, 1), "tst"), {}),
        (
            ["as-of", "2025-03-01", "--against", "2025-06-01"],
            "known_otherwise",
            (date(2025, 3, 1), date(2025, 6, 1)),
            {},
        ),
        (
            ["compare", "Assets", "tst", "0000000007"],
            "compare",
            ("Assets", ["tst", "0000000007"]),
            {},
        ),
        (["lineage", "--fact", "bs.Assets"], "lineage", (), {"fact_id": "bs.Assets"}),
    ]
    with store_api.connect(store) as facts:
        for line, name, arguments, narrowed in questions:
            assert main(["facts", *line, "--store", store, "--json"]) == 0
            rows = getattr(facts, name)(*arguments, **narrowed)
            assert rows, name
            shown = [
                {
                    key: one if isinstance(one, bool | int | None) else plain(one)
                    for key, one in row.items()
                }
                for row in rows
            ]
            assert json.loads(capsys.readouterr().out) == shown, name


def test_a_store_without_a_name_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no store is named"):
        store_api.connect("")
