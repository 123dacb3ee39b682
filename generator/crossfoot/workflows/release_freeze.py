"""Released versions of a taxonomy: a manifest of hashes lies in the folder, and nothing in it
changes any more."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from crossfoot.errors import UsageError
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.system.atomic_file import replace_file, writing

MANIFEST = "MANIFEST.sha256"
_HINT = "put the released file back; what is new belongs into the next version's folder"


def frozen(folder: Path) -> bool:
    """Whether the folder holds a released version."""
    return (folder / MANIFEST).is_file()


def freeze(folder: Path) -> int:
    """Write the manifest (as sha256sum reads it); the number of files in it."""
    if frozen(folder):
        raise UsageError(
            f"'{folder.name}' is released already", "make the next version in a new folder"
        )
    hashes = _hashes(folder)
    text = "".join(f"{digest}  {name}\n" for name, digest in hashes.items())
    with writing(f"{MANIFEST} can't be written", "the folder of the version must be writable"):
        replace_file(folder / MANIFEST, text.encode())
    return len(hashes)


def changed_release(folder: Path, shown: str, released: bool) -> Iterator[Finding]:
    """What is different from the manifest; a version that calls itself released has one."""
    if not frozen(folder):
        if released:
            hint = "run: crossfoot taxonomy freeze"
            yield error(
                "release.manifest",
                "the version is released and has no manifest",
                SourceRef(file=f"{shown}/{MANIFEST}"),
                hint,
            )
        return
    noted, found = _noted(folder), _hashes(folder)
    for name in sorted(noted.keys() | found.keys()):
        if noted.get(name) != found.get(name):
            told = (
                "is new"
                if name not in noted
                else "is missing"
                if name not in found
                else "has changed"
            )
            yield error(
                "release.changed",
                f"the version is released, and this file {told}",
                SourceRef(file=f"{shown}/{name}"),
                _HINT,
            )


def _hashes(folder: Path) -> Mapping[str, str]:
    paths = {
        path.relative_to(folder): path
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    visible = {
        name: path
        for name, path in paths.items()
        if not any(part.startswith(".") for part in name.parts)
    }
    return {
        name.as_posix(): hashlib.sha256(visible[name].read_bytes()).hexdigest()
        for name in sorted(visible)
    }


def _noted(folder: Path) -> Mapping[str, str]:
    lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {name: digest for digest, name in pairs}
