"""A column head that names another date, power of ten or currency than the column has is told; what
it may name is not."""

import pytest

from crossfoot.curated.column_headers import (
    header_findings,
    near_period_ends,
    outlier_columns,
    outlier_scales,
    similar_headers,
    unstated_currencies,
)
from crossfoot.model.filing import Aspects, Column, Period
from crossfoot.model.source import SourceRef
from harbor_case import Harbor

DAY, YEAR = Period(start="", end="2010-03-31"), Period(start="2009-04-01", end="2010-03-31")


def told(
    *heading: str, period: Period = DAY, unit: str = "JPY", scale: int = 3, **more: object
) -> list[str]:
    aspects = Aspects(period=period, unit=unit, scale=scale, **more)  # type: ignore[arg-type]
    column = Column(name="A", aspects=aspects, heading=heading)
    return [
        finding.message.removeprefix("the head of 'A' ")
        for finding in header_findings(column, SourceRef(file="filing.yaml"))
    ]


FITTING = (
    "31.03.2010",
    "31. März 2010",
    "31 mars 2010",
    "TEUR or JPY",
    "As of March 31, 2010",
    "31 March 2010",
    "2010年3月31日現在",
    "2010-03-31",
    "Year 2010",
    "March 32, 2010",
    "千円",
    "",
)


@pytest.mark.parametrize("heading", FITTING)
def test_a_head_that_fits_or_says_nothing_is_left_alone(heading: str) -> None:
    assert told(heading) == []


@pytest.mark.parametrize(
    "heading",
    [
        "As of March 31, 2009",
        "31 march 2009",
        "2009年3月31日現在",
        "2009-03-31",
        "31.3.2009",
        "31. März 2009",
        "31 mars 2009",
    ],
)
def test_a_head_of_another_day_is_told(heading: str) -> None:
    assert told(heading) == ["says 2009-03-31, the column is 2010-03-31"]


@pytest.mark.parametrize("day", ["March 31, 2010", "April 1, 2009", "March 31, 2009"])
def test_a_period_may_be_named_by_its_ends_and_by_the_day_before_it(day: str) -> None:
    assert told(f"from {day}", period=YEAR) == []
    assert told("Year ended March 31, 2008", period=YEAR) == [
        "says 2008-03-31, the column is 2009-04-01/2010-03-31"
    ]


def test_another_power_of_ten_or_currency_is_told() -> None:
    assert told("Millions of yen") == ["says 10 to the power of 6, the column's scale is 3"]
    assert told("Thousands of U.S. dollars") == ["says USD, the column is JPY"]
    for heading in ("Mio. JPY", "en millions", "M€ JPY", "Millionen"):
        assert told(heading) == ["says 10 to the power of 6, the column's scale is 3"]
    assert told("TEUR") == ["says EUR, the column is JPY"]
    assert told("百万円") == ["says 10 to the power of 6, the column's scale is 3"]


def test_several_words_and_percent_and_formulas_decide_nothing() -> None:
    assert told("Yen and U.S. dollars") == []
    assert told("% of revenues in millions", scale=-2, percent=True) == []
    assert told("Millions, March 31, 2001", formula="[B] / [C]") == []
    assert told("Thousands of shares, JPY", unit="shares") == []


def test_it_is_a_warning_at_the_columns_definition_told_once(harbor: Harbor) -> None:
    harbor.edit("filing.yaml", '"2023-12-31": {period: 2023-12-31, unit: USD, scale: thousands, heading: ["December 31, 2023"]}',
                '"2023-12-31": {period: 2023-12-31, unit: USD, scale: thousands, heading: ["December 31, 2032"]}')  # fmt: skip
    told = harbor.build()
    assert told.code == 0
    assert told.texts == [
        "warning: filing.yaml:14: the head of '2023-12-31' says 2032-12-31, the column is 2023-12-31 [read.heading]"
    ]


def columns(*given: tuple[str, str, str, str]) -> list[tuple[Column, SourceRef]]:
    """Name, head, period and unit of each."""
    found = []
    for row, (name, head, period, unit) in enumerate(given, 1):
        start, _, end = period.rpartition("/")
        aspects = Aspects(period=Period(start=start, end=end), unit=unit)
        found.append(
            (
                Column(name=name, aspects=aspects, heading=(head,)),
                SourceRef(file="filing.yaml", row=row),
            )
        )
    return found


def test_a_year_or_a_length_that_the_period_does_not_have_is_told() -> None:
    nine = Period(start="2009-04-01", end="2009-12-31")
    assert told("1. Halbjahr 2008", period=Period(start="2009-04-01", end="2009-09-30")) == [
        "says 2008, the column is 2009-04-01/2009-09-30"
    ]
    assert told("Three Months Ended December 31, 2009", period=nine) == [
        "says 3 months, the column is 2009-04-01/2009-12-31"
    ]
    assert told("Nine Months Ended December 31, 2009", period=nine) == []
    assert told("FY2009", "Nine months and year ended", period=nine) == []


def test_heads_that_are_alike_but_for_the_year_have_periods_of_one_length() -> None:
    """A year of 53 weeks is seven days longer than one of 52, and that is no matter."""
    weeks = (
        ("FY22", "Fiscal 2022", "2021-10-03/2022-10-01", "USD"),
        ("FY23", "Fiscal 2023", "2022-10-02/2023-10-07", "USD"),
    )
    assert list(similar_headers(columns(*weeks))) == []
    halves = (
        ("H1 2024", "1. Halbjahr 2024", "2024-01-01/2024-06-30", "EUR"),
        ("H1 2023", "1. Halbjahr 2023", "2023-02-01/2023-06-30", "EUR"),
    )
    assert [str(one) for one in similar_headers(columns(*halves))] == [
        "filing.yaml:2: the head of 'H1 2023' is that of 'H1 2024' but for the year; "
        "2023-02-01/2023-06-30 and 2024-01-01/2024-06-30 are not of one length [read.heading]"
    ]


def test_a_column_that_ends_a_day_beside_another_or_beside_the_filing_is_told() -> None:
    near = columns(
        ("A", "", "2024-06-29", "EUR"),
        ("B", "", "2023-06-30", "EUR"),
        ("C", "", "2023-01-01/2023-06-29", "EUR"),
    )
    assert [str(one) for one in near_period_ends(near, "2024-06-30")] == [
        "filing.yaml:1: 'A' ends 2024-06-29, the filing ends 2024-06-30 [read.period-near]",
        "filing.yaml:3: 'C' ends 2023-06-29, 'B' ends 2023-06-30 [read.period-near]",
    ]


def test_a_currency_that_neither_the_company_nor_the_head_has_is_told() -> None:
    money = columns(
        ("A", "", "2024-06-30", "GBP"),
        ("B USD", "", "2024-06-30", "USD"),
        ("C", "Thousands of yen", "2024-06-30", "JPY"),
    )
    assert [str(one) for one in unstated_currencies(money, "EUR")] == [
        "filing.yaml:1: the column 'A' is in GBP, the company's currency is EUR, and its head tells neither [read.heading]"
    ]


def test_a_head_that_begins_with_another_day_is_told() -> None:
    period = Period(start="2023-01-01", end="2023-07-21")
    assert told("January 1 to July 21, 2023", period=period) == []
    assert told("February 1 to July 21, 2023", period=period) == [
        "begins with February 1, the column is 2023-01-01/2023-07-21"
    ]


def test_the_one_column_of_a_table_that_is_otherwise_and_does_not_say_so_is_told() -> None:
    half = "2024-01-01/2024-06-30"
    three = columns(
        ("Ferries", "", half, "EUR"),
        ("Ports", "", half, "EUR"),
        ("Group", "", "2023-01-01/2023-06-30", "EUR"),
    )
    odd = [
        (Column(name=column.name, aspects=column.aspects, heading=()), at) for column, at in three
    ]
    assert [str(one) for one in outlier_columns(odd)] == [
        "filing.yaml:3: 'Group' has the period 2023-01-01/2023-06-30, every other column of its table "
        "2024-01-01/2024-06-30 [read.odd-column]"
    ]
    assert list(outlier_columns(odd[:2])) == []
    assert (
        list(
            outlier_columns(
                columns(
                    *[("A", "2024", half, "EUR")] * 2, ("B", "2023", "2023-01-01/2023-06-30", "EUR")
                )
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("heading", "period", "unit"),
    [
        ("Half-year ended 30 June 2025", "2025-01-01/2025-06-30", "JPY"),
        ("Fourth quarter of the fiscal year ended March 31, 2010", "2010-01-01/2010-03-31", "JPY"),
        ("Nine months of the year ending March 31, 2026", "2025-04-01/2025-12-31", "JPY"),
        ("Q1 fiscal 2026", "2025-07-01/2025-09-30", "JPY"),
        ("Fiscal 2024", "2025-02-01", "JPY"),
        ("2024年度末", "2025-03-31", "JPY"),
        ("Forecast announced May 14, 2025", "2025-04-01/2026-03-31", "JPY"),
        ("2031 Senior Notes", "2025-12-31", "JPY"),
        ("Payments due 2027", "2025-12-31", "JPY"),
        ("¥", "2025-12-31", "CNY"),
        ("£", "2025-12-31", "EGP"),
    ],
)
def test_what_a_right_head_may_name_besides_its_own_day(
    heading: str, period: str, unit: str
) -> None:
    """Each of these was a warning."""
    start, _, end = period.rpartition("/")
    assert told(heading, period=Period(start=start, end=end), unit=unit) == []


def test_a_fiscal_year_is_still_another_one_when_it_is() -> None:
    assert told("Fiscal 2008", period=YEAR) == ["says 2008, the column is 2009-04-01/2010-03-31"]
    assert told("FY2013") == ["says 2013, the column is 2010-03-31"]


def test_shares_and_rates_beside_amounts_and_balances_beside_changes_are_no_odd_columns() -> None:
    """A share column of a statement of equity without a head was a warning."""
    year = "2024-01-01/2024-12-31"
    equity = columns(
        ("Shares", "", year, "shares"),
        ("Stock", "", year, "EUR"),
        ("Earned", "", year, "EUR"),
        ("Total", "", year, "EUR"),
    )
    rolled = columns(
        ("Added", "", year, "EUR"), ("Used", "", year, "EUR"), ("End", "", "2024-12-31", "EUR")
    )
    for found in (equity, rolled):
        assert (
            list(
                outlier_columns(
                    [
                        (Column(name=column.name, aspects=column.aspects, heading=()), at)
                        for column, at in found
                    ]
                )
            )
            == []
        )


def test_heads_are_compared_within_one_table(harbor: Harbor) -> None:
    """A quarter and a year may both be headed 2024 under different titles."""
    defined = "columns: {FY2024: {period: 2024-10-01/2024-12-31}}"
    table = f"  - {{id: q4, file: q4.csv, title: Fourth Quarter, networks: [income-statement], {defined}}}\n"
    (harbor.filing / "q4.csv").write_text(
        'concept,label,FY2024\nRevenues,Net sales,"12,000"\n', encoding="utf-8"
    )
    harbor.edit("filing.yaml", "notes:\n", f"{table}notes:\n")
    assert [text for text in harbor.build().texts if "but for the year" in text] == []


def test_heads_that_are_alike_but_for_digits_and_months_have_one_scale() -> None:
    """Thousands beside millions under "June 30, 2025" and "December 31, 2024" were told by
    nothing."""

    def scaled(*given: tuple[str, str, int]) -> list[str]:
        found = []
        for row, (head, unit, scale) in enumerate(given, 1):
            aspects = Aspects(period=DAY, unit=unit, scale=scale)
            found.append(
                (
                    Column(name=f"C{row}", aspects=aspects, heading=(head,)),
                    SourceRef(file="filing.yaml", row=row),
                )
            )
        return [str(one) for one in outlier_scales(found)]

    assert scaled(("June 30, 2025", "USD", 6), ("December 31, 2024", "USD", 3)) == [
        "filing.yaml:2: 'C2' has the scale 3, another column with a head like its own 6 [read.odd-column]"
    ]
    assert (
        scaled(
            ("2025", "USD", 6), ("2024", "USD", 6), ("2025", "JPY", 3), ("2024 per share", "USD", 0)
        )
        == []
    )
    assert (
        scaled(
            ("2025 in millions", "USD", 6),
            ("2024 in thousands", "USD", 3),
            ("Stock", "USD", 0),
            ("2025", "shares", 0),
        )
        == []
    )
