"""What Arelle's process may open: a report names any address it likes, and the user's other files
are none of its business."""

import os
import sys
from collections.abc import Iterable

NETWORK_EVENTS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
SYSTEM_FILES = ("/proc/self/", "/sys/fs/cgroup/", "/usr/share/zoneinfo/")
"""Python and its libraries look at memory and time zones there."""


class OpenedFiles:
    """An audit hook (PEP 578): refuses every connection, and while a report is validated every
    file outside the folders that this report may use."""

    def __init__(self) -> None:
        programs = (sys.prefix, sys.base_prefix, os.path.dirname(os.__file__), *sys.path)
        self._programs = _real(path for path in programs if path)
        self._allowed: tuple[str, ...] | None = None

    def allow(self, paths: Iterable[str]) -> None:
        """From now on, files in these folders and these files alone, beside Python's own."""
        self._allowed = (*self._programs, *_real(paths))

    def allow_all(self) -> None:
        """Between reports, for what the process itself needs."""
        self._allowed = None

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in NETWORK_EVENTS:
            raise PermissionError(f"crossfoot validates offline: {event} refused")
        if event in ("open", "os.listdir", "os.scandir") and self._allowed is not None:
            path = arguments[0]
            if isinstance(path, str | bytes) and not self._may_open(os.fsdecode(path)):
                raise PermissionError(f"outside the report's folder and packages: {path!r}")

    def _may_open(self, path: str) -> bool:
        assert self._allowed is not None
        real = os.path.realpath(path)
        if real == os.devnull or path.startswith((os.devnull, *SYSTEM_FILES)):
            return True
        return any(
            real == root or real.startswith(os.path.join(root, "")) for root in self._allowed
        )


def _real(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(os.path.realpath(path) for path in paths))
