"""`taxonomy/validated.json`: digests of taxonomy documents that Arelle found clean, so that no
filing pays for them again."""

import json
from collections.abc import Mapping
from pathlib import Path

from crossfoot.system.atomic_file import replace_file, writing
from crossfoot.workspace import Workspace

_FILE = "validated.json"


def validated_hashes(workspace: Workspace) -> frozenset[str]:
    """The hashes that the installed Arelle found clean; a list that can't be read, or is another
    Arelle's, is no list."""
    paths = workspace.taxonomy_files(_FILE)
    arelle = _installed() if paths else ""
    return frozenset(digest for path in paths for digest in _entries(path, arelle))


def add_validated(workspace: Workspace, hashes: Mapping[str, str]) -> int:
    """Add documents, given by address, to the workspace's own list; how many there are now."""
    arelle = _installed()
    path = workspace.root / "taxonomy" / _FILE
    names = {
        digest: address.replace("\\", "/").rsplit("/", 1)[-1]
        for address, digest in hashes.items()
        if digest
    }
    documents = {**_entries(path, arelle), **names}
    text = (
        json.dumps(
            {
                "arelle": arelle,
                "documents": dict(sorted(documents.items(), key=lambda entry: entry[::-1])),
            },
            indent=1,
        )
        + "\n"
    )
    with writing(f"taxonomy/{_FILE} can't be written", "leave out --remember"):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.encode())
    return len(documents)


def _installed() -> str:
    from importlib.metadata import version

    return version("arelle-release")


def _entries(path: Path, arelle: str) -> dict[str, str]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        documents = data["documents"] if data["arelle"] == arelle else {}
        return {str(digest): str(name) for digest, name in documents.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
