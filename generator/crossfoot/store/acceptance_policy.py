"""The gate: a verdict for each filing from its findings, by rules that a policy file can
replace."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from msgspec import Struct

from crossfoot.errors import UsageError
from crossfoot.model.finding import SEVERITIES, Finding
from crossfoot.model.suggestions import did_you_mean
from crossfoot.store.policy_codes import no_such_code

ACCEPTED, WITH_FINDINGS, REFUSED = "accepted", "accepted with findings", "refused"
_VERDICTS = ("accept", "refuse")
EXAMPLE = "a policy is YAML: rules: [{code: 'arelle.calc11e:*', verdict: accept}, {severity: error, verdict: refuse}]"


_OF_ARELLE = {
    "arelle.calc11e:inconsistentCalculationUsingRounding": "calc.sum",
    "arelle.calc11e:inconsistentCalculationUsingTruncation": "calc.sum",
    "arelle.xbrl.5.2.5.2:calcInconsistency": "calc.sum",
}
"""what Arelle calls a total that does not add up; a pattern fits either name"""


class Rule(Struct, frozen=True, kw_only=True):
    """What to do with findings whose code fits the pattern and that have the severity; without one:
    errors and warnings."""

    verdict: str
    code: str = ""
    severity: str = ""

    def fits(self, finding: Finding) -> bool:
        if finding.severity != self.severity and (self.severity or finding.severity == "info"):
            return False
        codes = (finding.code, _OF_ARELLE.get(finding.code, ""))
        return not self.code or any(fnmatchcase(code, self.code) for code in codes if code)


class Policy(Struct, frozen=True, kw_only=True):
    """Rules in order; the first that fits a finding decides on it, and what no rule fits is
    accepted."""

    name: str
    rules: tuple[Rule, ...]

    def verdict(self, findings: Iterable[Finding]) -> str:
        """The verdict on a filing with these findings."""
        held = list(findings)
        if self.reasons(held):
            return REFUSED
        return WITH_FINDINGS if any(finding.severity != "info" for finding in held) else ACCEPTED

    def reasons(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that refuse the filing."""
        return [finding for finding in findings if self._decides(finding) == "refuse"]

    def _decides(self, finding: Finding) -> str:
        return next((rule.verdict for rule in self.rules if rule.fits(finding)), "accept")


DEFAULT = Policy(
    name="default",
    rules=(
        Rule(code="arelle.xbrl.5.2.5.2:*", verdict="accept"),
        Rule(code="arelle.calc11e:*", verdict="accept"),
        Rule(code="arelle.utre:*", verdict="accept"),
        Rule(code="arelle.*uplicate*", verdict="accept"),
        Rule(code="calc.*", verdict="accept"),
        Rule(severity="error", verdict="refuse"),
    ),
)
"""A regulator's: a report that is not valid is refused; totals that do not add up, and facts told
twice, are its findings."""


def policy_of(data: Mapping[str, Any], name: str) -> Policy:
    """The policy that a file holds."""
    if others := sorted(set(data) - {"rules"}):
        raise UsageError(
            f"the policy {name} holds '{others[0]}', where it should hold 'rules:' alone", EXAMPLE
        )
    entries = data.get("rules")
    if not isinstance(entries, list):
        raise UsageError(f"the policy {name} has no list of rules", EXAMPLE)
    return Policy(
        name=name,
        rules=tuple(
            _rule(entry, f"rule {number} of the policy {name}")
            for number, entry in enumerate(entries, 1)
        ),
    )


def _rule(entry: Any, which: str) -> Rule:
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        raise UsageError(
            f"{which} is not 'code', 'severity' and 'verdict', each with a text", EXAMPLE
        )
    fields = ("code", "severity", "verdict")
    if others := sorted(set(entry) - set(fields)):
        raise UsageError(f"{which} says '{others[0]}'", did_you_mean(others[0], fields))
    rule = Rule(
        verdict=entry.get("verdict", ""),
        code=entry.get("code", ""),
        severity=entry.get("severity", ""),
    )
    if rule.verdict not in _VERDICTS:
        raise UsageError(
            f"{which} has the verdict '{rule.verdict}'"
            if rule.verdict
            else f"{which} has no verdict",
            "write accept or refuse",
        )
    if rule.severity not in ("", *SEVERITIES):
        raise UsageError(
            f"{which} has the severity '{rule.severity}'", did_you_mean(rule.severity, SEVERITIES)
        )
    if rule.code and (hint := no_such_code(rule.code)):
        raise UsageError(f"{which}: no finding has a code like '{rule.code}'", hint)
    return rule
