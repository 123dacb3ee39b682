"""The receipt of a filing: what was handed in, when, the verdict and its reasons."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crossfoot.model.finding import Finding
from crossfoot.store.acceptance_policy import REFUSED, Policy
from crossfoot.store.loading import filed_date
from crossfoot.xbrl.report_records import Report
from crossfoot.xbrl.submission import Submission


def originals(entry: Submission) -> list[tuple[str, Path]]:
    root = (
        entry.manifest.folder
        if entry.manifest is not None
        else entry.path
        if entry.path.is_dir()
        else entry.path.parent
    )
    return [(path.relative_to(root).as_posix(), path) for path in entry.originals()]


def hashes_of(entry: Submission) -> Iterator[tuple[str, str, int]]:
    """Name, hash and size of every file that was handed in."""
    if entry.manifest is not None:
        for name, held in entry.manifest.data["files"].items():
            yield name, held["sha256"], int(held["size"])
        return
    for name, path in originals(entry):
        try:
            data = path.read_bytes() if path.is_file() else None
        except OSError:  # the reader tells of it where it matters
            continue
        if data is not None:
            yield name, hashlib.sha256(data).hexdigest(), len(data)


def receipt_of(
    entry: Submission,
    report: Report | None,
    findings: Sequence[Finding],
    policy: Policy,
    received: datetime,
    given: date | None,
) -> dict[str, Any]:
    """What is written down of one submission, ready for JSON.

    `report` is None where it could not be read or is refused; `received` is in UTC; `given` is the
    day of filing that a person gives.
    """
    counts = {
        severity: sum(finding.severity == severity for finding in findings)
        for severity in ("error", "warning", "info")
    }
    reasons = [
        {"code": one.code, "message": one.message, "hint": one.hint, "address": str(one.source)}
        for one in policy.reasons(findings)
    ]
    record: dict[str, Any] = {
        "name": entry.name,
        "digest": entry.digest,
        "received": f"{received.isoformat()}Z",
        "verdict": REFUSED if report is None else policy.verdict(findings),
        "policy": policy.name,
        "reasons": reasons,
        "counts": {"facts": report.facts if report else 0, **counts},
        **({"aside": list(entry.aside)} if entry.aside else {}),
        **({} if report is None else _filing_of(report, received, given)),
    }
    # what no text can hold becomes `?`
    text = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    whole: dict[str, Any] = json.loads(text)
    return whole


def _filing_of(report: Report, received: datetime, given: date | None) -> dict[str, Any]:
    """What the receipt says of the filing itself."""
    filed, known_from = filed_date(report, received, given)
    period_end = report.head.period_end
    return {
        "filer": report.head.filer,
        "filer_name": report.head.name,
        "form": report.head.form,
        "period_end": None if period_end is None else period_end.isoformat(),
        "filed": filed.isoformat(),
        "filed_from": known_from,
        "reader": report.reader,
        "validated": report.validated,
        "rules": list(report.rules),
    }
