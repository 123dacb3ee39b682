"""Numbers printed in a text document: where they stand, and whether in a table, a date, a head or running prose."""

import re
from collections.abc import Iterator

from msgspec import Struct

_NUMBER = re.compile(r"(?<![A-Za-z0-9.,:/^+])(?<![A-Za-z0-9)]-)(?P<digits>\d[\d,]*(?:\.\d+)?)(?![\d]|[.,]\d)")
_GLUED = re.compile(r"(?:JPY|US\$|\$|¥)\s?(?P<digits>\d[\d,]*(?:\.\d+)?)(?![\d]|[.,]\d)")
_AFTER_WORD = re.compile(r"[A-Za-z_^/:-]")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATES = re.compile(
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s+(?:19|20)\d\d)?|{_MONTH}\s+(?:19|20)\d\d|\b\d{{1,4}}/\d{{1,2}}(?:/\d{{1,4}})?\b"
    r"|\b\d{2,4}[/.]\d{1,2}\s*[~-]\s*\d{2,4}[/.]\d{1,2}\b|\b(?:19|20)\d\d\.\d{1,2}\.\d{1,2}\b|\b(?:19|20)\d\d\b(?![,.]\d)|\b\d{1,2},\s+(?:19|20)\d\d\b"
)
_MARKS = re.compile(r"\^\{[^}]*\}|(?<=[A-Za-z])\(\d\)|\[\d{1,2}\]|^\s*[-*]?\s*\(?\d{1,2}[).](?=\s)")
_COLUMNS = re.compile(r"\S\s{2,}[-(]?(?:JPY|\$)?\s?\d|\S\s{2,}--(?:\s|$)")
_WORDS = re.compile(r"[A-Za-z]{2,}")


class Printed(Struct, frozen=True, kw_only=True):
    """One number of the document; `line` and `column` are 1-based, `kind` is cell, date or prose."""

    line: int
    column: int
    digits: str
    kind: str


def printed_numbers(lines: list[str], claimed: frozenset[int]) -> Iterator[Printed]:
    """Every number in reading order; a line counts as part of a table when a curated row claims it, or when it looks like one."""
    for number, line in enumerate(lines, 1):
        table = number in claimed or looks_tabular(line)
        dates = [match.span() for pattern in (_DATES, _MARKS) for match in pattern.finditer(line)]
        for start, digits in _tokens(line):
            dated = any(first <= start < last for first, last in dates)
            kind = "date" if dated and table else "cell" if table else "prose"
            yield Printed(line=number, column=start + 1, digits=digits, kind=kind)


def _tokens(line: str) -> Iterator[tuple[int, str]]:
    found = {match.start("digits"): match["digits"] for pattern in (_NUMBER, _GLUED) for match in pattern.finditer(line)}
    for start in sorted(found):
        digits = found[start].rstrip(",")
        after = line[start + len(digits) : start + len(digits) + 1]
        if "," in digits or "." in digits or not _AFTER_WORD.match(after or " "):
            yield start, digits


def looks_tabular(line: str) -> bool:
    """Tabs, pipes or fixed columns; a sentence is none of them, however many numbers it has."""
    if "\t" in line or line.lstrip().startswith("|"):
        return True
    return bool(_COLUMNS.search(line)) and len(_WORDS.findall(line)) < 14
