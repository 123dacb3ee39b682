"""Statements, tidy tables, the way back to the source, and pictures."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from crossfoot.cli.main import main
from crossfoot.errors import UsageError
from crossfoot.products.statements import statement_html, statement_pandas, statement_rows
from crossfoot.store.store import open_store
from crossfoot.workflows import store_api
from small_store import small_store


def test_a_statement_has_the_filings_lines_labels_and_signs(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        rows = statement_rows(facts.statement("tst", date(2009, 12, 31), "balance-sheet"))
    assert rows.names == ("line", "concept", "2009-12-31 USD", "2008-12-31 USD")
    assert rows.rows == (
        ("PositionAbstract", "us-gaap:PositionAbstract", None, None),
        ("  Cash", "us-gaap:Cash", "90000", "71000"),
        ("  Own", "tst:Own", "333", None),
        ("  Treasury stock, at cost", "us-gaap:TreasuryStockValue", "-6000", None),
    )


def test_cash_at_the_beginning_is_that_of_the_day_before_the_period(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        shown = facts.statement("tst", date(2009, 12, 31), "CF")
    year = [column.heading for column in shown.columns].index("2009-01-01 to 2009-12-31 USD")
    cells = {line.label: line.cells[year] for line in shown.lines}
    assert [cell and cell.text for cell in (cells["Cash, beginning"], cells["Cash, end"])] == [
        "71000",
        "90000",
    ]


def test_an_opening_balance_in_a_unit_that_no_flow_has_keeps_a_column(tmp_path: Path) -> None:
    place = small_store(tmp_path)
    with open_store(
        place, write=True
    ) as store:  # translated for convenience: the flows are in USD alone
        columns = "fact_id, filer, concept, period_start, period_end"
        rest = "dimensions, language, decimals, nil, '63000' AS value_text, value"
        where = "filing = 22 AND concept = 'us-gaap:Cash' AND period_end = '2008-12-31'"
        store.execute(
            f"INSERT INTO facts SELECT filing, 90 AS ordinal, {columns}, 'EUR' AS unit, {rest} FROM facts WHERE {where}"
        )
    with store_api.connect(place) as facts:
        rows = statement_rows(facts.statement("tst", date(2009, 12, 31), "cash-flow"))
        num = facts.data_sets()["num"].splitlines()
    assert "2009-01-01 to 2009-12-31 EUR" in rows.names
    assert {row[rows.names.index("2009-01-01 to 2009-12-31 EUR")] for row in rows.rows} == {
        None,
        "63000",
    }
    assert [line.split("\t")[8] for line in num if "\tEUR\t" in line] == ["63000.0000"]


def test_members_have_columns_when_asked_for(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        plain = facts.statement("tst", date(2009, 12, 31), "cash-flow")
        whole = facts.statement("tst", date(2009, 12, 31), "cash-flow", members=True)
    assert len(whole.columns) == len(plain.columns) + 1
    assert any("ShopMember" in column.heading for column in whole.columns)


def test_a_statement_shows_as_html_that_names_its_facts_and_as_pandas_of_decimals(
    tmp_path: Path,
) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        shown = facts.statement("tst", date(2009, 12, 31), "balance-sheet")
    assert '<td data-fact="f2">-6000</td>' in statement_html(shown)
    pytest.importorskip("pandas")
    assert statement_pandas(shown).loc["Cash", "2009-12-31 USD"] == Decimal(90000)


def test_what_is_not_there_is_a_usage_error_that_says_what_is(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        with pytest.raises(UsageError) as wrong:
            facts.statement("tst", date(2009, 12, 31), "leases")
        with pytest.raises(UsageError):
            facts.statement("tst", date(1999, 12, 31), "balance-sheet")
    assert "balance-sheet, cash-flow, notes" in str(wrong.value.hint)


def test_a_filing_whose_networks_are_those_of_a_published_taxonomy_says_that_it_has_no_statement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = small_store(tmp_path)
    assert (
        main(
            ["facts", "export", str(tmp_path / "a.zip"), "--product", "data-sets", "--store", place]
        )
        == 0
    )
    assert capsys.readouterr().err == ""
    with duckdb.connect(place) as database:
        database.execute("DELETE FROM arcs WHERE filing = 22")
    assert main(["facts", "statement", "tst", "2009-12-31", "--store", place]) == 0
    told = capsys.readouterr()
    assert told.out == "nothing found\n"
    assert told.err.startswith("the filing has no statement: networks are kept")
    assert (
        main(
            ["facts", "export", str(tmp_path / "b.zip"), "--product", "data-sets", "--store", place]
        )
        == 0
    )
    assert (
        "1 of the filings have no statement, so num, pre and tag hold nothing of them: networks are kept"
        in capsys.readouterr().err
    )


COVER = (
    ("dei:DocumentType", None, "10-K"),
    ("dei:EntityCentralIndexKey", None, "0000000007"),
    ("us-gaap:PolicyTextBlock", None, "<p>We count &amp; <b>sum</b>.</p>"),
    ("dei:SharesOutstanding", "shares", "1000000"),
)


@pytest.fixture
def covered(tmp_path: Path) -> str:
    """The small store with a cover of words, a statement whose facts are those of members alone,
    and a role of anchors."""
    place = small_store(tmp_path)
    role = "http://example.com/role/"
    names = [name for name, _, _ in COVER]
    with open_store(place, write=True) as store, store.transaction():
        columns = {
            "ordinal": list(range(100, 104)),
            "fact_id": [f"c{n}" for n in range(4)],
            "concept": names,
            "period_start": [date(2009, 1, 1)] * 3 + [None],
            "period_end": [date(2009, 12, 31)] * 3 + [date(2010, 2, 1)],
            "unit": [unit for _, unit, _ in COVER],
            "value_text": [value for _, _, value in COVER],
        }
        store.append(
            "facts",
            {"filing": 22, "filer": "cik:0000000007", "dimensions": "", "nil": False},
            columns,
        )
        tree = {
            "role": [f"{role}Cover"] * 4 + [f"{role}Empty"],
            "parent": ["dei:CoverAbstract"] * 4 + ["dei:EmptyAbstract"],
        }
        tree |= {
            "child": [*names, "dei:Nothing"],
            "position": list(range(50, 55)),
            "arc_order": list("12345"),
        }
        store.append("arcs", {"filing": 22, "network": "presentation"}, tree)
        store.append(
            "arcs",
            {"filing": 22, "network": "definition", "role": f"{role}Anchoring"},
            {"parent": ["a:A"], "child": ["a:B"]},
        )
        roles = {
            "role": [f"{role}{name}" for name in ("Cover", "Empty", "Anchoring")],
            "name": ["cover", "empty", "anchoring"],
        }
        roles["definition"] = [
            "000 - Document - Cover",
            "900 - Disclosure - Empty",
            "999 - Document - Anchoring",
        ]
        store.append("roles", {"filing": 22}, roles)
    return place


def test_a_cover_shows_its_words_and_its_shares(
    covered: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["facts", "statement", "tst", "2009-12-31", "cover", "--store", covered]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Test Co: Cover",
        "10-K for 2009-12-31, filed 2010-03-01",
        "",
        "                         2009-01-01 to    2010-02-01",
        "line                     2009-12-31           shares",
        "-----------------------  ---------------  ----------",
        "CoverAbstract",
        "  DocumentType           10-K",
        "  EntityCentralIndexKey  0000000007",
        "  PolicyTextBlock        We count & sum.",
        "  SharesOutstanding                        1,000,000",
    ]
    assert (
        main(["facts", "statement", "tst", "2009-12-31", "cover", "--store", covered, "--csv"]) == 0
    )
    assert (
        "PolicyTextBlock,us-gaap:PolicyTextBlock,<p>We count &amp; <b>sum</b>.</p>,"
        in capsys.readouterr().out
    )


def test_words_of_another_period_make_no_column_among_numbers(covered: str) -> None:
    with open_store(covered, write=True) as store, store.transaction():
        store.execute(
            "UPDATE facts SET period_end = DATE '2009-03-31' WHERE concept = 'dei:DocumentType'"
        )
        arc = {
            "role": ["http://example.com/role/BalanceSheet"],
            "parent": ["us-gaap:PositionAbstract"],
            "child": ["dei:DocumentType"],
        }
        store.append(
            "arcs",
            {"filing": 22, "network": "presentation", "position": 99, "arc_order": "99"},
            arc,
        )
    with store_api.connect(covered) as facts:
        shown = facts.statement("tst", date(2009, 12, 31), "balance-sheet")
        cover = facts.statement("tst", date(2009, 12, 31), "cover")
    assert [column.heading for column in shown.columns] == ["2009-12-31 USD", "2008-12-31 USD"]
    assert [column.heading for column in cover.columns] == [
        "2009-01-01 to 2009-12-31",
        "2009-01-01 to 2009-03-31",
        "2010-02-01 shares",
    ]


def test_without_a_primary_statement_the_kind_goes_by_the_title_alone(covered: str) -> None:
    with open_store(covered, write=True) as store, store.transaction():
        store.execute("UPDATE roles SET definition = replace(definition, ' - Statement - ', ' ')")
    with store_api.connect(covered) as facts:
        assert (
            facts.statement("tst", date(2009, 12, 31), "balance-sheet").network.name
            == "balance-sheet"
        )
        assert facts.statement("tst", date(2009, 12, 31), "BS").network.name == "balance-sheet"


def test_words_stand_in_no_column_of_their_own_where_numbers_have_the_period(covered: str) -> None:
    with open_store(covered, write=True) as store, store.transaction():
        arc = {
            "role": ["http://example.com/role/CashFlow"],
            "parent": ["us-gaap:FlowsAbstract"],
            "child": ["dei:DocumentType"],
        }
        store.append(
            "arcs",
            {"filing": 22, "network": "presentation", "position": 99, "arc_order": "99"},
            arc,
        )
    with store_api.connect(covered) as facts:
        shown = facts.statement("tst", date(2009, 12, 31), "cash-flow")
        sets = facts.data_sets("tst")
    headings = [column.heading for column in shown.columns]
    (words,) = (line.cells for line in shown.lines if line.concept == "dei:DocumentType")
    assert {heading: cell.text for heading, cell in zip(headings, words, strict=True) if cell} == {
        "2009-01-01 to 2009-12-31 USD": "10-K"
    }
    assert "DocumentType" not in sets["num"] + sets["pre"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("empty", "the filing tells nothing of 'empty', though it has its headings"),
        (
            "anchoring",
            "the filing has no statement 'anchoring': its role has no presentation network, only definition relationships",
        ),
        ("leases", "the filing has no statement 'leases'"),
    ],
)
def test_a_statement_with_nothing_to_show_is_a_usage_error_and_lists_what_there_is(
    covered: str, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["facts", "statement", "tst", "2009-12-31", name, "--store", covered]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    first, hint = printed.err.splitlines()
    assert first == f"crossfoot: {said}"
    assert hint.startswith("  it has cover, balance-sheet, cash-flow, notes, empty")


def test_without_a_name_the_statements_are_listed(
    covered: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["facts", "statement", "tst", "2009-12-31", "--store", covered]) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()[2:]] == [
        ["cover", "Cover", "4", "4"],
        ["balance-sheet", "BS", "Balance", "Sheets", "3", "4"],
        ["cash-flow", "CF", "Cash", "Flows", "4", "7"],
        ["notes", "Notes", "1", "1"],
        ["empty", "Empty", "0", "0"],
    ]


def test_parquet_by_filer_and_period_reads_back_in_pyarrow_and_duckdb(tmp_path: Path) -> None:
    import duckdb
    import pyarrow.dataset

    with store_api.connect(small_store(tmp_path)) as facts:
        written = facts.export_tidy(tmp_path / "lake")
        told = facts.sql(
            "SELECT filing, ordinal, value_text, value FROM facts ORDER BY filing, ordinal"
        )
    assert [path.parent.relative_to(tmp_path / "lake").as_posix() for path in written] == [
        f"filer=cik%3A0000000007/period={year}-12-31" for year in (2008, 2009)
    ]
    wanted = [tuple(row.values()) for row in told]
    table = pyarrow.dataset.dataset(
        tmp_path / "lake", format="parquet", partitioning="hive"
    ).to_table()
    rows = sorted(
        table.select(["filing", "ordinal", "value_text", "value"]).to_pylist(),
        key=lambda row: (row["filing"], row["ordinal"]),
    )
    assert [tuple(row.values()) for row in rows] == wanted
    files = f"read_parquet('{tmp_path}/lake/**/*.parquet', hive_partitioning = true)"
    sql = f"SELECT filing, ordinal, value_text, value, filer, line FROM {files}"
    found = duckdb.sql(f"{sql} ORDER BY filing, ordinal").fetchall()
    assert [row[:4] for row in found] == wanted
    assert found[0][4:] == ("cik:0000000007", "100")


def test_csv_holds_the_same_and_all_digits(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        written = facts.export_tidy(tmp_path / "lake", form="csv")
    rows = list(csv.DictReader(written[0].read_text(encoding="utf-8").splitlines()))
    assert (rows[2]["value_text"], rows[2]["value"]) == ("12345678901234567890123",) * 2
    assert [
        rows[0][name] for name in ("accn", "period_end", "file", "row_number", "document", "line")
    ] == [*("0000000007-08-000001", "2008-12-31", "table.csv", "2", "doc.txt", "100")]


def test_a_number_of_a_frame_leads_to_the_line_of_its_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = small_store(tmp_path)
    assert (
        main(
            [
                "facts",
                "lineage",
                "tst",
                "us-gaap:Cash",
                "--frame",
                "CY2008Q4I",
                "--unit",
                "USD",
                "--store",
                store,
            ]
        )
        == 0
    )
    assert capsys.readouterr().out.splitlines() == [
        "number  71000 (us-gaap:Cash 2008-12-31 USD)",
        f"filing  10-K of Test Co for 2009-12-31, filed 2010-03-01, 0000000007-09-000001, accepted, sha256 {22:064d}",
        "fact    tst.xbrl#f0",
        "cell    table.csv:2 [USD]",
        "source  doc.txt:100",
    ]


def test_a_fact_id_leads_to_each_filing_that_uses_it(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        rows = facts.lineage("tst", fact_id="f0")
        assert [(row["value_text"], row["filing"], row["line"]) for row in rows] == [
            ("70000", 11, "100"),
            ("71000", 22, "100"),
        ]
        with pytest.raises(UsageError):
            facts.lineage("tst", fact_id="nowhere")


def test_a_plot_is_an_svg_that_tells_its_numbers_and_is_the_same_each_time(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        svg = facts.plot("tst", "Cash")
        assert svg == facts.plot("tst", "Cash")
    root = ElementTree.fromstring(svg)
    assert (
        root.findtext("{http://www.w3.org/2000/svg}desc")
        == "Cash: 2008-12-31 71000, 2009-12-31 90000"
    )
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Cash (USD thousand)"


def test_every_product_is_written_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", small_store(tmp_path)]
    out = tmp_path / "out"
    for product in ("data-sets", "parquet", "csv"):
        assert main(["facts", "export", str(out / product), "--product", product, *store]) == 0
    asked = ["--concept", "us-gaap:Cash", "--unit", "USD", "--frame", "CY2009Q4I"]
    assert sorted(path.name for path in (out / "data-sets").iterdir()) == [
        "manifest.txt",
        "num.txt",
        "pre.txt",
        "sub.txt",
        "tag.txt",
    ]
    assert main(["facts", "export", "-", "--product", "frames", *asked, *store]) == 0
    assert '"pts":1' in capsys.readouterr().out
    assert main(["facts", "export", str(out / "facts.csv"), "--filer", "tst", *store]) == 0
    assert len((out / "facts.csv").read_text().splitlines()) == 13
    assert main(["facts", "export", "-", "--product", "frames", *store]) == 2
    assert main(["facts", "statement", "tst", "2009-12-31", "balance-sheet", *store]) == 0
    assert "  Treasury stock, at cost" in capsys.readouterr().out
