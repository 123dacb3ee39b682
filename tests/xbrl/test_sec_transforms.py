"""The SEC's own transformations: the answer by hand, and the same from Arelle as without it."""

from pathlib import Path

import pytest
from test_packages_of_others import OWN, PAGE, package

from crossfoot.workflows import store_api
from crossfoot.xbrl.transformations.edgar_places import country_of_code, places
from crossfoot.xbrl.transformations.registry import SEC, transformed
from crossfoot.xbrl.transformations.words import BadText
from own_output import take

RIGHT = [
    ("numwordsen", "two quintillion, one thousand and five", "2000000000000001005"),
    ("stateprovnameen", "New York", "NY"),
    ("stateprovnameen", "the State of Delaware", "DE"),
    ("stateprovnameen", "Georgia", "GA"),
    ("stateprovnameen", "Québec, Canada", "QC"),
    ("stateprovnameen", "District of Columbia", "DC"),
    ("countrynameen", "Georgia", "GE"),
    ("countrynameen", "Japan", "JP"),
    ("countrynameen", "The Republic of Korea", "KR"),
    ("countrynameen", "Democratic People's Republic of Korea", "KP"),
    ("countrynameen", "U.S.", "US"),
    ("countrynameen", "Côte d’Ivoire", "CI"),
    ("edgarprovcountryen", "Japan", "M0"),
    ("edgarprovcountryen", "British Columbia", "A1"),
    ("edgarprovcountryen", "England and Wales", "X0"),
    ("edgarprovcountryen", "Cayman Islands", "E9"),
    ("edgarprovcountryen", "Georgia", "2Q"),
    ("exchnameen", "The Nasdaq Stock Market LLC", "NASDAQ"),
    ("exchnameen", "Nasdaq BX, Inc.", "BX"),
    ("exchnameen", "New York Stock Exchange", "NYSE"),
    ("exchnameen", "NYSE American LLC", "NYSEAMER"),
    ("exchnameen", "Cboe BYX Exchange, Inc.", "CboeBYX"),
    ("yesnoballotbox", "☒", "Yes"),
    ("yesnoballotbox", "☐", "No"),
    ("datequarterend", "third quarter of 2019", "2019-09-30"),
    ("datequarterend", "2019 Q1", "2019-03-31"),
    ("duryear", "2.5", "P2Y6M"),
    ("duryear", "0", "P0Y"),
    ("duryear", "-7", "-P7Y"),
    ("durmonth", "1.5", "P1M15D"),  # half of 365.25 / 12 days
    ("durweek", "7.3", "P51D"),
    ("durday", "7.5", "P7DT12H"),
    ("durhour", "36", "PT36H"),
    ("durwordsen", "twelve–months", "P12M"),
    ("durwordsen", "seven\u00a0days", "P7D"),
    ("durwordsen", "two weeks", "P14D"),
    ("durwordsen", "one year, six months and four days", "P1Y6M4D"),
    ("numwordsen", "nineteen hundred and ninety-nine", "1999"),
    ("numwordsen", "a hundred thousand", "100000"),
]
WRONG = [
    ("stateprovnameen", "Japan"),
    ("stateprovnameen", "Delawere"),
    ("countrynameen", "Ontario"),
    ("edgarprovcountryen", "New York"),
    ("exchnameen", "a market of Boston"),
    ("exchnameen", "Nasdaqs"),
    ("datequarterend", "Q5 2019"),
    ("datequarterend", "Q3 2019 and 2020"),
    ("boolballotbox", "X"),
    ("boolballotbox", "\u00a0☐"),
    ("countrynameen", "AFGHANISTAN"),
    ("countrynameen", "Korea"),
    ("stateprovnameen", "New York\u00a0"),
    ("numwordsen", "zero hundred"),
    ("numwordsen", "five five"),
    ("numwordsen", "fifty_one"),
    ("numwordsen", "one thousand million thousand"),
    ("durwordsen", "twelveyears"),
    ("durwordsen", "five years later"),
    ("durwordsen", "five years and six years"),
    ("durday", "12,345"),
    ("duryear", "NaN"),
    ("duryear", "1E999999999"),
    ("durhour", "ten"),
]


@pytest.mark.parametrize(("name", "text", "value"), RIGHT)
def test_what_the_sec_means(name: str, text: str, value: str) -> None:
    assert transformed(f"{{{SEC}}}{name}", text) == value


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_what_it_does_not_mean(name: str, text: str) -> None:
    with pytest.raises(BadText):
        transformed(f"{{{SEC}}}{name}", text)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(
            ("Korea, Democratic People's Republic of", "M4"),
            ("Korea, Republic of", "M5"),
            ("Iran, Islamic Republic of", "K9"),
        ),
        *(
            ("Congo, The Democratic Republic of the", "Y3"),
            ("Moldova, Republic of", "1S"),
            ("Palestine, State of", "1X"),
        ),
        *(
            ("Micronesia, Federated States of", "1K"),
            ("St. Lucia", "U9"),
            ("Guinea Bissau", "S0"),
            ("Republic of Georgia", "2Q"),
        ),
        *(
            ("Holy See (Vatican City State)", "X4"),
            ("Venezuela, Bolivarian Republic of", "X5"),
            ("Cote D'Ivoire", "L7"),
        ),
    ],
)
def test_a_country_is_known_as_lists_turn_its_name(name: str, code: str) -> None:
    assert transformed(f"{{{SEC}}}edgarprovcountryen", name) == code


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(
            ("edgarprovcountryen", "State of Georgia"),
            ("countrynameen", "State of Georgia"),
            ("stateprovnameen", "Republic of Georgia"),
        ),
        *(
            ("durwordsen", "1.5 years"),
            ("durwordsen", "a year"),
            ("durwordsen", ", weeks"),
            ("durwordsen", "9" * 5000 + " weeks"),
            ("numwordsen", "hundred " * 3000),
        ),
        *(
            ("durwordsen", "hundred " * 3000),
            ("durwordsen", "- " * 100_000),
            ("durwordsen", "a -" * 100_000 + "year"),
        ),
    ],
)
def test_no_text_is_taken_for_another_value_nor_takes_long(name: str, text: str) -> None:
    with pytest.raises(BadText):
        transformed(f"{{{SEC}}}{name}", text)


def test_the_codes_of_the_list_are_those_of_one_place_each() -> None:
    for column in ("edgar", "postal"):
        told = [getattr(place, column) for place in places() if getattr(place, column)]
        assert len(told) == len(set(told))
    assert [country_of_code(code) for code in ("M0", "A6", "X0", "B5", "??", "")] == [
        "JP",
        "CA",
        "GB",
        "AS",
        "",
        "",
    ]


def page(folder: Path, form: str, text: str) -> Path:
    (folder / "me.xsd").write_text(OWN, encoding="utf-8")
    made = PAGE.replace(
        "<html ", '<html xmlns:s="http://www.sec.gov/inlineXBRL/transformation/2015-08-31" ', 1
    )
    made = made.replace(
        'name="b:Note" contextRef="d">Cash &amp; cash',
        f'name="b:Note" contextRef="d" format="s:{form}">{text}',
    )
    path = folder / "r.htm"
    path.write_text(made, encoding="utf-8")
    return path


def test_a_page_of_the_sec_says_the_same_with_arelle_and_without(tmp_path: Path) -> None:
    entry, base = page(tmp_path, "edgarprovcountryen", "Japan"), package(tmp_path)
    for place, given in (
        ("a.duckdb", {"packages": (base,)}),
        ("b.duckdb", {"without_taxonomy": True}),
    ):
        (taken,) = take(tmp_path / place, entry, **given)
        assert taken.verdict != "refused"
        with store_api.connect(str(tmp_path / place)) as facts:
            assert facts.sql(
                "SELECT value_text, validated FROM fact_versions WHERE concept = 'b:Note'"
            ) == [{"value_text": "M0", "validated": bool(given.get("packages"))}]


def test_a_text_that_does_not_fit_is_refused_by_arelle_with_its_transformation(
    tmp_path: Path,
) -> None:
    (taken,) = take(
        tmp_path / "f.duckdb",
        page(tmp_path, "stateprovnameen", "Delawere"),
        packages=(package(tmp_path),),
    )
    assert taken.verdict == "refused"
    assert any(
        "Delawere" in finding.message and "stateprovnameen" in finding.message
        for finding in taken.findings
    )
