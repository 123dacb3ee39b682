"""What Arelle's formula processor said: into the records of the ties, and back to their cells."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from crossfoot.arelle.session import ArelleMessage
from crossfoot.arelle.trace_to_cells import lead_back
from crossfoot.model.assertion import Assertions
from crossfoot.model.finding import Finding
from crossfoot.model.instance import Fact
from crossfoot.model.source import SourceRef
from crossfoot.model.tieout import CONSISTENT, INCONSISTENT, UNCHECKED, Tie

_CODE = "message:"
_EXPECTED = {
    "holds": CONSISTENT,
    "rounding": CONSISTENT,
    "declared": INCONSISTENT,
    "error": INCONSISTENT,
}


def formula_verdicts(
    ties: Iterable[Tie], assertions: Assertions, asserted: Mapping[str, tuple[int, int]]
) -> list[Tie]:
    """The ties with the verdict of their assertion; one that was written and never evaluated is
    unchecked."""
    written = {one.id for one in assertions.values}
    return [
        replace(tie, arelle_formula=_verdict(asserted.get(tie.assertion, (0, 0))))
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
    facts: Mapping[str, Fact],
    assertions: Assertions,
    page: SourceRef,
) -> list[Finding]:
    """Unsatisfied assertions at the cells of their facts, then at their own line in filing.yaml;
    declared ties are left to the tie-out."""
    declared = {_CODE + one.id for one in assertions.values if one.declared}
    told = (
        replace(message, references=(*message.references[1:], *message.references[:1]))
        for message in messages
        if message.code.startswith(_CODE) and message.code not in declared
    )
    own = {one.id: one.source for one in assertions.values} | {
        one.id: one.source for one in assertions.existences
    }
    return lead_back(told, {**own, **{name: fact.source for name, fact in facts.items()}}, page)


def other_messages(messages: Iterable[ArelleMessage]) -> list[ArelleMessage]:
    """The messages that no assertion wrote."""
    return [message for message in messages if not message.code.startswith(_CODE)]
