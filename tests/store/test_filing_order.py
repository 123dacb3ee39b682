"""Which filing is later: one order, whatever asks; and migrations that stay as they were."""

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from crossfoot.store.connection import Store
from crossfoot.store.filing_order import COLUMNS, filing_order, order_key
from crossfoot.store.schema import SCHEMA_VERSION, migration
from crossfoot.store.store import open_store

_MIGRATIONS = Path(open_store.__code__.co_filename).with_name("migrations")
RELEASED = {
    "01_tables.sql": "28d8d8b9ae95500f80a43c70d3cb46819acfd79e644f6ec67d9a2eb2eb84b2e0",
    "02_accessions.sql": "c11fee8402c09b9220d9b3709aa562d678e54584f190d81c115bf0cecfcf3319",
    "03_copies.sql": "a3c19db115d9636580ac75062ece3c903a31a16172b12fb232b085788ddf1f90",
    "04_amendments.sql": "c743e00bd1752a1f8b7398667e6ceb384d5cf802cdda968c4b1a0afa1cc16f77",
    "05_filing_order.sql": "c4277bfa370c822a84ef262764ee2dceb2bf94f5b939f66ba0bd397eb818224c",
    "06_no_look_ahead.sql": "b91238fd27eee4d71b83345375364dd9b2036090fa42e182595ad8636d5353d9",
}
"""SHA-256 of each migration that was released"""
DAY, EARLIER = date(2024, 3, 1), date(2024, 2, 1)
MORNING, NOON = datetime(2024, 3, 1, 9), datetime(2024, 3, 1, 12)
FILINGS = (
    (1, EARLIER, date(2024, 6, 30), True, NOON, 9),  # the day of filing decides
    (2, DAY, None, True, NOON, 9),  # no period: before those of the day that have one
    (3, DAY, date(2022, 12, 31), True, NOON, 9),
    (4, DAY, date(2023, 12, 31), False, NOON, 9),  # the amendment is the later one
    (5, DAY, date(2023, 12, 31), True, MORNING, 9),
    (6, DAY, date(2023, 12, 31), True, NOON, None),
    (7, DAY, date(2023, 12, 31), True, NOON, 1),  # came in as the first of the moment
    (8, DAY, date(2023, 12, 31), True, NOON, 2),
    (9, DAY, date(2023, 12, 31), True, NOON, 2),
)
"""key, day of filing, period, amendment, receipt, arrival; each later than the one before"""


def put_in(store: Store) -> None:
    names = ("filing", "filed", "period_end", "amendment", "received", "arrival")
    columns = {name: [row[place] for row in FILINGS] for place, name in enumerate(names)}
    store.append("filings", {"filer": "cik:1", "form": "10-K", "filed_from": "declared"}, columns)


def orders(store: Store) -> list[list[int]]:
    """The keys by each spelling of the order."""
    put_in(store)
    named = (
        dict(zip(COLUMNS, row, strict=True))
        for row in store.rows(f"SELECT {', '.join(COLUMNS)} FROM filings ORDER BY filing DESC").rows
    )
    return [
        [row[0] for row in store.rows(f"SELECT filing FROM filings ORDER BY {order}").rows]
        for order in (filing_order(), filing_order("filings."))
    ] + [
        [
            row[0]
            for row in store.rows(
                f"SELECT filing FROM filings ORDER BY {filing_order(latest_first=True)}"
            ).rows
        ][::-1],
        [row["filing"] for row in sorted(named, key=order_key)],
    ]


def test_every_spelling_of_the_order_puts_filings_alike(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "f.duckdb"), write=True) as store:
        assert orders(store) == [[1, 2, 3, 4, 5, 6, 7, 8, 9]] * 4


def test_a_released_migration_never_changes() -> None:
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in _MIGRATIONS.iterdir()}
    assert {name: found.get(name) for name in RELEASED} == RELEASED
    assert sorted(int(name[:2]) for name in found) == list(range(1, SCHEMA_VERSION + 1))


def test_a_migration_is_read_as_its_statements() -> None:
    assert [statement.split()[:2] for statement in migration(4)] == [
        ["DROP", "VIEW"],
        ["CREATE", "VIEW"],
    ]
