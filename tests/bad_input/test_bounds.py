"""Names that no file can have, numbers that nobody can have meant, the ends of the calendar, paths
that lead out: each is a finding at its place, never a traceback."""

import pytest

from crossfoot.cli.main import main
from harbor_case import Harbor

LONG, DIGITS = "x" * 300, "9" * 5000
ROW = "1,AllowanceForDoubtfulAccountsReceivableCurrent"
TREE = "networks/balance-sheet-parenthetical.csv"
NO_LEVEL = "hbr/networks/balance-sheet-parenthetical.csv:3: '{}' is not a level [network.level]"
CASES = [
    (
        "filing.yaml",
        "base: gaap/2026",
        f"base: gaap/{LONG}",
        f"filing.yaml: the base taxonomy 'gaap/{LONG}' is not there [read.base]",
    ),
    (
        "filing.yaml",
        "{period: 2024-12-31,",
        "{period: 9999-12-31,",
        "filing.yaml:15: '9999-12-31' is not a date or a period [read.date]",
    ),
    (
        "filing.yaml",
        "{period: 2023-01-01/2023-12-31",
        "{period: 0001-01-01/2023-12-31",
        "filing.yaml:16: '0001-01-01/2023-12-31' is not a date or a period [read.date]",
    ),
    (
        "filing.yaml",
        "context: 2024-01-01/2024-12-31",
        "context: 2024-01-01/9999-12-31",
        "filing.yaml:5: '2024-01-01/9999-12-31' is not a date or a period [read.date]",
    ),
    (TREE, ROW, DIGITS + ROW[1:], NO_LEVEL.format(DIGITS[:40])),
    (TREE, ROW, "²" + ROW[1:], NO_LEVEL.format("²")),
    (
        "networks.yaml",
        "number: 10\n",
        f'number: "{DIGITS}"\n',
        "hbr/networks.yaml:1: the network needs a number of up to six digits [network.number]",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "text"), CASES)
def test_what_is_out_of_bounds_is_named(
    harbor: Harbor, name: str, old: str, new: str, text: str
) -> None:
    harbor.edit(name, old, new)
    assert text in harbor.refused().texts


def test_a_declared_difference_with_a_huge_exponent_is_no_number(harbor: Harbor) -> None:
    """As a fraction it has a billion digits; told as what it is not."""
    harbor.edit("balance-sheet.csv", 'Total assets,"33,165"', 'Total assets,"33,166"')
    harbor.edit(
        "filing.yaml",
        "ties:\n",
        "declared:\n  - {kind: sum, table: bs, concept: Assets, "
        'column: "2023-12-31", difference: "1e999999999", reason: Misprint.}\nties:\n',
    )
    assert any(
        "the declared difference is 1e999999999, the check finds 1" in text
        for text in harbor.refused().texts
    )


@pytest.mark.parametrize("network", ["../../secret/s", "/etc/passwd", "a/b", ".", "", LONG])
def test_the_id_of_a_network_leads_nowhere(harbor: Harbor, network: str) -> None:
    """`../../secret/s` named a file outside of the company, which was read."""
    secret = harbor.root / "filings" / "secret"
    secret.mkdir()
    (secret / "s.csv").write_text("level,concept\n0,TopSecretThing\n", encoding="utf-8")
    path = harbor.company / "networks.yaml"
    text = path.read_text(encoding="utf-8").replace("cover:", f'"{network}":', 1)
    path.write_text(text, encoding="utf-8")
    texts = harbor.refused().texts
    assert f"hbr/networks.yaml:1: '{network[:80]}' is not a network id [network.id]" in texts
    assert not any("TopSecretThing" in text for text in texts)


def test_a_link_among_the_networks_is_not_followed(harbor: Harbor) -> None:
    secret = harbor.root / "s.csv"
    secret.write_text("level,concept\n0,TopSecretThing\n", encoding="utf-8")
    path = harbor.company / "networks" / "cover.csv"
    path.unlink()
    path.symlink_to(secret)
    texts = harbor.refused().texts
    assert "hbr/networks.yaml:1: networks/cover.csv leads out of the folder [read.path]" in texts
    assert not any("TopSecretThing" in text for text in texts)


@pytest.mark.parametrize(
    "command",
    [
        ["build", f"hbr/{LONG}"],
        ["taxonomy", "lint", LONG],
        ["coverage", "hbr/2024-12-31", "--source", LONG],
        ["build", "--base", LONG, "--taxonomy-package", LONG],
    ],
)
def test_a_name_that_is_too_long_is_a_usage_error(
    harbor: Harbor, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    at = 2 if command[0] == "taxonomy" else 1
    assert main([*command[:at], "--workspace", str(harbor.root), *command[at:]]) in (2, 3)
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("crossfoot: ") and len(said) <= 2


def test_a_source_line_of_five_thousand_digits_is_no_line(
    harbor: Harbor, capsys: pytest.CaptureFixture[str]
) -> None:
    harbor.edit("balance-sheet.csv", "\n2,Cash", f"\n{DIGITS},Cash")
    page = harbor.root / "page.txt"
    page.write_text("Cash 6,120 8,295\n", encoding="utf-8")
    command = ["coverage", "--workspace", str(harbor.root), "hbr/2024-12-31", "--source", str(page)]
    assert main(command) == 1
    assert "'6,120' names no source line" in capsys.readouterr().out
