"""What must agree in anyone's statements is written beside the base, and checked without the
preparer asking for it."""

import csv
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.curated.base_ties import read_base_ties
from harbor_case import Harbor

GOODWILL, ASSETS = 'Goodwill,Goodwill,"2,100"', 'Assets,Total assets,"33,165"'
OFF = "balance-sheet.csv:10 [2023-12-31]: Total assets are total liabilities and equity is 33,16{0}; it should be 33,165 (error) [calc.tie]"


def off_by(harbor: Harbor, difference: int) -> None:
    """Both an asset and the total are too high: every total still adds up."""
    harbor.edit("balance-sheet.csv", GOODWILL, f'Goodwill,Goodwill,"2,10{difference}"')
    harbor.edit("balance-sheet.csv", ASSETS, f'Assets,Total assets,"33,16{5 + difference}"')


def tied(harbor: Harbor, item: str) -> list[tuple[str, str, str]]:
    with (harbor.output / "tieout.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["column"], row["status"], row["note"])
            for row in csv.DictReader(file)
            if (row["kind"], row["item"]) == ("tie", item)
        ]


@pytest.mark.parametrize("difference", [1, 2])
def test_a_balance_sheet_that_is_off_fails_though_each_total_adds_up(
    harbor: Harbor, difference: int
) -> None:
    off_by(harbor, difference)
    told = harbor.refused()
    assert told.texts == [OFF.format(5 + difference)]
    assert told.hints[told.texts[0]].startswith(
        "bs:Assets = bs:LiabilitiesAndStockholdersEquity: correct the cell; if"
    )


def test_one_unit_is_rounding_where_each_figure_was_rounded_by_itself(harbor: Harbor) -> None:
    harbor.edit(
        "filing.yaml",
        "networks: [balance-sheet, ",
        "rounding: independent\n    networks: [balance-sheet, ",
    )
    off_by(harbor, 1)
    assert harbor.build().code == 0
    assert {status for column, status, _ in tied(harbor, "Assets") if column == "2023-12-31"} == {
        "rounding"
    }


def test_two_units_are_an_error_even_there(harbor: Harbor) -> None:
    harbor.edit(
        "filing.yaml",
        "networks: [balance-sheet, ",
        "rounding: independent\n    networks: [balance-sheet, ",
    )
    off_by(harbor, 2)
    assert OFF.format(7) in harbor.refused().texts


def test_opening_cash_and_the_change_make_closing_cash(harbor: Harbor) -> None:
    """4,815 and 1,305 are 6,120; the opening cash of 2023 stands nowhere else."""
    harbor.edit("cash-flow.csv", '"4,815"', '"4,816"')
    message = "Closing cash is opening cash plus the change is 6,120; it should be 6,121 (error) [calc.tie]"
    assert harbor.refused().texts == [f"cash-flow.csv:20 [FY2023]: {message}"]


def test_opening_cash_the_change_and_exchange_differences_make_closing_cash(harbor: Harbor) -> None:
    """The page of 2024 tells a change of 2,170 before exchange differences of 5; it was compared
    with nothing."""
    change, before = (
        "CashAndCashEquivalentsPeriodIncreaseDecrease",
        "CashAndCashEquivalentsPeriodIncreaseDecreaseExcludingExchangeRateEffect",
    )
    effect, closing = (
        "EffectOfExchangeRateOnCashAndCashEquivalents",
        "1,CashAndCashEquivalentsAtCarryingValue,periodEnd",
    )
    network = harbor.company / "networks" / "cash-flow.csv"
    text = (
        network.read_text(encoding="utf-8")
        .replace(change, before)
        .replace(closing, f"1,{effect},,,\n{closing}")
    )
    network.write_text(text, encoding="utf-8")
    harbor.edit("cash-flow.csv", change, before)
    harbor.edit("cash-flow.csv", "79,Cash", f"78,{effect},,Exchange differences,—,5\n79,Cash")
    harbor.edit("cash-flow.csv", 'in cash,"1,305","2,175"', 'in cash,"1,305","2,170"')
    harbor.edit(
        "cash-flow.csv", 'Dividends paid,"(1,200)","(1,500)"', 'Dividends paid,"(1,200)","(1,505)"'
    )
    harbor.edit("cash-flow.csv", '"(2,000)","(2,300)"', '"(2,000)","(2,305)"')
    assert harbor.build().texts == []
    harbor.edit("cash-flow.csv", "differences,—,5", "differences,—,(5)")
    message = "Closing cash is opening cash plus the change and exchange differences is 8,295; it should be 8,285 (error) [calc.tie]"
    assert harbor.build().texts == [f"cash-flow.csv:21 [FY2024]: {message}"]


@pytest.mark.parametrize(("printed", "code"), [("4,8?5", 0), ("5,?15", 1)])
def test_a_digit_that_can_not_be_read_gets_the_room_that_it_leaves(
    harbor: Harbor, printed: str, code: int
) -> None:
    """4,8?5 can be 4,815; 5,?15 is more whatever its digit is."""
    harbor.edit("cash-flow.csv", '"4,815"', f'"{printed}"')
    assert harbor.build().code == code


def test_a_declared_one_is_told_and_arelle_says_the_same(
    harbor: Harbor, capsys: pytest.CaptureFixture[str]
) -> None:
    off_by(harbor, 1)
    declared = "{kind: tie, table: bs, concept: Assets, column: 2023-12-31, difference: '1', reason: Printed so.}"
    harbor.edit("filing.yaml", "ties:\n", f"declared:\n  - {declared}\nties:\n")
    assert main(["build", "--workspace", str(harbor.root), "--no-viewer"]) == 0, (
        capsys.readouterr().out
    )
    assert ("2023-12-31", "declared", "Printed so.") in tied(harbor, "Assets")
    assert "tie.bs.Assets.2023-12-31" in (harbor.output / "hbr-20241231_for.xml").read_text(
        encoding="utf-8"
    )


def test_what_the_filing_compares_itself_is_not_compared_twice(harbor: Harbor) -> None:
    own = '{name: Sides, left: "bs:LiabilitiesAndStockholdersEquity", right: "bs:Assets", columns: [2023-12-31]}'
    harbor.edit("filing.yaml", "ties:\n", f"ties:\n  - {own}\n")
    assert harbor.build().code == 0
    assert [column for column, _, _ in tied(harbor, "LiabilitiesAndStockholdersEquity")] == [
        "2023-12-31"
    ]
    assert [column for column, _, _ in tied(harbor, "Assets")] == ["2024-12-31"]


def test_a_column_that_prints_one_side_only_is_left_alone(harbor: Harbor) -> None:
    harbor.edit("cash-flow.csv", '"4,815"', "")
    assert harbor.build().code == 0
    assert [
        column
        for column, _, note in tied(harbor, "CashAndCashEquivalentsAtCarryingValue")
        if "periodStart" in note
    ] == ["FY2024"]


def test_a_tie_of_the_base_names_known_concepts_and_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "ties.csv").write_text(
        "name,name_ja,left,right\nA,,Asets,Liabilities\nB,,Assets +,Assets\n", encoding="utf-8"
    )
    _, findings = read_base_ties(tmp_path, "gaap/1", ["Assets", "Liabilities"])
    assert [str(finding) for finding in findings] == [
        "gaap/1/ties.csv:2: there is no concept 'Asets' [tie.concept]",
        "gaap/1/ties.csv:3: the tie can't be read: the formula ends too early [read.tie]",
    ]
    (tmp_path / "ties.csv").write_text("name,left,right\n", encoding="utf-8")
    assert [finding.code for finding in read_base_ties(tmp_path, "gaap/1", [])[1]] == [
        "read.header"
    ]


EFFECT = "EffectOfExchangeRateOnCashAndCashEquivalents"


def with_lines_between(harbor: Harbor, *lines: str) -> None:
    """In 2024 opening cash of 6,120 and a change of 2,170 make 8,290; another 5 make the 8,295 of
    the balance sheet."""
    names = (EFFECT, "ProceedsFromSaleOfIntangibleAssets")[: len(lines)]
    closing = "1,CashAndCashEquivalentsAtCarryingValue,periodEnd"
    network = harbor.company / "networks" / "cash-flow.csv"
    more = "".join(f"1,{name},,,\n" for name in names)
    network.write_text(
        network.read_text(encoding="utf-8").replace(closing, f"{more}{closing}"), encoding="utf-8"
    )
    rows = "".join(f"78,{name},,{line}\n" for name, line in zip(names, lines, strict=True))
    harbor.edit("cash-flow.csv", "79,Cash", f"{rows}79,Cash")
    harbor.edit("cash-flow.csv", 'in cash,"1,305","2,175"', 'in cash,"1,305","2,170"')
    harbor.edit(
        "cash-flow.csv", 'Dividends paid,"(1,200)","(1,500)"', 'Dividends paid,"(1,200)","(1,505)"'
    )
    harbor.edit("cash-flow.csv", '"(2,000)","(2,300)"', '"(2,000)","(2,305)"')


def rolled(harbor: Harbor) -> list[tuple[str, str]]:
    told = tied(harbor, "CashAndCashEquivalentsAtCarryingValue")
    return [(column, status) for column, status, note in told if "@periodStart" in note]


@pytest.mark.parametrize(
    "lines",
    [("Held for sale,—,5",), ("Held for sale,0,(5)",), ("One,—,12", "Other,—,7"), ("Memo,7,5",)],
)
def test_lines_between_the_change_and_closing_cash_may_move_it_up_or_down_or_not_at_all(
    harbor: Harbor, lines: tuple[str, ...]
) -> None:
    with_lines_between(harbor, *lines)
    assert harbor.build().texts == []
    assert sorted(rolled(harbor)) == [("FY2023", "holds"), ("FY2024", "holds")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Held for sale,—,8", "it should be 8,290"),
        ("Held for sale,?,5", ""),
        ("Held for sale,—,?", ""),
    ],
)
def test_lines_between_that_do_not_explain_closing_cash_are_a_warning_and_what_can_not_be_read_leaves_room(
    harbor: Harbor, line: str, code: str
) -> None:
    """The tie was left alone wherever another line printed a number, and was an error where that
    number can't be read."""
    with_lines_between(harbor, line)
    texts = [text for text in harbor.build().texts if "calc.tie" in text]
    message = f"Closing cash is opening cash plus the change is 8,295; {code}, and no line between explains it ({EFFECT}) [calc.tie]"
    assert texts == ([f"warning: cash-flow.csv:21 [FY2024]: {message}"] if code else [])


def test_a_wrong_digit_of_opening_cash_is_told_although_a_line_stands_between(
    harbor: Harbor,
) -> None:
    with_lines_between(harbor, "Held for sale,4,5")
    harbor.edit("cash-flow.csv", '"4,815"', '"4,851"')
    assert (
        len(
            [
                text
                for text in harbor.build().texts
                if "cash-flow.csv:21 [FY2023]" in text and "calc.tie" in text
            ]
        )
        == 1
    )


def test_arelle_asserts_the_tie_with_the_line_between(
    harbor: Harbor, capsys: pytest.CaptureFixture[str]
) -> None:
    with_lines_between(harbor, "Held for sale,—,(5)")
    assert main(["build", "--workspace", str(harbor.root), "--no-viewer"]) == 0, (
        capsys.readouterr().out
    )
    told = (harbor.output / "hbr-20241231_for.xml").read_text(encoding="utf-8")
    assert "tie.cf.CashAndCashEquivalentsAtCarryingValue.periodEnd.FY2024" in told
