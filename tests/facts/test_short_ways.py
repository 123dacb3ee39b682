"""Numbers and sums that are made the fast way are those of the slow way."""

from decimal import Decimal
from fractions import Fraction

import pytest
from msgspec.structs import replace

from crossfoot.checks.derived import rounded
from crossfoot.checks.fact_index import FactIndex
from crossfoot.checks.sums import Sum, _check, _plain_check
from crossfoot.facts.numbers import _uncommon, common_amount, parse_amount
from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Unit
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Network, Node, Part
from crossfoot.report.tables import number

CASH = Concept(
    name="Cash", prefix="t", type="monetary", period="instant", source=SourceRef(file="t.csv")
)
FIELDS = {
    "id": "bs.Cash",
    "concept": CASH,
    "period": Period(start="", end="2024-12-31"),
    "members": (),
    "value": Decimal("12E3"),
    "source": SourceRef(file="bs.csv", row=2),
}


@pytest.mark.parametrize(
    "text", ["0", "(0)", "7", "1,413,102", "(1,413,102)", "8764415", "(12)", "000", "1,000"]
)
@pytest.mark.parametrize(("scale", "decimals"), [(0, None), (3, None), (6, -5), (-2, None)])
def test_a_common_number_is_read_as_any_other(text: str, scale: int, decimals: int | None) -> None:
    common, other = common_amount(text, scale, decimals), _uncommon(text, scale, decimals)
    assert common == other
    assert common is not None
    assert common.value.as_tuple() == other.value.as_tuple()
    assert (common.low, common.high) == (other.low, other.high)


@pytest.mark.parametrize(
    "text", ["(5", "5)", "1,41", "12,34,567", "1.5", "2%", "1?3", "—", "", "-5", "JPY5"]
)
def test_what_is_not_common_takes_the_long_way(text: str) -> None:
    assert common_amount(text, 3, None) is None


def test_digits_that_cannot_be_read_bound_the_value_on_both_sides() -> None:
    amount = parse_amount("(1,2?4)", 3)
    assert (amount.value, amount.low, amount.high) == (
        Decimal("-1204000"),
        Decimal("-1294500"),
        Decimal("-1203500"),
    )


def fact(name: str, value: str, decimals: int) -> Fact:
    concept = replace(CASH, name=name)
    unit = Unit(id="JPY", numerators=("iso4217:JPY",))
    return Fact(
        **{
            **FIELDS,
            "id": name,
            "concept": concept,
            "value": Decimal(value),
            "unit": unit,
            "decimals": decimals,
        }
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("total", ["90E3", "91E3", "92E3", "88E3", "-90E3"])
def test_a_plain_sum_is_the_sum_of_the_long_way(total: str) -> None:
    totals, found = (
        [fact("Assets", total, -3)],
        [([fact("Cash", "60E3", -3)], 1), ([], 1), ([fact("Other", "-30E3", -3)], -1)],
    )
    plain: Sum | None = _plain_check("bs", totals, found, ("Absent",))
    assert plain == _check("bs", totals, found, ("Absent",))


@pytest.mark.parametrize(("value", "decimals"), [("30500", -3), ("30E3", -2), ("30000", -3)])
def test_other_decimals_or_digits_beyond_them_take_the_long_way(value: str, decimals: int) -> None:
    assert (
        _plain_check("bs", [fact("Assets", "90E3", -3)], [([fact("Cash", value, decimals)], 1)], ())
        is None
    )


def test_an_index_gives_the_facts_of_a_concept_by_context_and_unit() -> None:
    one, other = fact("Cash", "1E3", -3), replace(fact("Cash", "1E3", -3), id="again")
    assert list(FactIndex([one, other]).keyed("Cash").values()) == [[one, other]]


def test_a_network_that_is_used_whole_is_not_copied() -> None:
    from crossfoot.taxonomy.prune_networks import _moved

    node = Node(
        concept="Cash",
        level=1,
        parent=0,
        parts=(Part(total="Assets", weight=1),),
        source=SourceRef(file="bs.csv"),
    )
    network = Network(
        id="bs",
        number=1,
        kind="Statement",
        title="",
        title_ja="",
        nodes=(node,),
        source=SourceRef(file="networks.yaml"),
    )
    assert _moved(network.nodes[0], {0: 0}, {"Cash": node.parts}) is node


@pytest.mark.parametrize("sign", ["", "-"])
def test_long_numbers_keep_all_digits_in_the_tieout_and_in_derived_cells(sign: str) -> None:
    digits = f"{sign}123456789012345678901234567890"
    assert number(Fraction(f"{digits}.125")) == f"{digits}.125"
    assert number(Fraction(digits) + Fraction(f"{sign}1/3")) == f"{digits}.333333333333"
    assert rounded(Fraction(f"{digits}.125"), parse_amount("1.00", 0)) == Decimal(f"{digits}.13")
