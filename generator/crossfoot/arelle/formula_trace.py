"""What Arelle's formula processor said: into the records of the ties, and back to their cells."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from crossfoot.arelle.accepted_differences import ASSERTION
from crossfoot.arelle.records import ArelleMessage
from crossfoot.arelle.trace_to_cells import trace_messages
from crossfoot.model.assertion import Assertions
from crossfoot.model.finding import Finding
from crossfoot.model.source import SourceRef
from crossfoot.model.tieout import CONSISTENT, INCONSISTENT, UNCHECKED, Tie

_EXPECTED = {
    "holds": CONSISTENT,
    "rounding": CONSISTENT,
    "declared": INCONSISTENT,
    "error": INCONSISTENT,
}


def formula_verdicts(
    ties: Iterable[Tie], assertions: Assertions, counted: Mapping[str, tuple[int, int]]
) -> list[Tie]:
    """The ties with the verdict of their assertion; one that was written and never evaluated is
    unchecked.

    :param counted: how often each assertion was satisfied, and how often not, by its id
    """
    written = {assertion.id for assertion in assertions.values}
    return [
        replace(tie, arelle_formula=_verdict(counted.get(tie.assertion, (0, 0))))
        if tie.assertion in written
        else tie
        for tie in ties
    ]


def _verdict(counts: tuple[int, int]) -> str:
    satisfied, unsatisfied = counts
    if unsatisfied:
        return INCONSISTENT
    return CONSISTENT if satisfied else UNCHECKED


def formula_disagreements(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Ties of which preflight and the formula processor do not say the same; there should never be
    one."""
    for tie in ties:
        if tie.arelle_formula and tie.arelle_formula != _EXPECTED.get(
            tie.status, tie.arelle_formula
        ):
            yield tie


def formula_findings(
    messages: Iterable[ArelleMessage],
    addresses: Mapping[str, SourceRef],
    assertions: Assertions,
    page: SourceRef,
) -> list[Finding]:
    """Unsatisfied assertions at the cells of their facts, then at their own line in filing.yaml;
    declared ties are left to the tie-out.

    :param addresses: source cells by fact id
    """
    declared = {ASSERTION + assertion.id for assertion in assertions.values if assertion.declared}
    found = (
        replace(message, references=(*message.references[1:], *message.references[:1]))
        for message in messages
        if message.code.startswith(ASSERTION) and message.code not in declared
    )
    own = {assertion.id: assertion.source for assertion in assertions.values} | {
        assertion.id: assertion.source for assertion in assertions.existences
    }
    return trace_messages(found, {**own, **addresses}, page)


def other_messages(messages: Iterable[ArelleMessage]) -> list[ArelleMessage]:
    """The messages that no assertion wrote."""
    return [message for message in messages if not message.code.startswith(ASSERTION)]
