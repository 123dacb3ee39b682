"""Folders that are there while something is made, under names that nobody can guess.

Each is locked for as long as its process lives. What a killed run left has no lock any more, and is
cleared by the next run that writes in the same place; it is known by the mark that lies in it.
"""

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from crossfoot.errors import SetupError

try:
    import fcntl
except ImportError:  # not on Windows, where nothing that a killed run left is cleared
    fcntl = None  # type: ignore[assignment]

NEW, OLD, REPLACED = "new", "old", "replaced"
"""in a temporary folder: what is made, what had its place, the same once it is known to be ours"""
BESIDE = ".crossfoot-"
"""how the names of temporary folders begin, beside what they are for"""
_SCRATCH = "crossfoot-"
_MARK = "of"
"""the file that holds the name of what the folder is for; empty for a file's, and for scratch"""
_PATIENCE = 10
"""seconds to wait for another run to begin something in the same folder"""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder of our own in the system's temporary folder, for as long as the body runs."""
    parent = Path(tempfile.gettempdir())
    clear_once(parent, _SCRATCH)
    with temporary_folder(parent, _SCRATCH) as room:
        (room / NEW).mkdir()
        yield room / NEW


@contextmanager
def temporary_folder(parent: Path, prefix: str = BESIDE, target: str = "") -> Iterator[Path]:
    """A new temporary folder, locked, for what goes to `target` in `parent`; gone at the end."""
    room, held = _made(parent, prefix)
    try:
        (room / _MARK).write_text(target, encoding="utf-8")
        yield room
    finally:
        _take_away(room, target)
        if held is not None:
            os.close(held)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """While one run looks at what the others do in a folder, none of them begins anything."""
    if fcntl is None:
        yield
        return
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    deadline = time.monotonic() + _PATIENCE
    try:
        while not _locked(held):
            if time.monotonic() > deadline:
                raise SetupError(f"another program holds a lock on {folder}", "name another place")
            time.sleep(0.02)
        yield
    finally:
        os.close(held)


def in_work(parent: Path, prefix: str = BESIDE) -> set[str]:
    """The names that other runs are writing in a folder at this moment; what killed runs left there
    is cleared: temporary folders of this user's, no links, that bear our mark or are empty."""
    names = set()
    for name in sorted(os.listdir(parent) if fcntl is not None else ()):
        room = parent / name
        with suppress(OSError):  # it went meanwhile, or it is not for us to open
            if not name.startswith(prefix) or not _is_own_folder(room):
                continue
            held = _lock(room)
            if held is None:
                names.add(_target(room) or "")
                continue
            try:
                _clear(room)
            finally:
                os.close(held)
    return names


@cache
def clear_once(parent: Path, prefix: str = BESIDE) -> None:
    """What killed runs left in a folder is cleared, once a process: it may hold many files."""
    with suppress(OSError):  # told where something is written
        in_work(parent, prefix)


def _made(parent: Path, prefix: str) -> tuple[Path, int | None]:
    while True:
        room = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        if fcntl is None:
            return room, None
        if (held := _lock(room)) is not None:
            return room, held
        # another run took it for one that was left, before it was locked


def _lock(room: Path) -> int | None:
    """A lock on the folder of that name; None where another process holds it, or it is gone.

    The descriptor stays open for as long as the lock is held. OSError where `room` is a link.
    """
    try:
        held = os.open(room, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    locked = False
    try:
        locked = _locked(held) and os.path.samestat(os.lstat(room), os.fstat(held))
    except FileNotFoundError:
        pass
    finally:
        if not locked:
            os.close(held)
    return held if locked else None


def _locked(held: int) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_own_folder(room: Path) -> bool:
    told = room.lstat()
    return stat.S_ISDIR(told.st_mode) and told.st_uid == os.geteuid()


def _clear(room: Path) -> None:
    target = _target(room)
    if target is not None:
        _take_away(room, target)
    else:
        with suppress(OSError):
            room.rmdir()


def _target(room: Path) -> str | None:
    """The name that a temporary folder is for; None where it does not bear our mark."""
    mark = room / _MARK
    try:
        if not stat.S_ISREG(mark.lstat().st_mode):
            return None
        text = mark.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    return text if text == Path(text).name else None


def _take_away(room: Path, target: str) -> None:
    """Remove a temporary folder; the last good folder that was moved into it gets its name back."""
    place = room.parent / target
    for name in (OLD, REPLACED) if target else ():
        if os.path.lexists(room / name) and not os.path.lexists(place):
            with suppress(OSError):
                os.rename(room / name, place)
    if not os.path.lexists(room / OLD):  # which may hold what is the user's
        shutil.rmtree(room, ignore_errors=True)
