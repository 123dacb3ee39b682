"""The data sets and what was known on a date, derived a second time from the filings' own files, by
nothing of the program."""

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from crossfoot.workflows import store_api
from own_output import take
from reread import Told, facts_of, lines_of, month_end

FILED = {
    "2008-09-30": "2008-11-13",
    "2008-12-31": "2009-02-12",
    "2009-09-30": "2009-11-13",
    "2010-03-31": "2010-05-14",
}
QUARTERS = {0: "0", 3: "1", 6: "2", 9: "3", 12: "4"}
"""of the months that a period of these filings has"""


@pytest.fixture(scope="module")
def store(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("rederived") / "f.duckdb")
    take(place, releases)
    return place


def read(releases: Path, period: str) -> list[Told]:
    return list(facts_of(releases / period / f"iij-{period.replace('-', '')}.xbrl"))


def known(releases: Path, day: str) -> dict[tuple[str, ...], Told]:
    """Of each number the telling filed last by the day, in it the most exact."""
    last: dict[tuple[str, ...], Told] = {}
    for period, filed in FILED.items():
        if filed <= day:
            told = sorted(
                read(releases, period),
                key=lambda one: 10**6 if one.decimals is None else one.decimals,
            )
            last |= {one.key: one for one in told}
    return last


def key(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(
        row[name] or ""
        for name in ("concept", "period_start", "period_end", "unit", "dimensions", "language")
    )


def asked(store: str, *words: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    from crossfoot.cli.main import main

    assert main(["facts", *words, "--store", store, "--json"]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


@pytest.mark.parametrize("day", ["2008-11-12", "2009-12-31", "2010-12-31"])
def test_what_was_known_on_a_date_is_what_the_filings_by_then_hold(
    day: str, store: str, releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = asked(store, "as-of", day, "iij", capsys=capsys)
    wanted = {one.key: (one.value, one.decimals) for one in known(releases, day).values()}
    assert {key(row): (row["value_text"], row["decimals"]) for row in rows} == wanted
    assert len(rows) == len(wanted)


def test_two_dates_differ_by_the_filing_between_and_by_nothing_else(
    store: str, releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = asked(store, "as-of", "2009-12-31", "iij", "--against", "2010-12-31", capsys=capsys)
    before, between = (
        known(releases, "2009-12-31"),
        {one.key for one in read(releases, "2010-03-31")},
    )
    after = known(releases, "2010-12-31")
    wanted = {one for one in between if one not in before or before[one].value != after[one].value}
    assert {key(row) for row in rows} == wanted
    assert {row["filed"] for row in rows} == {"2010-05-14"}
    changed = [
        (*key(row)[:4], row["on 2009-12-31"], row["on 2010-12-31"])
        for row in rows
        if row["on 2009-12-31"] is not None
    ]
    cash = "gaap:CashAndCashEquivalentsAtCarryingValue"
    assert changed == [(cash, "", "2009-03-31", "USD", "113842000", "109076000")]


def months(told: Told) -> int:
    (first, last) = (list(map(int, one.split("-"))) for one in (told.start or told.end, told.end))
    return 0 if not told.start else 12 * (last[0] - first[0]) + last[1] - first[1] + 1


def segments(dimensions: str) -> str:
    held = json.loads(dimensions or "{}")
    bare = {
        one.partition(":")[2].removesuffix("Axis").removeprefix("Statement"): two.partition(":")[2]
        for one, two in held.items()
    }
    return "".join(f"{axis}={bare[axis].removesuffix('Member')};" for axis in sorted(bare))


@pytest.mark.parametrize("period", ["2008-12-31", "2009-09-30", "2010-03-31", "2012-12-31"])
def test_numbers_and_lines_of_the_data_sets_are_those_of_instance_and_presentation(
    period: str, store: str, releases: Path
) -> None:
    stem = f"iij-{period.replace('-', '')}"
    with store_api.connect(store) as facts:
        adsh = next(
            row["digest"][:20] for row in facts.filings("iij") if str(row["period_end"]) == period
        )
        sets = {
            name: [line.split("\t") for line in text.splitlines()[1:]]
            for name, text in facts.data_sets().items()
        }
    told: dict[str, list[Told]] = {}
    for one in sorted(
        read(releases, period), key=lambda one: 10**6 if one.decimals is None else one.decimals
    ):
        if one.unit:
            told.setdefault(one.concept, []).append(one)
    num, pre = {}, set()
    for report, (definition, lines) in enumerate(
        sorted(lines_of(releases / period, stem).items()), 1
    ):
        if " - Statement - " not in definition:
            continue
        for line in lines:
            prefix, _, tag = line.concept.partition(":")
            version = "gaap/2026" if prefix == "gaap" else adsh
            shown = [one for one in told.get(line.concept, ()) if _belongs(one, definition)]
            for one in shown:
                about = (
                    tag,
                    version,
                    month_end(one.end),
                    QUARTERS[months(one)],
                    one.unit.partition("/")[0],
                    segments(one.dimensions),
                    "",
                )
                num[about] = str(Decimal(one.value).quantize(Decimal("0.0001"), ROUND_HALF_UP))
            if shown:
                inside = "1" if "Parenthetical" in definition else "0"
                pre.add(
                    (
                        str(report),
                        str(line.place),
                        inside,
                        tag,
                        version,
                        line.label,
                        str(int(line.negated)),
                    )
                )
    assert {tuple(row[1:8]): row[8] for row in sets["num"] if row[0] == adsh} == num
    assert {(*row[1:3], row[4], *row[6:10]) for row in sets["pre"] if row[0] == adsh} == pre


AXES = {
    "Net Income per Share": "StatementClassOfStockAxis",
    "Shareholders' Equity": "StatementEquityComponentsAxis",
}
"""which axis stands in which statement"""


def _belongs(one: Told, definition: str) -> bool:
    axes = [axis for words, axis in AXES.items() if words in definition]
    return all(axis.partition(":")[2] in axes for axis in json.loads(one.dimensions or "{}"))
