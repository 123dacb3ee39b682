"""The report as data in three syntaxes, written side by side: each fact is looked at once for all of them.

Plain numbers, which are nearly all facts, are written here from what the facts of one column say alike. Whatever else a fact may be goes
through `fact_element`, `fact_member` and `fact_row`, which say the same of plain numbers.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crossfoot.model.compact import CompactCell
from crossfoot.model.instance import Fact, Instance
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
    json_context: str
    json_middle: str
    json_end: str
    csv_aspects: str
    csv_middle: str


def data_files(instance: Instance, taxonomy: Taxonomy, container: str, used: Contexts | None = None) -> Iterator[tuple[str, str]]:
    """File name and the next piece of that file: XBRL 2.1, xBRL-JSON and xBRL-CSV; `container` is segment or scenario."""
    used = used or contexts_of(instance.facts)
    stem, folder = instance.stem, f"{instance.stem}-csv"
    rows = Rows(taxonomy=taxonomy, axes=tuple(sorted({axis for _, members in used.contexts for axis, _ in members})))
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
        self.known: dict[object, _Alike] = {}

    def pieces(self) -> Iterator[tuple[str, str, str]]:
        """Elements, members and rows of some hundred facts at a time; a comma goes before every member but the first."""
        found: tuple[list[str], list[str], list[str]] = ([], [], [])
        elements, members, rows = found
        comma = "\n"
        concept, qname, whole = None, "", False
        known, notes = self.known, self.notes
        fact: Any
        for fact in self.instance.facts:
            key = id(fact.column) if fact.__class__ is CompactCell else (fact.period, fact.members, fact.unit, fact.decimals, fact.lang)
            alike = known.get(key) or known.setdefault(key, self._alike(fact))
            name, value = fact.id, fact.value
            if value.__class__ is Decimal and name not in notes:
                if fact.concept is not concept:
                    concept = fact.concept
                    qname, whole = concept.qname, concept.type == "integer"
                digits = str(value)
                if "E" in digits:
                    digits = f"{value:f}"
                told = canonical_number(value, whole=whole) if whole or "." in digits or not value else f"{digits}.0"
                elements.append(f'<{qname} id="{name}"{alike.xbrl}{digits}</{qname}>\n')
                members.append(f'"{name}": {{"value": "{told}"{alike.json_middle}{qname}{alike.json_end}')
                rows.append(f"{name},{qname}{alike.csv_middle}{digits}\n")
            else:
                elements.append(fact_element(fact, self.used))
                members.append(fact_member(fact, alike.json_context, notes.get(name)))
                rows.append(fact_row(fact, alike.csv_aspects))
            if len(rows) == _PIECE:
                yield "".join(elements), comma + ",\n".join(members), "".join(rows)
                comma = ",\n"
                for lines in found:
                    lines.clear()
        yield "".join(elements), comma + ",\n".join(members) if members else "", "".join(rows)

    def _alike(self, fact: Fact) -> _Alike:
        context, aspects = context_members(fact, self.entity, self.taxonomy), self.rows.aspects(fact)
        unit = fact.unit.id if fact.unit else ""
        decimals = "" if fact.decimals is None else f', "decimals": {fact.decimals}'
        return _Alike(
            xbrl=f' contextRef="{self.used.contexts[fact.context_key]}" unitRef="{unit}" '
            f'decimals="{"INF" if fact.decimals is None else fact.decimals}">',
            json_context=context,
            json_middle=f'{decimals}, "dimensions": {{"concept": "',
            json_end=f'", {context}}}}}',
            csv_aspects=aspects,
            csv_middle=f",{aspects},{'' if fact.decimals is None else fact.decimals},",
        )
