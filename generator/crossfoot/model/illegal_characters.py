"""Characters that no text of a filing may hold: illegal in XML 1.0, or turning the direction of
what is read."""

import re

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
"""these, and what some terminals take for a command"""
_BREAK = re.compile("[\t\n\r\u2028\u2029]")
HINT = "delete it, or type the text again"


def visible(text: str) -> str:
    """The text with each such character spelled out, for a terminal."""
    return _HIDDEN.sub(_spelled, text)


def visible_line(text: str) -> str:
    """The same on one line: a name from outside begins no line of its own."""
    return _BREAK.sub(_spelled, visible(text))


def _spelled(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def forbidden_in(text: str) -> str:
    """What is wrong with the first such character, or nothing (XML 1.0, 2.2; Unicode 3.4,
    bidirectional controls)."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return ""
    code = f"U+{ord(found[0]):04X}"
    turns = "\u202a" <= found[0] <= "\u202e" or "\u2066" <= found[0] <= "\u2069"
    return (
        f"{code} turns the direction of the text"
        if turns
        else f"{code} is not a character that a filing can hold"
    )
