"""Arelle's verdict on each summation, put beside ours into the records of the tie-out."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from crossfoot.arelle.records import ArelleMessage, ArelleResult, CalcMode
from crossfoot.model.taxonomy import Network, Vocabulary
from crossfoot.model.tieout import CONSISTENT, INCONSISTENT, UNCHECKED, Tie

INCONSISTENCIES = (
    "xbrl.5.2.5.2:calcInconsistency",
    "calc11e:inconsistentCalculationUsingRounding",
    "calc11e:inconsistentCalculationUsingTruncation",
)
BUILD_MODES: tuple[CalcMode, ...] = ("c11r", "c10", "c10d")
"""how a build has its summations checked: 1.1, 1.0, and 1.0 with duplicate facts merged"""


def arelle_verdicts(
    ties: Iterable[Tie],
    result: ArelleResult,
    vocabulary: Vocabulary,
    networks: Iterable[Network],
    elements: Mapping[str, str] = MappingProxyType({}),
) -> list[Tie]:
    """The records with what Arelle said of each summation in each mode.

    :param ties: records of all kinds; those of summations are filled in
    :param result: Arelle's answer, of the modes BUILD_MODES
    :param vocabulary: the extension's, whose roles the networks have
    :param networks: the networks that were filed
    :param elements: the names in the schema of concepts that are called otherwise there
    :returns: the records in their order; a summation that was bound and of which Arelle was silent
        is consistent, one that was not bound is unchecked
    """
    roles = {network.id: vocabulary.role_uri(network) for network in networks}
    bound = {(row.mode, row.fact_id, row.role) for row in result.bound}
    failed = set(_failed(result.messages))
    compared = []
    for tie in ties:
        if tie.kind == "sum":
            item, role = elements.get(tie.item, tie.item), roles.get(tie.network, "")
            verdicts = {
                mode: _verdict(mode, tie, item, role, bound, failed) for mode in BUILD_MODES
            }
            tie = replace(
                tie,
                arelle_10=verdicts["c10"],
                arelle_10d=verdicts["c10d"],
                arelle_11=verdicts["c11r"],
            )
        compared.append(tie)
    return compared


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
    """Mode, fact, role and total of each failure; a message names the total's facts and those of
    its contributing items, which may be totals of their own."""
    for message in messages:
        if message.code in INCONSISTENCIES:
            role = message.arguments["linkrole"]
            total = message.arguments["concept"].rpartition(":")[2]
            for reference in message.references:
                yield message.mode, reference.href.rpartition("#")[2], role, total


def disagreements(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Summations of which preflight and Arelle do not say the same; there should never be one."""
    for tie in ties:
        ours = (tie.verdict_10, tie.verdict_10d, tie.verdict_11)
        if tie.arelle_10 and ours != (tie.arelle_10, tie.arelle_10d, tie.arelle_11):
            yield tie
