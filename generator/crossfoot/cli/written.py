"""What the options of a command name to be written, looked at before anything is read."""

import argparse
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from crossfoot.errors import UsageError

_BEGIN = {
    "json": b"{",
    "sarif": b"{",
    "junit": b"<",
    "html": b"<",
    "csv": b"a",
    "list": b"a",
    "rules": b"a",
    "output": b"",
    "file": b"",
}
"""options that name a file or folder to write, each with a first character of what is written"""
_STORES = ("store", "quarantine", "receipts")
_READ = ("filing", "filings", "taxonomy", "taxonomies", "old", "new", "base", "store")
"""options that may name files to read, though they are no paths to argparse"""


def check_written(options: argparse.Namespace) -> None:
    """UsageError where an option names a place that is not to be written: a curated one, an input,
    a file of another kind, or one that another option names too."""
    given = vars(options)
    named = {name: path for name in _BEGIN if isinstance(path := given.get(name), Path)}
    written = {name: path for name, path in named.items() if path != Path("-")}
    stores = [Path(one) for name in _STORES if (one := given.get(name)) and "://" not in str(one)]
    if not written and not stores:
        return
    from crossfoot.system.atomic_file import check_place, placed

    for path in (*written.values(), *stores):
        check_place(path, [given.get("workspace") or Path()])
    inputs = [path.resolve() for path in _inputs(given) if path.exists()]
    places: list[Path] = []
    for name, path in written.items():
        place = placed(path)
        if place in places:
            raise UsageError(f"two options name '{path}' to be written", "name a file for each")
        places.append(place)
        if any(place == one or (place.is_file() and one in place.parents) for one in inputs):
            what = f"'{path}' is not replaced: this command reads it"
            raise UsageError(what, "name another place for what is written")
        _check(name, path)


def _check(name: str, path: Path) -> None:
    """What lies there now; folders, and files whose kind other options decide, are looked at where
    they are written."""
    from crossfoot.system.atomic_file import check_file, check_kind, placed, writing

    if name in ("output", "file") and not os.path.isfile(path):
        return
    with writing(f"the result can't be written to {path.name}", "name another file"):
        check_file(placed(path))
        if _BEGIN[name]:
            check_kind(path, _BEGIN[name])


def _inputs(given: Mapping[str, object]) -> Iterator[Path]:
    """What the command may read."""
    for name, value in given.items():
        for one in value if isinstance(value, list | tuple) else (value,):
            if name in _READ and isinstance(one, str) and one:
                yield Path(one)
            elif isinstance(one, Path) and name not in (*_BEGIN, *_STORES, "workspace"):
                yield one
