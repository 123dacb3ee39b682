"""A store of two filings with a balance sheet and cash flows, put in by hand: what the products are
made of."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crossfoot.store.connection import Store
from crossfoot.store.store import open_store

ROLE = "http://example.com/role/"
STANDARD = "http://www.xbrl.org/2003/role/"
NEGATED = "http://www.xbrl.org/2009/role/negatedLabel"
SHOP = '{"us-gaap:StatementBusinessSegmentsAxis":"tst:ShopMember"}'
FIRST, SECOND = 11, 22
Fact = tuple[str, str | None, str, str, str, int | None, str]
_NUMBERS: dict[int, Sequence[Fact]] = {
    FIRST: (
        ("us-gaap:Cash", None, "2008-12-31", "USD", "", -3, "70000"),
        ("us-gaap:TreasuryStockValue", None, "2008-12-31", "USD", "", -3, "5000"),
        ("us-gaap:Profit", "2008-01-01", "2008-12-31", "USD", "", -3, "12345678901234567890123"),
    ),
    SECOND: (
        ("us-gaap:Cash", None, "2008-12-31", "USD", "", -3, "71000"),
        ("us-gaap:Cash", None, "2009-12-31", "USD", "", -3, "90000"),
        ("us-gaap:TreasuryStockValue", None, "2009-12-31", "USD", "", -3, "6000"),
        ("us-gaap:Profit", "2009-01-01", "2009-12-31", "USD", "", -3, "20000"),
        ("us-gaap:Profit", "2009-01-01", "2009-12-31", "USD", SHOP, -3, "4000"),
        ("us-gaap:Profit", "2009-07-01", "2009-12-31", "USD", "", -3, "11000"),
        ("us-gaap:PerShare", "2009-01-01", "2009-12-31", "USD/shares", "", 2, "0.10"),
        ("tst:Own", None, "2009-12-31", "USD", "", -3, "333"),
        ("us-gaap:Note", None, "2009-12-31", "USD", "", -3, "777"),
    ),
}
_TREE = (
    ("BalanceSheet", "us-gaap:PositionAbstract", "us-gaap:Cash", None),
    ("BalanceSheet", "us-gaap:PositionAbstract", "tst:Own", None),
    ("BalanceSheet", "us-gaap:PositionAbstract", "us-gaap:TreasuryStockValue", NEGATED),
    ("CashFlow", "us-gaap:FlowsAbstract", "us-gaap:FlowsTable", None),
    ("CashFlow", "us-gaap:FlowsTable", "us-gaap:StatementBusinessSegmentsAxis", None),
    ("CashFlow", "us-gaap:StatementBusinessSegmentsAxis", "tst:ShopMember", None),
    ("CashFlow", "us-gaap:FlowsAbstract", "us-gaap:Profit", None),
    ("CashFlow", "us-gaap:FlowsAbstract", "us-gaap:PerShare", None),
    ("CashFlow", "us-gaap:FlowsAbstract", "us-gaap:Cash", f"{STANDARD}periodStartLabel"),
    ("CashFlow", "us-gaap:FlowsAbstract", "us-gaap:Cash", f"{STANDARD}periodEndLabel"),
    ("Notes", "us-gaap:NotesAbstract", "us-gaap:Note", None),
)
_ROLES = (
    ("BalanceSheet", "balance-sheet", "102 - Statement - Balance Sheets"),
    ("CashFlow", "cash-flow", "103 - Statement - Cash Flows"),
    ("Notes", "notes", "201 - Disclosure - Notes"),
)
_LABELS = (
    ("us-gaap:Cash", f"{STANDARD}label", "Cash"),
    ("us-gaap:Cash", f"{STANDARD}periodStartLabel", "Cash, beginning"),
    ("us-gaap:Cash", f"{STANDARD}periodEndLabel", "Cash, end"),
    ("us-gaap:Cash", f"{STANDARD}documentation", "What is\tin the till."),
    ("us-gaap:TreasuryStockValue", NEGATED, "Treasury stock, at cost"),
)


def small_store(path: Path) -> str:
    """Two filings of one filer, on paper from 2009-03-01 and 2010-03-01."""
    place = str(path / "facts.duckdb")
    with open_store(place, write=True) as store, store.transaction():
        _add(
            store,
            "filers",
            ("filer", "scheme", "identifier", "name", "prefix"),
            [("cik:0000000007", "s", "0000000007", "Test Co", "tst")],
        )
        for filing, year in ((FIRST, 2008), (SECOND, 2009)):
            _filing(store, filing, year)
    return place


def _add(store: Store, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    store.append(
        table, {}, {name: [row[place] for row in rows] for place, name in enumerate(names)}
    )


def _filing(store: Store, filing: int, year: int) -> None:
    head = {
        "filing": filing,
        "digest": f"{filing:064d}",
        "filer": "cik:0000000007",
        "filer_name": "Test Co",
        "form": "10-K",
        "amendment": False,
        "period_end": date(year, 12, 31),
        "fiscal_year": str(year),
        "fiscal_period": "FY",
        "fiscal_year_end": "--12-31",
        "filed": date(year + 1, 3, 1),
        "received": datetime(2026, 1, 1),
        "accession": f"0000000007-{year - 2000:02d}-000001",
        "document": "tst.xbrl",
        "verdict": "accepted",
        "validated": True,
    }
    _add(store, "filings", tuple(head), [tuple(head.values())])
    facts = [
        (
            filing,
            n,
            f"f{n}",
            "cik:0000000007",
            concept,
            start and date.fromisoformat(start),
            date.fromisoformat(end),
            *rest[:3],
            False,
            rest[3],
        )
        for n, (concept, start, end, *rest) in enumerate(_NUMBERS[filing])
    ]
    columns = (
        "filing",
        "ordinal",
        "fact_id",
        "filer",
        "concept",
        "period_start",
        "period_end",
        "unit",
        "dimensions",
        "decimals",
        "nil",
    )
    _add(store, "facts", (*columns, "value_text"), facts)
    places = [
        (filing, n, "table.csv", n + 2, "USD", "doc.txt", str(n + 100)) for n in range(len(facts))
    ]
    _add(
        store,
        "addresses",
        ("filing", "ordinal", "file", "row_number", "column_name", "document", "line"),
        places,
    )
    names = sorted({fact[4] for fact in facts} | {one for _, *pair, _ in _TREE for one in pair})
    concepts = [
        (
            filing,
            name,
            f"http://fasb.org/{name.split(':')[0]}/{year}",
            name.split(":")[1],
            name.startswith("tst:"),
        )
        for name in names
    ]
    _add(store, "concepts", ("filing", "concept", "namespace", "name", "custom"), concepts)
    _add(
        store,
        "labels",
        ("filing", "concept", "role", "language", "text"),
        [(filing, c, role, "en-us", t) for c, role, t in _LABELS],
    )
    _add(
        store,
        "roles",
        ("filing", "role", "name", "definition"),
        [(filing, f"{ROLE}{name}", short, told) for name, short, told in _ROLES],
    )
    arcs = [
        (filing, n, "presentation", f"{ROLE}{role}", up, down, str(n), label)
        for n, (role, up, down, label) in enumerate(_TREE)
    ]
    _add(
        store,
        "arcs",
        (
            "filing",
            "position",
            "network",
            "role",
            "parent",
            "child",
            "arc_order",
            "preferred_label",
        ),
        arcs,
    )
