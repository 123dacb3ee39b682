"""What this machine's own builds were: the digests of their manifests (`intake.json`).

A manifest says which verdict Arelle gave and which bytes it gave it on; whoever can write a folder
can write that too. So its word is taken only where its digest stands in this record, which lies in
the user's own state folder and not beside the output.
"""

import os
from pathlib import Path

RECORD = "builds.txt"
OVERRIDE = "CROSSFOOT_STATE_HOME"
"""environment variable that names another state folder, for tests and for machines of several
builders"""


def record_path() -> Path:
    """`crossfoot/builds.txt` in the user's state folder (XDG Base Directory Specification)."""
    # the specification has paths ignored that are not absolute
    homes = (os.environ.get(name, "") for name in (OVERRIDE, "XDG_STATE_HOME"))
    home = next((Path(name) for name in homes if Path(name).is_absolute()), None)
    return (home or Path.home() / ".local" / "state") / "crossfoot" / RECORD


def record_build(digest: str) -> None:
    """Append the SHA-256 of a manifest that a build of this machine wrote.

    Where the folder can't be written nothing is lost: the output is validated when it is ingested.
    """
    path = record_path()
    if digest in recorded_builds():
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # one short write with O_APPEND: several builds at once do not mix their lines
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"{digest}\n".encode("ascii"))
        finally:
            os.close(handle)
    except OSError:
        return


def recorded_builds() -> frozenset[str]:
    """The digests of the manifests that builds of this machine wrote; none where none are known."""
    try:
        return frozenset(record_path().read_text(encoding="ascii", errors="replace").split())
    except (OSError, RuntimeError):  # no such file, or a user without a home
        return frozenset()
