"""Numbers as text without loss, and JSON that holds them as numbers; no binary float anywhere."""

import json
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Any

_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_PLACES = Decimal("0.0001")


def number(text: str | None) -> Decimal | None:
    """The finite number that the text writes, or None."""
    try:
        value = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def plain_number(value: Decimal) -> str:
    """All digits, no exponent, no zeros that say nothing: `46.1`, `1413102000`."""
    if not value:
        return "0"
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def four_places(value: Decimal) -> str:
    """NUMERIC(28,4): `29375000000.0000`; half is rounded up, as databases do."""
    return f"{value.quantize(_PLACES, context=_WIDE) + 0 if value else _PLACES * 0:f}"


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
