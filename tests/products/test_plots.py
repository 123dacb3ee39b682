"""Pictures of a line over time: the SVG names its lines, the PNG is the same bytes each time, and
both are told apart by ending."""

import struct
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from crossfoot.cli.main import main
from crossfoot.errors import UsageError
from crossfoot.products.line_chart import _headings
from crossfoot.system.chart_svg import drawing
from crossfoot.workflows import store_api
from small_store import small_store

SVG = "{http://www.w3.org/2000/svg}"
PNG = b"\x89PNG\r\n\x1a\n"
PLOT = ("facts", "plot", "tst")


def test_the_lines_of_an_svg_are_named_below_it_with_the_unit(tmp_path: Path) -> None:
    with store_api.connect(small_store(tmp_path)) as facts:
        root = ElementTree.fromstring(facts.plot("tst", "Profit", quarters=4))
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert texts[-2:] == ["Profit", "Profit StatementBusinessSegments=Shop (USD billion)"]
    assert root.get("height") == "340", "300 and two lines of 20"


def test_a_png_by_ending_or_by_format_has_the_same_bytes_whatever_the_users_settings(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="pip install 'crossfoot[plot]'")
    store = small_store(tmp_path)
    file = tmp_path / "cash.PNG"
    assert main([*PLOT, "Cash", "--store", store, "--output", str(file)]) == 0
    data = file.read_bytes()
    assert data.startswith(PNG)
    assert struct.unpack(">2I", data[16:24]) == (960, 480)
    assert b"tEXt" not in data, "no program, no time"
    capsysbinary.readouterr()
    with matplotlib.rc_context({"font.size": 40, "lines.linewidth": 9, "axes.facecolor": "red"}):
        assert main([*PLOT, "Cash", "--store", store, "--format", "png"]) == 0
    assert capsysbinary.readouterr().out == data


def test_several_lines_are_another_picture_than_one(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="pip install 'crossfoot[plot]'")
    with store_api.connect(small_store(tmp_path)) as facts:
        both, one = (
            facts.plot_png("tst", "Profit", quarters=4),
            facts.plot_png("tst", "Profit", quarters=4, dimensions=""),
        )
    assert both.startswith(PNG)
    assert both != one


def test_without_matplotlib_the_line_that_installs_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    file = tmp_path / "cash.png"
    assert main([*PLOT, "Cash", "--store", small_store(tmp_path), "--output", str(file)]) == 3
    assert (
        capsys.readouterr().err
        == "crossfoot: matplotlib is not installed\n  pip install 'crossfoot[plot]', or write an SVG\n"
    )
    assert not file.exists()
    assert (
        main(
            [
                *PLOT,
                "Cash",
                "--store",
                str(tmp_path / "facts.duckdb"),
                "--output",
                str(tmp_path / "cash.svg"),
            ]
        )
        == 0
    )


def test_what_can_not_be_drawn_says_what_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = small_store(tmp_path)
    with store_api.connect(store) as facts, pytest.raises(UsageError) as wrong:
        facts.plot("tst", "Profit", quarters=3)
    assert wrong.value.hint == "there are periods of 2, 4 quarters (0: instants)"
    assert main([*PLOT, "Profits", "--store", store]) == 2
    assert "did you mean us-gaap:Profit? " in capsys.readouterr().err


def test_points_stand_where_their_dates_are(tmp_path: Path) -> None:
    """From the first (x 132) to the last (x 592) day: 2009-12-31 lies 365 of 1,461 days after
    2008-12-31, so at 132 + 460 * 365 // 1461."""
    ends = [date(2008, 12, 31), date(2009, 12, 31), date(2012, 12, 31)]
    days = [end.toordinal() for end in ends]
    picture = drawing(
        "line",
        "Cash",
        "told",
        ("2008", "2009", "2012"),
        [[Decimal(1), Decimal(2), Decimal(3)]],
        ("Cash",),
        days,
    )
    root = ElementTree.fromstring(picture)
    assert [circle.get("cx") for circle in root.iter(f"{SVG}circle")] == ["132", "246", "592"]
    headings = [
        element for element in root.iter(f"{SVG}text") if element.text in ("2008", "2009", "2012")
    ]
    assert [heading.get("x") for heading in headings] == ["132", "246", "592"]


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        (["2008-12-31"], ["2008-12-31"]),
        (
            ["2008-12-31", "2009-12-31", "2012-12-31"],
            ["2008-12-31", "2009-12-31", "2012-12-31"],
        ),  # 114 and 345 of room, 80 needed
        (
            ["2008-12-31", "2009-07-31", "2012-12-31"],
            ["2008-12", "2009-07", "2012-12"],
        ),  # 212 days: 66 of room, 58 for a month
        (
            ["2008-12-31", "2009-03-31", "2009-12-31", "2012-12-31"],
            ["2008-12", "", "2009-12", "2012-12"],
        ),  # 90 days: 28 of room
    ],
)
def test_dates_below_the_picture_never_overlap(ends: list[str], shown: list[str]) -> None:
    assert _headings([date.fromisoformat(end) for end in ends]) == shown
