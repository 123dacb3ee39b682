"""The five releases over time: versions, what was known on a date, and what was told otherwise
later."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from crossfoot.report.facts import plain
from crossfoot.store.store import open_store
from crossfoot.workflows import store_api
from own_output import FACTS, changed, own_output, take
from store_state import VERDICTS, state

JPY: dict[str, Any] = {"unit": "JPY", "dimensions": ""}


@pytest.fixture(scope="session")
def facts(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> store_api.Facts:
    """The five releases in a store."""
    store = tmp_path_factory.mktemp("store") / "f.duckdb"
    taken = take(store, releases)
    assert [one.verdict for one in taken] == [*VERDICTS]
    assert all(one.repeat for one in take(store, releases))
    return store_api.connect(str(store))


def test_each_filing_has_the_day_it_was_filed(facts: store_api.Facts) -> None:
    assert [(str(row["period_end"]), str(row["filed"])) for row in facts.filings("iij")] == [
        ("2008-09-30", "2008-11-13"),
        ("2008-12-31", "2009-02-12"),
        ("2009-09-30", "2009-11-13"),
        ("2010-03-31", "2010-05-14"),
        ("2012-12-31", "2013-02-08"),
    ]


def test_the_first_half_of_fiscal_2008_was_told_twice_in_billions_then_in_thousands(
    facts: store_api.Facts,
) -> None:
    told = facts.history("iij", "Revenues", start=date(2008, 4, 1), end=date(2008, 9, 30), **JPY)
    assert [(str(row["filed"]), row["value_text"], row["decimals"]) for row in told] == [
        ("2008-11-13", "33300000000", -8),
        ("2009-11-13", "33253841000", -3),
    ]


def test_a_date_knows_what_was_filed_by_then_and_nothing_later(facts: store_api.Facts) -> None:
    period = {"start": date(2008, 4, 1), "end": date(2008, 9, 30), **JPY}
    known = {
        day: facts.as_of(date.fromisoformat(day), "iij", "Revenues", **period)
        for day in ("2008-11-12", "2008-11-13", "2009-11-12", "2009-11-13")
    }
    assert {day: [row["value_text"] for row in rows] for day, rows in known.items()} == {
        "2008-11-12": [],
        "2008-11-13": ["33300000000"],
        "2009-11-12": ["33300000000"],
        "2009-11-13": ["33253841000"],
    }


def test_two_dates_differ_exactly_by_what_was_filed_between(facts: store_api.Facts) -> None:
    rows = facts.known_otherwise(date(2009, 12, 31), date(2010, 12, 31), "iij")
    assert {str(row["filed"]) for row in rows} == {"2010-05-14"}
    first, second = (
        {key(row): row["value_text"] for row in facts.as_of(day, "iij")}
        for day in (date(2009, 12, 31), date(2010, 12, 31))
    )
    assert set(first) <= set(second)
    assert {key(row) for row in rows} == {
        one for one, value in second.items() if first.get(one, ...) != value
    }
    full_year = facts.as_of(
        date(2010, 12, 31), "iij", "Revenues", start=date(2009, 4, 1), end=date(2010, 3, 31), **JPY
    )
    assert [row["value_text"] for row in full_year] == ["68006380000"]


def test_the_difference_of_two_dates_is_the_same_either_way(facts: store_api.Facts) -> None:
    days = date(2009, 12, 31), date(2010, 12, 31)
    forth, back = (facts.known_otherwise(*pair, "iij") for pair in (days, days[::-1]))
    assert len(forth) == 763  # 762 numbers and texts told for the first time, and the cash below
    assert [
        (*key(row), row["on 2009-12-31"], row["on 2010-12-31"], row["filed"]) for row in forth
    ] == [(*key(row), row["on 2009-12-31"], row["on 2010-12-31"], row["filed"]) for row in back]
    (cash,) = (row for row in forth if row["on 2009-12-31"] is not None)
    assert (cash["concept"], str(cash["period_end"]), cash["unit"]) == (
        "gaap:CashAndCashEquivalentsAtCarryingValue",
        "2009-03-31",
        "USD",
    )
    assert (cash["on 2009-12-31"], cash["on 2010-12-31"]) == ("113842000", "109076000")


def test_nothing_told_is_another_thing_than_told_to_be_nothing(tmp_path: Path) -> None:
    place = tmp_path / "f.duckdb"
    take(place, own_output(tmp_path / "a" / "2024-12-31", filed="2025-02-14"))
    take(
        place,
        own_output(
            tmp_path / "b" / "2024-12-31", changed(FACTS, "bs.Assets", "95000"), filed="2025-06-30"
        ),
    )
    with open_store(str(place), write=True) as store:
        store.execute(
            "UPDATE facts SET nil = TRUE, value_text = NULL, value = NULL WHERE value_text = '90000'"
        )
    with store_api.connect(place) as opened:
        for first, told in ((date(2025, 1, 1), None), (date(2025, 3, 1), "nil")):
            (row,) = (
                one
                for one in opened.known_otherwise(
                    first, date(2025, 12, 31), concept="Assets", unit="JPY"
                )
            )
            assert (row[f"on {first}"], row["on 2025-12-31"]) == (told, "95000")


def key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(
        row[name]
        for name in (
            "filer",
            "concept",
            "period_start",
            "period_end",
            "unit",
            "dimensions",
            "language",
        )
    )


def test_the_target_for_fiscal_2008_and_its_revisions_are_versions(facts: store_api.Facts) -> None:
    forecast = '{"gaap:StatementScenarioAxis":"gaap:ScenarioForecastMember"}'
    told = facts.history(
        "iij", "RevenuesTarget", start=date(2008, 4, 1), end=date(2009, 3, 31), dimensions=forecast
    )
    assert [(str(row["filed"]), row["value_text"]) for row in told] == [
        ("2008-11-13", "73000000000"),
        ("2009-02-12", "69300000000"),
    ]


def test_what_a_later_filing_tells_otherwise_is_listed_with_both_addresses(
    facts: store_api.Facts,
) -> None:
    found = {
        (one.series[1], str(one.series[3]), one.series[4]): one for one in facts.restatements("iij")
    }
    cash = found["gaap:CashAndCashEquivalentsAtCarryingValue", "2009-03-31", "USD"]
    assert (cash.before.value_text, cash.after.value_text, cash.difference) == (
        "113842000",
        "109076000",
        -4766000,
    )
    assert cash.before.address.startswith("cash-flow.csv:")
    assert cash.after.address.startswith("cash-flow.csv:")
    assert (str(cash.before.filed), str(cash.after.filed)) == ("2009-11-13", "2010-05-14")


def test_a_value_that_is_only_more_precise_later_is_rounding(facts: store_api.Facts) -> None:
    period = {"start": date(2008, 4, 1), "end": date(2008, 9, 30), **JPY}
    assert facts.restatements("iij", "Revenues", **period) == []
    rounded = facts.restatements("iij", "Revenues", rounding=True, **period)
    assert [(one.kind, one.difference) for one in rounded] == [("rounding", -46159000)]


def test_late_news_of_an_old_period_does_not_push_out_the_newest(tmp_path: Path) -> None:
    store = tmp_path / "f.duckdb"
    take(store, own_output(tmp_path / "a" / "2024-12-31", filed="2025-02-14"))
    take(
        store,
        own_output(
            tmp_path / "b" / "2024-12-31",
            changed(FACTS[3:4], "is.Revenues.prior", "999000"),
            filed="2025-06-30",
        ),
    )
    with store_api.connect(str(store)) as facts:
        known = facts.as_of(date(2025, 12, 31), "0000000007", "Revenues", dimensions="")
        assert [(str(row["period_end"]), row["value_text"]) for row in known] == [
            ("2023-12-31", "999000"),
            ("2024-12-31", "1234567890123000"),
        ]


def test_every_syntax_of_a_filing_tells_the_same_facts(releases: Path, tmp_path: Path) -> None:
    folder = tmp_path / "alone"
    folder.mkdir()
    wanted = None
    for name in ("iij-20100331.xbrl", "iij-20100331.htm", "iij-20100331.json"):
        copy = folder / name
        copy.write_bytes((releases / "2010-03-31" / name).read_bytes())
        store = tmp_path / f"{copy.suffix}.duckdb"
        assert [one.verdict for one in take(store, copy, without_taxonomy=True)] == [
            "accepted with findings"
        ]
        told = numbers(store)
        wanted = wanted or told
        assert told == wanted, name
        copy.unlink()
    take(tmp_path / "own.duckdb", releases / "2010-03-31")
    assert numbers(tmp_path / "own.duckdb") == wanted


def numbers(store: Path) -> list[tuple[Any, ...]]:
    """Every number with its aspects, in an order of its own."""
    sql = "SELECT fact_id, filer, concept, period_start, period_end, unit, dimensions, decimals, nil, value FROM facts WHERE unit IS NOT NULL"  # noqa: E501
    with open_store(str(store)) as opened:
        return sorted(opened.rows(sql).rows, key=str)


def test_the_same_report_in_another_container_or_syntax_is_the_same_filing(
    releases: Path, tmp_path: Path
) -> None:
    store, folder = tmp_path / "f.duckdb", tmp_path / "alone"
    folder.mkdir()
    take(store, releases / "2010-03-31")
    for name in ("iij-20100331.xbri", "iij-20100331.htm", "iij-20100331.json"):
        copy = folder / name
        copy.write_bytes((releases / "2010-03-31" / name).read_bytes())
        taken = take(store, copy, without_taxonomy=True)
        assert (taken[0].verdict, "same_as" in taken[0].receipt) == (
            "accepted" if name.endswith("xbri") else "accepted with findings",
            True,
        ), name
        assert take(store, copy)[0].repeat
        copy.unlink()
    with open_store(str(store)) as opened:
        assert opened.rows("SELECT count(*) FROM filings").rows == ((1,),)
        assert opened.rows(
            "SELECT count(DISTINCT digest), count(DISTINCT filing) FROM receipts"
        ).rows == ((4, 1),)


def test_our_folder_and_its_package_say_the_same_in_the_end_whichever_comes_first(
    releases: Path, tmp_path: Path
) -> None:
    """The package has no date and no cells; the folder has both."""
    package = tmp_path / "iij-20100331.xbri"
    package.write_bytes((releases / "2010-03-31" / package.name).read_bytes())
    stores = {}
    for name, order in (
        ("own", (releases / "2010-03-31", package)),
        ("package", (package, releases / "2010-03-31")),
    ):
        stores[name] = tmp_path / f"{name}.duckdb"
        assert ["same_as" in take(stores[name], one)[0].receipt for one in order] == [False, True]
    assert state(stores["own"]) == state(stores["package"])
    with store_api.connect(str(stores["package"])) as facts:
        assert facts.as_of(date(2010, 5, 13), "iij", "Assets") == []
        traced = facts.lineage("iij", "Assets", end=date(2010, 3, 31), **JPY)[0]
        assert (str(traced["filed"]), traced["file"], traced["column_name"]) == (
            "2010-05-14",
            "balance-sheet.csv",
            "2010-03-31 JPY",
        )


def test_a_package_that_was_unpacked_is_the_same_filing_until_a_label_changes(
    releases: Path, tmp_path: Path
) -> None:
    store, package = tmp_path / "f.duckdb", releases / "2010-03-31" / "iij-20100331.xbri"
    copy = tmp_path / package.name
    copy.write_bytes(package.read_bytes())
    take(store, copy)
    with ZipFile(copy) as archive:
        archive.extractall(tmp_path)
    (unpacked,) = take(store, tmp_path / "iij-20100331")
    assert ("same_as" in unpacked.receipt, "supersedes" in unpacked.receipt) == (True, False)
    labels = tmp_path / "iij-20100331" / "reports" / "iij-20100331_lab.xml"
    text = labels.read_text(encoding="utf-8")
    labels.write_text(text.replace(">Inventories<", ">Stocks<"), encoding="utf-8")
    (relabelled,) = take(store, tmp_path / "iij-20100331")
    assert len(relabelled.receipt["supersedes"]) == 1


def test_a_validated_report_and_the_same_taken_without_validation_are_one_filing(
    releases: Path, tmp_path: Path
) -> None:
    """Whichever came first, the validated one tells it, with its labels."""
    folder, page, package = tmp_path / "alone", "iij-20100331.htm", "iij-20100331.xbrl"
    folder.mkdir()
    (folder / page).write_bytes((releases / "2010-03-31" / page).read_bytes())
    beside = tmp_path / "whole"
    beside.mkdir()
    for file in sorted((releases / "2010-03-31").iterdir()):
        if file.name == package or file.suffix in (".xsd", ".xml"):
            (beside / file.name).write_bytes(file.read_bytes())
    wanted = {"first": [(False, False), (True, True)], "second": [(True, False), (False, True)]}
    for name, order in (("first", (folder, beside)), ("second", (beside, folder))):
        store = tmp_path / f"{name}.duckdb"
        told = [take(store, path, without_taxonomy=path == folder)[0].receipt for path in order]
        assert [(one["validated"], "same_as" in one) for one in told] == wanted[name]
        with open_store(str(store)) as opened:
            assert opened.rows("SELECT validated, reader, document FROM filings").rows == (
                (True, "arelle", package),
            )
            assert opened.rows("SELECT count(*) FROM labels").rows[0][0] > 100


def test_what_was_taken_unvalidated_is_validated_when_it_comes_again_with_its_taxonomy(
    releases: Path, tmp_path: Path
) -> None:
    """The same report, first alone; what only then is known is put down, and a third time nothing
    is done."""
    folder, store = tmp_path / "in", str(tmp_path / "f.duckdb")
    folder.mkdir()
    report = folder / "iij-20080930.xbrl"
    report.write_bytes((releases / "2008-09-30" / report.name).read_bytes())
    (first,) = take(store, report, without_taxonomy=True)
    (alone,) = take(store, report)
    assert (alone.repeat, alone.verdict, [one.code for one in alone.findings]) == (
        True,
        "accepted with findings",
        ["ingest.taxonomy"],
    )
    for file in (releases / "2008-09-30").iterdir():
        if file.suffix in (".xsd", ".xml"):
            (folder / file.name).write_bytes(file.read_bytes())
    (again,) = take(store, report)
    assert (first.receipt["validated"], again.receipt["validated"], again.receipt["same_as"]) == (
        False,
        True,
        first.receipt["digest"],
    )
    assert take(store, report)[0].repeat
    with open_store(store) as opened:
        assert opened.rows("SELECT validated, reader, verdict FROM filings").rows == (
            (True, "arelle", "accepted with findings"),
        )
        assert opened.rows("SELECT count(*), (SELECT count(*) FROM receipts) FROM facts").rows == (
            (first.receipt["counts"]["facts"], 2),
        )
        assert opened.rows("SELECT count(*) FROM labels").rows[0][0] > 50


def test_a_difference_of_forty_digits_keeps_them_all(tmp_path: Path) -> None:
    long = "1234567890123456789012345678901234567890"
    take(
        tmp_path / "f.duckdb",
        own_output(tmp_path / "a" / "2024-12-31", changed(FACTS, "bs.Assets", long)),
    )
    later = own_output(
        tmp_path / "b" / "2024-12-31", changed(FACTS, "bs.Assets", f"2{long}"), filed="2025-03-01"
    )
    take(tmp_path / "f.duckdb", later)
    with store_api.connect(str(tmp_path / "f.duckdb")) as facts:
        (one,) = facts.restatements()
    assert one.difference == Decimal("2" + "0" * 40)
    assert plain(one.difference) == "2" + "0" * 40
    assert (
        plain(Decimal(f"{long}.1234567890123456789012345678901234567890"))
        == f"{long}.123456789012345678901234567890123456789"
    )
    assert [plain(Decimal(text)) for text in ("-0.00", "1E+3", "-46.10", "0.5E-3")] == [
        "0",
        "1000",
        "-46.1",
        "0.0005",
    ]
