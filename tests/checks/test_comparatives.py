"""Comparatives against the filing that first told them."""

from decimal import Decimal

from crossfoot.checks.comparatives import check_history, prior_filing
from crossfoot.checks.display_location import locations_of
from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Instance, Unit
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept

USD = Unit(id="USD", numerators=("iso4217:USD",))
YEAR = Period(start="2023-01-01", end="2023-12-31")


def fact(
    name: str, value: str, decimals: int, *, period: Period = YEAR, file: str = "is.csv"
) -> Fact:
    at = SourceRef(file=file, row=2, column=str(period))
    concept = Concept(name=name, prefix="gaap", type="monetary", period="duration", source=at)
    identity = f"is.{name}.{period.key}"
    return Fact(
        id=identity,
        concept=concept,
        period=period,
        members=(),
        value=Decimal(value),
        unit=USD,
        decimals=decimals,
        source=at,
    )


def instance(*facts: Fact) -> Instance:
    return Instance(
        stem="x-20241231", title="", scheme="", identifier="", facts=facts, cover=(), statements=(), footnotes=(), notes=()
    )  # fmt: skip


def compare(before: Fact, now: Fact) -> list[tuple[str, str, str, str]]:
    earlier = prior_filing("2023-12-31", "2023-12-31", instance(before))
    ties = check_history(instance(now), "2024-12-31", [earlier], locations_of(()))
    return [(tie.kind, tie.status, str(tie.difference), tie.note) for tie in ties]


def test_an_equal_comparative_holds() -> None:
    told = compare(fact("Revenues", "5000000", -3), fact("Revenues", "5000000", -3))
    assert told == [("comparative", "holds", "0", "first reported in 2023-12-31")]


def test_a_comparative_in_millions_agrees_within_rounding() -> None:
    told = compare(fact("Revenues", "5000400", -2), fact("Revenues", "5000000", -6))
    assert told == [("comparative", "rounding", "-400", "first reported in 2023-12-31")]


def test_a_changed_comparative_is_restated_and_names_both_cells() -> None:
    before, now = fact("Revenues", "5000000", -3, file="old.csv"), fact("Revenues", "4990000", -3)
    earlier = prior_filing("2023-12-31", "2023-12-31", instance(before))
    tie = next(check_history(instance(now), "2024-12-31", [earlier], locations_of(())))
    assert (tie.status, str(tie.difference)) == ("restated", "-10000")
    assert [address.file for address in tie.addresses] == ["is.csv", "old.csv"]


def test_a_later_filing_is_no_history() -> None:
    later = prior_filing("2025-12-31", "2025-12-31", instance(fact("Revenues", "1", 0)))
    assert (
        list(
            check_history(
                instance(fact("Revenues", "2", 0)), "2024-12-31", [later], locations_of(())
            )
        )
        == []
    )


def test_a_period_that_was_not_told_before_is_no_comparative() -> None:
    other = Period(start="2024-01-01", end="2024-12-31")
    assert compare(fact("Revenues", "1000", -3), fact("Revenues", "2000", -3, period=other)) == []
