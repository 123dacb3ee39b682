"""The compiled base in the tree is what its sources say, and Arelle finds nothing wrong with it."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from crossfoot.arelle.session import ArelleSession
from crossfoot.curated.taxonomies import read_base
from crossfoot.model.finding import has_errors
from crossfoot.model.taxonomy import ABSTRACT_TYPES, LABEL_ROLES, MEMBER_TYPES, Taxonomy
from crossfoot.taxonomy.check import check_networks
from crossfoot.workflows.compile_base import compile_base_folder
from real_filing import CHECKOUT

FOLDER = CHECKOUT / "taxonomy" / "gaap" / "2026"
BASE = "gaap/2026"
XS = "{http://www.w3.org/2001/XMLSchema}"


@pytest.fixture(scope="module")
def base() -> Taxonomy:
    taxonomy, findings = read_base(FOLDER, BASE)
    assert [str(finding) for finding in findings] == []
    return taxonomy


def test_the_files_in_the_tree_equal_a_fresh_compile(tmp_path: Path) -> None:
    fresh = tmp_path / "gaap" / "2026"
    shutil.copytree(FOLDER, fresh, ignore=shutil.ignore_patterns("xbrl"))
    count, findings = compile_base_folder(fresh, BASE)
    assert not has_errors(findings)
    kept = {path.name: path.read_bytes() for path in (FOLDER / "xbrl").iterdir()}
    compiled = {path.name: path.read_bytes() for path in (fresh / "xbrl").iterdir()}
    assert sorted(kept) == sorted(compiled)
    assert [name for name in kept if kept[name] != compiled[name]] == []
    assert count == len(kept.keys() - {"manifest.txt"}) >= 4


def test_a_name_is_given_once(base: Taxonomy) -> None:
    schema = etree.parse(FOLDER / "xbrl" / "gaap-2026.xsd")
    names = [str(element.get("name")) for element in schema.iter(f"{XS}element")]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert sorted(names) == sorted(base.concepts)
    folded = Counter(name.lower() for name in names)
    assert [name for name, count in folded.items() if count > 1] == []


def test_names_are_words_in_capitals_and_say_their_kind(base: Taxonomy) -> None:
    endings = {
        "abstract": "Abstract",
        "table": "Table",
        "axis": "Axis",
        "member": "Member",
        "domain": "Domain",
        "lineItems": "LineItems",
    }
    wrong = [
        name
        for name, concept in base.concepts.items()
        if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name)
        or not name.endswith(endings.get(concept.type, ""))
    ]
    assert wrong == []


def test_every_concept_has_labels_in_both_languages_and_a_definition(base: Taxonomy) -> None:
    wrong = []
    for name, concept in base.concepts.items():
        told = {(label.role, label.lang) for label in concept.labels if label.text.strip()}
        needed = {("", "en"), ("", "ja")}
        if concept.type not in ABSTRACT_TYPES:
            needed.add(("documentation", "en"))
        wrong += [f"{name} {role} {lang}" for role, lang in sorted(needed - told)]
    assert wrong == []


def test_standard_labels_are_unique(base: Taxonomy) -> None:
    labels = Counter(
        (label.lang, label.text)
        for concept in base.concepts.values()
        for label in concept.labels
        if label.role == ""
    )
    assert [label for label, count in labels.items() if count > 1] == []


def test_only_money_has_a_balance_and_numbers_alone_have_instants(base: Taxonomy) -> None:
    assert [c.name for c in base.concepts.values() if c.balance and c.type != "monetary"] == []
    assert [c.name for c in base.concepts.values() if c.period == "instant" and not c.numeric] == []
    assert {c.balance for c in base.concepts.values()} == {"", "debit", "credit"}


def test_every_sum_of_the_base_is_legal(base: Taxonomy) -> None:
    assert [str(finding) for finding in check_networks(base)] == []
    arcs = sum(len(node.parts) for network in base.networks for node in network.nodes)
    assert arcs > 50


def test_balances_of_well_known_elements_are_those_of_us_gaap(base: Taxonomy) -> None:
    known = {
        "Assets": ("monetary", "instant", "debit"),
        "LiabilitiesCurrent": ("monetary", "instant", "credit"),
        "TreasuryStockValue": ("monetary", "instant", "debit"),
        "Revenues": ("monetary", "duration", "credit"),
        "ProfitLoss": ("monetary", "duration", "credit"),
        "PaymentsToAcquirePropertyPlantAndEquipment": ("monetary", "duration", "credit"),
        "EarningsPerShareBasic": ("perShare", "duration", ""),
        "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest": (
            "monetary",
            "instant",
            "credit",
        ),
    }
    found = {
        name: (base.concepts[name].type, base.concepts[name].period, base.concepts[name].balance)
        for name in known
    }
    assert found == known


def test_every_concept_of_a_network_and_every_label_role_is_known(base: Taxonomy) -> None:
    wrong = [
        f"{network.id}: {node.concept} {node.role}"
        for network in base.networks
        for node in network.nodes
        if node.concept not in base.concepts or node.role not in LABEL_ROLES
    ]
    assert wrong == []


def test_every_number_of_the_base_stands_in_a_network(base: Taxonomy) -> None:
    shown = {node.concept for network in base.networks for node in network.nodes}
    lost = [
        name
        for name, concept in base.concepts.items()
        if name not in shown and concept.type not in MEMBER_TYPES
    ]
    assert lost == []


@pytest.mark.slow
def test_arelle_finds_nothing_wrong_with_the_base(arelle: ArelleSession) -> None:
    result = arelle.validate(FOLDER / "xbrl" / "gaap-2026-all.xsd")
    assert [(m.level, m.code, m.text) for m in result.messages] == []
    assert result.counts["calc_relationships"] > 100
    assert result.documents > 10


def test_amounts_per_share_are_of_what_common_stockholders_get_and_their_shares_can_not_be_negative() -> (
    None
):
    """Net income less preferred dividends comes before net income: with the latter a right amount
    would be told as wrong."""
    folder = FOLDER
    listed = (folder / "nonnegative.csv").read_text(encoding="utf-8")
    for line in (folder / "per-share.csv").read_text(encoding="utf-8").splitlines()[1:]:
        _, amounts, shares = line.split(",")
        assert amounts.startswith("NetIncomeLossAvailableToCommonStockholders"), line
        assert f"\n{shares}," in listed
