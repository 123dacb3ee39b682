"""Pieces of XML as text; every text from data passes through one of these."""

import re

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\n": "&#10;",
        "\t": "&#9;",
        "\r": "&#13;",
    }
)
_IN_ATTRIBUTE = re.compile('[&<>"\n\t\r]')

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def text(value: str) -> str:
    """`value` as element content."""
    return value.translate(_TEXT) if "&" in value or "<" in value or ">" in value else value


def attribute(value: str) -> str:
    """`value` for between double quotes."""
    return value.translate(_ATTRIBUTE) if _IN_ATTRIBUTE.search(value) else value
