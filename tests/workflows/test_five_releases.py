"""Revenue, net income, targets and comparatives of the five releases, as their pages print them:
figures looked up by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crossfoot.workflows import store_api
from own_output import take

JPY: dict[str, Any] = {"unit": "JPY", "dimensions": ""}
FORECAST = '{"gaap:StatementScenarioAxis":"gaap:ScenarioForecastMember"}'
PREVIOUS = '{"gaap:StatementScenarioAxis":"gaap:PreviousForecastMember"}'
NOV08, FEB09, NOV09, MAY10 = "2008-11-13", "2009-02-12", "2009-11-13", "2010-05-14"
YEAR = "2008-04-01 to 2009-03-31"

# of each period every release that tells it, with revenue and net income attributable to IIJ;
# billions first, thousands of yen later
TOLD = """
    2007-07-01 2007-09-30  2008-11-13  16300000000   2900000000
    2007-10-01 2007-12-31  2009-02-12  18359162000    610591000
    2008-07-01 2008-09-30  2008-11-13  16900000000    200000000
    2008-07-01 2008-09-30  2009-11-13  16925708000    198477000
    2008-10-01 2008-12-31  2009-02-12  17535162000    -13232000
    2009-01-01 2009-03-31  2010-05-14  18941727000   1064982000
    2009-07-01 2009-09-30  2009-11-13  16440514000    534909000
    2010-01-01 2010-03-31  2010-05-14  19693601000   1100845000
    2011-10-01 2011-12-31  2013-02-08  23545084000   1028197000
    2012-10-01 2012-12-31  2013-02-08  25581089000   1105129000
    2007-04-01 2007-09-30  2008-11-13  30000000000   3500000000
    2008-04-01 2008-09-30  2008-11-13  33300000000    400000000
    2008-04-01 2008-09-30  2009-11-13  33253841000    367554000
    2009-04-01 2009-09-30  2009-11-13  32275024000    715387000
    2007-04-01 2007-12-31  2009-02-12  48349406000   4087991000
    2008-04-01 2008-12-31  2009-02-12  50789003000    354322000
    2011-04-01 2011-12-31  2013-02-08  70751592000   2389647000
    2012-04-01 2012-12-31  2013-02-08  76690090000   3112285000
    2008-04-01 2009-03-31  2010-05-14  69730730000   1419304000
    2009-04-01 2010-03-31  2010-05-14  68006380000   2234138000
"""

# what a later release tells otherwise, beyond rounding: concept, period, unit, scenario, first told
# and when, then told and when
OTHERWISE = (
    (
        "gaap:CashAndCashEquivalentsAtCarryingValue",
        "2009-03-31",
        "USD",
        "",
        "113842000",
        NOV09,
        "109076000",
        MAY10,
    ),
    ("gaap:EarningsPerShareBasic", YEAR, "JPY/shares", FORECAST, "13561", NOV08, "6336.36", FEB09),
    (
        "gaap:IncomeLossFromEquityMethodInvestments",
        "2008-07-01 to 2008-09-30",
        "JPY",
        "",
        "17000000",
        NOV08,
        "-16859000",
        NOV09,
    ),
    (
        "iij:IncomeLossBeforeIncomeTaxTarget",
        YEAR,
        "JPY",
        FORECAST,
        "3000000000",
        NOV08,
        "1900000000",
        FEB09,
    ),
    ("iij:NetIncomeLossTarget", YEAR, "JPY", FORECAST, "2800000000", NOV08, "1300000000", FEB09),
    (
        "iij:OperatingIncomeLossTarget",
        YEAR,
        "JPY",
        PREVIOUS,
        "5200000000",
        NOV08,
        "3800000000",
        FEB09,
    ),
    (
        "iij:OperatingIncomeLossTarget",
        YEAR,
        "JPY",
        FORECAST,
        "3800000000",
        NOV08,
        "2800000000",
        FEB09,
    ),
    ("iij:RevenuesTarget", YEAR, "JPY", PREVIOUS, "78500000000", NOV08, "73000000000", FEB09),
    ("iij:RevenuesTarget", YEAR, "JPY", FORECAST, "73000000000", NOV08, "69300000000", FEB09),
)


@pytest.fixture(scope="module")
def facts(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[store_api.Facts]:
    """The five releases, handed in twice."""
    store = tmp_path_factory.mktemp("five") / "f.duckdb"
    take(store, releases)
    assert all(one.repeat for one in take(store, releases))
    with store_api.connect(store) as opened:
        yield opened


@pytest.mark.parametrize(("concept", "column"), [("gaap:Revenues", 3), ("gaap:NetIncomeLoss", 4)])
def test_revenue_and_net_income_have_every_period_and_version_that_the_pages_print(
    facts: store_api.Facts, concept: str, column: int
) -> None:
    lines = [line.split() for line in TOLD.strip().splitlines()]
    rows = facts.history("iij", concept, **JPY)
    assert sorted(
        (str(row["period_start"]), str(row["period_end"]), str(row["filed"]), row["value_text"])
        for row in rows
    ) == sorted((line[0], line[1], line[2], line[column]) for line in lines)


def test_the_target_of_fiscal_2008_stood_at_785_was_cut_to_730_in_october_and_to_693_in_february(
    facts: store_api.Facts,
) -> None:
    year = {"start": date(2008, 4, 1), "end": date(2009, 3, 31), "unit": "JPY"}
    for concept, first, october, february in (
        ("RevenuesTarget", "78500000000", "73000000000", "69300000000"),
        ("OperatingIncomeLossTarget", "5200000000", "3800000000", "2800000000"),
    ):
        stood, stands = (
            facts.history("iij", concept, dimensions=members, **year)
            for members in (PREVIOUS, FORECAST)
        )
        assert [(str(row["filed"]), row["value_text"]) for row in stood] == [
            (NOV08, first),
            (FEB09, october),
        ]
        assert [(str(row["filed"]), row["value_text"]) for row in stands] == [
            (NOV08, october),
            (FEB09, february),
        ]


def test_what_is_told_otherwise_later_is_this_and_nothing_else(facts: store_api.Facts) -> None:
    found = facts.restatements("iij")
    told = []
    for one in found:
        _, concept, start, end, unit, members, _ = one.series
        period = f"{start} to {end}" if start else str(end)
        before, after = one.before, one.after
        told.append(
            (
                concept,
                period,
                unit,
                members,
                before.value_text,
                str(before.filed),
                after.value_text,
                str(after.filed),
            )
        )
    assert tuple(sorted(told, key=lambda row: (row[0], row[3] != PREVIOUS))) == OTHERWISE
    assert all(one.before.address and one.after.address for one in found)


def test_what_differs_by_rounding_alone_is_a_release_in_billions_or_millions_told_again_in_thousands(
    facts: store_api.Facts,
) -> None:
    rounded = [one for one in facts.restatements("iij", rounding=True) if one.kind == "rounding"]
    assert {str(one.before.filed) for one in rounded} == {NOV08}  # the slides
    assert {str(one.after.filed) for one in rounded} == {FEB09, NOV09}
    assert len(rounded) == 27
