"""A line over time as PNG: matplotlib, which brings its own fonts, so that the bytes are the same
on every machine with its version.

Numbers become binary floats here, as places on the picture and nowhere else.
"""

import io
from collections.abc import Sequence
from decimal import Decimal

from crossfoot.errors import SetupError
from crossfoot.system.chart_svg import COLOURS

_SIZE, _DPI = (8.0, 4.0), 120


def line_png(
    title: str,
    names: Sequence[str],
    columns: Sequence[tuple[int, str]],
    values: Sequence[Sequence[Decimal | None]],
) -> bytes:
    """The picture; one row of `values` a name, one value a column, which stands at its day."""
    try:
        from matplotlib import rc_context, rcParamsDefault
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as missing:
        raise SetupError(
            "matplotlib is not installed", "pip install 'crossfoot[plot]', or write an SVG"
        ) from missing
    out = io.BytesIO()
    with rc_context(dict(rcParamsDefault)):  # not the settings of the user
        figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        for name, row, colour in zip(names, values, COLOURS, strict=False):
            points = [
                (day, float(value))
                for (day, _), value in zip(columns, row, strict=True)
                if value is not None
            ]
            axes.plot(
                [x for x, _ in points],
                [y for _, y in points],
                color=colour,
                marker="o",
                linewidth=2,
                label=name,
            )
        axes.set_xticks([day for day, _ in columns], [name for _, name in columns])
        axes.set_title(title, loc="left", fontsize=10)
        axes.axhline(0, color="#1a1a1a", linewidth=0.8)
        axes.grid(axis="y", color="#d9d9d9")
        axes.yaxis.set_major_formatter("{x:,.10g}")
        if len(names) > 1:
            figure.legend(loc="outside lower left", fontsize=8, frameon=False)
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
