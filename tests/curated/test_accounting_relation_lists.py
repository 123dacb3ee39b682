"""The lists of what belongs together: a name without a concept, a concept of another type and a
sign that is none are told."""

from pathlib import Path

import pytest

from crossfoot.curated.accounting_relations import read_accounting_relations
from crossfoot.model.source import SourceRef
from crossfoot.model.taxonomy import Concept

CONCEPTS = {
    name: Concept(
        name=name, prefix="b", type=kind, period="duration", source=SourceRef(file="concepts.csv")
    )
    for name, kind in (
        ("EarningsPerShareBasic", "perShare"),
        ("NetIncomeLoss", "monetary"),
        ("ProfitLoss", "monetary"),
        ("WeightedAverageShares", "shares"),
        ("StockholdersEquity", "monetary"),
        ("CommonStockMember", "member"),
        ("CommonStockValue", "monetary"),
    )
}
PER_SHARE = "per_share,amount,shares\nEarningsPerShareBasic,NetIncomeLoss; ProfitLoss,WeightedAverageShares\n"
COMPONENTS = "equity,member,concept,sign\nStockholdersEquity,CommonStockMember,CommonStockValue,1\n"


def told(folder: Path, name: str, text: str) -> tuple[int, list[tuple[str, str]]]:
    """How many lines are taken, and each finding with its hint."""
    (folder / name).write_text(text, encoding="utf-8")
    found, findings = read_accounting_relations(folder, "gaap/1", CONCEPTS)
    return len(found.components) + len(found.per_share), [
        (str(finding), finding.hint) for finding in findings
    ]


def test_both_lists_are_read(tmp_path: Path) -> None:
    assert told(tmp_path, "per-share.csv", PER_SHARE) == (1, [])
    assert told(tmp_path, "components.csv", COMPONENTS) == (2, [])
    assert read_accounting_relations(tmp_path, "gaap/1", CONCEPTS)[0].per_share[0].amounts == (
        "NetIncomeLoss",
        "ProfitLoss",
    )


@pytest.mark.parametrize(
    ("name", "text", "finding", "hint"),
    [
        (
            "per-share.csv",
            PER_SHARE.replace("ProfitLoss", "ProfitLos"),
            "gaap/1/per-share.csv:2 [amount]: there is no concept 'ProfitLos' [concept.unknown]",
            "did you mean ProfitLoss?",
        ),
        (
            "per-share.csv",
            PER_SHARE.replace("PerShareBasic", "PerShareBasics"),
            "gaap/1/per-share.csv:2 [per_share]: there is no concept 'EarningsPerShareBasics' [concept.unknown]",
            "did you mean EarningsPerShareBasic?",
        ),
        (
            "per-share.csv",
            PER_SHARE.replace(",WeightedAverageShares", ",NetIncomeLoss"),
            "gaap/1/per-share.csv:2 [shares]: 'NetIncomeLoss' is of the type monetary, this column takes shares [concept.type]",
            "name a concept of the type shares",
        ),
        (
            "per-share.csv",
            PER_SHARE.replace("shares\n", "share\n"),
            "gaap/1/per-share.csv:1: the columns are not those of this list [read.header]",
            "did you mean shares? known, in this order: per_share, amount, shares",
        ),
        (
            "components.csv",
            COMPONENTS.replace("CommonStockMember", "ComonStockMember"),
            "gaap/1/components.csv:2 [member]: there is no concept 'ComonStockMember' [concept.unknown]",
            "did you mean CommonStockMember?",
        ),
        (
            "components.csv",
            COMPONENTS.replace(",1\n", ",-\n"),
            "gaap/1/components.csv:2 [sign]: '-' is no sign [read.sign]",
            "1 where the line is printed as the component is, -1 where it is deducted",
        ),
    ],
)
def test_what_can_not_be_is_told_with_what_comes_near_and_left_out(
    tmp_path: Path, name: str, text: str, finding: str, hint: str
) -> None:
    """Each of these was taken in silence: the check that the line asks for was never made."""
    assert told(tmp_path, name, text) == (0, [(finding, hint)])
