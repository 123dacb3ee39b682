"""Whatever text comes in, only the declared errors come out."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.curated.aspects import parse_aspects
from crossfoot.curated.tables import read_table
from crossfoot.curated.yaml_file import read_yaml
from crossfoot.facts.labels import split_label
from crossfoot.facts.numbers import NotANumber, parse_amount
from crossfoot.model.expression import BadExpression, parse_expression
from crossfoot.model.illegal_characters import forbidden_in, visible
from crossfoot.model.source import SourceRef

TEXT = st.text(max_size=60)
NUMBERS = st.text("0123456789,.()-−△%? JPYe$—#", max_size=24)
FORMULAS = st.text("ABab1[]{}()<>@:;!+-*/. y2008-12-31", max_size=40)
YAML = st.text("ab:- \n[]{}\"'&*!|>#?,%@`~\t01\\x", max_size=60)
LABELS = st.text("{}=@&; aA1", max_size=30)
CSV = st.text('ab,"\n\r; 1', max_size=60)
AT = SourceRef(file="x")


@given(TEXT | NUMBERS, st.integers(-99, 99), st.none() | st.integers(-99, 99))
def test_an_amount_is_read_or_refused(text: str, scale: int, decimals: int | None) -> None:
    with suppress(NotANumber):
        amount = parse_amount(text, scale, decimals)
        assert amount.low <= amount.value <= amount.high
        assert amount.before + amount.digits + amount.after == text


@given(TEXT | FORMULAS)
def test_a_formula_is_read_or_refused(text: str) -> None:
    with suppress(BadExpression):
        parse_expression(text).references()


@given(TEXT | LABELS)
def test_a_label_is_split_or_refused(text: str) -> None:
    with suppress(ValueError):
        pieces = list(split_label(text))
        if "{" not in text:
            assert pieces == [text]


@settings(max_examples=200)
@given(
    st.binary(max_size=40) | (TEXT | YAML | CSV).map(lambda text: text.encode("utf-8", "replace"))
)
def test_bytes_are_yaml_and_csv_or_findings_with_hints(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes(data)
        for document, findings in (read_yaml(path, "x"), read_table(path, "x")):
            assert document is not None or findings
            assert all(finding.hint for finding in findings)


@given(
    st.dictionaries(
        st.sampled_from(["period", "unit", "scale", "decimals", "formula"]),
        TEXT | st.text("0123456789-/", max_size=22),
    )
)
def test_a_definition_is_read_or_told(fields: dict[str, str]) -> None:
    findings: list[object] = []
    parse_aspects(fields, {}, AT, findings)  # type: ignore[arg-type]


@given(st.text())
def test_what_is_shown_holds_nothing_forbidden(text: str) -> None:
    assert forbidden_in(visible(text)) == ""
