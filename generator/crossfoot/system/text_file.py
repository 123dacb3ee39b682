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
            return None, [
                error(
                    "read.size",
                    f"the file is larger than {MAX_BYTES // 2**20} MB",
                    here,
                    "split it into several files",
                )
            ]
        data = path.read_bytes()
    except FileNotFoundError:
        return None, [
            error(
                "read.missing",
                "the file is not there",
                here,
                "check the name, or take it out of the definition",
            )
        ]
    except OSError as broken:
        return None, [
            error(
                "read.file",
                f"the file can't be read: {broken.strerror or 'unknown reason'}",
                here,
                "check what it is and who may read it",
            )
        ]
    if not data.strip():
        return None, [
            error(
                "read.empty", "the file is empty", here, "write a header row and at least one line"
            )
        ]
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as broken:
        row = data.count(b"\n", 0, broken.start) + 1
        hint = "save the file as UTF-8 (in Excel: 'CSV UTF-8')"
        return None, [
            error(
                "read.encoding",
                f"byte {data[broken.start]:#04x} is not UTF-8",
                SourceRef(file=shown, row=row),
                hint,
            )
        ]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        return None, [
            error(
                "read.control",
                "the file holds a NUL character",
                SourceRef(file=shown, row=row),
                "save it as plain text in UTF-8",
            )
        ]
    return text, []
