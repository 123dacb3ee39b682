"""What a segment or scenario holds beside dimensions is part of what a number is of (XBRL 2.1,
4.10): in no question do two facts that differ in it meet."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from crossfoot.workflows import store_api
from own_output import take

_CONTEXT = (
    '<xbrli:context id="{id}"><xbrli:entity><xbrli:identifier scheme="http://example.com/id">7'
    "</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2023-12-31</xbrli:instant>"
    "</xbrli:period>{scenario}</xbrli:context>"
)
_INSTANCE = (
    '<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:t="http://example.com/t" '
    'xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"><link:schemaRef xlink:type="simple" '
    'xlink:href="t.xsd"/>{contexts}<xbrli:unit id="u"><xbrli:measure>'
    "iso4217:JPY</xbrli:measure></xbrli:unit>"
    '<t:Assets contextRef="group" unitRef="u" decimals="0">{group}</t:Assets>'
    '<t:Assets contextRef="alone" unitRef="u" decimals="0">{alone}</t:Assets></xbrli:xbrl>'
)
_SCENARIO = "<xbrli:scenario><t:NonConsolidated/></xbrli:scenario>"
ALONE = '{"scenario":"<t:NonConsolidated/>"}'


def answers(store: Path | str, folder: Path) -> dict[str, Any]:
    """The answer to each question, of two filings: the first for the group 900 and the parent alone
    500, the second 900 and 510."""
    contexts = _CONTEXT.format(id="group", scenario="") + _CONTEXT.format(
        id="alone", scenario=_SCENARIO
    )
    for number, alone in ((1, "500"), (2, "510")):
        report = folder / f"{number}.xbrl"
        report.write_text(_INSTANCE.format(contexts=contexts, group="900", alone=alone))
        take(store, report, when=datetime(2024, 3, number), without_taxonomy=True)
    columns = ("dimensions", "value_text")

    def chosen(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return sorted(tuple(row[name] for name in columns) for row in rows)

    with store_api.connect(store) as facts:
        first, second = date(2024, 3, 1), date(2024, 3, 2)
        return {
            "list": chosen(facts.facts("7", "Assets")),
            "history": chosen(facts.history("7", "Assets")),
            "as of": chosen(facts.as_of(first, "7", "Assets")),
            "group": chosen(facts.as_of(second, "7", "Assets", dimensions="")),
            "changed": [
                (row["dimensions"], row[f"on {first}"], row[f"on {second}"])
                for row in facts.known_otherwise(first, second, "7", "Assets")
            ],
            "restated": [
                (one.series[5], one.before.value_text, one.after.value_text)
                for one in facts.restatements("7", "Assets")
            ],
            "compared": [(row["dimensions"], row["7"]) for row in facts.compare("Assets", ["7"])],
        }


EXPECTED = {
    "list": [("", "900"), ("", "900"), (ALONE, "500"), (ALONE, "510")],
    "history": [("", "900"), ("", "900"), (ALONE, "500"), (ALONE, "510")],
    "as of": [("", "900"), (ALONE, "500")],
    "group": [("", "900")],
    "changed": [(ALONE, "500", "510")],
    "restated": [(ALONE, "500", "510")],
    "compared": [("", "900"), (ALONE, "510")],
}


def test_facts_of_different_scenarios_stay_apart_in_every_answer(tmp_path: Path) -> None:
    assert answers(tmp_path / "f.duckdb", tmp_path) == EXPECTED
