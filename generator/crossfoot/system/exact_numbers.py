"""Numbers as text without loss, and JSON that holds them as numbers; no binary float anywhere."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from typing import Any

WIDE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_UP)
"""sums and differences of what `number` gives are exact, however many digits it has; 28, the usual,
would round them in silence"""
_DIGITS = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_PLACES = Decimal("0.0001")


def number(text: str | None) -> Decimal | None:
    """The number that the digits write, or None.

    The store writes numbers without exponent; one that still has it has more digits than anybody
    filed, and would fill disk and memory.
    """
    text = (text or "").strip()
    return Decimal(text) if _DIGITS.fullmatch(text) else None


def plain_number(value: Decimal) -> str:
    """All digits, no exponent, no zeros that say nothing: `46.1`, `1413102000`."""
    if not value:
        return "0"
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def four_places(value: Decimal) -> str:
    """NUMERIC(28,4): `29375000000.0000`; half is rounded up, as databases do."""
    rounded = value.quantize(_PLACES, context=WIDE)
    return f"{rounded if rounded else rounded.copy_abs():f}"


def json_text(value: Any) -> str:
    """JSON without spaces; a Decimal is a number with exactly its digits."""
    return "".join(_parts(value))


def _parts(value: Any) -> Iterator[str]:
    if isinstance(value, Decimal):
        yield plain_number(value)
    elif isinstance(value, Mapping):
        yield "{"
        for place, (name, held) in enumerate(value.items()):
            yield f"{',' if place else ''}{json.dumps(name, ensure_ascii=False)}:"
            yield from _parts(held)
        yield "}"
    elif isinstance(value, list | tuple):
        yield "["
        for place, held in enumerate(value):
            yield "," if place else ""
            yield from _parts(held)
        yield "]"
    else:
        yield json.dumps(value, ensure_ascii=False)
