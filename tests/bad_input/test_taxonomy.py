"""One spoiled line of a company's concepts or networks: the finding names it."""

import pytest

from harbor_case import Harbor

TREE = "networks/balance-sheet.csv"
AT = "hbr/networks/balance-sheet.csv"


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (
            "TreasuryStockValue,negated,StockholdersEquity,-1",
            "TreasuryStockValue,negated,StockholdersEquity,1",
            [
                f"{AT}:25: TreasuryStockValue (debit) in StockholdersEquity (credit) can't have the weight 1 [taxonomy.weight]"
            ],
        ),
        (
            "3,CommonStockValue,,StockholdersEquity,",
            "3,CommonStockValue,,StockholdersEquity,0.5",
            [f"{AT}:22: the weight '0.5' does not fit [network.weight]"],
        ),
        (
            "3,Liabilities,total,LiabilitiesAndStockholdersEquity,",
            "3,Liabilities,total,LiabilitiesAndEquity,",
            [
                f"{AT}:20: the total 'LiabilitiesAndEquity' does not stand in this network [taxonomy.total]"
            ],
        ),
        (
            "2,Goodwill,,Assets,\n",
            "2,Goodwill,,Goodwill,\n",
            [f"{AT}:10: the sums run in a circle: Goodwill > Goodwill [taxonomy.cycle]"],
        ),
        (
            "2,AssetsCurrent,total,Assets,\n",
            "2,AssetsCurrent,total,InventoryNet,\n",
            [
                f"{AT}:8: the sums run in a circle: AssetsCurrent > InventoryNet > AssetsCurrent [taxonomy.cycle]"
            ],
        ),
        ("2,Goodwill,", "4,Goodwill,", [f"{AT}:10: the level jumps from 2 to 4 [network.level]"]),
        ("2,Goodwill,", "0,Goodwill,", [f"{AT}:10: a network has one root [network.level]"]),
        ("2,Goodwill,", "-1,Goodwill,", [f"{AT}:10: '-1' is not a level [network.level]"]),
        ("2,Goodwill,,", "2,Goodwill,sum,", [f"{AT}:10: 'sum' is not a label role [label.role]"]),
        (
            "2,Goodwill,,Assets,\n",
            "2,Goodwill,,Assets,\n2,Godwill,,Assets,\n",
            [f"{AT}:11: there is no concept 'Godwill' [network.concept]"],
        ),
        (
            "2,Goodwill,,Assets,\n",
            "2,Goodwill,,Assets,\n2,Goodwill,terse,Assets,\n",
            [f"{AT}:11: Goodwill is a part of Assets twice [taxonomy.arc-twice]"],
        ),
        (
            "2,Goodwill,,Assets,\n",
            "2,Goodwill,,Assets,\n2,Goodwill,,,\n",
            [f"{AT}:11: Goodwill stands twice with the same label role [taxonomy.line-twice]"],
        ),
        (
            "2,Goodwill,,Assets,\n",
            "2,Goodwill,,Assets,\n2,Revenues,,Liabilities,\n",
            [
                f"{AT}:11: Revenues (duration) can't be a part of Liabilities (instant) [taxonomy.period]"
            ],
        ),
        (
            "1,AssetsAbstract,,,",
            "1,AssetsAbstract,,Assets,",
            [
                f"{AT}:3: AssetsAbstract has the type abstract; a sum is made of numbers [taxonomy.part]"
            ],
        ),
        (
            "label,part_of",
            "label,partof",
            [
                f"{AT}:1 [partof]: 'partof' is not a column of a network [read.header]",
                f"{AT}:25: the weight '-1' does not fit [network.weight]",
            ],
        ),
    ],
)
def test_a_spoiled_line_of_a_tree_is_named(
    harbor: Harbor, old: str, new: str, texts: list[str]
) -> None:
    harbor.edit(TREE, old, new)
    assert harbor.refused().texts == texts


def test_a_weight_against_the_balances_says_the_right_weight(harbor: Harbor) -> None:
    harbor.edit(
        TREE,
        "TreasuryStockValue,negated,StockholdersEquity,-1",
        "TreasuryStockValue,negated,StockholdersEquity,1",
    )
    assert (
        harbor.refused().findings[0][1]
        == "the weight is -1: same balance 1, opposite balance -1 (XBRL 2.1, 5.1.1.2)"
    )


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (
            "number: 100030",
            "number: 100020",
            [
                "hbr/networks.yaml:16: the number 100020 is also that of 'balance-sheet-parenthetical' [network.number]"
            ],
        ),
        (
            "number: 100030",
            "number: 1000300",
            [
                "hbr/networks.yaml:16: the network needs a number of up to six digits [network.number]"
            ],
        ),
        (
            "kind: Document",
            "kind: Dokument",
            ["hbr/networks.yaml:1: 'Dokument' is not a kind of network [network.kind]"],
        ),
        (
            "  title: Cover Page\n",
            "",
            ["hbr/networks.yaml:1: the network needs a title [network.title]"],
        ),
        (
            "title: Cover Page\n",
            "titel: Cover Page\n  title: Cover\n",
            ["hbr/networks.yaml:4: 'titel' is not known here [network.key]"],
        ),
    ],
)
def test_a_spoiled_entry_of_networks_yaml_is_named(
    harbor: Harbor, old: str, new: str, texts: list[str]
) -> None:
    harbor.edit("networks.yaml", old, new)
    assert harbor.refused().texts == texts


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (
            "built of them.,730-10-50-1,-,Research",
            "built of them.,730-10-50-1,-,Reserch",
            [
                "hbr/concepts.csv:2: the anchor 'ReserchAndDevelopmentExpense' is not in the base [concept.anchor]"
            ],
        ),
        (
            "730-10-50-1,-,ResearchAndDevelopmentExpense",
            "730-10-50-1,-,",
            [
                "hbr/concepts.csv:2: 'ProductDevelopmentCosts' is not anchored to the base [concept.anchor]"
            ],
        ),
        (
            "RetailStoresCount,count,instant,",
            "RetailStoresCount,count,instant,debit",
            ["hbr/concepts.csv:7: a count has no balance [concept.balance]"],
        ),
        (
            "RetailStoresCount,count,instant",
            "RetailStoresCount,count,daily",
            ["hbr/concepts.csv:7: 'daily' is not a period type [concept.period]"],
        ),
        (
            "definition,",
            "defintion,",
            [
                "hbr/concepts.csv:1 [defintion]: 'defintion' is not a column of a concept list [read.header]"
            ],
        ),
        (
            "ProductDevelopmentCosts,monetary,duration,debit",
            "ProductDevelopmentCosts,monetary,duration,left",
            ["hbr/concepts.csv:2: 'left' is not a balance [concept.balance]"],
        ),
    ],
)
def test_a_spoiled_line_of_the_concept_list_is_named(
    harbor: Harbor, old: str, new: str, texts: list[str]
) -> None:
    harbor.edit("concepts.csv", old, new)
    assert harbor.refused().texts == texts


def test_a_concept_that_is_defined_twice_or_in_the_base_is_named(harbor: Harbor) -> None:
    text = harbor.read("concepts.csv").decode()
    again = text.splitlines()[1]
    harbor.write(
        "concepts.csv",
        f"{text}{again}\n{again.replace('ProductDevelopmentCosts', 'Goodwill')}\n".encode(),
    )
    assert {
        "hbr/concepts.csv:8: 'ProductDevelopmentCosts' is defined twice [concept.twice]",
        "hbr/concepts.csv:9: 'Goodwill' is already in the base [concept.base]",
    } <= set(harbor.refused().texts)


def test_a_label_for_nobody_or_of_no_role_is_named(harbor: Harbor) -> None:
    (harbor.company / "labels.csv").write_text(
        "name,role,lang,text\nAssets,terse,en,All assets\nAsets,terse,en,All\nGoodwill,short,en,G\nAssets,terse,en,Again\n",
        encoding="utf-8",
    )
    assert harbor.refused().texts == [
        "hbr/labels.csv:3: there is no concept 'Asets' [label.concept]",
        "hbr/labels.csv:4: 'short' is not a label role [label.role]",
        "hbr/labels.csv:5: 'Assets' has two labels of role 'terse' in 'en' [label.twice]",
    ]


def test_a_network_without_its_tree_is_named(harbor: Harbor) -> None:
    (harbor.company / "networks" / "highlights.csv").unlink()
    assert (
        "hbr/networks/highlights.csv: the file is not there [read.missing]"
        in harbor.refused().texts
    )


def test_a_tree_that_is_not_there_is_told_once_and_not_for_each_line_of_its_table(
    harbor: Harbor,
) -> None:
    (harbor.company / "networks" / "balance-sheet.csv").unlink()
    told = harbor.refused()
    assert [text for text in told.texts if "build.place" in text] == []
    assert (
        "a table may also name a network of the base"
        in told.hints[f"{AT}: the file is not there [read.missing]"]
    )


def test_a_tree_without_lines_is_told_once(harbor: Harbor) -> None:
    harbor.write(TREE, b"level,concept,label,part_of,weight\n")
    told = harbor.refused()
    assert f"{AT}:1: the network has no lines [network.empty]" in told.texts
    assert [text for text in told.texts if "build.place" in text] == []


def test_a_concept_that_nobody_has_leads_to_where_it_can_be_added(harbor: Harbor) -> None:
    harbor.edit("balance-sheet.csv", ",Goodwill,Goodwill,", ",ContentLibraryNet,Goodwill,")
    told = harbor.refused()
    text = "balance-sheet.csv:9 [concept]: there is no concept 'ContentLibraryNet' [build.concept]"
    assert "add yours to the company's concepts.csv" in told.hints[text]


def test_a_line_that_a_network_lacks_leads_to_the_file_that_can_take_it(harbor: Harbor) -> None:
    harbor.edit(TREE, "2,InventoryNet,,AssetsCurrent,\n", "")
    assert f"add it where it would be printed: {AT}" in harbor.refused().hints.values()


def test_a_network_of_the_base_is_copied_before_it_is_changed(harbor: Harbor) -> None:
    harbor.edit(
        "filing.yaml",
        "networks: [balance-sheet, balance-sheet-parenthetical]",
        "networks: [balance-sheet-classified]",
    )
    hints = harbor.refused().hints.values()
    file = "gaap/2026/networks/balance-sheet-classified.csv"
    assert (
        f"add it where it would be printed: a copy of {file} in the company's networks/, listed in its networks.yaml"
        in hints
    )


def test_a_total_that_nothing_is_a_part_of_is_a_warning(harbor: Harbor) -> None:
    harbor.edit("networks/balance-sheet.csv", "2,Goodwill,,Assets,", "2,Goodwill,total,Assets,")
    said = "Goodwill has the label of a total, and no line of this network is a part of it [taxonomy.total-empty]"
    assert f"warning: hbr/networks/balance-sheet.csv:10: {said}" in harbor.build().texts
