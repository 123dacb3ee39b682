"""Nothing half-written: killed, crowded and refused builds leave the last good output whole."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crossfoot.errors import SetupError
from crossfoot.system.atomic_folder import atomic_folder, commit
from harbor_case import CASES
from harbor_case import FILING as HARBOR
from real_filing import crossfoot, hashes


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The small filing with its last good output."""
    shutil.copytree(CASES / "harbor", tmp_path / "harbor", ignore=shutil.ignore_patterns("output"))
    run = build(tmp_path / "harbor", tmp_path / "output")
    assert run.returncode == 0, run.stdout + run.stderr
    return tmp_path / "harbor"


def build(
    workspace: Path, output: Path, *options: str, **more: object
) -> subprocess.CompletedProcess[str]:
    return crossfoot(
        "build",
        HARBOR,
        "--no-arelle",
        "--workspace",
        workspace,
        "--output",
        output,
        *options,
        **more,
    )


def edit(workspace: Path) -> None:
    path = workspace / "filings" / HARBOR / "filing.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = ["title: Second edition" if line.startswith("title:") else line for line in lines]
    assert changed != lines
    path.write_text("\n".join(changed) + "\n", encoding="utf-8")


def killed_after(seconds: float, workspace: Path, output: Path) -> int:
    """Kill a build and everything it started after so long; its exit code."""
    command = [
        sys.executable,
        "-m",
        "crossfoot",
        "build",
        HARBOR,
        "--no-arelle",
        "--workspace",
        str(workspace),
        "--output",
        str(output),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def last_good(company: Path) -> Path:
    """The folder, or where it waits between two renames; the next build puts it back."""
    if company.exists():
        return company
    (aside,) = [
        path for name in ("old", "replaced") for path in company.parent.glob(f".crossfoot-*/{name}")
    ]
    return aside


def test_a_build_killed_at_any_moment_leaves_a_whole_output(
    workspace: Path, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    old = hashes(output / HARBOR)
    edit(workspace)
    began = time.monotonic()
    build(workspace, tmp_path / "elsewhere")
    whole = time.monotonic() - began
    new = hashes(tmp_path / "elsewhere" / HARBOR)
    assert new != old
    chance = random.Random(20100331)
    codes = []
    # the first moment lies before any interpreter has started: on a machine that grew faster
    # since, the others may all come too late
    for moment in (
        0.001,
        *(whole * (0.3 + 0.7 * (number + chance.random()) / 12) for number in range(12)),
    ):
        codes.append(killed_after(moment, workspace, output))
        assert hashes(last_good(output / HARBOR)) in (old, new)
    assert -signal.SIGKILL in codes
    assert build(workspace, output).returncode == 0
    assert hashes(output / HARBOR) == new
    assert [path.name for path in (output / HARBOR).parent.iterdir()] == [Path(HARBOR).name]


def left_by_a_killed_run(parent: Path, target: str, *, name: str = ".crossfoot-k3ll3d") -> Path:
    """A temporary folder as it stands when its process is killed: nobody holds a lock on it."""
    room = parent / name
    room.mkdir()
    (room / "of").write_text(target)
    return room


def ours(folder: Path, name: str) -> None:
    """A folder that a run of ours wrote, with one file in it."""
    with atomic_folder(folder, kind="test") as building:
        (building / name).write_text("as it was")
        commit(building)


@pytest.mark.parametrize("name", ["old", "replaced"])
def test_what_was_set_aside_by_a_killed_build_is_put_back_by_the_next_even_if_that_fails(
    tmp_path: Path, name: str
) -> None:
    ours(tmp_path / "filing", "good")
    (tmp_path / "filing").rename(left_by_a_killed_run(tmp_path, "filing") / name)
    with atomic_folder(tmp_path / "filing", kind="test") as building:
        (building / "half").write_text("never finished")
    assert hashes(tmp_path).keys() == {"filing/good", "filing/manifest.txt"}


def test_leftovers_of_a_killed_build_do_not_get_into_the_next(tmp_path: Path) -> None:
    left = left_by_a_killed_run(tmp_path, "filing")
    (left / "new" / "folder").mkdir(parents=True)
    (left / "new" / "folder" / "old").write_text("x")
    (left / "new" / "stale").symlink_to(tmp_path / "nowhere")
    left_by_a_killed_run(tmp_path, "another", name=".crossfoot-0th3r")
    (tmp_path / ".crossfoot-b3gun").mkdir()  # killed before it had marked its folder
    ours(tmp_path / "filing", "new")
    assert hashes(tmp_path).keys() == {"filing/new", "filing/manifest.txt"}
    assert os.listdir(tmp_path) == ["filing"]


def test_what_only_looks_like_a_leftover_stays(tmp_path: Path) -> None:
    (tmp_path / ".crossfoot-notes").mkdir()
    (tmp_path / ".crossfoot-notes" / "mine.txt").write_text("of a person")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "of").write_text("filing")
    (tmp_path / ".crossfoot-link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / ".crossfoot-file").write_text("a file")
    ours(tmp_path / "filing", "new")
    assert hashes(tmp_path).keys() == {
        *(
            ".crossfoot-notes/mine.txt",
            "elsewhere/of",
            ".crossfoot-file",
            "filing/new",
            "filing/manifest.txt",
        ),
    }
    assert (tmp_path / ".crossfoot-link").is_symlink()


def test_a_body_that_raises_leaves_the_last_good_folder(tmp_path: Path) -> None:
    ours(tmp_path / "filing", "good")
    with (
        pytest.raises(ZeroDivisionError),
        atomic_folder(tmp_path / "filing", kind="test") as building,
    ):
        (building / "half").write_text("x")
        commit(building)
        raise ZeroDivisionError
    assert hashes(tmp_path).keys() == {"filing/good", "filing/manifest.txt"}


def test_a_second_build_of_the_same_output_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    with atomic_folder(tmp_path / "filing", kind="test") as building:
        (building / "first").write_text("1")
        with (
            pytest.raises(SetupError, match="another build is writing filing at this moment"),
            atomic_folder(tmp_path / "filing"),
        ):
            pytest.fail("two builds write one folder")
        ours(tmp_path / "other", "beside")
        commit(building)
    assert hashes(tmp_path / "filing").keys() == {"first", "manifest.txt"}
    ours(tmp_path / "filing", "second")
    assert hashes(tmp_path / "filing").keys() == {"second", "manifest.txt"}


def test_two_builds_at_once_do_not_mix(workspace: Path, tmp_path: Path) -> None:
    one = hashes(tmp_path / "output" / HARBOR)
    twin = tmp_path / "twin"
    shutil.copytree(workspace, twin)
    edit(twin)
    build(twin, tmp_path / "elsewhere")
    two = hashes(tmp_path / "elsewhere" / HARBOR)
    command = [
        sys.executable,
        "-m",
        "crossfoot",
        "build",
        HARBOR,
        "--no-arelle",
        "--output",
        str(tmp_path / "output"),
        "--workspace",
    ]
    for _ in range(3):
        pair = [
            subprocess.Popen(
                [*command, str(root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            for root in (workspace, twin)
        ]
        said = [process.communicate(timeout=240) for process in pair]
        codes = sorted(process.returncode for process in pair)
        assert codes in ([0, 0], [0, 3]), said
        assert hashes(tmp_path / "output" / HARBOR) in (one, two)


@pytest.mark.parametrize("blocked", ["a file stands in the way", "/proc is not for writing"])
def test_an_output_that_cannot_be_written_ends_with_3_and_says_what_to_do(
    workspace: Path, tmp_path: Path, blocked: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    run = build(
        workspace,
        tmp_path / "file" if blocked.startswith("a file") else Path("/proc/nobody-writes-here"),
    )
    assert run.returncode == 3
    assert run.stderr.startswith("crossfoot: the output folder can't be written: ")
    assert "--output" in run.stderr
    assert "Traceback" not in run.stderr
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_output_ends_with_3(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o555)
    run = build(workspace, tmp_path / "locked")
    assert (run.returncode, "can't be written" in run.stderr) == (3, True)


def test_a_full_output_ends_with_3_and_leaves_the_last_good_one(
    workspace: Path, tmp_path: Path
) -> None:
    before = hashes(tmp_path / "output")
    edit(workspace)

    def no_room() -> None:  # a file over 20,000 bytes can't be written, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    run = build(workspace, tmp_path / "output", preexec_fn=no_room)
    assert run.returncode == 3
    assert run.stderr.startswith("crossfoot: the output can't be written: File too large")
    assert "free some space" in run.stderr
    assert hashes(tmp_path / "output") == before
