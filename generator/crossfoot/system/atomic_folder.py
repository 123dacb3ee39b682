"""Writing a folder whole or not at all, and never over what is the user's: everything goes into a
temporary folder beside it, which then takes its place."""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from crossfoot.errors import SetupError, UsageError
from crossfoot.system.atomic_file import placed, writing
from crossfoot.system.temporary_folder import (
    NEW,
    OLD,
    REPLACED,
    alone_in,
    in_work,
    temporary_folder,
)

INTAKE, MANIFEST = "intake.json", "manifest.txt"
"""what lists the files of a filing's output, and of any other folder that is written whole"""
CURATED = ("filing.yaml", "company.yaml")
_OURS = "written by crossfoot: "
_COMMIT = "commit"
_OF_FILE_MANAGERS = (".DS_Store", "Thumbs.db", "desktop.ini")


@contextmanager
def atomic_folder(target: Path, *, kind: str = "", option: str = "--output") -> Iterator[Path]:
    """Yield a fresh folder, replacing `target` when the body ends well and asked so (`commit`).

    `kind` says what the folder is, in the `manifest.txt` that then lists its files. A filing's
    output has none: its files are listed in the `intake.json` that the body writes. `option` names
    the place in hints.

    Raises UsageError where `target` holds anything that is not listed there, or is of another kind;
    SetupError where another build writes it, or it can't be written.
    """
    target = placed(target)
    with ExitStack() as stack:
        with writing("the output folder can't be written", f"name another with {option}"):
            check_folder(target, kind)
            target.parent.mkdir(parents=True, exist_ok=True)
            with alone_in(target.parent):
                if target.name in in_work(target.parent):
                    what = f"another build is writing {target.name} at this moment"
                    raise SetupError(what, f"wait for it to end, or name another {option}")
                room = stack.enter_context(temporary_folder(target.parent, target=target.name))
            (room / NEW).mkdir()
        with writing("the output can't be written", f"free some space, or name another {option}"):
            yield room / NEW
            if (room / _COMMIT).exists():
                if kind:
                    _list_files(room / NEW, kind)
                _take_place(room, target, kind)


def commit(building: Path) -> None:
    """Ask that the folder take its place."""
    (building.parent / _COMMIT).touch()


def check_folder(target: Path, kind: str = "", shown: Path | None = None) -> None:
    """UsageError where something lies at `target` that is not a folder of ours, of this kind;
    `shown` is its name in messages."""
    if not os.path.lexists(target):
        return
    refused = f"'{shown or target}' is not replaced: it"
    if target.is_symlink() or not target.is_dir():
        what = "a link" if target.is_symlink() else "no folder"
        raise UsageError(f"{refused} is {what}", "move it away, or name another place")
    manifest = MANIFEST if kind else INTAKE
    listed = _listed(target / manifest, kind)
    strange = sorted(_strange(target, frozenset() if listed is None else listed | {manifest}))
    if not strange:
        return
    more = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
    if listed is not None:
        what = f"holds '{strange[0]}'{more}, which crossfoot did not write there"
        raise UsageError(f"{refused} {what}", "move it away, or name another place")
    what = f"holds '{strange[0]}'{more}, and no {manifest} of ours that lists what it holds"
    raise UsageError(
        f"{refused} {what}",
        "name a folder that is new or empty; what an earlier crossfoot wrote has no such list, "
        "and is yours to delete first",
    )


def _listed(manifest: Path, kind: str) -> frozenset[str] | None:
    """The names that a manifest of this kind lists; None where it is none."""
    try:
        if not stat.S_ISREG(manifest.lstat().st_mode):
            return None
        text = manifest.read_text(encoding="utf-8")
        if not kind:
            return frozenset(json.loads(text)["files"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    first, *names = text.splitlines() or [""]
    return frozenset(names) if first == _OURS + kind else None


def _strange(folder: Path, ours: frozenset[str], below: str = "") -> Iterator[str]:
    """What lies in the folder and is not ours; links are looked at, never through."""
    for entry in os.scandir(folder):
        name = below + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _strange(Path(entry.path), ours, f"{name}/")
        elif (
            entry.name in CURATED
            or not entry.is_file(follow_symlinks=False)
            or not (name in ours or (ours and entry.name in _OF_FILE_MANAGERS))
        ):
            yield name


def _list_files(folder: Path, kind: str) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = (_OURS + kind, *(path.relative_to(folder).as_posix() for path in paths), "")
    (folder / MANIFEST).write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _take_place(room: Path, target: Path, kind: str) -> None:
    """Give the new folder its name; what had it is looked at again, where nobody can add to it."""
    if os.path.lexists(target):
        check_folder(target, kind)
        os.rename(target, room / OLD)
        check_folder(room / OLD, kind, shown=target)
        os.rename(room / OLD, room / REPLACED)
    os.rename(room / NEW, target)
