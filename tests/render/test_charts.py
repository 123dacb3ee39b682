"""Pictures: what they show is what the table prints, and what can't be shown is a finding."""

import base64
import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from crossfoot.system.chart_svg import BOTTOM, HEIGHT, TOP, drawing, scale_of
from harbor_case import Harbor

CHART = """charts:
  - id: assets
    title: "Assets"
    kind: {kind}
    table: bs
    rows: [{rows}]
    columns: ["2023-12-31", "2024-12-31"]
"""
D = Decimal


def add(harbor: Harbor, kind: str = "bar", rows: str = "Assets") -> None:
    path = harbor.filing / "filing.yaml"
    path.write_text(path.read_text() + CHART.format(kind=kind, rows=rows))


def page(harbor: Harbor) -> str:
    return (harbor.output / "hbr-20241231.htm").read_text(encoding="utf-8")


def shapes(svg: str, name: str) -> list[ET.Element]:
    return [
        element
        for element in ET.fromstring(svg.encode()).iter()
        if element.tag.endswith("}" + name)
    ]


def test_a_bar_is_as_high_as_its_number() -> None:
    # 0 to 100 over 252 pixels (300 less 14 above and 34 below): 100 is 252 high, 25 is 63
    svg = drawing("bar", "T", "told", ["A", "B"], [[D(100), D(25)]])
    assert HEIGHT - TOP - BOTTOM == 252
    assert [(bar.get("y"), bar.get("height")) for bar in shapes(svg, "rect")] == [
        ("14", "252"),
        ("203", "63"),
    ]


def test_stacked_bars_stand_on_one_another_and_negative_ones_hang() -> None:
    # 60 and 40 upwards, 50 downwards: -50 to 100, 1.68 pixels a unit; zero at 182
    svg = drawing("stacked", "T", "told", ["A"], [[D(60)], [D(40)], [D(-50)]])
    assert [(bar.get("y"), bar.get("height")) for bar in shapes(svg, "rect")] == [
        ("81", "101"),
        ("14", "67"),
        ("182", "84"),
    ]


@pytest.mark.parametrize(
    ("values", "low", "high", "step"),
    [
        (
            [D(69731), D(68006)],
            0,
            80000,
            20000,
        ),  # a fifth of 69,731 is 13,946: the next step is 20,000
        ([D(-7), D(3)], -8, 4, 2),
        ([D(0)], 0, 1, 1),
        ([D("0.033")], 0, D("0.04"), D("0.01")),
    ],
)
def test_the_scale_has_zero_in_it_and_round_steps(
    values: list[Decimal], low: Decimal, high: Decimal, step: Decimal
) -> None:
    scale = scale_of("bar", [values])
    assert (scale.low, scale.high, scale.step) == (low, high, step)


def test_the_picture_has_a_title_a_description_and_its_numbers_beside_it(harbor: Harbor) -> None:
    add(harbor)
    assert harbor.build().code == 0
    text = page(harbor)
    svg = base64.b64decode(re.findall(r'base64,([^"]+)"', text)[0]).decode()
    assert [element.text for element in shapes(svg, "title")] == ["Assets"]
    assert shapes(svg, "desc")[0].text == re.findall(r' alt="Assets\. ([^"]+)"', text)[0]
    row = re.findall(r'<tr><th scope="row"><span class="mark-of".*?</tr>', text)[0]
    assert re.findall(r'href="#(bs\.Assets\.[^"]+)"', row) == [
        "bs.Assets.2023-12-31.USD",
        "bs.Assets.2024-12-31.USD",
    ]


def test_no_charts_leaves_them_out_and_says_so(harbor: Harbor) -> None:
    add(harbor)
    assert harbor.build("--no-charts").code == 0
    assert "<img" not in page(harbor)
    assert "charts" in (harbor.output / "findings.html").read_text().partition("Switched off:")[2]


@pytest.mark.parametrize(
    ("kind", "rows", "text"),
    [
        ("pie", "Assets", "'pie' is not a kind of chart [read.chart]"),
        ("bar", "Asets", "the table 'bs' has no row 'Asets' [build.chart]"),
        ("bar", "", "the chart 'assets' has too few or too many rows or columns [read.chart]"),
    ],
)
def test_a_chart_that_can_not_be_drawn_is_a_finding(
    harbor: Harbor, kind: str, rows: str, text: str
) -> None:
    add(harbor, kind, rows)
    assert [one for one in harbor.refused().texts if one.endswith(text)]
