"""One spoiled place in filing.yaml or company.yaml: the finding names the line."""

import pytest

from harbor_case import Harbor

YAML = "filing.yaml"
FORMULA = 'formula: "[FY2024] / Revenues[FY2024]"'
PERIOD = "{period: 2023-01-01/2023-12-31, unit: USD, scale: thousands,"
DAY = '"2023-12-31": {period: 2023-12-31, unit: USD, scale: thousands,'
DECLARED = 'declared:\n  - {kind: KIND, table: TABLE, concept: Assets, column: "2024-12-31", REASON}\nties:\n'
"""Written in place of `ties:`, on line 54 of the file."""


def declared(kind: str = "sum", table: str = "bs", reason: str = "reason: none") -> str:
    return DECLARED.replace("KIND", kind).replace("TABLE", table).replace("REASON", reason)


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (
            PERIOD,
            PERIOD.replace("2023-12-31", "31-12-2023"),
            ["filing.yaml:16: '2023-01-01/31-12-2023' is not a date or a period [read.date]"],
        ),
        (
            PERIOD,
            PERIOD.replace("2023-01-01", "2023-02-30"),
            ["filing.yaml:16: '2023-02-30/2023-12-31' is not a date or a period [read.date]"],
        ),
        (
            "{period: 2024-01-01/2024-12-31, unit",
            "{period: 2024-12-31/2024-01-01, unit",
            [
                "filing.yaml:17: the period '2024-12-31/2024-01-01' ends before it starts [read.period]"
            ],
        ),
        (
            "context: 2024-01-01/2024-12-31\n",
            "",
            ["filing.yaml:1: 'context' is missing [read.definition]"],
        ),
        (
            "context: 2024-01-01/2024-12-31\n",
            "context:\n",
            ["filing.yaml:5: the context '' of the cover facts is not a period [read.period]"],
        ),
        (
            "context: 2024-01-01/2024-12-31\n",
            "context: 2024-12-31\n",
            [
                "filing.yaml:5: the context '2024-12-31' of the cover facts is not a period [read.period]"
            ],
        ),
        (
            "period_end: 2024-12-31",
            "period_end: 31.12.2024",
            ["filing.yaml:1: '31.12.2024' is not a date [read.date]"],
        ),
        (
            PERIOD,
            PERIOD.replace("thousands", "thousand"),
            ["filing.yaml:16: 'thousand' is not a scale [read.scale]"],
        ),
        (PERIOD, PERIOD.replace("USD", "usd"), ["filing.yaml:16: 'usd' is not a unit [read.unit]"]),
        (
            PERIOD,
            PERIOD.replace("USD,", "USD, decimals: few,"),
            ["filing.yaml:16: 'few' is not a number of decimals [read.decimals]"],
        ),
        (
            FORMULA,
            'formula: "[FY2024] / (Revenues[FY2024]"',
            [
                "filing.yaml:18: the formula '[FY2024] / (Revenues[FY2024]' can't be read: a parenthesis is not closed [read.formula]"
            ],
        ),
        (
            FORMULA,
            'formula: "[FY2024] % 2"',
            [
                "filing.yaml:18: the formula '[FY2024] % 2' can't be read: '% 2' can't be read [read.formula]"
            ],
        ),
        (
            FORMULA,
            'formula: "[FY2024] / Revenues[FY2025]"',
            [
                "income-statement.csv:2 [FY2024 %]: the formula names the column 'FY2025', which no table has [derived.column]"
            ],
        ),
        (
            FORMULA,
            'formula: "[FY2024] / Revenue[FY2024]"',
            [
                "income-statement.csv:2 [FY2024 %]: the formula names 'Revenue', which no line has [derived.concept]"
            ],
        ),
        (
            'right: "bs:CashAnd',
            'right: "bx:CashAnd',
            [
                "filing.yaml:54: the formula names the table 'bx', which is not there [derived.table]"
            ],
        ),
        (
            '"bs:CashAndCashEquivalentsAtCarryingValue[2024-12-31]"',
            '"bs:[2024-12-31]"',
            [
                "filing.yaml:54: the tie 'Closing cash of the cash flows is that of the balance sheet' names no concept [read.tie]"
            ],
        ),
        (
            'columns: ["FY2024"]',
            'columns: ["FY204"]',
            ["filing.yaml:54: there is no column 'FY204' [read.column]"],
        ),
        (
            "networks: [highlights]",
            "networks: [highlihgts]",
            ["filing.yaml:46: there is no network 'highlihgts' [build.network]"],
        ),
        (
            "ties:\n",
            declared(),
            [
                "filing.yaml:54: the declared sum at bs Assets [2024-12-31] matches no discrepancy [declared.nothing]"
            ],
        ),
        (
            "ties:\n",
            declared("duplicate", "hl"),
            [
                "filing.yaml:54: the declared duplicate at hl Assets [2024-12-31] matches no discrepancy [declared.nothing]"
            ],
        ),
        (
            "ties:\n",
            declared(table="bss"),
            ["filing.yaml:54: there is no table 'bss' [declared.table]"],
        ),
        ("ties:\n", declared("summ"), ["filing.yaml:54: 'summ' is not a kind [declared.kind]"]),
        (
            "ties:\n",
            declared(reason="role: x"),
            ["filing.yaml:54: 'reason' is missing [read.definition]"],
        ),
        (
            "ties:\n",
            declared(reason='reason: ""'),
            ["filing.yaml:54: a declaration needs a reason [declared.reason]"],
        ),
        (
            "base: gaap/2026",
            "base: gaap/2026\nbase: gaap/2026",
            ["filing.yaml:5: the key 'base' stands twice [read.yaml]"],
        ),
        (
            "base: gaap/2026",
            "base: gaap/2026\ntabels: []",
            ["filing.yaml:5: 'tabels' is not known here [read.definition]"],
        ),
        (
            "base: gaap/2026",
            "base: gaap/2025",
            ["filing.yaml: the base taxonomy 'gaap/2025' is not there [read.base]"],
        ),
        (
            "base: gaap/2026",
            "base: ../../../..",
            ["filing.yaml: the base taxonomy '../../../..' is not there [read.base]"],
        ),
        (
            "base: gaap/2026",
            "base: gaap/2026\ncalculations: 1.2",
            ["filing.yaml:5: '1.2' is not known [read.definition]"],
        ),
        (
            "base: gaap/2026",
            "base: gaap/2026\n---\nbase: gaap/2026",
            ["filing.yaml:5: a second document begins here [read.yaml]"],
        ),
        (
            "networks: [highlights]",
            "networks: highlights",
            ["filing.yaml:46: 'networks' should be a list, it is a text [read.definition]"],
        ),
        (
            'title: "Harbor Tools Corp., Results for the Year 2024"',
            "title: [a, b]",
            ["filing.yaml:2: 'title' should be a text, it is a list [read.definition]"],
        ),
        (
            'heading: ["Year 2023"]',
            "heading: {a: b}",
            [
                "filing.yaml:16: 'heading' should be a list, it is a group of 'key: value' entries [read.definition]"
            ],
        ),
        (
            'DocumentType: "6-K"',
            "DocumentType: [6-K]",
            ["filing.yaml:6: 'cover' should be 'Concept: value' lines [read.definition]"],
        ),
        (
            'EndDate: "2024-12-31"',
            'EndDate: "31 December 2024"',
            ["filing.yaml:8: '31 December 2024' is not a date [build.cover]"],
        ),
        (
            'EndDate: "2024-12-31"',
            'EndDate: "2024-02-30"',
            ["filing.yaml:8: '2024-02-30' is not a date [build.cover]"],
        ),
        (
            'AmendmentFlag: "false"',
            'AmendmentFlag: "no"',
            ["filing.yaml:9: 'no' is not a boolean [build.cover]"],
        ),
        (
            'AmendmentFlag: "false"',
            'AmendmentFlg: "false"',
            ["filing.yaml:9: there is no concept 'AmendmentFlg' [build.concept]"],
        ),
        (
            'AmendmentFlag: "false"',
            'Assets: "12"',
            ["filing.yaml:9: Assets has the type monetary, no cover text [build.cover]"],
        ),
        ("id: hl", "id: seg", ["filing.yaml:43: the table id 'seg' stands twice [table.id]"]),
        ("id: hl", 'id: "h l"', ["filing.yaml:43: 'h l' is not a table id [table.id]"]),
        (
            'Year 2024"\nsource',
            'Year \\x01 2024"\nsource',
            ["filing.yaml:2: U+0001 is not a character that a filing can hold [read.yaml]"],
        ),
        (
            'Year 2024"\nsource',
            'Year \x01 2024"\nsource',
            ["filing.yaml:2: U+0001 is not a character that a filing can hold [read.yaml]"],
        ),
        (
            'Year 2024"\nsource',
            'Year \\u202e 2024"\nsource',
            ["filing.yaml:2: U+202E turns the direction of the text [read.yaml]"],
        ),
        (
            'Year 2024"\nsource',
            'Year \u202e 2024"\nsource',
            ["filing.yaml:2: U+202E turns the direction of the text [read.yaml]"],
        ),
        (
            "period_end: 2024-12-31",
            "period_end: &a 2024-12-31",
            ["filing.yaml:1: an anchor or a tag is not taken here [read.yaml]"],
        ),
        (
            "period_end: 2024-12-31",
            "period_end: !!python/name:os.system x",
            ["filing.yaml:1: a tag is not taken here [read.yaml]"],
        ),
        (
            'title: "Harbor',
            f'deep: {"[" * 5000}{"]" * 5000}\ntitle: "Harbor',
            ["filing.yaml:2: nested too deeply [read.yaml]"],
        ),
        (
            'title: "Harbor',
            f'long: {"a" * 10_000_000}\ntitle: "Harbor',
            ["filing.yaml:2: the text holds more than 100,000 characters [read.yaml]"],
        ),
    ],
)
def test_a_spoiled_line_of_filing_yaml_is_named(
    harbor: Harbor, old: str, new: str, texts: list[str]
) -> None:
    harbor.edit(YAML, old, new)
    assert harbor.refused().texts == texts


def test_the_broken_definition_of_a_column_is_told_once_and_not_at_each_of_its_cells(
    harbor: Harbor,
) -> None:
    harbor.edit(YAML, PERIOD, PERIOD.replace("2023-12-31", "31-12-2023"))
    assert len(harbor.refused().findings) == 1


def test_a_missing_period_or_currency_is_told_at_the_head_of_each_table_s_column(
    harbor: Harbor,
) -> None:
    harbor.edit(YAML, PERIOD, "{unit: USD,")
    harbor.edit(
        YAML, "{period: 2024-01-01/2024-12-31, unit: USD,", "{period: 2024-01-01/2024-12-31,"
    )
    tables = ("cash-flow.csv", "income-statement.csv", "per-share.csv", "segments.csv")
    assert harbor.refused().texts == [
        text
        for table in tables
        for text in (
            f"{table}:1 [FY2023]: neither the column nor the row says the period [build.period]",
            f"{table}:1 [FY2024]: neither the column nor the row says the currency [build.unit]",
        )
    ]


def test_instant_values_for_duration_concepts_are_named_at_their_cells(harbor: Harbor) -> None:
    harbor.edit(
        YAML,
        "networks: [per-share]",
        "networks: [per-share]\n    columns: {FY2024: {period: 2024-12-31}}",
    )
    names = (
        "WeightedAverageNumberOfSharesOutstandingBasic",
        "WeightedAverageNumberOfDilutedSharesOutstanding",
        "EarningsPerShareBasic",
        "EarningsPerShareDiluted",
    )
    assert harbor.refused().texts == [
        f"per-share.csv:{row} [FY2024]: {name} is measured over a period, the column is the day 2024-12-31 [build.period]"
        for row, name in enumerate(names, 2)
    ]


def test_money_in_a_column_of_shares_is_named(harbor: Harbor) -> None:
    harbor.edit(
        YAML, '"2023-12-31": {scale: millions}', '"2023-12-31": {scale: millions, unit: shares}'
    )
    said = "Assets is an amount of money, 'shares' is not a currency [build.unit]"
    assert harbor.refused().texts == [f"highlights.csv:2 [2023-12-31]: {said}"]


def test_a_declared_difference_that_is_not_the_one_found_is_named(harbor: Harbor) -> None:
    harbor.edit("highlights.csv", "37.1", "37.5")
    harbor.edit(
        YAML,
        "ties:\n",
        DECLARED.replace("KIND", "derived")
        .replace("TABLE", "is")
        .replace("Assets", "GrossProfit")
        .replace('"2024-12-31"', '"FY2024 %"')
        .replace("REASON", 'difference: "0.2", reason: none'),
    )
    harbor.edit("income-statement.csv", "41.0", "41.1")
    assert harbor.refused().texts == [
        "filing.yaml:54: the declared difference is 0.2, the check finds 0.1 [declared.difference]",
        "highlights.csv:2 [2024-12-31]: Total assets is 37.5; the other place says 37.095 (error) [calc.duplicate]",
    ]


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (
            'entity: {scheme: "http://www.sec.gov/CIK", identifier: "0009999942"}\n',
            "",
            ["hbr/company.yaml:1: 'entity' is missing [read.definition]"],
        ),
        (
            ', identifier: "0009999942"',
            "",
            ["hbr/company.yaml:4: 'identifier' is missing [read.definition]"],
        ),
        (
            '"0009999942"',
            '" "',
            ["hbr/company.yaml:4: the entity has no identifier [company.entity]"],
        ),
        (
            '"http://www.sec.gov/CIK"',
            "CIK",
            ["hbr/company.yaml:4: 'CIK' is not the address of a register [company.entity]"],
        ),
        (
            "https://example.org/crossfoot/hbr",
            "hbr",
            ["hbr/company.yaml:3: 'hbr' is not an address [company.authority]"],
        ),
        (
            "profile: plain",
            "profile: sek",
            ["hbr/company.yaml:7: 'sek' is not a profile [company.profile]"],
        ),
        (
            "currency: USD",
            "curency: USD",
            ["hbr/company.yaml:6: 'curency' is not known here [read.definition]"],
        ),
        (
            "currency: USD",
            "currency: [USD]",
            ["hbr/company.yaml:6: 'currency' should be a text, it is a list [read.definition]"],
        ),
        (
            "currency: USD",
            "currency: dollars",
            ["hbr/company.yaml:6: 'dollars' is not a currency [company.currency]"],
        ),
        (
            "currency: USD",
            "currency: usd",
            ["hbr/company.yaml:6: 'usd' is not a currency [company.currency]"],
        ),
        (
            "--12-31",
            "12-31",
            ["hbr/company.yaml:5: '12-31' is not a day of the year [company.fiscal-year-end]"],
        ),
        (
            "--12-31",
            "--13-31",
            ["hbr/company.yaml:5: '--13-31' is not a day of the year [company.fiscal-year-end]"],
        ),
        (
            "currency: USD",
            'currency: USD\nname_ja: " "',
            ["hbr/company.yaml:7: 'name_ja' is blank [read.blank]"],
        ),
        (
            "name: Harbor Tools Corp.",
            'name: ""',
            ["hbr/company.yaml:1: 'name' is blank [read.blank]"],
        ),
        (
            "name: Harbor Tools Corp.\n",
            "",
            ["hbr/company.yaml:1: 'name' is missing [read.definition]"],
        ),
        (
            "name: Harbor Tools Corp.",
            "name: *harbor",
            ["hbr/company.yaml:1: an alias (*name) is not taken here [read.yaml]"],
        ),
        (
            "name: Harbor Tools Corp.",
            "name: [",
            ["hbr/company.yaml:3: this is not valid YAML [read.yaml]"],
        ),
    ],
)
def test_a_spoiled_line_of_company_yaml_is_named(
    harbor: Harbor, old: str, new: str, texts: list[str]
) -> None:
    harbor.edit("company.yaml", old, new)
    assert harbor.refused().texts == texts


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("JPX", "did you mean JPY?"),
        ("UDS", "did you mean USD?"),
        ("QQQ", "a currency that is no more is taken as it stands"),
    ],
)
def test_a_code_that_no_list_has_is_a_warning_with_its_neighbours(
    harbor: Harbor, code: str, hint: str
) -> None:
    """`currency:` of the company, and the unit of a column."""
    harbor.edit("company.yaml", "currency: USD", f"currency: {code}")
    harbor.edit("filing.yaml", PERIOD, PERIOD.replace("USD", code))
    told = harbor.build()
    said = f"'{code}' is not among the currencies of ISO 4217 [read.currency]"
    assert {told.hints[text] for text in told.texts if text.endswith(said)} == {hint}
    places = {text.removesuffix(said) for text in told.texts if text.endswith(said)}
    assert places == {"warning: hbr/company.yaml:6: ", "warning: filing.yaml:16: "}


@pytest.mark.parametrize(
    ("name", "old", "new", "at"),
    [
        (
            "filing.yaml",
            'title: "Harbor Tools Corp., Results for the Year 2024"',
            'title: " "',
            "filing.yaml:2: 'title'",
        ),
        ("filing.yaml", '"Net Income per Share"', '""', "filing.yaml:30: 'title'"),
        (
            "filing.yaml",
            '"Shops run by dealers are not counted."',
            '"\u3000"',
            "filing.yaml:52: 'text'",
        ),
        (
            "filing.yaml",
            "name: Basic net income per share is net income over the shares",
            'name: " "',
            "filing.yaml:58: 'name'",
        ),
    ],
)
def test_a_blank_text_is_told_at_its_line(
    harbor: Harbor, name: str, old: str, new: str, at: str
) -> None:
    harbor.edit(name, old, new)
    assert harbor.refused().texts == [f"{at} is blank [read.blank]"]


@pytest.mark.parametrize(
    ("title", "code"), [("title", "network.title"), ("title_ja", "read.blank")]
)
def test_a_blank_title_of_a_network_is_told(harbor: Harbor, title: str, code: str) -> None:
    text = harbor.read("networks.yaml").decode()
    first = next(
        line
        for line in text.splitlines()
        if line.strip().startswith(f"{title}:") or f" {title}:" in line
    )
    value = first.partition(f"{title}: ")[2].partition(",")[0].rstrip("}")
    harbor.write("networks.yaml", text.replace(f"{title}: {value}", f'{title}: " "', 1).encode())
    assert [message for message in harbor.refused().texts if message.endswith(f"[{code}]")]


@pytest.mark.parametrize(
    ("prefix", "said"), [("xbrli", "the prefix 'xbrli' is taken"), ("Hbr", "'Hbr' is not a prefix")]
)
def test_a_prefix_that_would_break_the_xml_is_named(harbor: Harbor, prefix: str, said: str) -> None:
    harbor.edit("company.yaml", "prefix: hbr", f"prefix: {prefix}")
    assert f"hbr/company.yaml:2: {said} [company.prefix]" in harbor.refused().texts


def test_a_comma_that_cut_a_text_in_two_is_told_as_that(harbor: Harbor) -> None:
    cut = "{kind: sum, table: bs, concept: Assets, column: a, reason: It prints 9,936.}"
    harbor.edit("filing.yaml", "ties:\n", f"declared:\n  - {cut}\nties:\n")
    hints = harbor.refused().hints
    assert [hint for text, hint in hints.items() if "'936.' is not known here" in text] == [
        "inside { } a text that holds a comma stands in quotation marks"
    ]
