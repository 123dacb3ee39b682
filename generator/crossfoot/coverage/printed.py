"""Numbers printed in a text document: where they stand, and whether in a table, a date, a head or
running prose."""

import re
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from crossfoot.model.currencies import CODES
from crossfoot.model.separators import PLAIN, SPACES, Separators, half_width

_NUMBER = re.compile(
    r"(?<![A-Za-z0-9.,:/^])(?<![A-Za-z0-9)]-)(?<![A-Za-z0-9)]\+)(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)(?![0-9]|[.,][0-9])"
)
_GLUED = re.compile(
    rf"(?<![A-Za-z])(?:US\$|\$|¥|{'|'.join(sorted(CODES))})\s?(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)(?![0-9]|[.,][0-9])"
)
_PARTED = {
    mark: re.compile(rf"(?<![0-9.:])[0-9]{{1,3}}(?:[{alike}][0-9]{{3}})+(?:\.[0-9]+)?(?![0-9:])")
    for mark, alike in ((" ", SPACES), ("'", "'\u2019"))
}
"""Numbers that a space or an apostrophe parts."""
_POINT = re.compile(r"(?<=[0-9])[.,](?=[0-9])")
_AFTER_WORD = re.compile(r"[A-Za-z_^/:-]")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATES = re.compile(
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s+(?:19|20)\d\d)?|{_MONTH}\s+(?:19|20)\d\d|\b\d{{1,4}}/\d{{1,2}}(?:/\d{{1,4}})?\b"
    r"|\b\d{2,4}[/.]\d{1,2}\s*[~-]\s*\d{2,4}[/.]\d{1,2}\b|\b(?:19|20)\d\d\.\d{1,2}\.\d{1,2}\b|\b(?:19|20)\d\d\b(?![,.]\d)|\b\d{1,2},\s+(?:19|20)\d\d\b"
    r"|\b\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d\b|\d{1,4}年|\d{1,2}月|\d{1,2}日"
)
_MARKS = re.compile(
    r"\^\{[^}]*\}|(?<=[A-Za-z])\(\d\)|\[\d{1,2}\]|^\s*(?:[-*]\s*)?\(?\d{1,2}[).](?=\s)"
)
_COLUMNS = re.compile(r"\S\s{2,}[-−–(△▲+]*\s?(?:JPY|\$|¥|€|£)?\s?[-−–(△▲]?\d|\S\s{2,}--(?:\s|$)")
_WORDS = re.compile(r"[A-Za-z]{2,}")


class Printed(Struct, frozen=True, kw_only=True):
    """One number of the document; `line` and `column` are 1-based, `kind` is cell, date or prose.

    `plain` are its digits as `1,234.5`, however the page writes them.
    """

    line: int
    column: int
    digits: str
    plain: str
    kind: str


class NumberFilter(Struct, frozen=True):
    """What the curated rows of a line print: their way of writing, and their digits as
    `1,234.5`."""

    separators: Separators
    digits: frozenset[str]


def printed_numbers(
    lines: list[str], claimed: Mapping[int, NumberFilter], usual: Separators = PLAIN
) -> Iterator[Printed]:
    """Every number in reading order; a line counts as part of a table when a curated row claims it,
    or when it looks like one."""
    for number, raw in enumerate(lines, 1):
        line = half_width(raw)
        wanted = claimed.get(number)
        table = wanted is not None or looks_tabular(line)
        dates = [match.span() for pattern in (_DATES, _MARKS) for match in pattern.finditer(line)]
        found = (
            tokens(line, wanted.separators, wanted.digits)
            if wanted is not None
            else tokens(line, usual)
        )
        for start, plain in found:
            dated = any(first <= start < last for first, last in dates)
            kind = "date" if dated and table else "cell" if table else "prose"
            yield Printed(
                line=number,
                column=start + 1,
                digits=raw[start : start + len(plain)],
                plain=plain,
                kind=kind,
            )


def tokens(
    line: str, separators: Separators = PLAIN, claimed: Collection[str] = ()
) -> Iterator[tuple[int, str]]:
    """Where each number of a line stands, and its digits as `1,234.5`, of the same length.

    Places count from 0. `claimed` are the digits that curated rows of this line print: `415 436` is
    one number or two, as they say.
    """
    plain = _plain(line, separators, claimed)
    found = {
        match.start("digits"): match["digits"]
        for pattern in (_NUMBER, _GLUED)
        for match in pattern.finditer(plain)
    }
    for start in sorted(found):
        digits = found[start].rstrip(",")
        after = plain[start + len(digits) : start + len(digits) + 1]
        if "," in digits or "." in digits or not _AFTER_WORD.match(after or " "):
            yield start, digits


def _plain(line: str, separators: Separators, claimed: Collection[str]) -> str:
    """The line with its numbers as `1,234.5`, of the same length; a mark that this way of writing
    does not have becomes a colon."""
    parted = _PARTED.get(separators.thousands)
    if parted is None:
        return separators.to_plain(line)
    pointed = _POINT.sub(lambda match: "." if match[0] == separators.decimals else ":", line)
    return parted.sub(lambda match: _joined(match[0], claimed), pointed)


def _joined(text: str, claimed: Collection[str]) -> str:
    """`415 436` is one number or two: as many as curated rows print, and as few as there can be
    besides."""
    pieces = re.split(r"(?<=[0-9])[^0-9.](?=[0-9])", text)
    best: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
    for end in range(1, len(pieces) + 1):
        ways = []
        for begin in range(end):
            known, count, numbers = best[begin]
            number = ",".join(pieces[begin:end])
            ways.append((known + (number in claimed), count - 1, (*numbers, number)))
        best.append(max(ways, key=lambda way: way[:2]))
    return " ".join(best[-1][2])


def looks_tabular(line: str) -> bool:
    """Tabs, pipes or fixed columns; a sentence is none of them, however many numbers it has."""
    if "\t" in line or line.lstrip().startswith("|"):
        return True
    return bool(_COLUMNS.search(line)) and len(_WORDS.findall(line)) < 14
