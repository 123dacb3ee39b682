"""What comes from outside can't speak to the terminal: control characters are spelled out."""

import io
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.cli.printing import say


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("\x1b[2J", "\\u001b[2J"),
        ("a\x9b31mb", "a\\u009b31mb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\rb", "a\\u000db"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_each_control_character_is_spelled_out(text: str, printed: str) -> None:
    out = io.StringIO()
    say(text, to=out)
    assert out.getvalue() == f"{printed}\n"


def test_a_number_format_from_a_page_reaches_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hint that quotes what stands in the page (its format name) is a line of ours, and one
    line."""
    hostile = "clear\x9b2J\u202e\nerror: all is lost"
    code = main(["facts", "list", hostile, "--store", str(tmp_path / hostile)])
    told = capsys.readouterr()
    assert code == 2
    assert "\x9b" not in told.err + told.out
    assert "\u202e" not in told.err + told.out
    assert not any(line.startswith("error: all") for line in told.err.splitlines())
