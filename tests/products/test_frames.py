"""Frames by the short way, in the database, against the long one: every telling, one by one."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from crossfoot.errors import UsageError
from crossfoot.products.companyfacts import ReportedValue, reported_values, with_frames
from crossfoot.products.frames import frame_rows
from crossfoot.store.connection import Store
from crossfoot.store.store import open_store
from own_output import FACTS, changed, own_output, take
from small_store import small_store


def all_frames(store: Store) -> Iterator[tuple[str, str, str]]:
    """Concept, unit and frame of all that is told, and of each the numbers in the order of
    filers."""
    told = sorted(
        reported_values(store, "1 = 1", []),
        key=lambda one: (one.concept, one.unit, one.filed.filer),
    )
    found: dict[tuple[str, str, str], list[ReportedValue]] = {}
    for _, group in groupby(told, key=lambda one: (one.concept, one.unit, one.filed.filer)):
        for (concept, unit), rows in with_frames(group):
            for one, frame in rows:
                if frame:
                    found.setdefault((concept, unit, frame), []).append(one)
    for (concept, unit, frame), rows in found.items():
        assert known(frame_rows(store, concept, unit, frame)) == known(rows), (concept, unit, frame)
        yield concept, unit, frame


def known(rows: list[ReportedValue]) -> list[tuple[Any, ...]]:
    return [(one.filed, one.period, one.value, one.ordinal) for one in rows]


def test_the_five_releases_have_the_same_frames_either_way(releases: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "f.duckdb")
    take(place, releases)
    with open_store(place) as store:
        store_frames = list(all_frames(store))
    assert ("gaap:Revenues", "JPY", "CY2009") in store_frames
    assert len(store_frames) > 500


def test_a_restated_number_is_that_of_the_last_filing_and_a_period_that_fits_better_wins(
    tmp_path: Path,
) -> None:
    with open_store(small_store(tmp_path), write=True) as store:
        assert ("us-gaap:Cash", "USD", "CY2008Q4I") in set(all_frames(store))
        cash = [
            (one.value, one.filed.filed.year)
            for one in frame_rows(store, "us-gaap:Cash", "USD", "CY2008Q4I")
        ]
        assert [(int(value), year) for value, year in cash] == [(71000, 2010)]
        add = "INSERT INTO facts SELECT filing, ? AS ordinal, fact_id, filer, concept, period_start, CAST(? AS DATE) AS period_end, unit, "
        rest = "dimensions, language, decimals, nil, CAST(? AS TEXT) AS value_text, value FROM facts WHERE filing = 22 AND ordinal = 1"
        for ordinal, end, value in ((50, "2010-01-02", "1"), (51, "2009-12-30", "2")):
            store.execute(add + rest, (ordinal, end, value))
        assert [
            int(one.value) for one in frame_rows(store, "us-gaap:Cash", "USD", "CY2009Q4I")
        ] == [90000]
        list(all_frames(store))


def test_a_last_telling_that_is_no_number_leaves_the_one_before(tmp_path: Path) -> None:
    with open_store(small_store(tmp_path), write=True) as store:
        store.execute(
            "UPDATE facts SET value_text = 'INF', value = NULL WHERE filing = 22 AND period_end = '2008-12-31'"
        )
        assert [
            int(one.value) for one in frame_rows(store, "us-gaap:Cash", "USD", "CY2008Q4I")
        ] == [70000]


@pytest.mark.parametrize(
    "frame", ["CY2024Q4I", "CY2023Q4I", "CY2024", "CY0001", "CY0001Q1I", "CY9999", "CY9999Q4I"]
)
def test_nothing_told_is_no_frame(tmp_path: Path, frame: str) -> None:
    place = tmp_path / "f.duckdb"
    take(place, own_output(tmp_path / "a" / "2024-12-31", changed(FACTS, "bs.Assets", "1")))
    with open_store(str(place)) as store:
        assert frame_rows(store, "gaap:Nothing", "JPY", frame) == []


def test_the_year_nought_is_no_frame(tmp_path: Path) -> None:
    with open_store(small_store(tmp_path)) as store, pytest.raises(UsageError, match="CY0000"):
        frame_rows(store, "us-gaap:Cash", "USD", "CY0000")
