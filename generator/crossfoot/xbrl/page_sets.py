"""Pages of a folder that are one report (Inline XBRL 1.1, 2.1): those without contexts of their
own, with the page that holds them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath, PurePosixPath

from msgspec import Struct

from crossfoot.xbrl.schema_files import entry_points

_CONTEXT = re.compile(rb"<(?:[\w.-]+:)?context\s")
_EDINET = re.compile(r"\A\d{7}_[a-z]+_(?=.*_ixbrl\Z)")
"""the place in the order of pages that EDINET puts before the name of a report"""


class _Page(Struct, frozen=True, kw_only=True):
    path: Path
    holds: bool
    """whether it has contexts"""
    schemas: frozenset[str]


def page_sets(pages: Iterable[Path]) -> Mapping[Path, tuple[Path, ...]]:
    """The page with the contexts to the pages that tell facts by them: those that name its schema,
    or any where it is the only one."""
    told = list(pages)
    read = [page for path in told if (page := _read(path)) is not None] if len(told) > 1 else []
    holders = [page for page in read if page.holds]
    sets: dict[Path, tuple[Path, ...]] = {}
    for page in read:
        near = [one for one in holders if not page.schemas or page.schemas & one.schemas]
        if not page.holds and len(near) == 1:
            sets[near[0].path] = (*sets.get(near[0].path, ()), page.path)
    return sets


def _read(path: Path) -> _Page | None:
    """What of the page decides; None for one without facts, and for one that can't be read, which
    is told later."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if b"contextRef" not in data:
        return None
    schemas = frozenset(PurePosixPath(one).name for one in entry_points(path.name, data))
    return _Page(path=path, holds=_CONTEXT.search(data) is not None, schemas=schemas)


def report_stem(path: PurePath) -> str:
    """The name that the forms of one report share: `a` of EDGAR's `a.htm` and `a_htm.xml`, of
    EDINET's `0000000_header_a_ixbrl.htm` and
    `a.xbrl`."""
    return _EDINET.sub("", path.stem).removesuffix("_ixbrl").removesuffix("_htm")
