"""What was refused, kept whole: the original bytes, and why; and the receipts of everything."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from crossfoot.errors import SetupError

SETTLED = "settled"
"""the folder of what was refused once and is in the store now"""


def beside_store(store: str, what: str) -> Path:
    """`facts.quarantine` beside `facts.duckdb`; in the working folder for a database server."""
    if "://" in store:
        return Path(f"crossfoot.{what}")
    path = Path(store)
    return path.with_name(f"{path.stem}.{what}")


def keep_refused(
    folder: Path, digest: str, originals: Iterable[tuple[str, Path]], receipt: Mapping[str, Any]
) -> Path:
    """`<folder>/<digest>/`: `reasons.json` and `original/`; whole or not at all, the same again
    when it is there.

    What can't be read is named in `reasons.json` under `unread`.
    """
    target = folder / digest
    building = target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{digest[:12]}.", dir=folder))
        (building / "original").mkdir()
        unread = [
            name for name, path in originals if not _copied(path, building / "original" / name)
        ]
        _write(building / "reasons.json", {**receipt, "unread": unread} if unread else receipt)
        if target.exists():
            os.replace(building / "reasons.json", target / "reasons.json")
        else:
            os.rename(building, target)
    except OSError as broken:
        if not target.exists():
            raise SetupError(
                f"the quarantine can't be written: {broken.strerror or broken}",
                "name a folder with --quarantine",
            ) from broken
    finally:
        if building != target:
            shutil.rmtree(building, ignore_errors=True)
    return target


def _copied(path: Path, copy: Path) -> bool:
    """Whether the file could be read; anything else but a file is passed over."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        if not path.is_file():
            return True
        source = path.open("rb")
    except OSError:
        return False
    with source, copy.open("wb") as out:
        shutil.copyfileobj(source, out)
    return True


def settle(entry: Path, receipt: Mapping[str, Any]) -> Path | None:
    """What was refused and is in the store now is no open case: `<folder>/<digest>/` moves to
    `<folder>/settled/<digest>/`, whole, with the
    receipt that says so; None where nothing was kept."""
    if not entry.is_dir():
        return None
    target = entry.parent / SETTLED / entry.name
    try:
        _write(entry / "receipt.json", receipt)
        target.parent.mkdir(exist_ok=True)
        if target.exists():  # settled before, and refused once more since: the same bytes
            for name in ("reasons.json", "receipt.json"):
                os.replace(entry / name, target / name)
            shutil.rmtree(entry)
        else:
            os.rename(entry, target)
    except OSError as broken:
        hint = "name a folder with --quarantine; the filing itself is in the store"
        raise SetupError(
            f"the quarantine can't be written: {broken.strerror or broken}", hint
        ) from broken
    return target


def write_receipt(folder: Path, digest: str, receipt: Mapping[str, Any]) -> Path:
    """`<folder>/<digest>.json`, whole or not at all."""
    target = folder / f"{digest}.json"
    building = target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{digest[:12]}.", dir=folder)
        os.close(handle)
        building = Path(name)
        _write(building, receipt)
        os.replace(building, target)
    except OSError as broken:
        if building != target:
            building.unlink(missing_ok=True)
        hint = "name a folder with --receipts; the filing itself is in the store"
        raise SetupError(
            f"the receipt can't be written: {broken.strerror or broken}", hint
        ) from broken
    return target


def _write(path: Path, record: Mapping[str, Any]) -> None:
    with path.open("w", encoding="utf-8") as out:
        json.dump(record, out, ensure_ascii=False, indent=1)
        out.write("\n")
        out.flush()
        os.fsync(out.fileno())
