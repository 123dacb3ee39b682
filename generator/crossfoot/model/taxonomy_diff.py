"""What is different between two versions of a taxonomy."""

from msgspec import Struct

from crossfoot.model.source import SourceRef


class Change(Struct, frozen=True, kw_only=True):
    """One change; `kind` is a key of KINDS, `subject` a concept, network or arc."""

    kind: str
    subject: str
    before: str = ""
    after: str = ""
    source: SourceRef

    @property
    def breaking(self) -> bool:
        """Whether a filer who uses the subject has to change the filing."""
        return KINDS[self.kind][1]


KINDS = {
    "concept.removed": ("concepts removed", True),
    "concept.renamed": ("concepts renamed", True),
    "concept.type": ("types changed", True),
    "concept.period": ("period types changed", True),
    "concept.balance": ("balances changed", True),
    "concept.abstract": ("concepts that became abstract or concrete", True),
    "concept.added": ("concepts added", False),
    "label.changed": ("labels changed", False),
    "label.added": ("labels added", False),
    "label.removed": ("labels removed", False),
    "reference.added": ("references added", False),
    "reference.removed": ("references removed", False),
    "role.added": ("networks added", False),
    "role.removed": ("networks removed", False),
    "role.changed": ("network titles changed", False),
    "weight.changed": ("weights changed", False),
    "arc.added": ("arcs added", False),
    "arc.removed": ("arcs removed", False),
}
"""Every kind of change: how it is told, and whether it breaks filers."""


class TaxonomyDiff(Struct, frozen=True, kw_only=True):
    """Every change from one taxonomy to another, in the order of KINDS."""

    old: str
    new: str
    changes: tuple[Change, ...]

    @property
    def breaking(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.breaking)
