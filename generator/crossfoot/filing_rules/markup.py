"""What EDGAR takes of XHTML, and texts of a preparer that look like markup.

The lists are those of the EDGAR Filer Manual, chapter 5.2.2 and 5.2.5 for inline documents, as
Arelle's EFM rules of release 24.2 hold them
(blocked elements and attributes of `ValidateFilingText`, images and characters of
`validate/EFM/config.xml`), beside the SEC's own page
"HTML Specifications for EDGAR" (no nested tables; GIF and JPEG only).
"""

import re
from collections.abc import Iterator

from crossfoot.filing_rules.rule import Checks, FilingContext, Problem
from crossfoot.model.source import SourceRef

BLOCKED = (
    "acronym", "area", "atob", "base", "bdo", "button", "cite", "col", "colgroup", "dd", "del", "embed", "fieldset", "form", "function",
    "input", "ins", "label", "legend", "map", "noscript", "object", "option", "param", "q", "script", "select", "textarea",
)  # fmt: skip
_ELEMENT = re.compile(f"<({'|'.join(BLOCKED)})[\\s/>]")
_ATTRIBUTES = {"a": "name", "html": "lang", "body": "link", "link": "re[lv]"}
_ATTRIBUTE = re.compile(
    "|".join(f"<{name}\\s[^<>]*?(?<=\\s){said}=" for name, said in _ATTRIBUTES.items())
)
_TABLE = re.compile(r"<(/?)table[\s>]")
_PICTURE = re.compile(r'<img\s[^<>]*?(?<=\s)src="(?!#)([^"]*)"')
_TAKEN = (".gif", ".jpg")
_HINT = "EDGAR suspends a filing that holds it"
_PASTED = re.compile(
    r"</?[A-Za-z][^<>]*>|<!--|<!\[|javascript:|\bon[a-z]{3,}\s*=\s*[\"']|&(?:[A-Za-z]{2,8}|#\d+|#x[0-9A-Fa-f]+);",
    re.IGNORECASE,
)


def refused_markup(markup: str) -> Iterator[str]:
    """Elements and attributes that EDGAR does not take, and tables inside tables, in words."""
    yield from (f"a <{name}>" for name in dict.fromkeys(_ELEMENT.findall(markup)))
    for found in _ATTRIBUTE.finditer(markup):
        yield f"the attribute {found[0].rstrip('=').rpartition(' ')[2]} of <{found[0][1:].split()[0]}>"
    deep = 0
    for found in _TABLE.finditer(markup):
        deep += -1 if found[1] else 1
        if deep > 1:
            yield "a table inside a table"
            return


def _page(report: FilingContext) -> Iterator[Problem]:
    for what in refused_markup(report.page):
        yield Problem(f"the page holds {what}", report.at_page, _HINT)
    for fact in report.unusual:
        if fact.concept.type == "textBlock":
            for what in refused_markup(str(fact.value)):
                yield Problem(
                    f"the text block {fact.concept.name} holds {what}", fact.source, _HINT
                )


def _style(report: FilingContext) -> Iterator[Problem]:
    if "<style" in report.page:
        yield Problem("the page has a style sheet", report.at_page, "style stands in attributes")
    for found in _PICTURE.finditer(report.page):
        if not found[1].lower().endswith(_TAKEN):
            what = found[1].partition(",")[0][:60]
            yield Problem(
                f"a picture is '{what}', not a GIF or JPEG beside the page",
                report.at_page,
                "--no-charts leaves them out",
            )


def _pasted(report: FilingContext) -> Iterator[Problem]:
    for text, source in _texts(report):
        found = _PASTED.search(text)
        if found:
            yield Problem(
                f"the text holds '{found[0][:40]}', which is printed as it stands",
                source,
                "take out what is no text",
            )


def _texts(report: FilingContext) -> Iterator[tuple[str, SourceRef]]:
    """Every text that a preparer writes and a reader sees."""
    filing = report.filing
    yield filing.title, filing.at
    for fact in report.instance.cover:
        yield str(fact.value), fact.source
    for note in filing.notes:
        yield note.text, filing.at
    for chart in filing.charts:
        yield from ((text, chart.source) for text in (chart.title, chart.title_ja))
    for table in filing.tables:
        yield table.title, table.defined
        for column in table.columns:
            yield from ((line, table.defined) for line in column.heading)
        if _PASTED.search("\n".join(row.label for row in table.rows)):
            yield from ((row.label, table.at(row, "label")) for row in table.rows)


CHECKS: Checks = {
    "page.html": _page,
    "page.style": _style,
    "text.pasted": _pasted,
}
