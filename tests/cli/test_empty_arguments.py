"""An empty argument names nothing: it is a wrong call, not all that there is."""

import pytest

from crossfoot.cli.main import main


@pytest.mark.parametrize(
    "words",
    [
        ["facts", "list", ""],
        ["facts", "history", "", "Revenues"],
        ["build", ""],
        ["validate", "a.xbrl", ""],
        ["ingest", "a.xbrl", "--store=x.duckdb", ""],
    ],
)
def test_an_empty_argument_is_a_usage_error(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "names nothing" in capsys.readouterr().err


def test_an_option_may_have_an_empty_value(
    tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--dimensions ''` asks for facts without dimensions; here only the store is missing."""
    code = main(["facts", "list", "a", "--dimensions", "", "--store", f"{tmp_path}/no.duckdb"])
    assert code == 2
    assert "names nothing" not in capsys.readouterr().err
