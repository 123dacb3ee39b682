"""The filing, the viewer and the report in Chromium, opened from the file system with the network
cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chromium import PATIENCE, opened, skip_without
from crossfoot.render.inline import inline_text
from real_filing import STEM, Built

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

pytestmark = pytest.mark.slow
TOTAL = "bs.AssetsCurrent.2010-03-31.JPY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A browser without a network, and everything that its pages asked for or complained of."""

    browser: Browser
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: Path, width: int = 1280, height: int = 900) -> Page:
        page = self.browser.new_context(
            offline=True, viewport={"width": width, "height": height}
        ).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(path.as_uri())
        return page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    skip_without()
    with opened() as chromium:
        yield chromium


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    desk = Desk(browser=browser)
    yield desk
    assert desk.errors == []
    assert [url for url in desk.asked if not url.startswith(("file:", "data:", "blob:"))] == []


def report_of(page: Page) -> Frame:
    """The frame of the viewer that holds the filing."""
    page.wait_for_selector("#ixv #inspector")
    page.wait_for_selector("#ixv .loader", state="detached")
    return next(frame for frame in page.frames if frame.locator(f'[id="{TOTAL}"]').count())


def test_a_number_of_the_viewer_tells_what_it_is_and_how_it_adds_up(
    built: Built, desk: Desk
) -> None:
    page = desk.open(built.folder / f"{STEM}-viewer.htm")
    report_of(page).locator(f'[id="{TOTAL}"]').first.click()
    inspector = page.locator("#inspector")
    page.wait_for_function(
        "document.querySelector('#inspector').innerText.includes('24,894,642,000')"
    )
    told = inspector.inner_text()
    for words in (
        "Current Assets",
        "AssetsCurrent",
        "¥ 24,894,642,000",
        "31 Mar 2010",
        "thousands",
        "Debit",
    ):
        assert words in told
    # cash, receivables, inventories, prepaid, deferred taxes, others: 8,764,415 + 11,396,597 +
    # 807,803 + 1,593,000 + 1,570,746 + 762,081
    assert "¥ 762,081,000" in told
    assert told.count("Reported and calculated values match") == 1


def test_the_calculation_of_the_viewer_is_one_under_1_1(built: Built, desk: Desk) -> None:
    page = desk.open(built.folder / f"{STEM}-viewer.htm")
    report_of(page).locator(f'[id="{TOTAL}"]').first.click()
    page.wait_for_function(
        "document.querySelector('#inspector').innerText.includes('Show details')"
    )
    page.get_by_text("Show details").first.click()
    dialog = page.locator("dialog[open].calculation-inspector")
    dialog.wait_for()
    assert dialog.locator("table.calc11").count() == 1
    assert "24,894,639,000" in dialog.inner_text(), (
        "the least that the six rounded parts can add up to"
    )


def test_the_viewer_speaks_japanese(built: Built, desk: Desk) -> None:
    page = desk.open(built.folder / f"{STEM}-viewer.htm")
    report_of(page).locator(f'[id="{TOTAL}"]').first.click()
    page.wait_for_function(
        "document.querySelector('#inspector').innerText.includes('Current Assets')"
    )
    page.locator("#inspector select:visible").first.select_option("ja")
    page.wait_for_function("document.querySelector('#inspector').innerText.includes('流動資産')")


def test_a_footnote_is_followed_and_leads_back(built: Built, desk: Desk) -> None:
    page = desk.open(built.page)
    mark = page.locator("sup.mark a").first
    goes, name = mark.get_attribute("href"), mark.get_attribute("id")
    mark.click()
    note = page.locator(".note:target")
    assert f"#{note.get_attribute('id')}" == goes
    note.locator(f'a.back[href="#{name}"]').click()
    assert page.evaluate("document.querySelector(':target').id") == name


def test_the_contents_and_a_number_of_a_picture_lead_to_their_places(
    built: Built, desk: Desk
) -> None:
    page = desk.open(built.page)
    page.locator(".contents a").first.click()
    assert page.evaluate("document.querySelector(':target').className").startswith("statement")
    page.locator(".beside a").first.click()
    assert page.evaluate("document.querySelector(':target').localName") == "ix:nonfraction"
    assert page.evaluate(
        "Array.from(document.images).every(image => image.complete && image.naturalWidth > 0)"
    )


def test_the_page_fits_a_phone(built: Built, desk: Desk) -> None:
    page = desk.open(built.page, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_page_prints_to_pdf(built: Built, desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "filing.pdf"
    desk.open(built.page).pdf(path=target, prefer_css_page_size=True)
    data = target.read_bytes()
    assert data.startswith(b"%PDF")
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", data)
    upright = [float(width) < float(height) for width, height in boxes]
    assert {True, False} == set(upright), "wide tables lie on their side"
    assert 10 < len(boxes) < len(built.instance.statements), "small tables share a page"


def test_a_row_of_the_report_opens_the_filing_at_its_cell(built: Built, desk: Desk) -> None:
    page = desk.open(built.folder / "findings.html")
    assert (
        page.locator("#shown").inner_text()
        == f"{sum(t.status != 'holds' for t in built.result.ties)} of {len(built.result.ties)}"
    )
    page.locator("select[name=kind]").select_option("sum")
    page.locator("select[name=status]").select_option("holds")
    page.locator("input[name=words]").fill("Total current assets")
    rows = page.locator("#checks tbody tr:visible")
    assert rows.count() > 0
    rows.first.locator("a").first.click()
    page.wait_for_url("**/*.htm#*")
    assert page.evaluate("document.querySelector(':target').closest('tr').innerText").startswith(
        "Total current assets"
    )


def test_the_japanese_page_shows_the_same_numbers(built: Built, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / f"{STEM}-ja.htm"
    path.write_text(
        "".join(inline_text(built.instance, built.taxonomy, "segment", lang="ja")), encoding="utf-8"
    )
    english, japanese = desk.open(built.page), desk.open(path)
    numbers = "Array.from(document.getElementsByTagName('ix:nonFraction')).map(e => [e.id, e.textContent]).sort()"
    assert japanese.evaluate(numbers) == english.evaluate(numbers)
    assert "連結貸借対照表" in japanese.inner_text("body")


def test_axe_finds_nothing_serious(built: Built, desk: Desk, tmp_path: Path) -> None:
    """The filing as what it is, XHTML: inline XBRL takes xml:lang and no lang, which HTML would ask
    for."""
    filing = tmp_path / "filing.xhtml"
    filing.write_bytes(built.page.read_bytes())
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    for path in (filing, built.folder / "findings.html"):
        found = axe.Axe().run(desk.open(path)).response["violations"]
        assert [
            (one["id"], one["impact"]) for one in found if one["impact"] in ("serious", "critical")
        ] == []
