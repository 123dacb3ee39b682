"""The report as data in three syntaxes, written side by side: each fact is looked at once for all
of them.

The usual cells, which are nearly all facts of a large report, are written here from what their row
and their column say. Every other fact
goes through `fact_element`, `fact_member` and `fact_row`, which say the same of usual cells.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from crossfoot.model.instance import Fact, Instance
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.render.oim import canonical_number, notes_of, oim_namespaces
from crossfoot.render.oim_csv import Rows, csv_metadata, fact_row, notes_table
from crossfoot.render.oim_json import context_members, fact_member, json_head, json_tail
from crossfoot.render.xbrl import Contexts, contexts_of, fact_element, xbrl_head, xbrl_tail

_PIECE = 500
"""Facts whose text is handed on at once."""


class _Alike(Struct, frozen=True, kw_only=True):
    """What the facts of one column say alike, in each syntax."""

    xbrl: str
    json_middle: str
    json_end: str
    csv_middle: str


def data_files(
    instance: Instance, taxonomy: Taxonomy, container: str, used: Contexts | None = None
) -> Iterator[tuple[str, str]]:
    """File name and the next piece of that file: XBRL 2.1, xBRL-JSON and xBRL-CSV; `container` is
    segment or scenario."""
    used = used or contexts_of(instance.facts)
    stem, folder = instance.stem, f"{instance.stem}-csv"
    rows = Rows(
        taxonomy=taxonomy,
        axes=tuple(sorted({axis for _, members in used.contexts for axis, _ in members})),
    )
    names = (f"{stem}.xbrl", f"{stem}.json", f"{folder}/facts.csv")
    for piece in xbrl_head(instance, taxonomy, container, used):
        yield names[0], piece
    yield names[1], json_head(instance, taxonomy, used)
    yield names[2], rows.heading()
    for pieces in _Lines(instance, taxonomy, used, rows).pieces():
        yield from zip(names, pieces, strict=True)
    for piece in xbrl_tail(instance.footnotes):
        yield names[0], piece
    yield names[1], json_tail(instance)
    yield f"{folder}/{stem}.json", csv_metadata(instance, taxonomy, used, rows.axes)
    if instance.footnotes:
        yield f"{folder}/notes.csv", notes_table(instance)


class _Lines:
    """The facts of a report as elements, members and rows."""

    def __init__(self, instance: Instance, taxonomy: Taxonomy, used: Contexts, rows: Rows) -> None:
        self.instance, self.taxonomy, self.used, self.rows = instance, taxonomy, used, rows
        self.entity = oim_namespaces(instance, taxonomy, used)[1]
        self.notes = notes_of(instance)
        self.known: dict[int, _Alike] = {}
        self.shared: dict[object, tuple[str, str]] = {}

    def pieces(self) -> Iterator[tuple[str, str, str]]:
        """Elements, members and rows of some hundred facts at a time; a comma goes before every
        member but the first."""
        elements, members, rows = list[str](), list[str](), list[str]()
        comma = "\n"
        row, begins, ends, stem, qname, whole = None, "", "", "", "", False
        known, notes = self.known, self.notes
        fact: Any
        for fact in self.instance.facts:
            if fact.__class__ is not PackedCell or (notes and fact.id in notes):
                element, member, line = self._by_itself(fact)
                elements.append(element)
                members.append(member)
                rows.append(line)
            else:
                column, value = fact.column, fact.value
                alike = known.get(id(column)) or known.setdefault(id(column), self._alike(fact))
                if fact.row is not row:
                    row = fact.row
                    stem, qname, whole = row.stem, row.concept.qname, row.concept.type == "integer"
                    begins, ends = f'<{qname} id="{stem}', f"</{qname}>\n"
                digits = f"{value:f}"
                number = (
                    f"{digits}.0"
                    if value and not whole and "." not in digits
                    else canonical_number(value, whole=whole)
                )
                tail = column.tail
                elements.append(f"{begins}{tail}{alike.xbrl}{digits}{ends}")
                members.append(
                    f'"{stem}{tail}": {{"value": "{number}"{alike.json_middle}{qname}{alike.json_end}'
                )
                rows.append(f"{stem}{tail},{qname}{alike.csv_middle}{digits}\n")
            if len(rows) == _PIECE:
                yield "".join(elements), comma + ",\n".join(members), "".join(rows)
                comma = ",\n"
                elements, members, rows = [], [], []
        yield "".join(elements), comma + ",\n".join(members) if members else "", "".join(rows)

    def _by_itself(self, fact: Fact) -> tuple[str, str, str]:
        key = (fact.period, fact.members, fact.unit, fact.lang)
        if key not in self.shared:
            self.shared[key] = (
                context_members(fact, self.entity, self.taxonomy),
                self.rows.aspects(fact),
            )
        context, aspects = self.shared[key]
        return (
            fact_element(fact, self.used),
            fact_member(fact, context, self.notes.get(fact.id)),
            fact_row(fact, aspects),
        )

    def _alike(self, fact: Any) -> _Alike:
        context, aspects = (
            context_members(fact, self.entity, self.taxonomy),
            self.rows.aspects(fact),
        )
        unit = fact.unit.id if fact.unit else ""
        decimals = "" if fact.decimals is None else f', "decimals": {fact.decimals}'
        return _Alike(
            xbrl=f'" contextRef="{self.used.contexts[fact.context_key]}" unitRef="{unit}" '
            f'decimals="{"INF" if fact.decimals is None else fact.decimals}">',
            json_middle=f'{decimals}, "dimensions": {{"concept": "',
            json_end=f'", {context}}}}}',
            csv_middle=f",{aspects},{'' if fact.decimals is None else fact.decimals},",
        )
