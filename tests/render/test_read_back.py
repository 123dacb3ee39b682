"""What was written is what Arelle reads, in both syntaxes, and what the page prints."""

from collections import Counter
from decimal import Decimal

import pytest

from crossfoot.arelle.records import ArelleFact, ArelleResult
from crossfoot.arelle.session import ArelleSession
from crossfoot.model.instance import Fact, Footnote, Instance
from crossfoot.model.taxonomy import Taxonomy
from real_filing import Built

UNITS = {
    "iso4217:": "{http://www.xbrl.org/2003/iso4217}",
    "xbrli:": "{http://www.xbrl.org/2003/instance}",
}


@pytest.fixture(scope="module")
def inline(built: Built, arelle: ArelleSession) -> ArelleResult:
    return arelle.validate(built.page, packages=[built.package], facts=True)


@pytest.fixture(scope="module")
def plain(built: Built, arelle: ArelleSession) -> ArelleResult:
    return arelle.validate(built.xbrl, packages=[built.package], facts=True)


def by_id(result: ArelleResult) -> dict[str, ArelleFact]:
    assert result.facts is not None
    found = {fact.id or "": fact for fact in result.facts}
    assert len(found) == len(result.facts)
    return found


def as_told(fact: Fact, instance: Instance, taxonomy: Taxonomy) -> ArelleFact:
    """The fact as it should come back: names in Clark notation, the value as a plain number."""
    return ArelleFact(
        id=fact.id,
        concept=clark(fact.concept.name, taxonomy),
        value=str(fact.value) if fact.unit is None else f"{fact.value:f}",
        nil=False,
        decimals=None
        if fact.unit is None
        else "INF"
        if fact.decimals is None
        else str(fact.decimals),
        unit=None
        if fact.unit is None
        else (measures(fact.unit.numerators, taxonomy), measures(fact.unit.denominators, taxonomy)),
        start=fact.period.start or None,
        end=fact.period.end,
        entity=(instance.scheme, instance.identifier),
        dimensions=tuple(
            sorted(
                (clark(axis, taxonomy), clark(member, taxonomy)) for axis, member in fact.members
            )
        ),
        language={"en": "en-us", "": None}[fact.lang],
        footnotes=tuple(
            sorted(noted(note) for note in instance.footnotes if fact.id in note.facts)
        ),
    )


def noted(note: Footnote) -> tuple[str, str, str]:
    return (
        "http://www.xbrl.org/2003/role/footnote",
        {"en": "en-us"}[note.lang],
        " ".join(note.text.split()),
    )


def clark(name: str, taxonomy: Taxonomy) -> str:
    assert taxonomy.base is not None
    own = taxonomy.concepts[name].prefix == taxonomy.vocabulary.prefix
    return f"{{{(taxonomy if own else taxonomy.base).vocabulary.namespace}}}{name}"


def measures(names: tuple[str, ...], taxonomy: Taxonomy) -> tuple[str, ...]:
    known = {**UNITS, f"{taxonomy.vocabulary.prefix}:": f"{{{taxonomy.vocabulary.namespace}}}"}
    return tuple(
        sorted(known[name.partition(":")[0] + ":"] + name.partition(":")[2] for name in names)
    )


def same_number(fact: ArelleFact) -> ArelleFact:
    """With the value in one spelling, so that 1.50 is 1.5; decimals say how many digits count."""
    if fact.unit is None or fact.value is None:
        return fact
    number = Decimal(fact.value)
    fields = {name: getattr(fact, name) for name in ArelleFact.__slots__}
    return ArelleFact(**{**fields, "value": f"{number.normalize():f}" if number else "0"})


def test_both_files_are_read_without_a_message(inline: ArelleResult, plain: ArelleResult) -> None:
    wrong = [m.text for result in (inline, plain) for m in result.messages if m.mode != "c10"]
    assert wrong == []
    # under 1.0 alone a rounded total is an inconsistency; that is told in tieout.csv
    assert {m.code for result in (inline, plain) for m in result.messages} <= {
        "xbrl.5.2.5.2:calcInconsistency"
    }


def test_every_fact_is_read_in_both_files_once(
    built: Built, inline: ArelleResult, plain: ArelleResult
) -> None:
    written = [fact.id for fact in built.instance.facts]
    assert len(written) > 700
    assert len(set(written)) == len(written)
    assert (
        Counter(fact.id for fact in inline.facts or ())
        == Counter(fact.id for fact in plain.facts or ())
        == Counter(written)
    )
    assert inline.counts["facts"] == plain.counts["facts"] == len(written)


def test_facts_of_the_page_and_of_the_instance_are_equal_one_by_one(
    inline: ArelleResult, plain: ArelleResult
) -> None:
    first, second = by_id(inline), by_id(plain)
    different = {
        name: (first[name], second[name])
        for name in first
        if same_number(first[name]) != same_number(second[name])
    }
    assert different == {}


def test_what_is_read_is_what_was_written(
    built: Built, inline: ArelleResult, plain: ArelleResult
) -> None:
    for told in (by_id(inline), by_id(plain)):
        wrong = {
            fact.id: (want, told[fact.id])
            for fact in built.instance.facts
            if (want := same_number(as_told(fact, built.instance, built.taxonomy)))
            != same_number(told[fact.id])
        }
        assert wrong == {}


def test_both_files_bind_the_same_sums(inline: ArelleResult, plain: ArelleResult) -> None:
    assert inline.bound == plain.bound
    assert len(inline.bound) > 100
    assert {row.arcrole for row in inline.bound} == {
        "http://www.xbrl.org/2003/arcrole/summation-item"
    }, "the profile sec takes it alone"
    assert {row.mode for row in inline.bound} == {"c10", "c11r"}, "which both modes of Arelle judge"


NOBODY: tuple[tuple[str, str], ...] = ()
ADS = (("StatementClassOfStockAxis", "AmericanDepositarySharesMember"),)
NCI = (("StatementEquityComponentsAxis", "NoncontrollingInterestMember"),)
ELIMINATION = (("StatementBusinessSegmentsAxis", "BusinessIntersegmentEliminationsMember"),)
DAY, YEAR = ("", "2010-03-31"), ("2009-04-01", "2010-03-31")
PRINTED = [  # concept, period, members, unit, the value in ones, decimals; each line read off the page
    ("Assets", DAY, NOBODY, "JPY", "51115450000", -3),  # TOTAL 51,115,450 (thousands)
    (
        "AssetsCurrent",
        DAY,
        NOBODY,
        "USD",
        "266538000",
        -3,
    ),  # Total current assets 266,538 (thousands of US dollars)
    (
        "CashAndCashEquivalentsAtCarryingValue",
        DAY,
        NOBODY,
        "USD",
        "93838000",
        -3,
    ),  # 93,838, not the 93,837 of the cash flows
    (
        "AllowanceForDoubtfulAccountsReceivableCurrent",
        DAY,
        NOBODY,
        "JPY",
        "37178000",
        -3,
    ),  # in a label: JPY 37,178 thousand
    (
        "TreasuryStockValue",
        DAY,
        NOBODY,
        "JPY",
        "406547000",
        -3,
    ),  # (406,547): a deduction, its element is positive
    (
        "TreasuryStockShares",
        DAY,
        NOBODY,
        "shares",
        "3934",
        0,
    ),  # in a label: 3,934 shares held by the company
    (
        "PaymentsToAcquirePropertyPlantAndEquipment",
        YEAR,
        NOBODY,
        "JPY",
        "3253629000",
        -3,
    ),  # (3,253,629): a payment is positive
    (
        "NetIncomeLossAttributableToNoncontrollingInterest",
        YEAR,
        NOBODY,
        "JPY",
        "-347746000",
        -3,
    ),  # LESS: NET LOSS ... 347,746
    ("ProfitLoss", YEAR, NCI, "JPY", "-347746000", -3),  # (347,746) in the equity statement
    ("EarningsPerShareBasic", YEAR, NOBODY, "JPY", "11030.38", 2),  # 11,030.38
    (
        "WeightedAverageNumberOfSharesOutstandingBasic",
        YEAR,
        ADS,
        "shares",
        "81017600",
        0,
    ),  # 81,017,600 ADS
    ("Revenues", YEAR, NOBODY, "JPY", "68006000000", -6),  # 68,006 (millions)
    ("Revenues", YEAR, ELIMINATION, "JPY", "-429000000", -6),  # Elimination 429, deducted
    ("InventoryNet", DAY, NOBODY, "JPY", "807803000", -3),  # 807,803
]


@pytest.mark.parametrize(("concept", "period", "members", "unit", "value", "decimals"), PRINTED)
def test_what_the_page_prints_is_in_the_file(
    plain: ArelleResult,
    concept: str,
    period: tuple[str, str],
    members: tuple[tuple[str, str], ...],
    unit: str,
    value: str,
    decimals: int,
) -> None:
    found = [
        fact
        for fact in plain.facts or ()
        if fact.concept.rpartition("}")[2] == concept
        and ((fact.start or ""), fact.end) == period
        and tuple(
            (axis.rpartition("}")[2], member.rpartition("}")[2]) for axis, member in fact.dimensions
        )
        == members
        and (unit,)
        == tuple(measure.rpartition("}")[2] for measure in fact.unit[0] if fact.unit)[:1]  # type: ignore[index]
        and fact.decimals == str(decimals)
    ]
    assert {Decimal(fact.value or "NaN") for fact in found} == {Decimal(value)}


def test_the_cash_figure_of_the_cash_flows_is_no_fact(plain: ArelleResult) -> None:
    assert [fact.id for fact in plain.facts or () if fact.value == "93837000"] == []


def test_the_kept_cash_figure_carries_the_reason_in_both_files(
    inline: ArelleResult, plain: ArelleResult
) -> None:
    name = "bs.CashAndCashEquivalentsAtCarryingValue.2010-03-31.USD"
    for result in (inline, plain):
        assert any("93,837" in note[2] for note in by_id(result)[name].footnotes)
