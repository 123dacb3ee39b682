"""Building on a published schema: an invented one, Tide Accounting Elements 2024, in the place of
the base of ours."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from crossfoot.cli.main import main
from harbor_case import FILING, LAST_GOOD, Harbor

NAMESPACE = "https://example.org/tide/2024"
FOLDER = "https://example.org/tide/2024/elements/"
MONEY, TYPES = "xbrli:monetaryItemType", "tt:{}ItemType"
ELEMENTS = (
    ("CashAndCashEquivalentsAtCarryingValue", MONEY, "instant", "debit", ""),
    ("InventoryNet", MONEY, "instant", "debit", ""),
    ("AssetsCurrentTotal", MONEY, "instant", "debit", ""),
    ("Assets", MONEY, "instant", "debit", ""),
    ("Liabilities", MONEY, "instant", "credit", ""),
    ("NetIncomeLoss", MONEY, "duration", "credit", ""),
    ("CostsInAll", MONEY, "duration", "debit", ""),
    ("EarningsPerShareBasic", TYPES.format("perShare"), "duration", "", ""),
    ("AssetsAbstract", "xbrli:stringItemType", "duration", "", "xbrli:item"),
    ("StatementTable", "xbrli:stringItemType", "duration", "", "xbrldt:hypercubeItem"),
    (
        "StatementBusinessSegmentsAxis",
        "xbrli:stringItemType",
        "duration",
        "",
        "xbrldt:dimensionItem",
    ),
    ("SegmentBusinessDomain", TYPES.format("domain"), "duration", "", ""),
)
HEAD = (
    '<?xml version="1.0"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" '
    f'xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:tt="{NAMESPACE}/types" elementFormDefault="qualified" targetNamespace="{{}}">'
    '<xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
)
DEFINITION = f"""name: Tide Accounting Elements 2024
schemas:
  - {{prefix: tide, namespace: "{NAMESPACE}", address: "{FOLDER}tide-2024.xsd"}}
names: {{AssetsCurrent: AssetsCurrentTotal}}
anchors: {{CostOfRevenue: OperatingExpenses, OperatingExpenses: "> NetIncomeLoss"}}
"""


def element(name: str, kind: str, period: str, balance: str, group: str) -> str:
    """One declaration; with a substitution group it is abstract."""
    abstract = ' abstract="true"' if group else ""
    side = f' xbrli:balance="{balance}"' if balance else ""
    return (
        f'<xs:element id="tide_{name}" name="{name}" nillable="true" substitutionGroup="{group or "xbrli:item"}"{abstract} '
        f'type="{kind}" xbrli:periodType="{period}"{side}/>'
    )


def publish(root: Path, elements: tuple[tuple[str, ...], ...] = ELEMENTS) -> Path:
    """The schemas as a user has them, and the definition of the base in the workspace."""
    (root / "taxonomy" / "bases").mkdir(parents=True)
    (root / "taxonomy" / "bases" / "tide-2024.yaml").write_text(DEFINITION, encoding="utf-8")
    folder = root / "downloads" / "tide" / "elements"
    folder.mkdir(parents=True)
    types = "".join(
        f'<xs:complexType name="{name}ItemType"><xs:simpleContent><xs:restriction base="{base}"/></xs:simpleContent></xs:complexType>'
        for name, base in (
            ("perShare", "xbrli:decimalItemType"),
            ("domain", "xbrli:stringItemType"),
        )
    )
    (folder / "tide-types.xsd").write_text(
        HEAD.format(NAMESPACE + "/types") + types + "</xs:schema>", encoding="utf-8"
    )
    imports = (
        f'<xs:import namespace="{NAMESPACE}/types" schemaLocation="tide-types.xsd"/>'
        '<xs:import namespace="http://xbrl.org/2005/xbrldt" schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>'
    )
    body = "".join(element(*one) for one in elements)
    (folder / "tide-2024.xsd").write_text(
        HEAD.format(NAMESPACE) + imports + body + "</xs:schema>", encoding="utf-8"
    )
    return root / "downloads"


def build(harbor: Harbor, source: Path, *options: str) -> tuple[int, dict[str, Any], str]:
    """Exit code, the filing's record, and what was printed."""
    record = harbor.root / "result.json"
    arguments = [
        "build",
        "--workspace",
        harbor.root,
        "--base",
        "tide-2024",
        "--taxonomy-package",
        source,
        "--json",
        record,
        *options,
    ]
    harbor.capsys.readouterr()
    code = main([str(one) for one in arguments])
    told = json.loads(record.read_text(encoding="utf-8"))[0] if record.exists() else {}
    printed = harbor.capsys.readouterr()
    return code, told, printed.out + printed.err


def in_hbr(harbor: Harbor) -> Path:
    return harbor.root / "output" / "tide-2024" / FILING


def test_the_same_data_stand_on_the_published_elements(harbor: Harbor) -> None:
    code, told, _ = build(harbor, publish(harbor.root))
    assert (code, [one["message"] for one in told["findings"]]) == (0, [])
    instance = etree.parse(in_hbr(harbor) / "hbr-20241231.xbrl").getroot()
    values = {(fact.tag, fact.get("id")): fact.text for fact in instance if fact.get("contextRef")}
    assert values[f"{{{NAMESPACE}}}Assets", "bs.Assets.2024-12-31.USD"] == "37095000"
    assert (
        values[f"{{{NAMESPACE}}}AssetsCurrentTotal", "bs.AssetsCurrent.2024-12-31.USD"]
        == "22630000"
    )
    assert f"{{{NAMESPACE}}}AssetsCurrent" not in {tag for tag, _ in values}
    assert {path.name: path.read_text() for path in harbor.output.iterdir()} == LAST_GOOD


def test_what_the_schema_lacks_is_extended_and_anchored_or_marked(harbor: Harbor) -> None:
    _, told, printed = build(harbor, publish(harbor.root), "--no-arelle")
    base = told["base"]
    extended = {one["name"]: one for one in base["extended"]}
    assert base["facts"]["published"] + base["facts"]["extension"] == told["counts"]["facts"]
    assert extended["AccountsReceivableNetCurrent"]["anchors"] == [
        "narrower than tide:AssetsCurrentTotal"
    ]
    assert extended["CostOfRevenue"]["anchors"] == []
    assert extended["OperatingExpenses"]["anchors"] == ["wider than tide:NetIncomeLoss"]
    assert extended["HandToolsMember"]["anchors"] == ["narrower than tide:SegmentBusinessDomain"]
    assert extended["DocumentType"] == {
        **extended["DocumentType"],
        "anchors": [],
        "from": "base",
        "why": "claims no published name",
    }
    assert "InventoryNet" not in extended
    assert (
        "extended: DocumentType (1 facts), claims no published name; not anchored: the schema has nothing wider"
        in printed
    )


def test_the_extension_of_a_published_base_has_a_namespace_of_its_own(harbor: Harbor) -> None:
    build(harbor, publish(harbor.root), "--no-arelle")
    schema = etree.parse(in_hbr(harbor) / "hbr-20241231.xsd").getroot()
    assert schema.get("targetNamespace", "").endswith("/20241231/tide-2024")
    places = [
        one.get("schemaLocation") for one in schema.iter("{http://www.w3.org/2001/XMLSchema}import")
    ]
    assert FOLDER + "tide-2024.xsd" in places


@pytest.mark.parametrize(
    ("name", "kind", "period", "balance", "told"),
    [
        (
            "Liabilities",
            MONEY,
            "instant",
            "debit",
            "gaap:Liabilities is credit; tide:Liabilities is debit",
        ),
        (
            "NetIncomeLoss",
            MONEY,
            "instant",
            "credit",
            "gaap:NetIncomeLoss is duration; tide:NetIncomeLoss is instant",
        ),
        (
            "Assets",
            "xbrli:sharesItemType",
            "instant",
            "",
            "gaap:Assets is monetary, debit; tide:Assets is shares, without balance",
        ),
    ],
)
def test_an_element_that_disagrees_names_both(
    harbor: Harbor, name: str, kind: str, period: str, balance: str, told: str
) -> None:
    wrong = (*(one for one in ELEMENTS if one[0] != name), (name, kind, period, balance, ""))
    code, record, _ = build(harbor, publish(harbor.root, wrong), "--no-arelle")
    assert code == 1
    assert [one["message"] for one in record["findings"] if one["code"] == "base.disagrees"] == [
        told
    ]
    assert not in_hbr(harbor).exists()


def test_two_concepts_that_claim_one_element_are_told(harbor: Harbor) -> None:
    source = publish(harbor.root)
    path = harbor.root / "taxonomy" / "bases" / "tide-2024.yaml"
    path.write_text(
        DEFINITION.replace("names: {", "names: {InventoryNet: Assets, "), encoding="utf-8"
    )
    _, record, _ = build(harbor, source, "--no-arelle")
    told = [one["message"] for one in record["findings"] if one["code"] == "base.claimed-twice"]
    assert len(told) == 1
    assert "both claim tide:Assets" in told[0]


def test_a_zip_serves_as_well_as_a_folder_and_both_give_the_same_bytes(harbor: Harbor) -> None:
    source = publish(harbor.root)
    build(harbor, source, "--no-arelle")
    first = {path.name: path.read_bytes() for path in in_hbr(harbor).iterdir() if path.is_file()}
    packed = harbor.root / "tide.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in source.rglob("*.xsd"):
            archive.write(path, f"tide-2024/{path.relative_to(source).as_posix()}")
    code, _, _ = build(harbor, packed, "--no-arelle")
    assert code == 0
    assert {
        path.name: path.read_bytes() for path in in_hbr(harbor).iterdir() if path.is_file()
    } == first


def test_a_schema_that_is_not_there_is_named(harbor: Harbor) -> None:
    source = publish(harbor.root)
    next(source.rglob("tide-types.xsd")).unlink()
    code, _, printed = build(harbor, source, "--no-arelle")
    assert code == 3
    assert f"does not hold {FOLDER}tide-types.xsd" in printed


def test_the_schema_of_another_year_is_refused(harbor: Harbor) -> None:
    source = publish(harbor.root)
    path = next(source.rglob("tide-2024.xsd"))
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            f'targetNamespace="{NAMESPACE}"', f'targetNamespace="{NAMESPACE[:-1]}5"'
        )
    )
    code, _, printed = build(harbor, source, "--no-arelle")
    assert code == 3
    assert f"has the namespace {NAMESPACE[:-1]}5, not {NAMESPACE}" in printed


def test_the_base_and_its_package_go_together(harbor: Harbor) -> None:
    assert main(["build", "--workspace", str(harbor.root), "--base", "tide-2024"]) == 2
    assert "go together" in harbor.capsys.readouterr().err


def test_a_base_without_a_definition_lists_those_that_are_there(harbor: Harbor) -> None:
    source = publish(harbor.root)
    assert (
        main(
            [
                "build",
                "--workspace",
                str(harbor.root),
                "--base",
                "tide-2025",
                "--taxonomy-package",
                str(source),
            ]
        )
        == 2
    )
    assert "known: tide-2024, us-gaap-2009" in harbor.capsys.readouterr().err
