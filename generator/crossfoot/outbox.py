"""Writing a folder whole or not at all: everything goes into a hidden folder beside it, which then takes its place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crossfoot.errors import SetupError


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Yield a fresh folder; it replaces `target` when the body ends well and asks for it by leaving a file `.keep`.

    A killed build leaves the last good folder: what it had begun is cleared away by the next one.
    """
    building = target.parent / f".{target.name}.building"
    replaced = target.parent / f".{target.name}.replaced"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if replaced.exists() and not target.exists():
            os.rename(replaced, target)
        for left in (building, replaced):
            shutil.rmtree(left, ignore_errors=True)
        building.mkdir()
    except OSError as broken:
        raise SetupError(f"the output folder can't be written: {broken.strerror or broken}", "name another with --output") from broken
    try:
        yield building
        if (building / ".keep").exists():
            (building / ".keep").unlink()
            if target.exists():
                os.rename(target, replaced)
            os.rename(building, target)
    except OSError as broken:
        raise SetupError(
            f"the output can't be written: {broken.strerror or broken}", "free some space, or name another --output"
        ) from broken
    finally:
        shutil.rmtree(building, ignore_errors=True)
        shutil.rmtree(replaced, ignore_errors=True)


def keep(building: Path) -> None:
    """Ask that the folder take its place."""
    (building / ".keep").touch()
