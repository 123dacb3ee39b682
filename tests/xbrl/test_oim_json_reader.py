"""xBRL-JSON read without its taxonomy: what the format does not allow is told with its fact and
line, never mended in silence."""

from pathlib import Path

import pytest

from crossfoot.store.acceptance_policy import policy_of
from crossfoot.workflows import store_api
from own_output import take

HEAD = (
    '{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json", "namespaces": {"g": "http://g.example", '
    '"k": "http://www.sec.gov/CIK", "iso4217": "http://www.xbrl.org/2003/iso4217"}, "taxonomy": ["g.xsd"]},\n "facts": {\n'
)
GOOD = (
    '"a": {"value": "5", "decimals": 0, "dimensions": '
    '{"concept": "g:A", "entity": "k:7", "period": "2025-01-01T00:00:00", "unit": "iso4217:EUR"}}'
)
WORDS = '"w": {"value": "five", "dimensions": {"concept": "g:W", "entity": "k:7", "period": "2025-01-01T00:00:00", "language": "EN-us"}}'
POLICY = policy_of({"rules": [{"code": "ingest.fact", "verdict": "accept"}]}, "all")


def report(folder: Path, *facts: str) -> Path:
    path = folder / "r.json"
    path.write_text(HEAD + ",\n".join(facts) + "\n}}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "why", "code"),
    [
        (
            '"decimals": 0',
            '"decimals": 2.5',
            "its decimals are 2.5, not a whole number",
            "xbrlje:invalidJSONStructure",
        ),
        (
            '"decimals": 0',
            '"decimals": "0"',
            'its decimals are "0", not a whole number',
            "xbrlje:invalidJSONStructure",
        ),
        (
            '"decimals": 0',
            '"decimals": true',
            "its decimals are true, not a whole number",
            "xbrlje:invalidJSONStructure",
        ),
        (
            '"decimals": 0',
            '"decimals": null',
            "its decimals are null, not a whole number",
            "xbrlje:invalidJSONStructure",
        ),
        (
            '"value": "5"',
            '"value": 5',
            "its value is 5, not a text or null",
            "xbrlje:invalidJSONStructure",
        ),
        (
            '"value": "5"',
            '"value": 5.10',
            "its value is 5.10, not a text or null",
            "xbrlje:invalidJSONStructure",
        ),
        (
            '"value": "5"',
            '"value": false',
            "its value is false, not a text or null",
            "xbrlje:invalidJSONStructure",
        ),
        (
            '"value": "5"',
            '"value": ["5"]',
            'its value is ["5"], not a text or null',
            "xbrlje:invalidJSONStructure",
        ),
        ('"value": "5", ', "", "it has no value", "xbrlje:invalidJSONStructure"),
        (
            '"value": "5"',
            '"value": "5\\u0000"',
            "its value holds U+0000, which no report can hold",
            "",
        ),
        (
            '"value": "5"',
            '"value": "\\ud800"',
            "its value holds U+D800, which no report can hold",
            "",
        ),
        (
            '"g:A"',
            '"z:A"',
            "its concept 'z:A' has a prefix that is not declared",
            "oimce:unboundPrefix",
        ),
        ('"g:A"', '"A"', "its concept 'A' has no prefix", "oimce:invalidSQName"),
        ('"g:A"', "5", "its concept is 5, not a text", "xbrlje:invalidJSONStructure"),
        ('"concept": "g:A", ', "", "it has no concept", "oime:missingConceptDimension"),
        ('"iso4217:EUR"', '"EUR"', "its unit 'EUR' has no prefix", "oimce:invalidSQName"),
        (
            '"iso4217:EUR"',
            '"iso4217:EUR/z:shares"',
            "its unit 'z:shares' has a prefix that is not declared",
            "oimce:unboundPrefix",
        ),
        ('"k:7"', "7", "its entity is 7, not a text", "xbrlje:invalidJSONStructure"),
        (
            '"k:7"',
            '"c:7"',
            "its entity 'c:7' has a prefix that is not declared",
            "oimce:unboundPrefix",
        ),
        (
            '"unit"',
            '"z:Axis": "g:M", "unit"',
            "its dimension 'z:Axis' has a prefix that is not declared",
            "oimce:unboundPrefix",
        ),
        (
            '"unit"',
            '"g:Axis": 5, "unit"',
            "its g:Axis is 5, not a text",
            "xbrlje:invalidJSONStructure",
        ),
        (
            '"dimensions": {',
            '"dimension": {',
            "it has no dimensions",
            "xbrlje:invalidJSONStructure",
        ),
        (
            '"2025-01-01T00:00:00"',
            '"2025-01-01"',
            "its period '2025-01-01' has no times",
            "oimce:invalidPeriodRepresentation",
        ),
        (
            '"2025-01-01T00:00:00"',
            '"2024-01-01/2025-01-01"',
            "its period '2024-01-01/2025-01-01' has no times",
            "oimce:invalidPeriodRepresentation",
        ),
        (
            '"iso4217:EUR"',
            '"iso4217:EUR/"',
            "its unit 'iso4217:EUR/' is not of the form a:b*c:d/e:f",
            "oimce:invalidUnitStringRepresentation",
        ),
        (
            '"iso4217:EUR"',
            '"iso4217:EUR*"',
            "its unit 'iso4217:EUR*' is not of the form a:b*c:d/e:f",
            "oimce:invalidUnitStringRepresentation",
        ),
        (
            '"iso4217:EUR"',
            '"xbrli:pure"',
            "its unit is xbrli:pure, which is meant where no unit stands",
            "oime:illegalPureUnit",
        ),
        (
            '"decimals": 0',
            '"decimal": 0',
            "it has an unknown member 'decimal'",
            "xbrlje:invalidJSONStructure",
        ),
        (
            '"unit"',
            '"z:Axis": null, "unit"',
            "its dimension 'z:Axis' has a prefix that is not declared",
            "oimce:unboundPrefix",
        ),
    ],
)
def test_a_fact_that_the_format_does_not_allow_is_told_with_its_line_and_never_stored(
    tmp_path: Path, old: str, new: str, why: str, code: str
) -> None:
    assert old in GOOD
    path = report(tmp_path, WORDS, GOOD.replace(old, new, 1))
    (refused,) = take(tmp_path / "f.duckdb", path, without_taxonomy=True)
    (told,) = [one for one in refused.findings if one.severity == "error"]
    assert (refused.verdict, told.code, str(told.source), told.message) == (
        "refused",
        "ingest.fact",
        "r.json:4 [a]",
        f"{why} ({code})" if code else why,
    )
    assert told.hint
    (taken,) = take(tmp_path / "f.duckdb", path, without_taxonomy=True, policy=POLICY)
    assert taken.verdict == "accepted with findings"
    with store_api.connect(str(tmp_path / "f.duckdb")) as facts:
        assert [(row["value_text"], row["language"]) for row in facts.facts()] == [
            ("five", "en-us")
        ]


@pytest.mark.parametrize("doubled", ["fact", "value", "namespace"])
def test_a_key_that_stands_twice_in_an_object_makes_no_report(tmp_path: Path, doubled: str) -> None:
    """Which of the two is meant nobody can say; a reader would take the last."""
    path = report(tmp_path, GOOD, WORDS)
    text = path.read_text(encoding="utf-8")
    more = {
        "fact": (
            '"w": {',
            '"a": {',
            "the key 'a' stands twice in one object, the second time on line 4",
        ),
        "value": (
            '"decimals": 0',
            '"decimals": 0, "decimals": -3',
            "the key 'decimals' stands twice in one object, the second time on line 3",
        ),
        "namespace": (
            '"g": "http://g.example"',
            '"g": "http://g.example", "g": "http://h.example"',
            "the key 'g' stands twice in one object",
        ),
    }
    old, new, why = more[doubled]
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    (refused,) = take(tmp_path / "f.duckdb", path, without_taxonomy=True, policy=POLICY)
    assert (refused.verdict, [one.code for one in refused.findings]) == (
        "refused",
        ["ingest.unreadable"],
    )
    assert why in refused.findings[0].message


def test_words_where_a_number_should_be_are_told(tmp_path: Path) -> None:
    path = report(
        tmp_path,
        GOOD.replace('"5"', '"about five"'),
        GOOD.replace('"a"', '"b"').replace('"5"', '"INF"'),
    )
    (taken,) = take(tmp_path / "f.duckdb", path, without_taxonomy=True)
    assert [
        (one.severity, one.message, str(one.source))
        for one in taken.findings
        if one.code == "ingest.fact"
    ] == [("warning", "'about five' is not a number; it is kept as it is", "r.json:3 [a]")]


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_words_of_javascript_are_no_json(tmp_path: Path, text: str) -> None:
    (refused,) = take(
        tmp_path / "f.duckdb", report(tmp_path, GOOD.replace('"5"', text)), without_taxonomy=True
    )
    assert "is no JSON" in refused.findings[0].message


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("2021/xbrl-json", "CR-2021-07-07/xbrl-json", "oimce:unsupportedDocumentType"),
        ("2021/xbrl-json", "2021/xbrl-json.2", "oimce:unsupportedDocumentType"),
        (
            '"taxonomy"',
            '"taxonomies": [], "taxonomy"',
            "an unknown member 'taxonomies' (xbrlje:invalidJSONStructure)",
        ),
        (
            ' "facts"',
            ' "notes": {}, "facts"',
            "an unknown member 'notes' (xbrlje:invalidJSONStructure)",
        ),
    ],
)
def test_a_document_of_another_kind_or_with_unknown_members_is_no_report(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    path = report(tmp_path, GOOD)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    (refused,) = take(tmp_path / "f.duckdb", path, without_taxonomy=True, policy=POLICY)
    assert (refused.verdict, [one.code for one in refused.findings]) == (
        "refused",
        ["ingest.unreadable"],
    )
    assert why in refused.findings[0].message


def test_extensions_with_a_prefix_are_allowed_and_a_report_may_have_no_facts(
    tmp_path: Path,
) -> None:
    path = report(tmp_path, GOOD.replace('"decimals": 0', '"g:more": [1], "decimals": 0'))
    (taken,) = take(tmp_path / "f.duckdb", path, without_taxonomy=True)
    assert taken.verdict == "accepted with findings"
    path.write_text(HEAD.partition(',\n "facts"')[0] + "}", encoding="utf-8")
    (empty,) = take(tmp_path / "f.duckdb", path, without_taxonomy=True)
    assert [one.message for one in empty.findings] == ["there are no facts in it"]


def test_a_typed_member_may_be_nil_and_a_fact_without_entity_is_of_nobody(tmp_path: Path) -> None:
    """Nil is neither the text `None` nor empty; the entity is that of OIM 1.0 for none."""
    facts = [
        GOOD.replace('"unit"', f'"g:Place": {value}, "unit"').replace('"a"', f'"{number}"', 1)
        for number, value in enumerate(("null", '"None"', '""'))
    ]
    alone = GOOD.replace('"entity": "k:7", ', "")
    (_,) = take(tmp_path / "f.duckdb", report(tmp_path, *facts, alone), without_taxonomy=True)
    with store_api.connect(str(tmp_path / "f.duckdb")) as store:
        rows = store.sql("SELECT filer, dimensions FROM facts ORDER BY ordinal")
    assert [row["dimensions"] for row in rows] == [
        '{"g:Place":null}',
        '{"g:Place":"None"}',
        '{"g:Place":""}',
        "",
    ]
    assert rows[3]["filer"] == "https://xbrl.org/entities#NA"
