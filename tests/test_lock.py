"""The lock: every dependency that is declared stands in it, within its range, with hashes."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def locked(name: str) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Hashes by project, version and marker."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", "")
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            requirement, *hashes = line.split("--hash=")
            one = Requirement(requirement.strip())
            (version,) = one.specifier
            assert version.operator == "=="
            place = (canonicalize_name(one.name), version.version, str(one.marker or ""))
            found[place] = tuple(part.strip() for part in hashes)
    return found


@pytest.mark.parametrize("name", ["build.txt", "dev.txt", "run.txt"])
def test_every_line_is_one_version_with_its_hashes(name: str) -> None:
    assert all(locked(name).values())
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert re.findall(r"sha256:(?![0-9a-f]{64}\b)|://", text) == []


@pytest.mark.parametrize("name", ["build.txt", "run.txt"])
def test_the_parts_are_parts_of_the_whole(name: str) -> None:
    whole = {
        (project, version): hashes for (project, version, _), hashes in locked("dev.txt").items()
    }
    part = {(project, version): hashes for (project, version, _), hashes in locked(name).items()}
    assert part.items() <= whole.items()


def test_what_is_declared_is_locked_within_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [
        *project["project"]["dependencies"],
        *(text for extra in project["project"]["optional-dependencies"].values() for text in extra),
        *project["dependency-groups"]["build"],
    ]
    versions: dict[str, list[str]] = {}
    for name, version, _ in locked("dev.txt"):
        versions.setdefault(name, []).append(version)
    wanted = [one for one in map(Requirement, declared) if one.name != "crossfoot"]
    outside = [
        str(one)
        for one in wanted
        if not any(map(one.specifier.contains, versions.get(canonicalize_name(one.name), [])))
    ]
    assert (len(wanted) > 25, outside) == (True, [])
