"""Plain data from YAML as records: each entry is checked against the annotations of a dataclass, and what does not fit is told at its line.

Values are texts, lists and mappings (`read.yaml_file`). Annotations are `str`, `int`, `Any`, lists, mappings and other shapes.
"""

import re
from typing import Any, NoReturn, TypeVar

from crossfoot.model.finding import Finding, error
from crossfoot.model.record import shape_of
from crossfoot.model.suggest import did_you_mean
from crossfoot.read.yaml_file import YamlFile

T = TypeVar("T")
Path = tuple[str | int, ...]
_HINT = "docs/reference/formats.md lists what each entry takes"
_COMMA = "inside { } a text that holds a comma stands in quotation marks"
_KINDS = {str: "a text", list: "a list", dict: "a group of 'key: value' entries", int: "a whole number"}
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")


class _Unfit(Exception):
    """The data does not fit; `path` leads there from the top of the entry."""

    def __init__(self, message: str, path: Path, hint: str = _HINT) -> None:
        super().__init__(message)
        self.path, self.hint = path, hint


def shaped(shape: type[T], data: Any, document: YamlFile, path: Path, findings: list[Finding]) -> T | None:
    """The data as `shape`; None and a finding at its line when it does not fit."""
    try:
        made: T = _record(shape, data, (), path)
    except _Unfit as unfit:
        findings.append(error("read.definition", str(unfit), document.at(*path, *unfit.path), unfit.hint))
        return None
    return made


def _record(shape: Any, data: Any, here: Path, above: Path) -> Any:
    if not isinstance(data, dict):
        _refuse(dict, data, here, above)
    kinds = shape.__annotations__
    given = {}
    for name, value in data.items():
        kind = kinds.get(name)
        if kind is None:
            hint = _HINT if here else _COMMA if value == "" else did_you_mean(name, kinds)
            raise _Unfit(f"'{name}' is not known here", (*here, name), hint)
        given[name] = value if kind is type(value) else _value(kind, value, (*here, name), above)
    told = shape_of(shape)
    for name in kinds:
        if name not in given and name not in told.defaults and name not in told.factories:
            raise _Unfit(f"'{name}' is missing", here)
    return shape(**given)


def _value(kind: Any, value: Any, here: Path, above: Path) -> Any:
    """The value as an annotation wants it; the items of a mapping are told at the mapping."""
    if kind is Any:
        return value
    origin = getattr(kind, "__origin__", kind)
    if origin is int and isinstance(value, str) and _WHOLE.match(value):
        return int(value)
    if origin not in (str, int, list, dict):
        return _record(kind, value, here, above)
    if type(value) is not origin:
        _refuse(origin, value, here, above)
    if origin is list:
        inner = kind.__args__[0]
        return [one if type(one) is inner else _value(inner, one, (*here, number), above) for number, one in enumerate(value)]
    if origin is dict:
        inner = kind.__args__[1]
        return {name: one if type(one) is inner else _value(inner, one, here, above) for name, one in value.items()}
    return value


def _refuse(wanted: type, value: Any, here: Path, above: Path) -> NoReturn:
    subject = next((f"'{step}'" for step in reversed(here or above) if isinstance(step, str)), "the entry")
    raise _Unfit(f"{subject} should be {_KINDS[wanted]}, it is {_KINDS[type(value)]}", here)


def entries_of(document: YamlFile, key: str, findings: list[Finding]) -> list[Any]:
    """The list under a key of the file; a finding when it is something else."""
    entries = document.data.get(key) or []
    if isinstance(entries, list):
        return entries
    findings.append(error("read.definition", f"'{key}' should be a list", document.at(key), "each entry starts with '- '"))
    return []
