"""The real filing that the tests of the whole way use: Internet Initiative Japan, fiscal year to
2010-03-31, copied before use."""

import csv
import hashlib
import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot.arelle.session import ArelleSession
from crossfoot.curated.filing import read_filing
from crossfoot.curated.taxonomies import read_base, read_extension
from crossfoot.facts.build import build_instance
from crossfoot.model.instance import Instance
from crossfoot.model.options import BuildOptions, BuildResult
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.render.inline import with_text_blocks
from crossfoot.workflows.build import Builder
from crossfoot.workspace import Workspace

CHECKOUT = Path(__file__).resolve().parents[1]
FILING = "iij/2010-03-31"
STEM = "iij-20100331"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A workspace with its output, what the build told, and the instance that was written."""

    workspace: Path
    folder: Path
    result: BuildResult
    instance: Instance
    taxonomy: Taxonomy

    @property
    def page(self) -> Path:
        return self.folder / f"{STEM}.htm"

    @property
    def xbrl(self) -> Path:
        return self.folder / f"{STEM}.xbrl"

    @property
    def package(self) -> Path:
        return self.folder / f"{STEM}-taxonomy.zip"


def copy_workspace(target: Path) -> Path:
    """The company's files, its filings and the base, without anything generated."""
    shutil.copytree(CHECKOUT / "filings" / "iij", target / "filings" / "iij")
    shutil.copytree(CHECKOUT / "taxonomy", target / "taxonomy")
    return target


def instance_of(workspace: Path) -> tuple[Instance, Taxonomy]:
    """The instance of the filing, as the build makes it."""
    folder = workspace / "filings" / FILING
    filing, findings = read_filing(folder)
    assert filing is not None, findings
    base, _ = read_base(Workspace(root=workspace).base_folder(filing.base), filing.base)
    taxonomy, _ = read_extension(folder.parent, filing.company, filing.stem, base)
    return with_text_blocks(build_instance(filing, taxonomy)[0], taxonomy), taxonomy


def build_real_filing(root: Path, arelle: ArelleSession) -> Built:
    workspace = copy_workspace(root)
    options = BuildOptions(output=root / "output")
    builder = Builder(workspace=Workspace(root=workspace), options=options, session=arelle)
    result = builder.build(workspace / "filings" / FILING)
    assert result.folder is not None, [str(finding) for finding in result.findings]
    instance, taxonomy = instance_of(workspace)
    return Built(
        workspace=workspace,
        folder=result.folder,
        result=result,
        instance=instance,
        taxonomy=taxonomy,
    )


def crossfoot(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as a person calls it."""
    command = [sys.executable, "-m", "crossfoot", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", check=False, **options
    )


def hashes(folder: Path) -> dict[str, str]:
    """sha256 of every file under a folder, by its path inside."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def change_cell(path: Path, row: int, column: str, old: str, new: str) -> None:
    """Change one cell of a CSV, and nothing else; `row` counts the header as 1."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index(column)
    assert rows[row - 1][place] == old
    rows[row - 1][place] = new
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def row_of(path: Path, concept: str, **more: str) -> int:
    """The number of the first row of a concept whose other cells are as given."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            if row["concept"] == concept and all(
                row[name] == value for name, value in more.items()
            ):
                return number
    raise AssertionError(f"no row of {concept} in {path.name}")


def environment(**changes: str) -> dict[str, str]:
    return {**os.environ, **changes}
