"""A turned table: periods in rows, concepts in columns; a tie names the row by its period. Net
income was 3,555 and 4,922 thousand."""

import pytest

from harbor_case import Harbor

TABLE = """line,label,period,net
101,Year 2023,2023-01-01/2023-12-31,"3,555"
102,Year 2024,2024-01-01/2024-12-31,"4,922"
"""
DEFINED = """  - id: yr
    file: years.csv
    title: Net income by year
    networks: [income-statement]
    columns: {net: {concept: NetIncomeLoss, unit: USD, scale: thousands}}
notes:
"""


def turned(harbor: Harbor, left: str, right: str) -> None:
    (harbor.filing / "years.csv").write_text(TABLE, encoding="utf-8")
    harbor.edit("filing.yaml", "notes:\n", DEFINED)
    harbor.edit(
        "filing.yaml",
        "ties:\n",
        f'ties:\n  - {{name: Turned, left: "{left}", right: "{right}", columns: [net]}}\n',
    )


def test_a_tie_names_the_second_row_by_its_period(harbor: Harbor) -> None:
    """The growth is 4,922 less 3,555: 1,367."""
    turned(
        harbor,
        "yr:NetIncomeLoss<2024-01-01/2024-12-31>",
        "yr:NetIncomeLoss<2023-01-01/2023-12-31> + 1367000",
    )
    told = harbor.build()
    assert (told.code, told.texts) == (0, [])


def test_a_wrong_second_row_is_named_by_its_own_address(harbor: Harbor) -> None:
    turned(
        harbor,
        "yr:NetIncomeLoss<2024-01-01/2024-12-31>",
        "yr:NetIncomeLoss<2023-01-01/2023-12-31> + 1000000",
    )
    (text,) = harbor.refused().texts
    assert text == "years.csv:3 [net]: Turned is 4,922; it should be 4,555 (error) [calc.tie]"


@pytest.mark.parametrize(
    ("period", "said", "hint"),
    [
        (
            "2024-12-31",
            "the formula names NetIncomeLoss of 2024-12-31, which no cell is of [derived.period]",
            "2023-01-01/2023-12-31",
        ),
        (
            "2024-02-30",
            "the tie 'Turned' can't be read: '<2024-02-30>' is neither a day nor a period",
            "Concept@role",
        ),
    ],
)
def test_a_period_that_no_row_has_or_that_is_none_is_told(
    harbor: Harbor, period: str, said: str, hint: str
) -> None:
    turned(harbor, f"yr:NetIncomeLoss<{period}>", "is:NetIncomeLoss[FY2024]")
    told = harbor.refused()
    assert said in told.texts[0]
    assert hint in told.hints[told.texts[0]]
