"""Cells that hold one tagged number and nothing else, which are most of a page: taken out of its
text and compared at once.

One expression finds them, which admits nothing that XML would not.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Members
from crossfoot.model.packed_cell import PackedCell
from crossfoot.render.inline_verify_parse import PLAIN_CELL, PLAIN_ROW, plain_attributes
from crossfoot.render.untagged_facts import UntaggedFacts
from crossfoot.render.xbrl import Contexts

_TEXT_TAG = re.compile("<ix:(?:nonNumeric|continuation)")
Compare = Callable[[str, Fact | None, dict[str, str], str], None]
"""Told by a tag: its id, the fact of this id, its attributes, its text."""


class _Said(NamedTuple):
    """What the tags of a column say alike."""

    period: Period
    members: Members
    unit: str
    decimals: int | None
    attributes: dict[str, str]


class PlainCells:
    """Takes the plain cells out of pieces of a page; what does not agree at sight is handed to
    `compare`."""

    def __init__(self, used: Contexts, untold: UntaggedFacts, compare: Compare) -> None:
        self.whole = False
        """something hides tags on this page: no more cells are taken out"""
        self._untold, self._compare = untold, compare
        self._by_id = {name: key for key, name in used.contexts.items()}
        self._said: dict[str, _Said] = {}
        self._agreed: dict[tuple[str, int], tuple[str, str]] = {}

    @property
    def references(self) -> Mapping[str, frozenset[str]]:
        """What the cells that were taken out refer to: ids by attribute."""
        return {
            name: frozenset(said.attributes[name] for said in self._said.values())
            for name in ("contextRef", "unitRef")
        }

    def without(self, piece: str) -> str:
        """The piece without its plain cells, which are compared; the piece itself where something
        else has to see them."""
        parts = PLAIN_CELL.split(piece)
        rest = "".join(parts[::5])
        self.whole = (
            "<!" in rest
        )  # a comment, or what else hides tags, comes from no template of ours
        names, written = parts[1::5], parts[3::5]
        if not names or self.whole or _TEXT_TAG.search(rest) or not self._understood(set(written)):
            return piece
        printed = "\n".join(parts[4::5]).replace(",", "").split("\n")
        row, qname, agreed = None, "", self._agreed
        fact: Any
        for fact, fact_id, name, attributes, digits in zip(
            self._untold.run(names), names, parts[2::5], written, printed, strict=True
        ):
            if fact.__class__ is PackedCell:
                if fact.row is not row:
                    row = fact.row
                    qname = row.concept.qname
                ends = agreed.get((attributes, id(fact.column))) or self._agrees(attributes, fact)
                if ends and name == qname and Decimal(f"{ends[0]}{digits}{ends[1]}") == fact.value:
                    continue
            self._compare(
                fact_id, fact, {"name": name, **self._said[attributes].attributes}, digits
            )
        return PLAIN_ROW.sub("", rest)

    def _agrees(self, attributes: str, fact: Any) -> tuple[str, str] | None:
        """What goes before and after the digits, where the attributes are those of the fact's
        column and so of all its facts."""
        said = self._said[attributes]
        if (said.unit, said.decimals, said.period, said.members) != (
            fact.unit.id,
            fact.decimals,
            fact.period,
            fact.members,
        ):
            return None
        held = said.attributes
        ends = self._agreed[attributes, id(fact.column)] = (
            held.get("sign", ""),
            f"E{held.get('scale', '0')}",
        )
        return ends

    def _understood(self, written: set[str]) -> bool:
        """Whether all of these are attributes of plain numbers; what they say is kept."""
        for attributes in written - self._said.keys():
            held = plain_attributes(attributes)
            key = self._by_id.get(held["contextRef"]) if held else None
            if (
                held is None
                or key is None
                or not (held["decimals"] == "INF" or held["decimals"].lstrip("-").isdecimal())
            ):
                return False
            decimals = None if held["decimals"] == "INF" else int(held["decimals"])
            self._said[attributes] = _Said(*key, held["unitRef"], decimals, held)
        return True
