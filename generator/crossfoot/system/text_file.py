"""Bytes of one file, checked: size, encoding, byte order mark, line ends."""

from pathlib import Path

from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef

MAX_BYTES = 256 * 1024 * 1024


def read_text(path: Path, shown: str) -> tuple[str | None, list[Finding]]:
    """The text of a file in UTF-8; None with a finding when it can't be read.

    A byte order mark and CR LF, which spreadsheets write, are taken off.
    """
    here = SourceRef(file=shown)
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"the file is larger than {MAX_BYTES // 2**20} MB"
            return None, [error("read.size", message, here, "split it into several files")]
        data = path.read_bytes()
    except FileNotFoundError:
        hint = "check the name, or take it out of the definition"
        return None, [error("read.missing", "the file is not there", here, hint)]
    except OSError as broken:
        message = f"the file can't be read: {broken.strerror or 'unknown reason'}"
        return None, [error("read.file", message, here, "check what it is and who may read it")]
    if not data.strip():
        hint = "write a header row and at least one line"
        return None, [error("read.empty", "the file is empty", here, hint)]
    return _decoded(data.removeprefix(b"\xef\xbb\xbf"), shown)


def _decoded(data: bytes, shown: str) -> tuple[str | None, list[Finding]]:
    """The text, or why it is none, with the line."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as broken:
        row = data.count(b"\n", 0, broken.start) + 1
        message = f"byte {data[broken.start]:#04x} is not UTF-8"
        hint = "save the file as UTF-8 (in Excel: 'CSV UTF-8')"
        return None, [error("read.encoding", message, SourceRef(file=shown, row=row), hint)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        hint = "save it as plain text in UTF-8"
        where = SourceRef(file=shown, row=row)
        return None, [error("read.control", "the file holds a NUL character", where, hint)]
    return text, []
