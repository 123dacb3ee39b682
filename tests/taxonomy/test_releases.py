"""Released versions are frozen: ours, and the mechanism on a made-up folder."""

import shutil
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.errors import UsageError
from crossfoot.workflows.release_freeze import changed_release, freeze, frozen
from crossfoot.workflows.taxonomy_tasks import lint_all
from crossfoot.workspace import Workspace

ROOT = Path(__file__).parent.parent.parent
TINY = ROOT / "tests" / "lint" / "cases" / "name" / "good"


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def released(folder: Path) -> Path:
    """A made-up base, released."""
    base = folder / "taxonomy" / "tiny" / "1"
    shutil.copytree(TINY, base)
    append(base / "taxonomy.yaml", "status: released\n")
    return base


def found(base: Path) -> list[str]:
    return [str(finding) for finding in changed_release(base, "tiny/1", True)]


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("taxonomy/*/*/taxonomy.yaml")), ids=lambda path: path.parent.name
)
def test_no_released_version_of_ours_has_changed(path: Path) -> None:
    told = "status: released" in path.read_text(encoding="utf-8")
    assert [str(finding) for finding in changed_release(path.parent, path.parent.name, told)] == []


def test_a_frozen_version_that_is_untouched_is_silent(tmp_path: Path) -> None:
    base = released(tmp_path)
    assert found(base) == [
        "tiny/1/MANIFEST.sha256: the version is released and has no manifest [release.manifest]"
    ]
    assert freeze(base) == 4
    assert frozen(base)
    assert found(base) == []


def test_a_changed_a_missing_and_a_new_file_are_told(tmp_path: Path) -> None:
    base = released(tmp_path)
    freeze(base)
    append(base / "networks.yaml", "\n")
    (base / "networks" / "sheet.csv").unlink()
    (base / "labels.csv").write_text("name,role,lang,text\n", encoding="utf-8")
    assert found(base) == [
        "tiny/1/labels.csv: the version is released, and this file is new [release.changed]",
        "tiny/1/networks.yaml: the version is released, and this file has changed [release.changed]",
        "tiny/1/networks/sheet.csv: the version is released, and this file is missing [release.changed]",
    ]


def test_lint_tells_of_a_changed_release(tmp_path: Path) -> None:
    base = released(tmp_path)
    freeze(base)
    append(base / "networks.yaml", "\n")
    (linted,) = lint_all(Workspace(root=tmp_path), [str(base)])
    assert [finding.code for finding in linted.findings] == ["release.changed"]


def test_a_release_is_frozen_once_and_never_built_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    released(tmp_path)
    command = ["--workspace", str(tmp_path)]
    assert main(["taxonomy", "freeze", "tiny/1", *command]) == 0
    assert capsys.readouterr().out == "tiny/1: 4 files are frozen\n"
    assert main(["taxonomy", "build", "tiny/1", *command]) == 2
    with pytest.raises(UsageError):
        freeze(tmp_path / "taxonomy" / "tiny" / "1")


def test_a_draft_is_not_frozen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = released(tmp_path)
    text = (base / "taxonomy.yaml").read_text(encoding="utf-8")
    (base / "taxonomy.yaml").write_text(text.replace("released", "draft"), encoding="utf-8")
    assert main(["taxonomy", "freeze", "tiny/1", "--workspace", str(tmp_path)]) == 1
    assert "the version does not call itself released [release.status]" in capsys.readouterr().out
    assert not frozen(base)
