"""From Arelle's messages back to curated cells, and Arelle's verdicts into the records of the
tie-out."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from crossfoot.arelle.session import ArelleMessage, ArelleResult
from crossfoot.model.finding import Finding
from crossfoot.model.instance import Fact
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Network, Vocabulary
from crossfoot.model.tieout import CONSISTENT, INCONSISTENT, UNCHECKED, Tie

CALCULATION = {
    "c10": "xbrl.5.2.5.2:calcInconsistency",
    "c11r": "calc11e:inconsistentCalculationUsingRounding",
}
DEDUPLICATED = "c10d"
_STACK = re.compile(
    r"\s+(?:traceback )?Traceback \(most recent call last\)"
)  # Arelle's own, of what it did not expect
_SEVERITY = {"critical": "error", "error": "error", "inconsistency": "error", "warning": "warning"}
_EXPLAINED = {"declared", "unreadable"}
ABSENT = "the taxonomy is not at hand: "
_NOT_FETCHED = re.compile(r"not fetched, we work offline: (\S+)")
_OF_NO_TAXONOMY = (
    "what else is said of its elements may follow from that: give it with --package ZIP"
)
_UNDECLARED = (
    "Instance facts missing schema concept definition: ",
    "Instance fact missing schema definition: ",
)
"""what Arelle says of elements that no schema declares, in an instance and on a page"""


def arelle_verdicts(
    ties: Iterable[Tie],
    result: ArelleResult,
    vocabulary: Vocabulary,
    networks: Iterable[Network],
    elements: Mapping[str, str] = MappingProxyType({}),
) -> list[Tie]:
    """The records with what Arelle said of each summation in both modes: bound and silent is
    consistent, unbound unchecked.

    `elements` are the names in the schema of concepts that are called otherwise there.
    """
    roles = {network.id: vocabulary.role_uri(network) for network in networks}
    bound = {(one.mode, one.fact_id, one.role) for one in result.bound}
    failed = set(_failed(result.messages))
    told = []
    for tie in ties:
        if tie.kind == "sum":
            item = elements.get(tie.item, tie.item)
            said = {
                mode: _verdict(mode, tie, item, roles.get(tie.network, ""), bound, failed)
                for mode in CALCULATION
            }
            tie = replace(tie, arelle_10=said["c10"], arelle_11=said["c11r"])
        told.append(tie)
    return told


def _verdict(
    mode: str,
    tie: Tie,
    item: str,
    role: str,
    bound: set[tuple[str, str, str]],
    failed: set[tuple[str, str, str, str]],
) -> str:
    totals = [(mode, fact, role) for fact in tie.facts[: tie.totals] if (mode, fact, role) in bound]
    if not totals:
        return UNCHECKED
    return INCONSISTENT if any((*key, item) in failed for key in totals) else CONSISTENT


def _failed(messages: Iterable[ArelleMessage]) -> Iterator[tuple[str, str, str, str]]:
    """Mode, fact, role and total of each failure; a message names the total's facts and its parts',
    which may be totals of their own."""
    for message in messages:
        if message.code in CALCULATION.values():
            role = message.text.partition(" in link role ")[2].split(" ", 1)[0]
            total = (
                message.text.partition(" inconsistent from ")[2].split(" ", 1)[0].rpartition(":")[2]
            )
            for reference in message.references:
                yield message.mode, reference.href.rpartition("#")[2], role, total


def disagreements(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Summations of which preflight and Arelle do not say the same; there should never be one."""
    for tie in ties:
        if tie.arelle_10 and (tie.verdict_10, tie.verdict_11) != (tie.arelle_10, tie.arelle_11):
            yield tie


def trace_messages(
    messages: Iterable[ArelleMessage],
    facts: Mapping[str, Fact],
    ties: Iterable[Tie],
    page: SourceRef,
    declared: Collection[str] = (),
) -> list[Finding]:
    """The findings of a build: calculation failures that are declared or unreadable are left to the
    tie-out.

    `declared` are the totals that declarations name, for a build without preflight.
    """
    return _traced(messages, facts, page, _totals(ties, declared), explained=False)


def explained_messages(
    messages: Iterable[ArelleMessage],
    facts: Mapping[str, Fact],
    ties: Iterable[Tie],
    page: SourceRef,
    declared: Collection[str] = (),
) -> list[Finding]:
    """What `trace_messages` leaves to the tie-out, as whoever takes the filing in will hear it from
    Arelle."""
    return _traced(messages, facts, page, _totals(ties, declared), explained=True)


def _totals(ties: Iterable[Tie], declared: Collection[str]) -> set[str]:
    return {
        fact
        for tie in ties
        if tie.status in _EXPLAINED and tie.kind == "sum"
        for fact in tie.facts[: tie.totals]
    }.union(declared)


def _traced(
    messages: Iterable[ArelleMessage],
    facts: Mapping[str, Fact],
    page: SourceRef,
    totals: set[str],
    *,
    explained: bool,
) -> list[Finding]:
    """The messages that are about one of the totals, or those that are not."""
    told = [
        m
        for m in messages
        if (m.code in CALCULATION.values() and bool({*_names(m)[:1]} & totals)) == explained
    ]
    return lead_back(
        (m for m in told if m.mode != DEDUPLICATED),
        {name: fact.source for name, fact in facts.items()},
        page,
    )


def exact_messages(
    messages: Iterable[ArelleMessage], facts: Mapping[str, Fact], exact: Collection[str]
) -> list[ArelleMessage]:
    """Failures under 1.0 with repeated facts bound that 1.1 lets pass as rounding, in tables whose
    totals are exact.

    They are what preflight calls errors; a build without preflight asks Arelle for them.
    """
    told = []
    for message in messages:
        found = [facts[name] for name in _names(message) if name in facts]
        alike = len({fact.decimals for fact in found}) == 1
        if (
            message.mode == DEDUPLICATED
            and alike
            and all(fact.id.partition(".")[0] in exact for fact in found)
        ):
            told.append(replace(message, mode="exact"))
    return told


def lead_back(
    messages: Iterable[ArelleMessage], addresses: Mapping[str, SourceRef], page: SourceRef
) -> list[Finding]:
    """One finding for each message that says something is wrong, at the cell of the first fact that
    it names.

    A calculation that fails under 1.0 alone is rounding and is not told here: 1.1 is the judge.
    Where a taxonomy is not at hand, the
    elements that nothing declares are not listed: they are likely its own.
    """
    findings: dict[tuple[str, str], Finding] = {}
    said = list(messages)
    passed = _UNDECLARED if any(_NOT_FETCHED.search(message.text) for message in said) else ()
    for message in said:
        severity = _SEVERITY.get(message.level)
        if severity is None or message.mode == "c10" or message.text.startswith(passed):
            continue
        cells = [addresses[name] for name in _names(message) if name in addresses]
        source = cells[0] if cells else _place(message, page)
        text, hint = _worded(message)
        finding = Finding(
            code=f"arelle.{message.code}",
            severity=severity,
            message=text,
            source=source,
            hint="Arelle's message, led back to the cell" if cells else hint,
            also=tuple(dict.fromkeys(cell for cell in cells[1:] if cell != source)),
        )
        findings.setdefault((message.code, str(source)), finding)
    return list(findings.values())


def _worded(message: ArelleMessage) -> tuple[str, str]:
    """The message without a stack, and a hint; a taxonomy that nobody gave is said in our words."""
    text = _STACK.split(message.text)[0].rstrip()
    if absent := _NOT_FETCHED.search(text):
        return f"{ABSENT}{absent[1]}", _OF_NO_TAXONOMY
    return text, ""


def _names(message: ArelleMessage) -> list[str]:
    return [reference.href.rpartition("#")[2] for reference in message.references]


def _place(message: ArelleMessage, page: SourceRef) -> SourceRef:
    """The output line, when no fact is named."""
    for reference in message.references:
        return SourceRef(file=reference.href.partition("#")[0] or page.file, row=reference.line)
    return page
