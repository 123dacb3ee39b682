"""What a filing took from a published base: lines for people, a record for machines."""

from collections.abc import Iterator
from typing import Any

from crossfoot.model.published import BaseUse, Extended


def base_lines(use: BaseUse) -> Iterator[str]:
    """Counts, then each concept of our base that had to be extended; the company's own are
    counted."""
    ours = [one for one in use.extended if not one.company]
    yield (
        f"    {use.base}: {use.facts_published:,} facts on {use.concepts_published:,} published elements, "
        f"{use.facts_extension:,} on the extension ({len(ours)} elements of our base, {len(use.extended) - len(ours)} of the company)"
    )
    for one in ours:
        yield f"    extended: {one.name} ({one.facts} facts), {one.why}; {_anchor(one)}"


def _anchor(one: Extended) -> str:
    return ", ".join(one.anchors) or "not anchored: the schema has nothing wider"


def base_record(use: BaseUse | None) -> dict[str, Any]:
    """For `--json` and findings.json; empty without a published base."""
    if use is None:
        return {}
    extended = [
        {
            "name": one.name,
            "from": "company" if one.company else "base",
            "why": one.why,
            "anchors": list(one.anchors),
            "facts": one.facts,
            "defined": str(one.source),
        }
        for one in use.extended
    ]
    facts = {"published": use.facts_published, "extension": use.facts_extension}
    concepts = {"published": use.concepts_published, "extension": len(extended)}
    return {"base": {"name": use.base, "facts": facts, "concepts": concepts, "extended": extended}}
