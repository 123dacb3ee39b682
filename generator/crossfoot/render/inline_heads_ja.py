"""Japanese words for the usual lines of a printed column head: dates, periods, money. A line of any
other form stays as printed."""

import re
from functools import cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATED = re.compile(
    r"(?P<before>.*?)\s*\b(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|[a-z]{3})\.? "
    r"(?P<day>\d{1,2}), (?P<year>\d{4})\Z",
    re.IGNORECASE | re.ASCII,
)
_BEFORE = {
    "": "",
    "as of": "現在",
    "at": "現在",
    "year ended": "に終了した1年間",
    "fiscal year ended": "に終了した事業年度",
    **{
        f"{word} months ended": f"に終了した{count}か月間"
        for word, count in (("three", 3), ("six", 6), ("nine", 9), ("twelve", 12))
    },
}
_MONEY = {
    "jpy": "円",
    "yen": "円",
    "u.s. dollars": "米ドル",
    "u.s. dollar": "米ドル",
    "usd": "米ドル",
}
_SCALES = {"thousand": "千", "million": "百万", "billion": "十億"}
_SCALE_FIRST = re.compile(r"(?:in )?(?P<scale>thousand|million|billion)s? of (?P<money>.+)\Z")
_SCALE_LAST = re.compile(
    r"(?P<money>[a-z.]+(?: dollars?)?)(?: in)? (?P<scale>thousand|million|billion)s?\Z"
)
_WORDS = {
    "% of total revenues": "売上高比（%）",
    "% of revenues": "売上高比（%）",
    "total": "合計",
    "shares": "株",
}


@cache
def japanese_head(line: str) -> str:
    """The line in Japanese, or as it is."""
    return _dated(line) or _money(line.strip().casefold()) or line


def _dated(line: str) -> str:
    found = _DATED.match(line)
    if found is None:
        return ""
    after = _BEFORE.get(found["before"].casefold().removeprefix("for the ").strip())
    month = found["month"].casefold()[:3]
    if after is None or month not in _MONTHS:
        return ""
    return f"{found['year']}年{_MONTHS.index(month) + 1}月{int(found['day'])}日{after}"


def _money(line: str) -> str:
    found = _SCALE_FIRST.match(line) or _SCALE_LAST.match(line)
    if found is None:
        return _MONEY.get(line) or _WORDS.get(line, "")
    money = _MONEY.get(found["money"])
    return f"{_SCALES[found['scale']]}{money}" if money else ""
