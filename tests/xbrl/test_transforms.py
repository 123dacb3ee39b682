"""Transformations of the registries 1 to 5: the answer by hand, and Arelle's own functions as a
second opinion."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest

from conformance.transformations import against_arelle, explanation
from crossfoot.xbrl.transformations.registry import TRANSFORMATIONS, transformed
from crossfoot.xbrl.transformations.words import BadText
from crossfoot.xbrl.values import number_text

MONTHS = {
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "cy": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta "
    "joulukuuta",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "hr": "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "lv": "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "roman": "I II III IV V VI VII VIII IX X XI XII",
    "sk": "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "sl": "januar februar marec april maj junij julij avgust september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
}
SHAPES = {  # what stands at the name's places: text, and value of 7 <month> 2023
    "day-*": ("7. {0}", "--{1:02d}-07"),
    "day-*-year": ("7. {0} 2023", "2023-{1:02d}-07"),
    "*-year": ("{0} 2023", "2023-{1:02d}"),
    "*-day": ("{0} 7", "--{1:02d}-07"),
    "*-day-year": ("{0} 7, 2023", "2023-{1:02d}-07"),
    "year-*": ("2023 {0}", "2023-{1:02d}"),
    "year-*-day": ("2023 {0} 7", "2023-{1:02d}-07"),
    "year-day-*": ("2023. gada 7. {0}", "2023-{1:02d}-07"),
}
BY_HAND = [
    ("dateslashus", "12/31/2009", "2009-12-31"),
    ("dateslasheu", "31/12/09", "2009-12-31"),
    ("datedotus", "12.31.2009", "2009-12-31"),
    ("datedoteu", "31.12.2009", "2009-12-31"),
    ("datelongus", "December 31, 2009", "2009-12-31"),
    ("dateshortus", "Dec 31, 2009", "2009-12-31"),
    ("datelonguk", "31 December 2009", "2009-12-31"),
    ("dateshortuk", "31 Dec 2009", "2009-12-31"),
    ("dateslashdaymontheu", "31/12", "--12-31"),
    ("dateslashmonthdayus", "12/31", "--12-31"),
    ("datelongdaymonthuk", "31 December", "--12-31"),
    ("dateshortdaymonthuk", "31 Dec", "--12-31"),
    ("datelongmonthdayus", "December 31", "--12-31"),
    ("dateshortmonthdayus", "Dec 31", "--12-31"),
    ("datelongmonthyear", "December 2009", "2009-12"),
    ("dateshortmonthyear", "Dec 09", "2009-12"),
    ("datelongyearmonth", "2009 December", "2009-12"),
    ("dateshortyearmonth", "2009 Dec", "2009-12"),
    ("numdash", "-", "0"),
    ("numspacedot", "1 234.5", "1234.5"),
    ("numcommadot", "1,234.5", "1234.5"),
    ("numcomma", "1234,5", "1234.5"),
    ("numdotcomma", "1.234,5", "1234.5"),
    ("numspacecomma", "1 234,5", "1234.5"),
    ("booleantrue", "yes", "true"),
    ("booleanfalse", "no", "false"),
    ("datedaymonth", "31.12", "--12-31"),
    ("datedaymonthen", "31 December", "--12-31"),
    ("datedaymonthyear", "31.12.2009", "2009-12-31"),
    ("datedaymonthyearen", "31st December 2009", "2009-12-31"),
    ("datemonthday", "12/31", "--12-31"),
    ("datemonthdayen", "December 31st", "--12-31"),
    ("datemonthdayyear", "12-31-2009", "2009-12-31"),
    ("datemonthdayyearen", "December 31, 2009", "2009-12-31"),
    ("datemonthyearen", "December 2009", "2009-12"),
    ("dateyearmonthen", "2009 December", "2009-12"),
    ("dateyearmonthday", "2009-12-31", "2009-12-31"),
    ("dateyearmonthdaycjk", "2009年12月31日", "2009-12-31"),
    ("dateyearmonthdaycjk", "２００９年１２月３１日", "2009-12-31"),
    ("dateyearmonthcjk", "2009年12月", "2009-12"),
    ("dateerayearmonthdayjp", "平成22年3月31日", "2010-03-31"),
    ("dateerayearmonthdayjp", "令和元年５月１日", "2019-05-01"),
    ("dateerayearmonthdayjp", "昭和64年1月7日", "1989-01-07"),
    ("dateerayearmonthjp", "平22年3月", "2010-03"),
    ("nocontent", "anything", ""),
    ("numcommadecimal", "1.234.567,89", "1234567.89"),
    ("numdotdecimal", "1,234,567.89", "1234567.89"),
    ("numunitdecimal", "1,234 dollars 5 cents", "1234.05"),
    ("numunitdecimal", "１２円３４銭", "12.34"),
    ("zerodash", "—", "0"),
    ("calindaymonthyear", "11 पौष 1921", "2000-01-01"),
    ("calindaymonthyear", "1 Chaitra 1922", "2000-03-21"),
    ("calindaymonthyear", "1 चैत्र 1921", "1999-03-22"),
    ("datedaymonthdk", "31. december", "--12-31"),
    ("datedaymonthyeardk", "31. dec. 2009", "2009-12-31"),
    ("datemonthyeardk", "december 2009", "2009-12"),
    ("datedaymonthyearin", "३१ मार्च २००९", "2009-03-31"),
    ("datedaymonthyearin", "31 १२ 2009", "2009-12-31"),
    ("datemonthyearin", "मार्च २००९", "2009-03"),
    ("datemonthyear", "12/2009", "2009-12"),
    ("numdotdecimalin", "12,34,567.89", "1234567.89"),
    ("numunitdecimalin", "12,34,567 rupees 8 paise", "1234567.08"),
    ("date-month-year", "12.2009", "2009-12"),
    ("date-month-day", "12-31", "--12-31"),
    ("date-day-month", "31-12", "--12-31"),
    ("date-year-month", "2009-12", "2009-12"),
    ("date-year-month-day", "2009.12.31", "2009-12-31"),
    ("date-day-month-year", "31 12 2009", "2009-12-31"),
    ("date-month-day-year", "12 31 2009", "2009-12-31"),
    ("date-jpn-era-year-month-day", "令和5年12月31日", "2023-12-31"),
    ("date-jpn-era-year-month", "大正元年8月", "1912-08"),
    ("date-ind-day-monthname-year-hi", "१ भाद्रपद १९४५", "2023-08-23"),
    ("date-day-monthname-year-hi", "7 मार्च 2023", "2023-03-07"),
    ("date-monthname-year-hi", "मार्च 2023", "2023-03"),
    ("fixed-zero", "none", "0"),
    ("fixed-true", "x", "true"),
    ("fixed-false", "x", "false"),
    ("fixed-empty", "x", ""),
    ("num-dot-decimal", "1 234 567.5", "1234567.5"),
    ("num-comma-decimal", "1 234 567,5", "1234567.5"),
    ("num-dot-decimal-apos", "1’234'567.5", "1234567.5"),
    ("num-comma-decimal-apos", "1’234´567,5", "1234567.5"),
    ("num-unit-decimal", "1.234 euros 50 cents", "1234.50"),
    ("num-unit-decimal-apos", "1’234 Franken 50 Rappen", "1234.50"),
]
NOT_TAKEN = [
    ("2011-07-31", "zerodash", "1,234"),
    ("2011-07-31", "numdotdecimal", "1.234,56"),
    ("2011-07-31", "numdotdecimal", "1,23,456"),
    ("2020-02-12", "num-dot-decimal", "1.234,56"),
    ("2020-02-12", "num-dot-decimal", "1.2.3"),
    ("2020-02-12", "num-comma-decimal", "1’234"),
    ("2020-02-12", "date-day-monthname-year-en", "7 jAnuary 2023"),
    ("2020-02-12", "date-day-monthname-year-en", "about 7 January 2023"),
    ("2020-02-12", "date-day-monthname-year-fr", "30 février 2023"),
    ("2020-02-12", "date-day-monthroman-year", "7 XIII 2023"),
    ("2020-02-12", "date-jpn-era-year-month-day", "昭和64年13月7日"),
    ("2015-02-26", "calindaymonthyear", "31 Chaitra 1921"),
    ("2010-04-20", "datelongus", "December  31, 2009 "[:-1] + " BC"),
    ("2010-04-20", "datedotus", "31.12.2009"),
    ("2020-02-12", "date-day-monthname-da", "7 dec.ember"),
]
REGISTRY = "http://www.xbrl.org/inlineXBRL/transformation/"


def values_of(name: str, text: str) -> set[str]:
    """The values in the registries that have the name and take the text."""
    values = set()
    for namespace, functions in TRANSFORMATIONS.items():
        if name in functions:
            with suppress(BadText):
                values.add(number_text(transformed(f"{{{namespace}}}{name}", text)))
    return values


def named(name: str) -> Iterator[tuple[str, str]]:
    """(text, value) for each month, of a transformation whose name says order and language."""
    match = re.fullmatch(r"date-(.*?)(?:-([a-z]{2}))?", name)
    assert match is not None
    order = match[1].replace("monthname", "*").replace("monthroman", "*")
    if "*" not in order or match[2] == "hi":
        return
    shape, value = SHAPES[order]
    for number, month in enumerate(MONTHS[match[2] or "roman"].split(), 1):
        yield shape.format(month), value.format(0, number)


def test_the_name_of_each_month_in_each_language_is_read() -> None:
    names = {name for functions in TRANSFORMATIONS.values() for name in functions}
    texts = [
        (name, text, value)
        for name in sorted(names)
        if name.startswith("date-")
        for text, value in named(name)
    ]
    assert len(texts) > 800
    wrong = [(name, text) for name, text, value in texts if values_of(name, text) != {value}]
    assert wrong == []


@pytest.mark.parametrize(("name", "text", "value"), BY_HAND)
def test_a_transformation_gives_the_value_worked_out_by_hand(
    name: str, text: str, value: str
) -> None:
    assert values_of(name, text) == {number_text(value)}


@pytest.mark.parametrize(("registry", "name", "text"), NOT_TAKEN)
def test_a_text_that_the_registry_does_not_take_is_refused(
    registry: str, name: str, text: str
) -> None:
    with pytest.raises(BadText):
        transformed(f"{{{REGISTRY}{registry}}}{name}", text)


def test_a_registry_has_its_own_names_alone() -> None:
    for registry, name in (
        ("2010-04-20", "num-dot-decimal"),
        ("2020-02-12", "numdotdecimal"),
        ("2020-02-12", "date-day-monthname-cy"),
        ("2022-02-17", "num-dot-decimal"),
    ):
        with pytest.raises(KeyError):
            transformed(f"{{{REGISTRY}{registry}}}{name}", "1")


def test_what_registries_take_differs_as_they_say() -> None:
    """Registry 4 lets separators stand anywhere and zeros go; registry 2 wants groups of three."""
    assert transformed(f"{{{REGISTRY}2020-02-12}}num-dot-decimal", ",0012,34.50") == "1234.5"
    with pytest.raises(BadText):
        transformed(f"{{{REGISTRY}2011-07-31}}numdotdecimal", ",0012,34.50")
    assert transformed(f"{{{REGISTRY}2011-07-31}}numdotdecimal", "001,234.50") == "001234.50"


def test_arelle_takes_and_refuses_the_same_texts_but_where_its_fault_has_a_name() -> None:
    results = list(against_arelle(40))
    assert len({name for name, *_ in results}) > 290
    assert sum(theirs is not None for _, _, theirs, _ in results) > 1000
    assert [
        (name, text, theirs, ours)
        for name, text, theirs, ours in results
        if theirs != ours and not explanation(name, text, theirs)
    ] == []
