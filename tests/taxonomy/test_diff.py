"""`crossfoot taxonomy diff` on versions of a tiny base."""

import json
import shutil
from pathlib import Path

import pytest

from crossfoot.cli.main import main
from crossfoot.report.taxonomy_diff import change_text
from crossfoot.workflows.taxonomy_tasks import compare
from crossfoot.workspace import Workspace

ROOT = Path(__file__).parent.parent.parent
BASE = ROOT / "tests" / "lint" / "cases" / "name" / "good"


def edited(folder: Path, *edits: tuple[str, str, str]) -> Path:
    new = folder / "tiny" / "2"
    shutil.copytree(BASE, new)
    for name, old, text in edits:
        content = (new / name).read_text(encoding="utf-8")
        assert content.count(old) == 1
        (new / name).write_text(content.replace(old, text), encoding="utf-8")
    return new


def changes(folder: Path, *edits: tuple[str, str, str]) -> list[tuple[str, str, bool]]:
    difference, findings = compare(Workspace(root=folder), str(BASE), str(edited(folder, *edits)))
    assert findings == []
    return [(change.kind, change_text(change), change.breaking) for change in difference.changes]


def test_the_same_taxonomy_has_no_changes(tmp_path: Path) -> None:
    assert changes(tmp_path) == []


def test_balance_period_and_type_break_filers_and_a_label_does_not(tmp_path: Path) -> None:
    edit = (
        "concepts/all.csv",
        "Stock,monetary,instant,debit,Stock,",
        "Stock,shares,duration,,Inventory,",
    )
    assert changes(tmp_path, edit) == [
        ("concept.type", "Stock: monetary -> shares", True),
        ("concept.period", "Stock: instant -> duration", True),
        ("concept.balance", "Stock: debit -> none", True),
        ("label.changed", "Stock (standard, en): Stock -> Inventory", False),
    ]


def test_a_renamed_concept_names_its_successor_and_nothing_else_changes(tmp_path: Path) -> None:
    concepts = (BASE / "concepts" / "all.csv").read_text(encoding="utf-8")
    rows = concepts.replace("Stock,monetary", "Inventory,monetary").splitlines()
    told = [
        rows[0] + ",replaces",
        *(row + (",Stock" if row.startswith("Inventory,") else ",") for row in rows[1:]),
    ]
    edit = ("concepts/all.csv", concepts, "\n".join(told) + "\n")
    assert changes(tmp_path, edit, ("networks/sheet.csv", "3,Stock", "3,Inventory")) == [
        ("concept.renamed", "Stock -> Inventory", True)
    ]


def test_a_concept_taken_out_takes_its_arcs_along(tmp_path: Path) -> None:
    row = "Stock,monetary,instant,debit,Stock,在庫,Goods held for sale.,330-10-45-1,-\n"
    assert changes(
        tmp_path, ("concepts/all.csv", row, ""), ("networks/sheet.csv", "3,Stock,,Assets,\n", "")
    ) == [
        ("concept.removed", "Stock: monetary", True),
        ("arc.removed", "calculation of Sheet: Assets > Stock: 1", False),
        ("arc.removed", "definition of Sheet: SheetLineItems > Stock", False),
        ("arc.removed", "presentation of Sheet: SheetLineItems > Stock", False),
    ]


def test_a_weight_and_a_title_are_told(tmp_path: Path) -> None:
    edits = (
        ("networks/sheet.csv", "3,Stock,,Assets,", "3,Stock,,Assets,-1"),
        ("networks.yaml", "Balance Sheet", "Position"),
    )
    assert changes(tmp_path, *edits) == [
        (
            "role.changed",
            "Sheet: 100010 - Statement - Balance Sheet -> 100010 - Statement - Position",
            False,
        ),
        ("weight.changed", "calculation of Sheet: Assets > Stock: 1 -> -1", False),
    ]


def test_sources_and_what_is_compiled_from_them_are_one_taxonomy() -> None:
    compiled = str(ROOT / "taxonomy" / "gaap" / "2026" / "xbrl")
    difference, _ = compare(
        Workspace(root=ROOT), str(ROOT / "taxonomy" / "gaap" / "2026"), compiled
    )
    assert difference.changes == ()


def test_breaking_changes_make_the_exit_code_one_and_stand_in_json_and_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = edited(
        tmp_path,
        (
            "concepts/all.csv",
            "Stock,monetary,instant,debit,Stock,",
            "Stock,monetary,instant,credit,<b>Stock,",
        ),
    )
    files = ["--json", str(tmp_path / "d.json"), "--html", str(tmp_path / "d.html")]
    assert main(["taxonomy", "diff", str(BASE), str(new), *files]) == 1
    assert (
        capsys.readouterr().out.splitlines()[-1]
        == "name/good -> tiny/2: 2 changes, 1 of them break filers"
    )
    record = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    assert [(row["kind"], row["breaking"]) for row in record["changes"]] == [
        ("concept.balance", True),
        ("label.changed", False),
    ]
    assert "<td>&lt;b&gt;Stock</td>" in (tmp_path / "d.html").read_text(encoding="utf-8")
