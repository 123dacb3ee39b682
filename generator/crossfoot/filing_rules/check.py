"""One run of the rules that apply to a filing."""

from crossfoot.filing_rules import (
    blocks,
    contexts,
    cover,
    cover_facts,
    elements,
    enforced_elsewhere,
    facts,
    files,
    labels,
    markup,
    trees,
)
from crossfoot.filing_rules.catalogue import VERSION, catalogue
from crossfoot.filing_rules.rule import Checks, FilingContext, Problem, Rule
from crossfoot.model.finding import Finding
from crossfoot.model.rule_results import Deviation, RuleResults

CHECKS: Checks = {
    **files.CHECKS,
    **markup.CHECKS,
    **contexts.CHECKS,
    **facts.CHECKS,
    **blocks.CHECKS,
    **cover.CHECKS,
    **cover_facts.CHECKS,
    **elements.CHECKS,
    **labels.CHECKS,
    **trees.CHECKS,
    **enforced_elsewhere.CHECKS,
}
_TOLD = 20


def check_rules(report: FilingContext) -> RuleResults:
    """Every rule of the filing's profile: findings, and deviations with their reasons."""
    findings: list[Finding] = []
    deviations: list[Deviation] = []
    checked = 0
    for rule in catalogue():
        if report.rules not in rule.profiles:
            continue
        check = CHECKS.get(rule.id)
        problems = list(check(report)) if check else []
        checked += check is not None
        reason = rule.deviations.get(report.rules)
        if reason is None:
            findings.extend(_findings(rule, problems))
        elif problems or check is None:
            deviations.append(
                Deviation(
                    rule=rule.id,
                    title=rule.title,
                    ids=rule.ids,
                    reason=reason,
                    places=len(problems),
                )
            )
    return RuleResults(
        profile=report.profile.name,
        version=VERSION,
        checked=checked,
        findings=tuple(findings),
        deviations=tuple(deviations),
    )


def _findings(rule: Rule, problems: list[Problem]) -> list[Finding]:
    """Each place once; the end of a long list is counted."""
    code, ids = f"rule.{rule.id}", f" ({rule.ids})" if rule.ids else ""
    shown = list(dict.fromkeys(problems))
    if len(shown) > _TOLD:
        last = shown[_TOLD]
        shown[_TOLD:] = [Problem(f"and {len(shown) - _TOLD} more places", last.source, last.hint)]
    return [
        Finding(
            code=code,
            severity=rule.severity,
            message=problem.message,
            source=problem.source,
            hint=f"{problem.hint}{ids}".strip(),
        )
        for problem in shown
    ]
