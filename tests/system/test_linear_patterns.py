"""Each expression that meets foreign text takes time in proportion to the text.

Every pattern of the packages that read foreign files is fed texts that are made to be slow:
what it begins with, again and again, without what ends it. Four times the text may take four times
as long, not sixteen.
"""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import crossfoot

FOREIGN = ("xbrl", "system", "arelle", "workflows", "store", "products", "coverage")
PIECES = (
    *(
        "<schemaRef ",
        "<link:schemaRef a='",
        "<import ",
        "<references ",
        "<a:references b",
        "<!DOCTYPE ",
    ),
    *(
        "<?xml version='1.0' ",
        " xmlns:a='",
        " xmlns='b' ",
        "<!--",
        "<a b='c' ",
        "<ix:hidden>",
        "<style>",
    ),
    *(
        "0",
        "1,",
        "1.1",
        " ",
        "\t\n",
        "-",
        "a:",
        "a b ",
        "P1Y",
        "(",
        "{",
        "[",
        "one hundred ",
        "年",
        "<table ",
    ),
    *(
        '<link:loc xlink:href="',
        "'",
        '"',
        "&amp;",
        "=",
        ' src="',
        " onload",
        "a.",
        "A1",
        "[Errno 1] ",
    ),
)
SHORT, LONG = 2_000, 8_000
"""characters; the first takes well under a second even for a pattern that fails"""
SLOW = 0.1
"""CPU seconds of the long text below which nothing can be said"""


def patterns() -> Iterator[tuple[str, "re.Pattern[str] | re.Pattern[bytes]"]]:
    for folder in FOREIGN:
        package = importlib.import_module(f"crossfoot.{folder}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name in ("crossfoot.arelle.worker", "crossfoot.arelle.viewer"):
                continue  # they import Arelle
            module = importlib.import_module(found.name)
            for name, value in sorted(vars(module).items()):
                if isinstance(value, re.Pattern):
                    yield f"{found.name.removeprefix('crossfoot.')}.{name}", value


SOURCES = "".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(crossfoot.__file__).parent.rglob("*.py"))
)


@cache
def scans(name: str) -> bool:
    """Whether a pattern is looked for anywhere in a text, not matched at its begin alone."""
    last = name.rpartition(".")[2]
    return bool(re.search(rf"\b{last}\s*\.(search|finditer|findall|sub|subn|split)\b", SOURCES))


def seconds(
    pattern: "re.Pattern[str] | re.Pattern[bytes]", piece: str, length: int, *, scan: bool
) -> float:
    text: Any = (piece * (length // len(piece) + 1))[:length]
    text = text.encode() if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    pattern.fullmatch(text)
    pattern.match(text)
    if scan:
        for _ in pattern.finditer(text):
            pass
    return time.process_time() - began


FOUND = dict(patterns())


def test_there_are_patterns_to_feed() -> None:
    assert len(FOUND) > 60


def test_a_quadratic_pattern_would_be_seen() -> None:
    bad = re.compile(r"<a\b[^>]*?href=")
    assert seconds(bad, "<a ", LONG, scan=True) > 6 * seconds(bad, "<a ", SHORT, scan=True)


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_pattern_takes_time_in_proportion_to_its_text(name: str) -> None:
    slow = {
        piece: round(took, 2)
        for piece in PIECES
        if (took := seconds(FOUND[name], piece, LONG, scan=scans(name))) > SLOW
        and took > 8 * seconds(FOUND[name], piece, SHORT, scan=scans(name))
    }
    assert slow == {}
