"""Whole numbers that people type, read within bounds."""

import re

_INTEGER = re.compile(r"-?[0-9]+", re.ASCII)


def bounded_integer(text: str, digits: int = 9) -> int | None:
    """The whole number that `text` is, in ASCII digits with at most one minus before them.

    None for anything else: `²`, `--5`, `1.5`, an empty text, or more than `digits` digits, which
    Python would refuse to convert (over 4,300) or nobody can have meant.
    """
    if not _INTEGER.fullmatch(text) or len(text.removeprefix("-")) > digits:
        return None
    return int(text)
