"""One command as a process of its own: CPU seconds (user and system), peak memory, wall time."""

import os
import re
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_STAGES = re.compile(r"seconds: ([^)]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run took; `stages` are wall seconds that our own build prints."""

    cpu: float
    mb: float
    wall: float
    stages: Mapping[str, float] = field(default_factory=dict)


class Failed(Exception):
    """The command did not end as it should."""


def run(command: Sequence[str], said: Path, code: int = 0) -> Run:
    """Run it once; what it prints goes to the file `said`.

    A child counts the memory of its parent at the fork: this process stays small, and prepares
    nothing by itself.
    """
    began = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        os.execve(command[0], list(command), _environment(said.parent))
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) != code:
        raise Failed(f"{' '.join(command)}: {said.read_text(errors='replace')[-2000:]}")
    told = _STAGES.search(said.read_text(encoding="utf-8", errors="replace"))
    stages = dict(part.rsplit(" ", 1) for part in told[1].split(", ")) if told else {}
    seconds = {name: float(text) for name, text in stages.items()}
    return Run(
        cpu=usage.ru_utime + usage.ru_stime, mb=usage.ru_maxrss / 1024, wall=wall, stages=seconds
    )


def _environment(scratch: Path) -> dict[str, str]:
    """Compiled modules are kept, as after any installation, but outside the checkout."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(scratch / "pyc")}


def median(runs: Sequence[Run]) -> Run:
    """The middle of several, each number by itself."""
    names = runs[0].stages
    return Run(
        cpu=statistics.median(one.cpu for one in runs),
        mb=statistics.median(one.mb for one in runs),
        wall=statistics.median(one.wall for one in runs),
        stages={
            name: statistics.median(one.stages.get(name, 0.0) for one in runs) for name in names
        },
    )
