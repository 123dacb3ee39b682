"""Plain data from YAML as records: each entry is checked against the annotations of a Struct, and
what does not fit is told at its line."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from crossfoot.curated.yaml_file import YamlFile
from crossfoot.model.finding import Finding, error
from crossfoot.model.suggestions import did_you_mean

T = TypeVar("T")
_HINT = "docs/reference/formats.md lists what each entry takes"
_COMMA = "inside { } a text that holds a comma stands in quotation marks"
_KINDS = {
    "str": "a text",
    "array": "a list",
    "object": "a group of 'key: value' entries",
    "int": "a whole number",
}
_TEXTS = frozenset({"name", "name_ja", "title", "title_ja", "text"})
"""What is printed for people, wherever an entry has it."""
_UNKNOWN = re.compile("Object contains unknown field `([^`]*)`")
_QUOTED = re.compile("`([^`]*)`")
_WHERE = re.compile(r" - at `\$(?P<path>[^`]*)`\Z")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[\.\.\.\]")


def decode_as(
    shape: type[T],
    data: Any,
    document: YamlFile,
    path: tuple[str | int, ...],
    findings: list[Finding],
) -> T | None:
    """The data as `shape`; None and a finding at its line when it does not fit.

    `shape` is a msgspec Struct, `path` the keys and places that lead to `data` in the document.
    """
    try:
        record = msgspec.convert(data, shape, strict=False)
    except msgspec.ValidationError as broken:
        findings.append(_validation_error(str(broken), shape, data, document, path))
        return None
    for name in sorted(_TEXTS & data.keys()):
        if not data[name].strip():
            findings.append(
                error(
                    "read.blank",
                    f"'{name}' is blank",
                    document.at(*path, name),
                    "write it; an optional one may be left out",
                )
            )
    return record


def _validation_error(
    text: str, shape: type[T], data: Any, document: YamlFile, path: tuple[str | int, ...]
) -> Finding:
    """The finding of data that are not as `shape`, from msgspec's message: at the entry that it
    names."""
    steps: list[str | int] = []
    if where := _WHERE.search(text):
        steps = [
            step[0] or int(step[1]) for step in _STEP.findall(where["path"]) if step[0] or step[1]
        ]
        text = text[: where.start()]
    hint = _HINT
    if unknown := _UNKNOWN.match(text):
        hint = _HINT if steps else did_you_mean(unknown[1], shape.__struct_fields__)  # type: ignore[attr-defined]
        if not steps and isinstance(data, dict) and data.get(unknown[1]) in ("", None):
            hint = _COMMA
        steps.append(unknown[1])
    return error("read.definition", _plain(text, steps or path), document.at(*path, *steps), hint)


def _plain(text: str, path: Sequence[str | int]) -> str:
    """msgspec's message in plain words."""
    names = _QUOTED.findall(text)
    if text.startswith("Object missing required field"):
        return f"'{names[0]}' is missing"
    if text.startswith("Object contains unknown field"):
        return f"'{names[0]}' is not known here"
    if text.startswith("Expected") and len(names) == 2:
        subject = next(
            (f"'{step}'" for step in reversed(path) if isinstance(step, str)), "the entry"
        )
        return f"{subject} should be {_KINDS.get(names[0], names[0])}, it is {_KINDS.get(names[1], names[1])}"
    return text.replace("`", "'")


def decode_list(
    shape: type[T], document: YamlFile, key: str, findings: list[Finding]
) -> Iterator[tuple[int, T]]:
    """The entries of a list of the file that are as `shape`, with their places in it.

    Entries that don't fit go to `findings` and are left out; places count from 0.
    """
    for index, entry in enumerate(entries_of(document, key, findings)):
        record = decode_as(shape, entry, document, (key, index), findings)
        if record is not None:
            yield index, record


def entries_of(document: YamlFile, key: str, findings: list[Finding]) -> list[Any]:
    """The list under a key of the file; a finding when it is something else.

    Empty where the key is missing.
    """
    entries = document.data.get(key) or []
    if isinstance(entries, list):
        return entries
    findings.append(
        error(
            "read.definition",
            f"'{key}' should be a list",
            document.at(key),
            "each entry starts with '- '",
        )
    )
    return []
