"""Statements of equity as companies print them: right ones are silent, whatever columns and lines
they have beside the usual ones; the same with a mistake are not."""

import pytest

from harbor_case import Harbor

AXIS, SE = "StatementEquityComponentsAxis", "StockholdersEquity"
MEMBERS = {
    "CI": "ComprehensiveIncomeMember",
    "Preferred": "PreferredStockMember",
    "Stock": "CommonStockIncludingAdditionalPaidInCapitalMember",
    "Earned": "RetainedEarningsMember",
    "AOCI": "AccumulatedOtherComprehensiveIncomeMember",
    "Other": "RetainedEarningsAppropriatedMember",
    "NCI": "NoncontrollingInterestMember",
}
SHARES = (
    "{StockholdersEquity: CommonStockSharesOutstanding, "
    "StockIssuedDuringPeriodValueNewIssues: StockIssuedDuringPeriodSharesNewIssues}"
)
PAID = "AdjustmentsToAdditionalPaidInCapitalSharebasedCompensationRequisiteServicePeriodRecognitionValue"
OCI = "OtherComprehensiveIncomeLossNetOfTaxPeriodIncreaseDecrease"
TCI = "ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest"
WITH_NCI = "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest"
OPEN, CLOSE, NEW = "periodStart", "periodEnd", "StockIssuedDuringPeriodValueNewIssues"

RIGHT = {
    "total comprehensive income beside blank components": [
        f"{SE},{OPEN},9000,13000,500,22500", "ProfitLoss,,,4922,,4922", f"{OCI},,,,(200),(200)", f"{TCI},total,,,,4722",
        f"{PAID},,1000,,,1000", "Dividends,,,(1500),,(1500)", f"{SE},{CLOSE},10000,16422,300,26722",
    ],
    "a memo column of comprehensive income": [
        f"{SE},{OPEN},,9000,13000,500,22500", "ProfitLoss,,4922,,4922,,4922", f"{OCI},,(200),,,(200),(200)", f"{TCI},total,4722,,,,",
        f"{PAID},,,1000,,,1000", "Dividends,,,,(1500),,(1500)", f"{SE},{CLOSE},,10000,16422,300,26722",
    ],
    "shares beside amounts": [
        f"{SE},{OPEN},4950000,9500,13000,22500", "ProfitLoss,,—,—,4922,4922", f"{NEW},,80000,800,—,800", "Dividends,,—,—,(1500),(1500)",
        f"{SE},{CLOSE},5030000,10300,16422,26722",
    ],
    "noncontrolling interests": [
        f"{WITH_NCI},{OPEN},9500,13000,400,22900", "ProfitLoss,,—,4922,60,4982", f"{PAID},,800,—,—,800", "Dividends,,—,(1500),(30),(1530)",
        f"{WITH_NCI},{CLOSE},10300,16422,430,27152",
    ],
    "columns without movements": [
        f"{SE},{OPEN},500,700,8300,13000,22500", "ProfitLoss,,,,,4922,4922", f"{PAID},,,,800,,800", "Dividends,,,,,(1500),(1500)",
        f"{SE},{CLOSE},500,700,9100,16422,26722",
    ],
    "a row of both signs": [
        f"{SE},{OPEN},1000,8500,13000,22500", "ProfitLoss,,—,—,4922,4922", f"{NEW},,(100),900,—,800", "Dividends,,—,—,(1500),(1500)",
        f"{SE},{CLOSE},900,9400,16422,26722",
    ],
}  # fmt: skip
COLUMNS = {
    "total comprehensive income beside blank components": ("Stock", "Earned", "AOCI", "Total"),
    "a memo column of comprehensive income": ("CI", "Stock", "Earned", "AOCI", "Total"),
    "shares beside amounts": ("Shares", "Stock", "Earned", "Total"),
    "noncontrolling interests": ("Stock", "Earned", "NCI", "Total"),
    "columns without movements": ("Preferred", "Other", "Stock", "Earned", "Total"),
    "a row of both signs": ("Other", "Stock", "Earned", "Total"),
}


def defined(name: str) -> str:
    members = f"members: {{{AXIS}: {MEMBERS[name]}}}, " if name in MEMBERS else ""
    amounts = "unit: USD, scale: thousands"
    kind = f"unit: shares, concepts: {SHARES}" if name == "Shares" else amounts
    return f"      {name}: {{{members}period: 2024-01-01/2024-12-31, {kind}}}\n"


def build(harbor: Harbor, kind: str, rows: list[str]) -> list[str]:
    table = (
        "  - id: eq\n    file: equity.csv\n    title: Statement of Equity\n    networks: [equity]\n"
    )
    columns = "    columns:\n" + "".join(map(defined, COLUMNS[kind]))
    if not (harbor.filing / "equity.csv").exists():
        harbor.edit("filing.yaml", "notes:\n", table + columns + "notes:\n")
    header = ",".join(("concept", "role", "label", *COLUMNS[kind]))
    lines = [",".join((*row.split(",")[:2], "Line", *row.split(",")[2:])) for row in rows]
    (harbor.filing / "equity.csv").write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return [text for text in harbor.build().texts if "equity.csv" in text]


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_statement_is_silent(harbor: Harbor, kind: str) -> None:
    assert build(harbor, kind, RIGHT[kind]) == []


def test_two_openings_that_changed_places_are_told_where_nothing_moves(harbor: Harbor) -> None:
    """Across, 700 and 500 add up as 500 and 700 do; down, each is not what it closes with."""
    rows = list(RIGHT["columns without movements"])
    rows[0] = rows[0].replace("500,700", "700,500")
    assert build(harbor, "columns without movements", rows) == [
        "equity.csv:6 [Other]: Line is 700; it should be 500 (error) [calc.tie]",
        "equity.csv:6 [Preferred]: Line is 500; it should be 700 (error) [calc.tie]",
    ]


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("a memo column of comprehensive income", "4922,,4922", "4292,,4922"),
        ("a memo column of comprehensive income", ",16422,300,26722", ",16422,300,26772"),
        ("a row of both signs", "(100),900,—,800", "100,900,—,800"),
        ("noncontrolling interests", "4922,60,4982", "4922,66,4982"),
        ("shares beside amounts", "80000,800", "8000,800"),
    ],
)
def test_a_mistake_in_such_a_statement_is_told(
    harbor: Harbor, kind: str, old: str, new: str
) -> None:
    rows = [row.replace(old, new) for row in RIGHT[kind]]
    assert rows != RIGHT[kind]
    assert build(harbor, kind, rows)
