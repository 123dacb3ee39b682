"""Statements with members, and balances that nothing moved."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crossfoot.products.statements import statement, statement_rows
from crossfoot.store.store import open_store

DIM = "http://xbrl.org/int/dim/arcrole/"
ROLE, OTHER = "http://example.com/role/Equity", "http://example.com/role/Domains"
LABELS = "http://www.xbrl.org/2003/role/"
COMMON, RETAINED = '{"t:Axis":"t:Common"}', '{"t:Axis":"t:Retained"}'
CONSOLIDATED = '{"scenario":"<{http://example.com/t}NonConsolidated/>"}'
FACTS = (
    ("t:Equity", None, "2022-12-31", "USD", COMMON, "180"),
    ("t:Equity", None, "2023-12-31", "USD", COMMON, "200"),
    ("t:Equity", None, "2022-12-31", "USD", RETAINED, "260"),
    ("t:Equity", None, "2023-12-31", "USD", RETAINED, "300"),
    ("t:Profit", "2023-01-01", "2023-12-31", "USD", RETAINED, "50"),
    ("t:Dividends", "2023-01-01", "2023-12-31", "USD", RETAINED, "10"),
    ("t:Shares", None, "2022-12-31", "shares", "", "11"),
    ("t:Shares", None, "2023-12-31", "shares", "", "12"),
    ("t:Profit", "2023-01-01", "2023-12-31", "USD", CONSOLIDATED, "7"),
)
PRESENTED = (
    ("t:Table", "t:Axis", None),
    ("t:Axis", "t:Domain", None),
    ("t:Domain", "t:Common", None),
    ("t:Domain", "t:Retained", None),
    ("t:Table", "t:Lines", None),
    ("t:Lines", "t:Equity", "periodStartLabel"),
    ("t:Lines", "t:Shares", "periodStartLabel"),
    ("t:Lines", "t:Profit", None),
    ("t:Lines", "t:Dividends", None),
    ("t:Lines", "t:Equity", "periodEndLabel"),
    ("t:Lines", "t:Shares", "periodEndLabel"),
)
DEFINED = (
    ("all", ROLE, "t:Lines", "t:Table", None),
    ("hypercube-dimension", ROLE, "t:Table", "t:Axis", None),
    ("dimension-domain", ROLE, "t:Axis", "t:Domain", OTHER),
    ("domain-member", OTHER, "t:Domain", "t:Common", None),
    ("domain-member", OTHER, "t:Domain", "t:Retained", None),
    ("domain-member", ROLE, "t:Lines", "t:Equity", None),
    ("domain-member", ROLE, "t:Lines", "t:Profit", None),
)
"""the domain's members stand in a role of their own, which the arc to the domain names"""


def table(names: str, rows: list[tuple[Any, ...]]) -> dict[str, list[Any]]:
    return {name: [row[at] for row in rows] for at, name in enumerate(names.split())}


@pytest.fixture
def place(tmp_path: Path) -> str:
    """One filing; no element of it has the type of a member, and none a name that says so."""
    place, one = str(tmp_path / "f.duckdb"), {"filing": 1}
    names = sorted({name for _, *ends, _ in DEFINED for name in ends[1:]} | {f[0] for f in FACTS})
    with open_store(place, write=True) as store:
        store.append("filers", {}, {"filer": ["cik:7"], "prefix": ["t"], "name": ["Test Co"]})
        head = {"digest": "d", "filer": "cik:7", "form": "10-K", "amendment": False}
        store.append(
            "filings",
            {**one, **head},
            {"period_end": [date(2023, 12, 31)], "filed": [date(2024, 3, 1)]},
        )
        facts = [
            (at, f"f{at}", "cik:7", name, start and date.fromisoformat(start), *rest, 0, False)
            for at, (name, start, *rest) in enumerate(
                (name, start, date.fromisoformat(end), *more) for name, start, end, *more in FACTS
            )
        ]
        columns = "ordinal fact_id filer concept period_start period_end unit dimensions value_text"
        store.append("facts", one, table(f"{columns} decimals nil", facts))
        kinds = [
            (
                name,
                "xbrldt:dimensionItem" if name == "t:Axis" else "xbrli:item",
                "xbrli:stringItemType",
            )
            for name in names
        ]
        store.append("concepts", one, table("concept substitution type", kinds))
        store.append(
            "roles", one, table("role name definition", [(ROLE, "equity", "1 - Statement - E")])
        )
        arcs = [
            ("presentation", "parent-child", ROLE, *ends, str(at), label and LABELS + label, None)
            for at, (*ends, label) in enumerate(PRESENTED)
        ] + [
            ("definition", DIM + kind, role, *ends, str(at), None, target)
            for at, (kind, role, *ends, target) in enumerate(DEFINED)
        ]
        names_of_arcs = "network arcrole role parent child arc_order preferred_label target_role"
        store.append("arcs", one, {"position": range(len(arcs)), **table(names_of_arcs, arcs)})
    return place


def columns_of(place: str, *, members: bool) -> dict[str, dict[str, str]]:
    """Heading to line to text; opening and closing lines of one label told apart."""
    with open_store(place) as store:
        rows = statement_rows(
            statement(store, "cik:7", date(2023, 12, 31), "equity", dimensions=members)
        )
    return {
        name: {
            f"{row[1]} {number}": row[at]
            for number, row in enumerate(rows.rows)
            if row[at] is not None
        }
        for at, name in enumerate(rows.names)
        if at > 1
    }


def test_members_are_members_by_their_place_whatever_their_type(place: str) -> None:
    found = columns_of(place, members=True)
    assert [name for name in found if "Common" in name or "Retained" in name] == [
        f"2023-01-01 to 2023-12-31 USD {COMMON}",
        f"2023-01-01 to 2023-12-31 USD {RETAINED}",
    ]
    assert not any("NonConsolidated" in name for name in found), "no axis of the network"


def test_a_balance_that_nothing_moved_shows_its_own_opening_value(place: str) -> None:
    found = columns_of(place, members=True)
    assert found[f"2023-01-01 to 2023-12-31 USD {COMMON}"] == {
        "t:Equity 1": "180",
        "t:Equity 5": "200",
    }
    assert found["2023-01-01 to 2023-12-31 shares"] == {"t:Shares 2": "11", "t:Shares 6": "12"}
    assert found[f"2023-01-01 to 2023-12-31 USD {RETAINED}"] == {
        "t:Equity 1": "260",
        "t:Profit 3": "50",
        "t:Dividends 4": "10",
        "t:Equity 5": "300",
    }


def test_an_opening_balance_of_no_period_is_blank(place: str) -> None:
    """Without members the statement has no flow, so no day of it opens anything."""
    assert columns_of(place, members=False) == {
        "2022-12-31 shares": {"t:Shares 1": "11"},
        "2023-12-31 shares": {"t:Shares 1": "12"},
    }
