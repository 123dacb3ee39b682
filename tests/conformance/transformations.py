"""Transformations against a suite and against Arelle's own functions.

    python tests/conformance/transformations.py SUITE.xml      variations of a suite, as the SEC has
    python tests/conformance/transformations.py --arelle 2000  so many texts for each transformation

Prints what differs, and the counts; exit code 1 where something differs that has no name.
"""

import builtins
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from crossfoot.xbrl.transformations.month_names import month_numbers
from crossfoot.xbrl.transformations.registry import transformed
from crossfoot.xbrl.transformations.words import BadText

Result = tuple[str, str, str | None, str | None]
"""transformation, text, value expected, value got; None where the text is refused"""
DRAFT = "http://www.xbrl.org/inlineXBRL/transformation/WGWD/YYYY-MM-DD"
SEPARATORS = (
    " ",
    " ",
    ". ",
    ".",
    "/",
    "-",
    ", ",
    "\u00a0",
    " de ",
    "th ",
    "X",
    "",
    "年",
    "月",
    "日",
)
PIECES = (
    *("1", "23", "456", "000", "0", "789", ",", ",", ".", ".", " ", "\u00a0", "'", "’", "´"),
    *("，", "．", "１", "-", "+", "pounds", "円", "rupees ", "e"),
)
ODD = (
    "0000-12",
    "-",
    "—",
    "–",
    "",
    "－",
    "--",
    "nil",
    "true",
    "\u2212",
    "anything",
    "元年1月",
    "平成元年2月３日",
)
SAKA_NAMES = (
    "Chaitra Vaisakha Jyaishtha Asadha Sravana Bhādra Aswina Kartika Margashirsha Pausha Magha "
    "Phalguna चैत्र पौष Agrahayana"
)


def got(name: str, text: str) -> str | None:
    """Our value; None where the text is refused."""
    try:
        return transformed(name, text)
    except BadText:
        return None


def variations(suite: Path) -> Iterator[Result]:
    """Every variation of a suite of transformations."""
    for transform in etree.parse(suite).getroot().iter("{*}transform"):
        prefix, _, local = transform.get("name").partition(":")
        name = f"{{{transform.nsmap[prefix]}}}{local}"
        for variation in transform.iter("{*}variation"):
            valid = variation.get("result") == "valid"
            text = variation.get("input")
            yield name, text, variation.get("output") if valid else None, got(name, text)


def against_arelle(texts: int) -> Iterator[Result]:
    """So many generated texts for each transformation of each registry, with what Arelle says."""
    from arelle.formula.XPathContext import FunctionArgType

    from arelle import FunctionIxt

    vars(builtins).setdefault("_", str)  # Arelle's messages ask for its program's translator
    for namespace, functions in FunctionIxt.ixtNamespaceFunctions.items():
        for local, function in functions.items() if namespace != DRAFT else ():
            name = f"{{{namespace}}}{local}"
            chance = random.Random(name)
            for text in (generated(chance, local) for _ in range(texts)):
                try:
                    theirs = function(re.sub("[ \t\r\n]+", " ", text).strip(" "))
                except FunctionArgType:
                    theirs = None
                yield name, text, theirs, got(name, text)


def generated(chance: random.Random, name: str) -> str:
    """A text that the transformation may take or not."""
    parts = re.findall("day|month|year", name)
    roll = chance.random()
    if name.startswith("num"):
        parts = [] if roll < 0.9 else ["day", "month", "year"]
    elif not parts or roll < 0.3:
        parts = chance.sample(["day", "month", "year"], chance.choice((2, 3)))
    if roll > 0.97:
        return chance.choice(ODD)
    if not parts or 0.9 < roll < 0.97:
        return "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 7)))
    if name.startswith(("dateslash", "datedot", "datelong", "dateshort")) and roll < 0.8:
        return _of_registry_1(chance, name)
    one = chance.choice(SEPARATORS)
    text = "".join(
        _part(chance, part, name) + (one if chance.random() < 0.7 else chance.choice(SEPARATORS))
        for part in parts
    )
    return text if chance.random() < 0.3 else text.removesuffix(one)


def _of_registry_1(chance: random.Random, name: str) -> str:
    sign = "/" if "slash" in name else "." if "dot" in name else " "
    day, month, year = (_part(chance, part, name) for part in ("day", "month", "year"))
    if sign != " ":
        month = str(chance.randint(1, 14))
    if "longus" in name or "shortus" in name:
        return f"{month} {day}, {year}"
    order = chance.sample((day, month, year), chance.choice((2, 2, 3)))
    return sign.join(order)


def _part(chance: random.Random, part: str, name: str) -> str:
    day, year = chance.randint(1, 32), chance.randint(1890, 2070)
    if part == "day":
        return chance.choice((str(day), f"{day:02d}", "१२", "１２"[:2]))
    if part == "year":
        return chance.choice(
            (str(year), str(year), f"{year % 100:02d}", str(year % 10), "१९९९", "१२")
        )
    if chance.random() < 0.2:
        return chance.choice((str(chance.randint(1, 13)), f"{chance.randint(1, 13):02d}"))
    word = chance.choice(_months(name))
    word = chance.choice((word, word, word.upper(), word.lower(), word[:-1]))
    return word + chance.choice(("", "", "", ".", "ary", "ů", "uari", ". "))


def _months(name: str) -> list[str]:
    if "calin" in name or "-ind-" in name:
        return SAKA_NAMES.split()
    language = "roman" if "roman" in name else re.sub(".*(?:-|month|year|day)", "", name)
    language = {"sv": "da", "dk": "da", "in": "hi"}.get(language, language)
    names = ("cs my", "cy my") if language in ("cs", "cy") else (language,)
    try:
        return [word for key in names for word in month_numbers(key) if key[:2] == language[:2]]
    except KeyError:
        return list(month_numbers("en"))


def explanation(name: str, text: str, theirs: str | None) -> str:
    """Why Arelle 2.47 and the registry differ on a text; empty where no reason is known."""
    namespace, _, local = name[1:].rpartition("}")
    if theirs is None and local.endswith(("in", "-hi")):
        return "Arelle's pattern of Hindi months has one spelling, its table another"
    if theirs is None and "IΟΎΝ" in text:
        return "Arelle's day and month in Greek lacks a spelling that its other two have"
    if namespace.endswith(("2010-04-20", "2008/inlineXBRL/transformation")):
        return "Arelle takes days and months that no calendar has, in numbers (registry 1)"
    if "calin" in local or "-ind-" in local:
        return "Arelle compares years of two Devanagari digits as text, and writes year 79 so"
    if theirs is not None and theirs.startswith("0000"):
        return "Arelle takes the year 0000, which XML Schema 1.0 has not"
    if theirs is not None and re.search(r"-0\d\d$", theirs):
        return "Arelle takes a day of three digits, the first of them 0"
    return ""


def report(results: Iterator[Result]) -> int:
    """Print what differs and the counts."""
    counts: Counter[str] = Counter()
    unknown = 0
    for name, text, expected, value in results:
        counts["texts"] += 1
        counts["taken"] += expected is not None
        if value == expected:
            continue
        why = explanation(name, text, expected)
        counts[why or "differ"] += 1
        if not why:
            unknown += 1
            print(f"{name} {text!r}: expected {expected}, got {value}")
    for what, count in counts.items():
        print(f"{count:>9,}  {what}")
    return int(unknown > 0)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--arelle"]:
        return report(against_arelle(int(arguments[1])))
    return report(variations(Path(arguments[0])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
