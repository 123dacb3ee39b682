"""The Python API: four calls and their records, imported only when they are asked for."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import crossfoot
from harbor_case import Harbor


def test_importing_the_package_imports_nothing_else() -> None:
    code = (
        "import sys, crossfoot\n"
        "print([name for name in sys.modules if name.startswith('crossfoot.')])\n"
        "print(callable(crossfoot.build), crossfoot.__version__ != '')\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["[]", "True True"]


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(getattr(crossfoot, name) is not None for name in crossfoot.__all__)
    assert set(crossfoot.__all__) <= set(dir(crossfoot))
    with pytest.raises(AttributeError, match="no attribute 'bulid'"):
        crossfoot.bulid  # noqa: B018


def test_a_filing_is_built_validated_ingested_and_asked_in_four_lines(
    harbor: Harbor, tmp_path: Path
) -> None:
    pytest.importorskip("duckdb", reason="pip install 'crossfoot[ingest]'")
    built = crossfoot.build(harbor.filing, output=tmp_path / "out")
    assert built.clean
    assert built.folder is not None
    validated = crossfoot.validate(built.folder, workspace=harbor.root)
    assert [str(found) for found in validated.findings if found.severity == "error"] == []
    received = datetime(2025, 3, 1, tzinfo=UTC)
    store = tmp_path / "facts.duckdb"
    (taken,) = crossfoot.ingest([built.folder], store=store, received=received)
    assert taken.verdict == "accepted"
    with crossfoot.open_store(store) as facts:
        assert facts.filings()


def test_a_filing_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(crossfoot.UsageError, match="is not a filing"):
        crossfoot.build(tmp_path / "filings" / "a" / "b", output=tmp_path / "out")
