"""Equity by component is the balance sheet's line, and an amount per share is amount over shares:
asked of every filing.

Net income of 3,555 and 4,922 thousand over 5,010,000 and 5,120,000 diluted shares is 0.709 and
0.961.
"""

import pytest

from harbor_case import Harbor

DEFINED = """  - id: eq
    file: equity.csv
    title: Equity
    networks: [equity]
    columns:
      Earned: {period: 2024-12-31, unit: USD, scale: thousands, members: {StatementEquityComponentsAxis: RetainedEarningsMember}}
      Held: {period: 2024-12-31, unit: USD, scale: thousands, members: {StatementEquityComponentsAxis: TreasuryStockMember}}
notes:
"""


def equity(harbor: Harbor, earned: str, held: str) -> list[str]:
    row = f'StockholdersEquity,periodEnd,Balance,"{earned}",{held}'
    (harbor.filing / "equity.csv").write_text(
        f"concept,role,label,Earned,Held\n{row}\n", encoding="utf-8"
    )
    harbor.edit("filing.yaml", "notes:\n", DEFINED)
    return harbor.build().texts


def test_components_are_the_lines_of_the_balance_sheet(harbor: Harbor) -> None:
    """Retained earnings are 16,422, treasury stock is 500, which the balance sheet deducts."""
    assert equity(harbor, "16,422", "(500)") == []


def test_a_component_that_is_not_the_line_of_the_balance_sheet_is_an_error_at_its_cell(
    harbor: Harbor,
) -> None:
    assert equity(harbor, "16,442", "500") == [
        "equity.csv:2 [Earned]: Balance is 16,442; it should be 16,422 (error) [calc.tie]",
        "equity.csv:2 [Held]: Balance is 500; it should be (500) (error) [calc.tie]",
    ]


DILUTED = 'diluted",0.71,0.96'


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("0.71,0.96", ""),
        ("0.71,0.69", "0.69"),
        ("7.10,9.60", "7.1"),
        ("0.71,(0.96)", "(0.96)"),
        ("0.71,—", "0"),
    ],
)
def test_an_amount_per_share_that_is_not_amount_over_shares_is_a_warning(
    harbor: Harbor, printed: str, told: str
) -> None:
    harbor.edit("per-share.csv", DILUTED, f'diluted",{printed}')
    texts = [text for text in harbor.build().texts if "calc.per-share" in text]
    assert bool(texts) == bool(told)
    if told:
        over = "NetIncomeLoss over WeightedAverageNumberOfDilutedSharesOutstanding is 0."
        assert f"Net income per share, diluted is {told}; {over}" in texts[0]


def test_shares_in_thousands_that_were_taken_for_ones_are_told(harbor: Harbor) -> None:
    """5,010 and 5,120 shares would have earned 709 and 961 dollars each."""
    harbor.edit("per-share.csv", '"5,010,000","5,120,000"', '"5,010","5,120"')
    texts = [text for text in harbor.build().texts if "calc.per-share" in text]
    assert len(texts) == 2
    assert (
        "is 0.71; NetIncomeLoss over WeightedAverageNumberOfDilutedSharesOutstanding is 709.58"
        in texts[0]
    )


def without_shares(harbor: Harbor, *edits: tuple[str, str]) -> list[str]:
    """The table per share without shares: 3,555 thousand at 0.71 imply 5.01 million, 4,922 at 0.96
    imply 5.13 million."""
    for line in (
        '51,WeightedAverageNumberOfSharesOutstandingBasic,"Weighted-average shares, basic","4,950,000","5,000,000"\n',
        '52,WeightedAverageNumberOfDilutedSharesOutstanding,"Weighted-average shares, diluted","5,010,000","5,120,000"\n',
    ):
        harbor.edit("per-share.csv", line, "")
    defined, name, _ = (
        harbor.read("filing.yaml").decode().partition("  - name: Basic net income per share")
    )
    assert name
    harbor.write("filing.yaml", defined.encode())
    for old, new in edits:
        harbor.edit("per-share.csv", old, new)
    return [text for text in harbor.build().texts if "calc.per-share" in text]


def test_a_loss_per_share_of_a_year_with_income_is_told_without_shares(harbor: Harbor) -> None:
    assert without_shares(harbor) == []
    harbor.edit("per-share.csv", "0.71,0.96", "0.71,(0.96)")
    (text,) = [text for text in harbor.build().texts if "calc.per-share" in text]
    told = "Net income per share, diluted is (0.96), and Net income is 4,922: one is a loss"
    assert text == f"warning: per-share.csv:3 [FY2024]: {told} [calc.per-share]"


def test_a_loss_that_preferred_dividends_may_have_made_is_left_alone(harbor: Harbor) -> None:
    """4,922 less dividends of 5,000 is a loss of 0.02 a share, which implies 246 million shares and
    no 5 million."""
    preferred = "PreferredStockDividendsAndOtherAdjustments"
    harbor.edit(
        "networks/income-statement.csv",
        "1,NetIncomeLoss,total,,\n",
        f"1,NetIncomeLoss,total,,\n1,{preferred},,,\n",
    )
    harbor.edit(
        "income-statement.csv",
        '"4,922",10.1\n',
        f'"4,922",10.1\n43,{preferred},Preferred dividends,,"5,020",\n',
    )
    assert without_shares(harbor, ("0.71,0.96", "0.71,(0.02)"), ("0.72,0.98", "0.72,(0.02)")) == []
