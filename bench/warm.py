"""The same report judged several times by one warm worker: wall seconds of the last run and the
worker's memory, as JSON."""

import json
import os
import sys
import time
from pathlib import Path

from crossfoot.arelle.session import ArelleSession
from crossfoot.workflows.validated_cache import validated_hashes
from crossfoot.workspace import Workspace


def used(pid: int) -> float:
    """CPU seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


entry, package = Path(sys.argv[1]), Path(sys.argv[2])
known = validated_hashes(Workspace(root=Path(__file__).parent.parent))
with ArelleSession() as session:
    for _ in range(3):
        session.start()
        before = used(session.pid) if session.pid else 0.0
        began = time.perf_counter()
        result = session.validate(entry, packages=(package,), validated=known)
        wall = time.perf_counter() - began
        pid = session.pid or 0
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
        told = {
            "cpu": used(pid) - before,
            "wall": wall,
            "mb": peak,
            "messages": len(result.messages),
            "facts": result.counts["facts"],
        }
print(json.dumps(told))
