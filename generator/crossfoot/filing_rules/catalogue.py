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
