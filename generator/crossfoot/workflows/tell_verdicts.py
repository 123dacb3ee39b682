"""What Arelle said of a build: its verdicts beside ours, its messages at their cells."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from crossfoot.arelle.accepted_differences import (
    AcceptedDifference,
    accept_differences,
    accepted,
    role_uris,
)
from crossfoot.arelle.formula_trace import (
    formula_disagreements,
    formula_findings,
    formula_verdicts,
    other_messages,
)
from crossfoot.arelle.records import ArelleMessage, ArelleResult
from crossfoot.arelle.summation_verdicts import arelle_verdicts, disagreements
from crossfoot.arelle.trace_to_cells import exact_failures, fact_addresses, trace_messages
from crossfoot.checks.preflight import tie_finding
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.model.tieout import Tie
from crossfoot.workflows.draft import Draft


def compare_verdicts(draft: Draft, result: ArelleResult, *, formula: bool) -> None:
    """Put Arelle's verdict beside ours in every record; where they differ, one of the two programs
    is wrong, and the build fails."""
    if not draft.ties:
        return
    _, taxonomy, _ = draft.built
    renamed = {
        name: concept.element
        for name, concept in taxonomy.concepts.items()
        if concept.element not in ("", name)
    }
    draft.ties = tuple(
        arelle_verdicts(draft.ties, result, taxonomy.vocabulary, draft.networks, renamed)
    )
    draft.findings.extend(_disagreement(tie) for tie in disagreements(draft.ties))
    if formula:
        draft.ties = tuple(formula_verdicts(draft.ties, draft.assertions, result.assertions))
        draft.findings.extend(_disagreement(tie) for tie in formula_disagreements(draft.ties))


def _disagreement(tie: Tie) -> Finding:
    name = tie.label or tie.item
    message = (
        f"preflight and Arelle differ on {name}: 1.0 {tie.verdict_10} / {tie.arelle_10}, "
        f"1.0 with duplicates merged {tie.verdict_10d} / {tie.arelle_10d}, "
        f"1.1 {tie.verdict_11} / {tie.arelle_11}"
        if tie.kind == "sum"
        else f"preflight and Arelle's formula processor differ on {name}: "
        f"{tie.status} / {tie.arelle_formula}"
    )
    return error("calc.disagree", message, tie_finding(tie).source, "please report this")


def tell_messages(draft: Draft, result: ArelleResult) -> list[AcceptedDifference]:
    """Add Arelle's messages to the draft, at their cells: what is wrong to its findings, what the
    filing explains to `explained`.

    :returns: the differences that the preparer accepts
    """
    instance, taxonomy, filing = draft.built
    facts = {fact.id: fact for fact in instance.facts}
    addresses = fact_addresses(facts)
    page = SourceRef(file=f"{instance.stem}.htm")
    draft.findings.extend(formula_findings(result.messages, addresses, draft.assertions, page))
    differences = accept_differences(
        result.messages,
        draft.ties,
        draft.assertions,
        _declared_totals(draft),
        role_uris(draft.networks, taxonomy.vocabulary),
    )
    exact = {statement.id for statement in instance.statements if statement.exact}
    unproved = () if draft.ties else exact_failures(result.messages, facts, exact)
    expected = accepted(differences, own=False)
    said = [message for message in result.messages if expected.reason(message)]
    rest = [*other_messages(_without(result.messages, said)), *unproved]
    draft.findings.extend(trace_messages(rest, addresses, page, policy="error"))
    filed = as_filed(said, filing.calculations)
    draft.explained = tuple(trace_messages(filed, addresses, page, expected))
    draft.accepted = tuple(trace_messages(said, addresses, page, accepted(differences, own=True)))
    read = result.counts.get("facts", 0)
    if read != len(instance.facts):
        message = f"Arelle read {read} facts, {len(instance.facts)} were written"
        draft.findings.append(error("arelle.facts", message, page))
    return differences


def _without(
    messages: Iterable[ArelleMessage], left_out: Iterable[ArelleMessage]
) -> list[ArelleMessage]:
    ids = {id(message) for message in left_out}
    return [message for message in messages if id(message) not in ids]


def as_filed(messages: Iterable[ArelleMessage], calculations: str) -> Iterator[ArelleMessage]:
    """The messages as a validation of the finished filing has them: 1.0 judges arcs of 1.0, where
    1.1 confirms what is wrong with duplicates, and 1.1 those of 1.1.

    :param calculations: which arcs are filed: 1.0, 1.1 or both
    """
    for message in messages:
        if message.mode != "c11r":
            yield message
            continue
        if calculations != "1.1":
            yield replace(message, mode="c11o")
        if calculations != "1.0":
            yield replace(message, mode="c11")


def _declared_totals(draft: Draft) -> dict[str, str]:
    """Reasons by the facts of the cells that declared sums name; preflight, where it ran, has
    matched them more strictly."""
    instance, _, filing = draft.built
    if draft.ties:
        return {}
    named = {
        (one.table, one.concept, one.column): one.reason
        for one in filing.declarations
        if one.kind == "sum"
    }
    cells = {
        fact.id: (fact.id.partition(".")[0], fact.concept.name, fact.source.column or "")
        for fact in instance.facts
    }
    return {name: named[cell] for name, cell in cells.items() if cell in named}
