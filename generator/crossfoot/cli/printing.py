"""The one place that prints: what came from outside can't speak to the terminal."""

import sys
from typing import TextIO

from crossfoot.model.illegal_characters import visible_line


def say(text: str = "", *, to: TextIO | None = None, flush: bool = False) -> None:
    """Print lines of our own making, each control character in them spelled out (`\\u009b`).

    A text from outside may hold a line break, too: whoever puts one into a line passes it through
    `visible_line` before, so that it begins no line of its own.

    :param text: one line, or the lines of a table
    :param to: standard error or standard output (default)
    :param flush: hand it on at once, for whoever reads from a pipe
    """
    safe = "\n".join(visible_line(line) for line in text.split("\n"))
    (to or sys.stdout).write(f"{safe}\n")
    if flush:
        (to or sys.stdout).flush()
