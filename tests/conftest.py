"""Fixtures that several folders share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from crossfoot.arelle.session import ArelleSession
from crossfoot.model.options import BuildOptions
from crossfoot.workflows.build import Builder
from crossfoot.workflows.build_record import OVERRIDE
from crossfoot.workspace import Workspace
from harbor_case import Harbor, copy_of_harbor
from real_filing import CHECKOUT, Built, build_real_filing

# The same examples on every day, and no example fails because the machine is slow.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def state_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A state folder of this run: no test records a build for the user who runs it."""
    home = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(OVERRIDE, str(home))
        yield home


@pytest.fixture
def harbor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Harbor:
    """A fresh copy of the workspace of Harbor Tools Corp."""
    return copy_of_harbor(tmp_path, capsys)


@pytest.fixture(scope="session")
def arelle() -> Iterator[ArelleSession]:
    """One warm Arelle for all tests of a process."""
    with ArelleSession() as session:
        session.start()
        yield session


@pytest.fixture(scope="session")
def built(arelle: ArelleSession, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The filing of 2010-03-31, copied, built and judged once; tests read it and leave it as it
    is."""
    return build_real_filing(tmp_path_factory.mktemp("built"), arelle)


@pytest.fixture(scope="session")
def releases(arelle: ArelleSession, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `iij/` of an output with the five filings."""
    pytest.importorskip("duckdb", reason="pip install 'crossfoot[ingest]'")
    pytest.importorskip("pyarrow", reason="pip install 'crossfoot[ingest]'")
    output = tmp_path_factory.mktemp("releases")
    workspace = Workspace(root=CHECKOUT)
    builder = Builder(workspace=workspace, options=BuildOptions(output=output), session=arelle)
    results = [
        builder.build(folder)
        for folder in workspace.filing_folders([])
        if folder.parent.name == "iij"
    ]
    assert [
        str(finding)
        for result in results
        for finding in result.findings
        if finding.severity == "error"
    ] == []
    return output / "iij"
