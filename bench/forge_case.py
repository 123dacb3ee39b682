"""The synthetic filing as the JSON input of xbrl-forge: the same concepts, trees, labels and
numbers. Prepared outside the timed run."""

import json
import sys
from pathlib import Path
from typing import Any

from synthetic import TREE, Column, Sheet, name, printed, sheets, values

IXT = {
    "name": "num-dot-decimal",
    "namespace": "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16",
}
MONETARY = {"name": "monetaryItemType", "namespace": "http://www.xbrl.org/2003/instance"}
CURRENCY = {"numerator": {"name": "USD", "namespace": "http://www.xbrl.org/2003/iso4217"}}
SUMMATION = "http://www.xbrl.org/2003/arcrole/summation-item"
PARENT_CHILD = "http://www.xbrl.org/2003/arcrole/parent-child"


def case(shape: str, facts: int, *, inline: bool) -> dict[str, Any]:
    """Taxonomy and one report, inline or not."""
    found = sheets(shape, facts)
    report = {
        "name": "report",
        "lang": "en",
        "xhtml": inline,
        "priority": 0,
        "namespaces": {"http://www.xbrl.org/2003/iso4217": "iso4217", IXT["namespace"]: "ixt"},
        "content": [_table(sheet) for sheet in found],
    }
    return {"taxonomy": _taxonomy(found), "reports": [report]}


def _taxonomy(found: list[Sheet]) -> dict[str, Any]:
    return {
        "priority": 0,
        "prefix": "syn",
        "metadata": {
            "name": "synthetic",
            "description": "synthetic",
            "publisher": "syn",
            "publisher_url": "example.org/syn",
            "publication_date": "2024-12-31",
            "publisher_country": "US",
            "entrypoints": [
                {"name": "all", "description": "all", "documents": [], "language": "en"}
            ],
        },
        "namespaces": {},
        "schema_imports": {},
        "elements": [_element(sheet, item) for sheet in found for _, item, _, _ in TREE],
        "linkbase_imports": {},
        "arc_roles_import": {},
        "roles": [_role(sheet) for sheet in found],
        "labels": {"en": [_label(sheet, item) for sheet in found for _, item, _, _ in TREE]},
    }


def _element(sheet: Sheet, item: int) -> dict[str, Any]:
    period = "instant" if sheet.instant else "duration"
    return {
        "name": name(sheet, item),
        "period_type": period,
        "abstract": False,
        "nillable": True,
        "type": MONETARY,
    }


def _label(sheet: Sheet, item: int) -> dict[str, Any]:
    text = f"Statement {sheet.number} item {item}"
    return {
        "element_id": _id(sheet, item),
        "labels": [{"label_role": "http://www.xbrl.org/2003/role/label", "label": text}],
    }


def _id(sheet: Sheet, item: int) -> str:
    return f"syn_{name(sheet, item)}"


def _role(sheet: Sheet) -> dict[str, Any]:
    children: dict[int | None, list[tuple[int, int]]] = {}
    for _, item, above, weight in TREE:
        children.setdefault(above, []).append((item, weight))

    def presented(item: int, order: int) -> dict[str, Any]:
        below = [
            presented(child, place) for place, (child, _) in enumerate(children.get(item, ()), 1)
        ]
        return {
            "element_id": _id(sheet, item),
            "order": order,
            "arc_role": PARENT_CHILD,
            "children": below,
        }

    def added(item: int, weight: int) -> dict[str, Any]:
        below = [added(*child) for child in children.get(item, ())]
        return {
            "element_id": _id(sheet, item),
            "weight": weight,
            "arc_role": SUMMATION,
            "children": below,
        }

    return {
        "role_name": f"Statement {sheet.number}",
        "role_id": sheet.id,
        "presentation_linkbase": [presented(0, 1)],
        "definition_linkbase": [],
        "calculation_linkbase": [added(0, 1)],
    }


def _table(sheet: Sheet) -> dict[str, Any]:
    columns = [values(sheet, place) for place in range(len(sheet.columns))]
    rows = []
    for (_, item, _, _), cells in zip(TREE, zip(*columns, strict=True), strict=True):
        told = [_cell(f"Statement {sheet.number} item {item}", [])]
        told += [
            _cell(printed(value), [_tag(sheet, item, column, value)])
            for column, value in zip(sheet.columns, cells, strict=True)
        ]
        rows.append({"cells": told})
    return {"type": "TABLE", "tags": [], "rows": rows}


def _cell(text: str, tags: list[dict[str, Any]]) -> dict[str, Any]:
    return {"content": [{"type": "PARAGRAPH", "content": text, "tags": tags}]}


def _tag(sheet: Sheet, item: int, column: Column, value: int) -> dict[str, Any]:
    start, _, end = column.period.rpartition("/")
    member = {
        "axis": {"name": "PartAxis"},
        "member": {"name": f"{column.member}Member"},
        "typed_member_value": None,
    }
    return {
        "name": name(sheet, item),
        "attributes": {
            "format": IXT,
            "decimals": -3,
            "scale": 3,
            "unit": CURRENCY,
            "sign": value < 0,
        },
        "entity": "0000000001",
        "entity_scheme": "http://www.sec.gov/CIK",
        "end_date": end,
        "start_date": start or None,
        "dimensions": [member] if column.member else [],
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(
        json.dumps(case(sys.argv[2], int(sys.argv[3]), inline=sys.argv[4] == "inline")),
        encoding="utf-8",
    )
