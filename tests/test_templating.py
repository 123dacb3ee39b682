"""Compiled templates: kept where Python keeps compiled modules, and never older than their source."""

import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

import crossfoot.templating
from crossfoot.templating import templates


def filled_anew(monkeypatch: pytest.MonkeyPatch, folder: Path, kept: Path | None) -> str:
    """The template in `folder` as a new process would fill it in."""
    monkeypatch.setattr(crossfoot.templating, "templates_folder", lambda: folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", kept is None)
    monkeypatch.setattr(crossfoot.templating, "cache_from_source", lambda _: str(kept and kept / "templating.pyc"))
    templates.cache_clear()
    try:
        return templates().get_template("page.html.j2").render(name="<a>")
    finally:
        templates.cache_clear()


def test_a_template_is_compiled_once_and_again_when_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, template = tmp_path / "kept", tmp_path / "page.html.j2"
    kept.mkdir()
    template.write_text("one {{ name }}\n", encoding="utf-8")
    assert filled_anew(monkeypatch, tmp_path, kept) == "one &lt;a&gt;\n"
    (compiled,) = kept.iterdir()
    before = compiled.read_bytes()
    assert filled_anew(monkeypatch, tmp_path, kept) == "one &lt;a&gt;\n"
    assert compiled.read_bytes() == before
    template.write_text("two {{ name }}\n", encoding="utf-8")
    assert filled_anew(monkeypatch, tmp_path, kept) == "two &lt;a&gt;\n"


def test_a_spoiled_copy_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (tmp_path / "page.html.j2").write_text("{{ name }}", encoding="utf-8")
    filled_anew(monkeypatch, tmp_path, kept)
    (compiled,) = kept.iterdir()
    for spoiled in (b"", b"x", compiled.read_bytes()[:-5]):
        compiled.write_bytes(spoiled)
        assert filled_anew(monkeypatch, tmp_path, kept) == "&lt;a&gt;"


@pytest.mark.parametrize("kept", [None, Path("/nowhere")])
def test_where_nothing_can_be_kept_the_page_is_the_same(kept: Path | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.html.j2").write_text("{{ name }}", encoding="utf-8")
    assert filled_anew(monkeypatch, tmp_path, kept) == "&lt;a&gt;"
    assert list(tmp_path.iterdir()) == [tmp_path / "page.html.j2"]


def test_it_is_kept_beside_our_own_compiled_modules() -> None:
    place = cache_from_source(crossfoot.templating.__file__)
    environment = templates()
    kept = environment.bytecode_cache
    assert kept is None or str(Path(place).parent) == kept.directory  # type: ignore[attr-defined]
