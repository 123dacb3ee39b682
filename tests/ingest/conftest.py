"""What the tests of the store share: the five releases of Internet Initiative Japan, built and judged once."""

from pathlib import Path

import pytest

from crossfoot.model.options import BuildOptions
from crossfoot.pipeline import Builder
from crossfoot.validate.arelle_session import ArelleSession
from crossfoot.workspace import Workspace
from real_filing import CHECKOUT

pytest.importorskip("duckdb", reason="pip install 'crossfoot[ingest]'")
pytest.importorskip("pyarrow", reason="pip install 'crossfoot[ingest]'")


@pytest.fixture(scope="session")
def releases(arelle: ArelleSession, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `iij/` of an output with the five filings."""
    output = tmp_path_factory.mktemp("releases")
    workspace = Workspace(root=CHECKOUT)
    builder = Builder(workspace=workspace, options=BuildOptions(output=output), session=arelle)
    results = [builder.build(folder) for folder in workspace.filing_folders([]) if folder.parent.name == "iij"]
    assert [str(finding) for result in results for finding in result.findings if finding.severity == "error"] == []
    return output / "iij"
