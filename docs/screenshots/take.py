"""Takes the pictures of this folder: `make screenshots`,
or `python docs/screenshots/take.py [OUTPUT FOLDER OF A FILING]`.

Builds the example filing into a temporary folder and opens its pages in Chromium,
with the network cut.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
FILING, STEM, TOTAL = "iij/2010-03-31", "iij-20100331", "bs.AssetsCurrent.2010-03-31.JPY"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
]
VIEWS = {
    "desktop": (f"{STEM}.htm", 1280, 900, "#statement\\.bs"),
    "front": (f"{STEM}.htm", 1280, 900, ""),
    "pictures": (f"{STEM}.htm", 1280, 900, ".pictures"),
    "phone": (f"{STEM}.htm", 390, 844, "#statement\\.is"),
    "japanese": (f"{STEM}-ja.htm", 1280, 900, "#statement\\.bs"),
    "findings": ("findings.html", 1280, 900, ""),
    "viewer": (f"{STEM}-viewer.htm", 1280, 900, ""),
}


def main(arguments: list[str]) -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(arguments[0]) if arguments else Path(scratch) / FILING
        if not arguments:
            root = HERE.parents[1]
            command = [
                sys.executable,
                "-m",
                "crossfoot",
                "build",
                FILING,
                "--lang",
                "ja",
                "--workspace",
                str(root),
                "--output",
                scratch,
            ]
            subprocess.run(command, check=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=ARGUMENTS
            )
            for name, (file, width, height, place) in VIEWS.items():
                page = browser.new_context(
                    offline=True, viewport={"width": width, "height": height}
                ).new_page()
                page.goto((folder / file).resolve().as_uri())
                if name == "viewer":
                    select_total(page)
                if place:
                    page.evaluate("place => document.querySelector(place).scrollIntoView()", place)
                page.screenshot(path=HERE / f"{name}.png")
            printed(
                browser.new_context(
                    offline=True, viewport={"width": 794, "height": 1123}
                ).new_page(),
                folder,
            )
            browser.close()


def select_total(page: Page) -> None:
    """Choose a total in the viewer, so that its calculation is seen."""
    page.wait_for_selector("#ixv .loader", state="detached")
    frame = next(frame for frame in page.frames if frame.locator(f'[id="{TOTAL}"]').count())
    frame.locator(f'[id="{TOTAL}"]').first.click()
    page.wait_for_timeout(800)


def printed(page: Page, folder: Path) -> None:
    """The balance sheet as it is printed, on a page of A4."""
    page.goto((folder / f"{STEM}.htm").resolve().as_uri())
    page.emulate_media(media="print")
    page.evaluate("document.querySelector('#statement\\\\.bs').scrollIntoView()")
    page.screenshot(path=HERE / "print.png")


if __name__ == "__main__":
    main(sys.argv[1:])
