"""Arelle in a child process that is started once, reused, limited and replaced when it fails.

Standard library only: the import of Arelle (most of a second) happens in the child, beside our own
work.
A session belongs to one thread; parallel builds take one each.
"""

import json
import os
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.arelle.records import ArelleResult, CalcMode
from crossfoot.errors import ToolError

WORKER = "crossfoot.arelle.worker"
NO_FOLDER = os.devnull  # a folder that can neither be read nor made: no user cache, no settings

FailureReason = Literal["crash", "time limit", "memory limit", "cannot start"]


class ArelleFailed(ToolError):
    """Arelle gave no verdict; `reason` tells why, `detail` is what it last said."""

    def __init__(self, reason: FailureReason, detail: str = "") -> None:
        super().__init__(f"Arelle gave no verdict: {reason}", hint=detail)
        self.reason: FailureReason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[Self], tuple[FailureReason, str]]:
        return type(self), (self.reason, self.detail)


class _State(Struct, frozen=True):
    """How the worker is, beside what it answers: `failed` is the reason for no answer."""

    failed: FailureReason | None = None
    detail: str = ""
    version: str = ""
    resident_mb: int = 0


_Record = TypeVar("_Record")


class ArelleSession:
    """Validates one entry after the other in a child process; leaves none behind."""

    def __init__(
        self, *, timeout: float = 120, memory_mb: int = 4096, renew_mb: int = 1500
    ) -> None:
        self.timeout = timeout
        self.memory_mb = memory_mb
        self.renew_mb = renew_mb
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The running child, or None."""
        return (
            self._child.process.pid if self._child and self._child.process.poll() is None else None
        )

    def start(self) -> None:
        """Start the child now and return at once, so that Arelle is imported while we do something
        else."""
        if self.pid is None:
            self.close()
            self._child = _Child(self.memory_mb)

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def validate(
        self,
        entry: Path,
        *,
        packages: Sequence[Path] = (),
        folders: Sequence[Path] = (),
        calc: Sequence[CalcMode] = ("c11r", "c10"),
        facts: bool = False,
        networks: bool = False,
        formula: bool = False,
        taxonomy_only: bool = False,
        viewer: Path | None = None,
        validated: Collection[str] = (),
        hashes: bool = False,
        target: tuple[str, Sequence[str]] | None = None,
    ) -> ArelleResult:
        """Validate a report, a taxonomy or a package in one load.

        :param entry: the file; what lies beside it may be opened too, and nothing else
        :param packages: taxonomy packages, in the order in which they are asked
        :param folders: further folders whose files the report may name
        :param calc: how summations are checked, one run after the other
        :param facts: return the facts
        :param networks: return the networks in which reported concepts stand
        :param formula: run XBRL Formula assertions
        :param taxonomy_only: take an archive for a taxonomy package even where it does not say so
        :param viewer: the file that gets the report's interactive viewer
        :param validated: digests of taxonomy documents that were found clean before
        :param hashes: return the digests of those that are found clean now
        :param target: the target document that is meant where inline pages make several ("" for
            the default one), and the names of the pages where `entry` is an archive
        :raises ArelleFailed: there is no verdict
        """
        request = {
            "entry": os.path.abspath(entry),
            "packages": [os.path.abspath(package) for package in packages],
            "folders": [os.path.abspath(folder) for folder in folders],
            "calc": list(calc),
            "facts": facts,
            "networks": networks,
            "formula": formula,
            "taxonomy_only": taxonomy_only,
            "validated": sorted(validated),
            "hashes": hashes,
            "target": None if target is None else [target[0], list(target[1])],
            "viewer": os.path.abspath(viewer) if viewer else "",
        }
        line, version = self._exchange(request)
        if _decode(line, _State).resident_mb > self.renew_mb:
            self.close()
            self.start()
        return replace(_decode(line, ArelleResult), version=version)

    def _exchange(self, request: dict[str, Any]) -> tuple[bytes, str]:
        """Send a request and wait for its answer; a child that failed is ended, and the next call
        starts another."""
        deadline = time.monotonic() + self.timeout
        try:
            self.start()
            assert self._child is not None
            version = self._child.ready(deadline)
            return self._child.answer(request, deadline), version
        except BaseException:  # an interrupt too: its answer would be taken for the next one's
            self.close()
            raise


class _Child:
    """One process of `arelle_worker`, with a thread that reads its answers."""

    def __init__(self, memory_mb: int) -> None:
        self._version = ""
        import queue  # here, for a build without Arelle has no use for these
        import subprocess
        import tempfile
        import threading

        self._error_output = tempfile.TemporaryFile()  # noqa: SIM115 (closed by end)
        command = [sys.executable, "-P", "-m", WORKER, str(memory_mb)]
        try:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._error_output,
                env=_environment(),
                start_new_session=True,  # an interrupt at the keyboard is ours to handle
            )
        except OSError as error:
            self._error_output.close()
            raise ArelleFailed("cannot start", str(error)) from error
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def ready(self, deadline: float) -> str:
        """Wait until Arelle is imported; its version."""
        if not self._version:
            self._version = _decode(self._receive(deadline, ended="cannot start"), _State).version
        return self._version

    def answer(self, request: dict[str, Any], deadline: float) -> bytes:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self.process.stdin.flush()
        except OSError:
            raise ArelleFailed("crash", self._error_tail()) from None
        return self._receive(deadline, ended="crash")

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for stream in (self.process.stdin, self.process.stdout, self._error_output):
            try:
                if stream is not None:
                    stream.close()
            except OSError:  # what was left unsent has no reader any more
                pass

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(b"")

    def _receive(self, deadline: float, *, ended: FailureReason) -> bytes:
        import queue

        try:
            line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise ArelleFailed("time limit", self._error_tail()) from None
        if not line.endswith(b"\n"):
            raise ArelleFailed(ended, self._error_tail())
        state = _decode(line, _State)
        if state.failed is not None:
            raise ArelleFailed(state.failed, state.detail)
        return line

    def _error_tail(self) -> str:
        self._error_output.seek(max(0, self._error_output.seek(0, os.SEEK_END) - 2000))
        return self._error_output.read().decode("utf-8", "replace").strip()


def _environment() -> dict[str, str]:
    """Same messages on every machine: English numbers, no settings of the user's, no random order
    of sets."""
    own = {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONHASHSEED": "0",
        "XDG_CONFIG_HOME": NO_FOLDER,
        "LC_ALL": "C.UTF-8",
    }
    return {**os.environ, **own}


def _decode(line: bytes, kind: type[_Record]) -> _Record:
    """A line of the worker; Python's own reader takes half of a surrogate pair too, which a report
    may hold."""
    import msgspec

    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(line), kind)
