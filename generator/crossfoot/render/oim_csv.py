"""xBRL-CSV 1.0 (2021): one tidy table, a fact a row, and the footnotes in a second one.

A fact's identifier is made of table, row number and column; the column `fact`, a comment, holds
ours.
"""

import json
import re
from collections.abc import Iterable

from msgspec import Struct

from crossfoot.model.filing import Period
from crossfoot.model.instance import Fact, Instance
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.render.oim import document_info, note_value, oim_language, oim_namespaces, oim_unit
from crossfoot.render.xbrl import Contexts, nil, plain

_QUOTED = re.compile('[,"\n\r]')


class Rows(Struct, frozen=True, kw_only=True):
    """The table of facts; `axes` are those that a fact uses."""

    taxonomy: Taxonomy
    axes: tuple[str, ...]

    def heading(self) -> str:
        """The first line."""
        return _heading(
            ("fact", "concept", "period", "unit", *self.axes, "language", "decimals", "value")
        )

    def aspects(self, fact: Fact) -> str:
        """The cells between concept and decimals, which the facts of a column share."""
        members = dict(fact.members)
        held = [
            self.taxonomy.concepts[members[axis]].qname if axis in members else ""
            for axis in self.axes
        ]
        lang = oim_language(fact.lang) if fact.lang else ""
        return ",".join([_period(fact.period), oim_unit(fact.unit), *map(_cell, held), lang])


def fact_row(fact: Fact, aspects: str) -> str:
    """One fact."""
    return (
        f"{_cell(fact.id)},{fact.concept.qname},{aspects},{_decimals(fact)},{_cell(_value(fact))}\n"
    )


def csv_metadata(
    instance: Instance, taxonomy: Taxonomy, used: Contexts, axes: tuple[str, ...]
) -> str:
    """The metadata, whose schema lies one folder up.

    JSON text; `axes` are the local names of axes that facts use, one column each (xBRL-CSV 1.0,
    3.1).
    """
    prefixes, entity = oim_namespaces(instance, taxonomy, used)
    dimensions = {name: f"${name}" for name in ("concept", "period", "unit", "language")}
    dimensions.update((taxonomy.concepts[axis].qname, f"${axis}") for axis in axes)
    held: dict[str, object] = {
        name: {} for name in ("concept", "period", "unit", *axes, "language", "decimals")
    }
    value = {"dimensions": dimensions, "decimals": "$decimals"}
    templates: dict[str, object] = {
        "facts": {
            "dimensions": {"entity": entity},
            "columns": {"fact": {"comment": True}, **held, "value": value},
        }
    }
    metadata: dict[str, object] = {
        "documentInfo": document_info(
            "csv", prefixes, instance, f"../{taxonomy.vocabulary.schema}"
        ),
        "tableTemplates": templates,
        "tables": {"facts": {"url": "facts.csv"}},
    }
    if instance.footnotes:
        note = {"dimensions": {"concept": "xbrl:note", "language": "$language"}}
        templates["notes"] = {"columns": {"id": {"comment": True}, "language": {}, "note": note}}
        metadata["tables"] = {"facts": {"url": "facts.csv"}, "notes": {"url": "notes.csv"}}
        metadata["links"] = {"footnote": {"_": _links(instance)}}
    return json.dumps(metadata, ensure_ascii=False, indent=1) + "\n"


def _links(instance: Instance) -> dict[str, list[str]]:
    """Identifiers of facts to those of their notes; rows count from 1 below the heading."""
    noted = {name for footnote in instance.footnotes for name in footnote.facts}
    rows = {fact.id: number for number, fact in enumerate(instance.facts, 1) if fact.id in noted}
    links: dict[str, list[str]] = {}
    for number, footnote in enumerate(instance.footnotes, 1):
        for name in footnote.facts:
            links.setdefault(f"facts.r_{rows[name]}.value", []).append(f"notes.r_{number}.note")
    return links


def _decimals(fact: Fact) -> str:
    return (
        ""
        if fact.unit is None or fact.decimals is None or isinstance(fact.value, str)
        else str(fact.decimals)
    )


def notes_table(instance: Instance) -> str:
    """The footnotes."""
    rows = [
        _row((note.id, oim_language(note.lang), _special(note_value(note))))
        for note in instance.footnotes
    ]
    return "".join([_heading(("id", "language", "note")), *rows])


def _period(period: Period) -> str:
    """Days as people write them, both inclusive (xBRL-CSV 1.0, period representation)."""
    return f"{period.end}@end" if period.instant else f"{period.start}..{period.end}"


def _value(fact: Fact) -> str:
    if fact.unit is None:
        return _special(str(fact.value))
    if not isinstance(fact.value, str):
        return f"{fact.value:f}"
    return "#nil" if nil(fact) else plain(fact.value)


def _special(value: str) -> str:
    """A text that begins with # says so twice; an empty one has a word of its own."""
    return f"#{value}" if value.startswith("#") else value or "#empty"


def _heading(names: Iterable[str]) -> str:
    """Quoted throughout, so that programs that guess a dialect from the first lines find the comma
    and the quote."""
    return ",".join(f'"{name}"' for name in names) + "\n"


def _row(cells: Iterable[str]) -> str:
    return ",".join(_cell(cell) for cell in cells) + "\n"


def _cell(value: str) -> str:
    """RFC 4180."""
    if _QUOTED.search(value):
        value = value.replace('"', '""')
        return f'"{value}"'
    return value
