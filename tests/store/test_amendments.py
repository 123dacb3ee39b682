"""A filing that is amended: both stay, and each day knows what was known then."""

from datetime import date, datetime
from pathlib import Path

import pytest

from crossfoot.workflows import store_api
from own_output import FACTS, changed, own_output, take

_PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:dei="http://xbrl.sec.gov/dei/2023"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:g="http://fasb.org/us-gaap/2023" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en-US"><body><ix:header><ix:references>
<link:schemaRef xlink:type="simple" xlink:href="me.xsd"/></ix:references><ix:resources><xbrli:context id="c"><xbrli:entity>
<xbrli:identifier scheme="http://www.sec.gov/CIK">0000000007</xbrli:identifier></xbrli:entity><xbrli:period>
<xbrli:startDate>2023-01-01</xbrli:startDate><xbrli:endDate>2023-12-31</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:unit id="u"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header><p>
<ix:nonNumeric name="dei:DocumentType" contextRef="c">{form}</ix:nonNumeric>
<ix:nonNumeric name="dei:AmendmentFlag" contextRef="c">{flag}</ix:nonNumeric>
<ix:nonFraction name="g:Revenues" contextRef="c" unitRef="u" decimals="-3">{revenues}</ix:nonFraction></p></body></html>"""
FILED = {"original": date(2024, 2, 20), "amendment": date(2024, 5, 6)}


def known(facts: store_api.Facts, day: date) -> list[str]:
    return [
        row["value_text"]
        for row in facts.as_of(day, "0000000007", "Revenues", dimensions="", start=date(2023, 1, 1))
    ]


@pytest.mark.parametrize("order", [("original", "amendment"), ("amendment", "original")])
@pytest.mark.parametrize("dated", [True, False])
def test_a_10_k_a_supersedes_its_10_k_whichever_comes_first(
    tmp_path: Path, order: tuple[str, str], dated: bool
) -> None:
    (tmp_path / "original.htm").write_text(
        _PAGE.format(form="10-K", flag="false", revenues="5000000"), encoding="utf-8"
    )
    (tmp_path / "amendment.htm").write_text(
        _PAGE.format(form="10-K/A", flag="true", revenues="4900000"), encoding="utf-8"
    )
    place = tmp_path / "f.duckdb"
    receipts = {}
    for number, name in enumerate(order, 1):
        filed = FILED[name] if dated else None
        (taken,) = take(
            place,
            tmp_path / f"{name}.htm",
            when=datetime(2026, 1, number),
            without_taxonomy=True,
            filed=filed,
        )
        receipts[name] = taken.receipt
    first = order[0] == "original"
    assert (len(receipts["amendment"]["supersedes"]), receipts["original"]["supersedes"]) == (
        int(first),
        [],
    )
    with store_api.connect(str(place)) as facts:
        assert facts.sql("SELECT amendment FROM current_filings") == [{"amendment": True}]
        assert [row["form"] for row in facts.filings()] == ["10-K", "10-K"]
        if dated:
            assert [
                known(facts, date.fromisoformat(day))
                for day in ("2024-02-19", "2024-02-20", "2024-05-05", "2024-05-06")
            ] == [*([], ["5000000"], ["5000000"], ["4900000"])]
            assert [
                (row["value_text"], str(row["filed"]))
                for row in facts.history("0000000007", "Revenues")
            ] == [*(("5000000", "2024-02-20"), ("4900000", "2024-05-06"))]
        else:  # known when received, and the amendment as the later one whichever came first
            days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2))
            assert [known(facts, day) for day in days] == [
                [],
                ["5000000"] if first else [],
                ["4900000"],
            ]
            assert [row["value_text"] for row in facts.history("0000000007", "Revenues")] == [
                "5000000",
                "4900000",
            ]
    if first:
        differs = receipts["amendment"]["differs"]
        assert (differs["changed"], differs["examples"][-1]) == (
            3,
            "changed us-gaap:Revenues 2023-01-01..2023-12-31 USD: 5000000 (-3), now 4900000 (-3)",
        )


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_our_own_filing_with_a_later_day_and_another_value_is_the_later_version(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    folders = {
        "a": own_output(tmp_path / "a" / "2024-12-31", filed="2025-02-14"),
        "b": own_output(
            tmp_path / "b" / "2024-12-31", changed(FACTS, "bs.Assets", "95000"), filed="2025-03-20"
        ),
    }
    place = tmp_path / "f.duckdb"
    for number, name in enumerate(order, 1):
        take(place, folders[name], when=datetime(2026, 1, number))
    with store_api.connect(str(place)) as facts:
        told = {
            day: [
                row["value_text"]
                for row in facts.as_of(date.fromisoformat(day), "tst", "Assets", unit="JPY")
            ]
            for day in ("2025-02-13", "2025-02-14", "2025-03-19", "2025-03-20")
        }
        assert told == {
            "2025-02-13": [],
            "2025-02-14": ["90000"],
            "2025-03-19": ["90000"],
            "2025-03-20": ["95000"],
        }
        assert [row["value_text"] for row in facts.history("tst", "Assets", unit="JPY")] == [
            "90000",
            "95000",
        ]
        assert [str(row["filed"]) for row in facts.sql("SELECT filed FROM current_filings")] == [
            "2025-03-20"
        ]
        assert [
            one.address for pair in facts.restatements() for one in (pair.before, pair.after)
        ] == ["table.csv:2 [A] (doc.txt:100)"] * 2


@pytest.mark.parametrize("order", [("original", "amendment"), ("amendment", "original")])
def test_of_one_day_the_amendment_is_the_later_one_in_every_product(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    (tmp_path / "original.htm").write_text(
        _PAGE.format(form="10-K", flag="false", revenues="5000000"), encoding="utf-8"
    )
    (tmp_path / "amendment.htm").write_text(
        _PAGE.format(form="10-K/A", flag="true", revenues="4900000"), encoding="utf-8"
    )
    place = tmp_path / "f.duckdb"
    for number, name in enumerate(order, 1):
        take(
            place,
            tmp_path / f"{name}.htm",
            when=datetime(2026, 1, number),
            without_taxonomy=True,
            filed=date(2024, 2, 20),
        )
    with store_api.connect(str(place)) as facts:
        assert known(facts, date(2024, 2, 20)) == ["4900000"]
        assert [one.difference for one in facts.restatements()] == [-100000]
        assert facts.sql("SELECT amendment FROM current_filings") == [{"amendment": True}]


def page(folder: Path, name: str, revenues: str, *, amendment: bool = False) -> Path:
    path = folder / f"{name}.htm"
    form, flag = ("10-K/A", "true") if amendment else ("10-K", "false")
    path.write_text(_PAGE.format(form=form, flag=flag, revenues=revenues), encoding="utf-8")
    return path


_DAYS = (
    "2023-12-31",
    "2024-02-19",
    "2024-02-20",
    "2024-05-06",
    "2026-01-01",
    "2026-01-02",
    "2026-01-03",
)
"""the end of the period, around the days that are given, and those of receipt"""


@pytest.mark.parametrize(
    ("handed_in", "told", "current"),
    [
        # who does not say a day is known from that of receipt, never from the end of the period
        ([("5", False, "2024-02-20"), ("4", True, None)], ["", "", "5", "5", "5", "4", "4"], "4"),
        ([("4", True, None), ("5", False, "2024-02-20")], ["", "", "5", "5", "4", "4", "4"], "4"),
        # corrected, and not called an amendment
        ([("5", False, "2024-02-20"), ("6", False, None)], ["", "", "5", "5", "5", "6", "6"], "6"),
        ([("6", False, None), ("5", False, "2024-02-20")], ["", "", "5", "5", "6", "6", "6"], "6"),
        # an original was public before its amendment, and is never the later one
        ([("5", False, None), ("4", True, "2024-05-06")], ["", "", "", "4", "4", "4", "4"], "4"),
        (
            [("5", False, "2024-02-20"), ("4", True, None), ("3", True, "2024-05-06")],
            ["", "", "5", "3", "3", "4", "4"],
            "4",
        ),
        (
            [("5", False, "2024-02-20"), ("3", True, "2024-05-06"), ("4", True, None)],
            ["", "", "5", "3", "3", "3", "4"],
            "4",
        ),
        # a day that is said counts
        ([("5", False, "2024-05-06"), ("4", True, "2024-02-20")], ["", "", "4", *"5555"], "5"),
    ],
)
def test_what_is_current_is_what_is_known_last_though_nobody_dated_it(
    tmp_path: Path, handed_in: list[tuple[str, bool, str | None]], told: list[str], current: str
) -> None:
    place = tmp_path / "f.duckdb"
    for number, (revenues, amendment, filed) in enumerate(handed_in, 1):
        path = page(tmp_path, revenues, revenues, amendment=amendment)
        day = date.fromisoformat(filed) if filed else None
        take(place, path, when=datetime(2026, 1, number), without_taxonomy=True, filed=day)
    with store_api.connect(str(place)) as facts:
        assert ["".join(known(facts, date.fromisoformat(day))) for day in _DAYS] == told
        sql = "SELECT value_text FROM facts JOIN current_filings USING (filing) WHERE concept = 'us-gaap:Revenues'"
        assert facts.sql(sql) == [{"value_text": current}]
        assert known(facts, date.max) == [current]
        versions = facts.history("0000000007", "Revenues")
        assert (versions[-1]["value_text"], len(versions)) == (current, len(handed_in))
        assert [row["filed"] for row in versions] == sorted(row["filed"] for row in versions)


def test_what_a_filing_supersedes_is_what_it_comes_after(tmp_path: Path) -> None:
    place = tmp_path / "f.duckdb"
    (original,) = take(
        place, page(tmp_path, "a", "5"), without_taxonomy=True, filed=date(2024, 2, 20)
    )
    (amendment,) = take(place, page(tmp_path, "b", "4", amendment=True), without_taxonomy=True)
    assert (original.receipt["supersedes"], amendment.receipt["supersedes"]) == (
        [],
        [original.receipt["digest"]],
    )


@pytest.mark.parametrize("told", [("1", "2", "3", "4"), ("4", "3", "2", "1")])
def test_of_filings_of_one_moment_the_one_handed_in_last_counts(
    tmp_path: Path, told: tuple[str, ...]
) -> None:
    """The clock of the intake knows seconds: what came in together is told apart by its order,
    never by a hash."""
    place = tmp_path / "f.duckdb"
    taken = [
        take(place, page(tmp_path, f"p{one}", one), without_taxonomy=True)[0].receipt
        for one in told
    ]
    assert [len(receipt["supersedes"]) for receipt in taken] == [0, 1, 2, 3]
    with store_api.connect(str(place)) as facts:
        assert known(facts, date.max) == [told[-1]]
        assert [row["value_text"] for row in facts.history("0000000007", "Revenues")] == list(told)
        sql = "SELECT value_text FROM facts JOIN current_filings USING (filing) WHERE concept = 'us-gaap:Revenues'"
        assert facts.sql(sql) == [{"value_text": told[-1]}]
