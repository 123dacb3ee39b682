"""Entries of YAML files as records: what fits, and where the rest is told."""

from typing import Any

import pytest
from msgspec import Struct, field

from crossfoot.curated.yaml_file import YamlFile
from crossfoot.curated.yaml_schema import decode_as


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    street: str
    number: int = 0


class Shop(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    places: list[Place] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    prices: dict[str, str] = field(default_factory=dict)
    other: Any = ""


def told(data: Any) -> list[str]:
    findings: list[Any] = []
    document = YamlFile(
        data=data,
        shown="f.yaml",
        lines={("shops", 0): 5, ("shops", 0, "words"): 7, ("shops", 0, "places", 0, "number"): 9},
    )
    made = decode_as(Shop, data, document, ("shops", 0), findings)
    assert (made is None) == bool(findings)
    return [str(finding) for finding in findings]


def test_what_fits_becomes_a_record() -> None:
    data = {
        "name": "A",
        "places": [{"street": "B", "number": "-12"}],
        "words": ["x"],
        "prices": {"tea": "1"},
        "other": ["y"],
    }
    document = YamlFile(data=data, shown="f.yaml", lines={})
    made = decode_as(Shop, data, document, (), [])
    assert made == Shop(
        name="A",
        places=[Place(street="B", number=-12)],
        words=["x"],
        prices={"tea": "1"},
        other=["y"],
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, "f.yaml:5: 'name' is missing"),
        ("A", "f.yaml:5: 'shops' should be a group of 'key: value' entries, it is a text"),
        ({"name": ["A"]}, "f.yaml:5: 'name' should be a text, it is a list"),
        ({"name": "A", "words": "x"}, "f.yaml:7: 'words' should be a list, it is a text"),
        (
            {"name": "A", "words": ["x", {}]},
            "f.yaml:7: 'words' should be a text, it is a group of 'key: value' entries",
        ),
        ({"name": "A", "prices": {"tea": []}}, "f.yaml:5: 'prices' should be a text, it is a list"),
        ({"name": "A", "nam": "B"}, "f.yaml:5: 'nam' is not known here"),
        (
            {"name": "A", "places": [{"street": "B", "number": "1.5"}]},
            "f.yaml:9: 'number' should be a whole number, it is a text",
        ),
        (
            {"name": "A", "places": [{"street": "B", "number": "007"}]},
            "f.yaml:9: 'number' should be a whole number, it is a text",
        ),
        ({"name": "A", "places": [{"number": "1"}]}, "f.yaml:5: 'street' is missing"),
        (
            {"name": "A", "places": ["B"]},
            "f.yaml:5: 'places' should be a group of 'key: value' entries, it is a text",
        ),
    ],
)
def test_what_does_not_fit_is_told_at_its_line(data: Any, expected: str) -> None:
    assert told(data) == [f"{expected} [read.definition]"]
