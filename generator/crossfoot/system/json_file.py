"""JSON from outside: keys that stand twice and words of JavaScript are no JSON here; the only place
that reads a report's JSON."""

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any


class BadJson(ValueError):
    """The report is not xBRL-JSON, or no JSON; the text says why."""


class _Twice(ValueError):
    """A key that stands twice in one object."""


def parse_json(data: bytes) -> Any:
    """The document; numbers with a point are Decimal, so that nothing is rounded. BadJson where it
    can't be read."""
    try:
        return json.loads(
            data, object_pairs_hook=_once, parse_float=Decimal, parse_constant=_no_constant
        )
    except _Twice as key:
        places = [
            found.start()
            for found in re.finditer(
                re.escape(json.dumps(str(key), ensure_ascii=False).encode()) + rb"\s*:", data
            )
        ]
        line = f", the second time on line {line_at(data, places[1])}" if len(places) == 2 else ""
        raise BadJson(
            f"the key '{str(key)[:60]}' stands twice in one object{line}: nobody can say which is meant"
        ) from None
    except (ValueError, RecursionError) as broken:
        raise BadJson(f"this is not JSON: {str(broken)[:80]}") from None


def line_at(data: bytes, place: int) -> int:
    """The line of a place in the file."""
    return data.count(b"\n", 0, place) + 1


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        raise _Twice(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return made


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")
