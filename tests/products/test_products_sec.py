"""companyfacts, frames and the data sets have the SEC's shape to the letter."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crossfoot.errors import UsageError
from crossfoot.products.companyfacts import assign_frames
from crossfoot.products.dataset_rows import segments_of
from crossfoot.system.exact_numbers import four_places, json_text
from crossfoot.workflows import store_api
from crossfoot.xbrl.calendar import frame_of, month_end, quarters
from small_store import small_store


def on(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("start", "end", "frame"),
    [
        ("2022-02-01", "2023-01-31", "CY2022"),
        (None, "2023-01-31", "CY2022Q4I"),
        (None, "2022-10-31", "CY2022Q3I"),
        (None, "2024-03-28", "CY2024Q1I"),
        ("2023-10-01", "2023-12-31", "CY2023Q4"),
        ("2022-11-01", "2023-01-31", "CY2022Q4"),
        (
            "2023-10-01",
            "2023-10-31",
            "CY2023Q3I",
        ),  # the SEC's own file has it so: a month counts as its end
        ("2023-01-30", "2024-01-01", "CY2023"),  # 337 days
        ("2023-01-01", "2023-06-30", ""),
        ("2023-01-01", "2023-09-30", ""),
        ("2022-12-01", "2023-12-31", ""),  # 396 days
    ],
)
def test_a_period_belongs_to_its_nearest_calendar_frame(
    start: str | None, end: str, frame: str
) -> None:
    assert frame_of(on(start), date.fromisoformat(end)) == frame


def test_a_frame_stands_on_the_latest_telling_of_the_period_that_fits_best() -> None:
    def period(text: str) -> tuple[None, date]:
        return None, date.fromisoformat(text)

    first, second = date(2024, 4, 26), date(2025, 4, 2)
    assert assign_frames([(period("2023-12-31"), first), (period("2023-12-31"), second)]) == {
        1: "CY2023Q4I"
    }
    assert assign_frames([(period("2024-03-26"), second), (period("2024-03-27"), second)]) == {
        1: "CY2024Q1I"
    }


def test_quarters_and_month_ends_are_rounded() -> None:
    assert [
        quarters(on(start), date(2009, 12, 31))
        for start in (None, "2009-10-01", "2009-07-01", "2009-04-01", "2009-01-01")
    ] == [
        0,
        1,
        2,
        3,
        4,
    ]
    ends = (date(2023, 9, 30), date(2022, 9, 24), date(2023, 1, 3), date(2023, 12, 17))
    assert [f"{month_end(day):%Y%m%d}" for day in ends] == [
        "20230930",
        "20220930",
        "20221231",
        "20231231",
    ]
    assert (frame_of(None, date.min), frame_of(date(7, 1, 1), date(7, 12, 31))) == (
        "CY0001Q1I",
        "CY0007",
    )
    assert (month_end(date.min), month_end(date.max)) == (
        date(1, 1, 31),
        date.max,
    )  # a hostile filing may say them


def test_numbers_keep_every_digit_in_json_and_four_places_in_the_data_sets() -> None:
    texts = ("12345678901234567890123456789.5", "0.10", "1E+3", "-0.00")
    assert (
        json_text([Decimal(text) for text in texts])
        == "[12345678901234567890123456789.5,0.1,1000,0]"
    )
    assert [four_places(Decimal(text)) for text in ("29375000000", "0.64", "-1.00005", "0")] == [
        "29375000000.0000",
        "0.6400",
        "-1.0001",
        "0.0000",
    ]


def test_segments_lose_prefix_suffix_and_the_leading_statement() -> None:
    members = {
        "us-gaap:StatementBusinessSegmentsAxis": "aapl:RestOfAsiaPacificSegmentMember",
        "srt:ProductOrServiceAxis": "us-gaap:ProductMember",
        "dei:LegalEntityAxis": "tst:DaughterMember",
    }
    assert segments_of(json.dumps(members)) == (
        "BusinessSegments=RestOfAsiaPacificSegment;ProductOrService=Product;",
        "Daughter",
    )


def test_companyfacts_has_the_keys_in_the_secs_order_and_no_custom_or_dimensional_facts(
    tmp_path: Path,
) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        document = facts.company_facts("7")
    assert list(document) == ["cik", "entityName", "facts"]
    assert (document["cik"], document["entityName"], list(document["facts"])) == (
        7,
        "Test Co",
        ["us-gaap"],
    )
    assert json_text(document["facts"]["us-gaap"]["Cash"]) == (
        '{"label":"Cash","description":"What is\\tin the till.","units":{"USD":['
        '{"end":"2008-12-31","val":70000,"accn":"0000000007-08-000001","fy":2008,"fp":"FY","form":"10-K","filed":"2009-03-01"},'
        '{"end":"2008-12-31","val":71000,"accn":"0000000007-09-000001","fy":2009,"fp":"FY","form":"10-K","filed":"2010-03-01",'
        '"frame":"CY2008Q4I"},'
        '{"end":"2009-12-31","val":90000,"accn":"0000000007-09-000001","fy":2009,"fp":"FY","form":"10-K","filed":"2010-03-01",'
        '"frame":"CY2009Q4I"}]}}'
    )
    profit = document["facts"]["us-gaap"]["Profit"]["units"]["USD"]
    assert [(row["start"], row["val"], row.get("frame")) for row in profit] == [
        ("2008-01-01", Decimal("12345678901234567890123"), "CY2008"),
        ("2009-01-01", Decimal(20000), "CY2009"),
        ("2009-07-01", Decimal(11000), None),
    ]


def test_companyfacts_as_of_a_date_knows_only_what_was_filed_by_then(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        rows = facts.company_concept("tst", "Cash", date(2009, 12, 31))["units"]["USD"]
    assert [(row["val"], row["frame"]) for row in rows] == [(Decimal(70000), "CY2008Q4I")]


def test_a_concept_that_nobody_tells_names_what_comes_near(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        wrong = {
            "did you mean us-gaap:Cash? ": lambda: facts.company_concept("tst", "Cahs"),
            "did you mean us-gaap:Profit? ": lambda: facts.frames(
                "us-gaap:Profits", "USD", "CY2009"
            ),
            "there is USD": lambda: facts.frames("us-gaap:Cash", "EUR", "CY2008Q4I"),
            "frames hold published ones; ": lambda: facts.frames("tst:Own", "USD", "CY2009Q4I"),
        }
        for hint, ask in wrong.items():
            with pytest.raises(UsageError) as raised:
                ask()
            assert raised.value.hint.startswith(hint)


def test_frames_give_one_number_a_filer_and_the_unit_as_in_the_secs_address(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        assert json_text(facts.frames("us-gaap:PerShare", "USD-per-shares", "CY2009")) == (
            '{"taxonomy":"us-gaap","tag":"PerShare","ccp":"CY2009","uom":"USD-per-shares","label":null,"description":null,"pts":1,"data":['
            '{"accn":"0000000007-09-000001","cik":7,"entityName":"Test Co","loc":null,"start":"2009-01-01","end":"2009-12-31","val":0.1}]}'
        )
        assert [row["val"] for row in facts.frames("us-gaap:Cash", "USD", "CY2008Q4I")["data"]] == [
            Decimal(71000)
        ]
        assert facts.frames("us-gaap:Profit", "USD", "CY2009Q4")["pts"] == 0
        for wrong in ("2009", "CY2009Q5", "CY2009I"):
            with pytest.raises(UsageError):
                facts.frames("us-gaap:Cash", "USD", wrong)


def test_the_data_sets_hold_the_statements_and_not_the_notes(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        made = facts.data_sets("tst")
    assert (
        made["num"].splitlines()[0]
        == "adsh\ttag\tversion\tddate\tqtrs\tuom\tsegments\tcoreg\tvalue\tfootnote"
    )
    second = [
        line.split("\t") for line in made["num"].splitlines() if line.startswith("0000000007-09")
    ]
    assert [row[1:9] for row in second] == [
        ["Cash", "us-gaap/2009", "20081231", "0", "USD", "", "", "71000.0000"],
        ["Cash", "us-gaap/2009", "20091231", "0", "USD", "", "", "90000.0000"],
        ["Own", "0000000007-09-000001", "20091231", "0", "USD", "", "", "333.0000"],
        ["PerShare", "us-gaap/2009", "20091231", "4", "USD", "", "", "0.1000"],
        ["Profit", "us-gaap/2009", "20091231", "2", "USD", "", "", "11000.0000"],
        ["Profit", "us-gaap/2009", "20091231", "4", "USD", "", "", "20000.0000"],
        [
            "Profit",
            "us-gaap/2009",
            "20091231",
            "4",
            "USD",
            "BusinessSegments=Shop;",
            "",
            "4000.0000",
        ],
        ["TreasuryStockValue", "us-gaap/2009", "20091231", "0", "USD", "", "", "6000.0000"],
    ]
    pre = [
        line.split("\t") for line in made["pre"].splitlines() if line.startswith("0000000007-09")
    ]
    assert [row[1:6] + row[8:] for row in pre] == [
        ["1", "2", "BS", "0", "H", "Cash", "0"],
        ["1", "3", "BS", "0", "H", "Own", "0"],
        ["1", "4", "BS", "0", "H", "Treasury stock, at cost", "1"],
        ["2", "2", "CF", "0", "H", "Profit", "0"],
        ["2", "3", "CF", "0", "H", "PerShare", "0"],
        ["2", "4", "CF", "0", "H", "Cash, beginning", "0"],
        ["2", "5", "CF", "0", "H", "Cash, end", "0"],
    ]
    assert "Cash\tus-gaap/2009\t0\t0\tmonetary\tI\t\tCash\tWhat is in the till.\n" in made["tag"]
    sub = dict(zip(*(line.split("\t") for line in made["sub"].splitlines()[:2]), strict=True))
    assert [
        sub[name]
        for name in (
            "adsh",
            "cik",
            "name",
            "fye",
            "form",
            "period",
            "fy",
            "fp",
            "filed",
            "prevrpt",
            "detail",
        )
    ] == [
        *(
            "0000000007-08-000001",
            "7",
            "TEST CO",
            "1231",
            "10-K",
            "20081231",
            "2008",
            "FY",
            "20090301",
            "0",
            "0",
        )
    ]
