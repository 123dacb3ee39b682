"""What the Open Information Model does not allow in a fact of xBRL-JSON (OIM 1.0, 3; xBRL-JSON 1.0,
3.1.6)."""

import json
import re
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any

CORE = ("concept", "entity", "period", "unit", "language", "noteId")
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RESERVED = ("xbrl", "xbrli")
"""prefixes that mean the same whether they are declared or not"""
_PREFIX = "declare it in documentInfo.namespaces"

Problem = tuple[str, str]
"""what is wrong, and what to do about it"""


def problem_of(name: str, fact: Any, spaces: Container[str]) -> Problem | None:
    """The first thing that is wrong with a fact and its id; `spaces` holds the declared
    prefixes."""
    return next(chain(_characters("id", name), _problems(fact, spaces)), None)


def _problems(fact: Any, spaces: Container[str]) -> Iterator[Problem]:
    if not isinstance(fact, dict) or not isinstance(fact.get("dimensions"), dict):
        yield "it has no dimensions", 'write {"value": "1", "dimensions": {"concept": ...}}'
        return
    yield from _value_problems(fact)
    if "decimals" in fact and type(fact["decimals"]) is not int:
        yield (
            f"its decimals are {_shown(fact['decimals'])}, not a whole number",
            "leave decimals out where the number is exact",
        )
    held: Mapping[str, Any] = fact["dimensions"]
    if "concept" not in held:
        yield "it has no concept", 'write "concept": "prefix:Name"'
    for name, told in held.items():
        if isinstance(told, str):
            yield from _characters(name, told)
            yield from _told(name, told, spaces)
        elif name in CORE or told is not None:  # a typed member may be nil
            yield f"its {name} is {_shown(told)}, not a text", "write it as a text"


def _told(name: str, told: str, spaces: Container[str]) -> Iterator[Problem]:
    """What is wrong with the prefixes of a dimension."""
    if name in ("concept", "entity"):
        yield from _named(name, told, spaces)
    elif name == "unit":
        for measure in filter(None, re.split("[*/()]", told)):
            yield from _named(name, measure, spaces)
    elif name not in CORE:
        yield from _named("dimension", name, spaces)


def _value_problems(fact: Mapping[str, Any]) -> Iterator[Problem]:
    if "value" not in fact:
        yield "it has no value", 'write "value": null for nil'
        return
    value = fact["value"]
    if value is not None and not isinstance(value, str):
        yield (
            f"its value is {_shown(value)}, not a text or null",
            'write numbers as texts: "1234.50"',
        )
    elif value is not None:
        yield from _characters("value", value)


def _characters(what: str, text: str) -> Iterator[Problem]:
    if found := _NO_CHARACTER.search(text):
        yield (
            f"its {what} holds U+{ord(found[0]):04X}, which no report can hold",
            "delete it, or type the text again",
        )


def _named(what: str, name: str, spaces: Container[str]) -> Iterator[Problem]:
    prefix, colon, _ = name.partition(":")
    if not colon:
        yield f"its {what} '{name[:60]}' has no prefix", "write prefix:name"
    elif prefix not in spaces and prefix not in _RESERVED:
        yield f"its {what} '{name[:60]}' has a prefix that is not declared", _PREFIX


def _shown(value: Any) -> str:
    """As it stands in the file."""
    return (
        str(value)
        if isinstance(value, Decimal)
        else json.dumps(value, ensure_ascii=True, default=str)[:60]
    )
