"""Differences that a preparer accepts: what Arelle will say of a filing that prints what does not
add up, each with its reason; they travel with the filing, in a file of their own.

Whoever validates the filing reads the reason beside Arelle's message. It is a message all the same
for a filing of anyone else's: who accepts a difference is whoever answers for it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from crossfoot.arelle.records import ArelleMessage
from crossfoot.arelle.summation_verdicts import INCONSISTENCIES
from crossfoot.model.assertion import Assertions
from crossfoot.model.taxonomy import Network, Vocabulary
from crossfoot.model.tieout import CONSISTENT, Tie

FILE = "accepted-differences.json"
ASSERTION = "message:"
"""the code of a message that an assertion with its id writes"""
ROUNDING = "each amount is rounded by itself; consistent under Calculations 1.1"
ILLEGIBLE = "a contributing item can't be read in the source document"
_CALCULATIONS = {
    "c10": "1.0",
    "c10d": "1.0, duplicates merged",
    "c11": "1.1",
    "c11o": "1.1",
    "c11r": "1.1",
    "c11t": "1.1, truncation",
}


class AcceptedDifference(Struct, frozen=True, kw_only=True):
    """One message that is expected. A summation is known by its total in a role and by both sums,
    which all syntaxes of a report share; an assertion by its id."""

    reason: str
    assertion: str = ""
    calculations: str = ""
    role: str = ""
    concept: str = ""
    reported: str = ""
    computed: str = ""
    fact: str = ""
    """id of the total's fact, for people"""

    @property
    def key(self) -> tuple[str, ...]:
        calculation = (self.calculations, self.role, self.concept, self.reported, self.computed)
        return (self.assertion,) if self.assertion else calculation


class Accepted(Struct, frozen=True, kw_only=True):
    """The accepted differences of one report; `own` where they are this machine's own build's."""

    reasons: Mapping[tuple[str, ...], str] = {}
    own: bool = False

    def reason(self, message: ArelleMessage) -> str:
        """Why the preparer accepts what a message says; empty where he does not."""
        return self.reasons.get(_key(message), "") if self.reasons else ""


def accepted(differences: Iterable[AcceptedDifference], *, own: bool) -> Accepted:
    """Differences by the messages that they expect."""
    return Accepted(reasons={one.key: one.reason for one in differences}, own=own)


def _key(message: ArelleMessage) -> tuple[str, ...]:
    if message.code.startswith(ASSERTION):
        return (message.code.removeprefix(ASSERTION),)
    said = message.arguments
    names = ("linkrole", "concept", "reportedSum", "computedSum")
    return (_CALCULATIONS.get(message.mode, ""), *(said.get(name, "") for name in names))


def accept_differences(
    messages: Iterable[ArelleMessage],
    ties: Iterable[Tie],
    assertions: Assertions,
    declared: Mapping[str, str],
    roles: Mapping[str, str],
) -> list[AcceptedDifference]:
    """What of Arelle's messages is explained.

    :param ties: the records of preflight; none where it was left out
    :param assertions: what was asserted in XBRL Formula
    :param declared: reasons of declared summations by the ids of their totals' facts, for a build
        without preflight
    :param roles: the role of each network
    :returns: an entry for each inconsistency that is declared, comes of an illegible number, or is
        a rounding: one that fails 1.0 alone
    """
    said = list(messages)
    by_total = {
        (fact, roles.get(tie.network, "")): tie
        for tie in ties
        if tie.kind == "sum"
        for fact in tie.facts[: tie.totals]
    }
    failing_11 = {_total(m) for m in said if m.mode == "c11r" and m.code in INCONSISTENCIES}
    found = []
    for message in said:
        if message.code in INCONSISTENCIES:
            total = _total(message)
            if by_total:
                reason = _reason(by_total.get(total), message.mode)
            else:
                reason = declared.get(total[0], "" if total in failing_11 else ROUNDING)
            found += [_difference(message, reason)] if reason else []
    return [*found, *_expected_assertions(said, assertions)]


def _expected_assertions(
    messages: Iterable[ArelleMessage], assertions: Assertions
) -> Iterator[AcceptedDifference]:
    """The declared ties that wrote a message."""
    said = {message.code for message in messages}
    for assertion in assertions.values:
        if assertion.declared and ASSERTION + assertion.id in said:
            yield AcceptedDifference(assertion=assertion.id, reason=assertion.declared)


def _total(message: ArelleMessage) -> tuple[str, str]:
    """Fact id and role; the total's facts stand first in a message."""
    first = message.references[0].href if message.references else ""
    return first.rpartition("#")[2], message.arguments.get("linkrole", "")


def _reason(tie: Tie | None, mode: str) -> str:
    if tie is None:
        return ""
    if tie.status in ("declared", "unreadable"):
        return tie.note if tie.status == "declared" else ILLEGIBLE
    return ROUNDING if mode in ("c10", "c10d") and tie.verdict_11 == CONSISTENT else ""


def _difference(message: ArelleMessage, reason: str) -> AcceptedDifference:
    calculations, role, concept, reported, computed = _key(message)
    return AcceptedDifference(
        reason=reason,
        calculations=calculations,
        role=role,
        concept=concept,
        reported=reported,
        computed=computed,
        fact=_total(message)[0],
    )


def differences_json(differences: Iterable[AcceptedDifference]) -> str:
    """The file: one entry a line, sorted."""
    rows = sorted(json.dumps(_filled(one), ensure_ascii=False) for one in differences)
    lines = ",\n  ".join(dict.fromkeys(rows))
    return f'{{"version": 1, "differences": [\n  {lines}\n]}}\n'


def _filled(difference: AcceptedDifference) -> dict[str, str]:
    return {name: text for name, text in msgspec.structs.asdict(difference).items() if text}


def read_differences(data: bytes) -> list[AcceptedDifference]:
    """The entries of a file, which may be anyone's; none where it is not such a file."""
    try:
        record: Any = json.loads(data)
        return msgspec.convert(record["differences"], list[AcceptedDifference])
    except (ValueError, TypeError, LookupError, RecursionError):
        return []


def role_uris(networks: Iterable[Network], vocabulary: Vocabulary) -> dict[str, str]:
    """The role of each network, by its id."""
    return {network.id: vocabulary.role_uri(network) for network in networks}


def without_repeats(messages: Iterable[ArelleMessage]) -> Iterator[ArelleMessage]:
    """The messages without what 1.0 says once more when duplicates are merged."""
    said = list(messages)
    plain = {_key(m)[1:] for m in said if m.mode == "c10" and m.code in INCONSISTENCIES}
    for message in said:
        if not (message.mode == "c10d" and _key(message)[1:] in plain):
            yield message
