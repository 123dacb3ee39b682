"""`crossfoot taxonomy docs`: a site that stands alone, is equal for equal input, and finds concepts
by Japanese words."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest

from crossfoot.cli.main import main
from crossfoot.report.taxonomy_site import site_files
from crossfoot.workflows.taxonomy_tasks import documented
from crossfoot.workspace import Workspace

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
SEARCHES = [
    ("流動資産", ["AssetsCurrent"]),
    ("りーす", ["LeaseCost"]),  # hiragana for what the label writes in katakana
    ("ＣＡＳＨ", ["Cash"]),  # full width
    ("current liabilities", ["LiabilitiesCurrent"]),
    ("存在しない語", []),
]
_LINK = re.compile(r'(?:href|src)="([^"#]*)')


@cache
def site() -> dict[str, str]:
    sighted, uses = documented(Workspace(root=ROOT), "gaap/2026")
    return dict(site_files(sighted.view, uses))


def test_every_link_leads_to_a_page_of_the_site() -> None:
    files = site()
    for name, text in files.items():
        if name.endswith(".html"):
            folder = Path(name).parent
            for target in _LINK.findall(text):
                assert "://" not in target
                parts = (
                    [*folder.parts, *Path(target).parts]
                    if not target.startswith("../")
                    else Path(target[3:]).parts
                )
                assert "/".join(parts) in files, f"{name}: {target}"


def test_equal_input_gives_equal_bytes() -> None:
    sighted, uses = documented(Workspace(root=ROOT), "gaap/2026")
    assert dict(site_files(sighted.view, uses)) == site()


def test_a_concept_page_tells_labels_sums_networks_and_filings() -> None:
    text = site()["concepts/gaap_AssetsCurrent.html"]
    network = "100010 - Statement - Consolidated Balance Sheets, Classified"
    for piece in ("Current Assets", "流動資産", network, "<li>iij/2010-03-31</li>"):
        assert piece in text
    assert re.search(
        r"<h2>Part of</h2>\n<table>\n<tr><td>\+ <a href=\"../concepts/gaap_Assets.html\">", text
    )


def test_a_folder_that_is_no_site_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    assert main(["taxonomy", "docs", "--workspace", str(ROOT), "--output", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    assert "it holds 'thesis.txt', and no manifest.txt" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed: the search is not tried in a browser"
)
@pytest.mark.parametrize(("words", "first"), SEARCHES)
def test_the_search_finds_a_concept_in_a_browser(
    words: str, first: list[str], tmp_path: Path
) -> None:
    for name, text in site().items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    flags = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=3000",
        "--dump-dom",
    )
    address = (tmp_path / "site" / "index.html").as_uri() + f"#q={quote(words)}"
    command = [str(CHROMIUM), *flags, f"--user-data-dir={tmp_path / 'profile'}", address]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    hits = re.findall(r'<li><a href="concepts/gaap_(\w+)\.html">', run.stdout)
    assert hits[:1] == first, hits[:5]
