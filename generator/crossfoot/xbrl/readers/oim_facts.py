"""What the Open Information Model does not allow in a report of xBRL-JSON or xBRL-CSV, and in its
facts, with the code of the specification (OIM 1.0, 3; xBRL-JSON 1.0, 3.1; xBRL-CSV 1.0)."""

import json
import re
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any

from crossfoot.system.json_file import BadJson

CORE = ("concept", "entity", "period", "unit", "language", "noteId")
JSON_DOCUMENT = "https://xbrl.org/2021/xbrl-json"
CSV_DOCUMENT = "https://xbrl.org/2021/xbrl-csv"
_INFO = "documentType features namespaces taxonomy linkTypes linkGroups baseURL extends final"
NUMBER = "crossfoot:number"
"""marks a fact of xBRL-CSV that is a number, though neither unit nor decimals say so"""
_FACT = "value decimals dimensions links"
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MEASURE = r"[^\s*/():]+(?::[^\s*/():]+)?"
_PRODUCT = rf"{_MEASURE}(?:\*{_MEASURE})*"
_SIDE = rf"(?:{_MEASURE}|\({_MEASURE}(?:\*{_MEASURE})+\))"
_UNIT = re.compile(rf"{_PRODUCT}|{_SIDE}/{_SIDE}")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RESERVED = ("xbrl", "xbrli")
"""prefixes that mean the same whether they are declared or not"""
_PREFIX = "declare it in documentInfo.namespaces"

Problem = tuple[str, str]
"""what is wrong, and what to do about it"""


def check_document(report: Any, kind: str) -> None:
    """BadJson unless the report says that it is of this kind, in the final version of the
    specification: drafts mean other things by the same words (OIM Common 1.0,
    oimce:unsupportedDocumentType)."""
    info = report.get("documentInfo") if isinstance(report, dict) else None
    if not isinstance(info, dict):
        raise BadJson("there is no documentInfo in it (oimce:unsupportedDocumentType)")
    if info.get("documentType") != kind:
        stated = _shown(info.get("documentType"))
        what = f"its documentType {stated} is not {kind}"
        raise BadJson(f"{what} (oimce:unsupportedDocumentType)")
    family = "xbrlce" if kind == CSV_DOCUMENT else "xbrlje"
    check_members(info, _INFO, "documentInfo", family)


def check_members(member: Any, allowed: str, what: str, family: str) -> None:
    """BadJson where an object has a member that the specification does not know; members with a
    prefix are extensions, which it allows. `allowed` holds the names, `family` the prefix of the
    code."""
    if problem := _unknown_member(member, allowed, family):
        raise BadJson(f"{what}: {problem}")


def _unknown_member(member: Any, allowed: str, family: str) -> str:
    code = f"({family}:invalidJSONStructure)"
    if not isinstance(member, dict):
        return f"it is no object {code}"
    unknown = [name for name in member if ":" not in name and name not in allowed.split()]
    return f"it has an unknown member '{unknown[0][:60]}' {code}" if unknown else ""


def problem_of(name: str, fact: Any, spaces: Container[str]) -> Problem | None:
    """The first thing that is wrong with a fact and its id; `spaces` holds the declared
    prefixes."""
    return next(chain(_characters("id", name), _problems(fact, spaces)), None)


def _problems(fact: Any, spaces: Container[str]) -> Iterator[Problem]:
    if not isinstance(fact, dict) or not isinstance(fact.get("dimensions"), dict):
        yield (
            "it has no dimensions (xbrlje:invalidJSONStructure)",
            'write {"value": "1", "dimensions": {"concept": ...}}',
        )
        return
    if unknown := _unknown_member(fact, _FACT, "xbrlje"):
        yield unknown, f"a fact has {_FACT.replace(' ', ', ')}"
    yield from _value_problems(fact)
    if "decimals" in fact and type(fact["decimals"]) is not int:
        yield (
            f"its decimals are {_shown(fact['decimals'])}, not a whole number "
            "(xbrlje:invalidJSONStructure)",
            "leave decimals out where the number is exact",
        )
    dimensions: Mapping[str, Any] = fact["dimensions"]
    if "concept" not in dimensions:
        yield "it has no concept (oime:missingConceptDimension)", 'write "concept": "prefix:Name"'
    for name, value in dimensions.items():
        if isinstance(value, str):
            yield from _characters(name, value)
            yield from _dimension(name, value, spaces)
        elif name in CORE or value is not None:  # a typed member may be nil
            what = f"its {name} is {_shown(value)}, not a text (xbrlje:invalidJSONStructure)"
            yield what, "write it as a text"
        else:
            yield from _named("dimension", name, spaces)


def _dimension(name: str, value: str, spaces: Container[str]) -> Iterator[Problem]:
    """What is wrong with the form and the prefixes of a dimension."""
    if name in ("concept", "entity"):
        yield from _named(name, value, spaces)
    elif name == "unit":
        if not _UNIT.fullmatch(value):
            what = f"its unit '{value[:60]}' is not of the form a:b*c:d/e:f"
            yield f"{what} (oimce:invalidUnitStringRepresentation)", "name each measure, or no unit"
        if value == "xbrli:pure":
            what = "its unit is xbrli:pure, which is meant where no unit stands"
            yield f"{what} (oime:illegalPureUnit)", "leave the unit out"
        for measure in filter(None, re.split("[*/()]", value)):
            yield from _named(name, measure, spaces)
    elif name == "period":
        if any(_DATE.fullmatch(end) for end in value.split("/")):
            what = f"its period '{value[:60]}' has no times (oimce:invalidPeriodRepresentation)"
            yield what, "write 2024-01-01T00:00:00/2025-01-01T00:00:00, or one such moment"
    elif name not in CORE:
        yield from _named("dimension", name, spaces)


def _value_problems(fact: Mapping[str, Any]) -> Iterator[Problem]:
    if "value" not in fact:
        yield "it has no value (xbrlje:invalidJSONStructure)", 'write "value": null for nil'
        return
    value = fact["value"]
    if value is not None and not isinstance(value, str):
        yield (
            f"its value is {_shown(value)}, not a text or null (xbrlje:invalidJSONStructure)",
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
        yield f"its {what} '{name[:60]}' has no prefix (oimce:invalidSQName)", "write prefix:name"
    elif prefix not in spaces and prefix not in _RESERVED:
        problem = f"its {what} '{name[:60]}' has a prefix that is not declared"
        yield f"{problem} (oimce:unboundPrefix)", _PREFIX


def _shown(value: Any) -> str:
    """As it stands in the file."""
    return (
        str(value)
        if isinstance(value, Decimal)
        else json.dumps(value, ensure_ascii=True, default=str)[:60]
    )
