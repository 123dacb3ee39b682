"""Transformations of the registries 1 to 5: the answer by hand, and Arelle's own function as a
second opinion on each."""

import builtins
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from crossfoot.xbrl.transformations.registry import TRANSFORMS, transformed
from crossfoot.xbrl.transformations.words import BadText

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
REFUSED = [
    *(
        "date-day-monthname-year-fr",
        "date-day-monthname-year-de",
        "datedaymonthyearen",
        "date-day-monthroman-year",
        "dateerayearmonthdayjp",
    ),
    *(
        "date-year-monthname-lt",
        "date-day-month-year",
        "datemonthdayyearen",
        "calindaymonthyear",
        "date-jpn-era-year-month",
        "num-dot-decimal",
    ),
]
WRONG = [
    "",
    "7 Smarch 2023",
    "32 mars 2023",
    "30 février 2023",
    "昭和64年13月7日",
    "31 Chaitra 1921",
    "7 XIII 2023",
    "7 mars 202",
]


@pytest.fixture(autouse=True)
def untranslated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arelle's messages ask for the translator that its program installs."""
    monkeypatch.setattr(builtins, "_", str, raising=False)


def arelle_functions() -> Iterator[tuple[str, object]]:
    """(name, function) of each registry from the first to the fifth; a name may come with several
    functions."""
    from arelle import FunctionIxt

    seen = set()
    for registry, functions in FunctionIxt.ixtNamespaceFunctions.items():
        for name, function in functions.items():
            if not registry.endswith("YYYY-MM-DD") and (name, function) not in seen:
                seen.add((name, function))
                yield name, function


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


def same(ours: str, theirs: str) -> bool:
    """Numbers by value: Arelle drops noughts from the fourth registry on."""
    try:
        return Decimal(ours) == Decimal(theirs)
    except ArithmeticError:
        return ours == theirs


def test_every_transformation_that_arelle_reads_is_known_and_tried() -> None:
    names = {name for name, _ in arelle_functions()}
    assert [name for name in sorted(names) if name.replace("-", "").lower() not in TRANSFORMS] == []
    tried = {name for name, _, _ in BY_HAND} | {
        name for name in names if re.match("date-", name) and list(named(name))
    }
    assert sorted(names - tried) == []
    assert len(names) > 140


def test_the_name_of_each_month_in_each_language_is_read_as_arelle_reads_it() -> None:
    told = [
        (name, function, text, value)
        for name, function in arelle_functions()
        if "month" in name
        for text, value in named_of(name)
    ]
    assert len(told) > 800
    assert [
        (name, text, transformed(name, text), value)
        for name, _, text, value in told
        if transformed(name, text) != value
    ] == []
    assert [
        (name, text) for name, function, text, value in told if asked(function, text) != value
    ] == []


def named_of(name: str) -> list[tuple[str, str]]:
    return list(named(name)) if name.startswith("date-") else []


def asked(function: object, text: str) -> str | None:
    """Arelle's value; None where it refuses the text."""
    from arelle.formula.XPathContext import FunctionArgType

    assert callable(function)
    try:
        return str(function(text))
    except FunctionArgType:
        return None


@pytest.mark.parametrize(("name", "text", "value"), BY_HAND)
def test_a_transformation_gives_the_value_worked_out_by_hand_and_by_arelle(
    name: str, text: str, value: str
) -> None:
    assert transformed(name, text) == value
    theirs = {
        answer
        for known, function in arelle_functions()
        if known == name and (answer := asked(function, text)) is not None
    }
    assert theirs, "no function of Arelle takes it"
    assert all(same(value, one) for one in theirs)


def test_both_spellings_of_a_month_in_hindi_are_read() -> None:
    """Arelle 2.47 takes neither for November and December: its pattern has one, its table the
    other."""
    assert {
        transformed("date-day-monthname-year-hi", f"1 {name} 2023") for name in ("नवंबर", "नवम्बर")
    } == {"2023-11-01"}
    assert {
        transformed("date-day-monthname-year-hi", f"1 {name} 2023") for name in ("दिसंबर", "दिसम्बर")
    } == {"2023-12-01"}


@pytest.mark.parametrize("text", WRONG)
@pytest.mark.parametrize("name", REFUSED)
def test_what_arelle_refuses_is_refused(name: str, text: str) -> None:
    functions = [function for known, function in arelle_functions() if known == name]
    if all(asked(function, text) is None for function in functions):
        with pytest.raises(BadText):
            transformed(name, text)
