"""`crossfoot ingest` and `crossfoot facts` as a person runs them."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.cli.products_options import PRODUCT_ACTIONS
from crossfoot.report.facts import rows_text
from crossfoot.workflows import store_api
from own_output import FACTS, changed, own_output
from small_store import small_store

NOON = "2026-11-22T12:00:00Z"


@pytest.fixture
def store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A store with two filings of one company, the second of which tells one number otherwise."""
    place = str(tmp_path / "f.duckdb")
    first = own_output(tmp_path / "a" / "2024-12-31", filed="2025-02-14")
    second = own_output(
        tmp_path / "b" / "2025-03-31", changed(FACTS, "bs.Assets", "95000"), filed="2025-05-14"
    )
    assert (
        main(["ingest", "--trust", str(first), str(second), "--store", place, "--received", NOON])
        == 0
    )
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


def test_history_is_a_table_with_every_digit(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ask(
        capsys, "history", "0000000007", "Assets", "--unit", "JPY", "--store", store
    ).splitlines()
    assert lines == [
        "cik:0000000007  gaap:Assets  JPY",
        "",
        "length   period_end  value_text  decimals  version  filed       filing_period_end  address",
        "-------  ----------  ----------  --------  -------  ----------  -----------------  -----------------------------",
        "instant  2024-12-31      90,000        -3  1 of 2   2025-02-14  2024-12-31         table.csv:2 [A] (doc.txt:100)",
        "instant  2024-12-31      95,000        -3  2 of 2   2025-05-14  2024-12-31         table.csv:2 [A] (doc.txt:100)",
    ]


def test_as_of_as_json_and_csv_says_the_same(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ("as-of", "2025-05-13", "Test Company", "Assets", "--unit", "JPY", "--store", store)
    records = json.loads(ask(capsys, *question, "--json"))
    assert [(one["value_text"], one["filed"], one["decimals"]) for one in records] == [
        ("90000", "2025-02-14", -3)
    ]
    rows = list(csv.DictReader(io.StringIO(ask(capsys, *question, "--csv"))))
    assert [(one["value_text"], one["filed"], one["decimals"]) for one in rows] == [
        ("90000", "2025-02-14", "-3")
    ]


def test_against_and_restatements_show_what_changed(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    against = json.loads(
        ask(capsys, "as-of", "2025-03-01", "--against", "2025-06-01", "--store", store, "--json")
    )
    assert [(one["concept"], one["on 2025-03-01"], one["on 2025-06-01"]) for one in against] == [
        ("gaap:Assets", "90000", "95000")
    ]
    restated = json.loads(ask(capsys, "restatements", "--store", store, "--json"))
    assert [
        (one["before"], one["after"], one["difference"], one["address_after"]) for one in restated
    ] == [("90000", "95000", "5000", "table.csv:2 [A] (doc.txt:100)")]


def test_compare_export_list_and_search_answer(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compared = json.loads(
        ask(capsys, "compare", "Assets", "tst", "0000000007", "--store", store, "--json")
    )
    assert [(one["unit"], one["tst"], one["0000000007"]) for one in compared] == [
        ("JPY", "95000", "95000"),
        ("USD", "600000", "600000"),
    ]
    ask(capsys, "export", str(tmp_path / "x.csv"), "--concept", "Ratio", "--store", store)
    exported = list(csv.DictReader((tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()))
    assert [(one["value"], one["file"], one["line"]) for one in exported] == [
        ("0.1234", "table.csv", "105")
    ] * 2
    assert (
        len(json.loads(ask(capsys, "list", "--start", "2023-01-01", "--store", store, "--json")))
        == 2
    )
    assert [
        one["concept"]
        for one in json.loads(ask(capsys, "search", "assets", "--store", store, "--json"))
    ] == ["gaap:Assets"]
    for words in ("nothing like it", "%", "asset_", "a!s"):
        assert ask(capsys, "search", words, "--store", store) == "nothing found\n"


@pytest.mark.parametrize(
    "words",
    ["treasury stock", "stock treasury", "TreasuryStock", "value Treasury", "treasury cost"],
)
def test_a_concept_is_found_by_words_of_its_name_or_of_a_label_whatever_stands_between(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    found = json.loads(ask(capsys, "search", words, "--store", small_store(tmp_path), "--json"))
    assert [one["concept"] for one in found] == ["us-gaap:TreasuryStockValue"]


def test_words_of_name_and_label_together_find_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        ask(capsys, "search", "value cost", "--store", small_store(tmp_path)) == "nothing found\n"
    )


def test_each_telling_has_its_address_and_numbers_stand_right_among_words(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ask(
        capsys, "list", "tst", "--filing", filing_key(store, "2025-02-14"), "--store", store
    ).splitlines()
    last = told[2].index("decimals")
    values = [line[told[2].index("value_text") : last].rstrip() for line in told[4:]]
    assert "90,000".rjust(max(map(len, values))) in values, "numbers stand right"
    assert "6-K & more" in values, "words stand left"
    assert [line.rpartition("  ")[2] for line in told if "90,000" in line] == [
        "table.csv:2 [A] (doc.txt:100)"
    ]


def filing_key(store: str, filed: str) -> str:
    with store_api.connect(store) as facts:
        (key,) = [row["filing"] for row in facts.filings() if str(row["filed"]) == filed]
    return str(key)


def test_restatements_stand_one_under_the_other_with_both_addresses(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(capsys, "restatements", "--store", store).splitlines() == [
        "gaap:Assets  2024-12-31  JPY  cik:0000000007: restated by 5,000",
        "  90,000  filed 2025-02-14  table.csv:2 [A] (doc.txt:100)",
        "  95,000  filed 2025-05-14  table.csv:2 [A] (doc.txt:100)",
        "",
        "1 number",
    ]


def test_what_was_not_known_on_the_first_date_says_so(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ask(
        capsys,
        "as-of",
        "2025-01-01",
        "tst",
        "Assets",
        "--unit",
        "JPY",
        "--against",
        "2025-06-01",
        "--store",
        store,
    ).splitlines()
    assert [line.split() for line in lines if line.startswith("cik:") or "2024" in line] == [
        [
            "cik:0000000007",
            "gaap:Assets",
            "2024-12-31",
            "JPY",
            "not",
            "known",
            "95,000",
            "2025-05-14",
        ]
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("history", "tst", "Asset"),
            "no fact of tst has the concept 'Asset'\n  did you mean gaap:Assets? ",
        ),
        (("list", "tsst", "Assets"), "there is no filer 'tsst' in the store\n  did you mean tst? "),
        (("compare", "Assets", "tst", "nobody"), "there is no filer 'nobody' in the store"),
        (("filings", "nobody"), "there is no filer 'nobody' in the store"),
        (("filings", "%"), "there is no filer '%' in the store"),
        (
            ("list", "tst", "Asset_"),
            "no fact of tst has the concept 'Asset_'\n  did you mean gaap:Assets? ",
        ),
        (("list", "tst", "%"), "no fact of tst has the concept '%'"),
        (
            ("list", "tst", "--filing", "5"),
            "there is no filing 5 in the store\n  crossfoot facts filings lists them",
        ),
        (
            ("list", "tst", "Assets", "--dimensions", "Scenario=Wish"),
            "no fact has the dimensions 'Scenario=Wish'",
        ),
        (
            (
                "export",
                "FILE",
                "--product",
                "frames",
                "--concept",
                "gaap:Asset",
                "--unit",
                "JPY",
                "--frame",
                "CY2024Q4I",
            ),
            "did you mean gaap:Assets?",
        ),
        (
            (
                "export",
                "FILE",
                "--product",
                "frames",
                "--concept",
                "gaap:Assets",
                "--unit",
                "EUR",
                "--frame",
                "CY2024Q4I",
            ),
            "there is JPY, USD",
        ),
        (
            (
                "export",
                "FILE",
                "--product",
                "companyconcept",
                "--filer",
                "tst",
                "--concept",
                "Assets",
            ),
            "no number as a published concept",
        ),
        (
            (
                "export",
                "FILE",
                "--product",
                "companyfacts",
                "--filer",
                "tst",
                "--as-of",
                "1999-01-01",
            ),
            "told no number by 1999-01-01",
        ),
        (
            ("export", "FILE", "--product", "data-sets", "--filer", "nobody"),
            "there is no filer 'nobody'",
        ),
        (("export", "FILE", "--filer", "tst", "--concept", "Asset"), "did you mean gaap:Assets?"),
        (("lineage", "tst", "Asset"), "did you mean gaap:Assets?"),
        (("lineage", "nobody"), "there is no filer 'nobody'"),
        (
            (
                "export",
                "FILE",
                "--product",
                "frames",
                "--concept",
                "Asset",
                "--unit",
                "JPY",
                "--frame",
                "CY2024Q4I",
            ),
            "did you mean gaap:Assets?",
        ),
    ],
)
def test_a_name_that_is_not_known_is_a_usage_error_with_what_comes_near(
    arguments: tuple[str, ...],
    said: str,
    store: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "made"
    assert (
        main(
            ["facts", *(str(file) if one == "FILE" else one for one in arguments), "--store", store]
        )
        == 2
    )
    assert said in capsys.readouterr().err
    assert not file.exists()


@pytest.mark.parametrize("product", ["parquet", "csv", "data-sets", "companyfacts", "facts"])
def test_a_place_that_can_not_be_written_is_said_in_words(
    product: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    out = str(tmp_path / "file" / "x")
    assert (
        main(
            [
                "facts",
                "export",
                out,
                "--product",
                product,
                "--filer",
                "tst",
                "--store",
                small_store(tmp_path),
            ]
        )
        == 3
    )
    assert "can't be written" in capsys.readouterr().err


def test_known_names_without_an_answer_are_no_error_and_say_what_there_is(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["facts", "history", "tst", "Assets", "--unit", "EUR", "--store", store]) == 0
    printed = capsys.readouterr()
    assert printed.out == "nothing found\n"
    assert (
        printed.err
        == "there are facts for periods that end 2024-12-31 to 2024-12-31, the first filed 2025-02-14, in JPY, USD\n"
    )
    assert (
        json.loads(
            ask(capsys, "history", "tst", "Assets", "--unit", "EUR", "--store", store, "--json")
        )
        == []
    )


def test_dimensions_may_be_written_as_they_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = small_store(tmp_path)
    shown = ask(capsys, "list", "tst", "Profit", "--end", "2009-12-31", "--store", place)
    assert "  StatementBusinessSegments=Shop       4,000 " in shown
    (row,) = json.loads(
        ask(
            capsys,
            "list",
            "tst",
            "Profit",
            "--dimensions",
            "StatementBusinessSegments=Shop",
            "--store",
            place,
            "--json",
        )
    )
    assert (row["value_text"], row["dimensions"]) == (
        "4000",
        '{"us-gaap:StatementBusinessSegmentsAxis":"tst:ShopMember"}',
    )


def test_a_refused_file_ends_with_one_and_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.xbrl").write_text("no xml")
    code = main(
        [
            "ingest",
            str(tmp_path / "bad.xbrl"),
            "--store",
            str(tmp_path / "f.duckdb"),
            "--received",
            NOON,
            "--json",
            "-",
        ]
    )
    printed = capsys.readouterr()
    record = json.loads(printed.out)[0]
    assert (code, record["verdict"], record["reasons"][0]["code"]) == (
        1,
        "refused",
        "ingest.unreadable",
    )
    assert "this is not a report that we know" in printed.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest", "nowhere"],
        ["ingest", ".", "--received", "yesterday"],
        ["ingest", ".", "--filed", "31.12.2024"],
        ["ingest", ".", "--jobs", "0"],
        ["ingest", ".", "--store", ""],
        ["facts", "filings", "--store", ""],
        ["facts", "as-of", "2024", "--store", "STORE"],
        ["facts", "filings", "--store", "nowhere.duckdb"],
    ],
)
def test_a_wrong_call_is_a_usage_error(
    arguments: list[str], store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([store if one == "STORE" else one for one in arguments]) == 2
    assert capsys.readouterr().err.startswith("crossfoot: ")


@pytest.mark.parametrize(
    "arguments",
    [["ingest", ""], ["ingest", ".", "--wait", "-1"], ["facts", "filings", "--wait", "soon"]],
)
def test_an_option_that_means_nothing_is_told_with_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: crossfoot ")


@pytest.mark.parametrize(
    ("product", "idle"),
    [
        ("parquet", ["--as-of", "2025-01-01"]),
        ("frames", ["--filer", "tst"]),
        ("data-sets", ["--unit", "JPY"]),
        ("companyfacts", ["--filer", "tst", "--no-dimensions"]),
        ("facts", ["--frame", "CY2024"]),
        ("csv", ["--concept", "Assets"]),
    ],
)
def test_an_option_that_a_product_would_not_heed_is_a_usage_error(
    product: str, idle: list[str], store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(
            [
                "facts",
                "export",
                str(tmp_path / "made"),
                "--product",
                product,
                *idle,
                "--store",
                store,
            ]
        )
        == 2
    )
    assert (
        f"{product} takes no {idle[-2] if len(idle) != 3 else idle[-1]}\n  it takes --"
        in capsys.readouterr().err
    )
    assert not (tmp_path / "made").exists()


ACTIONS = (
    "filings",
    "receipts",
    "search",
    "list",
    "history",
    "as-of",
    "restatements",
    "compare",
    *PRODUCT_ACTIONS,
)


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_has_examples_of_its_own(
    action: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["facts", action, "--help"])
    assert ended.value.code == 0
    _, _, examples = capsys.readouterr().out.partition("examples:\n")
    assert examples
    assert all(line.startswith(f"  crossfoot facts {action}") for line in examples.splitlines())


@pytest.mark.parametrize("action", [["export", "x"], ["plot", "tst", "Cash"]])
def test_what_writes_files_of_its_own_takes_no_json(action: list[str], store: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["facts", *action, "--store", store, "--json"])
    assert ended.value.code == 2


def test_the_same_package_under_another_name_says_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("first", "again"):
        folder = own_output(tmp_path / name / "2024-12-31")
        assert (
            main(
                [
                    "ingest",
                    "--trust",
                    str(folder),
                    "--store",
                    str(tmp_path / "f.duckdb"),
                    "--received",
                    NOON,
                ]
            )
            == 0
        )
    told = capsys.readouterr().out.splitlines()
    assert "again/2024-12-31: accepted before as first/2024-12-31, nothing done" in told
    assert [line.partition(" into ")[0] for line in told if " into " in line] == [
        "1 filing with 7 facts",
        "0 filings with 0 facts",
    ]


def test_a_policy_file_decides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gate.yaml").write_text("rules:\n  - {severity: error, verdict: accept}\n")
    (tmp_path / "bad.xbrl").write_text("no xml")
    code = main(
        [
            "ingest",
            str(tmp_path / "bad.xbrl"),
            "--store",
            str(tmp_path / "f.duckdb"),
            "--policy",
            str(tmp_path / "gate.yaml"),
        ]
    )
    assert code == 1, "what can't be read is not in, whatever the policy says"
    assert "refused" in capsys.readouterr().out


def test_a_table_fits_into_the_terminal_without_cutting_a_number_or_a_date() -> None:
    names = ("concept", "period_end", "value_text", "filing_period_end", "address")
    rows = [
        (
            f"gaap:{'Long' * 20}Current",
            date(2010, 3, 31),
            "1,234,567,890,123,456",
            date(2010, 3, 31),
            "balance.csv:12 [FY2009 JPY]",
        ),
        ("gaap:Cash", date(2010, 3, 31), "words " * 20, date(2010, 3, 31), "notes.csv:1 [A]"),
    ]
    whole = rows_text(names, rows).splitlines()
    assert max(map(len, whole)) > 200
    assert rows_text(names, rows, width=300).splitlines() == whole
    for width, gone in (
        (160, ()),
        (104, ("filing_period_end",)),
        (74, ("filing_period_end", "address")),
    ):
        table = rows_text(names, rows, width=width).splitlines()
        assert max(map(len, table)) <= width
        assert "1,234,567,890,123,456" in table[2]
        assert "2010-03-31" in table[2]
        assert "Current " in table[2], "the end of a name says as much as its beginning"
        assert [name for name in ("filing_period_end", "address") if name not in table[0]] == list(
            gone
        )
