"""Two ways to take a text block out of a page, written apart from each other, give the same
markup."""

import json

from crossfoot.system.xml_parser import declared, parse_xml
from crossfoot.xbrl.names import prefixes_of
from crossfoot.xbrl.readers.inline import InlineSet, read_inline
from real_filing import Built


def test_the_reader_without_arelle_reads_text_blocks_as_the_json_tells_them(built: Built) -> None:
    page = built.page.read_bytes()
    rows = read_inline(
        InlineSet(roots=(("page", parse_xml(page)),), prefixes=prefixes_of(declared(page)))
    )
    told = json.loads(built.page.with_suffix(".json").read_text(encoding="utf-8"))["facts"]
    found = {row.fact_id: row.value for row in rows if row.concept.endswith("TextBlock")}
    # segments, revenues by service, per share (two tables), the fourth quarter (five), shares by
    # class
    assert sorted(name.partition(".")[0] for name in found if name) == [
        "eps",
        "opsumq4",
        "rev",
        "seg",
        "xshares",
    ]
    assert found == {name: told[name or ""]["value"] for name in found}
