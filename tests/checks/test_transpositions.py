"""Lines and columns that changed places, against the filing of the year before: sales 500, costs
300, income 200, tax 50, net 150."""

from decimal import Decimal

from crossfoot.checks.comparatives import prior_filing
from crossfoot.checks.display_location import locations_of
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.transpositions import transposition_findings
from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Instance, Unit
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept

USD = Unit(id="USD", numerators=("iso4217:USD",))
Y2022, Y2023, Y2024 = (
    Period(start=f"{year}-01-01", end=f"{year}-12-31") for year in (2022, 2023, 2024)
)
LINES = ("Sales", "Costs", "Income", "Tax", "Net")
OF = {
    Y2022: (480, 290, 190, 48, 142),
    Y2023: (500, 300, 200, 50, 150),
    Y2024: (560, 330, 230, 57, 173),
}


def facts(columns: dict[Period, tuple[int, ...]]) -> tuple[Fact, ...]:
    found = []
    for period, values in columns.items():
        for row, (name, value) in enumerate(zip(LINES, values, strict=True), 2):
            at = SourceRef(file="is.csv", row=row, column=period.end[:4])
            concept = Concept(name=name, prefix="t", type="monetary", period="duration", source=at)
            found.append(
                Fact(
                    id=f"is.{name}",
                    concept=concept,
                    period=period,
                    members=(),
                    value=Decimal(value),
                    unit=USD,
                    decimals=0,
                    source=at,
                )
            )
    return tuple(found)


def told(columns: dict[Period, tuple[int, ...]], *before: Period) -> list[str]:
    """The findings of these columns, after a filing of 2023 that told these years rightly."""
    kept = {period: OF[period] for period in before or (Y2022, Y2023)}
    told_before = Instance(
        stem="x",
        title="",
        scheme="",
        identifier="",
        facts=facts(kept),
        cover=(),
        statements=(),
        footnotes=(),
        notes=(),
    )
    earlier = prior_filing("2023-12-31", "2023-12-31", told_before)
    return [
        str(finding)
        for finding in transposition_findings(
            FactIndex(facts(columns)), [earlier], locations_of(())
        )
    ]


def test_what_was_told_before_is_no_finding() -> None:
    assert told({Y2023: OF[Y2023], Y2024: OF[Y2024]}) == []
    assert told({Y2024: OF[Y2024]}) == []


def test_two_lines_of_last_year_that_changed_places_are_told_with_both_cells() -> None:
    """Costs and income are both parts of sums that only say what they add up to."""
    assert told({Y2023: (500, 200, 300, 50, 150), Y2024: OF[Y2024]}) == [
        "is.csv:3 [2023]: Costs is 200 and Income 300; the filing 2023-12-31 told them the other way round [calc.swapped]"
    ]


def test_two_columns_that_changed_places_are_told_once() -> None:
    """All comparatives were restated, which fails nothing."""
    assert told({Y2023: OF[Y2024], Y2024: OF[Y2023]}) == [
        f"is.csv:2 [2024]: 5 numbers of {Y2024} are those that the filing 2023-12-31 told of {Y2023} [calc.swapped]"
    ]


def test_a_column_whose_period_is_a_year_late_is_told() -> None:
    assert told({Y2024: OF[Y2023]}) == [
        f"is.csv:2 [2024]: 5 numbers of {Y2024} are those that the filing 2023-12-31 told of {Y2023} [calc.swapped]"
    ]


def test_a_restated_year_and_lines_that_did_not_change_are_none() -> None:
    """Forty moved from costs to tax; sales and tax are what they were in the year before that."""
    assert told({Y2023: (500, 260, 240, 90, 150), Y2024: OF[Y2024]}) == []
    assert told({Y2023: OF[Y2023], Y2024: (500, 330, 170, 50, 120)}) == []
    assert told({Y2024: (500, 300, 230, 57, 173)}) == []
