"""The same filing in Japanese: other words, equal facts."""

import shutil
from pathlib import Path

from msgspec.structs import replace

from crossfoot.render.inline import inline_text
from crossfoot.validate.arelle_session import ArelleFact, ArelleSession
from harbor_case import Harbor
from real_filing import STEM, Built


def facts(folder: Path, name: str, arelle: ArelleSession) -> dict[str, ArelleFact]:
    result = arelle.validate(folder / name, packages=[folder / f"{STEM}-taxonomy.zip"], facts=True)
    assert [m.text for m in result.messages if m.mode != "c10"] == []
    return {fact.id or "": fact for fact in result.facts or ()}


def test_the_facts_of_the_japanese_page_are_those_of_the_english_one(built: Built, arelle: ArelleSession, tmp_path: Path) -> None:
    folder = tmp_path / "both"
    shutil.copytree(built.folder, folder)
    pieces = inline_text(built.instance, built.taxonomy, "segment", lang="ja")
    (folder / f"{STEM}-ja.htm").write_text("".join(pieces), encoding="utf-8")
    english, japanese = facts(folder, f"{STEM}.htm", arelle), facts(folder, f"{STEM}-ja.htm", arelle)
    assert len(english) == len(built.instance.facts)
    assert japanese == {name: replace(fact) for name, fact in english.items()}


def test_lang_ja_writes_a_page_beside_the_english_one(harbor: Harbor) -> None:
    assert harbor.build("--lang", "ja").code == 0
    names = {path.name for path in harbor.output.glob("*.htm")}
    assert names == {"hbr-20241231.htm", "hbr-20241231-ja.htm"}
    page = (harbor.output / "hbr-20241231-ja.htm").read_text(encoding="utf-8")
    assert 'xml:lang="ja"' in page
    assert "貸借対照表" in page
