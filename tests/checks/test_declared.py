"""What a declaration must say: which check, and by how much. Every number here was worked out by
hand."""

from harbor_case import Harbor

TARGET = "kind: tie, table: eps, concept: EarningsPerShareBasic, column: FY2024"


def spoil(harbor: Harbor, *declarations: str) -> None:
    harbor.edit("per-share.csv", "0.98", "1.09")
    lines = "".join(f"  - {{{TARGET}{one}, reason: It is printed so.}}\n" for one in declarations)
    rose = '  - {name: Rose, left: "eps:EarningsPerShareBasic", right: "eps:EarningsPerShareBasic[FY2023] + 0.26", columns: [FY2024]}\n'
    harbor.edit("filing.yaml", "ties:\n", f"declared:\n{lines}ties:\n{rose}")


def test_a_declaration_without_a_difference_is_told_the_difference(harbor: Harbor) -> None:
    harbor.edit("per-share.csv", "0.98", "0.99")
    harbor.edit(
        "filing.yaml", "ties:\n", f"declared:\n  - {{{TARGET}, reason: It is printed so.}}\nties:\n"
    )
    told = harbor.refused()
    assert told.texts == [
        "filing.yaml:54: the declaration does not say its difference; the check finds 0.0056 [declared.difference]",
    ]
    assert 'difference: "0.0056"' in told.hints[told.texts[0]]


def test_one_declaration_of_two_checks_with_different_differences_is_refused_and_names_both(
    harbor: Harbor,
) -> None:
    """4,922 thousand over 5,000,000 shares is 0.9844, and 0.72 + 0.26 is 0.98: 1.09 is 0.1056 and
    0.11 too much."""
    spoil(harbor, "")
    (text,) = harbor.refused().texts
    assert text.startswith(
        "filing.yaml:54: the declaration covers 2 checks with different differences: "
    )
    assert "0.11 (eps:EarningsPerShareBasic = eps:EarningsPerShareBasic[FY2023] + 0.26)" in text
    assert "0.1056 (" in text
    assert text.endswith("[declared.several]")


def test_two_declarations_of_one_cell_are_told_apart_by_their_differences(harbor: Harbor) -> None:
    spoil(harbor, ', difference: "0.1056"', ', difference: "0.11"')
    told = harbor.build()
    assert (told.code, told.texts) == (0, [])


def test_a_second_misprint_of_a_declared_cell_does_not_hide_behind_the_declaration(
    harbor: Harbor,
) -> None:
    spoil(harbor, ', difference: "0.1056"', ', difference: "0.12"')
    first, second = harbor.refused().texts
    assert first.startswith(
        "filing.yaml:54: the declaration covers 2 checks with different differences: 0.11 ("
    )
    assert (
        second
        == "filing.yaml:55: the declared tie at eps EarningsPerShareBasic [FY2024] matches no discrepancy [declared.nothing]"
    )
