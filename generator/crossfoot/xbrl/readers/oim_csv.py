"""An xBRL-CSV report (OIM 1.0) as the object that xBRL-JSON would hold, without its taxonomy.

What the specification forbids is told with its code: of a cell or a row as a finding with its
address, of the metadata as BadJson.
"""

import csv
import io
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.system.json_file import BadJson, parse_json
from crossfoot.xbrl.periods import bad_period, moments, span
from crossfoot.xbrl.readers.oim_facts import (
    CORE,
    CSV_DOCUMENT,
    NUMBER,
    check_document,
    check_members,
)

_NEEDS_ARELLE = ("propertyGroups", "propertiesFrom")
_DAY = timedelta(days=1)
FORMS = "write 2024, 2024Q3, 2024-05-31@end, 2024-01-01..2024-12-31 or the like"
_IDENTIFIER = re.compile(r"[^\W\d][\w-]*")
_SUFFIX = re.compile(
    r"\s*([-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)d(-?[0-9]{1,6}|INF)\s*"
)
"""a number and its decimals (xBRL-CSV 1.0, decimals suffix)"""
_BAD_SUFFIX = re.compile(r"\s*[-+.0-9eE]+d.*")
_MEMBERS = {
    "report": "documentInfo tableTemplates tables parameters parameterURL dimensions decimals links",
    "template": "rowIdColumn columns decimals dimensions",
    "column": "comment decimals dimensions propertyGroups propertiesFrom",
    "table": "url template optional parameters",
}


class _CellPeriod(ValueError):
    """The text of a period that can't be read."""


class _Forbidden(ValueError):
    """What the specification forbids in a cell or row; the text says it, with its code."""


class _Absent:
    """Where a property has no value: an empty cell, or `#none`."""


_ABSENT = _Absent()


class _Table(Struct, frozen=True, kw_only=True):
    """A table of the report as its metadata describes it."""

    name: str
    url: str
    template: Mapping[str, Any]
    parameters: Mapping[str, Any]
    report: Mapping[str, Any]


def json_of_csv(
    metadata: bytes, files: Mapping[str, bytes], name: str, findings: list[Finding]
) -> dict[str, Any]:
    """The report as the object of xBRL-JSON.

    `files` are the tables and the parameter file, by address beside the metadata file `name`.
    BadJson where the report can't be read; what is wrong with a row or cell is a finding, and no
    fact.
    """
    try:
        report = parse_json(metadata)
        check_document(report, CSV_DOCUMENT)
        if "extends" in report["documentInfo"]:
            raise BadJson("xBRL-CSV that extends another file needs Arelle")
        check_members(report, _MEMBERS["report"], "the metadata", "xbrlce")
        parameters = _report_parameters(report, files, name)
        facts = {
            key: fact
            for table in report.get("tables") or {}
            for key, fact in _facts(_table(report, table, parameters), files, name, findings)
        }
        _link(facts, report.get("links") or {})
        return {"documentInfo": report["documentInfo"], "facts": facts}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error) as broken:
        if isinstance(broken, BadJson):
            raise
        raise BadJson(
            f"this is not a report in xBRL-CSV: {type(broken).__name__} {str(broken)[:80]}"
        ) from None


def _report_parameters(
    report: Mapping[str, Any], files: Mapping[str, bytes], name: str
) -> dict[str, Any]:
    """The parameters of the report, those of its parameter file among them."""
    parameters = dict(report.get("parameters") or {})
    if "parameterURL" not in report:
        return parameters
    address = posixpath.normpath(PurePosixPath(name).parent / report["parameterURL"])
    if address not in files:
        what = f"the parameter file '{report['parameterURL']}' is not there"
        raise BadJson(f"{what} (xbrlce:missingParametersFile)")
    head, *rows = _rows(files[address], report["parameterURL"])
    read: dict[str, Any] = {}
    for row in rows:
        if len(row) < 2 or any(row[2:]) or row[0] in read or not _IDENTIFIER.fullmatch(row[0]):
            head = []
        read[row[0]] = row[1] if len(row) > 1 else ""
    if head[:2] != ["name", "value"]:
        what = f"'{report['parameterURL']}' is no list of names, each once, and values"
        raise BadJson(f"{what} (xbrlce:invalidParameterCSVFile)")
    for parameter, value in read.items():
        if parameters.setdefault(parameter, value) != value:
            what = f"the parameter '{parameter}' has two values"
            raise BadJson(f"{what} (xbrlce:illegalReportParameterRedefinition)")
    return parameters


def _rows(data: bytes, url: str) -> list[list[str]]:
    """The rows of a file, the header first."""
    try:
        text = data.decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except (UnicodeDecodeError, csv.Error) as broken:
        why = f"'{url}' is no CSV in UTF-8: {str(broken)[:60]}"
        raise BadJson(f"{why} (xbrlce:invalidCSVFileFormat)") from None
    return rows or [[]]


def _table(report: Mapping[str, Any], name: str, parameters: Mapping[str, Any]) -> _Table:
    about = report["tables"][name]
    template_name = about.get("template", name)
    if template_name not in report["tableTemplates"]:
        what = f"the table '{name}' has no template '{template_name}'"
        raise BadJson(f"{what} (xbrlce:unknownTableTemplate)")
    template = report["tableTemplates"][template_name]
    check_members(about, _MEMBERS["table"], f"the table '{name}'", "xbrlce")
    check_members(template, _MEMBERS["template"], f"the template '{template_name}'", "xbrlce")
    for column, properties in template["columns"].items():
        check_members(properties, _MEMBERS["column"], f"the column '{column}'", "xbrlce")
        if any(name in properties for name in _NEEDS_ARELLE):
            raise BadJson("xBRL-CSV with property groups needs Arelle")
    if template.get("rowIdColumn", "") not in ("", *template["columns"]):
        what = f"the column of row identifiers '{template['rowIdColumn']}' is not defined"
        raise BadJson(f"{what} (xbrlce:undefinedRowIdColumn)")
    return _Table(
        name=name,
        url=about["url"],
        template=template,
        parameters={**parameters, **(about.get("parameters") or {})},
        report=report,
    )


def _facts(
    table: _Table, files: Mapping[str, bytes], name: str, findings: list[Finding]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The facts of one table, with their ids `table.row.column`."""
    address = posixpath.normpath(PurePosixPath(name).parent / table.url)
    if address not in files:
        if table.report["tables"][table.name].get("optional"):
            return
        raise BadJson(f"the table '{table.url}' is not there (xbrlce:missingRequiredCSVFile)")
    header, *rows = _rows(files[address], table.url)
    _check_header(header, table)
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        where = SourceRef(file=table.url, row=number + 1)
        try:
            cells = _cells(header, row)
            key = _row_key(table.template.get("rowIdColumn"), cells, number, seen)
        except _Forbidden as broken:
            findings.append(error("ingest.fact", str(broken), where, _LEFT_OUT))
            continue
        yield from _row_facts(table, key, cells, where, findings)


_LEFT_OUT = "where a policy lets the filing in, it is left out"


def _row_facts(
    table: _Table, key: str, cells: Mapping[str, str], where: SourceRef, findings: list[Finding]
) -> Iterator[tuple[str, dict[str, Any]]]:
    values = {**table.parameters, **cells}
    for column, properties in table.template["columns"].items():
        if "dimensions" not in properties or cells.get(column, "") == "":
            continue
        place = SourceRef(file=where.file, row=where.row, column=column)
        try:
            fact = _fact(cells[column], (table.report, table.template, properties), values)
            yield f"{table.name}.{key}.{column}", fact
        except _CellPeriod as broken:
            findings.append(bad_period(str(broken), FORMS, place))
        except _Forbidden as broken:
            findings.append(error("ingest.fact", str(broken), place, _LEFT_OUT))


def _check_header(header: Sequence[str], table: _Table) -> None:
    """BadJson where a column stands twice, is not defined or has no identifier for a name."""
    for position, column in enumerate(header):
        if column in header[:position] and column:
            fault, code = "stands twice", "repeatedColumnIdentifier"
        elif column and not _IDENTIFIER.fullmatch(column):
            fault, code = "is no identifier", "invalidHeaderValue"
        elif column and column not in table.template["columns"]:
            fault, code = "is not defined by its template", "unknownColumn"
        else:
            continue
        raise BadJson(f"the column '{column[:60]}' of '{table.url}' {fault} (xbrlce:{code})")


def _cells(header: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """Column to cell."""
    pairs = [*zip(header, row, strict=False)]
    if any(row[len(header) :]) or any(cell for column, cell in pairs if not column):
        raise _Forbidden("a cell stands in no column (xbrlce:unmappedCellValue)")
    return {column: cell for column, cell in pairs if column}


def _row_key(column: str | None, cells: Mapping[str, str], number: int, seen: set[str]) -> str:
    """What names a row in ids: its identifier, or its number where the template has none."""
    if not column:
        return f"r_{number}"
    key = cells.get(column, "")
    if not key:
        raise _Forbidden("the row has no identifier (xbrlce:missingRowIdentifier)")
    if key in seen:
        what = f"the row identifier '{key[:60]}' stands a second time"
        raise _Forbidden(f"{what} (xbrlce:repeatedRowIdentifier)")
    seen.add(key)
    return key


def _fact(
    cell: str, layers: tuple[Mapping[str, Any], ...], values: Mapping[str, Any]
) -> dict[str, Any]:
    """A cell with what the report, the template and its column say of it; the nearest counts."""
    value, dimensions = _special(cell), _dimensions(layers, values)
    if isinstance(value, _Absent):
        raise _Forbidden("#none stands for a value (xbrlce:illegalUseOfNone)")
    fact: dict[str, Any] = {"value": value, "dimensions": dimensions}
    number = _SUFFIX.fullmatch(value or "") if "language" not in dimensions else None
    if number:  # a value that brings its decimals needs none from elsewhere
        fact["value"], fact[NUMBER] = number[1], True
        return fact if number[2] == "INF" else {**fact, "decimals": int(number[2])}
    if "unit" in dimensions and _BAD_SUFFIX.fullmatch(value or ""):
        raise _Forbidden(f"the decimals of '{cell[:40]}' are none (xbrlce:invalidDecimalsSuffix)")
    decimals = _decimals(layers, values)
    if decimals is not None and ("unit" in dimensions or "decimals" in layers[-1]):
        fact["decimals"] = decimals
    return fact


def _dimensions(
    layers: Sequence[Mapping[str, Any]], values: Mapping[str, Any]
) -> dict[str, str | None]:
    properties: dict[str, Any] = {}
    for layer in layers:
        properties.update(layer.get("dimensions") or {})
    dimensions: dict[str, str | None] = {}
    for name, value in properties.items():
        found = _resolved(value, values)
        if found is None and name in CORE:
            raise _Forbidden(f"its {name} is nil (xbrlce:invalidJSONStructure)")
        if not isinstance(found, _Absent):
            dimensions[name] = _period(found or "") if name == "period" else found
    return dimensions


def _decimals(layers: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> int | None:
    """What the nearest layer says; None for an exact number."""
    nearest = next((layer["decimals"] for layer in reversed(layers) if "decimals" in layer), "")
    text = _resolved(nearest, values)
    if isinstance(text, _Absent):
        return None
    if text is None or not re.fullmatch(r"\s*[-+]?[0-9]{1,6}\s*", text):
        raise _Forbidden(f"its decimals '{text}' are no number (xbrlce:invalidDecimalsValue)")
    return int(text)


def _resolved(value: Any, values: Mapping[str, Any]) -> str | _Absent | None:
    """A text, or what the column or parameter holds that it names: `$period`, `$period@end`."""
    text = str(value)
    if text.startswith("$$"):
        return text[1:]
    if not text.startswith("$"):
        return _special(text)
    name, at, side = text[1:].partition("@")
    if name not in values:
        what = f"'{text[:60]}' names no column and no parameter"
        raise _Forbidden(f"{what} (xbrlce:invalidReferenceTarget)")
    found = _special(str(values[name]))
    return f"{found}{at}{side}" if isinstance(found, str) and found and side else found


def _special(text: str) -> str | _Absent | None:
    """`#nil` is nil, `#empty` the empty text, `##` a number sign, `#none` no value at all (xBRL-CSV
    1.0, special values)."""
    if text in ("", "#none"):
        return _ABSENT
    if text == "#nil":
        return None
    if text == "#empty":
        return ""
    if text.startswith("#") and not text.startswith("##"):
        what = f"'{text[:60]}' is no special value; a text that begins with # is written ##"
        raise _Forbidden(f"{what} (xbrlce:unknownSpecialValue)")
    return text[1:] if text.startswith("##") else text


def _period(text: str) -> str:
    """`2024-01-01..2024-12-31`, `2024Q3`, `2024@end` as OIM writes them in full: the end is the
    midnight after it."""
    short, at, side = text.partition("@")
    days = span(short)
    if days is None and "T" in text and not at and moments(text) is not None:  # in full already
        return text
    if days is None or (at and side not in ("start", "end")):
        raise _CellPeriod(text)
    first, last = days
    if at:
        return f"{last + _DAY if side == 'end' else first}T00:00:00"
    return f"{first}T00:00:00/{last + _DAY}T00:00:00"


def _link(facts: Mapping[str, dict[str, Any]], links: Mapping[str, Any]) -> None:
    for kind, groups in links.items():
        for group, sources in groups.items():
            for source, targets in sources.items():
                if source in facts:
                    facts[source].setdefault("links", {}).setdefault(kind, {})[group] = targets
