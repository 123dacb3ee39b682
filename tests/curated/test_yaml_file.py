"""YAML for people: texts stay texts, every path has its line, and what is not taken is refused."""

from pathlib import Path

import pytest

from crossfoot.curated.yaml_file import YamlFile, read_yaml


def read(tmp_path: Path, text: str) -> tuple[YamlFile | None, list[str]]:
    (tmp_path / "a.yaml").write_bytes(text.encode())
    document, findings = read_yaml(tmp_path / "a.yaml", "a.yaml")
    assert all(finding.hint for finding in findings)
    return document, [str(finding) for finding in findings]


def test_every_scalar_is_a_text(tmp_path: Path) -> None:
    document, findings = read(
        tmp_path,
        "a: 0001\nb: no\nc: 2010-03-31\nd: null\ne: ~\nf:\ng: 'null'\nh: [1.50, {x: true}]\n",
    )
    assert findings == []
    assert document is not None
    assert document.data == {
        "a": "0001",
        "b": "no",
        "c": "2010-03-31",
        "d": "",
        "e": "",
        "f": "",
        "g": "null",
        "h": ["1.50", {"x": "true"}],
    }


def test_every_path_has_its_line_and_what_is_not_there_that_of_its_parent(tmp_path: Path) -> None:
    document, _ = read(tmp_path, "a: 1\nb:\n  - x: 1\n    y: 2\n  - z\n")
    assert document is not None
    places = [
        document.at(),
        document.at("a"),
        document.at("b", 0, "y"),
        document.at("b", 1),
        document.at("b", 0, "q"),
        document.at("q"),
    ]
    assert [place.row for place in places] == [1, 1, 4, 5, 3, 1]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: &x 1\nb: *x\n", "a.yaml:1: an anchor or a tag is not taken here [read.yaml]"),
        ("b: *x\n", "a.yaml:1: an alias (*name) is not taken here [read.yaml]"),
        ("a: !!int 1\n", "a.yaml:1: a tag is not taken here [read.yaml]"),
        ("a: !!set {x}\n", "a.yaml:1: an anchor or a tag is not taken here [read.yaml]"),
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3: the key 'a' stands twice [read.yaml]"),
        ("a:\n  b: 1\n  b: 2\n", "a.yaml:3: the key 'b' stands twice [read.yaml]"),
        ("? [a]\n: 1\n", "a.yaml:1: a key must be plain text [read.yaml]"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2: a second document begins here [read.yaml]"),
        (
            "a: 1\n...\n}\n",
            "a.yaml:3: this is not valid YAML [read.yaml]",
        ),
        (
            "a: 1\n\tb: 2\n",
            "a.yaml:2: this is not valid YAML [read.yaml]",
        ),
        ("just a text\n", "a.yaml:1: the file should hold 'key: value' lines [read.yaml]"),
        ('x: 1\na: "\\u202e"\n', "a.yaml:2: U+202E turns the direction of the text [read.yaml]"),
        (
            'x: 1\n"\\x07": a\n',
            "a.yaml:2: U+0007 is not a character that a filing can hold [read.yaml]",
        ),
        (
            "x: 1\na: \x1b[31m\n",
            "a.yaml:2: U+001B is not a character that a filing can hold [read.yaml]",
        ),
    ],
)
def test_what_is_not_taken_is_named_at_its_line(tmp_path: Path, text: str, finding: str) -> None:
    assert read(tmp_path, text) == (None, [finding])


@pytest.mark.parametrize(
    ("opening", "line"),
    [
        ("a: " + "[" * 41, 1),
        ("a: " + "[" * 100_000, 1),
        ("a: 1\nb: " + "{c: " * 5000, 2),
        ("a: !!seq " + "[" * 5000, 1),
        ("a: &b " + "[x, " * 5000, 1),
        ("a:\n " + "- " * 5000, 2),
        ("a:\n" + " [\n" * 5000, 42),
        ("".join(" " * level + "a:\n" for level in range(3000)), 42),
    ],
)
def test_more_than_forty_levels_are_named_by_us_whatever_pyyaml_takes(
    tmp_path: Path, opening: str, line: int
) -> None:
    assert read(tmp_path, opening) == (None, [f"a.yaml:{line}: nested too deeply [read.yaml]"])


def test_forty_levels_are_taken(tmp_path: Path) -> None:
    assert read(tmp_path, "a: " + "[" * 40 + "]" * 40)[1] == []


def test_brackets_side_by_side_or_in_quotes_are_no_depth(tmp_path: Path) -> None:
    lines = [
        "a: [" + "[], {}, " * 500 + "]",
        "b: x" + " [0, 1]" * 500,
        "c: '" + "[" * 500 + "'",
        'd: "' + "{" * 500 + '"',
    ]
    document, findings = read(tmp_path, "\n".join(lines))
    assert (findings, document is not None) == ([], True)
