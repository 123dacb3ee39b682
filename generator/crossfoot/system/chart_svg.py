"""Bars, stacked bars and lines as SVG; whole numbers only, so that the picture is the same
everywhere."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

COLOURS = ("#1f4e79", "#d1772a", "#5b8c5a", "#8c6bb1", "#b0413e", "#6b6b6b", "#2a9d9c", "#c2a83e")
WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 92, 8, 14, 34
LEGEND = 20
DATED = (LEFT + 40, WIDTH - RIGHT - 40)
"""where the first and the last column stand that have a day"""
INK, GREY, RULE = "#1a1a1a", "#555555", "#d9d9d9"
FONT = "system-ui, 'Segoe UI', Arial, 'Hiragino Sans', 'Noto Sans CJK JP', sans-serif"
_STEPS = (1, 2, 5, 10)
_TICKS = 5
Values = Sequence[Sequence[Decimal | None]]
"""One row a series, one value a column."""


class Scale(Struct, frozen=True, kw_only=True):
    """From values to pixels: `low` and `high` are whole multiples of `step`."""

    low: Decimal
    high: Decimal
    step: Decimal

    def y(self, value: Decimal) -> int:
        share = (value - self.low) * (HEIGHT - TOP - BOTTOM) / (self.high - self.low)
        return HEIGHT - BOTTOM - int(share.to_integral_value())

    def ticks(self) -> Iterator[Decimal]:
        value = self.low
        while value <= self.high:
            yield value
            value += self.step


def drawing(
    kind: str,
    title: str,
    description: str,
    columns: Sequence[str],
    values: Values,
    legend: Sequence[str] = (),
    days: Sequence[int] = (),
) -> str:
    """The SVG of a chart; `description` says it in words, the `legend` names the series below it,
    one a line.

    Columns stand at equal distances, or of a line where their `days` (rising numbers) are.
    """
    import drawsvg

    picture = drawsvg.Drawing(WIDTH, HEIGHT + len(legend) * LEGEND, font_family=FONT)
    picture.append_title(title)
    picture.append(drawsvg.Raw(f"<desc>{description}</desc>"))
    scale = scale_of(kind, values)
    picture.extend(_axis(drawsvg, scale))
    centres = _centres(len(columns), days)
    picture.extend(_columns(drawsvg, columns, centres))
    if kind == "line":
        picture.extend(_lines(drawsvg, scale, values, centres))
    else:
        picture.extend(
            {"bar": _bars, "stacked": _stacks}[kind](drawsvg, scale, values, len(columns))
        )
    picture.append(
        drawsvg.Line(LEFT, scale.y(Decimal(0)), WIDTH - RIGHT, scale.y(Decimal(0)), stroke=INK)
    )
    picture.extend(_legend(drawsvg, legend))
    return str(picture.as_svg())


def _legend(svg: Any, names: Sequence[str]) -> Iterator[Any]:
    for number, name in enumerate(names):
        top = HEIGHT + number * LEGEND
        yield svg.Rectangle(LEFT, top + 2, 12, 12, fill=COLOURS[number])
        yield svg.Text(name, 13, LEFT + 20, top + 13, fill=INK)


def scale_of(kind: str, values: Values) -> Scale:
    """A scale with zero in it and about five steps of 1, 2 or 5 times a power of ten."""
    if kind == "stacked":
        by_column = list(zip(*values, strict=True))
        ends = [
            sum((v for v in column if v and (v > 0) == up), Decimal(0))
            for column in by_column
            for up in (True, False)
        ]
    else:
        ends = [value for row in values for value in row if value is not None]
    low, high = min([*ends, Decimal(0)]), max([*ends, Decimal(0)])
    rough = (high - low) / _TICKS or Decimal(1)
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * step for step in _STEPS if power * step >= rough)
    return Scale(
        low=(low / step).to_integral_value("ROUND_FLOOR") * step,
        high=(high / step).to_integral_value("ROUND_CEILING") * step or step,
        step=step,
    )


def _axis(svg: Any, scale: Scale) -> Iterator[Any]:
    for value in scale.ticks():
        y = scale.y(value)
        yield svg.Line(LEFT, y, WIDTH - RIGHT, y, stroke=RULE)
        yield svg.Text(f"{value:,f}", 12, LEFT - 8, y + 4, text_anchor="end", fill=GREY)


def _columns(svg: Any, columns: Sequence[str], centres: Sequence[int]) -> Iterator[Any]:
    for name, centre in zip(columns, centres, strict=True):
        yield svg.Text(name, 13, centre, HEIGHT - BOTTOM + 22, text_anchor="middle", fill=INK)


def _slot(number: int, count: int) -> tuple[int, int]:
    """Left edge and width of a column's place."""
    width = (WIDTH - LEFT - RIGHT) // count
    return LEFT + number * width, width


def _centres(count: int, days: Sequence[int] = ()) -> list[int]:
    """The middle of each column: equally far apart, or, with the same first and last, as far as
    their days are."""
    equal = [left + width // 2 for left, width in (_slot(number, count) for number in range(count))]
    if len(days) < 2:
        return equal
    first, last = DATED
    return [first + (last - first) * (day - days[0]) // (days[-1] - days[0]) for day in days]


def _bar(svg: Any, x: int, width: int, ends: tuple[int, int], colour: str) -> Any:
    return svg.Rectangle(x, min(ends), width, max(abs(ends[0] - ends[1]), 1), fill=colour)


def _bars(svg: Any, scale: Scale, values: Values, count: int) -> Iterator[Any]:
    for column in range(count):
        left, width = _slot(column, count)
        bar = min(width * 4 // 5 // len(values), 64)
        start = left + (width - bar * len(values)) // 2
        for number, row in enumerate(values):
            if (value := row[column]) is not None:
                ends = (scale.y(value), scale.y(Decimal(0)))
                yield _bar(svg, start + number * bar, bar - 3, ends, COLOURS[number])


def _stacks(svg: Any, scale: Scale, values: Values, count: int) -> Iterator[Any]:
    for column in range(count):
        left, width = _slot(column, count)
        bar = min(width * 3 // 5, 96)
        base = {True: Decimal(0), False: Decimal(0)}
        for number, row in enumerate(values):
            if value := row[column]:
                start = base[value > 0]
                base[value > 0] = start + value
                yield _bar(
                    svg,
                    left + (width - bar) // 2,
                    bar,
                    (scale.y(start + value), scale.y(start)),
                    COLOURS[number],
                )


def _lines(svg: Any, scale: Scale, values: Values, centres: Sequence[int]) -> Iterator[Any]:
    for number, row in enumerate(values):
        points = [
            (x, scale.y(value)) for x, value in zip(centres, row, strict=True) if value is not None
        ]
        if points:
            yield svg.Lines(
                *(part for point in points for part in point),
                fill="none",
                stroke=COLOURS[number],
                stroke_width=2,
            )
        for x, y in points:
            yield svg.Circle(x, y, 4, fill=COLOURS[number])
