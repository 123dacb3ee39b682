"""Files written whole or not at all, and only where nothing of the user's is lost."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crossfoot.errors import SetupError, UsageError
from crossfoot.system.temporary_folder import NEW, clear_once, temporary_folder

_HEAD = 512
"""bytes that tell what kind of file it is"""


@contextmanager
def atomic_file(target: Path) -> Iterator[BinaryIO]:
    """Yield a file that takes the place of `target` when the body ends well.

    Raises UsageError where something lies at `target` that is not a regular file, OSError where it
    can't be written.
    """
    target = placed(target)
    check_file(target)
    clear_once(target.parent)
    with temporary_folder(target.parent) as room:
        with (room / NEW).open("xb") as out:
            yield out
        if target.exists():
            os.chmod(room / NEW, stat.S_IMODE(target.stat().st_mode))
        os.replace(room / NEW, target)


def replace_file(target: Path, data: bytes) -> None:
    """Write a file whole, over none or over one of the same kind.

    Raises OSError where it can't be written, UsageError where it is not to be.
    """
    check_kind(target, data)
    with atomic_file(target) as out:
        out.write(data)


@contextmanager
def writing(what: str, hint: str) -> Iterator[None]:
    """SetupError for an OSError, in words."""
    try:
        yield
    except OSError as broken:
        raise SetupError(f"{what}: {broken.strerror or broken}", hint) from broken


def placed(path: Path) -> Path:
    """The path with the links above it followed, and not itself; UsageError for a circle."""
    try:
        if path.name in ("", ".."):
            return path.resolve()
        return path.parent.resolve() / path.name
    except (OSError, RuntimeError):
        raise _circle(path) from None


def check_place(path: Path, roots: Iterable[Path]) -> None:
    """UsageError for a place in `filings/` or `taxonomy/` of a workspace: what people curate."""
    try:
        place = path.resolve()
        for root in roots:
            for name in ("filings", "taxonomy"):
                if place.is_relative_to((root / name).resolve()):
                    what = f"'{path}' is not written: {name}/ holds what people curate"
                    raise UsageError(what, "name a place outside of it")
    except (OSError, RuntimeError):
        raise _circle(path) from None


def _circle(path: Path) -> UsageError:
    return UsageError(f"'{path}' leads nowhere", "one of its folders is a link in a circle")


def check_file(target: Path) -> None:
    """UsageError where something lies at `target` that is not a regular file; PermissionError where
    it is not to be written."""
    if not os.path.lexists(target):
        return
    if not stat.S_ISREG(target.lstat().st_mode):
        kind = "a pipe or a device"
        if target.is_symlink():
            kind = "a link"
        elif target.is_dir():
            kind = "a folder"
        what = f"'{target}' is not replaced: it is {kind}, not a file"
        raise UsageError(what, "name another; '-' is standard output")
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def check_kind(target: Path, data: bytes) -> None:
    """UsageError where the file that is there is of another kind than `data`, the beginning of what
    is to be written: a store, a page, a workbook."""
    try:
        if not stat.S_ISREG(target.lstat().st_mode):
            return
        with target.open("rb") as file:
            there = _kind_of(file.read(_HEAD))
    except FileNotFoundError:
        return
    if there and there != (made := _kind_of(data[:_HEAD])):
        what = f"'{target}' is not replaced: it is {there}, and the result is {made}"
        raise UsageError(what, "name another file, or delete that one first")


def _kind_of(head: bytes) -> str:
    """What kind of file begins like this, in words; '' for nothing."""
    if head.startswith(b"\x89PNG"):
        return "a picture"
    if head.startswith(b"PK\x03\x04"):
        return "an archive or a workbook"
    if b"\0" in head:
        return "no text"
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return {b"": "", b"{": "JSON", b"[": "JSON", b"<": "markup"}.get(first, "plain text")
