"""The end of a build: the reports of one filing, written into its folder."""

from pathlib import Path

from crossfoot.model.instance import Fact
from crossfoot.model.published import BaseUse
from crossfoot.model.rule_results import Deviation
from crossfoot.report.base import base_record
from crossfoot.report.page import Report, findings_page
from crossfoot.report.tables import address, finding_rows, findings_json, tieout_csv


def write_reports(folder: Path, report: Report, base: BaseUse | None) -> None:
    """findings.json, findings.html and tieout.csv."""
    head = {
        "filing": report.name,
        "verdict": report.verdict,
        "rules": list(report.rules),
        "off": report.off,
        "deviations": [_deviation(one) for one in report.deviations],
        "unproved": [_unproved(fact) for fact in report.unproved],
        "explained": finding_rows(report.explained),
        **base_record(base),
    }
    (folder / "findings.json").write_text(
        findings_json(report.findings, head, report.ties), encoding="utf-8"
    )
    for name, pieces in (
        ("tieout.csv", tieout_csv(report.ties)),
        ("findings.html", findings_page(report)),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(pieces)


def _unproved(fact: Fact) -> dict[str, object]:
    return {
        "fact": fact.id,
        "concept": fact.concept.name,
        "value": f"{fact.value:f}",
        "address": address(fact.source),
    }


def _deviation(one: Deviation) -> dict[str, str | int]:
    return {"rule": one.rule, "ids": one.ids, "reason": one.reason, "places": one.places}
