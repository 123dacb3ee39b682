"""The files beside a report that it names, and those that these name: with them it is what was
filed."""

import json
import os
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from crossfoot.system.xml_parser import as_utf8

_IN_REPORT = re.compile(
    rb"<(?:[\w.-]+:)?(?:schemaRef|linkbaseRef|roleRef|arcroleRef)\b[^<>]*?\s(?:[\w.-]+:)?href\s*=\s*[\"']([^\"'#]+)"
)
_IN_TAXONOMY = re.compile(rb"\s(?:[\w.-]+:)?(?:href|schemaLocation)\s*=\s*[\"']([^\"'#]+)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|/|\\")
"""an address of the network, or of a place on this machine: no file that came with the report"""
_MOST = 5000


def named_files(report: Path) -> dict[str, Path]:
    """The files, by their place seen from the report's folder; those that are not there are left
    out."""
    found: dict[str, Path] = {}
    seen, waiting = {report.resolve()}, [report]
    while waiting and len(found) < _MOST:
        at = waiting.pop()
        try:
            data = at.read_bytes()
        except OSError:
            continue
        for name in _names(at, data, first=at == report):
            path = at.parent / unquote(name)
            try:
                place = path.resolve()
                fresh = place not in seen and place.is_file()
            except (OSError, ValueError, RuntimeError):  # a name that no file can have
                continue
            if fresh:
                seen.add(place)
                found[os.path.relpath(place, report.parent.resolve()).replace(os.sep, "/")] = path
                waiting.append(path)
    return found


def _names(path: Path, data: bytes, *, first: bool) -> Iterator[str]:
    """What a file names by a relative address."""
    if path.suffix.lower() == ".json":
        names = _of_json(data)
    elif path.suffix.lower() == ".csv":
        names = []
    else:
        pattern = _IN_REPORT if first else _IN_TAXONOMY
        names = [
            word
            for value in set(pattern.findall(as_utf8(data)))
            for word in unescape(value.decode("utf-8", "replace")).split()
        ]
    return (name for name in sorted(set(names)) if name and not _ADDRESS.match(name))


def _of_json(data: bytes) -> list[str]:
    """Entry points, extended metadata, tables and the parameter file of xBRL-JSON and xBRL-CSV."""
    try:
        report = json.loads(data)
        info, tables = report.get("documentInfo") or {}, report.get("tables") or {}
        named = [
            *(info.get("taxonomy") or ()),
            *(info.get("extends") or ()),
            *(table.get("url") for table in tables.values()),
            report.get("parameterURL"),
        ]
        return [str(name) for name in named if name]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return []
