"""Every rule of `crossfoot taxonomy lint` on a folder that breaks it, and on one that keeps it."""

import json
import time
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.taxonomy.lint.run import RULES
from crossfoot.workflows.taxonomy_tasks import lint_all, rules_page
from crossfoot.workspace import Workspace

HERE = Path(__file__).parent
CASES = sorted(path.name for path in (HERE / "cases").iterdir())
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))


def texts(folder: Path) -> list[str]:
    (linted,) = lint_all(Workspace(root=HERE), [str(folder)])
    return [str(finding) for finding in linted.findings]


def test_every_rule_has_a_case() -> None:
    assert {rule.id for rule in RULES} <= set(CASES)
    assert sorted(EXPECTED) == CASES


@pytest.mark.parametrize("case", CASES)
def test_the_bad_folder_breaks_its_rule_and_no_other(case: str) -> None:
    assert texts(HERE / "cases" / case / "bad") == EXPECTED[case]
    assert all(f"[lint.{case.removeprefix('xml-')}]" in text for text in EXPECTED[case])


@pytest.mark.parametrize("case", CASES)
def test_the_good_folder_is_clean(case: str) -> None:
    assert texts(HERE / "cases" / case / "good") == []


def test_the_example_company_is_clean() -> None:
    (linted,) = lint_all(Workspace(root=HERE.parent.parent), ["iij"])
    assert [str(finding) for finding in linted.findings] == []


def test_our_own_base_is_clean_in_under_a_second() -> None:
    started = time.process_time()
    (linted,) = lint_all(Workspace(root=HERE.parent.parent), ["gaap/2026"])
    assert linted.findings == ()
    assert time.process_time() - started < 1


def test_the_base_compiled_is_as_clean_as_its_sources() -> None:
    (linted,) = lint_all(
        Workspace(root=HERE.parent.parent), [str(HERE.parent.parent / "taxonomy/gaap/2026/xbrl")]
    )
    assert linted.findings == ()
    assert len(linted.sighted.view.elements) == len(
        next(iter(lint_all(Workspace(root=HERE), ["gaap/2026"]))).sighted.view.elements
    )


def test_the_page_of_rules_is_that_of_the_table() -> None:
    page = HERE.parent.parent / "docs" / "reference" / "lint.md"
    assert page.read_text(encoding="utf-8") == rules_page()


def test_a_rule_that_fails_makes_the_exit_code_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["taxonomy", "lint", str(HERE / "cases" / "weight" / "bad"), "--quiet"]) == 1
    assert main(["taxonomy", "lint", str(HERE / "cases" / "weight" / "good"), "--quiet"]) == 0
    assert "can't have the weight -1" in capsys.readouterr().out
