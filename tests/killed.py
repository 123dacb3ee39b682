"""A child that takes filings and is killed at its nth step: `killed.py STORE N PATH ...`; N 0: runs
to its end and prints its steps.

JOBS in the environment says how many processes read.
A step is a statement, a bulk load, the sync of a file or a rename: whatever moves the world on.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from crossfoot.store.backends import duckdb, postgres
from own_output import take

steps = 0


def counted(function: Callable[..., Any], fatal: int) -> Callable[..., Any]:
    """The function, before which the process may die."""

    def run(*arguments: Any, **named: Any) -> Any:
        global steps
        steps += 1
        if steps == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)

    return run


def main() -> None:
    place, fatal, *paths = sys.argv[1:]
    for kind in (duckdb.DuckStore, postgres.PostgresStore):
        for name in ("execute", "append", "rows", "close"):
            setattr(kind, name, counted(getattr(kind, name), int(fatal)))
    for name in ("fsync", "replace", "rename"):
        setattr(os, name, counted(getattr(os, name), int(fatal)))
    take(place, *map(Path, paths), jobs=int(os.environ.get("JOBS", "1")))
    print(steps)


if __name__ == "__main__":
    main()
