"""One mistake at a time in the harbor case: the first finding names the place, what it should say,
how sure that is, and what follows from it."""

import json
from typing import Any

import pytest

from crossfoot.causes.typing_errors import bits_of, slip_between
from harbor_case import Harbor


def causes(harbor: Harbor) -> list[dict[str, Any]]:
    told = harbor.build_with_causes("--json", str(harbor.root / "found.json"))
    assert told.code == 1
    found = json.loads((harbor.root / "found.json").read_text(encoding="utf-8"))
    return list((found[0] if isinstance(found, list) else found)["findings"])


def place(finding: dict[str, Any]) -> tuple[str, int, str | None]:
    at = finding["address"]
    return at["file"].rsplit("/", 1)[-1], at["row"], at["column"]


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        (1593, 1539, "swapped-digits"),
        (1593, 1493, "digit"),
        (159, 1593, "dropped-digit"),
        (15593, 1593, "doubled-digit"),
        (-1593, 1593, "sign"),
        (1593000, 1593, "scale"),
        (1593, 3951, "amount"),
        (1593, 5193, "swapped-digits"),
        (1593, 9513, "amount"),
        (7, -3, "digit"),
    ],
)
def test_a_slip_has_a_name(typed: int, meant: int, slip: str) -> None:
    assert slip_between(typed, meant) == slip


def test_a_rare_slip_is_more_surprising_than_a_common_one() -> None:
    assert (
        bits_of("sign", -1539, 1539)
        < bits_of("swapped-digits", 1593, 1539)
        < bits_of("digit", 1538, 1539)
        < bits_of("amount", 4711, 1539)
    )


def test_two_swapped_digits_of_a_total_are_named_at_their_cell_with_what_they_should_be(
    harbor: Harbor,
) -> None:
    """6,102 is the total of the lines above it, and a part of the change in cash, 2,175."""
    harbor.edit("cash-flow.csv", '"4,685","6,102"', '"4,685","6,012"')
    (found,) = causes(harbor)
    assert place(found) == ("cash-flow.csv", 12, "FY2024")
    assert (found["cause"], found["suggestion"]) == ("swapped-digits", "6,102")
    assert "is 6,012 where the rest says 6,102: two digits swapped" in found["message"]
    assert (found["certainty"], found["alternative"]) == ("certain", False)
    assert {row["code"] for row in found["consequences"]} == {"calc.sum"}
    assert len(found["consequences"]) == 2
    assert found["hint"].index("type 6,102") < found["hint"].index("declare")


def test_a_line_left_out_of_a_total_is_named_in_its_network_and_never_to_be_declared(
    harbor: Harbor,
) -> None:
    harbor.edit(
        "networks/cash-flow.csv",
        "2,ShareBasedCompensation,,NetCashProvidedByUsedInOperatingActivities,",
        "2,ShareBasedCompensation,,,",
    )
    (found,) = causes(harbor)
    assert place(found) == ("cash-flow.csv", 6, None)
    assert found["address"]["file"].endswith("networks/cash-flow.csv")
    assert found["cause"] == "missing-part"
    assert found["suggestion"] == "part_of: NetCashProvidedByUsedInOperatingActivities"
    assert len(found["consequences"]) == 2
    assert "declare" not in found["hint"]


def test_a_sign_that_the_network_no_longer_turns_is_named_in_its_row(harbor: Harbor) -> None:
    harbor.edit(
        "networks/cash-flow.csv",
        "2,IncreaseDecreaseInInventories,negated,",
        "2,IncreaseDecreaseInInventories,,",
    )
    found = causes(harbor)[0]
    assert place(found) == ("cash-flow.csv", 8, None)
    assert (found["cause"], found["suggestion"]) == ("negated", "label: negated")
    assert "declare" not in found["hint"]


def test_equally_likely_cells_are_all_named_and_say_so(harbor: Harbor) -> None:
    """4,118 where 4,218 was meant, or 800 where 900: one digit of either mends the total."""
    harbor.edit("balance-sheet.csv", '"3,905","4,218"', '"3,905","4,118"')
    found = causes(harbor)
    assert ("balance-sheet.csv", 12, "2024-12-31") in [place(row) for row in found]
    assert {row["certainty"] for row in found} == {"equal"}
    assert [row["alternative"] for row in found] == [False, *[True] * (len(found) - 1)]
    assert found[0]["consequences"]
    assert "equally likely" in found[0]["hint"]


def test_another_number_altogether_is_named_where_two_checks_agree_on_it(harbor: Harbor) -> None:
    """2,175 is the sum of the three flows, and what moves cash from 6,120 to 8,295."""
    harbor.edit("cash-flow.csv", '"1,305","2,175"', '"1,305","9,941"')
    found = causes(harbor)
    assert place(found[0]) == ("cash-flow.csv", 18, "FY2024")
    assert (found[0]["cause"], found[0]["suggestion"]) == ("amount", "2,175")


def test_without_causes_each_failing_check_is_a_finding(harbor: Harbor) -> None:
    harbor.edit("cash-flow.csv", '"4,685","6,102"', '"4,685","6,012"')
    assert [text.rpartition(" ")[2] for text in harbor.build().texts] == ["[calc.sum]"] * 2
