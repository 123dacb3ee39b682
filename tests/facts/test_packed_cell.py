"""The usual cell says everything that the records say which it stands for, and whatever is not
usual takes the long way."""

import pickle
from decimal import Decimal
from typing import Any

import pytest

from crossfoot.facts.build import build_instance
from crossfoot.facts.numbers import parse_amount
from crossfoot.model.filing import Aspects, Column, Company, Filing, Period, Row, Table
from crossfoot.model.finding import Finding
from crossfoot.model.instance import Amount, CellView, Fact, Statement, Unit
from crossfoot.model.lazy_refs import LazyIds, LazySources
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.profile import Profile
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Network, Node, Taxonomy, Vocabulary

DAY, USD = Period(start="", end="2024-12-31"), Unit(id="USD", numerators=("iso4217:USD",))
HERE = SourceRef(file="bs.csv")
SHEET: dict[str, Any] = {
    "id": "bs",
    "file": "bs.csv",
    "sheet": None,
    "title": "",
    "networks": ("bs",),
    "document": "release.txt",
}


def statement(
    texts: list[str], role: str = "", aspects: Aspects | None = None
) -> tuple[Statement, list[Finding]]:
    """One column of rows: Cash in each, apart by their members."""
    names = [f"Item{number}" for number in range(len(texts))]
    concepts = {
        name: Concept(name=name, prefix="t", type="monetary", period="instant", source=HERE)
        for name in ("Top", *names)
    }
    nodes = [Node(concept="Top", level=0, parent=-1, source=HERE)]
    nodes += [Node(concept=name, level=1, parent=0, role=role, source=HERE) for name in names]
    network = Network(
        id="bs", number=1, kind="Statement", title="", title_ja="", nodes=tuple(nodes), source=HERE
    )
    vocabulary = Vocabulary(prefix="t", namespace="urn:t", base_url="urn:t/", schema="t.xsd")
    column = Column(
        name="D0", aspects=aspects or Aspects(period=DAY, unit="USD", scale=3), heading=()
    )
    plain: dict[str, Any] = {"role": "", "label": "", "notes": (), "aspects": Aspects()}
    rows = [
        Row(number=n + 2, concept=name, line=f"L{n}", cells=(text,), **plain)
        for n, (name, text) in enumerate(zip(names, texts, strict=True))
    ]
    table = Table(**SHEET, columns=(column,), rows=tuple(rows), defined=HERE)
    company = Company(
        name="",
        prefix="t",
        authority="",
        scheme="s",
        identifier="1",
        identifiers=(),
        fiscal_year_end="",
        currency="USD",
        profile=Profile(name="sec", title="EFM"),
    )
    head = {
        "stem": "t",
        "period_end": "2024-12-31",
        "title": "",
        "source": "release.txt",
        "base": "",
        "calculations": "both",
    }
    parts: dict[str, Any] = {
        "tables": (table,),
        "cover": (),
        "notes": (),
        "declarations": (),
        "context": DAY,
        "at": HERE,
    }
    instance, findings = build_instance(
        Filing(company=company, **head, **parts),
        Taxonomy(vocabulary=vocabulary, concepts=concepts, networks=(network,)),
    )
    return instance.statements[0], findings


@pytest.mark.parametrize(
    "text", ["1,413,102", "(1,413,102)", "7", "0", "(0)", "000", "1,000", "8764415", "0,123"]
)
@pytest.mark.parametrize("role", ["", "negated", "total"])
def test_a_usual_cell_is_the_records_it_stands_for(text: str, role: str) -> None:
    told, findings = statement(["5", text], role)
    cell: Any = told.lines[1].cells[0]
    assert (type(cell), findings) == (PackedCell, [])
    amount = parse_amount(text, 3)
    source = SourceRef(file="bs.csv", row=3, column="D0", document="release.txt", line="L1")
    value = amount.value.copy_negate() if role == "negated" and amount.value else amount.value
    fact = Fact(
        id="bs.Item1.2024-12-31.USD",
        concept=cell.concept,
        period=DAY,
        members=(),
        value=value,
        unit=USD,
        decimals=-3,
        source=source,
    )
    same(cell, fact)
    same(cell.amount, amount)
    assert (cell.amount.low, cell.amount.high) == (amount.low, amount.high)
    assert (cell.context_key, cell.aspects) == (fact.context_key, fact.aspects)
    assert cell.facts == (cell,) and cell.value.as_tuple() == value.as_tuple()
    view = CellView(
        text=text,
        source=source,
        amount=cell.amount,
        facts=(cell,),
        negated=role == "negated",
        status="fact",
    )
    same(cell, view)


def same(cell: Any, record: Any) -> None:
    names = record.__struct_fields__
    assert {name: getattr(cell, name) for name in names} == {
        name: getattr(record, name) for name in names
    }


@pytest.mark.parametrize(
    "text", ["1.5", "—", "1,2?4", "JPY5", "(5", "1,41", "１", "-5", "7\n8", "(7)\n8", "7\n\n8"]
)
def test_what_is_not_usual_takes_the_long_way(text: str) -> None:
    told, _ = statement(["5", text, "6"])
    assert [type(line.cells[0]) for line in told.lines] == [CellView, CellView, PackedCell]


def test_decimals_of_the_column_hold_for_the_usual_cell() -> None:
    told, _ = statement(["5", "12"], aspects=Aspects(period=DAY, unit="USD", scale=3, decimals=-5))
    cell: Any = told.lines[1].cells[0]
    assert (type(cell), cell.decimals, cell.value) == (PackedCell, -5, Decimal(12_000))


def test_an_empty_cell_is_no_fact() -> None:
    told, _ = statement(["5", "", "7"])
    assert [cell.status for line in told.lines for cell in line.cells] == ["fact", "", "fact"]


def test_ids_and_addresses_of_facts_are_made_when_they_are_looked_at() -> None:
    told, _ = statement(["5", "6", "7"])
    facts = tuple(fact for line in told.lines for fact in line.cells[0].facts)
    ids, sources = LazyIds(facts), LazySources(facts)
    assert (
        ids == tuple(fact.id for fact in facts)
        and list(ids[1:]) == [facts[1].id, facts[2].id]
        and len(ids) == 3
    )
    assert (
        sources[0] == facts[0].source
        and hash(ids) == hash(tuple(ids))
        and ids != LazyIds(facts[:1])
    )
    assert (
        pickle.loads(pickle.dumps(ids)) == tuple(ids)
        and type(pickle.loads(pickle.dumps(sources))) is tuple
    )


def test_amounts_are_those_of_the_long_way() -> None:
    told, _ = statement(["5", "(6)"], "negated")
    amount: Any = told.lines[1].cells[0].amount
    assert amount == Amount(
        before="(", digits="6", after=")", value=Decimal("-6E3"), scale=3, decimals=-3
    )
