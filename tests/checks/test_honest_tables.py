"""Right tables that look as if they did not add up: nothing is said of them; and the same with a
wrong digit, of which it is.

The statement of equity: 22,500 and 4,922 and 800 less 1,500 are 26,722; the segments: 20.1 and 11.9
are 32.0.
"""

import pytest

from harbor_case import Harbor

PERIOD = "period: 2024-01-01/2024-12-31, unit: USD, scale: thousands"
AXIS = "StatementEquityComponentsAxis"
PAID = "AdjustmentsToAdditionalPaidInCapitalSharebasedCompensationRequisiteServicePeriodRecognitionValue"
EQUITY = f"""concept,role,label,Stock,Earned,Total
StockholdersEquity,periodStart,"Balance, January 1","9,500","13,000","22,500"
ProfitLoss,,Net income,—,"4,922","4,922"
{PAID},,Options,800,—,800
Dividends,,Dividends,—,"(1,500)","(1,500)"
StockholdersEquity,periodEnd,"Balance, December 31","10,300","16,422","26,722"
"""
EQUITY_TABLE = f"""  - id: eq
    file: eq.csv
    title: Statement of Equity
    networks: [equity]
    columns:
      Stock: {{{PERIOD}, members: {{{AXIS}: CommonStockIncludingAdditionalPaidInCapitalMember}}}}
      Earned: {{{PERIOD}, members: {{{AXIS}: RetainedEarningsMember}}}}
      Total: {{{PERIOD}}}
notes:
"""
SEGMENT = "period: 2022-01-01/2022-12-31, unit: USD, scale: millions"
SEGMENTS_TABLE = f"""  - id: few
    file: few.csv
    title: Segments of 2022
    networks: [segments]
    columns:
      Tools: {{{SEGMENT}, members: {{StatementBusinessSegmentsAxis: HandToolsMember}}}}
      Marine: {{{SEGMENT}, members: {{StatementBusinessSegmentsAxis: MarineHardwareMember}}}}
      All: {{{SEGMENT}}}
notes:
"""
SEGMENTS = "concept,label,Tools,Marine,All\nRevenues,Sales,20.1,11.9,32.0\nOperatingIncomeLoss,Income,3.0,1.5,4.5\n"


def told(harbor: Harbor, name: str, text: str, table: str = "") -> list[str]:
    (harbor.filing / name).write_text(text, encoding="utf-8")
    if table:
        harbor.edit("filing.yaml", "notes:\n", table)
    return [text for text in harbor.build().texts if name in text]


def network(harbor: Harbor, name: str, above: str, *lines: str) -> None:
    harbor.edit(f"networks/{name}.csv", above, "\n".join((above, *lines)))


def test_what_can_not_be_read_is_not_left_out_of_a_sum(harbor: Harbor) -> None:
    """Without the 4,?22 that moved it, retained earnings and the line itself were told as wrong."""
    text = EQUITY.replace('—,"4,922","4,922"', '—,"4,?22","4,922"')
    assert [one for one in told(harbor, "eq.csv", text, EQUITY_TABLE) if "calc.tie" in one] == []
    wrong = text.replace('"10,300","16,422"', '"10,500","16,422"')
    assert [one for one in told(harbor, "eq.csv", wrong) if "eq.csv:6" in one] != []


@pytest.mark.parametrize("cells", ['"?,???","?,???","?,???"', ",,"])
def test_a_roll_without_a_readable_opening_balance_is_not_begun_by_the_last_closing_one(
    harbor: Harbor, cells: str
) -> None:
    """A second balance opens below the first; 12 of options are not what leads from 26,722 to
    90."""
    more = (
        f'StockholdersEquity,periodStart,"Balance, January 1",{cells}',
        f"{PAID},,Options,5,7,12",
        'StockholdersEquity,periodEnd,"Balance, December 31",40,50,90',
    )
    text = EQUITY + "\n".join((*more, ""))
    assert [
        one
        for one in told(harbor, "eq.csv", text, EQUITY_TABLE)
        if "eq.csv:9" in one and "should be" in one
    ] == []


def test_a_subtotal_that_no_tree_says_is_not_added_twice(harbor: Harbor) -> None:
    """Income of 4,922 and 30 is printed as 4,952 below them, in a tree without sums: 22,500, 4,952
    and 800 less 1,530 are 26,722."""
    income, other = (
        "ComprehensiveIncomeNetOfTax",
        "OtherComprehensiveIncomeLossNetOfTaxPeriodIncreaseDecrease",
    )
    tree = harbor.root / "filings" / "hbr" / "networks" / "changes.csv"
    axis = f"1,StatementTable,,,\n2,{AXIS},,,\n3,EquityComponentDomain,,,\n4,CommonStockIncludingAdditionalPaidInCapitalMember,,,\n"
    lines = (
        "StockholdersEquity,periodStart",
        "ProfitLoss,",
        f"{other},",
        f"{income},",
        f"{PAID},",
        "Dividends,negated",
    )
    tree.write_text(
        f"level,concept,label,part_of,weight\n0,StatementOfStockholdersEquityAbstract,,,\n{axis}4,RetainedEarningsMember,,,\n"
        "2,StatementLineItems,,,\n"
        + "".join(f"3,{line},,\n" for line in (*lines, "StockholdersEquity,periodEnd")),
        encoding="utf-8",
    )
    named = "changes:\n  number: 100060\n  kind: Statement\n  title: Changes\n  title_ja: 変動\n"
    harbor.write("networks.yaml", harbor.read("networks.yaml") + named.encode())
    text = EQUITY.replace(
        f"{PAID},", f'{other},,Other,—,30,30\n{income},,All income,—,"4,952","4,952"\n{PAID},'
    )
    text = text.replace('"(1,500)","(1,500)"', '"(1,530)","(1,530)"')
    table = EQUITY_TABLE.replace("[equity]", "[changes]")
    assert [
        one for one in told(harbor, "eq.csv", text, table) if "should be" in one or "add up" in one
    ] == []
    wrong = told(harbor, "eq.csv", text.replace('"(1,530)","(1,530)"', '"(1,530)","(1,630)"'))
    assert (
        "eq.csv:7 [Total]: Dividends is (1,630); it should be (1,530) (error) [calc.tie]" in wrong
    )


def test_tax_rates_of_segments_do_not_add_up_to_that_of_the_company(harbor: Harbor) -> None:
    """14.9 % and 12.6 % are 14.1 % of all."""
    network(
        harbor,
        "segments",
        "3,OperatingIncomeLoss,,,",
        "3,CostOfRevenue,,,",
        "3,EffectiveIncomeTaxRateContinuingOperations,,,",
    )
    text = (
        "concept,label,scale,Tools,Marine,All\nRevenues,Sales,,20.1,11.9,32.0\nOperatingIncomeLoss,Income,,3.0,1.5,4.5\n"
        "CostOfRevenue,Cost,,9.0,6.0,15.0\nEffectiveIncomeTaxRateContinuingOperations,Rate,percent,14.9%,12.6%,14.1%\n"
    )
    assert told(harbor, "few.csv", text, SEGMENTS_TABLE) == []
    assert told(harbor, "few.csv", text.replace("3.0,1.5", "3.5,1.5")) == [
        "warning: few.csv:3 [All]: Income is 4.5; the cells around it add up to 5 [calc.crossing]"
    ]


def test_a_total_in_millions_beside_parts_in_thousands_may_be_rounded(harbor: Harbor) -> None:
    """20,110 and 11,930 thousand are 32,040, printed as 32.0; 32.1 would be another."""
    table = SEGMENTS_TABLE.replace("scale: millions, members", "scale: thousands, members")
    text = 'concept,label,Tools,Marine,All\nRevenues,Sales,"20,110","11,930",32.0\nOperatingIncomeLoss,Income,"3,020","1,510",4.5\n'
    assert told(harbor, "few.csv", text, table) == []
    wrong = text.replace("4.5", "4.6") + ""
    assert [one for one in told(harbor, "few.csv", wrong) if "Income" in one] != []


def test_a_forecast_beside_what_became_of_it_is_no_part(harbor: Harbor) -> None:
    """The segments are the total of every line; two forecasts of each are members too, and add up
    to none."""
    table = SEGMENTS_TABLE.replace("notes:\n", "")
    names = (
        "CostOfRevenue",
        "InterestExpense",
        "DepreciationDepletionAndAmortization",
        "PaymentsToAcquirePropertyPlantAndEquipment",
    )
    network(harbor, "segments", "3,OperatingIncomeLoss,,,", *(f"3,{name},,," for name in names))
    tree = harbor.read("networks/segments.csv").decode()
    line = next(one for one in tree.splitlines() if one.startswith("2,") and "LineItems" in one)
    axis = "2,StatementScenarioAxis,,,\n3,ScenarioUnspecifiedDomain,,,\n4,ScenarioForecastMember,,,\n4,ScenarioPlanMember,,,\n"
    harbor.write("networks/segments.csv", tree.replace(line, axis + line).encode())
    for name, member in (("Guess", "ScenarioForecastMember"), ("Plan", "ScenarioPlanMember")):
        table += f"      {name}: {{{SEGMENT}, members: {{StatementScenarioAxis: {member}}}}}\n"
    text = (
        "concept,label,Tools,Marine,All,Guess,Plan\nRevenues,Sales,20.1,11.9,32.0,31.0,30.0\nOperatingIncomeLoss,Income,3.0,1.5,4.5,4.4,4.1\n"
        "CostOfRevenue,Cost,9.0,6.0,15.0,,\nInterestExpense,Interest,0.2,0.1,0.3,,\n"
        "DepreciationDepletionAndAmortization,Depreciation,1.0,1.0,2.0,,\nPaymentsToAcquirePropertyPlantAndEquipment,Spent,2.0,1.0,3.0,,\n"
    )
    assert told(harbor, "few.csv", text, table + "notes:\n") == []
    assert told(harbor, "few.csv", text.replace("9.0,6.0", "9.5,6.0")) == [
        "warning: few.csv:4 [All]: Cost is 15; the cells around it add up to 15.5 [calc.crossing]"
    ]
