"""From Arelle's messages back to curated cells."""

import re
from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from crossfoot.arelle.accepted_differences import Accepted, without_repeats
from crossfoot.arelle.records import ArelleMessage
from crossfoot.model.finding import Finding
from crossfoot.model.instance import Fact
from crossfoot.model.source import SourceRef

DEDUPLICATED = "c10d"
CONFIRMING = "c11o"
"""the mode that tells whether a summation that 1.0 does not bind is wrong, or rounded"""
NOTHING_ACCEPTED = Accepted()
_STACK = re.compile(
    r"\s{1,9}(?:traceback )?Traceback \(most recent call last\)"
)  # Arelle's own, of what it did not expect
_SEVERITY = {"critical": "error", "error": "error", "inconsistency": "error", "warning": "warning"}
POLICY = ("utre:", "calc11e:excessDigits")
"""codes of what breaks a policy and no specification of XBRL: units outside the registry, digits
beyond the decimals"""
ABSENT = "the taxonomy is not at hand: "
_NOT_FETCHED = re.compile(r"not fetched, we work offline: (\S+)")
_OF_NO_TAXONOMY = (
    "what else is said of its elements may follow from that: give it with --package ZIP"
)
_UNDECLARED = (
    "Instance facts missing schema concept definition: ",
    "Instance fact missing schema definition: ",
)
"""what Arelle says of elements that no schema declares, in an instance and on a page; its code is
that of any other schema error"""


def trace_messages(
    messages: Iterable[ArelleMessage],
    addresses: Mapping[str, SourceRef],
    page: SourceRef,
    accepted: Accepted = NOTHING_ACCEPTED,
    *,
    policy: str = "warning",
) -> list[Finding]:
    """The findings of messages that say that something is wrong.

    :param messages: all messages of a run; what is known from one changes how others are told
    :param addresses: source cells by fact id
    :param page: the report, for a message that names no place
    :param accepted: differences that the preparer accepts; of a build of one's own they are infos,
        of anyone else's they stay what they are, with the preparer's words beside
    :param policy: the severity of what breaks a policy (POLICY)
    :returns: one finding for each message at each place, at the cell of the first fact that it
        names; where a taxonomy is absent, elements that nothing declares are left out: they are
        likely its own
    """
    said = list(without_repeats(messages))
    confirmed = {key for message in said if message.mode == CONFIRMING for key in _totals(message)}
    left_out = _UNDECLARED if any(_NOT_FETCHED.search(message.text) for message in said) else ()
    findings = []
    for message in said:
        severity = _SEVERITY.get(message.level)
        if severity is None or message.mode == CONFIRMING or message.text.startswith(left_out):
            continue
        if message.code.startswith(POLICY):
            severity = policy
        elif message.mode == DEDUPLICATED and not confirmed.intersection(_totals(message)[:1]):
            severity = "warning"  # 1.0 itself does not bind duplicates
        finding = _traced(message, severity, addresses, page)
        reason = accepted.reason(message)
        findings.append(_accepted(finding, reason, own=accepted.own) if reason else finding)
    return list(dict.fromkeys(findings))


def _traced(
    message: ArelleMessage, severity: str, addresses: Mapping[str, SourceRef], page: SourceRef
) -> Finding:
    cells = [addresses[name] for name in _names(message) if name in addresses]
    source = cells[0] if cells else _place(message, page)
    text, hint = _worded(message)
    return Finding(
        code=f"arelle.{message.code}",
        severity=severity,
        message=text,
        source=source,
        hint="Arelle's message, traced to the cell" if cells else hint,
        also=tuple(dict.fromkeys(cell for cell in cells[1:] if cell != source)),
    )


def _accepted(finding: Finding, reason: str, *, own: bool) -> Finding:
    if not own:
        return replace(finding, hint=f"the preparer says: {reason}")
    message = f"inconsistent, accepted by the preparer: {reason} ({finding.message})"
    return replace(finding, severity="info", message=message)


def fact_addresses(facts: Mapping[str, Fact]) -> dict[str, SourceRef]:
    """The source cell of each fact."""
    return {name: fact.source for name, fact in facts.items()}


def exact_failures(
    messages: Iterable[ArelleMessage], facts: Mapping[str, Fact], exact: Collection[str]
) -> list[ArelleMessage]:
    """Failures under 1.0 with duplicates merged that 1.1 lets pass as rounding, in tables whose
    totals are exact: what preflight calls errors, for a build without it.

    :param exact: the tables (ids of statements) whose amounts are not rounded independently
    """
    failures = []
    for message in messages:
        found = [facts[name] for name in _names(message) if name in facts]
        alike = len({fact.decimals for fact in found}) == 1
        if (
            message.mode == DEDUPLICATED
            and alike
            and all(fact.id.partition(".")[0] in exact for fact in found)
        ):
            failures.append(replace(message, mode="exact"))
    return failures


def _worded(message: ArelleMessage) -> tuple[str, str]:
    """The message without a stack, and a hint; an absent taxonomy is told in our words."""
    text = _STACK.split(message.text)[0].rstrip()
    if message.mode == DEDUPLICATED:
        text = f"{text} (of duplicate facts the most precise is taken)"
    if absent := _NOT_FETCHED.search(text):
        return f"{ABSENT}{absent[1]}", _OF_NO_TAXONOMY
    return text, ""


def _names(message: ArelleMessage) -> list[str]:
    return [reference.href.rpartition("#")[2] for reference in message.references]


def _totals(message: ArelleMessage) -> list[tuple[str, str, str]]:
    """The facts that a message names, each with its role and total; the total's stand first."""
    role, concept = (message.arguments.get(name, "") for name in ("linkrole", "concept"))
    return [(name, role, concept) for name in _names(message)]


def _place(message: ArelleMessage, page: SourceRef) -> SourceRef:
    """The line that a message names; of a report without lines (xBRL-JSON, xBRL-CSV) the fact."""
    for reference in message.references:
        file, _, fragment = reference.href.partition("#")
        fact = "" if reference.line or "/" in fragment or "(" in fragment else fragment
        return SourceRef(file=file or page.file, row=reference.line, column=fact or None)
    return page
