"""Opening balances before and after a new standard (ASC 250-10-50-3): 13,000 and 450 are 13,450,
and with 4,922 less 1,950 they are 16,422."""

import random

import pytest

from harbor_case import Harbor

EQUITY = "StatementEquityComponentsAxis"
COLUMNS = {
    "Stock": f"members: {{{EQUITY}: CommonStockIncludingAdditionalPaidInCapitalMember}}, ",
    "Earned": f"members: {{{EQUITY}: RetainedEarningsMember}}, ",
    "Total": "",
}
DEFINED = (
    "  - id: eq\n    file: equity.csv\n    title: Statement of Equity\n    networks: [equity]\n    columns:\n"
    + "".join(
        f"      {name}: {{{members}period: 2024-01-01/2024-12-31, unit: USD, scale: thousands}}\n"
        for name, members in COLUMNS.items()
    )
    + "notes:\n"
)
EFFECT, AFTER = (
    f"CumulativeEffectPeriodOfAdoptionAxis=CumulativeEffectPeriodOfAdoption{name}Member"
    for name in ("Adjustment", "AdjustedBalance")
)
PAID = "AdjustmentsToAdditionalPaidInCapitalSharebasedCompensationRequisiteServicePeriodRecognitionValue"
ROWS = [
    ["StockholdersEquity", "periodStart", "", "9,500", "13,000", "22,500"],
    ["StockholdersEquity", "periodStart", EFFECT, "", "450", "450"],
    ["StockholdersEquity", "periodStart", AFTER, "9,500", "13,450", "22,950"],
    ["ProfitLoss", "", "", "—", "4,922", "4,922"],
    [PAID, "", "", "800", "—", "800"],
    ["Dividends", "", "", "—", "(1,950)", "(1,950)"],
    ["StockholdersEquity", "periodEnd", "", "10,300", "16,422", "26,722"],
]


def build(harbor: Harbor, rows: list[list[str]]) -> list[str]:
    lines = ["concept,role,members,label,Stock,Earned,Total"]
    for row in rows:
        cells = [*row[:3], "Line", *row[3:]]
        lines.append(",".join(f'"{cell}"' for cell in cells))
    (harbor.filing / "equity.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [text for text in harbor.build().texts if text.startswith("equity.csv")]


@pytest.mark.parametrize("after", [True, False], ids=["with-the-balance-after", "without"])
def test_a_new_standard_is_a_step_and_every_wrong_digit_is_told(
    harbor: Harbor, after: bool
) -> None:
    harbor.edit("filing.yaml", "notes:\n", DEFINED)
    rows = [list(row) for row in ROWS if after or row[2] != AFTER]
    assert build(harbor, rows) == []
    chosen = random.Random(after)
    for _ in range(15):
        row, column = chosen.randrange(len(rows)), chosen.choice((3, 4, 5))
        old = rows[row][column]
        places = [n for n, char in enumerate(old) if char.isdigit()]
        if not places:
            continue
        place = chosen.choice(places)
        digit = chosen.choice([d for d in "123456789" if d != old[place]])
        rows[row][column] = old[:place] + digit + old[place + 1 :]
        assert build(harbor, rows), f"row {row}: {old} as {rows[row][column]}"
        rows[row][column] = old
