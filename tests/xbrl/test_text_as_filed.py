"""One filing says the same texts in the same order, whoever reads it and in whatever syntax."""

import shutil
from pathlib import Path

import pytest

from crossfoot.workflows.ingest_reader import Reader, ReaderOptions
from crossfoot.workspace import Workspace
from crossfoot.xbrl.arrow_columns import array_of, plain_numbers
from crossfoot.xbrl.report_records import Report
from crossfoot.xbrl.submission import submissions_in
from crossfoot.xbrl.values import number_text

STEM = "iij-20121231"
TOLD = (
    "concept",
    "period_start",
    "period_end",
    "unit",
    "dimensions",
    "decimals",
    "nil",
    "value_text",
)
NUMBERS = {
    "2000.00": "2000",
    "2000": "2000",
    "-2.50": "-2.5",
    "0.0": "0",
    "-0.00": "0",
    "0.10": "0.1",
    "1234567890123456789012345678901234567890.10": "1234567890123456789012345678901234567890.1",
    "INF": "INF",
}


def test_a_number_has_one_text() -> None:
    assert {text: number_text(text) for text in NUMBERS} == NUMBERS
    others = {
        "+2E3": "2000",
        "1e-3": "0.001",
        " 7. ": "7",
        ".5": "0.5",
        "007": "7",
        "about ten": "about ten",
        "1e99999": "1e99999",
    }
    assert {text: number_text(text) for text in others} == others


def test_a_column_of_numbers_has_the_same_texts() -> None:
    told = plain_numbers(array_of((*NUMBERS, "1.5e10"))).to_pylist()
    assert told == [*NUMBERS.values(), "1.5e10"]


@pytest.fixture(scope="module")
def readings(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """The release of 2012-12-31 in each syntax and container, by each reader."""
    given = releases / "2012-12-31"
    alone = tmp_path_factory.mktemp("alone")
    judge, light = (
        Reader(options=ReaderOptions(workspace=Workspace(root=alone), without_taxonomy=one))
        for one in (False, True)
    )
    found = {"fast": _read(judge, given)}
    for name in (
        f"{STEM}.htm",
        f"{STEM}.xbrl",
        f"{STEM}.json",
        f"{STEM}.xbri",
        f"{STEM}-csv/{STEM}.json",
    ):
        folder = alone / str(len(found))
        (folder / name).parent.mkdir(parents=True)
        for file in (given / name).parent.glob("*.csv") if "/" in name else ():
            shutil.copyfile(file, (folder / name).with_name(file.name))
        shutil.copyfile(given / name, folder / name)
        if not name.endswith(".xbri"):
            found[f"light {name}"] = _read(light, folder / name)
            for file in (*given.glob("*.xsd"), *given.glob(f"{STEM}_*.xml")):
                shutil.copyfile(file, folder / file.name)
            for file in given.glob("*-taxonomy.zip"):
                shutil.copyfile(file, (folder / name).with_name(file.name))
        found[f"arelle {name}"] = _read(judge, folder / name)
    judge.close()
    return found


def _read(reader: Reader, path: Path) -> Report:
    (entry,) = submissions_in(path)
    report, findings = reader.report(entry)
    assert report is not None, [str(finding) for finding in findings]
    return report


def test_every_reader_of_every_syntax_says_the_same_texts_in_the_same_order(
    readings: dict[str, Report],
) -> None:
    assert sorted({report.reader for report in readings.values()}) == [
        "arelle",
        "crossfoot",
        "light",
    ]
    assert len(readings) == 10
    told = {
        name: list(zip(*(report.tables["facts"][one] for one in TOLD), strict=True))
        for name, report in readings.items()
    }
    wanted = told.pop("fast")
    assert len(wanted) == 976
    for name, rows in told.items():
        assert [pair for pair in zip(rows, wanted, strict=True) if pair[0] != pair[1]] == [], name


def test_the_order_is_that_of_the_page_where_a_number_in_a_label_comes_first(
    readings: dict[str, Report],
) -> None:
    names = [name.partition(":")[2] for name in readings["fast"].tables["facts"]["concept"]]
    first = names.index("AllowanceForDoubtfulAccountsReceivableCurrent")
    assert names[first + 2 : first + 5] == ["AccountsReceivableNetCurrent"] * 3


def test_a_dividend_printed_as_10_00_is_10_to_two_decimals(readings: dict[str, Report]) -> None:
    for report in readings.values():
        facts = report.tables["facts"]
        rows = zip(
            facts["concept"],
            facts["dimensions"],
            facts["value_text"],
            facts["decimals"],
            strict=True,
        )
        name = "gaap:CommonStockDividendsPerShareDeclared"
        assert ("10", 2) in {
            (text, decimals) for concept, _, text, decimals in rows if concept == name
        }
