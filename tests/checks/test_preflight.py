"""Derived values, duplicates, ties and declarations on the harbor case, with one number changed at
a time."""

import csv

import pytest

from harbor_case import Harbor, Told

SALES = '31,Revenues,Net sales,"41,250","48,600",100.0'
DECLARED = "declared:\n  - {DECLARATION, reason: It is printed so.}\nties:\n"


def declare(harbor: Harbor, declaration: str) -> None:
    harbor.edit("filing.yaml", "ties:\n", DECLARED.replace("DECLARATION", declaration))


def rows(harbor: Harbor, **wanted: str) -> list[dict[str, str]]:
    with (harbor.output / "tieout.csv").open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if all(row[name] == value for name, value in wanted.items())
        ]


def clean(told: Told) -> bool:
    return (told.code, told.findings) == (0, ())


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("23.0", "holds"),
        ("23", "holds"),
        ("23.00", "holds"),
        ("—", ""),
        ("2?.0", "unreadable"),
        ("23.01", "error"),
        ("22.9", "error"),
        ("1?.0", "error"),
    ],
)
def test_a_derived_percent_is_compared_in_its_printed_digits(
    harbor: Harbor, printed: str, status: str
) -> None:
    """11,178 of 48,600 is 0.23 exactly; its bounds are 22.9987 and 23.0013 percent."""
    harbor.edit("income-statement.csv", '"11,178",23.0', f'"11,178",{printed}')
    if status == "error":
        shown = {"1?.0": "10"}.get(printed, printed)
        assert harbor.refused().texts == [
            f"income-statement.csv:5 [FY2024 %]: Selling, general and administrative is {shown}; "
            "its formula gives 23 (error) [calc.derived]"
        ]
        return
    assert clean(harbor.build())
    found = rows(harbor, kind="derived", item="SellingGeneralAndAdministrativeExpense")
    assert [row["status"] for row in found] == ([status] if status else [])


def test_a_printed_percent_inside_the_bounds_of_rounded_parts_is_rounding(harbor: Harbor) -> None:
    """242 of 48,600 is 0.49794 percent, 241.5 to 242.5 give 0.49691 to 0.49898: 0.497 meets them,
    0.5 is what it rounds to."""
    harbor.edit("income-statement.csv", "(0.5)", "(0.497)")
    assert clean(harbor.build())
    assert [row["status"] for row in rows(harbor, kind="derived", item="InterestExpense")] == [
        "rounding"
    ]


def test_a_declared_percent_is_told_with_its_reason_and_must_be_the_difference_found(
    harbor: Harbor,
) -> None:
    harbor.edit("income-statement.csv", "41.0", "41.2")
    declare(
        harbor,
        'kind: derived, table: is, concept: GrossProfit, column: "FY2024 %", difference: "0.2"',
    )
    assert clean(harbor.build())
    (row,) = rows(harbor, kind="derived", item="GrossProfit")
    assert (row["status"], row["note"], row["reported"], row["computed"]) == (
        "declared",
        "It is printed so.",
        "0.412",
        "0.41",
    )


def test_a_declared_sum_becomes_a_footnote_of_its_total(harbor: Harbor) -> None:
    """Total liabilities printed 10,674 for 10,665, and the sum above it 9 too much as well."""
    harbor.edit("balance-sheet.csv", 'Total liabilities,"10,665"', 'Total liabilities,"10,674"')
    assert harbor.refused().texts == [
        "balance-sheet.csv:18 [2023-12-31]: Total liabilities is 10,674; its parts add up to 10,665 (error) [calc.sum]",
        "balance-sheet.csv:24 [2023-12-31]: Total liabilities and shareholders' equity is 33,165; "
        "its parts add up to 33,174 (error) [calc.sum]",
    ]
    harbor.edit(
        "filing.yaml",
        "ties:\n",
        "declared:\n"
        '  - {kind: sum, table: bs, concept: Liabilities, column: "2023-12-31", difference: "9", reason: Misprint.}\n'
        '  - {kind: sum, table: bs, row: 24, column: "2023-12-31", difference: "-9", reason: Follows from it.}\n'
        "ties:\n",
    )
    assert clean(harbor.build())
    assert [
        (row["item"], row["difference"], row["note"]) for row in rows(harbor, status="declared")
    ] == [
        ("Liabilities", "9000", "Misprint."),
        ("LiabilitiesAndStockholdersEquity", "-9000", "Follows from it."),
    ]
    page = (harbor.output / "hbr-20241231.xbrl").read_text(encoding="utf-8")
    assert 'xlink:from="bs.Liabilities.2023-12-31.USD" xlink:to="declared-1"' in page


def test_a_declared_duplicate_is_printed_untagged_and_a_needless_one_is_a_finding(
    harbor: Harbor,
) -> None:
    declare(
        harbor,
        'kind: duplicate, table: hl, concept: Assets, column: "2024-12-31", difference: "0.305"',
    )
    assert harbor.refused().texts == [
        "filing.yaml:54: the declared duplicate at hl Assets [2024-12-31] matches no discrepancy [declared.nothing]"
    ]
    harbor.edit("highlights.csv", "37.1", "37.4")
    assert clean(harbor.build())
    (row,) = rows(harbor, kind="duplicate", statement="hl", period="2024-12-31")
    assert (row["status"], row["reported"], row["computed"]) == ("declared", "37400000", "37095000")
    page = (harbor.output / "hbr-20241231.xbrl").read_text(encoding="utf-8")
    assert "hl.Assets.2023-12-31.USD" in page
    assert "hl.Assets.2024-12-31.USD" not in page


def test_two_cells_of_the_same_precision_must_say_the_same(harbor: Harbor) -> None:
    """The tie of the two is only rounding: 8,295.5 could be printed either way. One fact can't have
    two values, though."""
    harbor.edit(
        "cash-flow.csv",
        '"Cash, end of the year","6,120","8,295"',
        '"Cash, end of the year","6,120","8,296"',
    )
    assert harbor.refused().texts == [
        "cash-flow.csv:20 [FY2024]: Cash, end of the year is 8,296; the other place says 8,295 (error) [calc.duplicate]",
        "cash-flow.csv:20 [FY2024]: Closing cash is opening cash plus the change is 8,296; it should be 8,295 (error) [calc.tie]",
    ]


def test_a_declared_tie_holds_its_peace(harbor: Harbor) -> None:
    """4,922 thousand over 5,000,000 shares is 0.9844; 0.99 is 0.0056 too much."""
    harbor.edit("per-share.csv", "0.98", "0.99")
    declare(
        harbor,
        'kind: tie, table: eps, concept: EarningsPerShareBasic, column: FY2024, difference: "0.0056"',
    )
    assert clean(harbor.build())
    assert [row["status"] for row in rows(harbor, kind="tie")][:3] == [
        "holds",
        "rounding",
        "declared",
    ]


def test_a_tie_to_an_empty_cell_is_unchecked_and_never_holds(harbor: Harbor) -> None:
    harbor.edit("per-share.csv", 'basic",0.72,', 'basic",,')
    assert harbor.build().code == 0
    assert [row["status"] for row in rows(harbor, kind="tie")][:3] == [
        "holds",
        "unchecked",
        "rounding",
    ]


def test_a_part_that_can_not_be_read_makes_its_sum_unreadable_when_its_digits_allow_the_total(
    harbor: Harbor,
) -> None:
    harbor.edit("balance-sheet.csv", '"3,905"', '"3,9?5"')
    assert clean(harbor.build())
    assert [
        row["status"] for row in rows(harbor, item="LiabilitiesCurrent", period="2023-12-31")
    ] == ["unreadable"]
    harbor.edit("balance-sheet.csv", '"3,9?5"', '"3,8?5"')
    assert harbor.build().texts == [
        "balance-sheet.csv:15 [2023-12-31]: Total current liabilities is 6,445; its parts add up to 2,540 (error) [calc.sum]"
    ]
