"""The measurements as Markdown tables, and as a graph of time and memory against the number of
facts."""

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from processes import Run

OURS = "crossfoot build (every file, no Arelle)"
BEGIN, END = "<!-- bench/measure.py writes from here -->", "<!-- to here -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The median run of one work on one case."""

    shape: str
    facts: int
    work: str
    run: Run


def machine(day: str) -> str:
    """What it ran on, and how busy that was."""
    load = os.getloadavg()[1]
    memory = (
        int(re.findall(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(encoding="ascii"))[0])
        // 2**20
    )
    return f"{day}, Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {memory} GB, load {load:.1f}"


def written(cells: list[Cell], head: str) -> str:
    """A table for each shape, and one of our stages."""
    return "\n".join([f"Measured {head}.", "", *_shapes(cells), *_stages(cells)])


def _shapes(cells: list[Cell]) -> Iterator[str]:
    for shape in dict.fromkeys(cell.shape for cell in cells):
        own = [cell for cell in cells if cell.shape == shape]
        sizes = sorted({cell.facts for cell in own})
        yield f"### {shape}: CPU seconds, peak memory, growth from the size before, and times ours"
        yield ""
        yield "| work | " + " | ".join(f"{size:,} facts" for size in sizes) + " |"
        yield "| --- |" + " ---: |" * len(sizes)
        for work in dict.fromkeys(cell.work for cell in own):
            yield (
                f"| {work} | " + " | ".join(_cell(own, work, size, sizes) for size in sizes) + " |"
            )
        yield ""


def _cell(own: list[Cell], work: str, size: int, sizes: list[int]) -> str:
    runs = {(cell.work, cell.facts): cell.run for cell in own}
    here = runs.get((work, size))
    if here is None:
        return ""
    text = f"{here.cpu:.2f} s, {here.mb:.0f} MB"
    before = runs.get((work, sizes[max(sizes.index(size) - 1, 0)]))
    if before is not None and before is not here and before.cpu:
        text += f", grows {here.cpu / before.cpu:.1f}x"
    ours = runs.get((OURS, size))
    if ours is not None and work != OURS:
        text += f", {here.cpu / ours.cpu:.2f} of ours"
    return text


def _stages(cells: list[Cell]) -> Iterator[str]:
    ours = [cell for cell in cells if cell.work == OURS]
    names = list(dict.fromkeys(name for cell in ours for name in cell.run.stages))
    yield "### Our stages: wall seconds inside the build"
    yield ""
    yield "| stage | " + " | ".join(f"{cell.shape} {cell.facts:,}" for cell in ours) + " |"
    yield "| --- |" + " ---: |" * len(ours)
    for name in names:
        yield (
            f"| {name} | "
            + " | ".join(f"{cell.run.stages.get(name, 0):.2f}" for cell in ours)
            + " |"
        )


def write_docs(folder: Path, cells: list[Cell], head: str) -> None:
    """The measured part of speed.md, between its two marks, and speed.svg."""
    page = folder / "speed.md"
    text = page.read_text(encoding="utf-8")
    above, below = text.partition(BEGIN)[0], text.partition(END)[2]
    page.write_text(f"{above}{BEGIN}\n\n{written(cells, head)}\n\n{END}{below}", encoding="utf-8")
    draw(folder / "speed.svg", cells)


def draw(path: Path, cells: list[Cell]) -> None:
    """Two panels, both axes logarithmic; the same numbers give the same bytes."""
    import matplotlib  # type: ignore[import-not-found]

    matplotlib.use("svg")
    matplotlib.rcParams.update(
        {"svg.hashsalt": "crossfoot", "svg.fonttype": "none", "font.size": 9}
    )
    from matplotlib import pyplot  # type: ignore[import-not-found]

    figure, panels = pyplot.subplots(1, 2, figsize=(10, 4.5), layout="constrained")
    for panel, unit, number in zip(
        panels, ("CPU seconds", "peak memory, MB"), ("cpu", "mb"), strict=True
    ):
        for work in dict.fromkeys(cell.work for cell in cells):
            for shape, line in (("deep", "-"), ("wide", ":")):
                own = [cell for cell in cells if (cell.work, cell.shape) == (work, shape)]
                if len(own) > 1 and (shape == "deep" or work == OURS):
                    style = (
                        {"linewidth": 2.5, "color": "black"} if work == OURS else {"linewidth": 1}
                    )
                    label = f"{work}{', wide' if shape == 'wide' else ''}"
                    panel.plot(
                        [c.facts for c in own],
                        [getattr(c.run, number) for c in own],
                        line,
                        marker=".",
                        label=label,
                        **style,
                    )
        panel.set(xscale="log", yscale="log", xlabel="facts", ylabel=unit)
        panel.grid(alpha=0.3)
    figure.legend(
        *panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=2, frameon=False
    )
    figure.savefig(path, metadata={"Date": None})
