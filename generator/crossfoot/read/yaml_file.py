"""YAML for people: every scalar is text, every key has its line; no aliases, tags or duplicate keys.

Texts stay texts (`0001090633` keeps its zeros, `no` stays a word); what is a number is converted where it is needed.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.read.text_file import read_text

MAX_DEPTH = 40
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    """The document uses something that we do not take; carries the line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class _Builder:
    """Builds plain data from YAML events and remembers the line of every path."""

    events: Any
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    def document(self) -> Any:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                return self.node(next(self.events), ())
        return {}

    def node(self, event: Any, path: tuple[str | int, ...]) -> Any:
        line = event.start_mark.line + 1
        self.lines[path] = line
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("an alias (*name) is not taken here", line)
        if getattr(event, "anchor", None) or (event.tag is not None and not isinstance(event, yaml.ScalarEvent)):
            raise _Refused("an anchor or a tag is not taken here", line)
        if len(path) > MAX_DEPTH:
            raise _Refused("nested too deeply", line)
        if isinstance(event, yaml.ScalarEvent):
            if event.tag is not None:
                raise _Refused("a tag is not taken here", line)
            return "" if event.implicit[0] and event.value in ("null", "~") else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

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
                raise _Refused("a key must be plain text", line)
            if event.value in result:
                raise _Refused(f"the key '{event.value}' stands twice", line)
            key_path = (*path, event.value)
            result[event.value] = self.node(next(self.events), key_path)
            self.lines[key_path] = line
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFile:
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
    builder = _Builder(yaml.parse(text, Loader=_LOADER))
    try:
        data = builder.document()
    except _Refused as refused:
        return None, [error("read.yaml", str(refused), SourceRef(file=shown, row=refused.line), "write the value out in full")]
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        problem = getattr(broken, "problem", None) or "not YAML"
        row = mark.line + 1 if mark else 1
        return None, [
            error("read.yaml", f"this is not valid YAML: {problem}", SourceRef(file=shown, row=row), "check indentation and quotes")
        ]
    if not isinstance(data, dict):
        return None, [error("read.yaml", "the file should hold 'key: value' lines", SourceRef(file=shown, row=1))]
    return YamlFile(data=data, shown=shown, lines=builder.lines), findings
