"""`crossfoot taxonomy align` on lists small enough to check by eye."""

from pathlib import Path

from crossfoot.workflows.taxonomy_tasks import align_all
from crossfoot.workspace import Workspace

HERE = Path(__file__).parent
BASE = HERE.parent / "lint" / "cases" / "name" / "good"
ARCS = "parent,child,weight,years,roles\nus-gaap:Assets,us-gaap:Cash,-1.0,2023,R1\nus-gaap:Assets,us-gaap:Land,1.0,2023,R1\n"


def copy_of_base(folder: Path, *unlisted: str) -> Path:
    """The tiny base with every item claiming the us-gaap name that it has; no list has `Stock`."""
    for path in BASE.rglob("*.*"):
        target = folder / "gaap" / "1" / path.relative_to(BASE)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        target.write_text(text.replace("-45-1,-", "-45-1,"), encoding="utf-8")
    if unlisted:
        (folder / "gaap" / "1" / "unlisted.csv").write_text(
            "name,reason\n" + "".join(f"{line}\n" for line in unlisted), encoding="utf-8"
        )
    return folder / "gaap" / "1"


def aligned(folder: Path, *unlisted: str) -> list[str]:
    (folder / "arcs.csv").write_text(ARCS, encoding="utf-8")
    (folder / "names.csv").write_text("name\nCash\nAssets\n", encoding="utf-8")
    names = [str(copy_of_base(folder, *unlisted))]
    (alignment,) = align_all(
        Workspace(root=folder), names, folder / "arcs.csv", [folder / "names.csv"]
    )
    counts = (
        alignment.names,
        alignment.names_known,
        alignment.names_explained,
        alignment.arcs,
        alignment.arcs_opposite,
    )
    assert counts == (3, 2, len([line for line in unlisted if line.startswith("Stock")]), 1, 1)
    assert alignment.score == "50.0"
    return [str(finding) for finding in alignment.findings]


def test_a_name_in_no_list_and_an_arc_of_the_opposite_sign_are_told(tmp_path: Path) -> None:
    assert aligned(tmp_path) == [
        "gaap/1/concepts/all.csv:9: Stock claims the published name Stock, which is in no list [align.name]",
        "gaap/1/networks/sheet.csv:8: Cash has the weight 1 in Assets; published, it is deducted [align.sign]",
    ]


def test_a_name_may_be_explained_and_an_explanation_that_is_not_needed_is_told(
    tmp_path: Path,
) -> None:
    assert aligned(tmp_path, "Stock,stands in a filing", "Cash,stands in a filing") == [
        "gaap/1/networks/sheet.csv:8: Cash has the weight 1 in Assets; published, it is deducted [align.sign]",
        "gaap/1/unlisted.csv:3: Cash is explained, and is in a list or not claimed [align.stale]",
        "gaap/1/concepts/all.csv:9: Stock is in no list: stands in a filing [align.explained]",
    ]
