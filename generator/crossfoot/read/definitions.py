"""The shapes of `company.yaml` and `filing.yaml`; each piece is checked by itself, so that all mistakes are told at once."""

import re
from typing import Any, TypeVar

import msgspec

from crossfoot.model.finding import Finding, error
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


class HeadShape(msgspec.Struct):
    period_end: str
    title: str
    context: str
    source: str = ""
    base: str = "gaap/2026"
    calculations: str = "both"


HEAD_KEYS = {"period_end", "title", "context", "source", "base", "calculations", "cover", "columns", "tables", "notes", "declared", "ties"}
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
        text = text.replace("Object", "the entry").replace("`", "'")
        findings.append(error("read.definition", text, document.at(*path, *steps), "docs/reference/formats.md lists what each entry takes"))
        return None


def entries_of(document: YamlFile, key: str, findings: list[Finding]) -> list[Any]:
    """The list under a key of the file; a finding when it is something else."""
    entries = document.data.get(key) or []
    if isinstance(entries, list):
        return entries
    findings.append(error("read.definition", f"'{key}' should be a list", document.at(key), "each entry starts with '- '"))
    return []
