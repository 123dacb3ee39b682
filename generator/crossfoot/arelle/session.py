"""Arelle in a child process that is started once, reused, limited and replaced when it fails.

Standard library only: the import of Arelle (most of a second) happens in the child, beside our own
work.
A session belongs to one thread; parallel builds take one each.
"""

import json
import os
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from crossfoot.errors import ToolError

WORKER = "crossfoot.arelle.worker"
NO_FOLDER = os.devnull  # a folder that can neither be read nor made: no user cache, no settings

RULES = (
    "XBRL 2.1",
    "Inline XBRL 1.1",
    "Dimensions 1.0",
    "Calculations 1.0",
    "Calculations 1.1 (round to nearest)",
    "units registry",
)
"""what a run checks, in the words of its answer"""
CalcMode = Literal["c10", "c10d", "c11r", "c11t"]
FailureReason = Literal["crash", "time limit", "memory limit", "cannot start"]


class ArelleFailed(ToolError):
    """Arelle gave no verdict; `reason` tells why, `detail` is what it last said."""

    def __init__(self, reason: FailureReason, detail: str = "") -> None:
        super().__init__(f"Arelle gave no verdict: {reason}", hint=detail)
        self.reason: FailureReason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[Self], tuple[FailureReason, str]]:
        return type(self), (self.reason, self.detail)


class ArelleReference(Struct, frozen=True, kw_only=True):
    """One place that a message names: `file#id`, the file without its folder, and what Arelle shows
    of it."""

    href: str
    line: int | None
    properties: tuple[tuple[str, str], ...]


class ArelleMessage(Struct, frozen=True, kw_only=True):
    """One line of Arelle's log; `mode` is "" for validation in general, else the calculation
    mode."""

    level: str
    code: str
    text: str
    references: tuple[ArelleReference, ...]
    mode: str


class BoundSummation(Struct, frozen=True, order=True, array_like=True):
    """A total that a mode compared with its parts; one that is not listed was not checked, whatever
    the log says."""

    mode: str
    fact_id: str
    role: str
    arcrole: str


class ArelleFact(Struct, frozen=True, kw_only=True):
    """A fact as Arelle read it, in terms that all syntaxes share; names in Clark notation, ends as
    printed dates.

    `unit` is (numerators, denominators), `entity` (scheme, identifier), `dimensions` axis and
    member, sorted (None for a typed member that is nil; what a segment or scenario holds beside
    dimensions stands under `segment` or `scenario`), `footnotes` (role, language in lower case,
    text) of each, sorted.
    """

    id: str | None
    concept: str
    value: str | None
    nil: bool
    decimals: str | None
    unit: tuple[tuple[str, ...], tuple[str, ...]] | None
    start: str | None
    end: str | None
    entity: tuple[str, str]
    dimensions: tuple[tuple[str, str | None], ...]
    language: str | None
    footnotes: tuple[tuple[str, str, str], ...]


class ArelleNetworks(Struct, frozen=True, kw_only=True):
    """The networks in which reported concepts stand; names in Clark notation.

    `arcs` are network, arcrole, role, parent, child, order, weight, preferred label; `labels`
    concept, role, language, text;
    `roles` role and definition.
    """

    arcs: tuple[tuple[str, str, str, str, str, str | None, str | None, str | None], ...]
    labels: tuple[tuple[str, str, str, str], ...]
    roles: tuple[tuple[str, str], ...]


class ArelleResult(Struct, frozen=True, kw_only=True):
    """What one run said: `counts` of facts, contexts, units and calc_relationships; `seconds` by
    step."""

    messages: tuple[ArelleMessage, ...]
    bound: tuple[BoundSummation, ...]
    facts: tuple[ArelleFact, ...] | None
    counts: Mapping[str, int]
    documents: int
    seconds: Mapping[str, float]
    asserted: Mapping[str, tuple[int, int]]
    """assertions that the formula processor ran, by id: how often satisfied, how often not"""
    hashes: Mapping[str, str]
    """address and digest of each taxonomy document that was looked at to the end and found clean,
    when asked for"""
    networks: ArelleNetworks | None = None
    version: str = ""


class _State(Struct, frozen=True):
    """How the worker is, beside what it answers: `failed` is the reason for no answer."""

    failed: FailureReason | None = None
    detail: str = ""
    version: str = ""
    resident_mb: int = 0


_Told = TypeVar("_Told")


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
        """Validate a report, a taxonomy or a package; raise ArelleFailed where there is no verdict.

        `facts`, `networks` and `hashes` ask for these; `taxonomy_only` takes an archive for a
        taxonomy package even where it does
        not say so itself; `validated` are digests of taxonomy documents that were found clean
        before.
        `target` is the target document that is meant where inline pages make several ("" for the
        default one), with the names of the pages where `entry` is an archive.
        `viewer` is a file that gets the report's interactive viewer, from the same load.
        """
        request = {
            "entry": os.path.abspath(entry),
            "packages": [os.path.abspath(package) for package in packages],
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
        line, version = self._ask(request)
        if _decoded(line, _State).resident_mb > self.renew_mb:
            self.close()
            self.start()
        return replace(_decoded(line, ArelleResult), version=version)

    def _ask(self, request: dict[str, Any]) -> tuple[bytes, str]:
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

        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (closed by end)
        command = [sys.executable, "-P", "-m", WORKER, str(memory_mb)]
        try:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                env=_environment(),
                start_new_session=True,  # an interrupt at the keyboard is ours to handle
            )
        except OSError as error:
            self._said.close()
            raise ArelleFailed("cannot start", str(error)) from error
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def ready(self, deadline: float) -> str:
        """Wait until Arelle is imported; its version."""
        if not self._version:
            self._version = _decoded(self._receive(deadline, ended="cannot start"), _State).version
        return self._version

    def answer(self, request: dict[str, Any], deadline: float) -> bytes:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self.process.stdin.flush()
        except OSError:
            raise ArelleFailed("crash", self._last_words()) from None
        return self._receive(deadline, ended="crash")

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for stream in (self.process.stdin, self.process.stdout, self._said):
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
            raise ArelleFailed("time limit", self._last_words()) from None
        if not line.endswith(b"\n"):
            raise ArelleFailed(ended, self._last_words())
        state = _decoded(line, _State)
        if state.failed is not None:
            raise ArelleFailed(state.failed, state.detail)
        return line

    def _last_words(self) -> str:
        self._said.seek(max(0, self._said.seek(0, os.SEEK_END) - 2000))
        return self._said.read().decode("utf-8", "replace").strip()


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


def _decoded(line: bytes, kind: type[_Told]) -> _Told:
    """A line of the worker; Python's own reader takes half of a surrogate pair too, which a report
    may hold."""
    import msgspec

    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(line), kind)
