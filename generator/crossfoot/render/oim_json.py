"""xBRL-JSON 1.0 (2021): one fact a line, canonical values."""

import json
from collections.abc import Mapping
from json.encoder import encode_basestring as quoted

from crossfoot.model.instance import Fact, Footnote, Instance
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.render.oim import (
    canonical,
    document_info,
    note_value,
    oim_language,
    oim_namespaces,
    oim_period,
    oim_unit,
)
from crossfoot.render.xbrl import Contexts


def json_head(instance: Instance, taxonomy: Taxonomy, used: Contexts) -> str:
    """The report up to its facts.

    Text that ends where the first fact begins; `used` has the contexts and units in use (xBRL-JSON
    1.0, 3.1).
    """
    prefixes, _ = oim_namespaces(instance, taxonomy, used)
    head = document_info("json", prefixes, instance, taxonomy.vocabulary.schema)
    head["features"] = {"xbrl:canonicalValues": True}
    return f'{{\n"documentInfo": {json.dumps(head, ensure_ascii=False, indent=1)},\n"facts": {{'


def json_tail(instance: Instance) -> str:
    """The footnotes, and the end."""
    notes = [_note(footnote) for footnote in instance.footnotes]
    before = (",\n" if instance.facts else "\n") if notes else ""
    return before + ",\n".join(notes) + "\n}\n}\n"


def context_members(fact: Fact, entity: str, taxonomy: Taxonomy) -> str:
    """Every dimension but the concept, which many facts share.

    `entity` is an SQName; the result is the inside of a JSON object, without braces (xBRL-JSON 1.0,
    3.1.4).
    """
    held = {"entity": entity, "period": oim_period(fact.period)}
    held.update(
        (taxonomy.concepts[axis].qname, taxonomy.concepts[member].qname)
        for axis, member in fact.members
    )
    if unit := oim_unit(fact.unit):
        held["unit"] = unit
    if fact.lang:
        held["language"] = oim_language(fact.lang)
    return _members(held)


def fact_member(fact: Fact, context: str, notes: list[str] | None) -> str:
    """One fact; `notes` are the ids of its footnotes.

    `context` comes from `context_members`; None or an empty list of notes writes no links.
    """
    value = canonical(fact)
    decimals = (
        f', "decimals": {fact.decimals}'
        if fact.unit and value is not None and fact.decimals is not None
        else ""
    )
    dimensions = f'"concept": "{fact.concept.qname}", {context}'
    links = (
        f', "links": {{"footnote": {{"_": [{", ".join(map(quoted, notes))}]}}}}' if notes else ""
    )
    written = "null" if value is None else quoted(value)
    return f'{quoted(fact.id)}: {{"value": {written}{decimals}, "dimensions": {{{dimensions}}}{links}}}'


def _note(footnote: Footnote) -> str:
    dimensions = {
        "concept": "xbrl:note",
        "noteId": footnote.id,
        "language": oim_language(footnote.lang),
    }
    return f'{quoted(footnote.id)}: {{"value": {quoted(note_value(footnote))}, "dimensions": {{{_members(dimensions)}}}}}'


def _members(held: Mapping[str, str]) -> str:
    return ", ".join(f"{quoted(name)}: {quoted(value)}" for name, value in held.items())
