"""The same filing in Japanese: other words, equal facts."""

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from crossfoot.arelle.records import ArelleFact
from crossfoot.arelle.session import ArelleSession
from crossfoot.render.inline import inline_text
from crossfoot.render.inline_heads_ja import japanese_head
from harbor_case import Harbor
from real_filing import STEM, Built


def facts(folder: Path, name: str, arelle: ArelleSession) -> dict[str, ArelleFact]:
    result = arelle.validate(folder / name, packages=[folder / f"{STEM}-taxonomy.zip"], facts=True)
    assert [m.text for m in result.messages if m.mode != "c10"] == []
    return {fact.id or "": fact for fact in result.facts or ()}


def test_the_facts_of_the_japanese_page_are_those_of_the_english_one(
    built: Built, arelle: ArelleSession, tmp_path: Path
) -> None:
    folder = tmp_path / "both"
    shutil.copytree(built.folder, folder)
    pieces = inline_text(built.instance, built.taxonomy, "segment", lang="ja")
    (folder / f"{STEM}-ja.htm").write_text("".join(pieces), encoding="utf-8")
    english, japanese = (
        facts(folder, f"{STEM}.htm", arelle),
        facts(folder, f"{STEM}-ja.htm", arelle),
    )
    assert len(english) == len(built.instance.facts)
    assert japanese == {name: replace(fact) for name, fact in english.items()}


@pytest.mark.parametrize(
    ("line", "japanese"),
    [
        ("As of March 31, 2009", "2009年3月31日現在"),
        ("as of March 31, 2010", "2010年3月31日現在"),
        ("Sep 30, 2009", "2009年9月30日"),
        ("Fiscal Year Ended March 31, 2010", "2010年3月31日に終了した事業年度"),
        ("Three Months Ended December 31, 2008", "2008年12月31日に終了した3か月間"),
        ("For the six months ended September 30, 2009", "2009年9月30日に終了した6か月間"),
        ("Nine Months Ended Dec. 31, 2008", "2008年12月31日に終了した9か月間"),
        ("Thousands of JPY", "千円"),
        ("Millions of U.S. Dollars", "百万米ドル"),
        ("JPY millions", "百万円"),
        ("JPY in millions", "百万円"),
        ("JPY billion", "十億円"),
        ("USD millions", "百万米ドル"),
        ("Yen", "円"),
        ("% of total revenues", "売上高比（%）"),
        ("%", "%"),
        ("YoY Change", "YoY Change"),
        ("Restated as of March 31, 2009", "Restated as of March 31, 2009"),
        ("Foo 31, 2009", "Foo 31, 2009"),
        ("Thousands of EUR", "Thousands of EUR"),
        ("Common Stock", "Common Stock"),
        ("", ""),
    ],
)
def test_usual_heads_are_told_in_japanese_and_others_stay(line: str, japanese: str) -> None:
    assert japanese_head(line) == japanese


def test_the_heads_of_the_japanese_page_are_japanese(built: Built) -> None:
    page = "".join(inline_text(built.instance, built.taxonomy, "segment", lang="ja"))
    assert "2010年3月31日現在" in page
    assert '<th scope="col" colspan="3">As of March 31, 2010' not in page
    assert ">Thousands of" not in page


def test_lang_ja_writes_a_page_beside_the_english_one(harbor: Harbor) -> None:
    assert harbor.build("--lang", "ja").code == 0
    names = {path.name for path in harbor.output.glob("*.htm")}
    assert names == {"hbr-20241231.htm", "hbr-20241231-ja.htm"}
    page = (harbor.output / "hbr-20241231-ja.htm").read_text(encoding="utf-8")
    assert 'xml:lang="ja"' in page
    assert "貸借対照表" in page
