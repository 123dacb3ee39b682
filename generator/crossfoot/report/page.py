"""findings.html: the verdict, what ran, every finding and every check, on one page that needs
nothing beside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from crossfoot.model.finding import Finding, has_errors, in_order
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.rule_results import Deviation
from crossfoot.model.source import SourceRef
from crossfoot.model.tieout import STATUSES, Tie
from crossfoot.model.unchecked_facts import coverage_warning
from crossfoot.model.xml_text import attribute, text
from crossfoot.report.render_template import filled_pieces
from crossfoot.report.tables import counts, numbers_of

_PLACES = 6
KINDS = {
    "sum": "totals against their parts",
    "derived": "printed ratios and differences, computed again",
    "tie": "figures that must agree across tables",
    "duplicate": "figures that are told more than once",
    "comparative": "figures that an earlier filing told",
}
MEANINGS = {
    "holds": "equal",
    "rounding": "different, inside what rounding allows",
    "declared": "different; the preparer gave the reason",
    "restated": "different from an earlier filing, on purpose",
    "error": "fails the build",
    "unchecked": "could not be compared",
    "unreadable": "a digit can't be read; the rest allows it",
}


class Report(Struct, frozen=True, kw_only=True):
    """What the page tells of one build; `viewer` is the viewer's file name, `off` what was switched
    off."""

    name: str
    instance: Instance
    findings: tuple[Finding, ...]
    ties: tuple[Tie, ...]
    rules: tuple[str, ...]
    explained: tuple[Finding, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    unproved: tuple[Fact, ...] = ()
    viewer: str = ""
    off: str = ""

    @property
    def title(self) -> str:
        return self.instance.title

    @property
    def stem(self) -> str:
        return self.instance.stem

    @property
    def failed(self) -> bool:
        return has_errors(self.findings)

    @property
    def verdict(self) -> str:
        return "findings" if self.failed else "clean"

    @property
    def sentence(self) -> str:
        """The verdict in a sentence."""
        errors, warnings, notes = (
            sum(one.severity == kind for one in self.findings)
            for kind in ("error", "warning", "info")
        )
        checks = f"{len(self.ties):,} checks, {len(self.instance.facts):,} facts"
        if errors:
            return f"{errors:,} error{'s' if errors > 1 else ''}: {checks}"
        told = (
            f", {count:,} {name}{'s' if count > 1 else ''}"
            for count, name in ((warnings, "warning"), (notes, "note"))
            if count
        )
        numbers = sum(fact.unit is not None for fact in self.instance.facts)
        covered = coverage_warning(numbers, len(self.unproved))
        return f"Clean: {checks}, no error{''.join(told)}{covered}"


class FindingView(Struct, frozen=True, kw_only=True):
    """One finding; `href` opens the filing at its cell where there is one."""

    severity: str
    code: str
    message: str
    hint: str
    source: str
    also: str
    href: str


def findings_page(report: Report) -> Iterator[str]:
    """The page, piece by piece."""
    places = _places(report)
    table = counts(report.ties)
    told = {tie.statement for tie in report.ties}
    return filled_pieces(
        "findings.html.j2",
        report=report,
        statuses=STATUSES,
        meanings=MEANINGS.items(),
        summary=[
            (kind, KINDS.get(kind, ""), [row.get(s, 0) for s in STATUSES], sum(row.values()))
            for kind, row in table.items()
        ],
        statements=[(one.id, one.title) for one in report.instance.statements if one.id in told],
        findings=[_view(finding, report.stem, places) for finding in in_order(report.findings)],
        checks=(Markup(_row(tie, report.stem, places)) for tie in report.ties),
        deviations=report.deviations,
        unproved=[
            (
                str(fact.source),
                f"{report.stem}.htm#{fact.id}",
                fact.concept.label(),
                f"{fact.value:,f}",
            )
            for fact in report.unproved
        ],
    )


def _places(report: Report) -> dict[SourceRef, str]:
    """The ids of the facts in the rows that findings, and checks without a fact of their own, are
    about."""
    told_at = {one for tie in report.ties if not tie.fact for one in tie.addresses} | {
        finding.source for finding in report.findings
    }
    rows = {(one.file, one.row) for one in told_at}
    places = {}
    fact: Any
    for fact in reversed(report.instance.facts if rows else ()):
        at = fact.row.source if fact.__class__ is PackedCell else fact.source
        if (at.file, at.row) in rows:
            places[fact.source] = fact.id
    return places


def _view(finding: Finding, stem: str, places: Mapping[SourceRef, str]) -> FindingView:
    fact = places.get(finding.source, "")
    return FindingView(
        severity=finding.severity,
        code=finding.code,
        message=finding.message,
        hint=finding.hint,
        source=str(finding.source),
        also="; ".join(str(one) for one in finding.also),
        href=f"{stem}.htm#{fact}" if fact else "",
    )


def _row(tie: Tie, stem: str, places: Mapping[SourceRef, str]) -> str:
    """One check as a table row, its cell a link into the filing."""
    fact = tie.fact or next((places[one] for one in tie.addresses if one in places), "")
    label, cell = text(tie.label or tie.item), _address(tie.addresses[0]) if tie.addresses else ""
    target = fact or (f"statement.{tie.statement}" if tie.statement else "")
    if target:
        label = f'<a href="{attribute(f"{stem}.htm#{target}")}">{label}</a>'
    note = f"<small>{text(tie.note)}</small>" if tie.note else ""
    numbers = "".join([f'<td class="n">{grouped(value)}</td>' for value in numbers_of(tie)[:3]])
    return (
        f'<tr data-statement="{attribute(tie.statement)}" data-kind="{tie.kind}" data-status="{tie.status}"><td>{label}{note}</td>'
        f'<td>{text(tie.column)}</td><td>{tie.kind}</td><td class="{tie.status}">{tie.status}</td>{numbers}'
        f"<td>{tie.verdict_10}</td><td>{tie.verdict_11}</td><td>{cell}</td></tr>"
    )


def _address(at: SourceRef) -> str:
    line = f" · line {text(at.line)}" if at.line else ""
    return f"{text(str(at))}{line}"


def grouped(digits: str) -> str:
    """Plain digits with commas between thousands, and the first places behind the point; tieout.csv
    has them all."""
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, point, rest = digits.partition(".")
    rest = rest if len(rest) <= _PLACES else f"{rest[:_PLACES]}…"
    return f"{sign}{int(whole):,}{point}{rest}" if whole.isdigit() else digits
