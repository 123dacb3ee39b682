"""Numbers longer than the judge can compute with are told at their cells; the longest that are
taken are read in both syntaxes."""

import pytest

from crossfoot.arelle.session import ArelleSession
from crossfoot.cli.main import main
from harbor_case import Harbor

STEM = "hbr-20241231"
LONGEST = 10**23 - 1
"""With three digits of scale: 26."""
HINT = "if it is no slip, print the table in a larger unit, with fewer digits"


def long_liabilities(harbor: Harbor, other: int) -> None:
    """Other liabilities of so many thousands, and long-term debt less by as much: their total,
    4,220, stays."""
    harbor.edit(
        "balance-sheet.csv",
        '15,LongTermDebtNoncurrent,Long-term debt,"4,000"',
        f'15,LongTermDebtNoncurrent,Long-term debt,"({other - 4220:,})"',
    )
    harbor.edit("balance-sheet.csv", "Other liabilities,220,", f'Other liabilities,"{other:,}",')


def test_a_number_of_more_digits_is_one_finding_at_its_cell_and_nothing_else(
    harbor: Harbor,
) -> None:
    long_liabilities(harbor, LONGEST + 1)
    message = "balance-sheet.csv:17 [2023-12-31]: the number has 27 digits, with its scale; 26 are what software can add up [build.digits]"
    assert harbor.refused().findings == ((message, HINT),)


def test_digits_after_the_point_and_in_labels_count_too(harbor: Harbor) -> None:
    harbor.edit("balance-sheet.csv", 'Goodwill,"2,100"', f'Goodwill,"2{"0" * 20}.123456789"')
    harbor.edit("balance-sheet.csv", "${85 = ", f"${{{'8' * 24} = ")
    told = harbor.refused()
    assert [text.partition(";")[0] for text in told.texts] == [
        "balance-sheet.csv:4 [label]: the number has 27 digits, with its scale",
        "balance-sheet.csv:9 [2023-12-31]: the number has 30 digits, with its scale",
    ]


def test_a_large_scale_counts_in_usual_cells_too(harbor: Harbor) -> None:
    """A first cell binds the column; the second one would take the short way."""
    harbor.edit(
        "filing.yaml",
        "{period: 2023-12-31, unit: USD, scale: thousands,",
        "{period: 2023-12-31, unit: USD, scale: 22,",
    )
    told = harbor.refused()
    digits = [text for text in told.texts if text.endswith("[build.digits]")]
    assert (
        "balance-sheet.csv:7 [2023-12-31]: the number has 27 digits, with its scale; 26 are what software can add up [build.digits]"
        in digits
    )
    assert len(digits) == 7, (
        "the amounts of five digits: 19,225 11,840 33,165 10,665 13,000 22,500 33,165"
    )


@pytest.mark.parametrize("end", [".htm", ".xbrl"])
def test_the_longest_number_is_read_by_arelle_in_both_syntaxes(harbor: Harbor, end: str) -> None:
    long_liabilities(harbor, LONGEST)
    assert main(["build", "--workspace", str(harbor.root), "--no-viewer"]) == 0
    package = harbor.output / f"{STEM}-taxonomy.zip"
    with ArelleSession() as session:
        result = session.validate(harbor.output / f"{STEM}{end}", packages=(package,), facts=True)
    values = {fact.id: fact.value for fact in result.facts or ()}
    assert values["bs.OtherLiabilitiesNoncurrent.2023-12-31.USD"] == f"{LONGEST}000"
    assert [message for message in result.messages if message.code != "arelle:duplicateFacts"] == []
