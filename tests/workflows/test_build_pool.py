"""Builds in several processes: told in the order they were named; one that ends its process is a
finding, not a wait without end."""

import os
from pathlib import Path

import pytest

from crossfoot.cli.console import Console
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.workflows import build_pool
from crossfoot.workflows.build_pool import build_all
from crossfoot.workspace import Workspace


class Ending(build_pool._Building):
    """Builds nothing, and ends its process of one filing."""

    def __call__(self, folder: Path) -> BuildResult:
        if folder.name == "2024-12-31":
            os._exit(1)
        return BuildResult(name=folder.name, folder=folder, findings=())


def test_a_build_that_ends_its_process_twice_is_a_finding_and_the_others_are_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_pool, "_Building", Ending)
    folders = [tmp_path / "hbr" / f"{year}-12-31" for year in (2022, 2023, 2024, 2025)]
    for folder in folders:
        folder.mkdir(parents=True)
    options = BuildOptions(output=tmp_path / "output", arelle=False)
    results = list(
        build_all(Workspace(root=tmp_path), options, folders, 2, Console(quiet=True).progress)
    )
    assert [result.name for result in results] == [
        "2022-12-31",
        "2023-12-31",
        "hbr/2024-12-31",
        "2025-12-31",
    ]
    assert [[finding.code for finding in result.findings] for result in results] == [
        [],
        [],
        ["build.process"],
        [],
    ]
