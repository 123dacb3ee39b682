"""A difference between two taxonomies: text, records, a page."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from crossfoot.model.taxonomy_diff import KINDS, Change, TaxonomyDiff
from crossfoot.report.render_template import filled
from crossfoot.report.tables import address

_SHOWN = 20


def difference_text(difference: TaxonomyDiff) -> Iterator[str]:
    """One heading a kind of change, the first changes of it, and the verdict."""
    for kind, group in groupby(difference.changes, key=lambda change: change.kind):
        changes = list(group)
        told, breaking = KINDS[kind]
        yield f"{len(changes):,} {told}{' (breaking)' if breaking else ''}"
        for change in changes[:_SHOWN]:
            yield f"    {change_text(change)}"
        if len(changes) > _SHOWN:
            yield f"    ... and {len(changes) - _SHOWN:,} more (all of them with --json or --html)"
    yield verdict(difference)


def verdict(difference: TaxonomyDiff) -> str:
    """Whether filers have to do anything."""
    head = f"{difference.old} -> {difference.new}: "
    if not difference.changes:
        return head + "no change"
    if difference.breaking:
        return (
            head
            + f"{len(difference.changes):,} changes, {len(difference.breaking):,} of them break filers"
        )
    return head + f"{len(difference.changes):,} changes, none breaks filers"


def change_text(change: Change) -> str:
    """One change in one line."""
    if change.kind == "concept.renamed":
        return f"{change.before} -> {change.after}"
    if change.before and change.after:
        return f"{change.subject}: {change.before} -> {change.after}"
    return change.subject + (
        f": {change.before or change.after}" if change.before or change.after else ""
    )


def difference_record(difference: TaxonomyDiff) -> dict[str, Any]:
    """Everything, for machines."""
    rows = [
        {
            "kind": change.kind,
            "breaking": change.breaking,
            "subject": change.subject,
            "before": change.before,
            "after": change.after,
            "address": address(change.source),
        }
        for change in difference.changes
    ]
    return {
        "old": difference.old,
        "new": difference.new,
        "breaking": bool(difference.breaking),
        "changes": rows,
    }


def difference_page(difference: TaxonomyDiff) -> str:
    """A page that stands alone."""
    groups = [
        (KINDS[kind], list(group))
        for kind, group in groupby(difference.changes, key=lambda change: change.kind)
    ]
    return filled(
        "taxonomy/diff.html.j2", difference=difference, groups=groups, verdict=verdict(difference)
    )
