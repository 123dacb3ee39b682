"""Numbers inside printed labels: `net of allowance of JPY {37,178 = Concept @ column} thousand`."""

import re
from collections.abc import Iterator

from msgspec import Struct

_BRACE = re.compile(r"\{([^{}]*)\}")


class LabelNumber(Struct, frozen=True, kw_only=True):
    """A number printed in a label, the concepts it stands for and the columns it belongs to."""

    text: str
    concepts: tuple[str, ...]
    columns: tuple[str, ...]


def split_label(label: str) -> Iterator[str | LabelNumber]:
    """The label's pieces in order: texts and numbers; ValueError when a brace can't be read."""
    if "{" not in label and "}" not in label:
        yield label
        return
    position = 0
    for match in _BRACE.finditer(label):
        if match.start() > position:
            yield _text(label[position : match.start()])
        yield _number(match[1])
        position = match.end()
    if position < len(label):
        yield _text(label[position:])


def _text(text: str) -> str:
    if "{" in text or "}" in text:
        raise ValueError("a brace is not closed")
    return text


def _number(inside: str) -> LabelNumber:
    printed, equals, rest = inside.partition("=")
    concepts, at, columns = rest.partition("@")
    number = LabelNumber(
        text=printed.strip(),
        concepts=tuple(part.strip() for part in concepts.split("&") if part.strip()),
        columns=tuple(part.strip() for part in columns.split(";") if part.strip()),
    )
    if not equals or not at or not number.text or not number.concepts or not number.columns:
        raise ValueError(f"'{{{inside.strip()}}}' does not name a number, a concept and a column")
    return number
