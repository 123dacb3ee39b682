"""`intake.json`: what a build knows of its own output, and whether the files are still those."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

MANIFEST = "intake.json"


class Manifest(Struct, frozen=True, kw_only=True):
    """`intake.json`: what the build knows of its own output."""

    folder: Path
    stem: str
    data: Mapping[str, Any]
    files: Mapping[str, str]
    sha256: str
    """of the bytes of `intake.json` itself"""

    @property
    def filed(self) -> date | None:
        """The day of filing that the filer declared."""
        try:
            return date.fromisoformat(str(self.data.get("filed")))
        except ValueError:
            return None

    @property
    def reported(self) -> set[str]:
        """The instance, the schema and the linkbases."""
        return {
            name
            for name in self.files
            if re.fullmatch(re.escape(self.stem) + r"(\.xbrl|\.xsd|_[a-z]+\.xml)", name)
        }

    @property
    def digest(self) -> str:
        """The identity of the filing: its report and taxonomy, whatever is packed around them."""
        lines = (f"{name}\0{self.files[name]}\n" for name in sorted(self.reported))
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an output folder; None where there is none that can be read."""
    try:
        content = (folder / MANIFEST).read_bytes()
        data = json.loads(content)
        files = {
            str(name): str(entry["sha256"])
            for name, entry in data["files"].items()
            if int(entry["size"]) >= 0
        }
        stem = str(data["stem"])
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ):
        return None
    if not stem or {"/", "\\"} & set(stem):  # the files of a build lie beside its intake.json
        return None
    return Manifest(
        folder=folder,
        stem=stem,
        data=data,
        files=files,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def verified_files(manifest: Manifest) -> dict[str, bytes] | None:
    """The files that are read; None unless each has the hash that the manifest knows."""
    needed = {f"{manifest.stem}.xbrl", "sources.json", "findings.json"}
    needed |= manifest.reported | ({f"{manifest.stem}-taxonomy.zip"} & set(manifest.files))
    files = {}
    for name in sorted(needed):
        try:
            data = (manifest.folder / name).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != manifest.files.get(name):
            return None
        files[name] = data
    return files
