"""Lower bounds: the same facts as inline XBRL, instance and linkbases from numbers at hand; no
input, no check, no package.

`strings` writes them with f-strings, `xmlfile` with lxml's streaming writer, `libxml2` reads again
what a folder holds.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from synthetic import TREE, Sheet, name, sheets, values

IX = "http://www.xbrl.org/2013/inlineXBRL"
LINK = "http://www.xbrl.org/2003/linkbase"
XHTML = "http://www.w3.org/1999/xhtml"
XLINK = "{http://www.w3.org/1999/xlink}"
Facts = Iterator[tuple[str, str, int]]


def facts_of(sheet: Sheet) -> Facts:
    """Concept, context and value."""
    columns = [(column.name, values(sheet, place)) for place, column in enumerate(sheet.columns)]
    for row, (_, item, _, _) in enumerate(TREE):
        concept = name(sheet, item)
        for column, cells in columns:
            yield concept, column, cells[row]


def strings(folder: Path, found: list[Sheet]) -> None:
    with (folder / "page.htm").open("w") as out:
        out.write(f'<html xmlns="{XHTML}" xmlns:ix="{IX}"><body>\n')
        for sheet in found:
            out.writelines(
                f'<p><ix:nonFraction id="{sheet.id}.{concept}.{context}" name="syn:{concept}" contextRef="{context}" unitRef="USD" '
                f'decimals="-3" scale="3" format="ixt:num-dot-decimal">{value:,}</ix:nonFraction></p>\n'
                for concept, context, value in facts_of(sheet)
            )
        out.write("</body></html>")
    with (folder / "report.xbrl").open("w") as out:
        out.write(
            '<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:syn="http://example.org/syn">\n'
        )
        for sheet in found:
            out.writelines(
                f'<syn:{concept} id="{sheet.id}.{concept}.{context}" contextRef="{context}" unitRef="USD" '
                f'decimals="-3">{value}000</syn:{concept}>\n'
                for concept, context, value in facts_of(sheet)
            )
        out.write("</xbrl>")
    for kind in ("presentation", "calculation", "label"):
        with (folder / f"{kind}.xml").open("w") as out:
            out.write(f'<linkbase xmlns="{LINK}" xmlns:xlink="http://www.w3.org/1999/xlink">\n')
            for sheet in found:
                out.writelines(
                    f'<{kind}Arc xlink:type="arc" xlink:from="{a}" xlink:to="{b}" order="1"/>\n'
                    for a, b in _arcs(sheet)
                )
            out.write("</linkbase>")


def _arcs(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for _, item, above, _ in TREE:
        yield name(sheet, above or 0), name(sheet, item)


def xmlfile(folder: Path, found: list[Sheet]) -> None:
    from lxml import etree

    with (
        etree.xmlfile(str(folder / "page.htm")) as out,
        out.element("html", nsmap={None: XHTML, "ix": IX}),
    ):
        for sheet in found:
            for concept, context, value in facts_of(sheet):
                held = {
                    "id": f"{sheet.id}.{concept}.{context}",
                    "name": f"syn:{concept}",
                    "contextRef": context,
                    "unitRef": "USD",
                }
                with (
                    out.element("p"),
                    out.element(
                        f"{{{IX}}}nonFraction",
                        decimals="-3",
                        scale="3",
                        format="ixt:num-dot-decimal",
                        **held,
                    ),
                ):
                    out.write(f"{value:,}")
    with (
        etree.xmlfile(str(folder / "report.xbrl")) as out,
        out.element("xbrl", nsmap={"syn": "http://example.org/syn"}),
    ):
        for sheet in found:
            for concept, context, value in facts_of(sheet):
                held = {
                    "id": f"{sheet.id}.{concept}.{context}",
                    "contextRef": context,
                    "unitRef": "USD",
                    "decimals": "-3",
                }
                with out.element(f"{{http://example.org/syn}}{concept}", **held):
                    out.write(f"{value}000")
    for kind in ("presentation", "calculation", "label"):
        with (
            etree.xmlfile(str(folder / f"{kind}.xml")) as out,
            out.element("linkbase", nsmap={None: LINK}),
        ):
            for sheet in found:
                for a, b in _arcs(sheet):
                    with out.element(
                        f"{kind}Arc", {f"{XLINK}from": a, f"{XLINK}to": b, "order": "1"}
                    ):
                        pass


def libxml2(folder: Path, _: list[Sheet]) -> None:
    from lxml import etree

    for path in sorted(folder.iterdir()):
        if path.suffix in (".htm", ".xbrl", ".xml", ".xsd"):
            etree.parse(str(path), etree.XMLParser(huge_tree=True))


if __name__ == "__main__":
    work: Callable[[Path, list[Sheet]], None] = {
        "strings": strings,
        "xmlfile": xmlfile,
        "libxml2": libxml2,
    }[sys.argv[1]]
    target = Path(sys.argv[2])
    target.mkdir(exist_ok=True)
    work(target, sheets(sys.argv[3], int(sys.argv[4])))
