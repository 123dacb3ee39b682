"""Every field of the SEC's shapes for one filing put in by hand: its cover, a footnote, a
co-registrant, a negated line."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crossfoot.cli.main import main
from crossfoot.products.edgar_codes import country_of, incorporated
from crossfoot.store.store import open_store
from crossfoot.workflows import store_api
from small_store import small_store

COVER = {
    "EntityRegistrantName": "Test Co",
    "EntityIncorporationStateCountryCode": "DE",
    "EntityTaxIdentificationNumber": "77-0467272",
    "EntityAddressAddressLine1": "100 Winchester Circle",
    "EntityAddressAddressLine2": "Suite B",
    "EntityAddressCityOrTown": "Los Gatos",
    "EntityAddressStateOrProvince": "CA",
    "EntityAddressPostalZipCode": "95032",
    "CityAreaCode": "408",
    "LocalPhoneNumber": "540-3700",
    "EntityFilerCategory": "Large Accelerated Filer",
    "EntityWellKnownSeasonedIssuer": "Yes",
}
DAUGHTER = '{"dei:LegalEntityAxis":"tst:DaughterMember","us-gaap:StatementBusinessSegmentsAxis":"tst:ShopMember"}'
SUB = {
    "adsh": "0000000007-09-000001",
    "cik": "7",
    "name": "TEST CO",
    "sic": "",
    "countryba": "US",
    "stprba": "CA",
    "cityba": "LOS GATOS",
    "zipba": "95032",
    "bas1": "100 WINCHESTER CIRCLE",
    "bas2": "SUITE B",
    "baph": "408 540-3700",
    "countryma": "",
    "stprma": "",
    "cityma": "",
    "zipma": "",
    "mas1": "",
    "mas2": "",
    "countryinc": "US",
    "stprinc": "DE",
    "ein": "770467272",
    "former": "",
    "changed": "",
    "afs": "1-LAF",
    "wksi": "1",
    "fye": "1231",
    "form": "10-K",
    "period": "20091231",
    "fy": "2009",
    "fp": "FY",
    "filed": "20100301",
    "accepted": "",
    "prevrpt": "0",
    "detail": "1",
    "instance": "tst.xbrl",
    "nciks": "1",
    "aciks": "",
}


@pytest.fixture
def store(tmp_path: Path) -> str:
    place = small_store(tmp_path)
    with open_store(place, write=True) as opened, opened.transaction():
        cover: dict[str, Any] = {
            "concept": [f"dei:{name}" for name in COVER],
            "value_text": list(COVER.values()),
        }
        cover |= {"ordinal": list(range(50, 50 + len(COVER))), "unit": [None] * len(COVER)}
        about: dict[str, Any] = {
            "filing": 22,
            "filer": "cik:0000000007",
            "dimensions": "",
            "nil": False,
            "period_end": date(2009, 12, 31),
        }
        opened.append("facts", about, cover)
        daughter = {
            "concept": ["us-gaap:Profit"],
            "value_text": ["-250.125"],
            "ordinal": [90],
            "dimensions": [DAUGHTER],
            "unit": ["USD"],
        }
        daughter |= {"decimals": [3], "period_start": [date(2009, 1, 1)]}
        opened.append(
            "facts",
            {name: value for name, value in about.items() if name != "dimensions"},
            daughter,
        )
        arcs = {
            "parent": ["us-gaap:FlowsTable", "dei:LegalEntityAxis"],
            "child": ["dei:LegalEntityAxis", "tst:DaughterMember"],
        }
        arcs |= {"position": [40, 41], "arc_order": ["40", "41"]}
        opened.append(
            "arcs",
            {"filing": 22, "network": "presentation", "role": "http://example.com/role/CashFlow"},
            arcs,
        )
        note = {
            "footnote": [0],
            "role": ["http://www.xbrl.org/2003/role/footnote"],
            "language": ["en"],
            "text": ["As restated.\tTwice."],
        }
        opened.append("footnotes", {"filing": 22}, note)
        opened.append("fact_footnotes", {"filing": 22}, {"ordinal": [90], "footnote": [0]})
        opened.execute(
            "UPDATE concepts SET type = 'xbrli:monetaryItemType', period_type = 'duration', balance = 'credit', abstract = FALSE "
            "WHERE filing = 22 AND concept = 'us-gaap:Profit'"
        )
    return place


def lines(text: str, **wanted: str) -> list[dict[str, str]]:
    """Rows of a tab-separated file that have the wanted fields."""
    header, *rows = (line.split("\t") for line in text.splitlines())
    told = (dict(zip(header, row, strict=True)) for row in rows)
    return [row for row in told if all(row[name] == value for name, value in wanted.items())]


def test_each_of_the_36_fields_of_a_submission(store: str) -> None:
    with store_api.connect(store) as facts:
        (row,) = lines(facts.data_sets("tst")["sub"], adsh="0000000007-09-000001")
    assert row == SUB
    assert len(row) == 36


def test_each_field_of_a_number_with_segments_a_co_registrant_and_a_footnote(store: str) -> None:
    with store_api.connect(store) as facts:
        (row,) = lines(facts.data_sets("tst")["num"], adsh="0000000007-09-000001", coreg="Daughter")
    assert row == {
        "adsh": "0000000007-09-000001",
        "tag": "Profit",
        "version": "us-gaap/2009",
        "ddate": "20091231",
        "qtrs": "4",
        "uom": "USD",
        "segments": "BusinessSegments=Shop;",
        "coreg": "Daughter",
        "value": "-250.1250",
        "footnote": "As restated. Twice.",
    }


def test_each_field_of_a_line_and_of_a_tag(store: str) -> None:
    with store_api.connect(store) as facts:
        sets = facts.data_sets("tst")
    assert lines(sets["pre"], adsh="0000000007-09-000001", tag="TreasuryStockValue") == [
        {
            "adsh": "0000000007-09-000001",
            "report": "1",
            "line": "4",
            "stmt": "BS",
            "inpth": "0",
            "rfile": "H",
            "tag": "TreasuryStockValue",
            "version": "us-gaap/2009",
            "plabel": "Treasury stock, at cost",
            "negating": "1",
        }
    ]
    assert lines(sets["tag"], tag="Profit", version="us-gaap/2009") == [
        {
            "tag": "Profit",
            "version": "us-gaap/2009",
            "custom": "0",
            "abstract": "0",
            "datatype": "monetary",
            "iord": "D",
            "crdr": "C",
            "tlabel": "",
            "doc": "",
        }
    ]
    (own,) = lines(sets["tag"], tag="Own")
    assert (own["version"], own["custom"]) == ("0000000007-09-000001", "1")


def test_the_place_of_a_frames_row_is_that_of_the_cover(store: str) -> None:
    with store_api.connect(store) as facts:
        document = facts.frames("us-gaap:Profit", "USD", "CY2009")
    assert list(document) == [
        "taxonomy",
        "tag",
        "ccp",
        "uom",
        "label",
        "description",
        "pts",
        "data",
    ]
    (row,) = document["data"]
    assert list(row) == ["accn", "cik", "entityName", "loc", "start", "end", "val"]
    assert (row["loc"], row["cik"], row["entityName"], row["start"], row["end"]) == (
        "US-CA",
        7,
        "Test Co",
        "2009-01-01",
        "2009-12-31",
    )


def test_companyconcept_has_the_keys_in_the_secs_order(store: str) -> None:
    with store_api.connect(store) as facts:
        document = facts.company_concept("tst", "Profit")
    assert list(document) == [
        "cik",
        "taxonomy",
        "tag",
        "label",
        "description",
        "entityName",
        "units",
    ]
    assert [list(row) for row in document["units"]["USD"][-1:]] == [
        ["start", "end", "val", "accn", "fy", "fp", "form", "filed"]
    ]


def test_a_filers_own_unit_has_its_bare_name(store: str) -> None:
    with open_store(store, write=True) as opened, opened.transaction():
        about = {
            "filing": 22,
            "filer": "cik:0000000007",
            "dimensions": "",
            "nil": False,
            "period_end": date(2009, 12, 31),
        }
        units = {
            "unit": ["tst:segment", "USD/tst:barrel"],
            "concept": ["us-gaap:Note"] * 2,
            "value_text": ["3", "70"],
            "ordinal": [95, 96],
        }
        opened.append("facts", about, units)
    with store_api.connect(store) as facts:
        told = facts.company_concept("tst", "Note")["units"]
    assert {unit: [str(row["val"]) for row in rows] for unit, rows in told.items()} == {
        "USD": ["777"],
        "USD/barrel": ["70"],
        "segment": ["3"],
    }


def test_the_data_sets_come_as_a_zip_of_equal_bytes(store: str, tmp_path: Path) -> None:
    made = []
    for name in ("a.zip", "b.zip"):
        assert (
            main(
                [
                    "facts",
                    "export",
                    str(tmp_path / name),
                    "--product",
                    "data-sets",
                    "--store",
                    store,
                ]
            )
            == 0
        )
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert archive.namelist() == ["num.txt", "pre.txt", "sub.txt", "tag.txt"]
        assert archive.read("sub.txt").startswith(b"adsh\tcik\tname\t")


def test_states_and_countries_stand_in_their_columns() -> None:
    assert [incorporated(code) for code in ("DE", "M0", "A6", "ZZ", "")] == [
        ("US", "DE"),
        ("JP", ""),
        ("CA", ""),
        ("", ""),
        ("", ""),
    ]
    assert [country_of(*told) for told in (("", "CA"), ("JP", ""), ("", ""), ("", "A6"))] == [
        "US",
        "JP",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("form", "end", "fye", "told", "wanted"),
    [
        ("10-Q", "2009-06-30", "--12-31", ("", ""), ("2009", "Q2")),
        ("10-Q", "2009-09-26", "--12-31", ("", ""), ("2009", "Q3")),  # the nearest month end
        (
            "10-Q",
            "2009-12-26",
            "--09-27",
            ("", ""),
            ("", "Q1"),
        ),  # a year that ends in September is named by the filer
        (
            "10-K",
            "2010-01-02",
            "--01-02",
            ("", ""),
            ("2009", "FY"),
        ),  # the year that ended with 2009
        ("10-K", "2009-12-31", "", ("", ""), ("", "FY")),
        ("10-Q", "2009-06-30", "", ("", ""), ("", "")),
        ("10-Q", "2009-05-31", "--12-31", ("", ""), ("2009", "")),  # no quarter of such a year
        ("6-K", "2009-06-30", "--03-31", ("", ""), ("", "")),
        ("10-Q", "2009-06-30", "--06-31", ("", ""), ("", "")),  # there is no such day
        (
            "10-Q",
            "2009-06-30",
            "--12-31",
            ("2010", "Q4"),
            ("2010", "Q4"),
        ),  # what the cover says counts
    ],
)
def test_a_fiscal_period_that_the_cover_does_not_say_follows_where_there_is_no_choice(
    store: str, form: str, end: str, fye: str, told: tuple[str, str], wanted: tuple[str, str]
) -> None:
    with open_store(store, write=True) as opened:
        sql = "UPDATE filings SET form = ?, period_end = ?, fiscal_year_end = ?, fiscal_year = ?, fiscal_period = ? WHERE filing = 22"
        opened.execute(sql, (form, end, fye, *told))
    with store_api.connect(store) as facts:
        (row,) = lines(facts.data_sets("tst")["sub"], adsh="0000000007-09-000001")
    assert (row["fy"], row["fp"]) == wanted


def test_every_country_of_edgar_has_its_column() -> None:
    assert [incorporated(code) for code in ("2M", "A6", "E9", "D7", "X1", "DE", "JP", "XX")] == [
        *(
            ("DE", ""),
            ("CA", ""),
            ("KY", ""),
            ("SB", ""),
            ("US", ""),
            ("US", "DE"),
            ("", ""),
            ("", ""),
        )
    ]
