"""What is done with taxonomies as a whole, curated or anyone's XML: lint, alignment, comparison,
documentation, freezing."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.curated.filing import read_filing
from crossfoot.curated.published_lists import read_published
from crossfoot.model.alignment import Alignment
from crossfoot.model.finding import Finding, error, in_order
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy_diff import TaxonomyDiff
from crossfoot.taxonomy.align import align
from crossfoot.taxonomy.diff import diff
from crossfoot.taxonomy.lint.run import RULES, SAID_BY_READERS, lint, rules_page
from crossfoot.workflows.load_taxonomy import Sighted, reported_in, sight
from crossfoot.workspace import Workspace

RULE_COUNT = len(RULES)
__all__ = [
    "RULE_COUNT",
    "Linted",
    "align_all",
    "compare",
    "documented",
    "frozen_base",
    "lint_all",
    "rules_page",
]


class Linted(Struct, frozen=True, kw_only=True):
    """A taxonomy with everything that the readers and the rules found."""

    sighted: Sighted
    findings: tuple[Finding, ...]


def lint_all(workspace: Workspace, names: Iterable[str]) -> Iterator[Linted]:
    """The findings of each taxonomy; what a reader and a rule both tell is told once."""
    for sighted in sight(workspace, names):
        found = lint(sighted.view)
        told = {(finding.code, finding.source.file, finding.source.row) for finding in found}
        kept = [_as_lint(finding) for finding in sighted.findings]
        kept = [
            finding
            for finding in kept
            if (finding.code, finding.source.file, finding.source.row) not in told
        ]
        yield Linted(sighted=sighted, findings=tuple(in_order([*kept, *found])))


def align_all(
    workspace: Workspace, names: Iterable[str], arcs: Path, lists: list[Path]
) -> Iterator[Alignment]:
    """Each taxonomy against the published arcs and names."""
    published = read_published(arcs, lists)
    for sighted in sight(workspace, names):
        yield align(sighted.view, published, sighted.explained)


def compare(workspace: Workspace, old: str, new: str) -> tuple[TaxonomyDiff, list[Finding]]:
    """What changed from one taxonomy to the other, and what their readers found."""
    before, after = sight(workspace, [old, new])
    return diff(before.view, after.view), in_order([*before.findings, *after.findings])


def documented(workspace: Workspace, name: str) -> tuple[Sighted, dict[str, tuple[str, ...]]]:
    """A taxonomy, and the filings of the workspace that report each of its elements, by key."""
    (sighted,) = sight(workspace, [name])
    keys = {element.name: element.key for element in sighted.view.elements.values()}
    uses: dict[str, list[str]] = {}
    for path in sorted(workspace.filings.glob("*/*/filing.yaml")):
        filing = read_filing(path.parent)[0]
        for concept, _ in reported_in(path, filing):
            if concept in keys:
                uses.setdefault(keys[concept], []).append(
                    f"{path.parent.parent.name}/{path.parent.name}"
                )
    return sighted, {key: tuple(filings) for key, filings in uses.items()}


def frozen_base(folder: Path) -> list[Finding]:
    """What keeps a base from being frozen: findings of lint, or that it does not call itself
    released."""
    workspace = Workspace(root=folder)
    (linted,) = lint_all(workspace, [str(folder)])
    kept = [finding for finding in linted.findings if finding.code != "release.manifest"]
    if all(finding.code != "release.manifest" for finding in linted.findings):
        at = SourceRef(file=f"{linted.sighted.name}/taxonomy.yaml")
        kept.append(
            error(
                "release.status",
                "the version does not call itself released",
                at,
                "write status: released",
            )
        )
    return kept


def _as_lint(finding: Finding) -> Finding:
    rule = SAID_BY_READERS.get(finding.code)
    return replace(finding, code=f"lint.{rule}") if rule else finding
