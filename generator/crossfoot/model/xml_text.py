"""Pieces of XML as text; every text from data passes through one of these."""

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def text(value: str) -> str:
    """`value` as element content."""
    return value.translate(_TEXT)


def attribute(value: str) -> str:
    """`value` for between double quotes."""
    return value.translate(_ATTRIBUTE)
