"""The static site of a taxonomy: an overview, a page a network, a page a concept, and a search that
works from the file system."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from crossfoot.model.view import ANCHOR, CALCULATION, Element, View
from crossfoot.report.render_template import filled
from crossfoot.report.taxonomy_site_data import Relation, SiteData, file_of, file_of_role

LANGUAGE_NAMES = {"en": "English", "ja": "日本語", "nl": "Nederlands"}


def site_files(view: View, uses: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """(name, text) of every file; names are relative, and nothing refers to anything outside."""
    data = SiteData(view=view, uses=uses)
    shared = {"data": data, "site": view.name, "file_of": file_of, "file_of_role": file_of_role}
    yield "style.css", filled("taxonomy/style.css") + filled("taxonomy/site.css")
    yield "search.js", filled("taxonomy/search.js")
    yield "data.js", _search_data(data)
    yield "index.html", filled("taxonomy/index.html.j2", up="", **shared)
    for role in data.networks():
        yield (
            file_of_role(role.id),
            filled(
                "taxonomy/network.html.j2", up="../", role=role, trees=data.trees(role.id), **shared
            ),
        )
    for element in data.concepts():
        yield (
            file_of(element),
            filled("taxonomy/concept.html.j2", up="../", **shared, **_concept(data, element)),
        )


def _concept(data: SiteData, element: Element) -> dict[str, Any]:
    key = element.key
    labels = sorted(data.labels.get(key, ()), key=lambda label: (label.lang, label.role))
    relations = {
        "Parts of this total": list(data.relations(key, CALCULATION, down=True)),
        "Part of": list(data.relations(key, CALCULATION, down=False)),
        "Narrower": list(data.relations(key, ANCHOR, down=True)),
        "Wider": list(data.relations(key, ANCHOR, down=False)),
    }
    return {
        "element": element,
        "labels": [label for label in labels if label.role != "documentation"],
        "definitions": [label for label in labels if label.role == "documentation"],
        "languages": LANGUAGE_NAMES,
        "references": data.references.get(key, []),
        "relations": {title: _named(data, rows) for title, rows in relations.items() if rows},
        "networks": data.stands_in(key),
        "filings": data.uses.get(key, ()),
    }


def _named(data: SiteData, rows: list[Relation]) -> list[tuple[Relation, str]]:
    return [
        (row, data.roles[row.network].definition if row.network in data.roles else "")
        for row in rows
    ]


def _search_data(data: SiteData) -> str:
    """[name, English, Japanese, other words, page] of every concept; no text can end the script."""
    rows = [
        [
            element.name,
            data.title(element.key),
            data.label(element.key, "ja"),
            " ".join(label.text for label in data.labels.get(element.key, ()) if label.role),
            file_of(element),
        ]
        for element in data.concepts()
    ]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("],[", "],\n[")
    for unsafe in ("<", "\u2028", "\u2029"):
        text = text.replace(unsafe, f"\\u{ord(unsafe):04x}")
    return f"var CONCEPTS = {text};\n"
