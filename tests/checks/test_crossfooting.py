"""A statement of equity is added both ways without being asked: 22,500 and 4,922 and 800 less 1,500
are 26,722, column by column."""

import csv

import pytest

from harbor_case import Harbor

DEFINED = """  - id: eq
    file: equity.csv
    title: Statement of Equity
    networks: [equity]
    columns:
      Stock:
        period: 2024-01-01/2024-12-31
        unit: USD
        scale: thousands
        members: {StatementEquityComponentsAxis: CommonStockIncludingAdditionalPaidInCapitalMember}
      Earned: {period: 2024-01-01/2024-12-31, unit: USD, scale: thousands, members: {StatementEquityComponentsAxis: RetainedEarningsMember}}
      Total: {period: 2024-01-01/2024-12-31, unit: USD, scale: thousands}
notes:
"""
PAID = "AdjustmentsToAdditionalPaidInCapitalSharebasedCompensationRequisiteServicePeriodRecognitionValue"
TABLE = f"""concept,role,label,Stock,Earned,Total
StockholdersEquity,periodStart,"Balance, January 1","9,500","13,000","22,500"
ProfitLoss,,Net income,—,"4,922","4,922"
{PAID},,Options,800,—,800
Dividends,,Dividends,—,"(1,500)","(1,500)"
StockholdersEquity,periodEnd,"Balance, December 31","10,300","16,422","26,722"
"""


def told(harbor: Harbor, old: str = "", new: str = "", declared: str = "") -> list[str]:
    assert TABLE.count(old) == 1 or not old
    (harbor.filing / "equity.csv").write_text(
        TABLE.replace(old, new) if old else TABLE, encoding="utf-8"
    )
    harbor.edit("filing.yaml", "notes:\n", declared + DEFINED if declared else DEFINED)
    return [text for text in harbor.build().texts if text.startswith("equity.csv")]


def test_every_row_and_every_column_is_proved(harbor: Harbor) -> None:
    """Five rows across, three columns down; retained earnings of both days are those of the balance
    sheet."""
    assert told(harbor) == []
    with (harbor.output / "tieout.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            row for row in csv.DictReader(file) if (row["kind"], row["statement"]) == ("tie", "eq")
        ]
    assert [row["status"] for row in rows] == ["holds"] * 10


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (
            '—,"4,922","4,922"',
            '—,"4,292","4,922"',
            [
                "equity.csv:3 [Total]: Net income is 4,922; it should be 4,292 (error) [calc.tie]",
                "equity.csv:6 [Earned]: Balance, December 31 is 16,422; it should be 15,792 (error) [calc.tie]",
            ],
        ),
        (
            '"(1,500)","(1,500)"',
            '"1,500","(1,500)"',
            [
                "equity.csv:5 [Total]: Dividends is (1,500); it should be 1,500 (error) [calc.tie]",
                "equity.csv:6 [Earned]: Balance, December 31 is 16,422; it should be 19,422 (error) [calc.tie]",
            ],
        ),
    ],
)
def test_a_wrong_digit_or_sign_is_found_across_and_down(
    harbor: Harbor, old: str, new: str, texts: list[str]
) -> None:
    assert told(harbor, old, new) == texts


def test_a_table_that_does_not_add_up_anywhere_is_left_alone(harbor: Harbor) -> None:
    """Three columns of which one, the noncontrolling interest, is not printed: nothing adds up, and
    nothing is said."""
    (harbor.filing / "equity.csv").write_text(
        TABLE.replace("9,500", "9,400").replace("4,922", "4,999").replace("800,—", "700,—"),
        encoding="utf-8",
    )
    harbor.edit("filing.yaml", "notes:\n", DEFINED)
    assert [
        text for text in harbor.build().texts if "calc.tie" in text and "equity.csv" in text
    ] == []


SEGMENTS = """  - id: few
    file: few.csv
    title: Segments of 2022
    networks: [segments]
    columns:
      Tools: {period: 2022-01-01/2022-12-31, unit: USD, scale: millions, members: {StatementBusinessSegmentsAxis: HandToolsMember}}
      Marine: {period: 2022-01-01/2022-12-31, unit: USD, scale: millions, members: {StatementBusinessSegmentsAxis: MarineHardwareMember}}
      All: {period: 2022-01-01/2022-12-31, unit: USD, scale: millions}
notes:
"""
FEW = (
    "concept,label,Tools,Marine,All\nRevenues,Sales,20.1,11.9,32.0\nOperatingIncomeLoss,Income,3.0,1.5,4.5\n"
    "SegmentReportingInformationProfitLoss,Margin,8.1,4.4,{}\n"
)


def few(harbor: Harbor, margin: str, scale: str = "millions") -> list[str]:
    harbor.edit(
        "networks/segments.csv",
        "3,OperatingIncomeLoss,,,",
        "3,OperatingIncomeLoss,,,\n3,SegmentReportingInformationProfitLoss,,,",
    )
    (harbor.filing / "few.csv").write_text(FEW.format(margin), encoding="utf-8")
    total = "All: {period: 2022-01-01/2022-12-31, unit: USD, scale: "
    harbor.edit("filing.yaml", "notes:\n", SEGMENTS.replace(f"{total}millions", f"{total}{scale}"))
    return [text for text in harbor.build().texts if "few.csv" in text]


def test_two_lines_that_add_up_make_a_third_that_does_not_a_warning(harbor: Harbor) -> None:
    """8.1 and 4.4 are 12.5."""
    assert few(harbor, "12.5") == []
    harbor.edit("few.csv", "12.5", "15.2")
    (text,) = [text for text in harbor.build().texts if "few.csv" in text]
    assert (
        text
        == "warning: few.csv:4 [All]: Margin is 15.2; the cells around it add up to 12.5 [calc.crossing]"
    )


def test_totals_that_add_up_but_for_a_power_of_ten_are_told_although_none_adds_up(
    harbor: Harbor,
) -> None:
    texts = few(harbor, "12.5", "thousands")
    assert (
        "warning: few.csv:2 [All]: Sales is 32; the cells around it add up to 32,000 [calc.crossing]"
        in texts
    )
    assert len([text for text in texts if "calc.crossing" in text]) == 3


def with_shares(
    harbor: Harbor,
    closing: str,
    concepts: str = "concepts: {StockholdersEquity: CommonStockSharesOutstanding}",
) -> list[str]:
    """A column of shares beside the amounts: five million at both ends, and a dash where only
    amounts move."""
    shares = ["Shares", "5,000,000", "—", "—", "—", closing]
    with (harbor.filing / "equity.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.reader(TABLE.splitlines())
        csv.writer(file, lineterminator="\n").writerows(
            [*row[:-1], cell, row[-1]] for row, cell in zip(rows, shares, strict=True)
        )
    column = f"      Shares: {{period: 2024-01-01/2024-12-31, unit: shares, {concepts}}}\n"
    harbor.edit("filing.yaml", "notes:\n", DEFINED.replace("notes:\n", f"{column}notes:\n"))
    return [text for text in harbor.build().texts if text.startswith("equity.csv")]


def test_a_column_of_shares_stands_beside_amounts_and_is_proved_too(harbor: Harbor) -> None:
    assert with_shares(harbor, "5,000,000") == []
    told = (harbor.output / "hbr-20241231.xbrl").read_text(encoding="utf-8")
    assert 'id="eq.CommonStockSharesOutstanding.2023-12-31.shares"' in told
    harbor.edit("equity.csv", '"16,422","5,000,000"', '"16,422","5,050,000"')
    (text,) = [text for text in harbor.build().texts if text.startswith("equity.csv")]
    assert (
        text
        == "equity.csv:6 [Shares]: Balance, December 31 is 5,050,000; it should be 5,000,000 (error) [calc.tie]"
    )


def test_a_column_and_a_row_that_both_name_a_concept_are_refused_with_the_way_out(
    harbor: Harbor,
) -> None:
    """The column's was ignored in silence."""
    texts = with_shares(harbor, "5,000,000", "concept: CommonStockSharesOutstanding")
    assert texts[0] == (
        "equity.csv:2 [Shares]: the row is StockholdersEquity, and its column is CommonStockSharesOutstanding [build.concept]"
    )


def corporate(harbor: Harbor, *years: str) -> list[str]:
    """Sales, depreciation and expenditures of two segments are those of the company; its income
    bears corporate expenses besides."""
    columns = SEGMENTS.partition("    columns:\n")[2].removesuffix("notes:\n")
    harbor.edit(
        "networks/segments.csv",
        "3,OperatingIncomeLoss,,,",
        "3,OperatingIncomeLoss,,,\n3,SegmentReportingInformationProfitLoss,,,\n3,DepreciationDepletionAndAmortization,,,\n3,PaymentsToAcquirePropertyPlantAndEquipment,,,",
    )
    tables = ""
    for year in years:
        (harbor.filing / f"seg{year}.csv").write_text(
            "concept,label,Tools,Marine,All\nRevenues,Sales,20.1,11.9,32.0\nSegmentReportingInformationProfitLoss,Income,3.0,1.5,2.9\n"
            "DepreciationDepletionAndAmortization,Depreciation,0.6,0.4,1.0\nPaymentsToAcquirePropertyPlantAndEquipment,Spent,0.7,0.4,1.1\n",
            encoding="utf-8",
        )
        named = f"  - id: seg{year}\n    file: seg{year}.csv\n    title: Segments of {year}\n    networks: [segments]\n    columns:\n"
        tables += named + columns.replace("2022", year)
    harbor.edit("filing.yaml", "notes:\n", f"{tables}notes:\n")
    return [text for text in harbor.build().texts if "seg20" in text]


def test_a_line_that_adds_up_in_no_year_is_left_alone(harbor: Harbor) -> None:
    """3.0 and 1.5 are 4.5, less 1.6 of corporate expenses 2.9, in both years: a right table, which
    was refused with two errors."""
    assert corporate(harbor, "2021", "2022") == []
    harbor.edit("seg2022.csv", "11.9,32.0", "11.9,32.2")
    assert [text for text in harbor.build().texts if "seg20" in text] == [
        "warning: seg2022.csv:2 [All]: Sales is 32.2; the cells around it add up to 32 [calc.crossing]"
    ]


def test_a_line_that_does_not_add_up_in_the_only_year_is_a_warning(harbor: Harbor) -> None:
    """One year does not tell corporate expenses from a wrong digit."""
    assert corporate(harbor, "2022") == [
        "warning: seg2022.csv:3 [All]: Income is 2.9; the cells around it add up to 4.5 [calc.crossing]"
    ]


def test_a_line_that_adds_up_in_another_year_is_told_though_its_table_proves_nothing(
    harbor: Harbor,
) -> None:
    """Two lines of America changed places in one year: neither adds up, and half a table is no
    evidence, but the other year is."""
    corporate(harbor, "2021", "2022")
    harbor.edit("seg2022.csv", "Sales,20.1,11.9", "Sales,0.6,11.9")
    harbor.edit("seg2022.csv", "Depreciation,0.6,0.4", "Depreciation,20.1,0.4")
    assert [text for text in harbor.build().texts if "seg20" in text] == [
        "warning: seg2022.csv:2 [All]: Sales is 32; the cells around it add up to 12.5 [calc.crossing]",
        "warning: seg2022.csv:4 [All]: Depreciation is 1; the cells around it add up to 20.5 [calc.crossing]",
    ]


OPENING, CLOSING = TABLE.splitlines(True)[1], TABLE.splitlines(True)[-1]


def test_a_statement_of_equity_without_its_closing_line_is_told_with_what_the_balance_sheet_says(
    harbor: Harbor,
) -> None:
    """Nothing else of the table fails: the lines that lead to 26,722 were proved by that line
    alone."""
    told(harbor, CLOSING, "")
    (text,) = [text for text in harbor.build().texts if "equity.csv" in text]
    message = "Balance, January 1 opens the lines below it, and no line of this table closes them"
    assert (
        text
        == f"warning: equity.csv:2 [Total]: {message}; balance-sheet.csv:23 [2024-12-31] tells 26,722 [calc.roll]"
    )


def test_a_statement_of_equity_without_its_opening_line_is_told(harbor: Harbor) -> None:
    told(harbor, OPENING, "")
    (text,) = [text for text in harbor.build().texts if "equity.csv" in text]
    message = "Balance, December 31 closes the lines above it, and no line of this table opens them"
    assert text == f"warning: equity.csv:5 [Earned]: {message} [calc.roll]"


def test_a_summary_of_cash_flows_prints_closing_cash_alone(harbor: Harbor) -> None:
    rows = harbor.read("cash-flow.csv").decode().splitlines(True)
    harbor.write(
        "cash-flow.csv", "".join(row for row in rows if ",periodStart," not in row).encode()
    )
    assert [text for text in harbor.build().texts if "calc.roll" in text] == []


def test_the_opening_line_of_the_next_year_closes_the_year_before(harbor: Harbor) -> None:
    """Two years one below the other, without a closing line between: 20,000 and 2,500 are the
    22,500 that open 2024."""
    year = "2023-01-01/2023-12-31"
    head = TABLE.partition("\n")[0].replace("concept,role,", "period,concept,role,")
    first = f'{year},StockholdersEquity,periodStart,"Balance, 2023","9,500","10,500","20,000"\n'
    first += f'{year},ProfitLoss,,Net income,—,"2,500","2,500"\n'
    rest = "".join(f",{line}" for line in TABLE.splitlines(True)[1:])
    (harbor.filing / "equity.csv").write_text(f"{head}\n{first}{rest}", encoding="utf-8")
    defined = DEFINED.replace("period: 2024-01-01/2024-12-31, ", "").replace(
        "        period: 2024-01-01/2024-12-31\n", ""
    )
    harbor.edit("filing.yaml", "notes:\n", defined)
    later = rest.replace("\n,", "\n2024-01-01/2024-12-31,").replace(
        ",S", "2024-01-01/2024-12-31,S", 1
    )
    (harbor.filing / "equity.csv").write_text(f"{head}\n{first}{later}", encoding="utf-8")
    assert [
        text
        for text in harbor.build().texts
        if text.startswith("equity.csv") or "calc.crossing" in text
    ] == []
    harbor.edit("equity.csv", '"10,500","20,000"', '"10,050","20,000"')
    assert (
        "equity.csv:4 [Earned]: Balance, January 1 is 13,000; it should be 12,550 (error) [calc.tie]"
        in harbor.build().texts
    )


def test_the_last_of_two_years_that_is_not_closed_is_told_although_the_first_is(
    harbor: Harbor,
) -> None:
    """2023 opens and closes, 2024 only opens."""
    year = "2023-01-01/2023-12-31"
    head = TABLE.partition("\n")[0].replace("concept,role,", "period,concept,role,")
    rows = [
        f'{year},StockholdersEquity,periodStart,"Balance, 2023","9,500","10,500","20,000"',
        f'{year},ProfitLoss,,Net income,—,"2,500","2,500"',
        f'{year},StockholdersEquity,periodEnd,"Balance, end of 2023","9,500","13,000","22,500"',
        *(f"2024-01-01/2024-12-31,{line}" for line in TABLE.splitlines()[1:-1]),
    ]
    (harbor.filing / "equity.csv").write_text("\n".join((head, *rows, "")), encoding="utf-8")
    defined = DEFINED.replace("period: 2024-01-01/2024-12-31, ", "").replace(
        "        period: 2024-01-01/2024-12-31\n", ""
    )
    harbor.edit("filing.yaml", "notes:\n", defined)
    (text,) = [text for text in harbor.build().texts if "calc.roll" in text]
    message = "Balance, January 1 opens the lines below it, and no line of this table closes them"
    assert (
        text
        == f"warning: equity.csv:5 [Total]: {message}; balance-sheet.csv:23 [2024-12-31] tells 26,722 [calc.roll]"
    )
