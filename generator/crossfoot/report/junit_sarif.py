"""What build servers read: JUnit XML and SARIF 2.1.0, of the same findings as everywhere else."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

from crossfoot.model.finding import Finding
from crossfoot.model.options import BuildResult
from crossfoot.model.source import SourceRef
from crossfoot.model.tieout import Tie
from crossfoot.model.validation import ValidationResult
from crossfoot.model.xml_text import DECLARATION, attribute, text

Result = BuildResult | ValidationResult
Locate = Callable[[str, str], str]
"""Filing and file name to the path from the workspace's root."""
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://example.org/crossfoot"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SKIPPED = ("unchecked", "unreadable")


def junit_xml(results: Iterable[Result]) -> Iterator[str]:
    """One suite a filing: a case for each check that did not fail, and one for each finding; errors
    are failures."""
    yield f"{DECLARATION}<testsuites>\n"
    for result in results:
        checks = [tie for tie in result.ties if tie.status != "error"]
        failures = sum(finding.severity == "error" for finding in result.findings)
        skipped = sum(tie.status in _SKIPPED for tie in checks)
        total = len(checks) + len(result.findings)
        name = attribute(result.name)
        yield f'<testsuite name="{name}" tests="{total}" failures="{failures}" errors="0" skipped="{skipped}">\n'
        yield from (_check_case(result.name, tie) for tie in checks)
        yield from (_finding_case(result.name, finding) for finding in result.findings)
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _check_case(name: str, tie: Tie) -> str:
    head = f'<testcase classname="{attribute(f"{name}.{tie.kind}.{tie.statement}")}" name="{attribute(_named(tie))}"'
    if tie.status in _SKIPPED:
        return f'{head}><skipped message="{tie.status}"/></testcase>\n'
    return (
        f"{head}/>\n"
        if tie.status == "holds"
        else f"{head}><system-out>{text(tie.status)}</system-out></testcase>\n"
    )


def _named(tie: Tie) -> str:
    at = f" ({tie.addresses[0]})" if tie.addresses else ""
    return f"{tie.label or tie.item}{at}"


def _finding_case(name: str, finding: Finding) -> str:
    head = f'<testcase classname="{attribute(f"{name}.{finding.code}")}" name="{attribute(str(finding.source))}"'
    body = text(f"{finding}\n{finding.hint}".strip())
    if finding.severity == "error":
        return f'{head}><failure type="{attribute(finding.code)}" message="{attribute(finding.message)}">{body}</failure></testcase>\n'
    return f"{head}><system-out>{finding.severity}: {body}</system-out></testcase>\n"


def sarif_json(results: Iterable[Result], version: str, locate: Locate) -> str:
    """One run with every finding of every filing; columns of tables are logical locations, for
    their lines are the rows."""
    rows = [(result.name, finding) for result in results for finding in result.findings]
    codes = sorted({finding.code for _, finding in rows})
    driver = {
        "name": "crossfoot",
        "version": version,
        "informationUri": HOME,
        "rules": [{"id": code, "name": code, "shortDescription": {"text": code}} for code in codes],
    }
    found = [
        _sarif_result(name, finding, codes.index(finding.code), locate) for name, finding in rows
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": found}
    return (
        json.dumps(
            {"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _sarif_result(name: str, finding: Finding, index: int, locate: Locate) -> dict[str, Any]:
    told = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    key = "|".join((name, finding.code, str(finding.source), finding.message))
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": told},
        "locations": [_location(name, finding.source, locate)],
        "partialFingerprints": {"crossfoot/v1": hashlib.sha256(key.encode()).hexdigest()},
    }
    if finding.also:
        result["relatedLocations"] = [
            {"id": number, **_location(name, one, locate)}
            for number, one in enumerate(finding.also, 1)
        ]
    return result


def _location(name: str, source: SourceRef, locate: Locate) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(locate(name, source.file))}}
    if source.row is not None and source.row > 0:
        physical["region"] = {"startLine": source.row}
    logical = [{"name": source.column, "kind": "member"}] if source.column else []
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}
