"""The tutorial, done as it is written: its files, its commands, what it says they print."""

import re
import shutil
from pathlib import Path

import pytest

from crossfoot.cli.main import main

PAGE = (Path(__file__).parents[1] / "docs" / "tutorial.md").read_text(encoding="utf-8")
FILES = re.findall(r"^`(filings/[^`]+)`\n\n```\w+\n(.*?)^```$", PAGE, re.M | re.S)
CONSOLE = re.findall(r"^```console\n(.*?)^```$", PAGE, re.M | re.S)
DECLARED = next(
    text
    for text in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)
    if text.startswith("declared:")
)
BUILD = ["build", "lake/2025-12-31"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_tutorial_ends_in_a_clean_filing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(FILES) == 6
    assert main(BUILD) == 1
    command, *told = CONSOLE[0].splitlines()
    assert command == "$ crossfoot build lake/2025-12-31"
    assert capsys.readouterr().out.startswith("\n".join(told))

    corrected, command, clean = CONSOLE[1].splitlines()
    old, new = re.match(
        r"\$ sed -i 's/(.+)/(.+)/' filings/lake/2025-12-31/balance-sheet.csv", corrected
    ).groups()  # type: ignore[union-attr]
    table = folder / "filings/lake/2025-12-31/balance-sheet.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert main(BUILD) == 0
    assert clean in capsys.readouterr().out
    output = folder / "output/lake/2025-12-31"
    assert {"lake-20251231.htm", "findings.html", "lake-20251231.xbri"} <= {
        path.name for path in output.iterdir()
    }


def test_the_declarations_of_the_tutorial_explain_the_printed_total(folder: Path) -> None:
    filing = folder / "filings/lake/2025-12-31/filing.yaml"
    filing.write_text(filing.read_text(encoding="utf-8") + DECLARED, encoding="utf-8")
    assert main([*BUILD, "--no-arelle"]) == 0
    shutil.rmtree(folder / "output")
    filing.write_text(
        filing.read_text(encoding="utf-8").replace('"2", reason', '"3", reason'), encoding="utf-8"
    )
    assert main([*BUILD, "--no-arelle"]) == 1
    assert not (folder / "output/lake").exists()
