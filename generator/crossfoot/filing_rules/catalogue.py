"""The catalogue of rules: catalogue.csv and deviations.csv beside this file, read once."""

import csv
from functools import cache
from pathlib import Path

from crossfoot.filing_rules.rule import Rule
from crossfoot.model.profile import PROFILES

VERSION = "1.1"


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule, in the order of its subject."""
    deviations: dict[str, dict[str, str]] = {}
    for row in _rows("deviations.csv"):
        deviations.setdefault(row["rule"], {})[row["profile"]] = row["reason"]
    return tuple(
        Rule(
            id=row["id"],
            title=row["title"],
            efm=row["efm"],
            esef=row["esef"],
            edinet=row["edinet"],
            severity=row["severity"],
            profiles=tuple(row["profiles"].split()) or PROFILES,
            held=row["held"],
            deviations=deviations.get(row["id"], {}),
        )
        for row in _rows("catalogue.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def catalogue_table() -> str:
    """The catalogue as a table for docs/reference/rules.md; a test holds the two equal."""
    lines = [
        "| rule | what | EFM | ESEF | EDINET | severity | profiles | where |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for rule in catalogue():
        profiles = "all" if rule.profiles == PROFILES else ", ".join(rule.profiles)
        where = rule.held or "looked at on every build"
        cells = (
            f"`{rule.id}`",
            rule.title,
            rule.efm,
            rule.esef,
            rule.edinet,
            rule.severity,
            profiles,
            where,
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def deviation_table() -> str:
    """Deliberate deviations with their reasons, for the same page."""
    lines = ["| rule | profile | reason |", "| --- | --- | --- |"]
    lines += [
        f"| `{rule.id}` | {profile} | {reason} |"
        for rule in catalogue()
        for profile, reason in rule.deviations.items()
    ]
    return "\n".join(lines) + "\n"
