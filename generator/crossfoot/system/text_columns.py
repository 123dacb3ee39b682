"""Tables for the terminal."""

from collections.abc import Iterator, Sequence


def aligned(rows: Sequence[tuple[str, ...]], *, ruled: bool = False) -> Iterator[str]:
    """The rows with their columns under one another, numbers to the right; a rule below the first
    where asked for."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for number, (first, *numbers) in enumerate(rows):
        yield "  ".join((first.ljust(widths[0]), *map(str.rjust, numbers, widths[1:])))
        if ruled and number == 0:
            yield "  ".join("-" * width for width in widths)
