"""Compiled templates: kept where Python keeps compiled modules, and never older than their
source."""

import os
import sys
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
import pytest

import crossfoot.system.templates
from crossfoot.system.templates import templates


def filled_anew(monkeypatch: pytest.MonkeyPatch, folder: Path, kept: Path | None) -> str:
    """The template in `folder` as a new process would fill it in."""
    monkeypatch.setattr(crossfoot.system.templates, "templates_folder", lambda: folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", kept is None)
    monkeypatch.setattr(
        crossfoot.system.templates,
        "cache_from_source",
        lambda _: str(kept and kept / "templates.pyc"),
    )
    templates.cache_clear()
    try:
        return templates().get_template("page.html.j2").render(name="<a>")
    finally:
        templates.cache_clear()


def test_a_template_is_compiled_once_and_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    good = compiled.read_bytes()
    turned = [
        good[:place] + bytes([good[place] ^ 255]) + good[place + 1 :]
        for place in range(0, len(good), 7)
    ]
    for spoiled in (b"", b"x", good[:40], good[:-5], good + b"x", bytes(len(good)), *turned):
        compiled.write_bytes(spoiled)
        assert filled_anew(monkeypatch, tmp_path, kept) == "&lt;a&gt;"
        assert compiled.read_bytes() == good


def kept_name(monkeypatch: pytest.MonkeyPatch, folder: Path, kept: Path) -> bytes:
    filled_anew(monkeypatch, folder, kept)
    (compiled,) = kept.iterdir()
    return compiled.read_bytes()[:32]


def test_another_jinja_python_or_option_takes_no_code_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code compiled without escaping, taken under a Jinja that escapes, would print `<a>`."""
    kept = tmp_path / "kept"
    kept.mkdir()
    (tmp_path / "page.html.j2").write_text("{{ name }}", encoding="utf-8")
    hashes = [kept_name(monkeypatch, tmp_path, kept)]
    with monkeypatch.context() as other:
        other.setattr(jinja2, "__version__", "99.0")
        hashes.append(kept_name(monkeypatch, tmp_path, kept))
    with monkeypatch.context() as other:
        other.setattr(sys, "version", "9.9.9")
        hashes.append(kept_name(monkeypatch, tmp_path, kept))
    with monkeypatch.context() as other:
        other.setitem(crossfoot.system.templates.OPTIONS, "autoescape", False)
        hashes.append(kept_name(monkeypatch, tmp_path, kept))
    assert len(set(hashes)) == 4
    assert filled_anew(monkeypatch, tmp_path, kept) == "&lt;a&gt;"


def test_a_disk_that_takes_nothing_more_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (tmp_path / "page.html.j2").write_text("{{ name }}", encoding="utf-8")

    def full(one: str, other: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert filled_anew(monkeypatch, tmp_path, kept) == "&lt;a&gt;"
    assert list(kept.iterdir()) == []


@pytest.mark.parametrize("kept", [None, Path("/nowhere")])
def test_where_nothing_can_be_kept_the_page_is_the_same(
    kept: Path | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.html.j2").write_text("{{ name }}", encoding="utf-8")
    assert filled_anew(monkeypatch, tmp_path, kept) == "&lt;a&gt;"
    assert list(tmp_path.iterdir()) == [tmp_path / "page.html.j2"]


def test_it_is_kept_beside_our_own_compiled_modules() -> None:
    place = cache_from_source(crossfoot.system.templates.__file__)
    environment = templates()
    kept = environment.bytecode_cache
    assert kept is None or str(Path(place).parent) == kept.folder  # type: ignore[attr-defined]
