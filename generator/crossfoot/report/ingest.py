"""intake.json: what a store needs to know of a filing before it reads it: who, when, the verdict,
and the hash of each file."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crossfoot.model.filing import Filing

NAME = "intake.json"


def intake_json(
    filing: Filing, verdict: str, rules: Sequence[str], counts: Mapping[str, int], folder: Path
) -> str:
    """The manifest of an output folder; written last, it names every other file."""
    form = next((value for name, value, _ in filing.cover if name == "DocumentType"), "")
    record = {
        "version": 1,
        "stem": filing.stem,
        "filer": filing.company.name,
        "prefix": filing.company.prefix,
        "entity": {"scheme": filing.company.scheme, "identifier": filing.company.identifier},
        "identifiers": dict(filing.company.identifiers),
        "title": filing.title,
        "form": form,
        "period_end": filing.period_end,
        "filed": filing.filed or None,
        "verdict": verdict,
        "rules": list(rules),
        "counts": dict(sorted(counts.items())),
        "files": _files(folder),
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _files(folder: Path) -> dict[str, Any]:
    """Path, hash and size of each file, sorted."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != NAME:
            with path.open("rb") as file:
                found[name] = {
                    "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
                    "size": file.tell(),
                }
    return found
