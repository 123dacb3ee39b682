"""The shapes of `company.yaml` and `filing.yaml`; each piece is checked by itself, so that all mistakes are told at once."""

import re
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from crossfoot.model.finding import Finding, error
from crossfoot.model.suggest import did_you_mean
from crossfoot.read.yaml_file import YamlFile

T = TypeVar("T")


class EntityShape(msgspec.Struct, forbid_unknown_fields=True):
    scheme: str
    identifier: str


class CompanyShape(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    prefix: str
    entity: EntityShape
    authority: str = ""
    identifiers: dict[str, str] = {}
    fiscal_year_end: str = ""
    currency: str = ""
    profile: str = "sec"


class ColumnShape(msgspec.Struct, forbid_unknown_fields=True):
    period: str = ""
    unit: str = ""
    scale: str = ""
    decimals: str = ""
    members: dict[str, str] = {}
    concept: str = ""
    formula: str = ""
    heading: list[str] = []


class TableShape(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    file: str
    title: str
    networks: list[str]
    columns: dict[str, Any] = {}
    rounding: str = "exact"


class NoteShape(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    text: str
    columns: list[str] = []
    lang: str = "en"


class TieShape(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    left: str
    right: str
    name_ja: str = ""
    columns: list[str] = []


class DeclarationShape(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    reason: str
    table: str = ""
    concept: str = ""
    role: str = ""
    column: str = ""
    difference: str = ""
    row: int = 0


class ChartShape(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    title: str
    table: str
    rows: list[str]
    columns: list[str]
    kind: str = "bar"
    title_ja: str = ""


class HeadShape(msgspec.Struct):
    period_end: str
    title: str
    context: str
    source: str = ""
    base: str = "gaap/2026"
    calculations: str = "both"
    filed: str = ""


HEAD_KEYS = {
    "period_end",
    "filed",
    "title",
    "context",
    "source",
    "base",
    "calculations",
    "cover",
    "columns",
    "tables",
    "notes",
    "declared",
    "ties",
    "charts",
}
_HINT = "docs/reference/formats.md lists what each entry takes"
_COMMA = "inside { } a text that holds a comma stands in quotation marks"
_KINDS = {"str": "a text", "array": "a list", "object": "a group of 'key: value' entries", "int": "a whole number"}
_UNKNOWN = re.compile("Object contains unknown field `([^`]*)`")
_QUOTED = re.compile("`([^`]*)`")
_WHERE = re.compile(r" - at `\$(?P<path>[^`]*)`\Z")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[\.\.\.\]")


def shaped(shape: type[T], data: Any, document: YamlFile, path: tuple[str | int, ...], findings: list[Finding]) -> T | None:
    """The data as `shape`; None and a finding at its line when it does not fit."""
    try:
        return msgspec.convert(data, shape, strict=False)
    except msgspec.ValidationError as broken:
        text = str(broken)
        steps: list[str | int] = []
        if where := _WHERE.search(text):
            steps = [step[0] or int(step[1]) for step in _STEP.findall(where["path"]) if step[0] or step[1]]
            text = text[: where.start()]
        hint = _HINT
        if unknown := _UNKNOWN.match(text):
            hint = _HINT if steps else did_you_mean(unknown[1], shape.__struct_fields__)  # type: ignore[attr-defined]
            if not steps and isinstance(data, dict) and data.get(unknown[1]) in ("", None):
                hint = _COMMA
            steps.append(unknown[1])
        findings.append(error("read.definition", _plain(text, steps or path), document.at(*path, *steps), hint))
        return None


def _plain(text: str, path: Sequence[str | int]) -> str:
    """msgspec's message in plain words."""
    names = _QUOTED.findall(text)
    if text.startswith("Object missing required field"):
        return f"'{names[0]}' is missing"
    if text.startswith("Object contains unknown field"):
        return f"'{names[0]}' is not known here"
    if text.startswith("Expected") and len(names) == 2:
        subject = next((f"'{step}'" for step in reversed(path) if isinstance(step, str)), "the entry")
        return f"{subject} should be {_KINDS.get(names[0], names[0])}, it is {_KINDS.get(names[1], names[1])}"
    return text.replace("`", "'")


def entries_of(document: YamlFile, key: str, findings: list[Finding]) -> list[Any]:
    """The list under a key of the file; a finding when it is something else."""
    entries = document.data.get(key) or []
    if isinstance(entries, list):
        return entries
    findings.append(error("read.definition", f"'{key}' should be a list", document.at(key), "each entry starts with '- '"))
    return []
