"""All rules over one view; rules.csv beside this file says what each is about."""

import csv
from pathlib import Path

from crossfoot.model.finding import Finding
from crossfoot.model.view import View
from crossfoot.taxonomy.lint import dimensions, elements, extension, labels, networks, roles
from crossfoot.taxonomy.lint.rule import Checks, LintContext, Rule

_LINES = Path(__file__).with_name("rules.csv").read_text(encoding="utf-8").splitlines()
RULES = tuple(Rule(**row) for row in csv.DictReader(_LINES))
CHECKS: Checks = {
    **elements.CHECKS,
    **labels.CHECKS,
    **networks.CHECKS,
    **dimensions.CHECKS,
    **roles.CHECKS,
    **extension.CHECKS,
}
SAID_BY_READERS = {
    "concept.name": "name",
    "label.twice": "label-twice",
    "concept.anchor": "anchor",
    "concept.base": "base-name",
}
"""Findings of the readers of curated files that count as one of a rule; where both tell, it is told
once."""


def lint(view: View) -> list[Finding]:
    """Every breach of every rule that applies to this kind of source."""
    context = LintContext(view=view)
    where = "curated" if view.curated else "xml"
    return [
        Finding(
            code=f"lint.{rule.id}",
            severity=rule.severity,
            message=violation.message,
            source=violation.source,
            hint=rule.fix,
            also=violation.also,
        )
        for rule in RULES
        if rule.applies in ("all", where)
        for violation in CHECKS[rule.id](context)
    ]


def rules_page() -> str:
    """docs/reference/lint.md: the table of rules, for people."""
    head = (
        "# Rules of `crossfoot taxonomy lint`\n\n"
        "Written by `crossfoot taxonomy lint --rules`; don't edit. A rule runs on curated sources (addresses in CSV and YAML) and on XML\n"
        "(file and line), unless it says otherwise. Errors make the exit code 1; warnings are told.\n"
    )
    return head + "".join(_section(rule) for rule in RULES)


def _section(rule: Rule) -> str:
    only = (
        ""
        if rule.applies == "all"
        else f", {rule.applies.upper() if rule.applies == 'xml' else rule.applies} only"
    )
    return (
        f"\n## lint.{rule.id}\n\n**{rule.title}** ({rule.severity}{only}). {rule.reason}\n\n"
        f"- Example: {rule.example}\n- Fix: {rule.fix}\n"
    )
