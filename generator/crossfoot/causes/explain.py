"""One finding for each cause: the change that would mend most failing checks comes first, with what
follows from it folded under it."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.causes.candidates import (
    Candidate,
    Page,
    cell_candidates,
    column_candidates,
    row_candidates,
)
from crossfoot.causes.cells import Cells, key_of
from crossfoot.causes.equations import Equation, equations_of
from crossfoot.causes.network_faults import network_candidates
from crossfoot.causes.typing_errors import WORDS
from crossfoot.model.filing import Filing
from crossfoot.model.finding import Finding
from crossfoot.model.instance import Instance
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept, Network
from crossfoot.model.tieout import Tie

_MOST_CAUSES, _MOST_FAILING = 20, 40
"""So many causes are looked for, among so many failing checks; the rest stay as they are."""
_EQUAL, _CLEAR, _NAMED = 2, 7, 3
"""Bits: no more between equally likely causes; more than the next for a certain one. Of equally
likely ones so many are named."""
_DECLARE = "if the page really prints this, declare it in filing.yaml with the reason"
_UNEXPLAINED = "no single change of a cell, a line or a column explains this difference"


class Explained(Struct, frozen=True, kw_only=True):
    """A cause with the others that are as likely, and how sure it is."""

    chosen: Candidate
    rivals: tuple[Candidate, ...]
    certainty: str
    more: int = 0
    """further changes that are as likely, and are not named"""


def explain(
    filing: Filing,
    instance: Instance,
    networks: tuple[Network, ...],
    concepts: Mapping[str, Concept],
    ties: Iterable[Tie],
    findings: Iterable[Finding],
) -> list[Finding]:
    """The findings with those of failing checks folded under their causes, likeliest first.

    `ties` are all checks of the filing, failing or not: those that hold speak against a change that
    would break them. Findings of other things stay as they are. Nothing is raised.
    """
    found, checks = list(findings), tuple(ties)
    waiting = _failing_addresses(found)
    if not waiting:
        return found
    cells = Cells(instance)
    failing = [tie for tie in checks if tie.addresses and _identity(tie) in waiting]
    page = Page(cells, list(equations_of(checks, failing, cells, networks)))
    page.failing = [
        equation
        for equation in page.failing
        if _identity(equation.tie) in waiting or equation.tie.status == "restated"
    ]
    if not page.failing:
        return _without_explanation(found, set())
    defined = {
        (table.id, column.name): column.defined or table.defined
        for table in filing.tables
        for column in table.columns
    }
    causes = list(_causes(page, networks, concepts, defined))
    return _told(found, causes)


def _failing_addresses(findings: Iterable[Finding]) -> set[tuple[SourceRef, frozenset[SourceRef]]]:
    """Which checks have a finding of their own: declared ones have none."""
    return {
        (finding.source, frozenset(finding.also))
        for finding in findings
        if finding.code.startswith("calc.") and finding.severity != "info"
    }


def _identity(tie: Tie) -> tuple[SourceRef, frozenset[SourceRef]]:
    return tie.addresses[0], frozenset(tie.addresses[1:])


def _causes(
    page: Page,
    networks: tuple[Network, ...],
    concepts: Mapping[str, Concept],
    defined: dict[tuple[str, str], SourceRef],
) -> Iterator[Explained]:
    """The best change, then the best for what it left, until nothing is left that fails."""
    structural = [
        *network_candidates(page, networks, concepts),
        *column_candidates(page, defined),
    ]
    failing = page.failing[:_MOST_FAILING]
    local = [*cell_candidates(page, failing), *row_candidates(page, failing)]
    candidates = [*structural, *local]
    left = set(page.failing)
    for _ in range(_MOST_CAUSES):
        if not any(equation.tie.status != "restated" for equation in left):
            return
        candidates = [found for found in candidates if _still(found, left)]
        ranked = sorted(candidates, key=lambda found: (-found.gain, str(found.source)))
        if not ranked or ranked[0].gain <= 0:
            return
        explained = _with_rivals(ranked)
        left -= set(explained.chosen.mends)
        yield explained


def _still(candidate: Candidate, left: set[Equation]) -> bool:
    """Whether a candidate mends what is left; of what is mended already it gets no credit."""
    candidate.mends = [equation for equation in candidate.mends if equation in left]
    return any(equation.tie.status != "restated" for equation in candidate.mends)


def _with_rivals(ranked: list[Candidate]) -> Explained:
    best, taken = ranked[0], {ranked[0].source}
    rivals: list[Candidate] = []
    gap = _CLEAR + 1
    for other in ranked[1:]:
        if other.source in taken or not set(other.mends) & set(best.mends):
            continue
        if other.kind == best.kind == "swapped-rows" and other.values.keys() & best.values.keys():
            continue  # the same lines, in one column or in all
        taken.add(other.source)
        gap = min(gap, best.gain - other.gain)
        if best.gain - other.gain <= _EQUAL:
            rivals.append(other)
    certainty = "equal" if rivals else "certain" if gap > _CLEAR else "likely"
    return Explained(
        chosen=best,
        rivals=tuple(rivals[: _NAMED - 1]),
        certainty=certainty,
        more=max(len(rivals) - _NAMED + 1, 0),
    )


def _told(findings: list[Finding], causes: list[Explained]) -> list[Finding]:
    """Causes first, each with its consequences; then what no change explains, then the rest."""
    result: list[Finding] = []
    left = list(dict.fromkeys(findings))
    for cause in causes:
        follows = [finding for finding in left if _follows(finding, cause.chosen)]
        if not follows:
            continue
        left = [finding for finding in left if finding not in follows]
        result.append(_finding(cause.chosen, cause, tuple(follows)))
        result.extend(
            replace(_finding(rival, cause, ()), alternative=True) for rival in cause.rivals
        )
    return [*result, *_without_explanation(left, {finding.source for finding in result})]


def _follows(finding: Finding, cause: Candidate) -> bool:
    """Whether a finding ends with the cause: of a check it mends, or a doubt about its cell."""
    if not finding.code.startswith("calc."):
        return False
    if any((finding.source, frozenset(finding.also)) == _identity(e.tie) for e in cause.mends):
        return True
    doubted = finding.severity == "warning" and finding.code not in ("calc.sign", "calc.total")
    places = (finding.source, *finding.also)
    return doubted and (
        cause.source in places or any(key_of(place) in cause.values for place in places)
    )


def _without_explanation(findings: Iterable[Finding], known: set[SourceRef]) -> list[Finding]:
    """A failing check that no change explains says so."""
    return [
        replace(
            finding, cause="unexplained", certainty="none", hint=f"{_UNEXPLAINED}: {finding.hint}"
        )
        if finding.severity == "error"
        and finding.code.startswith("calc.")
        and not finding.cause
        and finding.code != "calc.disagree"
        else finding
        for finding in findings
    ]


def _finding(candidate: Candidate, cause: Explained, follows: tuple[Finding, ...]) -> Finding:
    checks = len(candidate.mends)
    slip = WORDS.get(candidate.kind)
    message = f"{candidate.message} {candidate.suggestion}: {slip}" if slip else candidate.message
    sure = {
        "certain": "no other change explains as much",
        "likely": "likely; other changes explain it too, and are rarer",
        "equal": f"one of {len(cause.rivals) + 1 + cause.more} changes that are equally likely",
    }[cause.certainty]
    change = candidate.suggestion if slip is None else f"type {candidate.suggestion}"
    way_out = (
        change
        if candidate.network or candidate.kind in ("period", "swapped-columns")
        else f"{change}; {_DECLARE}"
    )
    mended = f"mends {checks} check{'s' if checks > 1 else ''}"
    severity = "error" if any(e.hard for e in candidate.mends) else "warning"
    return Finding(
        code=f"cause.{candidate.kind}",
        severity=severity,
        message=message,
        source=candidate.source,
        hint=f"{way_out} ({mended}; {sure})",
        also=tuple(
            dict.fromkeys(
                e.tie.addresses[0]
                for e in candidate.mends
                if e.tie.addresses[0] != candidate.source
            )
        )[:6],
        cause=candidate.kind,
        suggestion=candidate.suggestion,
        certainty=cause.certainty,
        consequences=follows,
    )
