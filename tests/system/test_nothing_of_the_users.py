"""No command deletes or replaces what is the user's: folders, files, what links point to."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crossfoot.errors import UsageError
from crossfoot.system.atomic_file import replace_file
from crossfoot.system.atomic_folder import atomic_folder, commit
from crossfoot.system.temporary_folder import scratch_folder
from harbor_case import CASES
from harbor_case import FILING as HARBOR
from real_filing import crossfoot, hashes


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(CASES / "harbor", tmp_path / "harbor", ignore=shutil.ignore_patterns("output"))
    return tmp_path / "harbor"


def build(workspace: Path, output: Path, *options: object) -> subprocess.CompletedProcess[str]:
    return crossfoot(
        "build",
        HARBOR,
        "--no-arelle",
        "--quiet",
        "--workspace",
        workspace,
        "--output",
        output,
        *options,
    )


def refused(run: subprocess.CompletedProcess[str], *said: str) -> bool:
    assert "Traceback" not in run.stderr
    assert all(text in run.stderr for text in said), run.stderr
    return run.returncode == 2


@pytest.mark.parametrize(
    "output", ["filings", "filings/../filings", "taxonomy", "link", "filings/new"]
)
def test_an_output_among_the_curated_files_is_refused(workspace: Path, output: str) -> None:
    (workspace / "link").symlink_to("filings")
    before = hashes(workspace)
    assert refused(build(workspace, workspace / output), "holds what people curate")
    assert hashes(workspace) == before


@pytest.mark.parametrize("stranger", ["notes.txt", "iij-csv/notes.txt", ".hidden", "filing.yaml"])
def test_an_output_that_holds_what_we_did_not_write_is_refused_and_says_what(
    workspace: Path, tmp_path: Path, stranger: str
) -> None:
    company = tmp_path / "output" / HARBOR
    assert build(workspace, tmp_path / "output").returncode == 0
    assert build(workspace, tmp_path / "output").returncode == 0  # which is ours, and is replaced
    (company / stranger).parent.mkdir(exist_ok=True)
    (company / stranger).write_text("mine")
    before = hashes(tmp_path / "output")
    assert refused(
        build(workspace, tmp_path / "output"),
        f"it holds '{stranger}', which crossfoot did not write there",
        "move it away",
    )
    assert hashes(tmp_path / "output") == before


def test_a_folder_of_the_users_in_the_place_of_an_output_is_refused(
    workspace: Path, tmp_path: Path
) -> None:
    company = tmp_path / "output" / HARBOR
    company.mkdir(parents=True)
    (company / "letter.txt").write_text("mine")
    assert refused(
        build(workspace, tmp_path / "output"), "it holds 'letter.txt', and no intake.json"
    )
    assert hashes(tmp_path / "output").keys() == {f"{HARBOR}/letter.txt"}


def test_a_link_in_the_place_of_an_output_is_refused(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "output" / HARBOR).parent.mkdir(parents=True)
    (tmp_path / "output" / HARBOR).symlink_to(tmp_path / "mine")
    assert refused(build(workspace, tmp_path / "output"), "it is a link")
    assert (tmp_path / "output" / HARBOR).is_symlink()


def test_links_of_guessable_names_are_neither_followed_nor_emptied(
    workspace: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    company = tmp_path / "output" / HARBOR
    company.parent.mkdir(parents=True)
    for name in ("building", "replaced", "lock", "part"):
        (company.parent / f".{company.name}.{name}").symlink_to(tmp_path / "mine")
    assert build(workspace, tmp_path / "output").returncode == 0
    assert hashes(tmp_path / "mine").keys() == {"letter.txt"}


def test_what_comes_in_while_a_folder_is_built_stops_it_from_being_replaced(tmp_path: Path) -> None:
    target = tmp_path / "site"
    for name in ("first", "second"):
        with atomic_folder(target, kind="test") as building:
            (building / name).write_text("ours")
            commit(building)
    with (
        pytest.raises(UsageError, match=r"it holds 'letter\.txt'"),
        atomic_folder(target, kind="test") as building,
    ):
        (target / "letter.txt").write_text("mine")
        commit(building)
    assert hashes(tmp_path).keys() == {"site/letter.txt", "site/second", "site/manifest.txt"}
    assert os.listdir(tmp_path) == ["site"]


def test_a_folder_of_ours_of_another_kind_is_no_folder_to_replace(tmp_path: Path) -> None:
    with atomic_folder(tmp_path / "site", kind="a site") as building:
        (building / "index.html").write_text("ours")
        commit(building)
    with (
        pytest.raises(UsageError, match=r"no manifest\.txt of ours"),
        atomic_folder(tmp_path / "site", kind="data sets"),
    ):
        pytest.fail("a site was given up for data sets")


def test_documentation_replaces_its_own_site_and_no_folder_beside(
    workspace: Path, tmp_path: Path
) -> None:
    docs = [
        "taxonomy",
        "docs",
        HARBOR.partition("/")[0],
        "--quiet",
        "--workspace",
        workspace,
        "--output",
    ]
    for _ in range(2):
        assert crossfoot(*docs, tmp_path / "site").returncode == 0
    (tmp_path / "site" / "notes.html").write_text("mine")
    assert refused(
        crossfoot(*docs, tmp_path / "site"),
        "it holds 'notes.html', which crossfoot did not write there",
    )
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "data.js").write_text("mine")  # which was enough to be taken for a site
    assert refused(crossfoot(*docs, tmp_path / "mine"), "it holds 'data.js'")
    assert hashes(tmp_path / "mine").keys() == {"data.js"}


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("filings/{harbor}/filing.yaml", "holds what people curate"),
        ("taxonomy/new.json", "holds what people curate"),
        ("link.json", "it is a link"),
        ("pipe.json", "it is a pipe"),
        ("folder.json", "it is a folder"),
        ("facts.duckdb", "it is no text, and the result is JSON"),
        ("page.htm", "it is markup, and the result is JSON"),
        ("prices.csv", "it is plain text, and the result is JSON"),
        ("letter.docx", "it is an archive or a workbook"),
    ],
)
def test_a_result_never_replaces_what_is_no_earlier_result(
    workspace: Path, tmp_path: Path, place: str, what: str
) -> None:
    file = workspace / place.format(harbor=HARBOR)
    (workspace / "mine.json").write_text("{}")
    (workspace / "link.json").symlink_to("mine.json")
    os.mkfifo(workspace / "pipe.json")
    (workspace / "folder.json").mkdir()
    (workspace / "facts.duckdb").write_bytes(bytes(8) + b"DUCK" + bytes(500))
    (workspace / "page.htm").write_text("<html/>")
    (workspace / "prices.csv").write_text("name,price\n")
    (workspace / "letter.docx").write_bytes(b"PK\x03\x04...")
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    assert refused(build(workspace, tmp_path / "output", "--json", file), what)
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before
    assert not (tmp_path / "output").exists()  # nothing was built for a result that can't be told


def test_a_result_replaces_an_earlier_one_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    for text in (b"[1]", b"[2]"):
        replace_file(file, text)
        assert file.read_bytes() == text
        assert file.stat().st_mode & 0o777 == (0o640 if text == b"[2]" else 0o666 & ~umask())
        file.chmod(0o640)
    assert os.listdir(tmp_path) == ["result.json"]


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_result_never_replaces_an_input(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text('{"documentInfo": {}}')
    (tmp_path / "folder").mkdir()
    shutil.copy(tmp_path / "report.json", tmp_path / "folder")
    for path, result in (
        (tmp_path / "report.json", tmp_path / "report.json"),
        (tmp_path / "folder", tmp_path / "folder" / "report.json"),
    ):
        for command in (["validate", path], ["ingest", path, "--store", tmp_path / "store.duckdb"]):
            assert refused(crossfoot(*command, "--json", result), "this command reads it")
    assert (tmp_path / "report.json").read_text() == '{"documentInfo": {}}'


def test_two_options_never_name_one_file(workspace: Path, tmp_path: Path) -> None:
    assert refused(
        build(workspace, tmp_path / "output", "--json", tmp_path / "x", "--junit", tmp_path / "x"),
        "two options name",
    )


def test_a_store_is_a_store_or_nothing(tmp_path: Path) -> None:
    import duckdb

    (tmp_path / "empty").mkdir()
    (tmp_path / "text.duckdb").write_text("mine\n" * 100)
    (tmp_path / "sqlite.db").write_bytes(b"SQLite format 3\0" + bytes(4080))
    os.mkfifo(tmp_path / "pipe.duckdb")
    (tmp_path / "gone.duckdb.wal").write_text("mine")
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as other:
        other.execute("CREATE TABLE sales (amount INTEGER)")
    named = {
        "text.duckdb": "it is no DuckDB file",
        "sqlite.db": "it is no DuckDB file",
        "pipe.duckdb": "it is no file",
        "empty": "Is a directory",
        "gone.duckdb": "no store that it belongs to",
        "warehouse.duckdb": "holds tables of another program (sales)",
    }
    for name, said in named.items():
        before = (tmp_path / name).read_bytes() if (tmp_path / name).is_file() else b""
        run = crossfoot("ingest", tmp_path / "empty", "--store", tmp_path / name)
        assert (run.returncode, "Traceback" in run.stderr, said in run.stderr) == (
            3,
            False,
            True,
        ), run.stderr
        assert before == ((tmp_path / name).read_bytes() if (tmp_path / name).is_file() else b"")
    assert (tmp_path / "gone.duckdb.wal").read_text() == "mine"


def test_a_store_among_the_curated_files_is_refused(workspace: Path) -> None:
    before = hashes(workspace)
    for option in ("--store", "--receipts", "--quarantine"):
        run = crossfoot(
            "ingest",
            workspace,
            "--workspace",
            workspace,
            option,
            workspace / "filings" / "facts.duckdb",
        )
        assert refused(run, "holds what people curate")
    assert hashes(workspace) == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_build_that_is_asked_to_end_says_so_in_one_line_and_leaves_nothing(
    workspace: Path, tmp_path: Path, number: int
) -> None:
    command = [
        sys.executable,
        "-m",
        "crossfoot",
        "build",
        HARBOR,
        "--workspace",
        str(workspace),
        "--output",
        str(tmp_path / "output"),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("output/*/.crossfoot-*/new")) and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(number)
    said = process.communicate(timeout=60)
    assert (process.returncode, said[1]) == (
        128 + number,
        "crossfoot: stopped; the last good output is untouched\n",
    )
    assert [path for path in tmp_path.rglob("*") if path.name.startswith(".crossfoot-")] == []


def test_what_a_killed_run_left_in_the_temporary_folder_is_cleared_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crossfoot.system import temporary_folder

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    temporary_folder.clear_once.cache_clear()
    code = (
        "import os, crossfoot.system.temporary_folder as t\n"
        "with t.scratch_folder() as folder:\n (folder / 'x').touch()\n os.kill(os.getpid(), 9)"
    )
    subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(tmp_path)}, check=False
    )
    (tmp_path / "crossfoot-notes").mkdir()
    (tmp_path / "crossfoot-notes" / "mine.txt").write_text("mine")
    assert len(os.listdir(tmp_path)) == 2
    with scratch_folder() as used:
        temporary_folder.clear_once.cache_clear()
        with scratch_folder():  # of another run, which leaves the first alone
            assert used.exists()
        assert sorted(os.listdir(tmp_path)) == sorted(["crossfoot-notes", used.parent.name])
    assert os.listdir(tmp_path) == ["crossfoot-notes"]
