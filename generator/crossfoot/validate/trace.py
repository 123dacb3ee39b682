"""From Arelle's messages back to curated cells, and Arelle's verdicts into the records of the tie-out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from crossfoot.model.finding import Finding
from crossfoot.model.instance import Fact
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Network, Vocabulary
from crossfoot.model.tieout import CONSISTENT, INCONSISTENT, UNCHECKED, Tie
from crossfoot.validate.arelle_session import ArelleMessage, ArelleResult

CALCULATION = {"c10": "xbrl.5.2.5.2:calcInconsistency", "c11r": "calc11e:inconsistentCalculationUsingRounding"}
_SEVERITY = {"critical": "error", "error": "error", "inconsistency": "error", "warning": "warning"}
_EXPLAINED = {"declared", "unreadable"}


def arelle_verdicts(ties: Iterable[Tie], result: ArelleResult, vocabulary: Vocabulary, networks: Iterable[Network]) -> list[Tie]:
    """The records with what Arelle said of each summation in both modes: bound and silent is consistent, unbound unchecked."""
    roles = {network.id: vocabulary.role_uri(network) for network in networks}
    bound = {(one.mode, one.fact_id, one.role) for one in result.bound}
    failed = set(_failed(result.messages))
    told = []
    for tie in ties:
        if tie.kind == "sum":
            said = {mode: _verdict(mode, tie, roles.get(tie.network, ""), bound, failed) for mode in CALCULATION}
            tie = replace(tie, arelle_10=said["c10"], arelle_11=said["c11r"])
        told.append(tie)
    return told


def _verdict(mode: str, tie: Tie, role: str, bound: set[tuple[str, str, str]], failed: set[tuple[str, str, str, str]]) -> str:
    totals = [(mode, fact, role) for fact in tie.facts[: tie.totals] if (mode, fact, role) in bound]
    if not totals:
        return UNCHECKED
    return INCONSISTENT if any((*key, tie.item) in failed for key in totals) else CONSISTENT


def _failed(messages: Iterable[ArelleMessage]) -> Iterator[tuple[str, str, str, str]]:
    """Mode, fact, role and total of each failure; a message names the total's facts and its parts', which may be totals of their own."""
    for message in messages:
        if message.code in CALCULATION.values():
            role = message.text.partition(" in link role ")[2].split(" ", 1)[0]
            total = message.text.partition(" inconsistent from ")[2].split(" ", 1)[0].rpartition(":")[2]
            for reference in message.references:
                yield message.mode, reference.href.rpartition("#")[2], role, total


def disagreements(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Summations of which preflight and Arelle do not say the same; there should never be one."""
    for tie in ties:
        if tie.arelle_10 and (tie.verdict_10, tie.verdict_11) != (tie.arelle_10, tie.arelle_11):
            yield tie


def trace_messages(messages: Iterable[ArelleMessage], facts: Mapping[str, Fact], ties: Iterable[Tie], page: SourceRef) -> list[Finding]:
    """The findings of a build: calculation failures that the tie-out explains (declared, unreadable) are left to it."""
    explained = {fact for tie in ties if tie.status in _EXPLAINED and tie.kind == "sum" for fact in tie.facts[: tie.totals]}
    told = (m for m in messages if not (m.code == CALCULATION["c11r"] and any(name in explained for name in _names(m))))
    return lead_back(told, {name: fact.source for name, fact in facts.items()}, page)


def lead_back(messages: Iterable[ArelleMessage], addresses: Mapping[str, SourceRef], page: SourceRef) -> list[Finding]:
    """One finding for each message that says something is wrong, at the cell of the first fact that it names.

    A calculation that fails under 1.0 alone is rounding and is not told here: 1.1 is the judge.
    """
    findings: dict[tuple[str, str], Finding] = {}
    for message in messages:
        severity = _SEVERITY.get(message.level)
        if severity is None or message.mode == "c10":
            continue
        cells = [addresses[name] for name in _names(message) if name in addresses]
        source = cells[0] if cells else _place(message, page)
        finding = Finding(
            code=f"arelle.{message.code}",
            severity=severity,
            message=message.text,
            source=source,
            hint="Arelle's message, led back to the cell" if cells else "",
            also=tuple(dict.fromkeys(cell for cell in cells[1:] if cell != source)),
        )
        findings.setdefault((message.code, str(source)), finding)
    return list(findings.values())


def _names(message: ArelleMessage) -> list[str]:
    return [reference.href.rpartition("#")[2] for reference in message.references]


def _place(message: ArelleMessage, page: SourceRef) -> SourceRef:
    """The output line, when no fact is named."""
    for reference in message.references:
        return SourceRef(file=reference.href.partition("#")[0] or page.file, row=reference.line)
    return page
