"""Whose word is taken: only outputs that a build of this machine recorded, and those given with
`--trust`."""

import shutil
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.workflows.build_record import (
    OVERRIDE,
    record_build,
    record_path,
    recorded_builds,
)
from crossfoot.workflows.ingest import IngestResult, Intake, IntakeOptions
from own_output import own_output

NOON = datetime(2026, 11, 22, 12)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty state folder."""
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "state"))
    return tmp_path / "state"


def ingest(store: Path, *paths: Path, **options: object) -> list[IngestResult]:
    chosen = IntakeOptions(store=str(store), **options)  # type: ignore[arg-type]
    with Intake(options=chosen, clock=lambda: NOON) as intake:
        return list(intake.take(paths))


def test_the_state_folder_is_that_of_the_desktop_specification(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(OVERRIDE, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert record_path() == tmp_path / "crossfoot" / "builds.txt"
    monkeypatch.setenv("XDG_STATE_HOME", "relative, which the specification has ignored")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert record_path() == tmp_path / ".local" / "state" / "crossfoot" / "builds.txt"


def test_a_digest_is_recorded_once_for_the_user_alone(home: Path) -> None:
    for digest in ("a" * 64, "b" * 64, "a" * 64):
        record_build(digest)
    record = home / "crossfoot" / "builds.txt"
    assert record.read_text() == f"{'a' * 64}\n{'b' * 64}\n"
    assert record.stat().st_mode & 0o777 == 0o600
    assert recorded_builds() == {"a" * 64, "b" * 64}


def test_a_state_folder_that_can_not_be_written_costs_no_build(home: Path) -> None:
    home.write_text("a file where the folder should be")
    record_build("a" * 64)
    assert recorded_builds() == frozenset()


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_intake_json_of_a_stranger_proves_nothing(
    home: Path, tmp_path: Path, jobs: int
) -> None:
    """The folder has no page, so there is nothing that Arelle could validate."""
    folder = own_output(tmp_path / "t" / "2024-12-31")
    (result,) = ingest(tmp_path / "f.duckdb", folder, jobs=jobs)
    assert (result.verdict, result.receipt.get("reader")) == ("refused", None)
    record_build(sha256((folder / "intake.json").read_bytes()).hexdigest())
    (result,) = ingest(tmp_path / "g.duckdb", folder, jobs=jobs)
    assert (result.verdict, result.receipt["reader"]) == ("accepted", "crossfoot")


def test_a_recorded_manifest_vouches_for_no_other_one(home: Path, tmp_path: Path) -> None:
    folder = own_output(tmp_path / "t" / "2024-12-31")
    manifest = folder / "intake.json"
    record_build(sha256(manifest.read_bytes()).hexdigest())
    manifest.write_text(manifest.read_text().replace("2025-02-14", "1999-02-14"))
    (result,) = ingest(tmp_path / "f.duckdb", folder)
    assert result.verdict == "refused"


def test_what_was_accepted_on_trust_is_validated_when_it_comes_without(
    home: Path, tmp_path: Path
) -> None:
    folder, store = own_output(tmp_path / "t" / "2024-12-31"), tmp_path / "f.duckdb"
    results = [ingest(store, folder, trust=trust)[0] for trust in (True, True, False)]
    assert [(result.verdict, result.repeat) for result in results] == [
        ("accepted", False),
        ("accepted", True),
        ("refused", False),
    ]


def test_archives_are_never_taken_on_trust(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own_output(tmp_path / "t" / "2024-12-31")
    archive = shutil.make_archive(str(tmp_path / "t"), "zip", folder)
    assert main(["ingest", archive, "--trust", "--store", str(tmp_path / "f.duckdb")]) == 2
    assert "--trust is for output folders of your own, and t.zip is an archive" in (
        capsys.readouterr().err
    )


def test_a_build_records_what_it_wrote(releases: Path, tmp_path: Path) -> None:
    (result,) = ingest(tmp_path / "f.duckdb", releases / "2008-09-30")
    assert (result.verdict, result.receipt["reader"]) == ("accepted with findings", "crossfoot")
