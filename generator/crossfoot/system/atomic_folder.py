"""Writing a folder whole or not at all: everything goes into a hidden folder beside it, which then
takes its place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crossfoot.errors import SetupError

try:
    import fcntl
except ImportError:  # not on Windows: there two builds of one folder are for the user to avoid
    fcntl = None  # type: ignore[assignment]


@contextmanager
def atomic_folder(target: Path) -> Iterator[Path]:
    """Yield a fresh folder; it replaces `target` when the body ends well and asks for it by leaving
    a file `.keep`.

    A killed build leaves the last good folder: what it had begun is cleared away by the next one.
    Of two builds of one folder the second is refused.
    """
    building = target.parent / f".{target.name}.building"
    replaced = target.parent / f".{target.name}.replaced"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        held = _claim(building)
    except OSError as broken:
        raise SetupError(
            f"the output folder can't be written: {broken.strerror or broken}",
            "name another with --output",
        ) from broken
    try:
        _restore(replaced, target)
        _clear(building)
        yield building
        if (building / ".keep").exists():
            (building / ".keep").unlink()
            _take_place(building, target, replaced)
    except OSError as broken:
        raise SetupError(
            f"the output can't be written: {broken.strerror or broken}",
            "free some space, or name another --output",
        ) from broken
    finally:
        if building.exists() and _is_held(building, held):
            shutil.rmtree(building, ignore_errors=True)
        _restore(replaced, target)
        shutil.rmtree(replaced, ignore_errors=True)
        if held is not None:
            os.close(held)


def _claim(building: Path) -> int | None:
    """Make the folder, and lock it as long as its descriptor is open; a killed build lets go of
    it."""
    building.mkdir(exist_ok=True)
    if fcntl is None:
        return None
    held = os.open(building, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _is_held(building, held):
            return held
        raise BlockingIOError
    except BlockingIOError:
        os.close(held)
        name = building.name.removeprefix(".").removesuffix(".building")
        raise SetupError(
            f"another build is writing {name} at this moment",
            "wait for it to end, or name another --output",
        ) from None


def _is_held(building: Path, held: int | None) -> bool:
    """Whether the folder of that name is the one that we hold, and not what another build made in
    its place."""
    try:
        return held is None or os.path.samestat(os.stat(building), os.fstat(held))
    except OSError:
        return False


def _take_place(building: Path, target: Path, replaced: Path) -> None:
    """Give the folder its name; the one that had it waits beside it until all is well."""
    if target.exists():
        shutil.rmtree(replaced, ignore_errors=True)
        os.rename(target, replaced)
    os.rename(building, target)


def _restore(replaced: Path, target: Path) -> None:
    """Put the last good folder back under its name, when a build was stopped between the two
    renames."""
    if replaced.exists() and not target.exists():
        os.rename(replaced, target)


def _clear(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def commit(building: Path) -> None:
    """Ask that the folder take its place."""
    (building / ".keep").touch()
