"""One spoiled cell, row or header of a table: the finding names it, and the last good output
stays."""

import pytest

from harbor_case import Harbor

BS = "balance-sheet.csv"
AT = "balance-sheet.csv:5 [2023-12-31]"
ALLOWANCE = "{92 = AllowanceForDoubtfulAccountsReceivableCurrent @ 2024-12-31}"


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ('"7,2,60"', "'7,2,60' is grouped wrongly"),
        ('"(7,260"', "'(7,260' has a parenthesis that is not closed"),
        ('"7,260)"', "'7,260)' has a parenthesis that is not closed"),
        ('"-(7,260)"', "'-(7,260)' has both a sign and parentheses"),
        ("NaN", "'NaN' is not a number"),
        ("inf", "'inf' is not a number"),
        ("1e5", "'1e5' is in exponent form"),
        ("#REF!", "'#REF!' is an Excel error, not a number"),
        ("#DIV/0!", "'#DIV/0!' is an Excel error, not a number"),
        ("７２６０", "'７２６０' has full-width characters"),
        ("7260%", "'7260%' is a percentage, its column or row is not"),
        ("7.260.000", "'7.260.000' is not a number"),
        ("n/a", "'n/a' is not a number"),
        ("7" * 61, f"'{'7' * 37}...' is not a number"),
    ],
)
def test_a_cell_that_is_no_printed_number_is_named(harbor: Harbor, printed: str, said: str) -> None:
    harbor.edit(BS, '"7,260"', printed)
    assert harbor.refused().texts == [f"{AT}: {said} [read.number]"]


@pytest.mark.parametrize(
    ("name", "old", "new", "texts"),
    [
        (
            BS,
            "4,InventoryNet,",
            "4,InventryNet,",
            ["balance-sheet.csv:5 [concept]: there is no concept 'InventryNet' [build.concept]"],
        ),
        (
            BS,
            "5,PrepaidExpenseCurrent,",
            "5,InventoryNet,",
            [
                "balance-sheet.csv:6: InventoryNet already stands in row 5 of this table [build.row-twice]"
            ],
        ),
        (
            BS,
            '"7,260","7,884"',
            '7,260,"7,884"',
            ["balance-sheet.csv:5: the row has 6 cells, the header has 5 [read.columns]"],
        ),
        (
            BS,
            ',"7,260","7,884"',
            ',"7,260"',
            ["balance-sheet.csv:5: the row has 4 cells, the header has 5 [read.columns]"],
        ),
        (
            BS,
            "Inventories",
            '"Inventories',
            ["balance-sheet.csv:5: this is not valid CSV: ',' expected after '\"' [read.csv]"],
        ),
        (
            BS,
            "Inventories",
            "Inven\x01tories",
            [
                "balance-sheet.csv:5 [label]: U+0001 is not a character that a filing can hold [read.character]"
            ],
        ),
        (
            BS,
            "Inventories",
            "Inven\ufffetories",
            [
                "balance-sheet.csv:5 [label]: U+FFFE is not a character that a filing can hold [read.character]"
            ],
        ),
        (
            BS,
            "Inventories",
            "Inven\u202etories",
            [
                "balance-sheet.csv:5 [label]: U+202E turns the direction of the text [read.character]"
            ],
        ),
        (
            BS,
            "Inventories",
            "Inven\u2066tories",
            [
                "balance-sheet.csv:5 [label]: U+2066 turns the direction of the text [read.character]"
            ],
        ),
        (
            BS,
            "Inventories",
            "I" * 10_000_000,
            [
                "balance-sheet.csv:5 [label]: the cell holds more than 100,000 characters [read.cell]"
            ],
        ),
        (
            "highlights.csv",
            "2023-12-31",
            "2023-12-3l",
            ["highlights.csv:1 [2023-12-3l]: the column '2023-12-3l' is not defined [read.column]"],
        ),
        (
            "highlights.csv",
            "2023-12-31",
            "",
            ["highlights.csv:1: a column has no name [read.header]"],
        ),
        (
            "highlights.csv",
            "2023-12-31",
            "2024-12-31",
            ["highlights.csv:1: the column '2024-12-31' stands twice [read.header]"],
        ),
        (
            "highlights.csv",
            "2023-12-31",
            "2023\x02",
            [
                "highlights.csv:1: U+0002 is not a character that a filing can hold [read.character]",
                "highlights.csv:1 [2023\\u0002]: the column '2023\\u0002' is not defined [read.column]",
            ],
        ),
        (
            "highlights.csv",
            "shops,",
            "shop,",
            ["highlights.csv:3: there is no note 'shop' [build.note]"],
        ),
        (
            "highlights.csv",
            "91,Assets,",
            "91,,",
            [
                "highlights.csv:2 [2023-12-31]: the row has numbers and no concept [build.concept]",
                "highlights.csv:2 [2024-12-31]: the row has numbers and no concept [build.concept]",
            ],
        ),
        (
            "cash-flow.csv",
            "periodStart",
            "periodBegin",
            [
                "cash-flow.csv:19: CashAndCashEquivalentsAtCarryingValue does not stand with the label role 'periodBegin' "
                "in 'cash-flow' [build.place]"
            ],
        ),
        (
            "per-share.csv",
            "53,EarningsPerShareBasic",
            "53,ShareBasedCompensation",
            ["per-share.csv:4: ShareBasedCompensation does not stand in 'per-share' [build.place]"],
        ),
        (
            BS,
            ALLOWANCE,
            ALLOWANCE[:-1],
            ["balance-sheet.csv:4 [label]: a brace is not closed [build.label]"],
        ),
        (
            BS,
            ALLOWANCE,
            "{92}",
            [
                "balance-sheet.csv:4 [label]: '{92}' does not name a number, a concept and a column [build.label]"
            ],
        ),
        (
            BS,
            ALLOWANCE,
            ALLOWANCE.replace("92", "9,2"),
            ["balance-sheet.csv:4 [label]: '9,2' is grouped wrongly [build.label]"],
        ),
        (
            BS,
            ALLOWANCE,
            ALLOWANCE.replace("2024", "2025"),
            [
                "balance-sheet.csv:4 [label]: there is no column '2025-12-31' in this table [build.label]"
            ],
        ),
    ],
)
def test_a_spoiled_row_label_or_header_is_named(
    harbor: Harbor, name: str, old: str, new: str, texts: list[str]
) -> None:
    harbor.edit(name, old, new)
    assert harbor.refused().texts == texts


def test_near_names_are_suggested_for_a_name_that_is_not_known(harbor: Harbor) -> None:
    harbor.edit(BS, "4,InventoryNet,", "4,InventryNet,")
    told = harbor.refused()
    assert (
        told.hints[
            "balance-sheet.csv:5 [concept]: there is no concept 'InventryNet' [build.concept]"
        ]
        == "did you mean InventoryNet?"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "=HandToolsMember,25.9",
            "=TreasuryStockMember,25.9",
            "'TreasuryStockMember' does not stand under StatementBusinessSegmentsAxis [build.member]",
        ),
        (
            "=HandToolsMember,25.9",
            "=HandToolMember,25.9",
            "there is no member 'HandToolMember' [build.member]",
        ),
        (
            "81,Revenues,Hand tools,StatementBusinessSegmentsAxis=",
            "81,Revenues,Hand tools,StatementClassOfStockAxis=",
            "'StatementClassOfStockAxis' is not an axis of this table's networks [build.axis]",
        ),
        (
            "81,Revenues,Hand tools,StatementBusinessSegmentsAxis=",
            "81,Revenues,Hand tools,SegmentAxis=",
            "'SegmentAxis' is not known [build.axis]",
        ),
    ],
)
def test_a_member_outside_its_axis_is_named_once_where_the_row_says_it(
    harbor: Harbor, old: str, new: str, said: str
) -> None:
    harbor.edit("segments.csv", old, new)
    assert harbor.refused().texts == [f"segments.csv:2 [members]: {said}"]


def test_a_member_without_an_axis_is_named_at_its_row(harbor: Harbor) -> None:
    harbor.edit(
        "segments.csv",
        "81,Revenues,Hand tools,StatementBusinessSegmentsAxis=",
        "81,Revenues,Hand tools,",
    )
    assert (
        "segments.csv:2: 'HandToolsMember' is not an axis with a member [read.members]"
        in harbor.refused().texts
    )


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (
            "91,Assets,Total assets,,,",
            "91,Assets,Total assets,,pure,",
            [
                "highlights.csv:2 [2023-12-31]: Assets is an amount of money, 'pure' is not a currency [build.unit]",
                "highlights.csv:2 [2024-12-31]: Assets is an amount of money, 'pure' is not a currency [build.unit]",
            ],
        ),
        (
            "hbr:shop",
            "abc:shop",
            [
                "highlights.csv:3 [2023-12-31]: RetailStoresCount needs a unit of the company, 'abc:shop' is none [build.unit]",
                "highlights.csv:3 [2024-12-31]: RetailStoresCount needs a unit of the company, 'abc:shop' is none [build.unit]",
            ],
        ),
        ("hbr:shop", "many shops", ["highlights.csv:3: 'many shops' is not a unit [read.unit]"]),
    ],
)
def test_a_unit_that_does_not_fit_the_type_is_named(
    harbor: Harbor, old: str, new: str, texts: list[str]
) -> None:
    harbor.edit("highlights.csv", old, new)
    assert harbor.refused().texts == texts


def test_a_pure_or_share_count_in_another_unit_is_named(harbor: Harbor) -> None:
    harbor.edit("per-share.csv", "line,concept,label,", "unit,concept,label,")
    harbor.edit("per-share.csv", "51,Weighted", "USD,Weighted")
    for line in ("52,", "53,", "54,"):
        harbor.edit("per-share.csv", f"\n{line}", "\n,")
    said = "WeightedAverageNumberOfSharesOutstandingBasic counts shares, its unit can't be 'USD' [build.unit]"
    assert harbor.refused().texts == [
        f"per-share.csv:2 [FY2023]: {said}",
        f"per-share.csv:2 [FY2024]: {said}",
    ]


def test_a_line_out_of_the_network_s_order_is_named(harbor: Harbor) -> None:
    lines = harbor.read("income-statement.csv").decode().splitlines(keepends=True)
    lines[5], lines[6] = lines[6], lines[5]
    harbor.write("income-statement.csv", "".join(lines).encode())
    said = "ProductDevelopmentCosts is printed after OperatingExpenses, the network has it before"
    assert harbor.refused().texts == [f"income-statement.csv:7: {said} [build.order]"]
