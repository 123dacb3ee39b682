"""Pictures of the page: an embedded SVG, and its numbers beside it, each leading to its cell.

XHTML with inline XBRL takes no svg element (Arelle: SCHEMAV_ELEMENT_CONTENT), so the picture stands
in an img.
"""

import base64
from collections.abc import Iterable, Iterator
from decimal import Decimal

from markupsafe import Markup
from msgspec import Struct

from crossfoot.model.instance import CellView, ChartData, Line
from crossfoot.model.xml_text import attribute, text
from crossfoot.render.inline_heads_ja import japanese_head
from crossfoot.render.inline_labels import ABSTRACT_JA
from crossfoot.render.inline_strings import Words
from crossfoot.system.chart_svg import COLOURS, HEIGHT, WIDTH, drawing


class FigureRow(Struct, frozen=True, kw_only=True):
    """One series: the colour of its mark, its label, its cells."""

    colour: str
    label: str
    cells: Markup


class Figure(Struct, frozen=True, kw_only=True):
    """One picture of the page."""

    id: str
    title: str
    measure: str
    statement: str
    source: Markup
    alt: str
    width: int
    height: int
    columns: list[str]
    rows: list[FigureRow]


def figures(pictures: Iterable[ChartData], words: Words) -> Iterator[Figure]:
    """The pictures in their order, in the page's language."""
    return (_figure(picture, words) for picture in pictures)


def _figure(picture: ChartData, words: Words) -> Figure:
    said = japanese_head if words.lang == "ja" else str
    columns = [said(heading[0]) if heading else "" for heading in picture.headings]
    title = picture.title_ja if words.lang == "ja" and picture.title_ja else picture.title
    labels = [_label(series.line, words.lang) for series in picture.series]
    description = "; ".join(
        f"{label}: {_told(columns, series.cells)}"
        for label, series in zip(labels, picture.series, strict=True)
    )
    values = [[_value(cell) for cell in series.cells] for series in picture.series]
    svg = drawing(picture.kind, title, text(description), columns, values)
    return Figure(
        id=picture.id,
        title=title,
        measure="".join(map(said, picture.headings[0][1:][-1:])),
        statement=picture.statement,
        source=Markup("data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()),
        alt=f"{title}. {description}",
        width=WIDTH,
        height=HEIGHT,
        columns=columns,
        rows=[
            FigureRow(
                colour=COLOURS[number], label=label, cells=Markup("".join(map(_cell, series.cells)))
            )
            for number, (label, series) in enumerate(zip(labels, picture.series, strict=True))
        ],
    )


def _told(columns: Iterable[str], cells: Iterable[CellView]) -> str:
    """The numbers of a series in words."""
    return ", ".join(
        f"{column} {cell.text or 0}" for column, cell in zip(columns, cells, strict=True)
    )


def _label(line: Line, lang: str) -> str:
    if lang != "en" and line.concept is not None:
        return line.concept.label(line.role, lang).removesuffix(ABSTRACT_JA)
    return "".join(part.text for part in line.label).strip()


def _value(cell: CellView) -> Decimal | None:
    """The number as printed, without its power of ten."""
    return (
        None
        if cell.amount is None or cell.amount.unreadable
        else cell.amount.value.scaleb(-cell.amount.scale)
    )


def _cell(cell: CellView) -> str:
    if not cell.facts:
        return f"<td>{text(cell.text)}</td>"
    return f'<td><a href="{attribute("#" + cell.facts[0].id)}">{text(cell.text)}</a></td>'
