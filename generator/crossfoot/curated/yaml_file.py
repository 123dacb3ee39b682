"""YAML for people: every scalar is text, every key has its line; no aliases, tags or duplicate
keys.

Texts stay texts (`0001090633` keeps its zeros, `no` stays a word); what is a number is converted
where it is needed.
"""

import re
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field

from crossfoot.model.finding import Finding, error
from crossfoot.model.illegal_characters import HINT, forbidden_in
from crossfoot.model.source import SourceRef
from crossfoot.system.text_file import read_text

MAX_DEPTH = 40
MAX_TEXT = 100_000
_BRACKET = re.compile(r"""'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|[\[{]|[\]}]""")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    """The document uses something that we do not take; carries the line and what to do."""

    def __init__(self, message: str, line: int, hint: str = "write the value out in full") -> None:
        super().__init__(message)
        self.line = line
        self.hint = hint


class _Builder(Struct):
    """Builds plain data from YAML events and remembers the line of every path."""

    events: Any
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    def document(self) -> Any:
        data: Any = {}
        found = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found:
                    line = event.start_mark.line + 1 if event.start_mark else 1
                    raise _Refused(
                        "a second document begins here",
                        line,
                        "keep one document, without '---' lines",
                    )
                data, found = self.node(next(self.events), ()), True
        return data

    def node(self, event: Any, path: tuple[str | int, ...]) -> Any:
        line = int(event.start_mark.line) + 1
        self.lines[path] = line
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("an alias (*name) is not taken here", line)
        if getattr(event, "anchor", None) or (
            event.tag is not None and not isinstance(event, yaml.ScalarEvent)
        ):
            raise _Refused("an anchor or a tag is not taken here", line)
        if len(path) > MAX_DEPTH:
            raise _too_deep(line)
        if isinstance(event, yaml.ScalarEvent):
            return _text(event, line)
        return (
            self.sequence(path)
            if isinstance(event, yaml.SequenceStartEvent)
            else self.mapping(path)
        )

    def sequence(self, path: tuple[str | int, ...]) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: tuple[str | int, ...]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused("a key must be plain text", line, "write 'key: value'")
            if problem := forbidden_in(event.value):
                raise _Refused(problem, line, HINT)
            if event.value in result:
                raise _Refused(f"the key '{event.value}' stands twice", line, "keep one of the two")
            key_path = (*path, event.value)
            result[event.value] = self.node(next(self.events), key_path)
            self.lines[key_path] = line
        return result


def _too_deep(line: int) -> _Refused:
    return _Refused(
        "nested too deeply", line, "docs/reference/formats.md shows how deep the entries go"
    )


def _check_brackets(text: str) -> None:
    """Refuse a line that opens more brackets than entries go deep, before PyYAML sees it.

    PyYAML looks ahead to the end of a line for the ':' of a key, so that its own limit, which
    depends on its version, would speak before an event reaches us. Over several lines the events
    come first, and the builder counts them.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.count("[") + line.count("{") <= MAX_DEPTH:
            continue
        depth = 0
        for piece in _BRACKET.findall(line):
            depth = max(0, depth + (piece in "[{") - (piece in "]}"))
            if depth > MAX_DEPTH:
                raise _too_deep(number)


def _text(event: yaml.ScalarEvent, line: int) -> str:
    if event.tag is not None:
        raise _Refused("a tag is not taken here", line)
    if problem := forbidden_in(event.value):
        raise _Refused(problem, line, HINT)
    if len(event.value) > MAX_TEXT:
        raise _Refused(
            f"the text holds more than {MAX_TEXT:,} characters",
            line,
            "texts of this size don't belong in a filing",
        )
    return "" if event.implicit[0] and event.value in ("null", "~") else str(event.value)


class YamlFile(Struct, frozen=True, kw_only=True):
    """The data of a file (texts, lists, mappings) and the line of each path in it."""

    data: Any
    shown: str
    lines: dict[tuple[str | int, ...], int]

    def at(self, *path: str | int) -> SourceRef:
        """The address of the nearest known place at or above `path`."""
        while path and path not in self.lines:
            path = path[:-1]
        return SourceRef(file=self.shown, row=self.lines.get(path, 1))


def read_yaml(path: Path, shown: str) -> tuple[YamlFile | None, list[Finding]]:
    """Read one YAML file; None with findings when it can't be used."""
    text, findings = read_text(path, shown)
    if text is None:
        return None, findings
    if problem := forbidden_in(text):
        row = next(number for number, line in enumerate(text.split("\n"), 1) if forbidden_in(line))
        return None, [error("read.yaml", problem, SourceRef(file=shown, row=row), HINT)]
    builder = _Builder(yaml.parse(text, Loader=_LOADER))
    try:
        _check_brackets(text)
        data = builder.document()
    except _Refused as refused:
        return None, [
            error("read.yaml", str(refused), SourceRef(file=shown, row=refused.line), refused.hint)
        ]
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        problem = getattr(broken, "problem", None) or "not YAML"
        row = mark.line + 1 if mark else 1
        return None, [
            error(
                "read.yaml",
                "this is not valid YAML",
                SourceRef(file=shown, row=row),
                f"check indentation and quotes (PyYAML: {problem})",
            )
        ]
    if not isinstance(data, dict):
        return None, [
            error(
                "read.yaml",
                "the file should hold 'key: value' lines",
                SourceRef(file=shown, row=1),
                "docs/reference/formats.md shows one",
            )
        ]
    return YamlFile(data=data, shown=shown, lines=builder.lines), findings
