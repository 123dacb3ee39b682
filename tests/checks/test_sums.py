"""Summations under Calculations 1.0 and 1.1: Assets of Cash and Other, less Allowance; each verdict
worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.fact_values import interval_of, meeting_interval
from crossfoot.checks.sums import Sum, check_sums
from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Unit
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Network, Node, Part

AT = SourceRef(file="bs.csv")
JPY, USD = (Unit(id=name, numerators=(f"iso4217:{name}",)) for name in ("JPY", "USD"))
DAY, DAY_BEFORE = (Period(start="", end=day) for day in ("2010-03-31", "2009-03-31"))


def node(name: str, weight: int = 0) -> Node:
    parts = (Part(total="Assets", weight=weight),) if weight else ()
    return Node(concept=name, level=1, parent=0, parts=parts, source=AT)


NODES = (node("Cash", 1), node("Other", 1), node("Allowance", -1), node("Assets"))
NETWORK = Network(
    id="bs", number=1, kind="Statement", title="Balance", title_ja="", nodes=NODES, source=AT
)


def fact(
    name: str,
    value: str,
    decimals: int | None = -3,
    unit: Unit = JPY,
    period: Period = DAY,
    member: str = "",
) -> Fact:
    concept = Concept(name=name, prefix="t", type="monetary", period="instant", source=AT)
    number = Decimal(value) if value else ""
    members = (("Axis", member),) if member else ()
    return Fact(
        id=name,
        concept=concept,
        period=period,
        members=members,
        value=number,
        unit=unit,
        decimals=decimals,
        source=AT,
    )


def sums(*facts: Fact) -> list[Sum]:
    return list(check_sums([NETWORK], FactIndex(facts)))


def verdicts(*facts: Fact) -> tuple[str, str]:
    (found,) = sums(*facts)
    return found.verdict_10, found.verdict_11


def test_parts_that_add_up_hold_in_both_modes() -> None:
    (found,) = sums(
        fact("Assets", "100000"),
        fact("Cash", "70000"),
        fact("Other", "35000"),
        fact("Allowance", "5000"),
    )
    assert (found.verdict_10, found.verdict_11) == ("consistent", "consistent")
    assert (found.computed, found.low, found.high) == (100000, 98500, 101500)
    assert found.missing == ()


def test_one_unit_off_is_inconsistent_under_1_0_and_rounding_under_1_1() -> None:
    """70 + 31 is 101; the parts can be 100.0 to 102.0, the total 99.5 to 100.5 thousand."""
    assert verdicts(fact("Assets", "100000"), fact("Cash", "70000"), fact("Other", "31000")) == (
        "inconsistent",
        "consistent",
    )


def test_intervals_that_touch_are_rounding_and_the_next_unit_is_an_error() -> None:
    """Two parts reach 1.0 below 101.5 and the total 0.5 above: 1.5 apart touch, 2 do not; 1.5 is no
    whole thousand, so decimals 0."""
    three = (fact("Cash", "30", 0), fact("Other", "30", 0), fact("Allowance", "9", 0))
    assert verdicts(fact("Assets", "53", 0), *three) == ("inconsistent", "consistent")
    assert verdicts(fact("Assets", "49", 0), *three) == ("inconsistent", "consistent")
    assert verdicts(fact("Assets", "54", 0), *three) == ("inconsistent", "inconsistent")
    assert verdicts(fact("Assets", "48", 0), *three) == ("inconsistent", "inconsistent")


def test_infinite_decimals_leave_no_room() -> None:
    assert verdicts(fact("Assets", "100.1", None), fact("Cash", "100.1", None)) == (
        "consistent",
        "consistent",
    )
    assert verdicts(fact("Assets", "100.1", None), fact("Cash", "100", None)) == (
        "inconsistent",
        "inconsistent",
    )
    assert verdicts(fact("Assets", "100.4", None), fact("Cash", "100", 0)) == (
        "inconsistent",
        "consistent",
    )


def test_a_total_that_is_told_twice_is_unchecked_under_1_0_and_its_intervals_meet_under_1_1() -> (
    None
):
    parts = (fact("Cash", "33165000"),)
    assert verdicts(fact("Assets", "33165000"), fact("Assets", "33200000", -5), *parts) == (
        "unchecked",
        "consistent",
    )
    assert verdicts(fact("Assets", "33999000"), fact("Assets", "34000000", -5), *parts) == (
        "unchecked",
        "inconsistent",
    )


def test_totals_that_contradict_each_other_are_not_bound_in_either_mode() -> None:
    assert verdicts(
        fact("Assets", "33165000"), fact("Assets", "39900000", -5), fact("Cash", "33165000")
    ) == ("unchecked", "unchecked")


def test_a_part_that_is_told_twice_is_unchecked_under_1_0() -> None:
    assert verdicts(fact("Assets", "8000"), fact("Cash", "8000"), fact("Cash", "8000")) == (
        "unchecked",
        "consistent",
    )


def test_a_nil_total_is_unchecked_and_a_nil_part_is_left_out() -> None:
    assert verdicts(fact("Assets", ""), fact("Cash", "8000")) == ("unchecked", "unchecked")
    assert verdicts(fact("Assets", "8000"), fact("Cash", "8000"), fact("Other", "")) == (
        "consistent",
        "consistent",
    )
    assert verdicts(fact("Assets", "8000"), fact("Cash", "")) == ("unchecked", "unchecked")


def test_a_total_without_any_part_is_no_summation() -> None:
    assert sums(fact("Assets", "8000")) == []
    assert sums(fact("Assets", "8000"), fact("Cash", "8000", unit=USD)) == []
    assert sums(fact("Assets", "8000"), fact("Cash", "8000", period=DAY_BEFORE)) == []
    assert sums(fact("Assets", "8000"), fact("Cash", "8000", member="M")) == []


def test_only_parts_of_the_same_day_unit_and_members_are_added() -> None:
    both = sums(
        fact("Assets", "8000"), fact("Cash", "8000"), fact("Cash", "1000", unit=USD), fact("Cash", "2000", period=DAY_BEFORE),
        fact("Assets", "3000", member="M"), fact("Other", "3000", member="M"),
    )  # fmt: skip
    assert [(found.total.value, found.computed, found.missing) for found in both] == [
        (8000, 8000, ("Other", "Allowance")),
        (3000, 3000, ("Cash", "Allowance")),
    ]


def test_parts_of_other_decimals_are_rounded_to_their_own_and_the_sum_to_the_total_s_half_to_even() -> (
    None
):
    assert verdicts(fact("Assets", "2000"), fact("Cash", "2500", 0)) == ("consistent", "consistent")
    assert verdicts(fact("Assets", "3000"), fact("Cash", "2500", 0)) == (
        "inconsistent",
        "consistent",
    )


def test_digits_beyond_the_decimals_are_not_bound_under_1_1() -> None:
    assert verdicts(fact("Assets", "100000"), fact("Cash", "100400")) == ("consistent", "unchecked")


@pytest.mark.parametrize(
    ("value", "decimals", "ends"),
    [
        ("1000", -3, (500, 1500)),
        ("-1000", -3, (-1500, -500)),
        ("0.98", 2, ("0.975", "0.985")),
        ("7", None, (7, 7)),
        ("1234", -3, None),
    ],
)
def test_a_fact_lies_half_a_unit_of_its_decimals_either_way(
    value: str, decimals: int | None, ends: tuple[object, object] | None
) -> None:
    expected = None if ends is None else tuple(Fraction(str(end)) for end in ends)
    assert interval_of(fact("Cash", value, decimals)) == expected


def test_duplicates_meet_where_their_intervals_do() -> None:
    """33,165 thousand is 33,164.5 to 33,165.5; 33.2 million is 33,150 to 33,250."""
    assert meeting_interval([fact("A", "33165000"), fact("A", "33200000", -5)]) == (
        33164500,
        33165500,
    )
    assert meeting_interval(
        [fact("A", "33165000"), fact("A", "33165000"), fact("A", "33200000", -5)]
    ) == (33164500, 33165500)
    assert meeting_interval([fact("A", "33150000"), fact("A", "33200000", -5)]) == (
        33150000,
        33150500,
    )
    assert meeting_interval([fact("A", "33165000"), fact("A", "")]) is None
    assert meeting_interval([fact("A", "1000", 0), fact("A", "3000")]) is None
    assert meeting_interval([fact("A", "1000"), fact("A", "2000")]) is None


def test_a_sum_of_thirty_digits_keeps_its_last_one() -> None:
    """Parts with other decimals take the long way; rounded to 28 digits, 7 thousand too much went
    unseen."""
    parts = (
        fact("Cash", "123456789012345678901234567891000"),
        fact("Other", "0", 0),
        fact("Allowance", "1000"),
    )
    (found,) = sums(fact("Assets", "123456789012345678901234567890000"), *parts)
    assert (found.computed, found.verdict_10, found.verdict_11) == (
        123456789012345678901234567890000,
        "consistent",
        "consistent",
    )
    assert verdicts(fact("Assets", "123456789012345678901234567897000"), *parts) == (
        "inconsistent",
        "inconsistent",
    )


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        # the total in thousands and in tens of thousands: 100,000 binds, and 60 + 40 = 100
        ([("Assets", "100000", -3), ("Assets", "100000", -4), ("Cash", "60000", -3), ("Other", "40000", -3)], "consistent"),
        # 104 in thousands agrees with 100 in tens of thousands, and 60 + 40 are not 104
        ([("Assets", "104000", -3), ("Assets", "100000", -4), ("Cash", "60000", -3), ("Other", "40000", -3)], "inconsistent"),
        # 106 rounds to 110, not to 100: contradicting duplicates bind nothing
        ([("Assets", "106000", -3), ("Assets", "100000", -4), ("Cash", "60000", -3), ("Other", "46000", -3)], "unchecked"),
        # of the part the more precise one: 61 + 40 = 101
        ([("Assets", "101000", -3), ("Cash", "60000", -4), ("Cash", "61000", -3), ("Other", "40000", -3)], "consistent"),
        # nil parts do not count, and a total without any other is not bound
        ([("Assets", "0", -3), ("Cash", "", None)], "unchecked"),
    ],
)  # fmt: skip
def test_with_duplicates_merged_1_0_takes_the_most_precise_one(
    facts: list[tuple[str, str, int | None]], verdict: str
) -> None:
    (found,) = sums(*(fact(*one) for one in facts))
    assert found.verdict_10d == verdict
