"""Which summations get arcs of Calculations 1.0: those whose total is no more precise than what it
is made of."""

from decimal import Decimal

from crossfoot.model.arcroles import SUMMATION_10, SUMMATION_11
from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Unit
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Network, Node, Part
from crossfoot.taxonomy.arcs import calculation
from crossfoot.taxonomy.mixed_precision import mark_mixed_precision

AT = SourceRef(file="ebitda.csv")
JPY, USD = (Unit(id=name, numerators=(f"iso4217:{name}",)) for name in ("JPY", "USD"))
YEAR, BEFORE = (Period(start=f"{year}-04-01", end=f"{year + 1}-03-31") for year in (2009, 2008))


def node(name: str, weight: int = 0) -> Node:
    parts = (Part(total="OperatingIncome", weight=weight),) if weight else ()
    return Node(concept=name, level=1, parent=0, parts=parts, source=AT)


NETWORK = Network(
    id="ebitda",
    number=1,
    kind="Disclosure",
    title="EBITDA",
    title_ja="",
    nodes=(node("EBITDA", 1), node("Depreciation", -1), node("OperatingIncome")),
    source=AT,
)


def fact(
    name: str, value: str, decimals: int | None, unit: Unit = JPY, period: Period = YEAR
) -> Fact:
    concept = Concept(name=name, prefix="t", type="monetary", period="duration", source=AT)
    return Fact(
        id=name,
        concept=concept,
        period=period,
        members=(),
        value=Decimal(value),
        unit=unit,
        decimals=decimals,
        source=AT,
    )


IN_MILLIONS = (
    fact("EBITDA", "8955000000", -6),
    fact("Depreciation", "5543000000", -6),
    fact("OperatingIncome", "3412000000", -6),
)
"""8,955 - 5,543 = 3,412"""
IN_THOUSANDS = fact("OperatingIncome", "3411585000", -3)


def arcs(*facts: Fact) -> tuple[int, int]:
    """How many arcs of 1.0 and of 1.1 are written."""
    (network,) = mark_mixed_precision((NETWORK,), facts)
    old, new = (calculation(network, arcrole) for arcrole in (SUMMATION_10, SUMMATION_11))
    assert bool(old) == bool(list(old))
    return len(list(old)), len(list(new))


def test_a_table_in_millions_is_summed_under_1_0() -> None:
    assert arcs(*IN_MILLIONS) == (2, 2)


def test_a_total_in_thousands_elsewhere_has_no_1_0_arcs_from_millions() -> None:
    # 1.0 would compare 3,411,585 with 3,412,000
    assert arcs(*IN_MILLIONS, IN_THOUSANDS) == (0, 2)


def test_parts_in_thousands_may_add_up_to_a_total_in_millions() -> None:
    assert arcs(fact("EBITDA", "8955102000", -3), *IN_MILLIONS) == (2, 2)


def test_an_exact_total_is_more_precise_than_any_digits() -> None:
    assert arcs(*IN_MILLIONS[:2], fact("OperatingIncome", "3412000000", None)) == (0, 2)


def test_another_period_or_unit_does_not_count() -> None:
    other_year = fact("OperatingIncome", "2917382000", -3, period=BEFORE)
    in_dollars = fact("OperatingIncome", "36527000", -3, unit=USD)
    assert arcs(*IN_MILLIONS, other_year, in_dollars) == (2, 2)
