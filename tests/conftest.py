"""Fixtures that several folders share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crossfoot.validate.arelle_session import ArelleSession
from harbor_case import Harbor, copy_of_harbor
from real_filing import Built, build_real_filing


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
    """The filing of 2010-03-31, copied, built and judged once; tests read it and leave it as it is."""
    return build_real_filing(tmp_path_factory.mktemp("built"), arelle)
