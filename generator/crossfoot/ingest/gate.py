"""The gate: a verdict for each filing from its findings, by rules that a policy file can replace."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from msgspec import Struct

from crossfoot.errors import UsageError
from crossfoot.model.finding import SEVERITIES, Finding

ACCEPTED, WITH_FINDINGS, REFUSED = "accepted", "accepted with findings", "refused"
_VERDICTS = ("accept", "refuse")
_HINT = "rules: [{code: 'arelle.calc11e:*', verdict: accept}, {severity: error, verdict: refuse}]"


class Rule(Struct, frozen=True, kw_only=True):
    """What to do with findings whose code fits the pattern and that have the severity; empty: any."""

    verdict: str
    code: str = ""
    severity: str = ""

    def fits(self, finding: Finding) -> bool:
        return (not self.code or fnmatchcase(finding.code, self.code)) and self.severity in ("", finding.severity)


class Policy(Struct, frozen=True, kw_only=True):
    """Rules in order; the first that fits a finding decides on it, and what no rule fits is accepted."""

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
"""A regulator's: a report that is not valid is refused; totals that do not add up, and facts told twice, are its findings."""


def policy_of(data: Mapping[str, Any], name: str) -> Policy:
    """The policy that a file holds."""
    entries = data.get("rules")
    if set(data) - {"rules"} or not isinstance(entries, list):
        raise UsageError(f"the policy {name} should hold 'rules:' and nothing else", _HINT)
    return Policy(name=name, rules=tuple(_rule(entry, name) for entry in entries))


def _rule(entry: Any, name: str) -> Rule:
    if not isinstance(entry, dict) or set(entry) - {"code", "severity", "verdict"} or not all(isinstance(v, str) for v in entry.values()):
        raise UsageError(f"a rule of the policy {name} is not 'code', 'severity' and 'verdict'", _HINT)
    rule = Rule(verdict=entry.get("verdict", ""), code=entry.get("code", ""), severity=entry.get("severity", ""))
    if rule.verdict not in _VERDICTS or rule.severity not in ("", *SEVERITIES):
        raise UsageError(f"the policy {name} has a rule that does not say accept or refuse, or names no severity we know", _HINT)
    return rule
