"""An xBRL-CSV report (OIM 1.0) as the object that xBRL-JSON would hold, without its taxonomy."""

import csv
import io
import posixpath
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from crossfoot.model.finding import Finding
from crossfoot.model.source import SourceRef
from crossfoot.system.json_file import BadJson, parse_json
from crossfoot.xbrl.periods import bad_period, moments, span

_NEEDS_ARELLE = ("propertyGroups", "propertiesFrom")
_ABSENT = ("", "#none")
_DAY = timedelta(days=1)
FORMS = "write 2024, 2024Q3, 2024-05-31@end, 2024-01-01..2024-12-31 or the like"


class _CellPeriod(ValueError):
    """The text of a period that can't be read."""


def json_of_csv(
    metadata: bytes, files: Mapping[str, bytes], name: str, findings: list[Finding]
) -> dict[str, Any]:
    """The report as the object of xBRL-JSON; `files` are the tables, by address beside the metadata
    file `name`. BadJson where it can't be
    done.

    A cell whose period can't be read is a finding.
    """
    try:
        report = parse_json(metadata)
        if "extends" in report["documentInfo"]:
            raise BadJson("xBRL-CSV that extends another file needs Arelle")
        facts = {
            key: fact
            for table in report["tables"]
            for key, fact in _table(report, table, (files, name), findings)
        }
        _link(facts, report.get("links") or {})
        return {"documentInfo": report["documentInfo"], "facts": facts}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error) as broken:
        if isinstance(broken, BadJson):
            raise
        raise BadJson(
            f"this is not a report in xBRL-CSV: {type(broken).__name__} {str(broken)[:80]}"
        ) from None


def _table(
    report: Mapping[str, Any],
    table: str,
    place: tuple[Mapping[str, bytes], str],
    findings: list[Finding],
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The facts of one table, with their ids `table.row.column`."""
    files, name = place
    told = report["tables"][table]
    template = report["tableTemplates"][told.get("template", table)]
    address = posixpath.normpath(PurePosixPath(name).parent / told["url"])
    if address not in files:
        if told.get("optional"):
            return
        raise BadJson(f"the table '{told['url']}' is not there")
    given = {**(report.get("parameters") or {}), **(told.get("parameters") or {})}
    rows = csv.DictReader(io.StringIO(files[address].decode("utf-8-sig"), newline=""), strict=True)
    for number, row in enumerate(rows, 1):
        cells = {**given, **{column: cell or "" for column, cell in row.items() if column}}
        key = row.get(template.get("rowIdColumn", "")) or f"r_{number}"
        for column, about in template["columns"].items():
            if any(one in about for one in _NEEDS_ARELLE):
                raise BadJson("xBRL-CSV with property groups needs Arelle")
            if "dimensions" in about and (value := cells.get(column, "")) != "":
                try:
                    yield (
                        f"{table}.{key}.{column}",
                        _fact(str(value), (report, template, about), cells),
                    )
                except _CellPeriod as broken:
                    findings.append(
                        bad_period(
                            str(broken),
                            FORMS,
                            SourceRef(file=told["url"], row=number + 1, column=column),
                        )
                    )


def _fact(
    value: str, layers: tuple[Mapping[str, Any], ...], cells: Mapping[str, Any]
) -> dict[str, Any]:
    """A cell with what the report, the template and its column say of it; the nearest counts."""
    merged = {
        name: one for layer in layers for name, one in (layer.get("dimensions") or {}).items()
    }
    held = {
        name: found for name, one in merged.items() if (found := _meant(one, cells)) not in _ABSENT
    }
    if "period" in held:
        held["period"] = _period(held["period"])
    decimals = _meant(
        next((layer["decimals"] for layer in reversed(layers) if "decimals" in layer), ""), cells
    )
    more = (
        {}
        if decimals in _ABSENT or ("unit" not in held and "decimals" not in layers[-1])
        else {"decimals": int(decimals)}
    )
    return {"value": None if value == "#nil" else _word(value), **more, "dimensions": held}


def _meant(told: Any, cells: Mapping[str, Any]) -> str:
    """A text, or what the column or parameter holds that it names: `$period`, `$period@end`."""
    text = str(told)
    if not text.startswith("$"):
        return _word(text) if text not in _ABSENT else text
    if text.startswith("$$"):
        return text[1:]
    name, at, side = text[1:].partition("@")
    held = str(cells.get(name, ""))
    return f"{held}{at}{side}" if held and side else _word(held) if held not in _ABSENT else held


def _word(text: str) -> str:
    """`#empty` is the empty text, `##` a number sign."""
    return "" if text == "#empty" else text[1:] if text.startswith("##") else text


def _period(text: str) -> str:
    """`2024-01-01..2024-12-31`, `2024Q3`, `2024@end` as OIM writes them in full: the end is the
    midnight after it."""
    told, at, side = text.partition("@")
    days = span(told)
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
