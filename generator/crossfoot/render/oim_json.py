"""xBRL-JSON 1.0 (2021): one fact a line, canonical values."""

import json
from collections.abc import Iterator
from functools import partial

from crossfoot.model.instance import Fact, Footnote, Instance
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.render.oim import canonical, document_info, note_value, notes_of, oim_language, oim_namespaces, oim_period, oim_unit

_json = partial(json.dumps, ensure_ascii=False)


def json_text(instance: Instance, taxonomy: Taxonomy) -> Iterator[str]:
    """The report, piece by piece."""
    prefixes, entity = oim_namespaces(instance, taxonomy)
    head = document_info("json", prefixes, instance, taxonomy.vocabulary.schema)
    head["features"] = {"xbrl:canonicalValues": True}
    yield f'{{\n"documentInfo": {json.dumps(head, ensure_ascii=False, indent=1)},\n"facts": {{'
    notes = notes_of(instance)
    contexts: dict[object, str] = {}
    comma = "\n"
    for fact in instance.facts:
        key = fact.context_key
        if key not in contexts:
            contexts[key] = _context(fact, entity, taxonomy)
        yield comma + _fact(fact, contexts[key], notes.get(fact.id, []))
        comma = ",\n"
    for footnote in instance.footnotes:
        yield comma + _note(footnote)
        comma = ",\n"
    yield "\n}\n}\n"


def _context(fact: Fact, entity: str, taxonomy: Taxonomy) -> str:
    """Entity, period and taxonomy-defined dimensions, which many facts share."""
    held = {"entity": entity, "period": oim_period(fact.period)}
    held.update((taxonomy.concepts[axis].qname, taxonomy.concepts[member].qname) for axis, member in fact.members)
    return _json(held)[1:-1]


def _fact(fact: Fact, context: str, notes: list[str]) -> str:
    value = canonical(fact)
    decimals = f', "decimals": {fact.decimals}' if fact.unit and value is not None and fact.decimals is not None else ""
    dimensions = f'"concept": "{fact.concept.qname}", {context}'
    if unit := oim_unit(fact.unit):
        dimensions += f', "unit": "{unit}"'
    if fact.lang:
        dimensions += f', "language": "{oim_language(fact.lang)}"'
    links = f', "links": {{"footnote": {{"_": {_json(notes)}}}}}' if notes else ""
    return f'{_json(fact.id)}: {{"value": {_json(value)}{decimals}, "dimensions": {{{dimensions}}}{links}}}'


def _note(footnote: Footnote) -> str:
    dimensions = {"concept": "xbrl:note", "noteId": footnote.id, "language": oim_language(footnote.lang)}
    return f"{_json(footnote.id)}: {_json({'value': note_value(footnote), 'dimensions': dimensions})}"
