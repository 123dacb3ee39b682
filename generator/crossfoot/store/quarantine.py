"""What was refused, kept whole: the original bytes, and why; and the receipts of everything."""

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from filecmp import cmp
from pathlib import Path
from typing import Any

from crossfoot.system.atomic_file import atomic_file, writing
from crossfoot.system.temporary_folder import NEW, clear_once, temporary_folder

SETTLED = "settled"
"""the folder of what was refused once and is in the store now"""


def beside_store(store: str, what: str) -> Path:
    """`facts.quarantine` beside `facts.duckdb`; in the working folder for a database server."""
    if "://" in store:
        return Path(f"crossfoot.{what}")
    path = Path(store)
    return path.with_name(f"{path.stem}.{what}")


def keep_refused(
    folder: Path, digest: str, originals: Iterable[tuple[str, Path]], receipt: Mapping[str, Any]
) -> Path:
    """`<folder>/<digest>/`: `reasons.json` and `original/`; whole or not at all, the same again
    when it is there.

    What can't be read is named in `reasons.json` under `unread`.
    """
    target = folder / digest
    with writing("the quarantine can't be written", "name a folder with --quarantine"):
        folder.mkdir(parents=True, exist_ok=True)
        _no_link(target)
        clear_once(folder)
        with temporary_folder(folder) as room:
            (room / NEW / "original").mkdir(parents=True)
            unread = [
                name
                for name, path in originals
                if not _copied(path, room / NEW / "original" / name)
            ]
            record = {**receipt, "unread": unread} if unread else receipt
            if target.is_dir():
                _write(target / "reasons.json", record)
            else:
                _write(room / NEW / "reasons.json", record)
                with _made_by_another(target):
                    os.rename(room / NEW, target)
    return target


@contextmanager
def _made_by_another(target: Path) -> Iterator[None]:
    """Another intake that refuses the same filing at the same moment has written the same."""
    try:
        yield
    except OSError:
        if not target.is_dir():
            raise


def _copied(path: Path, copy: Path) -> bool:
    """Whether the file could be read; anything else but a file is passed over."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        if not path.is_file():
            return True
        source = path.open("rb")
    except OSError:
        return False
    with source, copy.open("wb") as out:
        shutil.copyfileobj(source, out)
    return True


def settle(entry: Path, receipt: Mapping[str, Any]) -> Path | None:
    """What was refused and is in the store now is no open case: `<folder>/<digest>/` moves to
    `<folder>/settled/<digest>/`, whole, with the
    receipt that says so; None where nothing was kept."""
    if not entry.is_dir():
        return None
    target = entry.parent / SETTLED / entry.name
    hint = "name a folder with --quarantine; the filing itself is in the store"
    with writing("the quarantine can't be written", hint):
        _no_link(entry)
        _no_link(target)
        _write(entry / "receipt.json", receipt)
        target.parent.mkdir(exist_ok=True)
        if target.exists():  # settled before, and refused once more since: the same bytes
            for name in ("reasons.json", "receipt.json"):
                os.replace(entry / name, target / name)
            _merge(entry, target)
        else:
            os.rename(entry, target)
    return target


def _merge(entry: Path, target: Path) -> None:
    """Take away what lies in `target` too, byte for byte; what else a person laid there moves to
    it, or stays where the name is taken."""
    for path in sorted(entry.rglob("*"), reverse=True):
        there = target / path.relative_to(entry)
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):  # something stays in it
                path.rmdir()
        elif not os.path.lexists(there):
            there.parent.mkdir(parents=True, exist_ok=True)
            os.rename(path, there)
        elif there.is_file() and path.is_file() and cmp(path, there, shallow=False):
            path.unlink()
    with suppress(OSError):
        entry.rmdir()


def _no_link(path: Path) -> None:
    """What a link of this name points to is somebody's."""
    if path.is_symlink():
        raise FileExistsError(errno.EEXIST, f"{path.name} is a link", str(path))


def write_receipt(folder: Path, digest: str, receipt: Mapping[str, Any]) -> Path:
    """`<folder>/<digest>.json`, whole or not at all."""
    target = folder / f"{digest}.json"
    hint = "name a folder with --receipts; the filing itself is in the store"
    with writing("the receipt can't be written", hint):
        folder.mkdir(parents=True, exist_ok=True)
        _write(target, receipt)
    return target


def _write(path: Path, record: Mapping[str, Any]) -> None:
    """A record, whole or not at all, and on the disk."""
    with atomic_file(path) as out:
        out.write((json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
        out.flush()
        os.fsync(out.fileno())
