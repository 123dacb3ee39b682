"""One filing with numbers that nobody files spoils no answer about the others, and fills neither
disk nor memory."""

import json
from datetime import date
from pathlib import Path

import pytest

from crossfoot.report.facts import grouped, rows_text
from crossfoot.store.restatements import Version, _compared
from crossfoot.store.store import open_store
from crossfoot.system.exact_numbers import four_places, json_text, number
from crossfoot.workflows import store_api
from own_output import FACTS, changed, own_output, take

NINES = "9" * 400
LONG = "7" * 5000
"""more digits than Python makes an int of"""


@pytest.fixture
def odd(tmp_path: Path) -> store_api.Facts:
    """The same period told four times: as anybody would, then with an exponent, 5,000 digits, and
    as none."""
    store = tmp_path / "f.duckdb"
    for day, told in (
        ("2025-01-01", "1000"),
        ("2025-02-02", "1E999999999"),
        ("2025-03-03", LONG),
        ("2025-04-04", "NaN"),
    ):
        take(
            store,
            own_output(tmp_path / day / "2024-12-31", changed(FACTS, "bs.Assets", told), filed=day),
        )
    with open_store(str(store), write=True) as opened:  # as if the concept were published
        opened.execute("UPDATE concepts SET custom = FALSE")
        opened.execute(
            "INSERT INTO concepts (filing, concept, name, custom) SELECT filing, 'gaap:Assets', 'Assets', FALSE FROM filings"
        )
    return store_api.connect(str(store))


@pytest.mark.parametrize(
    "text", ["1E999999999", "1E5", "INF", "NaN", "1_000", "١٢٣", "", None, "12-", "."]
)
def test_what_is_not_written_in_digits_is_no_number(text: str | None) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("12", "12.0000"),
        (" -0.00005", "-0.0001"),
        (NINES, f"{NINES}.0000"),
        ("+.5", "0.5000"),
        ("-0.00001", "0.0000"),
        ("123456789012345678901234567890.12345", "123456789012345678901234567890.1235"),
    ],
)
def test_digits_are_a_number_however_many(text: str, places: str) -> None:
    value = number(text)
    assert value is not None
    assert four_places(value) == places


def test_the_frame_and_the_rows_are_those_of_the_last_telling_that_is_a_number(
    odd: store_api.Facts,
) -> None:
    with odd:
        (row,) = odd.frames("gaap:Assets", "JPY", "CY2024Q4I")["data"]
        assert json_text(row["val"]) == LONG
        told = odd.company_concept("0000000007", "gaap:Assets")["units"]["JPY"]
        assert [(one["filed"], json_text(one["val"])) for one in told] == [
            ("2025-01-01", "1000"),
            ("2025-03-03", LONG),
        ]
        assert len(json_text(odd.company_facts("0000000007"))) < 20_000


def test_what_was_told_otherwise_is_listed_with_a_difference_where_there_is_one(
    odd: store_api.Facts,
) -> None:
    with odd:
        found = odd.restatements("0000000007", "Assets", unit="JPY")
        history = odd.history("0000000007", "Assets", unit="JPY")
    assert [one.difference for one in found] == [
        None,
        None,
        None,
    ]  # each next to one that is no number
    assert grouped(LONG).replace(",", "") == LONG
    assert grouped(LONG).startswith("77,777,")
    assert "1E999999999" in rows_text(("value_text",), [(row["value_text"],) for row in history])


def test_a_difference_of_five_thousand_digits_keeps_them_all_whatever_the_decimals_say() -> None:
    def version(text: str, decimals: int | None) -> Version:
        return Version(
            filing=1,
            filed=date(2025, 1, 1),
            filing_period_end=None,
            form="",
            value_text=text,
            decimals=decimals,
            fact_id=None,
            address="",
        )

    one = _compared((), version(LONG, None), version(f"{LONG[:-1]}5", 2_000_000_000))
    assert one is not None
    assert (one.kind, one.difference) == ("restated", -2)
    vague = _compared((), version("1", -2_000_000_000), version("5", -3))
    assert vague is not None
    assert vague.kind == "rounding"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1234567.50", "1,234,567.50"),
        ("-123", "-123"),
        ("0.5", "0.5"),
        ("0012", "0012"),
        ("٣", "٣"),
    ],
)
def test_a_number_for_people_has_its_thousands_apart(text: str, told: str) -> None:
    assert grouped(text) == told


def test_a_filer_whose_name_no_file_system_takes_has_a_folder_all_the_same(tmp_path: Path) -> None:
    folder = own_output(tmp_path / "out" / "2024-12-31")
    instance = folder / "tst-20241231.xbrl"
    instance.write_text(
        instance.read_text(encoding="utf-8").replace(">0000000007<", f">{'9' * 3000}<"),
        encoding="utf-8",
    )
    alone = tmp_path / "alone.xbrl"
    instance.rename(alone)
    store = tmp_path / "f.duckdb"
    assert [one.verdict for one in take(store, alone, without_taxonomy=True)] == [
        "accepted with findings"
    ]
    with store_api.connect(str(store)) as facts:
        (written,) = facts.export_tidy(tmp_path / "lake")
    (name,) = (part for part in written.parts if part.startswith("filer="))
    assert name.startswith("filer=cik%3A9999")
    assert len(name) < 255
    assert json.loads(json_text({"a": number("0.10")})) == {"a": 0.1}
