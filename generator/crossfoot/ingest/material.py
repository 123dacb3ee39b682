"""The bytes of one entry in memory: its reports, and the schemas and linkbases that came with it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from crossfoot.ingest.archives import BadArchive, unpack
from crossfoot.ingest.entries import Entry, beside_of
from crossfoot.ingest.spots import INLINE

_INSTANCE = re.compile(rb"<(?:[\w.-]+:)?xbrl[\s>]")
_HEAD = 1 << 16


class Material(Struct, frozen=True, kw_only=True):
    """`files` by name inside the entry; `reports` the names of those that hold facts; `syntax` inline, xbrl, json, csv or none."""

    files: Mapping[str, bytes]
    reports: tuple[str, ...]
    syntax: str

    @property
    def taxonomy(self) -> dict[str, bytes]:
        """Schemas and linkbases that came with the report, outside META-INF."""
        return {
            name: data
            for name, data in self.files.items()
            if name not in self.reports and name.endswith((".xsd", ".xml")) and "META-INF/" not in name
        }


def read_material(entry: Entry) -> Material:
    """Everything of the entry; BadArchive or OSError where it can't be read."""
    if entry.archive:
        files: Mapping[str, bytes] = unpack(entry.path.read_bytes())
    elif entry.path.is_dir():
        files = {path.relative_to(entry.path).as_posix(): path.read_bytes() for path in entry.beside}
    else:
        beside = entry.beside if entry.manifest is None else beside_of(entry.path)  # ours, but judged: its taxonomy lies beside it too
        files = {path.name: path.read_bytes() for path in (entry.path, *beside)}
        return Material(files=files, reports=(entry.path.name,), syntax=_syntax(entry.path.name, files[entry.path.name]))
    inside = [name for name in sorted(files) if not name.startswith("META-INF/") and "/META-INF/" not in name]
    reports = [name for name in inside if "/reports/" in f"/{name}"] or inside
    kinds = {name: _syntax(name, files[name]) for name in reports}
    for syntax in ("inline", "xbrl", "csv", "json"):
        if found := tuple(name for name in reports if kinds[name] == syntax):
            _one_report(found, {name for name, kind in kinds.items() if kind not in ("none", syntax)}, files, syntax)
            return Material(files=files, reports=found, syntax=syntax)
    return Material(files=files, reports=(), syntax="none")


def _one_report(found: Sequence[str], others: Iterable[str], files: Mapping[str, bytes], syntax: str) -> None:
    """BadArchive where several reports would become one filing; the pages of an inline set are one report."""
    if syntax == "inline":
        return
    extended = {base for name in found for base in _extended(files[name])} if syntax == "csv" else set()
    alone = [name for name in found if PurePosixPath(name).name not in extended]
    stems = {PurePosixPath(name).stem for name in found}
    alone += sorted(name for name in others if PurePosixPath(name).stem not in stems)
    if len(alone) > 1:
        told = ", ".join(PurePosixPath(name).name for name in alone[:3]) + (" ..." if len(alone) > 3 else "")
        raise BadArchive(
            f"it holds {len(alone)} reports ({told}), each a filing of its own: unpack it, and hand in the folder of the reports"
        )


def _extended(metadata: bytes) -> list[str]:
    """The names of metadata files that a report in xBRL-CSV extends."""
    try:
        return [PurePosixPath(str(one)).name for one in json.loads(metadata)["documentInfo"].get("extends", ())]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _syntax(name: str, data: bytes) -> str:
    """What the file is, by its name and its beginning."""
    suffix, head = Path(name).suffix.lower(), data[:_HEAD]
    if suffix == ".json":
        return "csv" if b"xbrl-csv" in head else "json" if b"xbrl-json" in head else "none"
    if suffix in INLINE:
        return "inline" if b"inlineXBRL" in head else "none"
    if suffix in (".xml", ".xbrl"):
        return "xbrl" if _INSTANCE.search(head) else "inline" if b"inlineXBRL" in head else "none"
    return "none"


def base_schemas(packages: Iterable[Path]) -> dict[str, bytes]:
    """The schemas of taxonomy packages: what published elements are."""
    found: dict[str, bytes] = {}
    for package in packages:
        found.update({f"{package.name}/{name}": data for name, data in unpack(package.read_bytes()).items() if name.endswith(".xsd")})
    return found
